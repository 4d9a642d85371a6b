"""Bars from zero for comparison: one per platform, or one per week (layer 6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.charts.scale import round_top
from reporting.charts.words import axis_day
from reporting.errors import say
from reporting.language import Language, date_text, text
from reporting.numbers import Unit, value_text

_ROW = 34
_BAR = 18
_WEEK_HEIGHT = 190
_VALUE_ROOM = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """ink is the name of a platform or of a token; before is the value of the compared period, drawn as a tick."""

    name: str
    ink: str
    value: float | None
    before: float | None = None
    note: str = ""


def bars(
    items: Sequence[Bar], *, unit: Unit, theme: Theme, lang: Language, title: str, subtitle: str, before: str = ""
) -> Drawing:
    """Horizontal bars with their values, in the stated order; "not provided" stands where there is no value."""
    missing = text(say("not provided"), lang)
    rows: frame.Rows = [
        {
            "name": item.name,
            "ink": item.ink,
            "value": item.value or 0,
            "shown": missing if item.value is None else value_text(item.value, unit, lang),
            "label_ink": "muted" if item.value is None else "text",
            "before": item.before,
            "earlier": value_text(item.before, unit, lang),
            "before_ink": "text",
            "end": max(item.value or 0, item.before or 0),
            "note": item.note,
        }
        for item in items
    ]
    top = round_top([v for item in items for v in (item.value, item.before) if v is not None])
    y = alt.Y("name:N", **frame.name_axis([item.name for item in items]))
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("value:Q", axis=None, scale=scale)
    hover = [alt.Tooltip("name:N", title=" "), alt.Tooltip("shown:N", title=title)]
    if before:
        hover.append(alt.Tooltip("earlier:N", title=before))
    base = alt.Chart(frame.data(rows)).encode(y=y, tooltip=[*hover, alt.Tooltip("note:N", title=" ")])
    layers = [
        base.mark_bar(height=_BAR, cornerRadiusEnd=3).encode(x=x, color=palette.ink(theme)),
        base.mark_text(align="left", dx=7, fontWeight=600).encode(
            x=alt.X("end:Q", axis=None, scale=scale), text="shown:N", color=palette.ink(theme, "label_ink")
        ),
    ]
    if before:
        tick = base.mark_tick(thickness=2, size=_BAR + 8, opacity=0.75)
        earlier = alt.X("before:Q", axis=None, scale=scale)
        layers.append(tick.encode(x=earlier, color=palette.ink(theme, "before_ink")))
    padding = {"left": 0, "top": 4, "right": _VALUE_ROOM, "bottom": 4}
    chart = alt.layer(*layers).properties(height=_ROW * max(len(items), 1), padding=padding)
    alt_text = text(say("{title}: one bar for each of {names}.", title=title, names=[i.name for i in items]), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)


@dataclass(frozen=True, slots=True)
class Week:
    """The Monday, the value, and the number of posts behind it."""

    monday: dt.date
    value: float | None
    n: int | None


def weeks(items: Sequence[Week], *, unit: Unit, theme: Theme, lang: Language, title: str, subtitle: str) -> Drawing:
    """One upright bar a week."""
    rows: frame.Rows = [
        {
            "week": frame.stamp(item.monday),
            "date": date_text(item.monday, lang),
            "value": item.value,
            "shown": value_text(item.value, unit, lang),
            "n": value_text(item.n, "count", lang),
            "ink": "accent",
        }
        for item in items
    ]
    top = round_top([item.value for item in items if item.value is not None])
    chart = (
        alt.Chart(frame.data(rows))
        .mark_bar(cornerRadiusEnd=3, width={"band": 0.7})
        .encode(
            x=alt.X(
                "week:O",
                timeUnit="yearmonthdate",
                axis=alt.Axis(
                    title=None,
                    format=axis_day(lang),
                    formatType="time",
                    labelAngle=0,
                    labelOverlap=True,
                    ticks=False,
                    domain=False,
                    labelPadding=8,
                    grid=False,
                ),
            ),
            y=alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=frame.value_axis(unit)),
            color=palette.ink(theme),
            tooltip=[
                alt.Tooltip("date:N", title=text(say("Week of"), lang)),
                alt.Tooltip("shown:N", title=title),
                alt.Tooltip("n:N", title=text(say("Posts"), lang)),
            ],
        )
        .properties(height=_WEEK_HEIGHT, padding={"left": 4, "top": 10, "right": 8, "bottom": 4})
    )
    alt_text = text(say("{title}: one bar a week.", title=title), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)
