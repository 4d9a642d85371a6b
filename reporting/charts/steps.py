"""A difference taken apart: each part a step that begins where the one before it ends, the whole below (layer 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.errors import say
from reporting.language import Language, text

_ROW = 28
_BAR = 16
_NAMES = 190
_VALUE_ROOM = 74
_GOOD, _BAD = "on_track", "behind"


@dataclass(frozen=True, slots=True)
class Stride:
    """A part as it is written: shown is the value with its sign and unit."""

    name: str
    value: float
    shown: str


def steps(
    parts: Sequence[Stride],
    whole: Stride,
    *,
    theme: Theme,
    lang: Language,
    title: str,
    subtitle: str,
    less_is_better: bool = False,
) -> Drawing:
    """Horizontal, in the stated order. Colours say better or worse; the sign of each value says it, too."""
    rows: frame.Rows = []
    place = 0.0
    for part in parts:
        good = (part.value > 0) != less_is_better
        rows.append(_row(part, place, place + part.value, _GOOD if good else _BAD))
        place += part.value
    rows.append(_row(whole, 0.0, whole.value, "text"))
    order = [str(row["name"]) for row in rows]
    ends = [float(row[end]) for row in rows for end in ("from", "to")]
    scale = alt.Scale(domain=[min(*ends, 0.0), max(*ends, 0.0) or 1.0], nice=False)
    base = alt.Chart(frame.data(rows)).encode(
        y=alt.Y("name:N", **frame.name_axis(order, _NAMES)),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=title)],
    )
    layers = [
        base.mark_bar(height=_BAR, cornerRadius=2).encode(
            x=alt.X("from:Q", axis=None, scale=scale), x2="to:Q", color=palette.ink(theme)
        ),
        base.mark_text(align="left", dx=6, fontWeight=600).encode(
            x=alt.X("right:Q", axis=None, scale=scale), text="shown:N", color=palette.ink(theme)
        ),
        alt.Chart(frame.data([{"zero": 0.0, "ink": "muted"}]))
        .mark_rule(strokeWidth=1)
        .encode(x=alt.X("zero:Q", axis=None, scale=scale), color=palette.ink(theme)),
    ]
    padding = {"left": 0, "top": 4, "right": _VALUE_ROOM, "bottom": 4}
    chart = alt.layer(*layers).properties(height=_ROW * len(rows), padding=padding)
    said = [f"{stride.name}: {stride.shown}" for stride in (*parts, whole)]
    alt_text = text(say("{title}: {parts}.", title=title, parts=said), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)


def _row(stride: Stride, start: float, end: float, ink: str) -> dict[str, object]:
    return {
        "name": stride.name,
        "from": start,
        "to": end,
        "right": max(start, end),
        "shown": stride.shown,
        "ink": ink,
    }
