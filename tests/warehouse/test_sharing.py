"""Whose rows they are: what a person says, known accounts, rules, and what is left to ask."""

from dataclasses import replace

import pytest

from reporting.errors import BilanError, say
from reporting.ingest.model import AccountFound, Found, Question
from reporting.language import text
from reporting.warehouse.model import Rule
from reporting.warehouse.rules import add_rule, matches, move_rule, remove_rule, rules
from reporting.warehouse.sharing import Share, Sharing
from reporting.warehouse.store import Store
from reporting.warehouse.taking import Order, take_in, undo
from tests.stocking import Row, a_client, found_of, stock


def post(number: int, account: str | None = None) -> list[Row]:
    return [{"post": f"p{number}", "account": account, "reach": number}]


def a_found(store: Store, rows: list[Row], file: str = "export.csv") -> Found:
    return found_of(store.catalog, store.settings.work, "post", rows, file=file)


def shares(store: Store, found: Found, said: str | None = None) -> list[Share]:
    with store.read() as cur:
        return Sharing(cur, [found.sha256]).shares(found, said)


def told(store: Store, found: Found, said: str | None = None) -> list[tuple[str | None, str, list[str]]]:
    return [
        (share.client, share.by, [part.account or "–" for part in share.found.parts])
        for share in shares(store, found, said)
    ]


def a_rule(store: Store, client: str, **of: str) -> Rule:
    owner = a_client(store, client)
    whole: dict[str, str | None] = {"path": None, "named": None, "of_platform": None, **of}
    with store.write() as cur:
        return add_rule(cur, Rule(0, client=client, **whole), owner.id, "tester")


def take(store: Store, share: Share) -> int:
    client = a_client(store, share.client or "")
    with store.write() as cur:
        receipt = take_in(cur, store.catalog, share.found, Order(client, "tester"))
    return receipt.import_id or 0


