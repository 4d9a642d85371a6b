"""Colours by name (layer 6): a chart says "instagram" or "accent", the theme of the page says which colour that is.

The page's theme lists its colours in the order of `names` (`.streamlit/config.toml`, chartCategoricalColors), so one
specification serves light and dark, and no chart carries a colour of its own.
"""

import json
from typing import Any

import altair as alt

from reporting.catalog.model import Theme

TOKENS = (
    "accent",
    "muted",
    "text",
    "line",
    "achieved",
    "on_track",
    "at_risk",
    "behind",
    "missed",
    "no_data",
)


def names(theme: Theme) -> list[str]:
    """Every name a chart may use, in the order of the page's list of colours."""
    return [*theme.platforms, *TOKENS]


def ink(theme: Theme, field: str = "ink", **options: Any) -> alt.Color:
    """Colour by a field that holds names; without a legend unless `legend` is given."""
    options.setdefault("legend", None)
    return alt.Color(f"{field}:N", scale=alt.Scale(domain=names(theme)), **options)


def legend(theme: Theme, shown: list[str]) -> alt.Legend:
    """Labels of platforms in the order in which their lines end."""
    labels = json.dumps({name: theme.platforms[name].label for name in shown}, ensure_ascii=False)
    return alt.Legend(
        values=shown, orient="bottom", title=None, labelExpr=f"{labels}[datum.label]", symbolType="stroke", columns=4
    )


def label(theme: Theme, platform: str) -> str:
    known = theme.platforms.get(platform)
    return known.label if known else platform
