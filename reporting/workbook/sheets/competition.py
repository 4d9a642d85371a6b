"""Competition: the tracked pages of each network beside each other, on what anyone can see (layer 6)."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Measure
from reporting.errors import Sentence, say
from reporting.numbers import NOT_PROVIDED
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.figures import CHANGE_WIDTH, FIGURE_WIDTH, PROOF_WIDTH
from reporting.workbook.live import MISSING, Live, Placed, Span, Value, Where, agrees, change, divided, number, scaled
from reporting.workbook.market_model import RivalPage, RivalSet
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.rival_notes import headline, notes
from reporting.workbook.styles import change_format, fill, number_format, readable, text_on, tint

FIGURES = (
    "rival_followers",
    "rival_new_followers",
    "rival_posts",
    "rival_posts_per_week",
    "rival_engagements",
    "rival_engagements_per_post",
)
SHARE = "share_of_voice"
_FIRST = 4
_NAME_WIDTH = 36
_WEEKLY, _ENGAGEMENTS, _PER_POST, _SHARE = 5, 6, 7, 8
_GAPS = (2, 4, _WEEKLY, _ENGAGEMENTS, _PER_POST)
_MOST_BARS = 12
_BAR, _AROUND, _ROW_CM = 0.62, 3.2, 0.53


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand with so many windows; the proof is right of what prints."""

    windows: int

    def share(self, window: int) -> int:
        return _SHARE if window == 0 else _SHARE + 2 * window - 1

    @property
    def last(self) -> int:
        return _SHARE + 2 * (self.windows - 1)

    @property
    def account(self) -> int:
        return self.last + 2

    @property
    def number(self) -> int:
        return self.account + 1

    def days(self, window: int) -> int:
        return self.number + 1 + window

    def engagements(self, window: int) -> int:
        """Of a compared window; those of the period stand in the table."""
        return _ENGAGEMENTS if window == 0 else self.days(self.windows - 1) + window

    def stored(self, column: int) -> int:
        """What the database gave for a figure of the table, by the figure's column."""
        return self.engagements(self.windows - 1) + column if self.windows > 1 else self.days(0) + column

    @property
    def check(self) -> int:
        return self.stored(self.last) + 1

    @property
    def widths(self) -> list[float]:
        pairs = [FIGURE_WIDTH, CHANGE_WIDTH] * (self.windows - 1)
        shown = [_NAME_WIDTH, *[FIGURE_WIDTH] * (_SHARE - 1), *pairs]
        return [*shown, 3, *[PROOF_WIDTH] * (self.check - self.last - 1)]


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return tuple(
        say(
            "{network}: {count} tracked {count:page|pages}",
            network=report.catalog.theme.platforms[one.platform].label,
            count=len(one.pages),
        )
        for one in report.market.sets
    )


def _left_out(report: ReportInput) -> Sentence | None:
    if report.market.sets:
        return None
    if report.market.unfit:
        return say(
            "No export of tracked pages lies inside the period; there is one of: {periods}. An export is never cut.",
            periods=[one.period for one in report.market.unfit],
        )
    return say("No export and no post of competitors lies in the period.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    columns = Columns(len(report.windows))
    page.columns(columns.widths)
    for column in range(columns.account, columns.check + 1):
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1
    title = say("Competition – {period}", period=period_text(report.period, report.lang))
    about = say(
        "Only what anyone can see. Shares are of the tracked pages, not of the market; networks are never added."
    )
    head(page, title, about, columns.last)
    spans = _spans(book, page, columns)
    row, blocks = _FIRST, []
    for tracked in report.market.sets:
        after = _Block(book, page, columns, spans, tracked).draw(row)
        blocks.append((row, after - 1))
        row = after + 1
    page.keep_together(blocks, columns.last)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(columns.last)}{row - 2}"


def _spans(book: Book, page: Page, columns: Columns) -> list[Span]:
    """The windows as whole as exports need them; their days stand right of what prints."""
    page.put(2, columns.number, say("First day"), "check")
    page.put(3, columns.number, say("Last day"), "check")
    found = []
    for at, period in enumerate(book.report.market.periods):
        start = page.put(2, columns.days(at), period.start, "check")
        end = page.put(3, columns.days(at), period.end, "check")
        found.append(Span(start.ref, end.ref, period))
    return found


