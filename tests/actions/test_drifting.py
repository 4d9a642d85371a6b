"""An export that changed: mapped once by a person, known from then on, and nothing that was stored is lost."""

from pathlib import Path

import pytest

from reporting.access.people import PERMISSIONS, Person
from reporting.actions import drifting, importing, upkeep
from reporting.actions.desk import Desk
from reporting.actions.drifting import Choice
from reporting.actions.reading import Upload
from reporting.catalog.load import load_catalog
from reporting.catalog.repair import Mend
from reporting.errors import ConflictError, NotAllowedError
from reporting.ingest.model import Answers, Found
from reporting.language import text

OLD = 'Date,Impressions,Likes,Engagements,New follows,Unfollows\n"Mon, Oct 5, 2026",100,2,3,4,5\n'
NEW = 'Date,Impressions,Likes,Engagements,New follows,Unfollowed accounts\n"Tue, Oct 6, 2026",200,3,4,5,6\n'
USUAL = 'Date,Impressions,Like count,Engagements,New follows,Unfollows\n"Wed, Oct 7, 2026",300,7,9,1,1\n'
POSTS = "Post link,Created date,Impressions,Clicks\n"
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:720470348000000000{}"


def given(tmp_path: Path, name: str, words: str) -> Upload:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    return Upload(path, name)


def posts(*days: str) -> str:
    return POSTS + "".join(f"{LINK.format(n)},{day},{n * 100},{n}\n" for n, day in enumerate(days, 1))


def only(desk: Desk, upload: Upload) -> Found:
    (found,) = importing.inspect(desk, [upload])
    return found


def impressions(desk: Desk) -> int:
    with desk.store.read() as cur:
        row = cur.execute("select sum(impressions) from current_account_day").fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def test_a_renamed_needed_heading_is_confirmed_once_and_both_forms_are_known(desk: Desk, tmp_path: Path) -> None:
    old, new = given(tmp_path, "old.csv", OLD), given(tmp_path, "new.csv", NEW)
    waiting = only(desk, new)
    assert (waiting.status, waiting.nearest) == ("unknown", "x_overview")
    (choice,) = drifting.proposed(waiting)
    assert (choice.heading, choice.target) == ("Unfollowed accounts", "lost_followers")
    effect = drifting.preview(desk, new, waiting, [choice])
    assert effect.found is not None
    assert (effect.found.status, effect.found.records, effect.found.totals["impressions"].sum) == ("recognised", 1, 200)
    assert only(desk, new).status == "unknown"  # a look changes nothing
    (mend,) = drifting.accept(desk, waiting, [choice])
    assert (mend.kind, mend.to, mend.text) == ("heading", "lost_followers", "Unfollowed accounts")
    receipts = importing.take_in(desk, "Acme", [old, new])
    assert [receipt.found.format for receipt in receipts] == ["x_overview", "x_overview"]
    assert impressions(desk) == 300
    assert load_catalog(desk.settings.formats).formats["x_overview"] == desk.catalog.formats["x_overview"]
    assert upkeep.verify(desk).differences == ()


def test_a_repair_stands_in_the_audit_and_adds_to_those_before(desk: Desk, tmp_path: Path) -> None:
    for name, words in (("new.csv", NEW), ("usual.csv", USUAL)):
        found = only(desk, given(tmp_path, name, words))
        drifting.accept(desk, found, drifting.proposed(found))
    assert {(mend.to, mend.text) for mend in drifting.mends(desk)} == {
        ("lost_followers", "Unfollowed accounts"),
        ("likes", "Like count"),
    }
    with desk.store.read() as cur:
        lines = cur.execute("select action, object from audit order by id").fetchall()
    assert lines == [("format.repair", "x_overview"), ("format.repair", "x_overview")]


def test_a_usual_heading_that_is_not_confirmed_is_missing_and_never_zero(desk: Desk, tmp_path: Path) -> None:
    upload = given(tmp_path, "usual.csv", USUAL)
    found = only(desk, upload)
    assert (found.status, found.unknown_columns) == ("recognised", ("Like count",))
    (drift,) = found.drifts
    said = text(drift.sentence, "en")
    assert said.startswith("X now calls “Likes” “Like count”, it seems: the values look alike (whole numbers).")
    importing.take_in(desk, "Acme", [upload])
    with desk.store.read() as cur:
        columns = [row[0] for row in cur.execute("describe current_account_day").fetchall()]
        likes = cur.execute("select likes from current_account_day").fetchall() if "likes" in columns else [(None,)]
    assert likes == [(None,)]


def test_a_heading_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    upload = given(tmp_path, "usual.csv", USUAL)
    found = only(desk, upload)
    drifting.accept(desk, found, [Choice(found.drifts[0], "Like count")])
    again = only(desk, upload)
    assert (again.unknown_columns, again.drifts) == ((), ())


