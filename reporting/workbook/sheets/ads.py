"""Ads and value: spend, and what it bought, by platform and campaign; no currency and no conversion mixed (layer 6)."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Measure
from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import draw_header
from reporting.workbook.live import Live, Placed, Span, Where, agrees, divided
from reporting.workbook.model import ReportInput, Window
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.ad_notes import draw_notes, group_name, kind_words
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.measured import (
    Line,
    Make,
    compared,
    draw_lines,
    draw_proof_headings,
    form_of,
    heading,
    headings,
    money_format,
    multiplied,
    places,
    set_places,
    shown_again,
    watch,
)
from reporting.workbook.styles import fill, text_on
from reporting.workbook.value_model import AdGroup, AdsPart, Campaign

_FIRST = 4
_TABLE = "ad_day"
_SIDE_BY_SIDE = ("ad_spend", "cpm", "cpc", "cpa", "roas")
_OF_CAMPAIGNS = ("ad_spend", "ad_conversions", "cpc", "cpa", "roas")
_MOST_CAMPAIGNS = 25
_CHART_HEIGHT, _CHART_ROWS = 5.4, 11
Standing = Mapping[int, Mapping[str, tuple[Placed, ...]]]
"""By group: where its figures stand."""


def _part(report: ReportInput) -> AdsPart:
    return report.value.ads or AdsPart((), (), {})


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    part = _part(report)
    named = tuple(dict.fromkeys(report.catalog.theme.platforms[one.platform].label for one in part.groups))
    count = len(part.campaigns)
    return (*named, say("{count} {count:campaign|campaigns}", count=count)) if count else named


def _left_out(report: ReportInput) -> Sentence | None:
    if any(group.days for group in _part(report).groups):
        return None
    return say("No export of ads covers the period, neither by day nor for exactly its days.")


def _draw(whole: Book, kinds: tuple[str, ...]) -> None:
    page, part = whole.pages[kinds[0]], _part(whole.report)
    columns = places(whole)
    set_places(page, columns)
    book = _with_own_days(whole, page, part)
    report = book.report
    title = say("Ads and value – {period}", period=period_text(report.period, report.lang))
    head(page, title, compared(book), columns.basis)
    row = _FIRST + _side_rows(part.groups) + _total_rows(part) + _campaign_rows(part)
    details, standing = [], {}
    for group in part.groups:
        after, standing[group.number] = _draw_group(book, page, row, group)
        details.append((row, after - 1))
        row = after + 1
    blocks = _draw_front(book, page, standing)
    after = draw_notes(book, page, row)
    page.keep_together([*blocks, *details, (row, after - 1)], columns.basis)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(columns.basis)}{after - 1}"


def _draw_front(book: Book, page: Page, standing: Standing) -> list[tuple[int, int]]:
    """What people look for first, above the details that its cells show again; gives back its blocks of rows."""
    part, row = _part(book.report), _FIRST
    _draw_side_by_side(book, page, row, part.groups, standing)
    blocks = [(row, row + _side_rows(part.groups) - 2)]
    row += _side_rows(part.groups)
    if _total_rows(part):
        _draw_totals(book, page, row, standing)
        blocks.append((row, row + _total_rows(part) - 2))
        row += _total_rows(part)
    _draw_campaigns(book, page, row)
    return [*blocks, (row, row + _campaign_rows(part) - 2)]


def _side_rows(groups: Sequence[AdGroup]) -> int:
    """Rows of a block, the empty one after it included."""
    return 3 + len([one for one in groups if one.days]) + (_CHART_ROWS if _charted(groups) else 0)


def _total_rows(part: AdsPart) -> int:
    added = _added_up(part)
    return 2 + len(added) if added else 0


def _campaign_rows(part: AdsPart) -> int:
    shown = min(len(part.campaigns), _MOST_CAMPAIGNS)
    return 3 + shown + (len(part.campaigns) > shown)


def _added_up(part: AdsPart) -> dict[str, list[AdGroup]]:
    """By currency the platforms that spend it, where there are several."""
    found: dict[str, list[AdGroup]] = {}
    for group in part.groups:
        if group.currency and any(value is not None for value in group.figures["ad_spend"]):
            found.setdefault(group.currency, []).append(group)
    return {currency: groups for currency, groups in found.items() if len(groups) > 1}


def _with_own_days(book: Book, page: Page, part: AdsPart) -> Book:
    """The book with the days that ads are counted for, which stand right of what prints, for the formulas."""
    columns, spans = places(book), []
    page.put(2, columns.check, say("First day"), "check")
    page.put(3, columns.check, say("Last day"), "check")
    for at, period in enumerate(part.periods):
        start = page.put(2, columns.stored(at), period.start, "check")
        end = page.put(3, columns.stored(at), period.end, "check")
        spans.append(Span(start.ref, end.ref, period))
    windows = tuple(Window(one.id, span.period) for one, span in zip(book.report.windows, spans, strict=True))
    return replace(book, report=replace(book.report, windows=windows), spans=spans)


def _draw_group(book: Book, page: Page, row: int, group: AdGroup) -> tuple[int, Mapping[str, tuple[Placed, ...]]]:
    """A platform in a currency, with every measure that it gives."""
    columns, color = places(book), page.colors.platform(group.platform)
    draw_header(book, page, row, group_name(book, group))
    for column in range(1, columns.basis + 1):
        page.sheet.cell(row, column).fill = fill(color)
        page.ink(row, column, text_on(color), 12 if column == 1 else None)
    page.put(row, columns.basis, say("What it counts"), "header after")
    page.sheet.cell(row, columns.basis).fill = fill(color)
    page.ink(row, columns.basis, text_on(color))
    number = page.put(row, columns.number, group.number, "check", "0")
    where = (Where("group", number.ref, group.number),)
    lines = [_line(book, group, measure, where) for measure in _measures(book)]
    return draw_lines(book, page, row + 1, lines)


def _measures(book: Book) -> Sequence[Measure]:
    return [measure for measure in book.report.catalog.measures.values() if measure.subject == "ads"]


def _line(book: Book, group: AdGroup, measure: Measure, where: tuple[Where, ...]) -> Line:
    return Line(
        measure,
        form_of(measure, group.currency, book.lang, group.figures[measure.id]),
        group.figures[measure.id],
        _formula(book, measure, where),
        kind_words(book, group, measure),
    )


def _formula(book: Book, measure: Measure, where: tuple[Where, ...]) -> Make:
    def make(span: Span) -> Live | tuple[Live, Live]:
        if measure.over is None:
            return book.ledger.total(_TABLE, measure.id, span, where)
        over, under = (book.ledger.total(_TABLE, f"{measure.id}.{side}", span, where) for side in ("over", "under"))
        return over, under

    return make


def _charted(groups: Sequence[AdGroup]) -> list[AdGroup]:
    """Of the currency that most platforms spend: two of them at least, else a chart compares nothing."""
    spending = [one for one in groups if one.days and one.currency and one.figures["ad_spend"][0] is not None]
    currencies = [one.currency for one in spending]
    most = max(currencies, key=currencies.count, default=None)
    found = [one for one in spending if one.currency == most]
    return found if len(found) > 1 else []


def _draw_side_by_side(book: Book, page: Page, row: int, groups: Sequence[AdGroup], standing: Standing) -> None:
    """The platforms beside each other in the period; each cell shows the one in its platform's block."""
    heading(page, row, say("Side by side"))
    measures = [book.report.catalog.measures[id_] for id_ in _SIDE_BY_SIDE]
    figures = [one.label[book.lang] for one in measures]
    headings(page, row + 1, say("Platform and currency"), figures, say("Days with data"))
    shown = [one for one in groups if one.days]
    # One order for the table and the chart over it: those of the chart first.
    charted = _charted(groups)
    shown.sort(key=lambda one: one not in charted)
    for at, group in enumerate(shown, row + 2):
        page.put(at, 1, group_name(book, group), "strong")
        page.ink(at, 1, page.colors.platform(group.platform))
        for column, measure in enumerate(measures, 2):
            place = standing[group.number].get(measure.id)
            form = form_of(measure, group.currency, book.lang)
            page.put(at, column, shown_again(place[0]) if place else None, "figure", form)
        page.put(at, 2 + len(measures), _days(group), "small")
    if charted:
        _draw_chart(book, page, row + 2, charted)


