"""E-reputation: what others say and how it is answered, with the sources behind it and quotes (layer 6)."""

import datetime as dt

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.numbers import Amount
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import Columns, draw_figures, draw_header, set_columns
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Spot
from reporting.workbook.sheets import reputation_days, reputation_quotes, reputation_sources
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind

_FIRST = 4
_QUIET = 14
"""So many days without any item may be quiet ones; more of them, and the files don’t know the days."""
_CHART_HEIGHT, _CHART_ROWS = 7.6, 16
GROUPS: tuple[tuple[Sentence, tuple[str, ...]], ...] = (
    (say("How much was said"), ("mentions", "reviews", "received_comments", "found_mentions")),
    (
        say("What was said"),
        (
            *("average_rating", "sentiment_coverage", "net_sentiment"),
            *("positive_items", "neutral_items", "mixed_items", "negative_items"),
        ),
    ),
    (
        say("How it was answered"),
        (
            *("items_to_answer", "answered_items", "response_rate", "open_items"),
            *("timed_replies", "median_reply_time", "p90_reply_time", "service_level"),
        ),
    ),
)


def _shown(report: ReportInput) -> tuple[str, ...]:
    return tuple(metric for metric in report.sheet("reputation").metrics if report.provided(metric))


def _names(report: ReportInput) -> tuple[Sentence, ...]:
    names = [say("E-reputation"), say("E-reputation – Sources")]
    return (*names, say("E-reputation – Quotes")) if reputation_quotes.quoted(report) else tuple(names)


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    figures = tuple(report.metric(metric).label[report.lang] for metric in _shown(report))
    quotes = reputation_quotes.quoted(report)
    return (*figures, say("{count} {count:quote|quotes}", count=quotes)) if quotes else figures


def _left_out(report: ReportInput) -> Sentence | None:
    if "mentions" not in report.sheet("reputation").metrics:
        metric = report.metric("mentions").label[report.lang]
        return say("This kind of report does not count the metric “{metric}”.", metric=metric)
    figure = report.figure("mentions")
    if figure is not None and figure.values[0] is not None and report.table("mention") is not None:
        return None
    return say("No comment, review or mention of the period is in the imported files.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, sources = book.pages[kinds[0]], book.pages[kinds[1]]
    line = reputation_sources.draw(book, sources)
    _draw_front(book, page, line)
    if len(kinds) > 2:  # noqa: PLR2004 -- the third sheet holds quotes
        reputation_quotes.draw(book, book.pages[kinds[2]])


def _draw_front(book: Book, page: Page, line: reputation_days.TimeLine) -> None:
    columns = Columns(len(book.report.windows))
    set_columns(page, columns)
    title = say("E-reputation – {period}", period=period_text(book.report.period, book.lang))
    head(page, title, _about(), columns.basis)
    page.wide(3, columns.basis, _headline(book, line), "sentence")
    row = _FIRST + 1
    for name, metrics in _groups(book.report):
        draw_header(book, page, row, name)
        row = draw_figures(book, page, row + 1, metrics) + 1
    for note in (_clock(), *_not_whole(book)):
        page.wide(row, columns.basis, note, "note")
        row += 1
    top = row
    if line.values:
        spot = Spot(top, 0, page.centimetres(columns.basis), _CHART_HEIGHT)
        reputation_days.draw_chart(book, page, book.pages["reputation.2"], line, spot)
        row = top + _CHART_ROWS
    page.wide(row, columns.basis, reputation_days.sentence(book, line), "note")
    page.keep_together([(_FIRST, top - 1), (top, row)], columns.basis)
    page.sheet.freeze_panes = "B5"
    page.sheet.print_area = f"A1:{get_column_letter(columns.basis)}{row}"


def _not_whole(book: Book) -> list[Sentence]:
    """Periods of which the files tell only the end: a comparison with them says less than it seems."""
    first = book.report.reputation.first if book.report.reputation else None
    if first is None:
        return []
    late = first - dt.timedelta(days=_QUIET)
    return [
        say("The files begin on {day}: {period} is not whole.", day=first, period=book.window_text(window))
        for window in book.report.windows
        if window.period.start < late
    ]


def _groups(report: ReportInput) -> list[tuple[Sentence, tuple[str, ...]]]:
    shown = _shown(report)
    groups = [(name, tuple(metric for metric in metrics if metric in shown)) for name, metrics in GROUPS]
    named = {metric for _, metrics in GROUPS for metric in metrics}
    others = tuple(metric for metric in shown if metric not in named)
    return [group for group in (*groups, (say("Other figures"), others)) if group[1]]


def _headline(book: Book, line: reputation_days.TimeLine) -> Sentence:
    """What a hurried reader takes away: how much, how good, what is open, what stood out."""
    report = book.report

    def now(metric: str) -> float | None:
        figure = report.figure(metric)
        return figure.values[0] if figure else None

    parts = [say("{count} {count:item|items}", count=int(now("mentions") or 0))]
    if (rating := now("average_rating")) is not None:
        parts.append(say("mean rating {rating}", rating=Amount(round(rating, 1), "number")))
    if (balance := now("net_sentiment")) is not None:
        parts.append(say("net sentiment {balance}", balance=Amount(balance, "percent")))
    if (waiting := now("open_items")) is not None:
        parts.append(say("{count} without an answer", count=int(waiting)))
    if line.values:
        count = sum(day.unusual for day in line.values)
        parts.append(say("{count} unusual {count:day|days}", count=count))
    return say("{parts}.", parts=tuple(parts))


def _about() -> Sentence:
    return say("From the imported files of reviews, comments and mentions; what nobody exported is not counted.")


def _clock() -> Sentence:
    return say(
        "Sentiment is the verdict of the tool that made the file; none is worked out here. "
        "Times are clock hours: nights and week-ends count, because no opening hours are known. "
        "A file that doesn’t tell whether there was a reply is left out of the response rate, not counted as open."
    )


KIND = SheetKind(_names, _contents, _left_out, _draw)
