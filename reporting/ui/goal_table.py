"""Goals as a table (layer 8): a row for each, the same figures as on the cards."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from reporting.goals.model import Standing
from reporting.language import text
from reporting.periods import period_text
from reporting.ui.goal_words import (
    amount,
    chances,
    metric_of,
    odds_text,
    outlook_of,
    range_text,
    scope_text,
    target_text,
    wanted_text,
)
from reporting.ui.statuses import SIGNS
from reporting.ui.visit import Visit
from reporting.ui.words import capital

_ROW = 36
_HUNDRED = 100


def goal_table(visit: Visit, standings: Sequence[Standing]) -> None:
    t = visit.t
    rows = [goal_row(visit, standing) for standing in standings]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=_ROW,
        column_config=columns(visit),
        alt=t("A row for each goal: status, figures, estimate and owner"),
        key="goal_table",
    )


def goal_row(visit: Visit, standing: Standing) -> dict[str, object]:
    t, lang, goal = visit.t, visit.lang, standing.goal
    sign, forecast, odds = SIGNS[standing.status], outlook_of(standing), chances(standing)
    return {
        t("Status"): f"{sign.sign} {text(sign.word, lang)}",
        t("Goal"): metric_of(visit, goal).label[lang],
        t("About"): scope_text(visit, goal),
        t("Period"): capital(period_text(goal.period, lang)),
        t("Reached"): None if standing.progress is None else _HUNDRED * max(standing.progress, 0.0),
        t("Actual"): amount(visit, goal, standing.actual),
        t("Expected"): amount(visit, goal, standing.expected),
        t("Target"): wanted_text(visit, standing),
        t("Estimate (80%)"): range_text(visit, goal, forecast) if forecast else "",
        t("Odds"): "" if odds is None else odds_text(odds, visit),
        t("Stretch"): target_text(visit, goal, goal.stretch) if goal.stretch is not None else "",
        t("Judged to"): standing.judged_to,
        t("Owner"): goal.owner or "",
        t("Objective"): goal.objective or "",
        t("Weight"): goal.weight,
    }


def columns(visit: Visit) -> dict[str, ColumnConfig | str | None]:
    t, config = visit.t, st.column_config
    day = "DD/MM/YYYY" if visit.lang == "fr" else "MMM D, YYYY"
    return {
        t("Status"): config.TextColumn(width=105),
        t("Goal"): config.TextColumn(width=170, pinned=True),
        t("Reached"): config.ProgressColumn(format="%d %%", min_value=0, max_value=_HUNDRED, width=110),
        t("Judged to"): config.DateColumn(format=day),
        t("Weight"): config.NumberColumn(format="localized", width=70),
    }
