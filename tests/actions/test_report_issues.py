"""Issues of reports: kept byte for byte, compared figure by figure with the cause, approved once and for good."""

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reporting.access.people import Person
from reporting.actions import goals, importing, report_issues, upkeep
from reporting.actions.desk import Desk, at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.report_issues import (
    approve_issue,
    compare_issues,
    freeze_report,
    issue_list,
    open_issue,
)
from reporting.actions.reports import build_report
from reporting.catalog.model import Recipe, SheetRecipe
from reporting.catalog.words import Words
from reporting.errors import BilanError, BusyError, ConflictError, NotAllowedError
from reporting.goals.model import Goal
from reporting.language import text
from reporting.periods import Period, month
from reporting.warehouse.originals import place
from reporting.warehouse.snapshot import read, written
from reporting.warehouse.store import Store
from reporting.workbook.freeze import snapshot_of
from reporting.workbook.issue_model import Difference
from reporting.workbook.stamp import stamped
from tests.stocking import a_client, stock
from tests.value import ad

OCTOBER = month(2026, 10)
DAYS = [dt.date(2026, 10, day) for day in range(1, 32)]


def days(platform: str, impressions: int) -> list[dict[str, Any]]:
    rows = [{"day": day, "account": platform, "platform": platform, "followers": 1_000} for day in DAYS]
    return [row | {"impressions": impressions} for row in rows]


def posts(reach: int, likes: int = 10) -> list[dict[str, Any]]:
    common = {"account": "instagram", "platform": "instagram", "media_type": "photo", "comments": 2, "saves": 1}
    return [
        common | {"post": f"p{at}", "published_on": dt.date(2026, 10, 5 * at), "reach": reach, "likes": likes}
        for at in (1, 2, 3, 4)
    ]


FIGURES = ("impressions", "post_reach", "engagements", "followers")
SHEETS = (
    SheetRecipe("cover"),
    *(SheetRecipe(kind, FIGURES) for kind in ("kpis", "platforms")),
    *(SheetRecipe(kind) for kind in ("goals", "sources", "data")),
)


@pytest.fixture(autouse=True)
def _brief(store: Store) -> None:
    """A recipe of few figures, so that a report is made quickly."""
    brief = Recipe("monthly", Words(en="Brief", fr="Bref"), SHEETS)
    store.catalog = replace(store.catalog, recipes={"monthly": brief})


@pytest.fixture
def query(store: Store) -> ReportQuery:
    """A month of three files: posts of one network, days of two. X impressions: 31 × 100."""
    stock(store, "Acme", "post", posts(500), platform="instagram", file="posts.csv")
    stock(store, "Acme", "account_day", days("instagram", 300), platform="instagram", file="insta_days.csv")
    stock(store, "Acme", "account_day", days("x", 100), platform="x", file="x_days.csv")
    return ReportQuery(a_client(store, "Acme").id, OCTOBER, "en")


def shown(found: tuple[Difference, ...]) -> dict[tuple[str, str | None, str], tuple[float | None, float | None]]:
    return {(text(one.what, "en"), one.where, text(one.when, "en")): (one.before, one.now) for one in found}


def causes(found: tuple[Difference, ...], what: str, where: str | None) -> list[str]:
    (one,) = (one for one in found if (text(one.what, "en"), one.where) == (what, where))
    return [text(cause, "en") for cause in one.causes]


def test_an_issue_is_opened_again_byte_for_byte_whatever_happened_since(
    desk: Desk, store: Store, query: ReportQuery
) -> None:
    kept = freeze_report(desk, query)
    assert (kept.version, kept.status, kept.file) == ("v1", "draft", "Acme_2026-10_v1-draft.xlsx")
    before = open_issue(desk, kept.id).data
    assert hashlib.sha256(before).hexdigest() == kept.sha256
    importing.undo(desk, 1)
    stock(store, "Acme", "post", posts(900), platform="instagram", file="later.csv")
    assert open_issue(desk, kept.id).data == before
    assert issue_list(desk) == [kept]


def test_what_is_kept_is_the_report_that_would_have_been_downloaded(desk: Desk, query: ReportQuery) -> None:
    """All but the minute at which it was made."""
    plain = build_report(desk, query)
    kept = open_issue(desk, freeze_report(desk, query).id)
    assert kept.file_name == plain.file_name
    sheets = [CalamineWorkbook.from_filelike(io.BytesIO(data)) for data in (plain.data, kept.data)]
    assert sheets[0].sheet_names == sheets[1].sheet_names
    for name in sheets[0].sheet_names:
        assert sheets[0].get_sheet_by_name(name).to_python() == sheets[1].get_sheet_by_name(name).to_python()


