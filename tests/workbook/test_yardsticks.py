"""Under the key figures: the 90 days before, the goal and benchmarks, read back from the file."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from reporting.catalog import Catalog
from reporting.errors import say
from reporting.goals.model import Goal, Scope, Standing
from reporting.periods import Period
from reporting.workbook.baseline_model import Baseline
from reporting.workbook.build import build
from reporting.workbook.model import Figure, ReportInput
from tests.workbook.conftest import OCTOBER, WINDOWS, make_report

WHOLE = Scope()
BEFORE = Period(dt.date(2026, 7, 3), dt.date(2026, 9, 30))


def standing(metric: str, target: float, scope: Scope = WHOLE, period: Period = OCTOBER) -> Standing:
    goal = Goal(90, 1, metric, "reach_total", period, target, scope)
    return Standing(goal, None, None, None, None, "no_data", say("Goals"), say("Goals"), wanted=target)


def table(report: ReportInput, heading: str) -> dict[str, list[Any]]:
    """The rows under a heading, by their first cell."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(build(report)))
    rows = book.get_sheet_by_name("KPIs").to_python()
    at = next((at for at, row in enumerate(rows) if row[0] == heading), None)
    found: dict[str, list[Any]] = {}
    for row in rows[at + 2 :] if at is not None else []:
        if row[1] == "":
            break
        found[str(row[0])] = row[1:5]
    return found


def with_baseline(report: ReportInput, **values: float) -> ReportInput:
    return replace(report, baseline=Baseline(BEFORE, 31, values))


def test_each_figure_stands_beside_the_days_before_and_its_goal(report: ReportInput) -> None:
    figure = report.figure("engagements")
    assert figure is not None
    now = figure.values[0]
    assert now is not None
    judged = (standing("engagements", 4_000), standing("post_reach", 9, Scope(("x",))))
    made = replace(with_baseline(report, engagements=800.0, engagement_rate_reach=0.05), standings=judged)
    found = table(made, "Against the 90 days before, and the goal")
    assert found["Engagements"] == pytest.approx([now, 800, (now - 800) / 800, 4_000])
    assert list(found) == ["Engagements", report.metric("engagement_rate_reach").label["en"]]
    assert found[report.metric("engagement_rate_reach").label["en"]][3] == "–"


def test_a_small_number_of_other_days_keeps_its_decimal(report: ReportInput) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(with_baseline(report, posts=7.2, engagements=812.4))))
    forms = {row[2].value: row[2].number_format for row in book["KPIs"].iter_rows() if row[2].value in {7.2, 812.4}}
    assert {value: "0.0" in form for value, form in forms.items()} == {7.2: True, 812.4: False}


def test_two_goals_or_one_of_other_days_are_not_the_goal_of_the_figure(report: ReportInput) -> None:
    two = (standing("engagements", 1), standing("engagements", 2))
    other = (standing("posts", 3, period=Period(OCTOBER.start, dt.date(2026, 12, 31))),)
    made = replace(with_baseline(report, engagements=800.0), standings=(*two, *other))
    assert [row[3] for row in table(made, "Against the 90 days before, and the goal").values()] == ["–"]


def test_a_benchmark_is_held_against_the_same_rate_of_its_network_only(report: ReportInput) -> None:
    own = Figure("engagement_rate_impressions", "instagram", (0.03, 0.02, None))
    whole = Figure("engagement_rate_impressions", None, (0.04, 0.02, None))
    made = replace(report, figures=(*report.figures, own, whole))
    found = table(made, "Against published benchmarks")
    (name,) = found
    assert name == f"Instagram: {report.metric('engagement_rate_impressions').label['en']}"
    assert found[name] == pytest.approx([0.03, 0.0116, 100 * (0.03 - 0.0116), 2025])


def test_a_report_that_compares_nothing_has_neither(definitions: Catalog) -> None:
    alone = make_report(definitions, windows=WINDOWS[:1])
    assert table(with_baseline(alone, engagements=800.0), "Against the 90 days before, and the goal") == {}