def test_a_repair_is_taken_back_unless_an_import_rests_on_it(desk: Desk, tmp_path: Path) -> None:
    upload = given(tmp_path, "new.csv", NEW)
    found = only(desk, upload)
    (mend,) = drifting.accept(desk, found, drifting.proposed(found))
    (receipt,) = importing.take_in(desk, "Acme", [upload])
    with pytest.raises(ConflictError) as refused:
        drifting.undo(desk, mend)
    assert refused.value.code == "REPAIR_USED"
    importing.undo(desk, receipt.import_id or 0)
    drifting.undo(desk, mend)
    assert only(desk, upload).status == "unknown"
    assert list(desk.settings.formats.iterdir()) == []
    with pytest.raises(ConflictError):
        drifting.undo(desk, mend)


def test_dates_that_flipped_are_asked_about_and_known_once_confirmed(desk: Desk, tmp_path: Path) -> None:
    """Read as month/day, 3 October would have become 10 March without a trace."""
    before = given(tmp_path, "before.csv", posts("10/02/2026", "10/03/2026"))
    importing.take_in(desk, "Acme", [before])
    flipped = given(tmp_path, "flipped.csv", posts("03/10/2026", "14/10/2026"))
    (refused,) = importing.take_in(desk, "Acme", [flipped])
    assert refused.found.status == "ambiguous"
    found = only(desk, flipped)
    (question,) = [one for one in found.questions if one.about == "order"]
    assert (question.choices, question.proposal) == (("dmy",), "dmy")
    drifting.accept(desk, found, drifting.proposed(found))
    known = only(desk, flipped)
    assert (known.status, [q.about for q in known.questions if q.about == "order"]) == ("recognised", [])
    assert (str(known.first), str(known.last)) == ("2026-10-03", "2026-10-14")
    both = only(desk, given(tmp_path, "both.csv", posts("03/10/2026", "04/10/2026")))
    assert "order" in [q.about for q in both.questions]
    assert upkeep.verify(desk).differences == ()  # what was read before stays as it was read


def test_an_order_is_not_taken_back_under_imports_that_were_read_with_it(desk: Desk, tmp_path: Path) -> None:
    found = only(desk, given(tmp_path, "flipped.csv", posts("03/10/2026", "14/10/2026")))
    (mend,) = drifting.accept(desk, found, drifting.proposed(found))
    both = given(tmp_path, "both.csv", posts("03/10/2026", "04/10/2026"))
    importing.take_in(desk, "Acme", [Upload(both.path, both.name, Answers(order="dmy"))])
    with pytest.raises(ConflictError) as refused:
        drifting.undo(desk, mend)
    assert refused.value.code == "REPAIR_USED"


def test_new_values_are_given_a_meaning(desk: Desk, tmp_path: Path) -> None:
    words = POSTS.rstrip("\n") + ",Content Type\n" + f"{LINK.format(1)},10/14/2026,100,1,Newsletter\n"
    upload = given(tmp_path, "values.csv", words)
    found = only(desk, upload)
    (drift,) = found.drifts
    assert (drift.kind, drift.target, drift.examples) == ("values", "media_type", ("Newsletter",))
    drifting.accept(desk, found, [Choice(drift, drift.new, "media_type", {"Newsletter": "link"})])
    assert only(desk, upload).drifts == ()
    importing.take_in(desk, "Acme", [upload])
    with desk.store.read() as cur:
        assert cur.execute("select media_type from current_post").fetchall() == [("link",)]


def test_a_repair_that_would_claim_files_of_another_format_is_refused(desk: Desk, tmp_path: Path) -> None:
    tiktok = given(tmp_path, "viewers.csv", "Date,Total Viewers,New Viewers\nOctober 5,9,4\n")
    importing.take_in(desk, "Acme", [tiktok])
    found = only(desk, given(tmp_path, "days.csv", "Date,Impression sum,Engagements\n10/14/2026,9,4\n"))
    (drift,) = found.drifts
    assert (drift.format, drift.target) == ("linkedin_personal_engagement", "impressions")
    wrong = [Choice(drift, "Total Viewers", "impressions"), Choice(drift, "New Viewers", "engagements")]
    with pytest.raises(ConflictError) as refused:
        drifting.accept(desk, found, wrong)
    assert refused.value.code == "REPAIR_CLAIMS"
    assert drifting.mends(desk) == []


def test_who_may_not_change_formats_may_not_repair(desk: Desk, tmp_path: Path) -> None:
    found = only(desk, given(tmp_path, "new.csv", NEW))
    vic = Desk(desk.store, desk.settings, Person("Vic", PERMISSIONS - {"formats.write"}))
    with pytest.raises(NotAllowedError):
        drifting.accept(vic, found, drifting.proposed(found))
    with pytest.raises(NotAllowedError):
        drifting.undo(vic, Mend("x_overview", "heading", "likes", "Like count"))