def _days(group: AdGroup) -> Sentence | None:
    if group.days is None:
        return None
    first, last = group.days
    return say("{start} to {end}", start=first, end=last)


def _draw_chart(book: Book, page: Page, first: int, groups: Sequence[AdGroup]) -> None:
    """Spend by platform, beside the table of the same cells."""
    measure, columns = book.report.catalog.measures["ad_spend"], places(book)
    last = first + len(groups) - 1
    form = money_format(groups[0].currency, book.lang, "0")
    values = [group.figures["ad_spend"][0] for group in groups]
    colors = [page.colors.platform(group.platform) for group in groups]
    plot = Plot(
        title=book.words(say("Spend by platform ({currency})", currency=groups[0].currency or "")),
        across=book.words(say("Platform")),
        down=book.words(say("amount ({currency})", currency=groups[0].currency or "")),
        text=say("Chart: spend by platform. The figures stand in the table above it."),
        form=form,
        labels=[book.words(group_name(book, group)) for group in groups],
        label_column=1,
        source=page,
    )
    drawn = Drawn(measure.label[book.lang], 2, first, last, values, page.colors.brand, colors)
    spending = len([one for one in _part(book.report).groups if one.days])
    bars(page, plot, [drawn], Spot(first + spending + 1, 0, page.centimetres(columns.basis), _CHART_HEIGHT), flat=True)


