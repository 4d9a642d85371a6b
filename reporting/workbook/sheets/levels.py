"""Levels by account: the last number of followers known in each window, the one before, and their rates (layer 6).

A level is never added over days: each account's own value is found first, and only then added over accounts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.metrics.kinds import DAYS_BEFORE
from reporting.numbers import NOT_PROVIDED
from reporting.workbook.book import Book, Level
from reporting.workbook.live import MISSING, Live, Placed, Span, Value, Where, number
from reporting.workbook.model import ReportInput, Window
from reporting.workbook.page import Page
from reporting.workbook.styles import date_format

TABLE = "account_day"
LEVEL = "followers"
FLOW = "net_follower_flow"
_FIXED = 3
_PLAIN = "#,##0"


@dataclass(frozen=True, slots=True)
class _Account:
    number: int
    platform: str
    name: str


def accounts(report: ReportInput) -> tuple[_Account, ...]:
    """Accounts with a level, or a flow that stands in for it, in the Data; by platform and name."""
    table = report.table(TABLE)
    if table is None or not table.has(LEVEL):
        return ()
    number, platform, name = (table.index(column) for column in ("account", "platform", "account_name"))
    measures = [table.index(column) for column in (LEVEL, FLOW) if table.has(column)]
    known = {row[number]: row for row in table.rows if any(row[at] is not None for at in measures)}
    found = [_Account(int(str(no)), str(row[platform]), str(row[name])) for no, row in known.items()]
    return tuple(sorted(found, key=lambda account: (account.platform, account.name, account.number)))


def per_level(report: ReportInput) -> tuple[Metric, ...]:
    """Rates over a level that the report shows: engagements over followers."""
    metrics = (report.metric(id_) for id_ in report.metrics_shown)
    return tuple(m for m in metrics if m.kind == "ratio" and m.under == LEVEL and m.over)


def draw(book: Book, page: Page) -> None:
    found = accounts(book.report)
    page.row(1, [say("Account no."), say("Platform"), say("Account")], "data header")
    for row, account in enumerate(found, 2):
        page.row(row, (account.number, account.platform, account.name), "data")
    book.define("levels.platform", f"{page.ref(2, 2)}:$B${1 + len(found)}")
    column = _FIXED + 1
    for window, span in zip(book.report.windows, book.spans, strict=True):
        column = _Stretch(book, page, found, window, span, column).draw()
    page.columns([11, 12, 26, *[14] * (column - _FIXED - 1)])
    page.height(1, 72)
    page.sheet.freeze_panes = "D2"
    page.sheet.auto_filter.ref = f"A1:{get_column_letter(column - 1)}{1 + len(found)}"


@dataclass(slots=True)
class _Stretch:
    """The columns of one window, a row per account."""

    book: Book
    page: Page
    found: tuple[_Account, ...]
    window: Window
    span: Span
    column: int

    def draw(self) -> int:
        start, last = self._add_days()
        closing = self._add(
            say("Last level, {period}", period=self._words), lambda at, who: self._level(last[at], who), name=LEVEL
        )
        opening = self._add(
            say("Level at the start, {period}", period=self._words), lambda at, who: self._level(start[at], who)
        )
        step = self._add(
            say("Step, {period}", period=self._words),
            lambda at, _: _step(start[at], last[at], opening[at], closing[at]),
        )
        base = self._add(
            say("Level that the step starts from, {period}", period=self._words),
            lambda at, _: _minus(closing[at], step[at]),
        )
        self._keep("step", step)
        self._keep("base", base)
        self._add(
            say("Step, else follows less unfollows, {period}", period=self._words),
            lambda at, who: self._growth(step[at], who),
            name="growth",
        )
        for metric in per_level(self.book.report):
            self._add_rate(metric, closing)
        return self.column

    def _add_days(self) -> tuple[list[Placed], list[Placed]]:
        start = self._add(
            say("Day of the level at the start, {period}", period=self._words), self._first_day, form=self._date
        )
        last = self._add(say("Day of the last level, {period}", period=self._words), self._last_day, form=self._date)
        return start, last

    def _add_rate(self, metric: Metric, closing: list[Placed]) -> None:
        """The sum by account, then sum and level again only where both are known."""
        total = self._add(
            say("{metric}, {period}", metric=self._label(metric), period=self._words),
            lambda _, who: self._total(metric, who),
        )
        over = self._add(
            say("Both known: upper part, {period}", period=self._words),
            lambda at, _: _both(total[at], closing[at], total[at]),
        )
        under = self._add(
            say("Both known: lower part, {period}", period=self._words),
            lambda at, _: _both(total[at], closing[at], closing[at]),
        )
        self._keep(f"{metric.id}.over", over)
        self._keep(f"{metric.id}.under", under)

    def _label(self, metric: Metric) -> str:
        return self.book.metric_label(metric.over or metric.id)

    @property
    def _words(self) -> str:
        return self.book.window_text(self.window)

    @property
    def _date(self) -> str:
        return f'[=0]"–";{date_format(self.page.lang)}'

    def _add(
        self, heading: Sentence, formula: Callable[[int, _Account], Live], *, name: str = "", form: str = _PLAIN
    ) -> list[Placed]:
        self.page.put(1, self.column, heading, "data header")
        cells = [
            self.page.put(2 + at, self.column, formula(at, who), "data", form) for at, who in enumerate(self.found)
        ]
        self.column += 1
        if name:
            self._keep(name, cells)
        return cells

    def _keep(self, name: str, cells: list[Placed]) -> None:
        """Name the column that was written with these cells, for the sums over accounts."""
        first = cells[0].ref.rpartition("$")[0]
        letter = first.rpartition("$")[2]
        ref = f"{cells[0].ref}:${letter}${1 + len(cells)}"
        full = f"levels.{name}.{self.window.id}"
        self.book.define(full, ref)
        values = tuple((who.platform, cell.value) for who, cell in zip(self.found, cells, strict=True))
        self.book.levels[f"{name}.{self.window.id}"] = Level(full, values)

    def _who(self, account: _Account) -> tuple[Where, ...]:
        row = 2 + self.found.index(account)
        return (Where("account", f"$A{row}", account.number),)

    def _last_day(self, _: int, account: _Account) -> Live:
        return self.book.ledger.last_day(TABLE, LEVEL, self.span, self._who(account))

    def _first_day(self, _: int, account: _Account) -> Live:
        return self.book.ledger.first_day(TABLE, LEVEL, self.span, DAYS_BEFORE, self._who(account))

    def _level(self, day: Placed, account: _Account) -> Live:
        return self.book.ledger.value_on(TABLE, LEVEL, day, self._who(account))

    def _total(self, metric: Metric, account: _Account) -> Live:
        table = self.book.report.metric(metric.over or "").table or ""
        if not self.book.ledger.has(table, metric.over or ""):
            return Live(MISSING, NOT_PROVIDED)
        return self.book.ledger.total(table, metric.over or "", self.span, self._who(account))

    def _growth(self, step: Placed, account: _Account) -> Live:
        if not self.book.ledger.has(TABLE, FLOW):
            return Live(step.ref, _known(step))
        flow = self.book.ledger.total(TABLE, FLOW, self.span, self._who(account))
        value = flow.value if number(step.value) is None else _known(step)
        return Live(f"IF(ISNUMBER({step.ref}),{step.ref},{flow.text})", value)


def _known(cell: Placed) -> Value:
    return NOT_PROVIDED if cell.value is None else cell.value


def _step(first_day: Placed, last_day: Placed, opening: Placed, closing: Placed) -> Live:
    """A step needs two known levels."""
    new, old = number(closing.value), number(opening.value)
    value = NOT_PROVIDED if first_day.value == last_day.value or new is None or old is None else new - old
    return Live(f"IF({first_day.ref}={last_day.ref},{MISSING},IFERROR({closing.ref}-{opening.ref},{MISSING}))", value)


def _minus(one: Placed, other: Placed) -> Live:
    new, old = number(one.value), number(other.value)
    value = NOT_PROVIDED if new is None or old is None else new - old
    return Live(f"IFERROR({one.ref}-{other.ref},{MISSING})", value)


def _both(one: Placed, other: Placed, shown: Placed) -> Live:
    known = number(one.value) is not None and number(other.value) is not None
    text = f"IF(AND(ISNUMBER({one.ref}),ISNUMBER({other.ref})),{shown.ref},{MISSING})"
    return Live(text, _known(shown) if known else NOT_PROVIDED)
