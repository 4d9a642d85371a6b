"""E-reputation: every figure against SQL written by hand, quotes without private names, days that stand out."""

import datetime as dt
import io
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.catalog.model import Catalog
from reporting.language import Language
from reporting.numbers import NOT_PROVIDED
from reporting.periods import month
from reporting.settings import Settings
from reporting.warehouse.store import Store
from reporting.workbook.build import build, plan
from reporting.workbook.live import quantile
from reporting.workbook.model import ReportInput
from reporting.workbook.sheets.reputation_days import limit_of
from tests.stocking import a_client, stock
from tests.workbook.test_office import as_libreoffice_writes, converted, formulas, same, values
from tests.workbook.voices import CLIENT, LOUD, OCTOBER, fill, found, gathered

TOOK = "case when replied_at >= published_at then epoch(replied_at) - epoch(published_at) end"
TIMED = "replies_timed and (replied_at >= published_at or replied_at is null and answered = false)"
ORACLE = {
    "Comments, reviews and mentions": "count(*)",
    "Reviews": "count(*) filter (where kind = 'review')",
    "Mentions found": "count(*) filter (where kind = 'mention')",
    "Mean rating": "avg(rating)",
    "Coverage of the sentiment": "count(sentiment) / count(*)",
    "Net sentiment": "(count(*) filter (where sentiment = 'positive') - count(*) filter (where sentiment = 'negative'))"
    " / count(sentiment)",
    "Positive items": "count(*) filter (where sentiment = 'positive')",
    "Neutral items": "count(*) filter (where sentiment = 'neutral')",
    "Negative items": "count(*) filter (where sentiment = 'negative')",
    "Mixed items": "count(*) filter (where sentiment = 'mixed')",
    "Items that could be answered": "count(answered)",
    "Response rate": "count(*) filter (where answered) / count(answered)",
    "Open, without an answer": "count(*) filter (where not answered)",
    "Replies with a known time": f"count({TOOK})",
    "Time to first reply (median)": f"median({TOOK})",
    "Time to first reply (90th percentile)": f"quantile_cont({TOOK}, 0.9)",
    "Answered within 24 hours (share)": f"count(*) filter (where {TOOK} <= 86400) / count(*) filter (where {TIMED})",
}


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()


def plain(value: Any) -> Any:
    return value.total_seconds() if isinstance(value, dt.timedelta) else value