def test_the_figures_kept_are_those_that_can_be_counted_by_hand(desk: Desk, query: ReportQuery) -> None:
    kept = {(one.metric, one.platform): one.values[0] for one in freeze_report(desk, query).snapshot.figures}
    assert kept["impressions", None] == 31 * 100 + 31 * 300
    assert kept["impressions", "x"] == 3_100
    assert kept["post_reach", "instagram"] == 2_000
    assert kept["engagements", None] == 4 * (10 + 2 + 1)
    assert kept["post_reach", "x"] is None


def test_a_file_that_replaces_another_is_named_as_the_cause_of_what_it_moved_and_of_nothing_else(
    desk: Desk, store: Store, query: ReportQuery
) -> None:
    one = freeze_report(desk, query)
    stock(store, "Acme", "account_day", days("x", 90), platform="x", file="x_days_2.csv")
    found = compare_issues(desk, one.id, freeze_report(desk, query).id)
    october = "October 2026"
    assert shown(found.differences) == {
        ("Impressions", None, october): (12_400, 12_090),
        ("Impressions", "X", october): (3_100, 2_790),
    }
    said = (
        f"x_days_2.csv (import 4, {dt.datetime.now(dt.UTC).date():%B %-d, %Y}, tester) replaced x_days.csv (import 3)."
    )
    assert causes(found.differences, "Impressions", "X") == [said]
    assert causes(found.differences, "Impressions", None) == [said]
    assert [text(one, "en") for one in found.sources] == [said]


def test_a_file_that_was_taken_back_is_named_and_so_is_the_one_that_shows_again(
    desk: Desk, store: Store, query: ReportQuery
) -> None:
    stock(store, "Acme", "account_day", days("x", 90), platform="x", file="x_days_2.csv")
    one = freeze_report(desk, query)
    importing.undo(desk, 4)
    importing.undo(desk, 1)
    found = compare_issues(desk, one.id)
    assert found.after is None
    today = f"{dt.datetime.now(dt.UTC).date():%B %-d, %Y}"
    assert causes(found.differences, "Impressions", "X") == [
        "x_days.csv (import 3) shows again, because x_days_2.csv (import 4) was taken back.",
        f"x_days_2.csv (import 4) was taken back on {today}.",
    ]
    assert shown(found.differences)["Post reach (added over posts)", "Instagram", "October 2026"] == (2_000, None)
    assert causes(found.differences, "Post reach (added over posts)", "Instagram") == [
        f"posts.csv (import 1) was taken back on {today}."
    ]


