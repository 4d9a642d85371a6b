"""The way of a goal, day by day (layer 8)."""

import streamlit as st

from reporting.charts.model import Drawing
from reporting.charts.pacing import Pace, pacing
from reporting.goals.kinds import RULES
from reporting.goals.model import Standing
from reporting.language import Language
from reporting.ui import memo
from reporting.ui.visit import shared_desk

_DRAWN_FROM = 2


def pace_drawing(client_id: int, version: int, lang: Language, standing: Standing) -> Drawing | None:
    """None where nothing is known yet."""
    return None if standing.track is None else _drawing(client_id, version, lang, standing)


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def _drawing(client_id: int, version: int, lang: Language, standing: Standing) -> Drawing | None:  # noqa: ARG001 -- parts of the key
    catalog, goal, track = shared_desk().catalog, standing.goal, standing.track
    metric, rule = catalog.metrics[goal.metric], RULES[catalog.goal_kinds[goal.kind].rule]
    if track is None or sum(value is not None for value in track.actual) < _DRAWN_FROM:
        return None
    pace = [None] * len(track.days) if rule.kept else track.expected
    return pacing(
        [Pace(*day) for day in zip(track.days, track.actual, pace, strict=True)],
        period=goal.period,
        target=standing.wanted if standing.wanted is not None else goal.target,
        status=standing.status,
        unit=metric.unit,
        from_zero=not rule.grows or rule.above,
        theme=catalog.theme,
        lang=lang,
        title=metric.label[lang],
    )
