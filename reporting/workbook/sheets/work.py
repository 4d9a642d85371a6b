"""Work and time: the calendar against the posts; in the internal version hours, by activity and person (layer 6)."""

from collections.abc import Callable, Sequence

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Measure
from reporting.errors import Sentence, say
from reporting.numbers import NOT_PROVIDED, Amount
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import draw_header
from reporting.workbook.formulas import single
from reporting.workbook.live import MISSING, Live, Placed, Span, Where, agrees, divided, number
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.hours import draw_activities, draw_people
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.measured import (
    Line,
    compared,
    draw_lines,
    draw_proof_headings,
    form_of,
    headings,
    places,
    set_places,
    watch,
)
from reporting.workbook.styles import number_format
from reporting.workbook.value_model import NetworkPlan, WorkPart

_FIRST = 4
_PLANS, _ENTRIES = "plan_item", "time_entry"
_PLAN_LINES = ("plan_planned", "plan_published", "plan_kept", "plan_rate")
_HOUR_LINES = ("work_hours", "work_outside", "work_outside_share", "posts_per_hour", "engagements_per_hour")
_OF_NETWORKS = ("plan_planned", "plan_published", "plan_kept", "plan_rate")
_CHART_HEIGHT, _CHART_ROWS = 6.4, 13
Made = Live | tuple[Live, Live]
Maker = Callable[[Measure, Span], Made | None]


def _part(report: ReportInput) -> WorkPart:
    return report.value.work or WorkPart({})


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    part, parts = _part(report), []
    if part.networks:
        parts.append(say("planned against published"))
    if part.activities:
        parts += [say("hours by activity and person"), say("results per hour"), say("out-of-hours load")]
    return tuple(parts)


def _left_out(report: ReportInput) -> Sentence | None:
    part = _part(report)
    if part.networks or part.activities:
        return None
    if report.readers == "client":
        return say("No calendar of planned posts covers the period; hours stand only in the internal version.")
    return say("No calendar of planned posts and no time entry covers the period.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    columns, part = places(book), _part(report)
    set_places(page, columns)
    title = say("Work and time – {period}", period=period_text(report.period, report.lang))
    head(page, title, compared(book), columns.basis)
    row, blocks = _FIRST, []
    drawers: list[Callable[[Book, Page, int], int]] = []
    drawers += [_draw_plan, _draw_networks] if part.networks else []
    drawers += [_draw_hours, draw_activities, draw_people] if part.activities else []
    for draw in drawers:
        after = draw(book, page, row)
        blocks.append((row, after - 1))
        row = after + 1
    page.keep_together(blocks, columns.basis)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(columns.basis)}{row - 2}"


def _lines(book: Book, ids: Sequence[str], make: Maker) -> list[Line]:
    """A line for each measure whose formula can be made."""
    found = []
    for id_ in ids:
        measure, values = book.report.catalog.measures[id_], _part(book.report).figures.get(id_)
        if values is not None and make(measure, book.spans[0]) is not None:
            form, basis = form_of(measure, None, book.lang), measure.formula[book.lang]
            found.append(Line(measure, form, values, _bound(make, measure), basis))
    return found


def _bound(make: Maker, measure: Measure) -> Callable[[Span], Made]:
    def made(span: Span) -> Made:
        found = make(measure, span)
        if found is None:
            raise ValueError(measure.id)
        return found

    return made


def _draw_plan(book: Book, page: Page, row: int) -> int:
    """All networks that have a calendar, with their comparisons."""
    draw_header(book, page, row, say("Planned against published"))

    def make(measure: Measure, span: Span) -> Made:
        if measure.over and measure.under:
            over, under = (book.ledger.total(_PLANS, id_, span) for id_ in (measure.over, measure.under))
            return over, under
        return book.ledger.total(_PLANS, measure.id, span)

    after, _ = draw_lines(book, page, row + 1, _lines(book, _PLAN_LINES, make))
    note = say(
        "A slot is met where the network published on the planned day; which post it was is not compared. Days whose "
        "posts are not known yet, drafts and stories are left out."
    )
    page.wide(after, places(book).basis, note, "note")
    return after + 1


def _draw_networks(book: Book, page: Page, row: int) -> int:
    part = _part(book.report)
    measures = [book.report.catalog.measures[id_] for id_ in _OF_NETWORKS]
    figures: list[Sentence | str] = [one.label[book.lang] for one in measures]
    figures.append(say("Beyond the plan"))
    headings(page, row, say("Network"), figures, say("Left out"))
    draw_proof_headings(book, page, row, measures)
    for at, plan in enumerate(part.networks, row + 1):
        _draw_network(book, page, at, plan)
    last = row + len(part.networks)
    watch(book, page, row + 1, last)
    if len(part.networks) < 2:  # noqa: PLR2004 -- one pair of bars says what the table says
        return last + 1
    _draw_plan_chart(book, page, (row + 1, last))
    return last + 2 + _CHART_ROWS


