"""The way of a goal, day by day (layer 8)."""

import datetime as dt
from itertools import accumulate

import streamlit as st

from reporting.charts.model import Drawing
from reporting.charts.pacing import Pace, pacing
from reporting.goals.kinds import RULES, Aim
from reporting.goals.model import Goal, Standing
from reporting.language import Language
from reporting.metrics.model import By, MetricQuery
from reporting.periods import Period
from reporting.ui import memo
from reporting.ui.visit import shared_desk

_DRAWN_FROM = 2


def pace_drawing(client_id: int, version: int, lang: Language, standing: Standing) -> Drawing | None:
    """None where nothing is known yet."""
    if standing.judged_to is None or standing.actual is None:
        return None
    start = standing.start or 0.0
    return _drawing(client_id, version, lang, standing.goal, (standing.status, standing.judged_to, start))


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def _drawing(
    client_id: int, version: int, lang: Language, goal: Goal, judged: tuple[str, dt.date, float]
) -> Drawing | None:
    catalog = shared_desk().catalog
    metric = catalog.metrics[goal.metric]
    rule = RULES[catalog.goal_kinds[goal.kind].rule]
    status, to, start = judged
    grain: By = "week" if rule.kept else "day"
    asked = MetricQuery(
        (goal.metric,), client_id, Period(goal.period.start, to), by=(grain,), platforms=goal.scope.platforms
    )
    result = memo.figures(client_id, version, asked)
    known = dict(zip(result.column(grain), result.column(goal.metric), strict=True))
    aim = Aim(goal.period, goal.target, start)
    kind = catalog.goal_kinds[goal.kind].rule
    if rule.kept:
        days = [Pace(max(week, goal.period.start), value, None) for week, value in known.items()]
    else:
        there = _levels(known, start if kind == "growth" else 0.0) if rule.grows else _sums(known, asked.period)
        days = [Pace(day, there.get(day), rule.expected(aim, day)) for day in _days(goal.period)]
    if len([day for day in days if day.actual is not None]) < _DRAWN_FROM:
        return None
    return pacing(
        days,
        period=goal.period,
        target=goal.target,
        status=status,
        unit=metric.unit,
        from_zero=kind != "level",
        theme=catalog.theme,
        lang=lang,
        title=metric.label[lang],
    )


def _days(period: Period) -> list[dt.date]:
    return [period.start + dt.timedelta(days=i) for i in range(period.days)]


def _levels(known: dict[dt.date, float | None], less: float) -> dict[dt.date, float | None]:
    """What stands on each day, above `less`."""
    return {day: None if value is None else value - less for day, value in known.items()}


def _sums(known: dict[dt.date, float | None], covered: Period) -> dict[dt.date, float | None]:
    """What has come together up to each covered day; a day without a value adds nothing."""
    days = _days(covered)
    return dict(zip(days, accumulate(known.get(day) or 0.0 for day in days), strict=True))
