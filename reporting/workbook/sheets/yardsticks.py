"""Under the key figures: the 90 days before, the goal, and published benchmarks of the same method (layer 6)."""

from reporting.catalog.model import Benchmark, Metric
from reporting.errors import Sentence, say
from reporting.goals.model import Scope
from reporting.language import date_text
from reporting.numbers import NOT_PROVIDED
from reporting.workbook.book import Book
from reporting.workbook.figures import METRIC, color_change
from reporting.workbook.live import Live, Placed, change
from reporting.workbook.page import Page
from reporting.workbook.styles import cell_value, change_format, number_format

_COLUMNS = 5
_FINE_BELOW = 100


def draw_yardsticks(book: Book, page: Page, row: int) -> tuple[list[tuple[int, int]], int]:
    """Both tables: first and last row of each, and the next free row. A report that compares nothing has neither."""
    blocks: list[tuple[int, int]] = []
    if len(book.report.windows) > 1:
        for draw in (_draw_baseline, _draw_benchmarks):
            after = draw(book, page, row)
            if after > row:
                blocks.append((row, after - 1))
            row = after
    return blocks, row


def goal_of(book: Book, metric: str) -> float | None:
    """The target of the whole figure for this very period, in its unit, where exactly one goal says so."""
    report = book.report
    goals = [one for one in report.standings if one.goal.metric == metric and one.goal.period == report.period]
    found = [one.wanted for one in goals if one.goal.scope == Scope() and one.wanted is not None]
    return found[0] if len(found) == 1 else None


def _draw_baseline(book: Book, page: Page, row: int) -> int:
    base = book.report.baseline
    drawn = (id_ for id_ in book.report.sheet("kpis").metrics if (id_, None) in book.figures)
    metrics = [book.report.metric(id_) for id_ in drawn]
    shown = [one for one in metrics if (base and one.id in base.values) or goal_of(book, one.id) is not None]
    if base is None or not shown:
        return row
    page.put(row, 1, say("Against the 90 days before, and the goal"), "heading")
    page.height(row, 26)
    headings: list[Sentence | str] = [
        book.window_text(book.report.windows[0]),
        say("90 days before"),
        say("Change"),
        say("Goal"),
    ]
    page.put(row + 1, 1, METRIC, "header")
    page.row(row + 1, headings, "header figure", start=2)
    page.height(row + 1, 30)
    for at, metric in enumerate(shown, row + 2):
        _draw_line(book, page, at, metric)
        page.fit(at, at)
    after = row + 2 + len(shown)
    about = say(
        "Sums and counts of {start} to {end} are brought to {days} {days:day|days};"
        " rates and medians stand as they are.",
        start=date_text(base.period.start, book.lang),
        end=date_text(base.period.end, book.lang),
        days=base.days,
    )
    page.wide(after, _COLUMNS, about, "note")
    return after + 2


def _draw_line(book: Book, page: Page, row: int, metric: Metric) -> None:
    base, form = book.report.baseline, _form(book, metric)
    known, goal = base.values.get(metric.id) if base else None, goal_of(book, metric.id)
    page.put(row, 1, metric.label[book.lang], "strong")
    now = page.put(row, 2, _same(book.figures[metric.id, None][0]), "figure", form)
    held = None if known is None else cell_value(known, metric.unit)
    before = page.put(row, 3, held, "figure", _computed(book, metric, known) or form)
    apart = change(now, before, rate=metric.unit == "percent")
    page.put(row, 4, apart, "figure", change_format(metric.unit, book.lang))
    color_change(page, row, 4, metric)
    page.put(row, 5, None if goal is None else cell_value(goal, metric.unit), "figure", form)


def _draw_benchmarks(book: Book, page: Page, row: int) -> int:
    """Only of the same method: a benchmark without a metric of ours is never compared."""
    known = [one for one in book.report.catalog.benchmarks if one.metric and (one.metric, one.platform) in book.figures]
    if not known:
        return row
    page.put(row, 1, say("Against published benchmarks"), "heading")
    page.height(row, 26)
    headings: list[Sentence | str] = [
        book.window_text(book.report.windows[0]),
        say("Benchmark"),
        say("Difference"),
        say("Year of the data"),
    ]
    page.put(row + 1, 1, METRIC, "header")
    page.row(row + 1, headings, "header figure", start=2)
    page.height(row + 1, 30)
    for at, one in enumerate(known, row + 2):
        _draw_benchmark(book, page, at, one)
        page.fit(at, at)
    after = row + 2 + len(known)
    for method in dict.fromkeys((one.source, one.method[book.lang]) for one in known):
        words = say("{source}: {method}. Quoted from secondary reports.", source=method[0], method=method[1])
        page.wide(after, _COLUMNS, words, "note")
        after += 1
    return after + 1


def _draw_benchmark(book: Book, page: Page, row: int, one: Benchmark) -> None:
    metric = book.report.metric(one.metric or "")
    form = _form(book, metric)
    words = say("{platform}: {metric}", platform=book.platform_label(one.platform), metric=metric.label[book.lang])
    page.put(row, 1, words, "strong")
    ours = page.put(row, 2, _same(book.figures[metric.id, one.platform][0]), "figure", form)
    theirs = page.put(row, 3, cell_value(one.value, metric.unit), "figure", form)
    apart = change(ours, theirs, rate=metric.unit == "percent")
    page.put(row, 4, apart, "figure", change_format(metric.unit, book.lang))
    page.put(row, 5, one.year, "figure", "0")


def _form(book: Book, metric: Metric) -> str:
    figure = book.report.figure(metric.id)
    largest = max((abs(v) for v in figure.values if v is not None), default=0) if figure else 0
    return number_format(metric.unit, book.lang, largest=largest)


def _computed(book: Book, metric: Metric, known: float | None) -> str | None:
    """A small number that was brought to other days is no whole one: the change beside it is of what is shown."""
    small = known is not None and abs(known) < _FINE_BELOW and metric.unit in {"count", "people"}
    return number_format("number", book.lang) if small else None


def _same(place: Placed) -> Live:
    return Live(place.ref, NOT_PROVIDED if place.value is None else place.value)