@pytest.fixture(scope="module")
def filled(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One installation for the tests that only read."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), person="tester")
    store = Store.open(settings, catalog)
    fill(store)
    yield Desk(store, settings, local_person("tester"))
    store.close()


@pytest.fixture(scope="module")
def report(filled: Desk) -> ReportInput:
    return gathered(filled, a_client(filled.store, CLIENT).id)


def test_every_figure_is_the_one_of_sql_written_by_hand(report: ReportInput, filled: Desk) -> None:
    sheet = {row[0]: [plain(value) for value in row[1:]] for row in rows(build(report), "E-reputation") if row[0]}
    with filled.store.read() as cur:
        for at, period in ((0, OCTOBER), (1, month(2026, 9))):
            where = {"from": period.start, "to": period.end}
            for label, sql in ORACLE.items():
                wanted = cur.execute(
                    f"select {sql} from current_mention where report_day between $from and $to", where
                ).fetchone()
                assert wanted is not None
                assert sheet[label][at] == pytest.approx(wanted[0]), (label, period)


def test_each_source_has_its_own_figures_and_dashes_where_its_files_tell_nothing(
    report: ReportInput, filled: Desk
) -> None:
    sheet = {row[0]: [plain(value) for value in row[1:11]] for row in rows(build(report), "E-reputation – Sources")}
    select = f"""
        select count(*), avg(rating), count(rating), count(sentiment) / count(*), (
            count(*) filter (where sentiment = 'positive') - count(*) filter (where sentiment = 'negative')
            ) / nullif(count(sentiment), 0), count(*) filter (where answered) / nullif(count(answered), 0),
            nullif(count(answered), 0), median({TOOK}),
            case when count(answered) > 0 then count(*) filter (where not answered) end, max(report_day)
        from current_mention where platform = $platform and report_day between '2026-10-01' and '2026-10-31'"""
    with filled.store.read() as cur:
        for platform, label in (("google_play", "Google Play"), ("google_reviews", "Google Reviews"), ("x", "X")):
            wanted = cur.execute(select, {"platform": platform}).fetchone()
            assert wanted is not None
            shown = [None if value == NOT_PROVIDED else value for value in sheet[label]]
            shown[2] = shown[2] or 0
            assert shown == pytest.approx(list(wanted)), label
    assert sheet["X"][5:9] == [NOT_PROVIDED] * 4


def test_stars_and_sentiment_add_up_to_what_was_said(report: ReportInput) -> None:
    sheet = rows(build(report), "E-reputation – Sources")
    stars = {row[0]: row[1] for row in sheet if isinstance(row[0], float)}
    assert set(stars) == {5, 4, 3, 2, 1.5, 1}
    by_label = {row[0]: row for row in sheet}
    assert sum(stars.values()) == by_label["Google Play"][3] + by_label["Google Reviews"][3]
    names = {"Positive", "Neutral", "Mixed", "Negative", "Not told"}
    verdicts = {row[4]: row[5] for row in sheet if row[4] in names and isinstance(row[5], float)}
    assert sum(verdicts.values()) == sum(by_label[name][1] for name in ("Google Play", "Google Reviews", "X"))


def test_the_loud_day_is_named_and_the_quiet_ones_are_not(report: ReportInput, filled: Desk) -> None:
    sheet = rows(build(report), "E-reputation – Sources")
    at = next(at for at, row in enumerate(sheet) if row[0] == "Day" and row[1] == "Items")
    assert [row[0] for row in sheet[at + 1 :] if isinstance(row[0], dt.date)] == [LOUD]
    with filled.store.read() as cur:
        count = cur.execute("select count(*) from current_mention where report_day = $day", {"day": LOUD}).fetchone()
    assert (sheet[at + 1][1],) == count


def test_a_source_that_begins_with_the_month_is_no_wave_of_voices(store: Store, desk: Desk) -> None:
    client = fill(store, loud=0)
    late = [found(1_000 + at, dt.date(2026, 10, 5)) for at in range(60)]
    stock(store, "Maison Verdier", "mention", late, platform="press", file="new.csv", account="press")
    sheet = rows(build(gathered(desk, client)), "E-reputation – Sources")
    assert not [row for row in sheet if row[0] == "Day" and row[1] == "Items"]
    assert any(
        str(row[0]).startswith("Not in the time line") and str(row[0]).endswith("Press and web (press).")
        for row in sheet
    )


def test_without_files_from_before_nobody_says_what_is_unusual(store: Store, desk: Desk) -> None:
    stock(store, "New", "mention", [found(1, LOUD)], platform="x", file="x.csv")
    sheet = rows(build(gathered(desk, a_client(store, "New").id)), "E-reputation")
    assert any(str(row[0]).startswith("No time line:") for row in sheet)


def test_a_client_without_voices_has_no_such_sheet_and_is_told_why(store: Store, desk: Desk) -> None:
    post = {"post": "p", "published_on": LOUD, "likes": 3}
    stock(store, "Quiet", "post", [post], platform="x", file="posts.csv")
    report = gathered(desk, a_client(store, "Quiet").id)
    planned = {sheet.kind: sheet for sheet in plan(report).sheets}
    assert planned["reputation"].left_out == "No comment, review or mention of the period is in the imported files."
    assert "E-reputation" not in CalamineWorkbook.from_filelike(io.BytesIO(build(report))).sheet_names


def test_voices_open_no_block_among_the_platforms(report: ReportInput) -> None:
    assert report.platforms == ()
    assert report.figure("mentions", "google_play") is not None


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_client_version_shows_nothing_by_which_a_private_person_is_known(filled: Desk, lang: Language) -> None:
    data = build(gathered(filled, a_client(filled.store, CLIENT).id, lang, readers="client"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = "\n".join(
        str(value) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row
    )
    assert not [word for word in ("jo_martin", "jo.martin", "06 12", "example.com/jo", "Jeanne") if word in cells]
    assert "@verdier" in cells
    assert not [at for at in links(data) if "x.com" in at or "play.google" in at]


def test_the_internal_version_shows_the_words_as_they_were_written(filled: Desk) -> None:
    data = build(gathered(filled, a_client(filled.store, CLIENT).id, readers="internal"))
    cells = "\n".join(str(value) for row in rows(data, "E-reputation – Quotes") for value in row)
    assert not [word for word in ("jo_martin", "jo.martin", "06 12 34 56 78", "Bonjour Jeanne") if word not in cells]
    assert [at for at in links(data) if "x.com" in at or "play.google" in at]


def links(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.hyperlink.target or "" for sheet in book for row in sheet for cell in row if cell.hyperlink]


def test_the_worst_come_first_and_say_how_they_were_handled(report: ReportInput) -> None:
    sheet = rows(build(report), "E-reputation – Quotes")
    first = next(at for at, row in enumerate(sheet) if str(row[0]).startswith("Worst items"))
    worst = sheet[first + 2 : first + 2 + len(report.reputation.voices.worst if report.reputation else ())]
    ratings = [float(str(row[4]).removesuffix("\u00a0★")) for row in worst if "★" in str(row[4])]
    assert ratings == sorted(ratings)
    assert ratings[0] == 1
    handled = {str(row[5]).partition(" after")[0] for row in sheet if row[5]}
    assert {"✓ Answered", "▲ No answer yet", "Not told by the file"} <= handled


@pytest.mark.office
@as_libreoffice_writes
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_recalculated_the_sheets_say_the_same(filled: Desk, lang: Language, saved: Callable[[bytes], Path]) -> None:
    data = build(gathered(filled, a_client(filled.store, CLIENT).id, lang))
    source = saved(data)
    cached, computed = values(source), values(converted(source, "xlsx"))
    places = {place for place in formulas(data) if place[0].startswith(("E-rep", "E-rép"))}
    assert len(places) > 200
    assert {at: (cached[at], computed.get(at)) for at in places if not same(cached[at], computed.get(at))} == {}


def test_the_same_report_gives_the_same_bytes(report: ReportInput) -> None:
    assert build(report) == build(replace(report))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.floats(0.01, 0.99))
def test_a_quantile_is_numpys(known: list[int], part: float) -> None:
    assert quantile(known, part) == pytest.approx(np.quantile(known, part))


@pytest.mark.parametrize("mean", [0.3, 1, 3, 10, 40, 200])
def test_chance_alone_is_seldom_unusual_and_a_wave_always(mean: float) -> None:
    """Counts as chance brings them: fewer than one day in fifty; a day of four times the usual and eight more: each."""
    dice = np.random.default_rng(7)
    flagged = caught = 0
    for _ in range(600):
        *before, today = dice.poisson(mean, 29).tolist()
        usual, limit = limit_of(before)
        flagged += today > limit
        caught += 4 * mean + 8 > limit
        assert usual == statistics.median(before)
    assert flagged < 12
    assert caught == 600