def test_an_account_that_was_seen_before_leads_its_files_to_its_client(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    assert told(store, a_found(store, post(2, "page-1"))) == [("Acme", "account", ["page-1"])]


def test_a_new_account_is_nobodys(store: Store) -> None:
    assert told(store, a_found(store, post(1, "page-1"))) == [(None, "nobody", ["page-1"])]


def test_what_a_person_says_counts_for_the_whole_file(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    found = a_found(store, [*post(2, "page-1"), *post(3, "page-2")])
    assert told(store, found, "ACME ") == [("Acme", "said", ["page-1", "page-2"])]


def test_the_rows_of_two_clients_are_told_apart_and_new_accounts_stay_a_question(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    stock(store, "Other", "post", post(2, "page-2"))
    found = a_found(store, [*post(3, "page-2"), *post(4, "page-1"), *post(5, "page-3"), *post(6)])
    assert told(store, found) == [
        ("Acme", "account", ["page-1"]),
        ("Other", "account", ["page-2"]),
        (None, "nobody", ["page-3", "–"]),
    ]


def test_a_new_account_beside_a_known_one_is_not_guessed(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    found = a_found(store, [*post(3, "page-1"), *post(4, "page-2")])
    assert told(store, found) == [("Acme", "account", ["page-1"]), (None, "nobody", ["page-2"])]


def test_rows_without_an_account_go_with_the_others_where_those_are_of_one_client(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    assert told(store, a_found(store, [*post(3, "page-1"), *post(4)])) == [("Acme", "account", ["page-1", "–"])]


def test_each_part_is_an_import_of_its_own_that_is_undone_and_comes_again_alone(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    stock(store, "Other", "post", post(2, "page-2"))
    found = a_found(store, [*post(3, "page-2"), *post(4, "page-1"), *post(5, "page-1")])
    first, second = (take(store, share) for share in shares(store, found))
    with store.read() as cur:
        rows = cur.execute("select import_id, list(post order by post) from fact_post group by 1 order by 1").fetchall()
        told_of = cur.execute('select records, partial from "import" where id > 2 order by id').fetchall()
    assert rows[2:] == [(first, ["p4", "p5"]), (second, ["p3"])]
    assert told_of == [(2, True), (1, True)]
    assert [share.earlier.id if share.earlier else None for share in shares(store, found)] == [first, second]
    with store.write() as cur:
        undo(cur, store.catalog, first, "tester")
    assert [share.earlier.id if share.earlier else None for share in shares(store, found)] == [None, second]


def test_an_account_that_gets_an_owner_later_is_taken_in_then_and_nothing_twice(store: Store) -> None:
    stock(store, "Acme", "post", post(1, "page-1"))
    found = a_found(store, [*post(3, "page-1"), *post(4, "page-2")])
    take(store, shares(store, found)[0])
    a_rule(store, "Acme", named="page-2")
    came, coming = shares(store, found)
    assert (came.earlier is not None, [part.account for part in came.found.parts]) == (True, ["page-1"])
    assert (coming.earlier, [part.account for part in coming.found.parts]) == (None, ["page-2"])
    take(store, coming)
    with store.read() as cur:
        posts = cur.execute("select list(post order by post) from current_post").fetchone()
    assert posts == (["p1", "p3", "p4"],)
    assert all(share.earlier for share in shares(store, found))


def test_a_file_of_nobody_that_was_imported_is_the_one_that_it_was(store: Store) -> None:
    receipt = stock(store, "Acme", "post", post(1))
    (share,) = shares(store, a_found(store, post(1)))
    assert (share.client, share.earlier and share.earlier.id) == ("Acme", receipt.import_id)


def test_a_rule_leads_where_nothing_else_does_and_never_over_an_owner(store: Store) -> None:
    a_rule(store, "Acme", path="Acme/")
    assert told(store, a_found(store, post(1, "page-9"), "drop/acme/2026/a.csv")) == [("Acme", "rule", ["page-9"])]
    stock(store, "Other", "post", post(2, "page-2"))
    (share,) = shares(store, a_found(store, post(3, "page-2"), "Acme/b.csv"))
    assert (share.client, share.by, share.against and share.against.client) == ("Other", "account", "Acme")
    assert [(notice.level, text(notice.sentence, "en")) for notice in share.notices] == [
        ("warning", "Rule 1 says Acme, but the account belongs to Other, and that counts.")
    ]


def test_the_first_rule_that_fits_counts_and_rules_can_be_moved_and_removed(store: Store) -> None:
    first = a_rule(store, "Acme", named="page")
    second = a_rule(store, "Other", path="*.csv")
    found = a_found(store, post(1, "page-1"))
    assert told(store, found)[0][0] == "Acme"
    with store.write() as cur:
        move_rule(cur, second.id, -1)
        assert [rule.id for rule in rules(cur)] == [second.id, first.id]
    assert told(store, found)[0][0] == "Other"
    with store.write() as cur:
        remove_rule(cur, second.id)
    assert told(store, found)[0][0] == "Acme"
    with pytest.raises(BilanError) as refused, store.write() as cur:
        remove_rule(cur, second.id)
    assert refused.value.code == "NO_RULE"


def test_a_rule_answers_only_what_is_asked_and_only_for_its_own_client(store: Store) -> None:
    a_rule(store, "Acme", path="Acme/", platform="instagram", account="acme.fr")
    which = Question("platform", say("Which network is this file from? It doesn’t say."), ("facebook", "instagram"))
    found = replace(a_found(store, post(1), "Acme/Views.csv"), platform=None, questions=(which,))
    with store.read() as cur:
        sharing = Sharing(cur, ())
        assert sharing.answers([replace(found, questions=())], None) is None
        assert sharing.answers([found], "Other") is None
        told_by_rule = sharing.answers([found], None)
    assert told_by_rule is not None
    assert (told_by_rule.platform, told_by_rule.account) == ("instagram", None)


@pytest.mark.parametrize(
    ("path", "file", "fits"),
    [
        ("Acme/", "Acme/a.csv", True),
        ("acme/", "Clients/ACME/2026/a.csv", True),
        ("Acme/", "Acme Corp/a.csv", False),
        ("Acme/", "Acme", False),
        ("Clients/Acme/", "drop/Clients/Acme/x/a.csv", True),
        ("*acme*.csv", "2026/posts_Acme_10.csv", True),
        ("acme*.csv", "posts_acme.csv", False),
        ("*/10/*.xlsx", "a/10/b.xlsx", True),
        ("Café/", "Cafe\u0301/a.csv", True),
        ("Acme/", "Acme\\a.csv", True),
        ("a[", "a[", True),
    ],
)
def test_where_a_file_lies(path: str, file: str, fits: bool) -> None:
    assert matches(Rule(1, path, None, None, "Acme"), file, None, None) is fits


def test_a_text_is_looked_for_in_the_accounts_name_and_id_and_a_platform_is_exact() -> None:
    rule = Rule(1, None, "Sel", "facebook", "Acme")
    assert matches(rule, "a.csv", "facebook", AccountFound("1", "Cairn & sel"))
    assert matches(rule, "a.csv", "facebook", AccountFound("SEL-1", "x"))
    assert not matches(rule, "a.csv", "instagram", AccountFound("1", "Cairn & sel"))
    assert not matches(rule, "a.csv", "facebook", None)