def test_a_file_that_moves_no_figure_is_told_apart(desk: Desk, store: Store, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    stock(store, "Acme", "account_day", days("x", 100)[:3], platform="x", file="again.csv")
    found = compare_issues(desk, one.id)
    assert found.differences == ()
    assert ["again.csv" in text(sentence, "en") for sentence in found.sources] == [True]


def test_a_definition_that_was_changed_is_the_cause(desk: Desk, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    metrics = dict(desk.catalog.metrics)
    metrics["impressions"] = replace(metrics["impressions"], parts=(("followers",),))
    desk.store.catalog = replace(desk.catalog, metrics=metrics)
    found = compare_issues(desk, one.id)
    assert causes(found.differences, "Impressions", "X") == ["The definition of the figure was changed."]


def test_figures_of_ads_are_kept_by_currency_and_compared_too(desk: Desk, store: Store, query: ReportQuery) -> None:
    sheets = (*SHEETS, SheetRecipe("ads"))
    store.catalog = replace(store.catalog, recipes={"monthly": Recipe("monthly", Words(en="Brief", fr="Bref"), sheets)})
    stock(store, "Acme", "ad_day", [ad(day, 10.0) for day in DAYS], platform="meta_ads", file="ads.csv")
    one = freeze_report(desk, query)
    kept = {figure.key: figure.values[0] for figure in one.snapshot.figures}
    assert kept["ad_spend", None, "EUR"] == pytest.approx(310.0)
    stock(store, "Acme", "ad_day", [ad(day, 12.5) for day in DAYS], platform="meta_ads", file="ads_2.csv")
    found = compare_issues(desk, one.id)
    moved = {key[:2]: values for key, values in shown(found.differences).items()}
    assert moved["Spend", "EUR"] == pytest.approx((310.0, 387.5))
    (group,) = (where for what, where in moved if what == "Spend" and where != "EUR")
    assert causes(found.differences, "Spend", group)[0].startswith("ads_2.csv (import 5, ")
    assert not any("ads_2" in cause for cause in causes(found.differences, "Spend", "EUR")[1:])


def test_days_that_came_later_are_the_cause(desk: Desk, store: Store) -> None:
    """A report in the middle of its month, and one at its end."""
    stock(store, "Acme", "account_day", days("x", 100)[:12], platform="x", file="half.csv")
    query = ReportQuery(a_client(store, "Acme").id, OCTOBER, "en")
    one = freeze_report(desk, query)
    stock(store, "Acme", "account_day", days("x", 100)[12:], platform="x", file="rest.csv")
    found = compare_issues(desk, one.id)
    assert shown(found.differences)["Impressions", "X", "October 2026"] == (1_200, 3_100)
    first, second = causes(found.differences, "Impressions", "X")
    assert first == (
        "It covered October 1, 2026 to October 12, 2026 then, and covers October 1, 2026 to October 31, 2026 now."
    )
    assert second.startswith("rest.csv (import 2) was taken in on ")


def _goal(desk: Desk, query: ReportQuery, target: float, note: str | None = None) -> int:
    return goals.set_goal(desk, Goal(0, query.client_id, "impressions", "reach_total", OCTOBER, target, note=note)).id


def test_a_goal_that_was_moved_is_told_with_its_target(desk: Desk, query: ReportQuery) -> None:
    number = _goal(desk, query, 10_000)
    one = freeze_report(desk, query)
    goals.edit_goal(
        desk, replace(goals.goal_list(desk, query.client_id)[0], id=number, target=12_000), "Agreed with Acme."
    )
    found = compare_issues(desk, one.id)
    assert shown(found.differences) == {("Goal Impressions: target", None, "October 2026"): (10_000, 12_000)}
    assert causes(found.differences, "Goal Impressions: target", None) == ["The target was changed since."]


def test_the_next_issue_says_on_a_sheet_what_changed_and_why(desk: Desk, store: Store, query: ReportQuery) -> None:
    freeze_report(desk, query)
    stock(store, "Acme", "account_day", days("x", 90), platform="x", file="x_days_2.csv")
    second = freeze_report(desk, query)
    book = CalamineWorkbook.from_filelike(io.BytesIO(open_issue(desk, second.id).data))
    assert second.version == "v2"
    rows = book.get_sheet_by_name("Changes").to_python()
    assert rows[0][0] == "What changed since v1"
    table = [row for row in rows if row[0] == "Impressions"]
    assert [row[1:5] for row in table] == [
        ["All platforms", "October 2026", 12_400, 12_090],
        ["X", "October 2026", 3_100, 2_790],
    ]
    assert [row[5] for row in table] == pytest.approx([-310 / 12_400, -0.1])
    assert all("x_days_2.csv" in str(row[6]) and "replaced x_days.csv" in str(row[6]) for row in table)
    assert "Changes" not in CalamineWorkbook.from_filelike(io.BytesIO(open_issue(desk, 1).data)).sheet_names


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_approved_workbook_says_so_on_its_cover_and_is_else_the_same(desk: Desk, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    draft = open_issue(desk, one.id).data
    done = approve_issue(desk, one.id)
    kept = open_issue(desk, one.id)
    assert (done.status, kept.file_name) == ("approved", "Acme_2026-10_v1.xlsx")
    before, after = _parts(draft), _parts(kept.data)
    assert [name for name in before if before[name] != after[name]] == ["docProps/core.xml", "xl/worksheets/sheet1.xml"]
    book = openpyxl.load_workbook(io.BytesIO(kept.data))
    cells = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
    assert cells["Status of the report"].startswith("Approved by tester on ")
    assert cells["Version"] == "v1"
    assert book.properties.contentStatus == "Approved"
    assert _without_cover(draft) == _without_cover(kept.data)


def _without_cover(data: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "Cover"]


def test_a_text_that_reads_as_the_status_is_not_stamped(desk: Desk, store: Store) -> None:
    hostile = [{**one, "caption": "Draft, not approved yet"} for one in posts(500)]
    stock(store, "Status & Co's", "post", hostile, platform="instagram", file="posts.csv")
    query = ReportQuery(a_client(store, "Status & Co's").id, OCTOBER, "en")
    one = freeze_report(desk, query)
    approve_issue(desk, one.id)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(open_issue(desk, one.id).data)).get_sheet_by_name("Data – Posts")
    assert [row[5] for row in rows.to_python()[1:]].count("Draft, not approved yet") == 4


def test_an_approval_is_made_once_and_what_follows_is_held_against_it(desk: Desk, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    approve_issue(desk, one.id)
    with pytest.raises(ConflictError, match="approved already"):
        approve_issue(desk, one.id)
    freeze_report(desk, query)
    third = freeze_report(desk, query)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(open_issue(desk, third.id).data)).get_sheet_by_name("Changes")
    assert (third.version, rows.to_python()[0][0]) == ("v3", "What changed since v1")


def test_a_red_goal_without_a_comment_forbids_the_approval_until_a_new_issue_has_one(
    desk: Desk, query: ReportQuery
) -> None:
    number = _goal(desk, query, 90_000)
    one = freeze_report(desk, query)
    with pytest.raises(ConflictError) as refused:
        approve_issue(desk, one.id)
    assert refused.value.why is not None
    assert text(refused.value.why, "en") == "1 red goal has no comment."
    goal = goals.goal_list(desk, query.client_id)[0]
    goals.edit_goal(desk, replace(goal, id=number, note="The campaign starts in November."), "For the report.")
    with pytest.raises(ConflictError):
        approve_issue(desk, one.id)
    assert approve_issue(desk, freeze_report(desk, query).id).status == "approved"


def test_the_version_for_the_team_has_a_number_of_its_own_and_says_so_in_its_name(
    desk: Desk, query: ReportQuery
) -> None:
    freeze_report(desk, query)
    internal = freeze_report(desk, replace(query, readers="internal"))
    french = freeze_report(desk, replace(query, lang="fr"))
    assert internal.file == "Acme_2026-10_v1-internal-draft.xlsx"
    assert french.file == "Acme_2026-10_v2-brouillon.xlsx"
    assert approve_issue(desk, french.id).opens[0] == "Acme_2026-10_v2.xlsx"


def test_a_report_that_would_be_of_two_moments_is_not_kept(
    desk: Desk, store: Store, query: ReportQuery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes each time between the figures and the keeping."""
    whole = snapshot_of

    def disturbed(*args: Any, **kwargs: Any) -> Any:
        with store.write():
            return whole(*args, **kwargs)

    monkeypatch.setattr(report_issues, "snapshot_of", disturbed)
    with pytest.raises(BusyError):
        freeze_report(desk, query)
    assert issue_list(desk) == []


def test_a_workbook_that_was_touched_is_refused_and_verify_names_it(desk: Desk, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    path = place(desk.settings.issues, one.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BilanError, match="damaged"):
        open_issue(desk, one.id)
    lost = [text(one, "en") for one in upkeep.verify(desk).differences]
    assert "The workbook of report issue 1 (Acme_2026-10_v1-draft.xlsx) is not what was kept." in lost


def test_issues_are_in_a_backup(desk: Desk, store: Store, query: ReportQuery, tmp_path: Path) -> None:
    one = freeze_report(desk, query)
    approve_issue(desk, one.id)
    with store.write() as cur:
        cur.execute('delete from "import"')  # rows of these tests have no originals to save
    upkeep.backup(desk, tmp_path / "saved")
    settings = replace(desk.settings, home=tmp_path / "new")
    upkeep.restore(settings, tmp_path / "saved", desk.person)
    with at_desk(settings, desk.person) as restored:
        assert issue_list(restored) == issue_list(desk)
        assert open_issue(restored, one.id) == open_issue(desk, one.id)


def test_what_is_kept_of_a_report_is_read_back_as_it_was(desk: Desk, query: ReportQuery) -> None:
    _goal(desk, query, 90_000, note="Elle a dit « non ».")
    snapshot = freeze_report(desk, query).snapshot
    assert snapshot.comments
    assert snapshot.remarks == ()
    assert read(written(snapshot)) == snapshot


def test_keeping_and_approving_need_their_permissions(desk: Desk, query: ReportQuery) -> None:
    reader = Desk(desk.store, desk.settings, Person("reader", frozenset({"reports.read"})))
    with pytest.raises(NotAllowedError):
        freeze_report(reader, query)
    one = freeze_report(desk, query)
    with pytest.raises(NotAllowedError):
        approve_issue(reader, one.id)
    assert open_issue(reader, one.id).data


def test_issues_of_two_clients_are_not_compared(desk: Desk, store: Store, query: ReportQuery) -> None:
    one = freeze_report(desk, query)
    other = freeze_report(desk, ReportQuery(a_client(store, "Other").id, OCTOBER, "en"))
    with pytest.raises(ConflictError, match="different clients"):
        compare_issues(desk, one.id, other.id)
    assert issue_list(desk, query.client_id, Period(OCTOBER.start, OCTOBER.end, "month")) == [one]


def test_only_a_workbook_of_ours_is_stamped() -> None:
    empty = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(empty)
    with pytest.raises(ValueError, match="no status"):
        stamped(empty.getvalue(), "Approved", "Approved")