def _draw_network(book: Book, page: Page, row: int, plan: NetworkPlan) -> None:
    columns, count = places(book), number_format("count", book.lang)
    page.put(row, 1, book.platform_label(plan.platform), "strong")
    page.ink(row, 1, page.colors.platform(plan.platform))
    ref = page.put(row, columns.number, plan.number, "check", "0")
    where = (Where("network", ref.ref, plan.number),)
    given = (plan.planned, plan.published, plan.kept)
    places_, pairs = [], []
    for column, (id_, value) in enumerate(zip(_OF_NETWORKS[:3], given, strict=True)):
        stored = page.put(row, columns.proof + column, value, "check", count)
        live = book.ledger.total(_PLANS, id_, book.spans[0], where)
        places_.append(page.put(row, 2 + column, live, "figure", count))
        pairs.append((places_[-1], stored))
    planned, published, kept = places_
    rate = plan.kept / plan.planned if plan.planned and plan.kept is not None else None
    stored = page.put(row, columns.proof + 3, rate, "check", number_format("percent", book.lang))
    share = page.put(row, 5, divided(kept, planned), "figure", number_format("percent", book.lang))
    page.put(row, 6, _less(published, kept), "figure", count)
    page.put(row, columns.basis, _left(plan), "small")
    book.checked.append(page.put(row, columns.check, agrees([*pairs, (share, stored)]), "check"))
    page.fit(row, row)


def _less(one: Placed, other: Placed) -> Live:
    top, off = number(one.value), number(other.value)
    return Live(f"IFERROR({one.ref}-{other.ref},{MISSING})", NOT_PROVIDED if top is None or off is None else top - off)


def _left(plan: NetworkPlan) -> Sentence:
    """What of the calendar is not judged, and why."""
    if plan.later and plan.until:
        return say(
            "{later} planned after {day}, the last day whose posts are known; drafts: {drafts}",
            later=plan.later,
            day=plan.until,
            drafts=plan.drafts,
        )
    if plan.later:
        return say("{later} planned, but no export of posts; drafts: {drafts}", later=plan.later, drafts=plan.drafts)
    return say("drafts: {drafts}", drafts=plan.drafts)


def _draw_plan_chart(book: Book, page: Page, rows: tuple[int, int]) -> None:
    first, last = rows
    networks, measures = _part(book.report).networks, book.report.catalog.measures
    plot = Plot(
        title=book.words(say("Planned and published posts by network")),
        across=book.words(say("Network")),
        down=book.words(say("posts")),
        text=say("Chart: planned and published posts by network. The figures stand in the table above it."),
        form=number_format("count", book.lang),
        labels=[book.platform_label(plan.platform) for plan in networks],
        label_column=1,
        source=page,
    )
    given = (
        ("plan_planned", [one.planned for one in networks], page.colors.muted),
        ("plan_published", [one.published for one in networks], page.colors.brand),
    )
    series = [
        Drawn(measures[id_].label[book.lang], column, first, last, values, color)
        for column, (id_, values, color) in enumerate(given, 2)
    ]
    bars(page, plot, series, Spot(last + 2, 0, page.centimetres(places(book).basis), _CHART_HEIGHT))


def _draw_hours(book: Book, page: Page, row: int) -> int:
    draw_header(book, page, row, say("Hours and what came of them"))

    def make(measure: Measure, span: Span) -> Made | None:
        hours = book.ledger.total(_ENTRIES, "work_hours", span)
        if measure.id == "work_outside_share":
            return book.ledger.total(_ENTRIES, "work_outside", span), book.ledger.total(_ENTRIES, "work_timed", span)
        if measure.over is None:
            return book.ledger.total(_ENTRIES, measure.id, span)
        over = single(book, book.report.metric(measure.over), span, ())
        return None if over is None else (over, hours)

    after, _ = draw_lines(book, page, row + 1, _lines(book, _HOUR_LINES, make))
    note = say(
        "Internal version only. Office hours are taken to be Monday to Friday, 9 am to 6 pm. Time of day known for "
        "{share} of the hours.",
        share=_share_known(book),
    )
    page.wide(after, places(book).basis, note, "note")
    return after + 1


def _share_known(book: Book) -> Amount:
    figures = _part(book.report).figures
    hours, timed = figures["work_hours"][0], figures["work_timed"][0]
    return Amount((timed or 0) / hours if hours else None, "percent")


KIND = SheetKind(lambda _report: (say("Work and time"),), _contents, _left_out, _draw)
