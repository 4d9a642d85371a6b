"""The Goals sheet: figures that are formulas, kinds judged as they should be, objectives, charts, what is left out."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog import Catalog
from reporting.errors import say
from reporting.goals.kinds import RULES, Aim
from reporting.goals.model import Forecast, Goal, Outlook, Scope, Standing
from reporting.language import Language
from reporting.numbers import NOT_PROVIDED
from reporting.workbook.build import build, plan
from reporting.workbook.live import Placed
from reporting.workbook.model import ReportInput
from reporting.workbook.reach import Way, capped, reached, together
from reporting.workbook.sheets.goal_charts import axis_start
from reporting.workbook.sheets.goal_data import MOST_CHARTS, MOST_DAYS
from tests.workbook.conftest import OCTOBER, make_report, posts
from tests.workbook.standings import YEAR, counted, eight, fan, track
from tests.workbook.test_build import rows

HEADER = 3
FIGURES = st.floats(-1e6, 1e6, allow_nan=False)
TITLES: dict[Language, tuple[str, str]] = {"en": ("Goals", "Goal data"), "fr": ("Objectifs", "Données des objectifs")}


@pytest.fixture(scope="module")
def goals(definitions: Catalog) -> ReportInput:
    return replace(make_report(definitions), standings=eight(posts()))


@pytest.fixture(scope="module")
def book(goals: ReportInput) -> bytes:
    return build(goals)


def lines(data: bytes, lang: Language = "en") -> list[dict[str, Any]]:
    """The goals by heading, down to the first empty row."""
    _, _, _, headings, *found = rows(data, TITLES[lang][0])
    end = next(at for at, row in enumerate(found) if row[0] == "")
    return [dict(zip(headings, row, strict=True)) for row in found[:end]]


def formula(data: bytes, heading: str, at: int) -> Any:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Goals"]
    column = next(cell.column for cell in sheet[HEADER + 1] if cell.value == heading)
    return sheet.cell(HEADER + 2 + at, column).value


def charts(data: bytes, sheet: int = 3) -> list[str]:
    """The charts of a worksheet as they stand in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rel = archive.read(f"xl/worksheets/_rels/sheet{sheet}.xml.rels").decode()
        drawing = re.search(r"drawings/(drawing\d+)", rel)
        assert drawing is not None
        names = re.findall(r"charts/(chart\d+\.xml)", archive.read(f"xl/drawings/_rels/{drawing[1]}.xml.rels").decode())
        return [archive.read(f"xl/charts/{name}").decode() for name in names]


def test_status_is_said_in_a_word_with_a_symbol(built: bytes) -> None:
    assert {line["Goal"]: line["Status"] for line in lines(built)} == {
        "Engagements": "✗ Missed",
        "Engagement rate by reach": "✓ Achieved",
        "Link clicks": "– No data",
    }


def test_the_status_is_coloured_by_its_symbol(built: bytes, report: ReportInput) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(built))["Goals"]
    rules = {
        rule.formula[0][-2]: rule.dxf.font.color.rgb[2:] for area in sheet.conditional_formatting for rule in area.rules
    }
    light = report.catalog.theme.light
    assert (rules["✗"], rules["✓"]) == (light["missed"][1:].upper(), light["achieved"][1:].upper())
    assert len(rules) == 6


def test_actual_figures_are_formulas_over_the_data_where_the_data_have_them(book: bytes) -> None:
    found = {(line["Goal"], line["Where and when"].split("\n")[0]): line for line in lines(book)}
    by_hand = counted(posts(), "engagements", replace(YEAR, end=OCTOBER.end))
    assert found["Engagements", "All platforms"]["Actual"] == by_hand
    assert found["Followers", "Facebook"]["Actual"] == 20_000 + 3 * 401 - 20_300
    sources = [line["Where the actual figure comes from"] for line in lines(book)]
    assert sources.count("Formula over the Data sheets") == 8
    both = sum(counted(posts(), "engagements", OCTOBER, name) or 0 for name in ("instagram", "facebook"))
    assert found["Engagements", "Instagram · Facebook"]["Actual"] == both
    assert {line["Check"] for line in lines(book)} == {"✓"}
    assert "SUMIFS(post.engagements" in formula(book, "Actual", 0)