Cells = Mapping[int, Placed]
"""The cells of a row that are proved, by column."""


@dataclass(slots=True)
class _Block:
    """The tracked pages of one network: a row a page, the set's median, the own page against it, two charts."""

    book: Book
    page: Page
    columns: Columns
    spans: Sequence[Span]
    tracked: RivalSet

    def draw(self, row: int) -> int:
        book, page, tracked = self.book, self.page, self.tracked
        page.put(row, 1, say("{network} – {account}", network=self._network, account=tracked.account), "heading")
        page.height(row, 26)
        page.wide(row + 1, self.columns.last, headline(tracked), "sentence")
        first = row + 3
        self._draw_header(first - 1)
        pages = sorted(tracked.pages, key=_order)
        rows = [self._draw_page(first + at, one, first, first + len(pages) - 1) for at, one in enumerate(pages)]
        last = first + len(pages) - 1
        book.checks.append(f"{page.ref(first, self.columns.check)}:{_local(page, last, self.columns.check)}")
        after = self._draw_against(last + 1, pages, rows) + 1
        page.height(after - 1, 6)
        for words in notes(book, tracked):
            page.wide(after, self.columns.last, words, "note")
            after += 1
        return self._draw_charts(after, first, pages, rows)

    @property
    def _network(self) -> str:
        return self.book.platform_label(self.tracked.platform)

    def _measure(self, id_: str) -> Measure:
        return self.book.report.catalog.measures[id_]

    def _draw_header(self, row: int) -> None:
        page, columns, windows = self.page, self.columns, self.book.report.windows
        page.put(row, 1, say("Page"), "header")
        for column, heading in enumerate(_HEADINGS, 2):
            page.put(row, column, heading, "header figure")
        for at in range(1, len(windows)):
            words = self.book.window_text(windows[at])
            page.put(row, columns.share(at), say("Share of voice, {period}", period=words), "header figure")
            page.put(row, columns.share(at) + 1, say("Change"), "header figure")
            page.put(row, columns.engagements(at), say("Public engagements, {period}", period=words), "header figure")
        for at, window in enumerate(windows):
            words = self.book.window_text(window)
            page.put(row, columns.days(at), say("Days counted, {period}", period=words), "header figure")
        for column in (*range(2, _SHARE + 1), *(columns.share(at) for at in range(1, len(windows)))):
            heading = page.sheet.cell(row, column).value
            page.put(row, columns.stored(column), say("Database, {measure}", measure=heading), "header figure")
        page.put(row, columns.account, say("Account no."), "header figure")
        page.put(row, columns.number, say("Page no."), "header figure")
        page.put(row, columns.check, say("Check"), "header figure")
        page.height(row, 44)
        color = page.colors.platform(self.tracked.platform)
        for column in range(1, columns.last + 1):
            page.sheet.cell(row, column).fill = fill(color)
            page.ink(row, column, text_on(color))

    def _draw_page(self, row: int, one: RivalPage, first: int, last: int) -> Cells:
        page, columns = self.page, self.columns
        name = say("{page} (own page)", page=one.name) if one.own else one.name
        page.put(row, 1, name, "strong" if one.own else "label")
        account = page.put(row, columns.account, self.tracked.number, "check", "0")
        number_ = page.put(row, columns.number, one.number, "check", "0")
        where = (
            Where("account", account.ref, self.tracked.number),
            Where("page", number_.ref, one.number),
        )
        days = [page.put(row, columns.days(at), self.tracked.days(at), "check", "0") for at in range(len(self.spans))]
        cells = self._amounts(row, one, where, days[0])
        self._shares(row, one, where, cells, (first, last))
        pairs = [(cells[column], self._stored(row, column, one)) for column in cells]
        self.book.checked.append(page.put(row, columns.check, agrees(pairs), "check"))
        page.fit(row, row)
        if one.own:
            for column in range(1, columns.last + 1):
                page.sheet.cell(row, column).fill = fill(tint(page.colors.platform(self.tracked.platform)))
        return cells

    def _stored(self, row: int, column: int, one: RivalPage) -> Placed:
        at = 0 if column <= _SHARE else (column - _SHARE + 1) // 2
        id_ = FIGURES[column - 2] if column < _SHARE else SHARE
        return self.page.put(row, self.columns.stored(column), one.figures[id_][at], "check", self._form(id_))

    def _form(self, id_: str) -> str:
        """Shares with one decimal, as the headline and the charts can be read."""
        return number_format(self._measure(id_).unit, self.book.lang).replace("0.00", "0.0")

    def _amounts(self, row: int, one: RivalPage, where: tuple[Where, ...], days: Placed) -> dict[int, Placed]:
        """Formulas over the rows; a level over several exports is the database's."""
        cells: dict[int, Placed] = {}
        for column, id_ in enumerate(FIGURES, 2):
            value, live = one.figures[id_][0], None
            if id_ == "rival_posts_per_week":
                live = scaled(cells[4], days)
            elif id_ == "rival_engagements_per_post":
                live = divided(cells[_ENGAGEMENTS], cells[4])
            elif id_ != "rival_followers" or len(self.tracked.counted[0]) == 1:
                live = self._total(id_, 0, where)
            shown = None if value is None else live or value
            if id_ == "rival_followers" and self.tracked.source == "rival_post":
                shown = value
            cells[column] = self.page.put(row, column, shown, "figure", self._form(id_))
        return cells

    def _total(self, id_: str, window: int, where: tuple[Where, ...]) -> Live:
        return self.book.ledger.total(self.tracked.source, id_, self.spans[window], where)

    def _shares(
        self, row: int, one: RivalPage, where: tuple[Where, ...], cells: dict[int, Placed], rows: tuple[int, int]
    ) -> None:
        """A page's public engagements over those of all pages, in each window."""
        page, columns = self.page, self.columns
        for at in range(len(self.spans)):
            column, given = columns.share(at), one.figures[SHARE][at]
            place = cells[_ENGAGEMENTS]
            if at:
                known = one.figures["rival_engagements"][at]
                live = None if known is None else self._total("rival_engagements", at, where)
                place = page.put(row, columns.engagements(at), live, "check", self._form("rival_engagements"))
            letter = get_column_letter(columns.engagements(at))
            cells_of_all = f"${letter}${rows[0]}:${letter}${rows[1]}"
            share = Live(f"IFERROR({place.ref}/SUM({cells_of_all}),{MISSING})", given or 0.0)
            cells[column] = page.put(row, column, None if given is None else share, "figure", self._form(SHARE))
            if at:
                self._draw_change(row, cells, at)

    def _draw_change(self, row: int, cells: Cells, at: int) -> None:
        page, column = self.page, self.columns.share(at) + 1
        moved = change(cells[_SHARE], cells[column - 1], rate=True) if self.tracked.alike[at] else None
        place = page.put(row, column, moved, "figure", change_format("percent", page.lang))
        cell = place.ref.rpartition("!")[2]
        # The row of the own page is tinted afterwards: the colours are to be read there too.
        paper = tint(page.colors.platform(self.tracked.platform))
        page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})>0)", readable(page.colors.good, paper))
        page.color_when(cell, f"AND(ISNUMBER({cell}),N({cell})<0)", readable(page.colors.bad, paper))

    def _draw_against(self, row: int, pages: Sequence[RivalPage], rows: Sequence[Cells]) -> int:
        """The set's median, how far the own page is from it, and its place."""
        page, first = self.page, row - len(rows)
        page.put(row, 1, say("Median of the set"), "label")
        medians: dict[int, Placed] = {}
        for column in range(2, _SHARE + 1):
            values = [cells[column].value for cells in rows]
            live = _median(_range(column, first, row - 1), values)
            form = self._form(FIGURES[column - 2] if column < _SHARE else SHARE)
            medians[column] = page.put(row, column, live, "figure", form)
        own = next((cells for one, cells in zip(pages, rows, strict=True) if one.own), None)
        self._pad(row)
        if own is None:
            return row + 1
        page.put(row + 1, 1, say("Own page against the median"), "label")
        page.put(row + 2, 1, say("Place of the own page, of so many"), "label")
        for column in range(2, _SHARE + 1):
            gap = change(own[column], medians[column], rate=False) if column in _GAPS else ""
            page.put(row + 1, column, gap, "figure", change_format("count", page.lang))
            live = _rank(own[column], _range(column, first, row - 1), [cells[column].value for cells in rows])
            page.put(row + 2, column, live, "figure")
        self._pad(row + 1)
        self._pad(row + 2)
        return row + 3

    def _pad(self, row: int) -> None:
        for column in range(_SHARE + 1, self.columns.last + 1):
            self.page.sheet.cell(row, column).style = "Bilan figure"

    def _draw_charts(self, row: int, first: int, pages: Sequence[RivalPage], rows: Sequence[Cells]) -> int:
        """Share of voice and posts per week, beside each other, of the pages with most public engagements."""
        shown = min(len(pages), _MOST_BARS)
        width = self.page.centimetres(self.columns.last) / 2 - 0.3
        height = _AROUND + _BAR * shown
        drawn = 0
        for column, id_ in ((_SHARE, SHARE), (_WEEKLY, "rival_posts_per_week")):
            values = [cells[column].value for cells in rows[:shown]]
            if sum(number(value) is not None for value in values) > 1:
                spot = Spot(row + 1, drawn * (width + 0.6), width, height)
                self._draw_chart(spot, (column, first), (pages[:shown], values), id_)
                drawn += 1
        return row + 2 + round(height / _ROW_CM) if drawn else row

    def _draw_chart(
        self, spot: Spot, place: tuple[int, int], what: tuple[Sequence[RivalPage], Sequence[Value | None]], id_: str
    ) -> None:
        book, page, (column, first), (pages, values) = self.book, self.page, place, what
        label = self._measure(id_).label[book.lang]
        title = say("{network}: {metric}", network=self._network, metric=_lowered(label, self._network))
        color = page.colors.platform(self.tracked.platform)
        colors = [color if one.own else page.colors.muted for one in pages]
        plot = Plot(
            title=book.words(title),
            across=book.words(say("Page")),
            down=book.words(say("% of the tracked set") if id_ == SHARE else say("per week")),
            text=say(
                "Chart: {metric}, {network}. The figures stand in the table above it.",
                metric=label,
                network=self._network,
            ),
            form=number_format("percent", book.lang).replace("0.00", "0") if id_ == SHARE else "0.0",
            labels=[str(page.sheet.cell(first + at, 1).value) for at in range(len(pages))],
            label_column=1,
            source=page,
        )
        series = Drawn(label, column, first, first + len(pages) - 1, values, color, colors)
        bars(page, plot, [series], spot, flat=True)


