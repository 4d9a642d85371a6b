"""Lines over time, one per platform, gaps where days are missing (layer 6)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing, Grain, Mark
from reporting.charts.scale import round_top, spread
from reporting.charts.words import AXIS_MONTH, axis_day
from reporting.errors import say
from reporting.language import Language, date_text, text
from reporting.numbers import Unit, value_text
from reporting.periods import Period

HEIGHT = 270
_LABEL_GAP = 17
_END_ROOM = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A platform's value on the first day of each day, week or month; a day that is absent or None is a gap."""

    platform: str
    points: dict[dt.date, float | None]


def trend(
    lines: Sequence[Line],
    *,
    period: Period,
    grain: Grain,
    unit: Unit,
    theme: Theme,
    lang: Language,
    title: str,
    subtitle: str,
    marks: Sequence[Mark] = (),
) -> Drawing:
    """Each line ends with its name; hovering a day shows every platform's full figure."""
    days = _days(period, grain)
    top = round_top([value for line in lines for value in line.points.values() if value is not None])
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=frame.value_axis(unit))
    x = alt.X(
        "day:T",
        axis=frame.time_axis(AXIS_MONTH if grain == "month" else axis_day(lang), days),
        scale=alt.Scale(domain=_ends(days)),
    )
    color = palette.ink(theme, "platform")
    layers = [
        alt.Chart(frame.data(_points(lines, days)))
        .mark_line(strokeWidth=2, interpolate="linear", invalid="break-paths-filter-domains")
        .encode(x=x, y=y, color=color),
        _alone(lines, days, x, y, color),
        _names(lines, days, top=top, theme=theme, x=x, color=color),
        *_events(marks, period, theme, x),
        _hover(lines, days, unit=unit, theme=theme, lang=lang, x=x),
    ]
    chart = alt.layer(*layers).properties(
        height=HEIGHT, padding={"left": 4, "top": 16, "right": _END_ROOM, "bottom": 4}
    )
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=_alt(lines, title, theme, lang))


def _days(period: Period, grain: Grain) -> list[dt.date]:
    every = [period.start + dt.timedelta(days=i) for i in range(period.days)]
    match grain:
        case "day":
            return every
        case "week":
            return sorted({day - dt.timedelta(days=day.weekday()) for day in every})
        case "month":
            return sorted({day.replace(day=1) for day in every})


def _ends(days: Sequence[dt.date]) -> list[str]:
    return [frame.stamp(days[0]), frame.stamp(days[-1])]


def _points(lines: Iterable[Line], days: Sequence[dt.date]) -> frame.Rows:
    return [
        {"platform": line.platform, "day": frame.stamp(day), "value": line.points.get(day)}
        for line in lines
        for day in days
    ]


def _alone(lines: Iterable[Line], days: Sequence[dt.date], x: alt.X, y: alt.Y, color: alt.Color) -> Any:
    """A dot for a day whose neighbours are missing: a line would not show it."""
    rows = []
    for line in lines:
        values = [None, *(line.points.get(day) for day in days), None]
        rows += [
            {"platform": line.platform, "day": frame.stamp(day), "value": values[i]}
            for i, day in enumerate(days, start=1)
            if values[i] is not None and values[i - 1] is None and values[i + 1] is None
        ]
    return alt.Chart(frame.data(rows)).mark_point(filled=True, size=28, opacity=1).encode(x=x, y=y, color=color)


def _names(
    lines: Sequence[Line], days: Sequence[dt.date], *, top: float, theme: Theme, x: alt.X, color: alt.Color
) -> Any:
    """The platform's name at the end of its line, moved apart where two would touch."""
    last = [next((line.points[d] for d in reversed(days) if line.points.get(d) is not None), 0) or 0 for line in lines]
    at = spread(last, _LABEL_GAP * top / HEIGHT, top)
    rows = [
        {
            "platform": line.platform,
            "day": frame.stamp(days[-1]),
            "at": at[i],
            "name": palette.label(theme, line.platform),
        }
        for i, line in enumerate(lines)
    ]
    return (
        alt.Chart(frame.data(rows))
        .mark_text(align="left", dx=8, fontWeight=600)
        .encode(x=x, y=alt.Y("at:Q"), text="name:N", color=color)
    )


def _events(marks: Sequence[Mark], period: Period, theme: Theme, x: alt.X) -> list[Any]:
    inside = [mark for mark in marks if mark.day in period]
    if not inside:
        return []
    rows = [{"day": frame.stamp(mark.day), "label": mark.label, "ink": "muted"} for mark in inside]
    base = alt.Chart(frame.data(rows)).encode(x=x, color=palette.ink(theme))
    rule = base.mark_rule(strokeDash=[3, 3], strokeWidth=1)
    return [rule, base.mark_text(align="left", dx=5, y=-6, limit=320).encode(text="label:N")]


def _hover(
    lines: Sequence[Line], days: Sequence[dt.date], *, unit: Unit, theme: Theme, lang: Language, x: alt.X
) -> Any:
    """A rule that follows the pointer from day to day."""
    named = [(line, palette.label(theme, line.platform)) for line in lines]
    rows: list[dict[str, Any]] = [
        {
            "day": frame.stamp(day),
            "date": date_text(day, lang),
            "ink": "muted",
            **{name: value_text(line.points.get(day), unit, lang) for line, name in named},
        }
        for day in days
    ]
    near = alt.selection_point(nearest=True, on="pointerover", clear="pointerout", fields=["day"], empty=False)
    return (
        alt.Chart(frame.data(rows))
        .mark_rule(strokeWidth=1)
        .encode(
            x=x,
            color=palette.ink(theme),
            opacity=alt.condition(near, alt.value(0.7), alt.value(0)),
            tooltip=[alt.Tooltip("date:N", title=" "), *(alt.Tooltip(f"{name}:N") for _, name in named)],
        )
        .add_params(near)
    )


def _alt(lines: Sequence[Line], title: str, theme: Theme, lang: Language) -> str:
    names = ", ".join(palette.label(theme, line.platform) for line in lines)
    return text(say("{title}: lines over time for {names}.", title=title, names=names), lang)