def test_what_the_data_do_not_hold_is_a_value_and_says_so(report: ReportInput) -> None:
    """A rate of several platforms is no sum."""
    one = report.standings[1]
    scope = Scope(("instagram", "facebook"))
    data = build(replace(report, standings=(replace(one, goal=replace(one.goal, scope=scope)),)))
    why = "its scope names several platforms, accounts or formats"
    assert lines(data)[0]["Where the actual figure comes from"] == f"The database: {why}"
    assert lines(data)[0]["Actual"] == one.actual
    start = (
        "Actual figures that are values of the database, not formulas – Engagement rate by reach – Instagram, Facebook"
    )
    assert [row[0] for row in rows(data, "Goals") if str(row[0]).startswith(start)]


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (Scope(pillars=("Savoir-faire",)), "content labels"),
        (Scope(campaigns=("=1+1",)), "content labels"),
        (Scope(media_types=("other",)), "don’t hold this figure"),
    ],
)
def test_a_scope_that_the_data_cannot_tell_is_a_value(report: ReportInput, scope: Scope, why: str) -> None:
    one = report.standings[0]
    data = build(replace(report, standings=(replace(one, goal=replace(one.goal, scope=scope)),)))
    assert why in lines(data)[0]["Where the actual figure comes from"]
    assert lines(data)[0]["Actual"] == one.actual


def test_days_outside_the_data_and_levels_of_other_days_are_values(report: ReportInput) -> None:
    early = replace(YEAR, start=dt.date(2025, 1, 1))
    one, level = report.standings[0], Goal(9, 1, "followers", "reach_level", OCTOBER, 40_000, baseline=30_000)
    judged = Standing(
        level, 31_000, 32_000, 0.1, dt.date(2026, 10, 20), "behind", say("line"), say("Late."), start=30_000
    )
    data = build(replace(report, standings=(replace(one, goal=replace(one.goal, period=early)), judged)))
    assert [line["Where the actual figure comes from"].partition(": ")[2] for line in lines(data)] == [
        "its days are not all in the Data sheets",
        "a level is in the Data sheets for the days of this report only",
    ]


def test_a_figure_that_is_not_the_databases_turns_the_self_check(report: ReportInput) -> None:
    wrong = replace(report.standings[0], actual=(report.standings[0].actual or 0) + 1)
    data = build(replace(report, standings=(wrong, *report.standings[1:])))
    assert rows(data, "KPIs")[2][0] == "✗ Formulas that no longer agree with the database: 1"


def test_shares_and_pace_are_those_of_each_kind(goals: ReportInput, book: bytes) -> None:
    """As the rules of goals/ judge, told in cells."""
    for line, one in zip(
        lines(book),
        sorted(goals.standings, key=lambda s: ["be seen", "be liked", ""].index((s.goal.objective or "").casefold())),
        strict=True,
    ):
        rule = RULES[goals.catalog.goal_kinds[one.goal.kind].rule]
        aim = Aim(one.goal.target, one.start or 0)
        assert one.actual is not None
        assert one.expected is not None
        assert line["% of target"] == pytest.approx(rule.reached(aim, one.actual, one.goal.target))
        assert line["Pace: % of expected"] == pytest.approx(rule.reached(aim, one.actual, one.expected))


@given(FIGURES, FIGURES, FIGURES)
def test_the_rules_of_the_sheet_are_the_rules_of_goals(actual: float, target: float, start: float) -> None:
    a, t, s = Placed("$A$1", actual), Placed("$B$1", target), Placed("$C$1", start)
    aim = Aim(target, start)
    assert reached(Way(), a, t).value == pytest.approx(RULES["total"].reached(aim, actual, target))
    assert reached(Way(at_most=True), a, t).value == pytest.approx(RULES["below"].reached(aim, actual, target))
    if abs(target - start) > 1e-9 and target - start > 0:
        assert reached(Way(start=s), a, t).value == pytest.approx(RULES["level"].reached(aim, actual, target))


@pytest.mark.parametrize(
    "way", [Way(), Way(at_most=True), Way(start=Placed("$C$1", None)), Way(start=Placed("$C$1", 1))]
)
def test_a_share_of_what_is_not_known_is_a_dash(way: Way) -> None:
    known, unknown = Placed("$A$1", 5), Placed("$B$1", NOT_PROVIDED)
    assert reached(way, unknown, known).value == reached(way, known, unknown).value == NOT_PROVIDED


