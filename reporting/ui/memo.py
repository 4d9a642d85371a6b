# ruff: noqa: ARG001 -- client and version are parts of the key, used or not
"""What is remembered between runs (layer 8).

Every cache key carries the client and the store's version: an import or an undo makes a new key. Permission is asked at
the gate, before; what is kept are a client's figures, the same for everybody who may see that client.
"""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from reporting.actions import brands, clients, covering, findings, goals, importing, reports
from reporting.actions import figures as figure_actions
from reporting.actions import labels as label_actions
from reporting.actions import marks as mark_actions
from reporting.actions import reasons as reason_actions
from reporting.actions import standings as goal_standings
from reporting.actions.gathering import ReportQuery
from reporting.actions.reasons import Explanation
from reporting.goals.model import Standing
from reporting.insights.model import Finding
from reporting.metrics.model import MetricQuery, Result
from reporting.periods import Period
from reporting.ui.visit import shared_desk
from reporting.warehouse.coverage import Calendar
from reporting.warehouse.goal_changes import GoalChange
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.marks import Mark
from reporting.warehouse.model import Account, Brand, Client, Import
from reporting.workbook.model import Plan

KEPT = 500
PICTURES_KEPT = 30
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
def plan(client_id: int, version: int, query: ReportQuery) -> Plan:
    """What the report will hold."""
    return reports.preview_report(shared_desk(), query)


@st.cache_data(max_entries=PICTURES_KEPT, ttl=SECONDS, show_spinner=False)
def brand_pages(client_id: int, version: int, query: ReportQuery, brand: Brand) -> list[bytes]:
    """The first printed pages of a report in a brand."""
    return brands.brand_pages(shared_desk(), query, brand)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def marks(client_id: int, version: int, period: Period | None = None) -> list[Mark]:
    """The client's dated notes."""
    return mark_actions.mark_list(shared_desk(), client_id, period)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def labels(client_id: int, version: int) -> list[ContentLabel]:
    """Its pillars and campaigns."""
    return label_actions.label_list(shared_desk(), client_id)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def accounts(client_id: int, version: int) -> list[Account]:
    return clients.account_list(shared_desk(), client_id)


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def goal_changes(client_id: int, version: int, goal_ids: tuple[int, ...]) -> Mapping[int, list[GoalChange]]:
    """What was done to each of the goals, oldest first."""
    return {goal_id: goals.goal_changes(shared_desk(), goal_id) for goal_id in goal_ids}


def account_names(client_id: int, version: int) -> dict[int, str]:
    """What each account of the client is called."""
    return {one.id: one.name for one in accounts(client_id, version)}


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def portfolio(client_id: None, version: int, day: dt.date, *, running: bool) -> list[tuple[Client, Standing]]:
    """The goals of all clients (no number), most urgent first; `day` makes tomorrow another answer."""
    return goal_standings.portfolio(shared_desk(), running=running)


def this_day() -> dt.date:
    """What is judged every day anew is kept under it."""
    return dt.datetime.now(dt.UTC).date()


def has_clients(version: int) -> bool:
    return bool(clients.client_list(shared_desk()))


@st.cache_data(max_entries=KEPT, ttl=SECONDS, show_spinner=False)
def explanation(client_id: int, version: int, standing: Standing, today: dt.date) -> Explanation:
    """What lies behind a standing."""
    return reason_actions.explanation(shared_desk(), standing, today)
