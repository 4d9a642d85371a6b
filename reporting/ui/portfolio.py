"""All clients and their goals by urgency (layer 8): what needs attention today, then every goal, one row each."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from reporting.goals.model import Standing, StatusWord
from reporting.language import text
from reporting.periods import period_text
from reporting.ui import blocks
from reporting.ui.goal_words import amount, chances, goal_sentence, metric_of, odds_text, scope_text, wanted_text
from reporting.ui.navigation import link
from reporting.ui.statuses import SIGNS
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape
from reporting.warehouse.model import Client

OWNER, NETWORK, STATUS, WHEN = "owner", "network", "status", "when"
_ALL = "all"
_HUNDRED = 100
_ROW, _MOST_ROWS = 36, 20
_ATTENTION: tuple[StatusWord, ...] = ("behind", "at_risk")
_SHOWN = 5

Pair = tuple[Client, Standing]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the filters of the page leave; empty is everything."""

    owner: str = ""
    network: str = ""
    status: str = ""

    def leaves(self, pair: Pair) -> bool:
        goal = pair[1].goal
        return (
            self.owner in {"", goal.owner or ""}
            and (not self.network or not goal.scope.platforms or self.network in goal.scope.platforms)
            and self.status in {"", pair[1].status}
        )


def running() -> bool:
    """Whether only goals under way are shown, as the address says."""
    return st.query_params.get(WHEN) != _ALL


def title(visit: Visit, shown: Sequence[Pair]) -> str:
    """How many goals of how many clients ask for attention."""
    if not shown:
        return visit.t("No goal is under way")
    weak = [pair for pair in shown if pair[1].status in _ATTENTION]
    clients = {pair[0].id for pair in weak}
    if not weak:
        return visit.t("None of {n} {n:goal|goals} needs attention today", n=len(shown))
    return visit.t(
        "{weak} of {n} {n:goal|goals} {weak:needs|need} attention today, at {clients} {clients:client|clients}",
        weak=len(weak),
        n=len(shown),
        clients=len(clients),
    )


def filters(visit: Visit, every: Sequence[Pair]) -> Narrowed:
    """Owner, network, status and time; they stand in the address."""
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    owners = sorted({pair[1].goal.owner or "" for pair in every} - {""}, key=str.casefold)
    networks = [name for name in platforms if any(name in pair[1].goal.scope.platforms for pair in every)]
    counts = Counter(pair[1].status for pair in every)
    words = {str(name): f"{sign.sign} {text(sign.word, visit.lang)}" for name, sign in SIGNS.items() if counts[name]}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        owner = _choice(t("Owner"), OWNER, {name: name for name in owners}, t("Everybody"))
        network = _choice(t("Network"), NETWORK, {name: platforms[name].label for name in networks}, t("All"))
        status = _choice(t("Status"), STATUS, words, t("All"))
        _when(t)
    return Narrowed(owner, network, status)


def _choice(label: str, name: str, options: dict[str, str], everything: str) -> str:
    key = f"portfolio_{name}"
    asked = st.query_params.get(name, "")
    st.session_state[key] = asked if asked in options else ""
    chosen = st.selectbox(
        label,
        ["", *options],
        format_func=lambda one: options.get(one, everything),
        key=key,
        width=200,
        on_change=lambda: _write(name, st.session_state[key]),
    )
    return str(chosen or "")


def _when(t: Callable[..., str]) -> None:
    key = "portfolio_when"
    st.session_state[key] = not running()
    st.toggle(
        t("earlier and later goals, too"),
        key=key,
        on_change=lambda: _write(WHEN, _ALL if st.session_state[key] else ""),
    )


def _write(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def attention(visit: Visit, shown: Sequence[Pair]) -> None:
    """The first few that can still be changed, each with its reason and the way to its page."""
    t = visit.t
    weak = [pair for pair in shown if pair[1].status in _ATTENTION]
    if not weak:
        blocks.empty(t("Nothing is behind or at risk."), "task_alt")
        return
    with blocks.card(t("What needs attention today"), t("The most that is likely to be lost first")):
        for client, standing in weak[:_SHOWN]:
            _worry(visit, client, standing)
        if len(weak) > _SHOWN:
            st.caption(t("and {n} more in the table", n=len(weak) - _SHOWN))


def _worry(visit: Visit, client: Client, standing: Standing) -> None:
    goal = standing.goal
    owner = f" · {md_escape(goal.owner)}" if goal.owner else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"{SIGNS[standing.status].markdown(visit.lang)} **{md_escape(client.name)}** — "
            f"{md_escape(goal_sentence(visit, goal))}{owner}  \n"
            f":small[:gray[{md_escape(text(standing.reason, visit.lang))}]]"
        )
        link(
            "goals",
            visit.t("Open"),
            params={"client": str(client.id), "period": goal.period.key},
        )


def table(visit: Visit, shown: Sequence[Pair]) -> None:
    """Every goal, most urgent first, with the way to its client's goals."""
    t = visit.t
    rows = [_table_row(visit, *pair) for pair in shown]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=_ROW,
        height=_ROW * (min(len(rows), _MOST_ROWS) + 1) + 2,
        column_config=_columns(visit),
        alt=t("A row for each goal, most urgent first"),
        key="portfolio_table",
    )


def _table_row(visit: Visit, client: Client, standing: Standing) -> dict[str, object]:
    t, goal, odds = visit.t, standing.goal, chances(standing)
    sign = SIGNS[standing.status]
    return {
        t("Status"): f"{sign.sign} {text(sign.word, visit.lang)}",
        t("Client"): client.name,
        t("Goal"): metric_of(visit, goal).label[visit.lang],
        t("About"): scope_text(visit, goal),
        t("Period"): capital(period_text(goal.period, visit.lang)),
        t("Reached"): None if standing.progress is None else _HUNDRED * max(standing.progress, 0.0),
        t("Odds"): "" if odds is None else odds_text(odds, visit),
        t("Actual"): amount(visit, goal, standing.actual),
        t("Target"): wanted_text(visit, standing),
        t("Judged to"): standing.judged_to,
        t("Owner"): goal.owner or "",
        t("Link"): f"goals?client={client.id}&period={goal.period.key}",
    }


def _columns(visit: Visit) -> dict[str, ColumnConfig | str | None]:
    t, config = visit.t, st.column_config
    return {
        t("Status"): config.TextColumn(width=105),
        t("Client"): config.TextColumn(width=130, pinned=True),
        t("Reached"): config.ProgressColumn(format="%d %%", min_value=0, max_value=_HUNDRED, width=110),
        t("Judged to"): config.DateColumn(format="DD/MM/YYYY" if visit.lang == "fr" else "MMM D, YYYY"),
        t("Link"): config.LinkColumn(display_text=t("open"), width=75),
    }


def nothing(visit: Visit) -> None:
    """No goals at all, or none under way: what to do next."""
    t = visit.t
    said = t("No goal is under way. Set one on the goals page of a client, or show earlier and later goals.")
    blocks.empty(said, "flag")
    link("goals", t("To the goals"))