def test_an_objective_is_the_weighted_mean_of_its_goals_none_counting_more_than_all(
    book: bytes, goals: ReportInput
) -> None:
    first, second = (min(1.0, one.progress or 0) for one in (goals.standings[0], goals.standings[2]))
    shown = {row[0]: row[2] for row in rows(book, "Goals") if row[0] in {"Be seen", "Be liked"}}
    assert shown["Be seen"] == pytest.approx((2 * first + second) / 3)
    cells = [Placed("S!$A$1", 2.0), Placed("S!$A$2", NOT_PROVIDED)]
    weights = [Placed("S!$B$1", 1), Placed("S!$B$2", 5)]
    assert together([Placed(c.ref, capped(c).value) for c in cells], weights).value == 1
    assert together(cells[1:], weights[1:]).value == NOT_PROVIDED


def test_goals_of_an_objective_stand_together_and_without_objectives_there_is_no_block(
    book: bytes, built: bytes
) -> None:
    assert [line["Objective"].casefold() for line in lines(book)][:4] == ["be seen", "be seen", "be liked", "be liked"]
    assert "Objectives" not in {row[0] for row in rows(built, "Goals")}
    assert "Objective" not in lines(built)[0]


def test_forecasts_are_labelled_as_estimates_and_only_where_there_are_some(
    book: bytes, built: bytes, goals: ReportInput
) -> None:
    line = lines(book)[0]
    known = goals.standings[0].forecast
    assert known is not None
    assert [line[f"Forecast: {name}"] for name in ("low (10 %)", "median", "high (90 %)")] == [
        known.end.p10,
        known.end.median,
        known.end.p90,
    ]
    assert line["Probability of the target"] == 0.62
    assert "Estimates, not measurements:" in str(rows(book, "Goals")[2])
    assert not [heading for heading in lines(built)[0] if "Forecast" in heading]


def test_what_is_counted_to_the_last_day_is_no_estimate(report: ReportInput) -> None:
    one = report.standings[0]
    counted_up = Outlook(*[one.actual or 0.0] * 5)
    known = Forecast(counted_up, (), 0.0, None, say("counted to the last day: no estimate"), 300)
    data = build(replace(report, standings=(replace(one, forecast=known),)))
    assert "Forecast: median" not in lines(data)[0]
    assert "estimate" not in str(rows(data, "Goals"))


def test_a_comment_is_the_note_and_below_it_the_reason_and_why_there_is_no_forecast(report: ReportInput) -> None:
    one = replace(report.standings[1], no_forecast=say("No forecast: nothing was counted on the days before."))
    shown = lines(build(replace(report, standings=(one,))))[0]["Comment"]
    assert shown.split("\n") == [
        "Reels first.",
        "The trend is above the line.",
        "No forecast: nothing was counted on the days before.",
    ]


def test_a_percentage_of_a_baseline_shows_the_target_in_the_figures_own_unit(report: ReportInput) -> None:
    goal = Goal(1, 1, "engagements", "grow_total_percent", OCTOBER, 0.10, stretch=0.25, baseline=1_000)
    one = replace(report.standings[0], goal=goal, wanted=1_100.0, stretch=1_250.0)
    unknown = Standing(goal, None, None, None, None, "no_data", say("line"), say("Nothing yet."))
    data = build(replace(report, standings=(one, unknown)))
    known, open_ = lines(data)
    assert (known["Baseline"], known["Target"], known["Stretch target"]) == (1_000, 1_100, 1_250)
    assert (open_["Target"], open_["Stretch target"], open_["% of target"]) == (0.10, 0.25, NOT_PROVIDED)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Goals"]
    assert "%" in sheet.cell(HEADER + 3, 5).number_format


def test_the_days_of_a_goal_are_rows_with_gaps_and_no_zero_for_what_is_missing(
    built: bytes, report: ReportInput
) -> None:
    head, *found = rows(built, "Goal data")
    mine = [dict(zip(head, row, strict=True)) for row in found if row[0] == 1]
    assert [line["Day"] for line in mine] == [OCTOBER.start + dt.timedelta(days=at) for at in range(31)]
    known = report.standings[0].track
    assert known is not None
    assert [line["Actual"] for line in mine] == ["" if value is None else value for value in known.actual]
    assert mine[3]["Actual"] == ""
    assert {line["Target"] for line in mine} == {1500}
    assert len({row[0] for row in found}) == 2


