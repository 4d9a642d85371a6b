"""Month by month: a small table of live figures, and the charts that are drawn from it (layer 6)."""

from reporting.catalog.model import Metric
from reporting.errors import say
from reporting.numbers import NOT_PROVIDED
from reporting.periods import Period, period_text
from reporting.workbook.book import Book, unit_words
from reporting.workbook.figures import Columns
from reporting.workbook.formulas import halves, per_unit, single
from reporting.workbook.live import MISSING, Live, Span, Value, Where, number, serial
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars, lines
from reporting.workbook.sheets.levels import LEVEL
from reporting.workbook.styles import date_format, number_format

_HEIGHT = 5.2
_GAP = 0.4
_CHART_ROWS = 10
_MONTHS_FOR_A_TREND = 3
_BY_MONTH = {"sum", "distinct", "ratio", "median"}
_MOST = 4


def months_shown(book: Book) -> tuple[Period, ...]:
    return book.report.months if len(book.report.months) >= _MONTHS_FOR_A_TREND else ()


def trend_metrics(book: Book) -> tuple[Metric, ...]:
    """The metrics of the summary that Data can give for each month; at most four, so that the table prints."""
    report = book.report
    shown = [report.metric(id_) for id_ in report.sheet("summary").metrics if report.provided(id_)]
    return tuple(metric for metric in shown if metric.kind in _BY_MONTH and metric.under != LEVEL)[:_MOST]


def draw_trend(book: Book, page: Page, row: int) -> int:
    """The table under the key figures; gives back the next free row."""
    months, metrics = months_shown(book), trend_metrics(book)
    if not months or not metrics:
        return row
    page.put(row, 1, say("Month by month"), "heading")
    page.height(row, 26)
    page.put(row + 1, 1, say("Month"), "header")
    for column, metric in enumerate(metrics, 2):
        page.put(row + 1, column, metric.label[book.lang], "header figure")
    page.height(row + 1, 34)
    first = row + 2
    for at, month in enumerate(months, first):
        page.put(at, 1, month.start, "label", date_format(book.lang, style="month"))
    for column, metric in enumerate(metrics, 2):
        form = _form(book, metric)
        values = tuple(
            page.put(at, column, month_formula(book, metric, _span(at, month), ()), "figure", form).value
            for at, month in enumerate(months, first)
        )
        book.trend[metric.id] = Drawn(
            metric.label[book.lang], column, first, first + len(months) - 1, values, page.colors.brand
        )
    return first + len(months)


def _span(row: int, month: Period) -> Span:
    return Span(f"$A{row}", f"EOMONTH($A{row},0)", month)


def _form(book: Book, metric: Metric) -> str:
    return number_format(metric.unit, book.lang, largest=_largest(book, metric))


def month_formula(book: Book, metric: Metric, span: Span, where: tuple[Where, ...]) -> Live | None:
    """One cell for one month: a rate is written as one quotient, because its parts have no cells of their own here."""
    parts = halves(book, metric, span, where)
    if parts is None:
        return single(book, metric, span, where)
    top, bottom = number(parts[0].value), number(parts[1].value)
    value: Value = NOT_PROVIDED if top is None or not bottom else top / bottom
    return per_unit(Live(f"IFERROR(({parts[0].text})/({parts[1].text}),{MISSING})", value), metric)


def _largest(book: Book, metric: Metric) -> float:
    figure = book.report.figure(metric.id)
    return max((abs(value) for value in figure.values if value is not None), default=0) if figure else 0


def draw_trend_charts(book: Book, page: Page, row: int) -> int:
    """Two charts side by side, over the width that prints."""
    if not book.trend:
        return row
    width = page.centimetres(Columns(len(book.report.windows)).basis) / 2
    for at, metric in enumerate(list(book.trend)[:2]):
        draw_trend_chart(book, page, metric, Spot(row, at * width, width - _GAP, _HEIGHT))
    return row + _CHART_ROWS


def draw_trend_chart(book: Book, page: Page, id_: str, spot: Spot) -> None:
    """Amounts as bars, rates as a line."""
    metric, drawn = book.report.metric(id_), book.trend[id_]
    months = months_shown(book)
    label, source = metric.label[book.lang], book.pages["kpis"]
    first, last = (period_text(month, book.lang) for month in (months[0], months[-1]))
    plot = Plot(
        title=book.words(say("{metric}, month by month", metric=label)),
        across=book.words(say("Month")),
        down=book.words(unit_words(metric.unit)),
        text=say(
            "Chart: {metric} by month from {first} to {last}. The figures stand in a table of the sheet {sheet}.",
            metric=label,
            first=first,
            last=last,
            sheet=source.sheet.title,
        ),
        form=_form(book, metric),
        labels=[serial(month.start) for month in months],
        label_column=1,
        source=source,
        label_form=date_format(book.lang, style="month"),
    )
    (bars if metric.kind in {"sum", "distinct"} else lines)(page, plot, [drawn], spot)
