"""Rules of the team: made, moved and removed through the door; followed where nothing else leads to a client."""

from dataclasses import replace
from pathlib import Path

import pytest

from reporting.actions import importing, rules, upkeep
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.errors import ConflictError
from reporting.ingest.model import Answers
from reporting.language import text
from reporting.warehouse.model import Receipt, Rule
from tests.drops import Post, write

PAGE_DAYS = Path(__file__).parents[2] / "sample_data" / "meta_page_daily" / "Views.csv"


def a_rule(client: str, **of: str) -> Rule:
    return Rule(
        0, of.get("path"), of.get("named"), of.get("of_platform"), client, of.get("account"), of.get("platform")
    )


def an_upload(folder: Path, name: str, *posts: Post) -> Upload:
    return Upload(write(folder / name, posts), name)


def sentences(receipt: Receipt) -> str:
    return " ".join(text(notice.sentence, "en") for notice in receipt.found.notices)


def imported(desk: Desk) -> list[tuple[str, str]]:
    return [(entry.file, entry.client) for entry in reversed(importing.history(desk))]


def test_files_of_a_folder_go_to_its_client_and_the_receipt_says_why(desk: Desk, tmp_path: Path) -> None:
    rules.add_rule(desk, a_rule("Acme", path=" Acme/ "))
    acme, lost = importing.take_in(
        desk,
        None,
        [an_upload(tmp_path, "drop/acme/a.csv", Post("one", 1)), an_upload(tmp_path, "drop/b.csv", Post("two", 2))],
    )
    assert (acme.client, acme.found.status, lost.found.status) == ("Acme", "recognised", "ambiguous")
    assert "Rule 1 leads it to Acme." in sentences(acme)
    with desk.store.read() as cur:
        assert cur.execute('select rule from "import"').fetchall() == [(1,)]


def test_what_is_said_for_the_file_counts_more_than_a_rule(desk: Desk, tmp_path: Path) -> None:
    rules.add_rule(desk, a_rule("Acme", path="Acme/"))
    upload = an_upload(tmp_path, "Acme/a.csv", Post("one", 1))
    (receipt,) = importing.take_in(desk, None, [Upload(upload.path, upload.name, client="Other")])
    assert receipt.client == "Other"


def test_a_rule_that_contradicts_an_owner_is_shown_and_does_not_count(desk: Desk, tmp_path: Path) -> None:
    importing.take_in(desk, "Other", [an_upload(tmp_path, "first.csv", Post("one", 1))])
    rules.add_rule(desk, a_rule("Acme", path="Acme/"))
    (receipt,) = importing.take_in(desk, None, [an_upload(tmp_path, "Acme/a.csv", Post("one", 2))])
    assert receipt.client == "Other"
    assert "Rule 1 says Acme, but the account belongs to Other" in sentences(receipt)


def test_a_rule_answers_network_and_account_and_a_rebuild_gives_the_same(desk: Desk) -> None:
    rules.add_rule(desk, a_rule("Acme", path="Acme/*", platform="instagram", account="acme.fr"))
    upload = Upload(PAGE_DAYS, "Acme/Views.csv")
    (found,) = importing.inspect(desk, [upload])
    assert (found.platform, [account.id for account in found.accounts], found.questions) == (
        "instagram",
        ["acme.fr"],
        (),
    )
    (receipt,) = importing.take_in(desk, None, [upload])
    assert (receipt.client, receipt.found.status, receipt.found.platform) == ("Acme", "recognised", "instagram")
    rules.remove_rule(desk, 1)
    rules.add_rule(desk, a_rule("Acme", path="Acme/*", platform="facebook", account="else"))
    with desk.store.read() as cur:
        before = cur.execute("select * from current_account_day order by all").fetchall()
    assert before
    upkeep.rebuild(desk)
    with desk.store.read() as cur:
        assert cur.execute("select * from current_account_day order by all").fetchall() == before
    assert upkeep.verify(desk).differences == ()


def test_what_a_person_answered_for_a_file_is_not_answered_over(desk: Desk) -> None:
    rules.add_rule(desk, a_rule("Acme", path="Acme/*", platform="instagram"))
    upload = Upload(PAGE_DAYS, "Acme/Views.csv")
    (found,) = importing.inspect(desk, [replace(upload, answers=Answers(platform="facebook"))])
    assert found.platform == "facebook"


def test_the_list_the_preview_and_the_order(desk: Desk, tmp_path: Path) -> None:
    first = rules.add_rule(desk, a_rule("Acme", named="one"))
    second = rules.add_rule(desk, a_rule("Other", path="*.csv", of_platform="instagram"))
    founds = importing.inspect(
        desk, [an_upload(tmp_path, "a.csv", Post("one", 1)), an_upload(tmp_path, "b.csv", Post("two", 2))]
    )
    assert [rules.files_of(desk, rule, founds) for rule in rules.rule_list(desk)] == [["a.csv"], ["a.csv", "b.csv"]]
    rules.move_rule(desk, second.id, -1)
    assert [rule.id for rule in rules.rule_list(desk)] == [second.id, first.id]


@pytest.mark.parametrize(
    ("of", "code"),
    [({}, "EMPTY_RULE"), ({"path": "  "}, "EMPTY_RULE"), ({"path": "a", "platform": "myspace"}, "NO_PLATFORM")],
)
def test_a_rule_that_asks_for_nothing_or_for_what_is_not_there_is_refused(
    desk: Desk, of: dict[str, str], code: str
) -> None:
    with pytest.raises(ConflictError) as refused:
        rules.add_rule(desk, a_rule("Acme", **of))
    assert refused.value.code == code
    assert rules.rule_list(desk) == []
