"""Where a goal stands day by day: what is there, what would be there, what is aimed at, what is estimated (layer 6)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing, Mark
from reporting.charts.scale import round_top, spread
from reporting.charts.words import AXIS_MONTH, axis_day
from reporting.errors import Sentence, say
from reporting.goals.model import Outlook
from reporting.language import Language, date_text, text
from reporting.numbers import Amount, Unit, value_text
from reporting.periods import Period

_HEIGHT = 230
_LABEL_GAP = 14
_MONTHS_FROM = 100
_BANDS = (("p10", "p90", 0.16), ("p25", "p75", 0.26))
_WITHOUT_FAN, _WITH_FAN = 12, 38


@dataclass(frozen=True, slots=True)
class Pace:
    """A day: what there is up to it (None: no data) and what would be there if the goal were met exactly."""

    day: dt.date
    actual: float | None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn of a goal.

    status     a status word, the colour of what happened
    days       each day of the period; of what is kept, each week of it
    fan        the estimate for each day left
    marks      notes and changes on the platforms, drawn with their numbers from 1 on
    kept       what has to hold on every day has no way to a target: values of weeks, and the estimate at the end alone
    """

    title: str
    unit: Unit
    period: Period
    days: tuple[Pace, ...]
    target: float
    status: str
    stretch: float | None = None
    judged_to: dt.date | None = None
    fan: tuple[tuple[dt.date, Outlook], ...] = ()
    marks: tuple[Mark, ...] = ()
    from_zero: bool = True
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the layers share."""

    course: Course
    theme: Theme
    lang: Language
    x: alt.X
    scale: alt.Scale = field(default_factory=alt.Scale)
    top: float = 1.0
    low: float = 0.0

    def y(self, name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=self.scale, axis=frame.value_axis(self.course.unit))

    def chart(self, rows: frame.Rows) -> Any:
        return alt.Chart(frame.data(rows)).encode(x=self.x)

    def ink(self, name: str = "ink") -> alt.Color:
        return palette.ink(self.theme, name)

    def say(self, sentence: Sentence) -> str:
        return text(sentence, self.lang)

    def value(self, value: float | None) -> str:
        return value_text(value, self.course.unit, self.lang)


def pacing(course: Course, *, theme: Theme, lang: Language) -> Drawing:
    """Solid: what happened, in the colour of the status; dotted: expected; dashed in bands: estimated."""
    ground = _ground(course, theme, lang)
    layers = [
        *_estimate(ground),
        *_aims(ground),
        *_judged(ground),
        *_marks(ground),
        *_lines(ground),
        _hover(ground),
    ]
    right = _WITH_FAN if course.fan and not course.kept else _WITHOUT_FAN
    chart = alt.layer(*layers).properties(height=_HEIGHT, padding={"left": 4, "top": 18, "right": right, "bottom": 4})
    return frame.finish(chart, lang, title=course.title, subtitle=_legend(ground), alt_text=_alt(ground))


def _ground(course: Course, theme: Theme, lang: Language) -> _Ground:
    days = [course.period.start + dt.timedelta(days=at) for at in range(course.period.days)]
    pattern = AXIS_MONTH if len(days) > _MONTHS_FROM else axis_day(lang)
    ends = [frame.stamp(course.period.start), frame.stamp(course.period.end)]
    x = alt.X("day:T", axis=frame.time_axis(pattern, days), scale=alt.Scale(domain=ends))
    values = [value for day in course.days for value in (day.actual, day.expected) if value is not None]
    values += [course.target, *(value for value in (course.stretch,) if value is not None)]
    values += [value for _, one in course.fan for value in (one.p10, one.p90)]
    if course.from_zero and min(values) >= 0:
        top = round_top(values)
        return _Ground(course, theme, lang, x, alt.Scale(domain=[0, top], nice=False), top)
    return _Ground(course, theme, lang, x, alt.Scale(zero=False, nice=True), max(values), min(values))


def _estimate(ground: _Ground) -> list[Any]:
    """Bands for half and for eight in ten cases, the middle dashed; of what is kept, a range at the end alone."""
    fan = ground.course.fan
    if not fan:
        return []
    if ground.course.kept:
        return _range(ground, fan[-1][1])
    rows = [_outlook(day, outlook, ground.course.status) for day, outlook in fan]
    last = next((one for one in reversed(ground.course.days) if one.actual is not None), None)
    if last is not None and last.actual is not None:
        rows = [_outlook(last.day, Outlook(*[last.actual] * 5), ground.course.status), *rows]
    chart = ground.chart(rows).encode(color=ground.ink())
    bands = [
        chart.mark_area(opacity=opacity, line=False).encode(y=ground.y(low), y2=f"{high}:Q")
        for low, high, opacity in _BANDS
    ]
    middle = chart.mark_line(strokeDash=[6, 4], strokeWidth=1.6).encode(y=ground.y("median"))
    return [*bands, middle, _band_names(ground, *fan[-1])]


def _outlook(day: dt.date, one: Outlook, ink: str) -> dict[str, Any]:
    values = {"p10": one.p10, "p25": one.p25, "median": one.median, "p75": one.p75, "p90": one.p90}
    return {"day": frame.stamp(day), "ink": ink, **values}


def _range(ground: _Ground, end: Outlook) -> list[Any]:
    chart = ground.chart([_outlook(ground.course.period.end, end, ground.course.status)]).encode(color=ground.ink())
    return [
        chart.mark_rule(strokeWidth=3, opacity=0.3).encode(y=ground.y("p10"), y2="p90:Q"),
        chart.mark_rule(strokeWidth=7, opacity=0.4).encode(y=ground.y("p25"), y2="p75:Q"),
        chart.mark_point(size=60, filled=False, strokeWidth=2, opacity=1).encode(y=ground.y("median")),
    ]


def _band_names(ground: _Ground, day: dt.date, end: Outlook) -> Any:
    """At the upper edge of each band, apart from one another."""
    names = ["50\u00a0%", "80\u00a0%"] if ground.lang == "fr" else ["50%", "80%"]
    at = spread([end.p75, end.p90], _LABEL_GAP * (ground.top - ground.low) / _HEIGHT, ground.top)
    rows = [
        {"day": frame.stamp(day), "at": place, "name": name, "ink": "muted"}
        for place, name in zip(at, names, strict=True)
    ]
    return (
        ground.chart(rows)
        .mark_text(align="left", dx=5, fontSize=11)
        .encode(y=ground.y("at"), text="name:N", color=ground.ink())
    )


def _aims(ground: _Ground) -> list[Any]:
    """The target as a line, the stretch as a thinner one; the names stand where nothing is drawn yet or any more."""
    course = ground.course
    aims = [(say("Target {value}", value=Amount(course.target, course.unit)), course.target, "text")]
    if course.stretch is not None:
        aims.append((say("Stretch {value}", value=Amount(course.stretch, course.unit)), course.stretch, "muted"))
    layers: list[Any] = []
    day = course.period.end if course.kept else course.period.start
    for at, (name, value, ink) in enumerate(aims):
        rows = [{"value": value, "ink": ink, "label": ground.say(name), "day": frame.stamp(day)}]
        line = alt.Chart(frame.data(rows)).encode(y=ground.y("value"), color=ground.ink())
        layers += [
            line.mark_rule(strokeWidth=1, strokeDash=[2, 2] if at else [1, 0]),
            line.mark_text(
                align="right" if course.kept else "left",
                dx=-12 if course.kept else 3,
                dy=-7,
                fontWeight=400 if at else 600,
            ).encode(x=ground.x, text="label:N"),
        ]
    return layers


def _judged(ground: _Ground) -> list[Any]:
    """Up to which day there was something to judge; nothing where that is the whole period."""
    course = ground.course
    if course.judged_to is None or course.judged_to >= course.period.end:
        return []
    late = 2 * (course.judged_to - course.period.start).days > course.period.days
    name = ground.say(say("judged to {day}", day=date_text(course.judged_to, ground.lang, "day")))
    chart = ground.chart([{"day": frame.stamp(course.judged_to), "label": name, "ink": "muted"}]).encode(
        color=ground.ink()
    )
    side = {"align": "right", "dx": -5} if late else {"align": "left", "dx": 5}
    return [
        chart.mark_rule(strokeWidth=1, opacity=0.6),
        chart.mark_text(fontSize=11, y="height", dy=-8, **side).encode(text="label:N"),
    ]


def _marks(ground: _Ground) -> list[Any]:
    """Thin lines with a number; the words are at the pointer and below the chart."""
    rows = [
        {
            "day": frame.stamp(mark.day),
            "date": date_text(mark.day, ground.lang),
            "label": mark.label,
            "no": str(number),
            "ink": "muted",
        }
        for number, mark in enumerate(ground.course.marks, start=1)
        if mark.day in ground.course.period
    ]
    if not rows:
        return []
    told = [alt.Tooltip("date:N", title=" "), alt.Tooltip("label:N", title=ground.say(say("Note")))]
    chart = ground.chart(rows).encode(color=ground.ink(), tooltip=told)
    return [
        chart.mark_rule(strokeDash=[3, 3], strokeWidth=1),
        chart.mark_text(fontSize=11, fontWeight=600).encode(y=alt.value(-8), text="no:N"),
    ]


def _lines(ground: _Ground) -> list[Any]:
    course = ground.course
    rows = [
        {"day": frame.stamp(day.day), "actual": day.actual, "expected": day.expected, "ink": course.status}
        for day in course.days
    ]
    pale = [row | {"ink": "muted"} for row in rows]
    lines = [
        ground.chart(rows)
        .mark_line(strokeWidth=2.4, invalid="break-paths-filter-domains", point=course.kept)
        .encode(y=ground.y("actual"), color=ground.ink()),
        ground.chart(_alone(rows))
        .mark_point(filled=True, size=28, opacity=1)
        .encode(y=ground.y("actual"), color=ground.ink()),
    ]
    if not course.kept:
        expected = ground.chart(pale).mark_line(strokeDash=[2, 3], strokeWidth=1.5)
        lines.insert(0, expected.encode(y=ground.y("expected"), color=ground.ink()))
    return lines


def _alone(rows: frame.Rows) -> frame.Rows:
    """Days whose neighbours are missing: a line would not show them."""
    values = [None, *(row["actual"] for row in rows), None]
    return [
        row
        for at, row in enumerate(rows, start=1)
        if values[at] is not None and values[at - 1] is None and values[at + 1] is None
    ]


def _hover(ground: _Ground) -> Any:
    """A rule that follows the pointer from day to day, with every full figure."""
    course, fan = ground.course, dict(ground.course.fan)
    rows: frame.Rows = [
        {
            "day": frame.stamp(day.day),
            "date": date_text(day.day, ground.lang),
            "ink": "muted",
            "actual": ground.value(day.actual),
            "expected": ground.value(day.expected),
            "estimate": _spoken(ground, fan.get(day.day)),
        }
        for day in course.days
    ]
    told = [("date", " "), ("actual", ground.say(say("Actual")))]
    if not course.kept:
        told.append(("expected", ground.say(say("Expected"))))
    if fan and not course.kept:
        told.append(("estimate", ground.say(say("Estimate"))))
    near = alt.selection_point(nearest=True, on="pointerover", clear="pointerout", fields=["day"], empty=False)
    return (
        ground.chart(rows)
        .mark_rule(strokeWidth=1)
        .encode(
            color=ground.ink(),
            opacity=alt.condition(near, alt.value(0.7), alt.value(0)),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in told],
        )
        .add_params(near)
    )


def _spoken(ground: _Ground, one: Outlook | None) -> str:
    if one is None:
        return ground.value(None)
    return ground.say(_in_words(one, ground.course.unit))


def _in_words(one: Outlook, unit: Unit) -> Sentence:
    amounts: Sequence[Amount] = [Amount(value, unit) for value in (one.median, one.p10, one.p90)]
    return say("{median} (80%: {low} to {high})", median=amounts[0], low=amounts[1], high=amounts[2])


def _legend(ground: _Ground) -> str:
    course = ground.course
    if course.kept:
        said = say("By week; at the end the estimate for the period") if course.fan else say("By week")
    elif course.fan:
        said = say("Solid: actual; dotted: expected; dashed with bands: estimate, in 5 and in 8 of 10 cases")
    else:
        said = say("Solid: actual; dotted: expected")
    return ground.say(said)


def _alt(ground: _Ground) -> str:
    course = ground.course
    last = next((day for day in reversed(course.days) if day.actual is not None), None)
    said = ground.say(
        say(
            "{title}: {actual} so far, target {target}.",
            title=course.title,
            actual=Amount(last.actual if last else None, course.unit),
            target=Amount(course.target, course.unit),
        )
    )
    if not course.fan:
        return said
    return f"{said} {ground.say(say('Estimate: {outlook}.', outlook=_in_words(course.fan[-1][1], course.unit)))}"
