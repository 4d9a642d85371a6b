"""Every post as a dot on the row of its format, the median as a tick: the spread that an average hides (layer 6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.errors import say
from reporting.language import Language, date_text, text
from reporting.numbers import Unit, value_text

_ROW = 46


@dataclass(frozen=True, slots=True)
class Dot:
    """A post: the row it stands on, its platform, its value and what the pointer tells about it."""

    row: str
    platform: str
    value: float
    day: dt.date | None
    words: str


def strip(dots: Sequence[Dot], *, unit: Unit, theme: Theme, lang: Language, title: str, subtitle: str) -> Drawing:
    """Rows in the order of their medians, highest first, each with its n."""
    groups: dict[str, list[float]] = {}
    for dot in dots:
        groups.setdefault(dot.row, []).append(dot.value)
    order = sorted(groups, key=lambda row: median(groups[row]), reverse=True)
    names = {row: text(say("{format} (n = {n})", format=row, n=len(groups[row])), lang) for row in order}
    y = alt.Y("row:N", **frame.name_axis([names[row] for row in order], 170))
    x = alt.X("value:Q", axis=frame.value_axis(unit, ticks=5), scale=alt.Scale(type="sqrt", nice=True))
    points = [
        {
            "row": names[dot.row],
            "platform": dot.platform,
            "network": palette.label(theme, dot.platform),
            "value": dot.value,
            "shown": value_text(dot.value, unit, lang),
            "date": date_text(dot.day, lang) if dot.day else "",
            "words": dot.words,
        }
        for dot in dots
    ]
    middles = [
        {
            "row": names[row],
            "value": median(groups[row]),
            "ink": "text",
            "shown": value_text(median(groups[row]), unit, lang),
        }
        for row in order
    ]
    layers = [
        alt.Chart(frame.data(points))
        .mark_circle(size=62, opacity=0.55)
        .encode(
            x=x,
            y=y,
            color=palette.ink(theme, "platform"),
            tooltip=[
                alt.Tooltip("network:N", title=" "),
                alt.Tooltip("date:N", title=text(say("Published"), lang)),
                alt.Tooltip("shown:N", title=title),
                alt.Tooltip("words:N", title=text(say("Post"), lang)),
            ],
        ),
        alt.Chart(frame.data(middles))
        .mark_tick(thickness=3, height=24)
        .encode(x=x, y=y, color=palette.ink(theme), tooltip=[alt.Tooltip("shown:N", title=text(say("Median"), lang))]),
    ]
    padding = {"left": 0, "top": 4, "right": 16, "bottom": 4}
    chart = alt.layer(*layers).properties(height=_ROW * max(len(order), 1), padding=padding)
    alt_text = text(say("{title}: a dot for each post, by format.", title=title), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)
