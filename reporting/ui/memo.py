# ruff: noqa: ARG001 -- client and version are parts of the key, used or not
"""What is remembered between runs (layer 8).

Every cache key carries the client and the store's version: an import or an undo makes a new key. Permission is asked at
the gate, before; what is kept are a client's figures, the same for everybody who may see that client.
"""

import datetime as dt

import streamlit as st

from reporting.actions import covering, findings, importing, reports
from reporting.actions import figures as figure_actions
from reporting.actions import standings as goal_standings
from reporting.goals.model import Standing
from reporting.insights.model import Finding
from reporting.language import Language
from reporting.metrics.model import MetricQuery, Result
from reporting.periods import Comparison, Period
from reporting.ui.visit import shared_desk
from reporting.warehouse.coverage import Calendar
from reporting.warehouse.model import Import
from reporting.workbook.model import Plan

KEPT = 500
SECONDS = 6 * 3600


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def coverage(client_id: int, version: int) -> dict[str, tuple[dt.date, dt.date]]:
    """First and last day with data of each platform."""
    covered = figure_actions.covered(shared_desk(), client_id)
    return {platform: (days[0], days[1]) for platform, days in covered.items()}


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def figures(client_id: int, version: int, query: MetricQuery) -> Result:
    return figure_actions.figures(shared_desk(), query)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def ranked(client_id: int, version: int, query: MetricQuery, *, worst: bool = False) -> Result:
    return figure_actions.ranked_posts(
        shared_desk(), client_id, query.period, query.metrics[0], query.platforms, query.limit, worst=worst
    )


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def found(client_id: int, version: int, period: Period, until: dt.date | None) -> list[Finding]:
    return findings.findings(shared_desk(), client_id, period, until)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def standings(client_id: int, version: int, period: Period | None, today: dt.date) -> list[Standing]:
    return goal_standings.standings(shared_desk(), client_id, period, today)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def imports(client_id: int, version: int) -> list[Import]:
    return importing.history(shared_desk(), client_id)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def calendar(client_id: int, version: int, today: dt.date) -> Calendar:
    """What each account's exports cover by week."""
    return covering.calendar(shared_desk(), client_id, today)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def plan(
    client_id: int, version: int, period: Period, lang: Language, compare: tuple[Comparison, ...], *, recipe: str
) -> Plan:
    """What the report will hold."""
    return reports.preview_report(shared_desk(), client_id, period, lang, recipe=recipe, compare=compare)
