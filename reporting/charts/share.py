"""One bar that adds up to all: who brought which part (layer 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.errors import say
from reporting.language import Language, text
from reporting.numbers import Unit, value_text

_HEIGHT = 34
_ROOM_FOR_LABEL = "(datum.to - datum.from) * width > 7 * length(datum.label)"  # about seven pixels a letter


@dataclass(frozen=True, slots=True)
class Part:
    """A platform's part of a figure that may be added up."""

    platform: str
    value: float


def share(parts: Sequence[Part], *, unit: Unit, theme: Theme, lang: Language, title: str, subtitle: str) -> Drawing:
    """Parts from the largest; a part that is too narrow for its name keeps it for the pointer."""
    ordered = sorted((part for part in parts if part.value > 0), key=lambda part: part.value, reverse=True)
    total = sum(part.value for part in ordered)
    rows: frame.Rows = []
    start = 0.0
    for part in ordered:
        end = start + part.value / total
        name = palette.label(theme, part.platform)
        percent = text(say("{n}%", n=round(100 * (end - start))), lang)
        rows.append(
            {
                "platform": part.platform,
                "from": start,
                "to": end,
                "low": 0,
                "high": 0.5,
                "middle": (start + end) / 2,
                "name": name,
                "shown": value_text(part.value, unit, lang),
                "percent": percent,
                "label": f"{name} {percent}",
            }
        )
        start = end
    whole = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(frame.data(rows)).encode(
        color=palette.ink(theme, "platform"),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("shown:N", title=title),
            alt.Tooltip("percent:N", title=text(say("Share"), lang)),
        ],
    )
    layers = [
        base.mark_rect(cornerRadius=2).encode(
            x=alt.X("from:Q", axis=None, scale=whole), x2="to:Q", y=alt.Y("low:Q", axis=None, scale=whole), y2="high:Q"
        ),
        base.transform_filter(_ROOM_FOR_LABEL)
        .mark_text(baseline="bottom", fontWeight=600)
        .encode(x=alt.X("middle:Q", axis=None, scale=whole), y=alt.value(10), text="label:N"),
    ]
    chart = alt.layer(*layers).properties(height=_HEIGHT, padding={"left": 0, "top": 8, "right": 0, "bottom": 4})
    alt_text = text(say("{title}: the part of each of {names}.", title=title, names=[r["name"] for r in rows]), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)