def _draw_totals(book: Book, page: Page, row: int, standing: Standing) -> None:
    """Spend over platforms, currency by currency: the one figure of ads that may be added up."""
    part, columns, measure = _part(book.report), places(book), book.report.catalog.measures["ad_spend"]
    draw_header(book, page, row, say("Spend over all platforms"))
    page.put(row, columns.basis, say("What it counts"), "header after")
    for at, (currency, groups) in enumerate(_added_up(part).items(), row + 1):
        cells = [standing[one.number]["ad_spend"] for one in groups]
        line = Line(
            measure,
            form_of(measure, currency, book.lang),
            part.spend[currency],
            functools.partial(_added, book, cells),
            say("{count} platforms, {currency} only", count=len(cells), currency=currency),
        )
        draw_lines(book, page, at, [line])
        page.put(at, 1, say("{measure} ({currency})", measure=measure.label[book.lang], currency=currency), "strong")


def _added(book: Book, cells: Sequence[tuple[Placed, ...]], span: Span) -> Live:
    window = book.spans.index(span)
    values = [place[window].value for place in cells]
    known = [value for value in values if isinstance(value, int | float)]
    return Live(f"SUM({','.join(place[window].ref for place in cells)})", sum(known))


def _draw_campaigns(book: Book, page: Page, row: int) -> None:
    """The campaigns of the period, those that cost most first within their platform."""
    part, columns = _part(book.report), places(book)
    heading(page, row, say("Campaigns"))
    measures = [book.report.catalog.measures[id_] for id_ in _OF_CAMPAIGNS]
    headings(page, row + 1, say("Campaign"), [one.label[book.lang] for one in measures], say("Platform and currency"))
    shown = _most(part.campaigns)
    draw_proof_headings(book, page, row + 1, measures)
    for at, campaign in enumerate(shown, row + 2):
        _draw_campaign(book, page, at, campaign, measures)
    after = row + 2 + len(shown)
    watch(book, page, row + 2, after - 1)
    more = len(part.campaigns) - len(shown)
    if more:
        words = say("{count} smaller {count:campaign stands|campaigns stand} in the Data.", count=more)
        page.wide(after, columns.basis, words, "note")


def _most(campaigns: Sequence[Campaign]) -> list[Campaign]:
    """Those that cost most, in the order of their platforms."""
    costly = sorted(campaigns, key=lambda one: -(one.figures["ad_spend"] or 0))[:_MOST_CAMPAIGNS]
    return sorted(costly, key=lambda one: one.group.number)


def _draw_campaign(book: Book, page: Page, row: int, campaign: Campaign, measures: Sequence[Measure]) -> None:
    columns, span, group = places(book), book.spans[0], campaign.group
    page.put(row, 1, campaign.name or say("All ads, not told apart"), "label")
    number = page.put(row, columns.number, campaign.number, "check", "0")
    where = (Where("campaign", number.ref, campaign.number),)
    pairs = []
    for column, measure in enumerate(measures, 2):
        given = campaign.figures[measure.id]
        form = form_of(measure, group.currency, book.lang, group.figures[measure.id])
        stored = page.put(row, columns.proof + column - 2, given, "check", form)
        place = page.put(row, column, _of_campaign(book, measure, span, where), "figure", form)
        pairs.append((place, stored))
    page.put(row, 2 + len(measures), group_name(book, group), "small")
    page.ink(row, 2 + len(measures), page.colors.platform(group.platform))
    book.checked.append(page.put(row, columns.check, agrees(pairs), "check"))
    page.fit(row, row)


def _of_campaign(book: Book, measure: Measure, span: Span, where: tuple[Where, ...]) -> Live:
    made = _formula(book, measure, where)(span)
    if isinstance(made, Live):
        return made
    over, under = (Placed(f"({one.text})", one.value) for one in made)
    return multiplied(divided(over, under), measure.times)


KIND = SheetKind(lambda _report: (say("Ads and value"),), _contents, _left_out, _draw)