_HEADINGS = (
    say("Audience"),
    say("New followers"),
    say("Posts (n)"),
    say("Posts per week"),
    say("Public engagements"),
    say("Public engagements per post"),
    say("Share of voice"),
)


def _lowered(label: str, _: str) -> str:
    return label[:1].lower() + label[1:]


def _order(page: RivalPage) -> tuple[bool, float, str]:
    value = page.figures["rival_engagements"][0]
    return value is None, -(value or 0), page.name


def _range(column: int, first: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"${letter}${first}:${letter}${last}"


def _local(page: Page, row: int, column: int) -> str:
    return page.ref(row, column).rpartition("!")[2]


def _median(cells: str, values: Sequence[Value | None]) -> Live:
    known = [value for value in map(number, values) if value is not None]
    return Live(f"IFERROR(MEDIAN({cells}),{MISSING})", statistics.median(known) if known else NOT_PROVIDED)


def _rank(own: Placed, cells: str, values: Sequence[Value | None]) -> Live:
    """`2 / 5`: how many have more, and one; of how many with a figure."""
    known = [value for value in map(number, values) if value is not None]
    mine = number(own.value)
    value = NOT_PROVIDED if mine is None else f"{1 + sum(one > mine for one in known)} / {len(known)}"
    return Live(f'IF(ISNUMBER({own.ref}),COUNTIF({cells},">"&{own.ref})+1&" / "&COUNT({cells}),{MISSING})', value)


KIND = SheetKind(lambda _report: (say("Competition"),), _contents, _left_out, _draw)
