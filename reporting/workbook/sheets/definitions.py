"""Definitions: every metric of this report in words, and what the platforms changed meanwhile (layer 6)."""

from reporting.catalog.model import Measure, Metric
from reporting.errors import Sentence, say
from reporting.workbook.book import Book, unit_words
from reporting.workbook.figures import BASES
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind

_HEADER = 4
_WIDTHS = (27, 58, 36, 11, 25, 20)


def measures(report: ReportInput) -> tuple[str, ...]:
    """Measures beside the metrics that a sheet of this report shows."""
    kinds = {sheet.kind for sheet in report.recipe.sheets}
    subjects = {"hours": "work"}
    known = report.catalog.measures
    named = (*report.market.measures, *report.value.measures)
    return tuple(id_ for id_ in named if subjects.get(known[id_].subject, known[id_].subject) in kinds)


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    count = len(report.metrics_shown) + len(measures(report))
    return (say("{count} {count:metric|metrics} in words", count=count),)


def _left_out(report: ReportInput) -> Sentence | None:
    return None if report.metrics_shown or measures(report) else say("No metric is shown in this report.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns(_WIDTHS)
    head(page, say("Definitions"), say("What each figure of this report means, and how it is computed."), len(_WIDTHS))
    headings = [
        say("Metric"),
        say("What it means"),
        say("Formula"),
        say("Unit"),
        say("What it counts"),
        say("Platforms"),
    ]
    page.row(_HEADER, headings, "header")
    shown: list[Metric | Measure] = [report.metric(metric) for metric in report.metrics_shown]
    shown += [report.catalog.measures[id_] for id_ in measures(report)]
    for row, metric in enumerate(shown, _HEADER + 1):
        _draw_metric(book, page, row, metric)
    last = _HEADER + len(shown)
    page.sheet.auto_filter.ref = f"A{_HEADER}:F{last}"
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    page.sheet.freeze_panes = f"B{_HEADER + 1}"
    _draw_changes(book, page, last + 2)


def _draw_metric(book: Book, page: Page, row: int, metric: Metric | Measure) -> None:
    scope = ", ".join(map(book.platform_label, metric.platforms)) or book.words(say("All platforms"))
    page.put(row, 1, metric.label[book.lang], "strong")
    page.put(row, 2, metric.meaning[book.lang], "label")
    page.put(row, 3, metric.formula[book.lang] if metric.formula else None, "label")
    page.put(row, 4, unit_words(metric.unit), "label")
    page.put(row, 5, BASES[metric.basis], "label")
    page.put(row, 6, scope, "label")
    page.fit(row, row)


def _draw_changes(book: Book, page: Page, row: int) -> None:
    page.put(row, 1, say("Changes by the platforms in the periods compared"), "heading")
    page.height(row, 26)
    if not book.report.changes:
        page.wide(row + 1, len(_WIDTHS), say("None is known that touches these periods."), "note")
        return
    page.row(row + 1, [say("Change"), say("What it means"), say("Platform"), say("Date")], "header")
    for at, change in enumerate(book.report.changes, row + 2):
        page.put(at, 1, change.label[book.lang], "strong")
        page.put(at, 2, change.meaning[book.lang], "label")
        page.put(at, 3, book.platform_label(change.platform), "label")
        page.put(at, 4, change.date, "label")
        page.fit(at, at)


KIND = SheetKind(lambda _report: (say("Definitions"),), _contents, _left_out, _draw)
