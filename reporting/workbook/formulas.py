"""A metric as a formula over the Data sheets, by kind; the same rules as metrics/, told to Excel (layer 6)."""

from reporting.catalog.model import Metric
from reporting.workbook.book import Book
from reporting.workbook.live import MISSING, Live, Span, Where, added
from reporting.workbook.styles import SECONDS_IN_DAY


def halves(book: Book, metric: Metric, span: Span, where: tuple[Where, ...]) -> tuple[Live, Live] | None:
    """The two cells of a rate: upper and lower part. None for a metric that is one sum, or that Data can't give."""
    match metric.kind:
        case "ratio" if (over := _level(book, f"{metric.id}.over", span, where)) is not None:
            under = _level(book, f"{metric.id}.under", span, where)
            return None if under is None else (over, under)
        case "ratio":
            return _rate(book, metric, span, where)
        case "change" if metric.relative:
            step, base = _level(book, "step", span, where), _level(book, "base", span, where)
            return None if step is None or base is None else (step, base)
        case "per_week":
            count = _column(book, metric)
            days = Live(f"{span.end}-{span.start}+1", span.period.days)
            return (book.ledger.total(*count, span, where), days) if count else None
        case _:
            return None


def _rate(book: Book, metric: Metric, span: Span, where: tuple[Where, ...]) -> tuple[Live, Live] | None:
    for table in book.ledger.tables:
        over, under = f"{metric.id}.over", f"{metric.id}.under"
        if book.ledger.has(table, over) and book.ledger.has(table, under):
            return book.ledger.total(table, over, span, where), book.ledger.total(table, under, span, where)
    return None


def single(book: Book, metric: Metric, span: Span, where: tuple[Where, ...]) -> Live | None:
    """The metric as one formula over its column; None where only the database can tell it."""
    if metric.kind in {"last", "change"}:
        return _level(book, "growth" if metric.kind == "change" else metric.id, span, where)
    place = _column(book, metric)
    if place is None:
        return None
    match metric.kind:
        case "sum" | "distinct":
            return per_unit(book.ledger.total(*place, span, where), metric)
        case "median":
            return per_unit(book.ledger.median(*place, span, where, metric.quantile), metric)
        case "daily_mean" if book.ledger.owners(*place, where) == 1:
            return per_unit(book.ledger.mean(*place, span, where), metric)
        case _:
            return None


def _level(book: Book, name: str, span: Span, where: tuple[Where, ...]) -> Live | None:
    window = span.start.removesuffix(".start")
    level = book.levels.get(f"{name}.{window}")
    return None if level is None else added(level.name, level.values, where)


def per_unit(live: Live, metric: Metric) -> Live:
    """Seconds as Excel's parts of a day."""
    if metric.unit != "seconds":
        return live
    value = live.value if isinstance(live.value, str) else live.value / SECONDS_IN_DAY
    return Live(f"IFERROR(({live.text})/{SECONDS_IN_DAY},{MISSING})", value, live.array)


def _column(book: Book, metric: Metric) -> tuple[str, str] | None:
    return next(((table, metric.id) for table in book.ledger.tables if book.ledger.has(table, metric.id)), None)
