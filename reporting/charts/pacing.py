"""Where a goal stands day by day: what is there, what would be there, what is aimed at (layer 6)."""

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
from reporting.periods import Period

_HEIGHT = 210


@dataclass(frozen=True, slots=True)
class Pace:
    """A day: what there is up to it (None: no data) and what would be there if the goal were met exactly."""

    day: dt.date
    actual: float | None
    expected: float | None


def pacing(
    days: Sequence[Pace],
    *,
    period: Period,
    target: float,
    status: str,
    unit: Unit,
    from_zero: bool,
    theme: Theme,
    lang: Language,
    title: str,
) -> Drawing:
    """Solid: what happened, in the colour of the status; dashed: the pace; thin: the target."""
    words = {
        "actual": text(say("Actual"), lang),
        "expected": text(say("Pace"), lang),
        "target": text(say("Target"), lang),
    }
    rows = [
        {
            "day": frame.stamp(day.day),
            "date": date_text(day.day, lang),
            "actual": day.actual,
            "expected": day.expected,
            "actual_text": value_text(day.actual, unit, lang),
            "expected_text": value_text(day.expected, unit, lang),
            "status": status,
            "pace": "muted",
        }
        for day in days
    ]
    kept = all(day.expected is None for day in days)
    values = [v for day in days for v in (day.actual, day.expected) if v is not None]
    scale = (
        alt.Scale(domain=[0, round_top([*values, target])], nice=False)
        if from_zero
        else alt.Scale(zero=False, nice=True)
    )
    x = alt.X(
        "day:T",
        axis=frame.time_axis(axis_day(lang), [day.day for day in days]),
        scale=alt.Scale(domain=[frame.stamp(period.start), frame.stamp(period.end)]),
    )
    base = alt.Chart(frame.data(rows)).encode(x=x)
    goal: frame.Rows = [
        {
            "value": target,
            "ink": "text",
            "label": f"{words['target']} {value_text(target, unit, lang)}",
            "day": frame.stamp(period.end if kept else period.start),
        }
    ]
    line = alt.Chart(frame.data(goal)).encode(y=alt.Y("value:Q", scale=scale), color=palette.ink(theme))
    tooltip = [
        alt.Tooltip("date:N", title=" "),
        alt.Tooltip("actual_text:N", title=words["actual"]),
        alt.Tooltip("expected_text:N", title=words["expected"]),
    ]
    near = alt.selection_point(nearest=True, on="pointerover", clear="pointerout", fields=["day"], empty=False)
    layers = [
        line.mark_rule(strokeWidth=1),
        line.mark_text(align="right" if kept else "left", dy=-7, fontWeight=600).encode(x=x, text="label:N"),
        base.mark_line(strokeDash=[4, 4], strokeWidth=1.4).encode(
            y=alt.Y("expected:Q", scale=scale, axis=frame.value_axis(unit)), color=palette.ink(theme, "pace")
        ),
        base.mark_line(strokeWidth=2.4, invalid="break-paths-filter-domains").encode(
            y=alt.Y("actual:Q", scale=scale), color=palette.ink(theme, "status")
        ),
        base.mark_rule(strokeWidth=1)
        .encode(
            color=palette.ink(theme, "pace"),
            opacity=alt.condition(near, alt.value(0.7), alt.value(0)),
            tooltip=tooltip,
        )
        .add_params(near),
    ]
    padding = {"left": 4, "top": 14, "right": 12, "bottom": 4}
    chart = alt.layer(*layers).properties(height=_HEIGHT, padding=padding)
    alt_text = text(say("{title}: actual against the pace needed and the target.", title=title), lang)
    return frame.finish(chart, lang, title=title, subtitle="", alt_text=alt_text)
