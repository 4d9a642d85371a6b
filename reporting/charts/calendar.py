"""Weeks side by side, a row for each account or export: what is covered, and what is not (layer 6)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.charts.words import AXIS_MONTH
from reporting.errors import say
from reporting.language import Language, date_text, text

_ROW = 30
_AXIS = 40
_LABELS = 240
_SIGN_SIZE = 13

SIGNS: Mapping[str, str] = {"covered": "✓", "overlapping": "+", "missing": "✕", "stale": "…"}
_INKS: Mapping[str, str] = {"covered": "achieved", "overlapping": "accent", "missing": "missed", "stale": "at_risk"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of a row, from its Monday: its state by id and in words, the days, and the files."""

    row: str
    monday: dt.date
    state: str
    said: str
    days: str
    files: str


def calendar(cells: Sequence[Cell], *, theme: Theme, lang: Language, title: str, subtitle: str) -> Drawing:
    """Rows in the order in which they come. Each state has a sign besides its colour, and its words in the tooltip."""
    order = list(dict.fromkeys(cell.row for cell in cells))
    mondays = sorted({cell.monday for cell in cells})
    rows: frame.Rows = [
        {
            "row": cell.row,
            "week": frame.stamp(cell.monday),
            "ink": _INKS[cell.state],
            "sign": SIGNS[cell.state],
            "said": cell.said,
            "when": date_text(cell.monday, lang, "medium"),
            "days": cell.days,
            "files": cell.files,
        }
        for cell in cells
    ]
    weeks = [frame.stamp(mondays[0] + dt.timedelta(weeks=n)) for n in range((mondays[-1] - mondays[0]).days // 7 + 1)]
    x = alt.X("week:O", scale=alt.Scale(domain=weeks, paddingInner=0.08), axis=_months(weeks))
    names = frame.name_axis(order, _LABELS)
    y = alt.Y("row:N", scale=alt.Scale(domain=order, paddingInner=0.14, paddingOuter=0.07), axis=names["axis"])
    told = [
        alt.Tooltip("row:N", title=" "),
        alt.Tooltip("when:N", title=text(say("Week of"), lang)),
        alt.Tooltip("said:N", title=text(say("State"), lang)),
        alt.Tooltip("days:N", title=text(say("Days"), lang)),
        alt.Tooltip("files:N", title=text(say("Files"), lang)),
    ]
    base = alt.Chart(frame.data(rows)).encode(x=x, y=y, tooltip=told)
    layers = [
        base.mark_rect(cornerRadius=3, opacity=0.22).encode(color=palette.ink(theme)),
        base.mark_text(fontSize=_SIGN_SIZE, fontWeight="bold").encode(text="sign:N", color=palette.ink(theme)),
    ]
    chart = alt.layer(*layers).properties(
        height=_ROW * len(order) + _AXIS, padding={"left": 0, "top": 4, "right": 8, "bottom": 4}
    )
    alt_text = text(say("{title}: weeks side by side, a row for each.", title=title), lang)
    return frame.finish(chart, lang, title=title, subtitle=subtitle, alt_text=alt_text)


def _months(weeks: Sequence[str]) -> alt.Axis:
    """A label under the first week that begins in a month."""
    firsts = [week for n, week in enumerate(weeks) if n == 0 or week[:7] != weeks[n - 1][:7]]
    return alt.Axis(
        title=None,
        values=firsts,
        labelExpr=f"timeFormat(toDate(datum.value), '{AXIS_MONTH}')",
        labelAngle=0,
        labelAlign="left",
        labelOverlap=True,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=8,
    )
