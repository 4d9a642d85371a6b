"""What a figure was in comparable periods, beside the target that is being set (layer 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.charts.scale import round_top
from reporting.errors import say
from reporting.language import Language, text
from reporting.numbers import Unit, value_text

_HEIGHT = 130


@dataclass(frozen=True, slots=True)
class Was:
    """A period as it is called, in short and in full, and its value; None: not covered from end to end."""

    short: str
    name: str
    value: float | None


def past(
    items: Sequence[Was],
    *,
    unit: Unit,
    theme: Theme,
    lang: Language,
    title: str,
    middle: tuple[float, float] | None = None,
    target: float | None = None,
) -> Drawing:
    """A bar for each period, oldest first; middle: between the quartiles; the target as a line."""
    rows: frame.Rows = [
        {
            "at": at,
            "short": item.short,
            "name": item.name,
            "value": item.value,
            "shown": value_text(item.value, unit, lang),
            "ink": "accent",
        }
        for at, item in enumerate(items)
    ]
    values = [item.value for item in items if item.value is not None]
    low = min(*values, 0.0) if values else 0.0
    top = round_top([*values, *([target] if target else [])])
    scale = alt.Scale(domain=[low, top], nice=False)
    labels = "{" + ",".join(f"'{at}':'{_quoted(item.short)}'" for at, item in enumerate(items)) + "}"
    axis = alt.Axis(
        title=None, labelExpr=f"{labels}[datum.label]", labelAngle=0, labelOverlap=True, ticks=False, domain=False
    )
    bars = (
        alt.Chart(frame.data(rows))
        .mark_bar(cornerRadiusEnd=2, width={"band": 0.7}, opacity=0.8)
        .encode(
            x=alt.X("at:O", axis=axis),
            y=alt.Y("value:Q", scale=scale, axis=frame.value_axis(unit, ticks=3)),
            color=palette.ink(theme),
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=title)],
        )
    )
    layers = [*_middle(middle, scale, theme), bars, *_target(target, scale, theme)]
    padding = {"left": 4, "top": 6, "right": 6, "bottom": 4}
    chart = alt.layer(*layers).properties(height=_HEIGHT, padding=padding)
    alt_text = text(say("{title}: one bar for each of {n} earlier periods.", title=title, n=len(items)), lang)
    return frame.finish(chart, lang, title=title, subtitle="", alt_text=alt_text)


def _quoted(label: str) -> str:
    return label.replace("\\", "").replace("'", "’")


def _middle(middle: tuple[float, float] | None, scale: alt.Scale, theme: Theme) -> list[alt.Chart]:
    if middle is None:
        return []
    rows: frame.Rows = [{"low": middle[0], "high": middle[1], "ink": "muted"}]
    band = alt.Chart(frame.data(rows)).mark_rect(opacity=0.16)
    return [band.encode(y=alt.Y("low:Q", scale=scale), y2="high:Q", color=palette.ink(theme))]


def _target(target: float | None, scale: alt.Scale, theme: Theme) -> list[alt.Chart]:
    if not target:
        return []
    rows: frame.Rows = [{"value": target, "ink": "text"}]
    rule = alt.Chart(frame.data(rows)).mark_rule(strokeWidth=1.4)
    return [rule.encode(y=alt.Y("value:Q", scale=scale), color=palette.ink(theme))]
