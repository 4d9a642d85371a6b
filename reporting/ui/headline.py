"""The title of the overview: a sentence that says what happened, computed from the figures (layer 8)."""

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.language import text
from reporting.metrics.model import Result
from reporting.periods import Comparison, period_text
from reporting.ui import memo
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import Lowered, capital, md_escape

_SAID = ("engagements", "post_displays", "followers")
_MOVED = 0.02
_PARTS = 2
_WHOLE_FROM = 10


def headline(visit: Visit, view: View) -> str:
    """Two movements at most, the largest first, against the first comparison of the view; Markdown is escaped."""
    compare: Comparison = view.compare[0] if view.compare else "previous"
    metrics = visit.desk.catalog.metrics
    result = memo.figures(view.client.id, view.version, view.query(*_SAID, compare=True))
    moves = sorted(
        ((change, metrics[name]) for name in _SAID if (change := _change(result, name, compare)) is not None),
        key=lambda move: abs(move[0]),
        reverse=True,
    )
    period = capital(period_text(view.period, visit.lang))
    said = [text(_move(metric, change), visit.lang) for change, metric in moves[:_PARTS]]
    if not said:
        return md_escape(text(say("{period}: how it went", period=period), visit.lang))
    return md_escape(text(say("{period}: {moves}", period=period, moves=", ".join(said)), visit.lang))


def _change(result: Result, name: str, compare: Comparison) -> float | None:
    """Relative, of a figure above zero on both sides."""
    known = {column.name for column in result.columns}
    if not result.rows or f"{name}__{compare}" not in known:
        return None
    now, before = result.value(name), result.value(f"{name}__{compare}")
    return now / before - 1 if now is not None and before and before > 0 else None


def _move(metric: Metric, change: float) -> Sentence:
    name = Lowered(metric.label)
    if abs(change) < _MOVED:
        return say("{metric} steady", metric=name)
    percent = abs(100 * change)
    amount = say("{n}%", n=round(percent) if percent >= _WHOLE_FROM else round(percent, 1))
    return (
        say("{metric} up {change}", metric=name, change=amount)
        if change > 0
        else say("{metric} down {change}", metric=name, change=amount)
    )