def test_each_goal_with_days_has_a_chart_with_gaps_dates_titles_and_words(book: bytes, goals: ReportInput) -> None:
    drawn = charts(book)
    assert len(drawn) == 8
    for chart in drawn:
        assert '<dispBlanksAs val="gap" />' in chart
        assert "<dateAx>" in chart
        assert chart.count("<title>") == 3
        assert '<baseTimeUnit val="days" />' in chart
    assert drawn[0].count("<ser>") == 6
    assert drawn[1].count("<ser>") == 3
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        texts = re.findall(
            r'descr="([^"]*)"', "".join(archive.read(n).decode() for n in archive.namelist() if "drawings/drawing" in n)
        )
    told = [text for text in texts if "actual against expected" in text]
    assert len(told) == 8
    assert sum("an estimate of the days left" in text for text in told) == sum(
        one.forecast is not None for one in goals.standings
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_days_of_the_axis_are_written_in_the_language_of_the_workbook(definitions: Catalog, lang: Language) -> None:
    (chart, *_) = charts(build(make_report(definitions, lang)))
    assert f'formatCode="[$-{"40C" if lang == "fr" else "409"}]d mmm"' in chart


def test_of_many_goals_those_that_need_a_look_are_drawn_and_the_others_named(report: ReportInput) -> None:
    good, bad = (replace(report.standings[0], status=status) for status in ("achieved", "missed"))
    many = tuple(replace(good, goal=replace(good.goal, owner=str(at))) for at in range(MOST_CHARTS)) + (bad,) * 3
    data = build(replace(report, standings=many))
    assert len(charts(data)) == MOST_CHARTS
    note = next(str(row[0]) for row in rows(data, "Goals") if str(row[0]).startswith("Only the 12 goals"))
    assert note.count("Engagements") == 3
    numbers = {row[0] for row in rows(data, "Goal data")[1:]}
    assert {13, 14, 15} <= numbers
    assert len(numbers) == MOST_CHARTS


def test_a_goal_without_a_day_says_so_and_has_no_chart(report: ReportInput) -> None:
    data = build(replace(report, standings=report.standings[2:]))
    assert lines(data)[0]["Comment"] == "No import covers a day of the period yet."
    assert any(
        str(row[0]) == "Without a chart, because no day has a figure yet: Link clicks – All platforms, October 2026."
        for row in rows(data, "Goals")
    )
    assert "Goal data" not in openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert "goal_data" not in {sheet.kind for sheet in plan(replace(report, standings=())).sheets}


def test_a_long_goal_is_drawn_day_by_day_only_as_finely_as_can_be_seen(report: ReportInput) -> None:
    long = replace(YEAR, start=dt.date(2024, 1, 1))
    to = dt.date(2026, 10, 30)
    one = replace(report.standings[0], goal=replace(report.standings[0].goal, period=long), judged_to=to)
    one = replace(one, track=track(long, to, 700, 1500), forecast=fan(long, to, 700, 1400))
    found = rows(build(replace(report, standings=(one,) * 12)), "Goal data")[1:]
    days = [row[3] for row in found if row[0] == 1]
    assert len(days) <= MOST_DAYS + 2
    assert {long.start, to, long.end} <= set(days)
    assert len(found) < 2_500


@pytest.mark.parametrize(
    ("known", "start", "lowest"),
    [([0, 5, 10], 0, 0), ([-1, 5], 0, None), ([20_300, 24_000], 20_300, 20_000), ([100, 300], 100, 0), ([7, 7], 7, 0)],
)
def test_the_axis_begins_at_zero_or_close_below_a_level(known: list[float], start: float, lowest: float | None) -> None:
    assert axis_start(known, start) == lowest


def test_a_goal_that_prints_on_more_than_a_page_repeats_its_header(report: ReportInput) -> None:
    few, many = (
        openpyxl.load_workbook(io.BytesIO(build(replace(report, standings=report.standings[:1] * n))))["Goals"]
        for n in (1, 13)
    )
    assert (few.print_title_rows, many.print_title_rows) == ("$1:$1", "$4:$4")
    assert few.print_area == "'Goals'!$A$1:$L$28"
    assert few.freeze_panes == "B5"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil.example","x")', "@SUM(1)", "+1", "\t=1", "😀" * 500])
def test_hostile_owners_notes_objectives_and_labels_stay_text(report: ReportInput, text: str) -> None:
    one = report.standings[0]
    scope = Scope(pillars=(text,), campaigns=(text,))
    goal = replace(one.goal, owner=text, note=text, objective=text, scope=scope)
    data = build(replace(report, standings=(replace(one, goal=goal), one)))
    sheet = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for name in ("Goals", "Goal data", "Summary") for row in sheet[name].iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" and text in str(cell.value)] == []
    assert [cell.coordinate for cell in cells if cell.data_type == "e"] == []
