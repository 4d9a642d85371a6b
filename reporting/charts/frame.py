"""What every chart has in common: size, axes, language, and the step from Altair to a specification (layer 6)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from reporting.charts.model import Drawing
from reporting.charts.words import axis_value, locale
from reporting.language import Language
from reporting.numbers import Unit

Rows = list[dict[str, Any]]
_LABEL_SIZE = 12
_TICKS = 6
_WHOLE_STEPS = (1, 2, 3, 7, 14, 28)


def data(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=rows)


def value_axis(unit: Unit, *, ticks: int = 4) -> alt.Axis:
    return alt.Axis(
        title=None, labelExpr=axis_value(unit), tickCount=ticks, grid=True, domain=False, ticks=False, labelPadding=8
    )


def stamp(day: dt.date) -> str:
    """Midnight where the reader is: a bare date would be midnight in Greenwich, and the day before west of it."""
    return f"{day.isoformat()}T00:00:00"


def time_axis(pattern: str, days: Sequence[dt.date]) -> alt.Axis:
    """At most six of the days, from the first, evenly spaced; whole weeks apart where they are days of a month."""
    step = -(-len(days) // _TICKS)
    step = next((whole for whole in _WHOLE_STEPS if whole >= step), step)
    return alt.Axis(
        title=None,
        format=pattern,
        values=[stamp(day) for day in days[::step]],
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=8,
        labelFlush=True,
        labelOverlap=True,
    )


def name_axis(order: Sequence[str], width: int = 140) -> dict[str, Any]:
    """A list of names down the left side, in the stated order."""
    return {
        "scale": alt.Scale(domain=list(order)),
        "axis": alt.Axis(title=None, grid=False, domain=False, ticks=False, labelPadding=10, labelLimit=width),
    }


def finish(chart: Any, lang: Language, *, title: str, subtitle: str, alt_text: str) -> Drawing:
    """The specification with its words. Padding leaves room for labels at the end of lines."""
    dressed = chart.configure(locale=locale(lang)).configure_view(strokeWidth=0)
    dressed = dressed.configure_axis(labelFontSize=_LABEL_SIZE).configure_text(fontSize=_LABEL_SIZE)
    return Drawing(title, subtitle, alt_text, dressed.to_dict())
