"""Whose file it is, and which account its rows are of."""

from dataclasses import replace

import pytest

from reporting.errors import BilanError
from reporting.ingest.model import AccountFound, Answers
from reporting.language import text
from reporting.warehouse.clients import accounts
from reporting.warehouse.memory import pattern, remember, remembered
from reporting.warehouse.model import Receipt
from reporting.warehouse.store import Store
from reporting.warehouse.taking import Order, take_in
from tests.stocking import a_client, found_of, stock


def names(store: Store) -> list[tuple[int, str, str, str, bool]]:
    with store.read() as cur:
        return [(one.client_id, one.platform, one.external_id, one.name, one.stated) for one in accounts(cur)]


def sentences(receipt: Receipt) -> list[tuple[str, str]]:
    return [(notice.level, text(notice.sentence, "en")) for notice in receipt.found.notices]


def post(number: int, account: str | None = None) -> list[dict[str, object]]:
    return [{"post": f"p{number}", "account": account, "reach": number}]


def test_the_account_of_another_client_is_refused_naming_both(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    with pytest.raises(BilanError) as refused:
        stock(store, "Other", "post", post(2, "page-1"))
    assert refused.value.code == "WRONG_ACCOUNT"
    assert dict(refused.value.what.fields) == {"account": "page-1", "owner": "Acme", "client": "Other"}


def test_one_name_on_two_platforms_is_two_accounts(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "acme"), platform="x")
    stock(store, "Other", "post", post(1, "acme"), platform="tiktok")
    assert [row[:3] for row in names(store)] == [(2, "tiktok", "acme"), (1, "x", "acme")]


def test_a_file_without_an_account_makes_one_for_the_client_and_says_so(store: Store) -> None:
    first = stock(store, "Acme", "post", post(1), platform="x")
    second = stock(store, "Acme", "post", post(2), platform="x", file="b.csv")
    assert names(store) == [(1, "x", "", "Acme", False)]
    assert [level for level, _ in sentences(first)] == ["info"]
    assert "--account NAME" in sentences(first)[0][1]
    assert sentences(second) == []


def test_a_file_without_an_account_goes_to_the_only_one_and_says_which(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    receipt = stock(store, "Acme", "post", post(2), file="b.csv")
    assert [row[2] for row in names(store)] == ["page-1"]
    assert [level for level, _ in sentences(receipt)] == ["info"]
    assert "page-1" in sentences(receipt)[0][1]


def test_a_file_without_an_account_beside_two_named_ones_is_not_guessed(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    stock(store, "Acme", "post", post(3, "page-2"), file="c.csv")
    receipt = stock(store, "Acme", "post", post(2), file="b.csv")
    assert [row[2] for row in names(store)] == ["", "page-1", "page-2"]
    assert [level for level, _ in sentences(receipt)] == ["warning"]


def test_an_account_without_a_name_takes_that_of_the_first_file_that_has_one(store: Store) -> None:
    stock(store, "Acme", "post", post(2), file="b.csv")
    stock(store, "Acme", "post", post(1, "page-1"))
    stock(store, "Acme", "post", post(3, "page-2"), file="c.csv")
    assert [(row[2], row[4]) for row in names(store)] == [("page-1", True), ("page-2", True)]


def test_the_answer_counts_and_is_remembered_for_files_that_look_the_same(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    stock(store, "Acme", "post", post(5, "page-2"))
    stock(store, "Acme", "post", post(2), file="Days 2026-09.csv", account="page-1")
    later = stock(store, "Acme", "post", post(3), file="days 2026-10.csv")
    other = stock(store, "Acme", "post", post(4), file="something else.csv")
    with store.read() as cur:
        rows = cur.execute("select post, account_id from current_post order by post").fetchall()
    assert rows == [("p1", 1), ("p2", 1), ("p3", 1), ("p4", 3), ("p5", 2)]
    assert "page-1" in sentences(later)[0][1]
    assert [level for level, _ in sentences(other)] == ["warning"]


def test_an_answer_is_never_applied_to_another_client(store: Store) -> None:
    stock(store, "Acme", "post", post(1), file="days.csv", account="acme-page")
    stock(store, "Other", "post", post(2), file="days.csv")
    assert [(row[0], row[2]) for row in names(store)] == [(2, ""), (1, "acme-page")]


def test_only_the_client_that_was_answered_for_is_offered_the_answer(store: Store) -> None:
    with store.write() as cur:
        remember(cur, 1, "platform", format_="f", file="a 1.csv", answer="facebook", person="tester")
        remember(cur, 1, "platform", format_="f", file="a 2.csv", answer="instagram", person="tester")
        offered = [remembered(cur, client, "platform", format_="f", file="A 3.csv") for client in (1, 2)]
        other = remembered(cur, 1, "platform", format_="other", file="a 3.csv")
    assert (offered, other) == (["instagram", None], None)


def test_an_answer_that_names_another_clients_account_is_refused(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    with pytest.raises(BilanError) as refused:
        stock(store, "Other", "post", post(2), account="page-1")
    assert refused.value.code == "WRONG_ACCOUNT"


def test_an_account_that_a_person_named_becomes_the_one_that_the_file_names(store: Store) -> None:
    stock(store, "Acme", "post", post(1), account="acme")
    found = found_of(store.catalog, store.settings.work, "post", post(2, "17841"), file="named.csv")
    known = (AccountFound("17841", "Acme"),)
    client = a_client(store, "Acme")
    with store.write() as cur:
        take_in(
            cur,
            store.catalog,
            replace(found, accounts=known),
            Order(client, "tester", Answers()),
        )
    assert names(store) == [(1, "facebook", "17841", "Acme", True)]


def test_two_pages_of_one_name_stay_two_accounts(store: Store) -> None:
    for number, page in enumerate(("111", "222"), start=1):
        found = found_of(store.catalog, store.settings.work, "post", post(number, page), file=f"{page}.csv")
        client = a_client(store, "Acme")
        with store.write() as cur:
            named = replace(found, accounts=(AccountFound(page, "Acme"),))
            take_in(cur, store.catalog, named, Order(client, "tester"))
    assert [row[2:4] for row in names(store)] == [("111", "Acme"), ("222", "Acme")]


def test_names_are_alike_but_for_digits_and_case() -> None:
    assert pattern("Acme/Days_2026-10-31.CSV") == pattern("acme/days_2025-1-1.csv")
    assert pattern("facebook/Reach.csv") != pattern("instagram/Reach.csv")
