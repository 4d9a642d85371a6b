"""Networks compared (layer 8)."""

from typing import Any

import pandas as pd
import streamlit as st

from reporting.errors import say
from reporting.language import text
from reporting.metrics.model import Result
from reporting.numbers import NOT_PROVIDED, difference_text, value_text
from reporting.periods import Comparison
from reporting.ui.choices import CHANNELS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_RANKED_BY = "median_engagement_rate"


def best_network(visit: Visit, result: Result) -> str:
    """The title: where a post works best, by the one rate that all networks have."""
    rated = [(row[_RANKED_BY], row["platform"]) for row in result.records() if row[_RANKED_BY] is not None]
    if len(rated) < len(("one", "other")):
        return visit.t("Networks side by side")
    value, platform = max(rated)
    label = visit.desk.catalog.theme.platforms[platform].label
    said = say(
        "Posts engage best on {network}: {rate} of the times shown, in the median",
        network=label,
        rate=value_text(value, "percent", visit.lang),
    )
    return md_escape(text(said, visit.lang))


def network_table(visit: Visit, view: View, result: Result) -> None:
    """A row for each figure, a column for each network: values, or their changes."""
    catalog, lang = visit.desk.catalog, visit.lang
    changes = _changes_wanted(visit, view, result)
    rows = {row["platform"]: row for row in result.records()}
    table: list[dict[str, Any]] = []
    for name in CHANNELS:
        metric = catalog.metrics[name]
        line: dict[str, Any] = {visit.t("Figure"): metric.label[lang]}
        for platform in view.shown:
            row = rows.get(platform, {})
            line[catalog.theme.platforms[platform].label] = _cell(row, name, changes, visit)
        table.append(line)
    st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        column_config={visit.t("Figure"): st.column_config.TextColumn(width=260, pinned=True)}
        | {
            catalog.theme.platforms[platform].label: st.column_config.TextColumn(alignment="right")
            for platform in view.shown
        },
        height="content",
    )


def _changes_wanted(visit: Visit, view: View, result: Result) -> Comparison | None:
    """Which comparison to show the changes of; None for the values."""
    if not view.compare:
        return None
    words = {"": visit.t("Figures")} | {
        one: visit.t("Change against {period}", period=result.compared[one]) for one in view.compare
    }
    chosen = st.segmented_control(
        visit.t("Show"),
        list(words),
        format_func=words.__getitem__,
        default="",
        required=True,
        key="channels_show",
        label_visibility="collapsed",
    )
    return next((one for one in view.compare if one == chosen), None)


def _cell(row: dict[str, Any], name: str, changes: Comparison | None, visit: Visit) -> str:
    metric = visit.desk.catalog.metrics[name]
    value = row.get(name)
    if value is None:
        return NOT_PROVIDED
    if changes:
        return difference_text(value, row.get(f"{name}__{changes}"), metric.unit, visit.lang)
    return value_text(value, metric.unit, visit.lang)
