"""The way of a goal, day by day (layer 8)."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from reporting.charts.model import Drawing, Mark
from reporting.charts.pacing import Course, Pace, pacing
from reporting.goals.kinds import RULES
from reporting.goals.model import Outlook, Standing
from reporting.goals.scoping import content_filters
from reporting.language import Language
from reporting.metrics.model import By, MetricQuery
from reporting.ui import drawings, memo
from reporting.ui.goal_words import outlook_of
from reporting.ui.view import View
from reporting.ui.visit import Visit, shared_desk

_DRAWN_FROM = 2
_MARKS_DRAWN = 8


def course_marks(visit: Visit, view: View, standing: Standing) -> tuple[Mark, ...]:
    """Notes of the client and changes of the figure's definition inside the goal's period, by day; eight at most."""
    goal, catalog = standing.goal, visit.desk.catalog
    notes = [Mark(one.day, one.text) for one in memo.marks(view.client.id, view.version, goal.period)]
    platforms = goal.scope.platforms or tuple(view.coverage)
    changes = drawings.definition_marks(catalog, catalog.metrics[goal.metric], platforms, visit.lang)
    inside = [mark for mark in (*notes, *changes) if mark.day in goal.period]
    return tuple(sorted(inside, key=lambda mark: mark.day)[:_MARKS_DRAWN])


def pace_drawing(view: View, lang: Language, standing: Standing, marks: Sequence[Mark]) -> Drawing | None:
    """None where fewer than two values are known."""
    if standing.judged_to is None or standing.actual is None:
        return None
    return _drawing(view.client.id, view.version, lang, standing, tuple(marks))


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def _drawing(
    client_id: int, version: int, lang: Language, standing: Standing, marks: tuple[Mark, ...]
) -> Drawing | None:
    catalog, goal = shared_desk().catalog, standing.goal
    metric = catalog.metrics[goal.metric]
    rule = RULES[catalog.goal_kinds[goal.kind].rule]
    days = _weeks(client_id, version, standing) if rule.kept else _days(standing)
    if len([day for day in days if day.actual is not None]) < _DRAWN_FROM:
        return None
    course = Course(
        title=metric.label[lang],
        unit=metric.unit,
        period=goal.period,
        days=days,
        target=goal.target if standing.wanted is None else standing.wanted,
        status=standing.status,
        stretch=standing.stretch,
        judged_to=standing.judged_to,
        fan=_fan(standing),
        marks=marks,
        from_zero=rule.above or not rule.grows,
        kept=rule.kept,
    )
    return pacing(course, theme=catalog.theme, lang=lang)


def _fan(standing: Standing) -> tuple[tuple[dt.date, Outlook], ...]:
    forecast = outlook_of(standing)
    if forecast is None:
        return ()
    fan, end = forecast.fan, standing.goal.period.end
    first = end - dt.timedelta(days=len(fan) - 1)
    return tuple((first + dt.timedelta(days=at), outlook) for at, outlook in enumerate(fan))


def _days(standing: Standing) -> tuple[Pace, ...]:
    track = standing.track
    if track is None:
        return ()
    return tuple(Pace(*one) for one in zip(track.days, track.actual, track.expected, strict=True))


def goal_query(client_id: int, version: int, standing: Standing, by: tuple[By, ...] = ()) -> MetricQuery:
    """The goal's figure over the days of its period that were judged."""
    goal = standing.goal
    return MetricQuery(
        (goal.metric,),
        client_id,
        goal.period.until(standing.judged_to or goal.period.end),
        by=by,
        platforms=goal.scope.platforms,
        accounts=goal.scope.accounts,
        media_types=goal.scope.media_types,
        labels=content_filters(goal.scope, memo.labels(client_id, version), client_id),
    )


def _weeks(client_id: int, version: int, standing: Standing) -> tuple[Pace, ...]:
    """A quotient or a median of each week: of one day it would say little."""
    goal = standing.goal
    result = memo.figures(client_id, version, goal_query(client_id, version, standing, ("week",)))
    return tuple(
        Pace(max(week, goal.period.start), value)
        for week, value in zip(result.column("week"), result.column(goal.metric), strict=True)
    )
