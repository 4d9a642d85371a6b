"""The linter: a planted fault of each kind is found, and a report without one is let through."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from reporting.catalog import Catalog
from reporting.errors import say
from reporting.language import LANGUAGES, text
from reporting.numbers import NOT_PROVIDED
from reporting.warehouse.author import Passage
from reporting.workbook.build import _drawn, build_checked, lint
from reporting.workbook.lint.drawn import judge_drawn
from reporting.workbook.lint.examine import examine
from reporting.workbook.lint.model import RULES, Remark, RuleId
from reporting.workbook.lint.personal import personal
from reporting.workbook.live import Live
from reporting.workbook.model import ControlTotal, Figure, ReportInput
from tests.workbook.conftest import OCTOBER, make_report


@pytest.fixture(scope="module")
def clean(definitions: Catalog) -> ReportInput:
    """A report with nothing to say against: impressions are not compared with the year in which Facebook ended them."""
    made = make_report(definitions)
    figures = tuple(
        replace(one, values=(*one.values[:2], None)) if one.metric == "impressions" else one for one in made.figures
    )
    kept = tuple(
        replace(one, goal=replace(one.goal, note="Two reels were moved to November."))
        for one in made.standings
        if one.status != "no_data"
    )
    fresh = tuple(replace(one, missing_days=0) for one in made.freshness)
    return replace(made, standings=kept, freshness=fresh, controls=(), figures=figures)


def found(remarks: tuple[Remark, ...], rule: RuleId) -> list[tuple[str, str, str]]:
    return [
        (one.level, text(one.where, "en"), text(one.what, "en").replace("\u00a0", " "))
        for one in remarks
        if one.rule == rule
    ]


def test_a_report_without_a_fault_is_let_through_and_says_so_in_its_sources(clean: ReportInput) -> None:
    built = build_checked(clean)
    assert built.remarks == ()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(built.data)).get_sheet_by_name("Sources").to_python()
    words = [str(row[0]) for row in rows]
    assert words[-3] == "Checks before the report leaves"
    assert words[-2].startswith(f"{len(RULES)} rules: every source goes to the end of the period, ")
    assert words[-1] == "✓ Nothing to mend."


def _fresh(report: ReportInput, **values: Any) -> ReportInput:
    return replace(report, freshness=(replace(report.freshness[0], **values), *report.freshness[1:]))


def _figure(report: ReportInput, metric: str, platform: str | None, values: tuple[float | None, ...]) -> ReportInput:
    others = tuple(one for one in report.figures if (one.metric, one.platform) != (metric, platform))
    return replace(report, figures=(*others, Figure(metric, platform, values)))


def _total_off_by_one(report: ReportInput) -> ReportInput:
    whole = report.figure("engagements")
    assert whole is not None
    now, *before = whole.values
    return _figure(report, "engagements", None, ((now or 0) + 1, *before))


def _goal(report: ReportInput, **values: Any) -> ReportInput:
    missed = next(one for one in report.standings if one.status == "missed")
    return replace(report, standings=(replace(missed, **values),))


PLANTED: dict[str, tuple[RuleId, Callable[[ReportInput], ReportInput], list[tuple[str, str, str]]]] = {
    "a source that ends early": (
        "stale_source",
        lambda report: _fresh(report, last=dt.date(2026, 10, 28), missing_days=3),
        [("warning", "Instagram", "The data end on October 28, 2026, 3 days too early.")],
    ),
    "a hole in a daily export, beside an early end": (
        "missing_export",
        lambda report: _fresh(report, last=dt.date(2026, 10, 28), missing_days=5),
        [("warning", "Instagram", "2 days of the period have no row in the daily export.")],
    ),
    "a source that begins late": (
        "missing_export",
        lambda report: _fresh(report, first=dt.date(2026, 10, 4)),
        [("warning", "Instagram", "The data begin on October 4, 2026, after the period does.")],
    ),
    "a platform without any day of the period": (
        "missing_export",
        lambda report: _fresh(report, last=dt.date(2026, 9, 12), missing_days=31),
        [
            (
                "warning",
                "Instagram",
                (
                    "No data lie in the period, the last are of September 12, 2026; "
                    "a comparison of totals misses this platform."
                ),
            )
        ],
    ),
    "a platform that gave a figure then, and doesn't now": (
        "missing_export",
        lambda report: _figure(report, "impressions", "instagram", (None, 10.0, None)),
        [
            (
                "warning",
                "Instagram",
                "In September 2026 it gave Impressions, now it doesn’t: the totals are compared without it.",
            )
        ],
    ),
    "a stated total that isn't ours": (
        "stated_total",
        lambda report: replace(report, controls=(ControlTotal("x", "@clement", "impressions", OCTOBER, 16_000, None),)),
        [
            (
                "warning",
                "X, @clement",
                "Impressions: the platform states 16,000 for October 1, 2026 to October 31, 2026, the rows give –.",
            )
        ],
    ),
    "a total that isn't the sum of its platforms": (
        "parts",
        _total_off_by_one,
        [
            (
                "error",
                "Figure Engagements",
                "October 2026: the total is 756, its platforms give 755 together.",
            )
        ],
    ),
    "a red goal that nobody explains": (
        "red_goal",
        lambda report: _goal(report, goal=replace(report.standings[0].goal, note="  ")),
        [
            (
                "error",
                "Goal Engagements, October 2026",
                "The goal is red and nobody says why: The trend is above the line.",
            )
        ],
    ),
    "words about a finding whose figures changed": (
        "stale_text",
        lambda report: replace(
            report,
            passages=(
                Passage("finding", "Engagements doubled.", about=report.findings[0].key, stood_en="It rose.", by="Ada"),
            ),
        ),
        [("warning", "Finding written by Ada", "Its figures have changed since: “Engagements doubled.”")],
    ),
    "a goal without data": (
        "unjudged_goal",
        lambda report: _goal(report, status="no_data", actual=None),
        [
            (
                "warning",
                "Goal Engagements, October 2026",
                "The goal can’t be judged: The trend is above the line.",
            )
        ],
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_of_the_values_is_found(case: str, clean: ReportInput) -> None:
    rule, plant, expected = PLANTED[case]
    assert found(lint(plant(clean)), rule) == expected


def test_while_a_period_goes_on_a_source_is_held_to_yesterday(clean: ReportInput) -> None:
    today = dt.datetime(2026, 10, 20, 9, 0, tzinfo=dt.UTC)
    going_on = replace(clean, generated_at=today)
    fresh = [replace(one, last=dt.date(2026, 10, 19)) for one in clean.freshness]
    assert found(lint(replace(going_on, freshness=tuple(fresh))), "stale_source") == []
    late = [replace(one, last=dt.date(2026, 10, 17)) for one in clean.freshness[:1]]
    assert found(lint(replace(going_on, freshness=tuple(late))), "stale_source") == [
        ("warning", "Instagram", "The data end on October 17, 2026, 2 days too early.")
    ]


def test_a_comparison_across_a_change_of_definition_is_an_error_where_the_platform_counts(
    clean: ReportInput, definitions: Catalog
) -> None:
    """Impressions of Facebook ended in 2025: nothing since may be compared with them."""
    assert any((one.platform, one.date) == ("facebook", "2025") for one in definitions.changes)
    assert found(lint(clean), "definition_change") == []
    drawn = _figure(clean, "impressions", "facebook", (10.0, None, 20.0))
    errors = [one for one in found(lint(drawn), "definition_change") if "Facebook" in one[1]]
    assert len(errors) == 1
    assert errors[0][0] == "error"
    assert "Compared with October 2025, but Facebook changed the definition in between (2025)" in errors[0][2]


def test_formulas_that_differ_from_the_database_are_named_by_their_cells(clean: ReportInput) -> None:
    (one,) = found(lint(_total_off_by_one(clean)), "disagreement")
    assert one[0] == "error"
    assert "KPIs" in one[1]
    assert one[2] == "1 formula gives another figure than the database."


def _judged(report: ReportInput, live: Live) -> list[tuple[str, str, str]]:
    book = _drawn(report)
    book.pages["kpis"].put(200, 1, live, "figure")
    return found(tuple(judge_drawn(book)), "formula")


@pytest.mark.parametrize(
    ("formula", "value", "what"),
    [
        ("1/0", "#DIV/0!", "The formula gives #DIV/0!."),
        ("Cover!A1*2", float("nan"), "The formula gives no number."),
        ("SUM(#REF!)", 3, "The formula reads a cell that is gone."),
        ("SUM(post.unheard_of)", 3, "The formula reads post.unheard_of, which isn’t there."),
        ("SUM('Not there'!$A$1)", 3, "The formula reads Not there, which isn’t there."),
        ("Nowhere!$A$1", 3, "The formula reads Nowhere, which isn’t there."),
        ('SUM(post.engagements)&"a.b C!d"', NOT_PROVIDED, None),
        ("'Cover'!$A$1", "Maison", None),
    ],
)
def test_a_formula_that_can_not_be_computed_is_found(
    clean: ReportInput, formula: str, value: float | str, what: str | None
) -> None:
    expected = [("error", "Sheet KPIs, A200", what)] if what else []
    assert _judged(clean, Live(formula, value)) == expected


def test_words_that_can_not_be_read_are_found_in_cells_and_in_conditions(clean: ReportInput) -> None:
    book = _drawn(clean)
    page = book.pages["kpis"]
    page.put(200, 1, say("Goals"), "label")
    page.sheet.cell(200, 1).font = Font(color="FFAAAAAA")
    page.put(201, 1, say("Goals"), "label")
    rule = FormulaRule(formula=["TRUE"], font=Font(color="FFBBBB00"))
    page.sheet.conditional_formatting.add("A201", rule)
    pale, yellow = found(tuple(judge_drawn(book)), "contrast")
    assert pale[1:] == (
        "Sheet KPIs, A200",
        "#AAAAAA on #FFFFFF has a contrast of 2.3 : 1, in 1 cell; 4.5 : 1 is needed.",
    )
    assert yellow[1:] == (
        "Sheet KPIs, A201",
        "#BBBB00 on #FFFFFF has a contrast of 2.1 : 1, in 1 cell; 4.5 : 1 is needed.",
    )


def test_a_drawing_without_words_is_found(clean: ReportInput) -> None:
    book = _drawn(clean)
    book.pages["kpis"].extras.descriptions[0] = " "
    assert found(tuple(judge_drawn(book)), "alt_text") == [
        ("error", "Sheet KPIs", "1 drawing has no words for people who can’t see.")
    ]


def test_a_heading_with_nothing_below_it_is_found(clean: ReportInput) -> None:
    book = _drawn(clean)
    page = book.pages["sources"]
    page.put(300, 1, say("Caveats"), "heading")
    page.row(301, [say("File"), say("Platform")], "header")
    page.put(303, 1, say("Files"), "heading")
    page.put(304, 1, say("None."), "note")
    assert found(tuple(judge_drawn(book)), "empty_section") == [
        ("warning", "Sheet Sources, A300", "Nothing stands below “Caveats”.")
    ]


WORDS = {
    "écrivez à jeanne.dupont@exemple.fr": [("mail", "jeanne.dupont@exemple.fr")],
    "tél. 06 12 34 56 78 le soir": [("phone", "06 12 34 56 78")],
    "0612345678": [("phone", "0612345678")],
    "+33 6 12 34 56 78": [("phone", "+33 6 12 34 56 78")],
    "call +1 (415) 555-0132": [("phone", "+1 (415) 555-0132")],
    "merci @jeanne_d !": [("handle", "@jeanne_d")],
    "avec @Cairn.Sel et @CairnSel": [("handle", "@Cairn.Sel")],
    "https://example.com/@jeanne/0612345678": [],
    "du 01.10.2026 au 31.10.2026, +12 %": [],
    "2026-10-01 09:30:00": [],
    "1 204 500 vues, 06/10": [],
    "réf. 106123456789": [],
    "+8,4 % · +1 204": [],
}


@pytest.mark.parametrize("words", WORDS)
def test_personal_data_are_told_from_dates_links_and_amounts(words: str) -> None:
    assert list(personal(words, frozenset({"cairnsel"}))) == WORDS[words]


def _posting(report: ReportInput, caption: str) -> ReportInput:
    table = report.data[0]
    at = table.index("text")
    rows = tuple((*row[:at], caption, *row[at + 1 :]) if n == 5 else row for n, row in enumerate(table.rows))
    return replace(report, data=(replace(table, rows=rows), *report.data[1:]))


def test_an_address_in_the_client_version_is_found_in_the_data_too_and_not_in_the_internal_one(
    clean: ReportInput,
) -> None:
    report = _posting(clean, "Réservez : anna@example.org, avec @anna et @clement")
    assert found(lint(report), "personal_data") == [
        ("warning", "Sheet Data – Posts, from F7 on", "e-mail addresses in 1 place."),
        ("note", "Sheet Data – Posts, from F7 on", "names of accounts in 1 place."),
    ]
    assert found(lint(replace(report, readers="internal")), "personal_data") == []


def test_remarks_are_said_in_both_languages_and_worst_first(definitions: Catalog) -> None:
    report = make_report(definitions, "fr")
    remarks = examine(_drawn(report))
    assert [one.level for one in remarks] == sorted((one.level for one in remarks), key=["error", "warning"].index)
    for lang in LANGUAGES:
        words = [one.written(lang) for one in remarks]
        assert all(value for one in words for value in one.values())
    said = next(one for one in remarks if one.rule == "red_goal").written("fr")
    assert said["where"].replace("\u00a0", " ") == "Objectif « Engagements », octobre 2026"
