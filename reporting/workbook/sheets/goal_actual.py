"""The actual figure of a goal: a formula over the Data sheets where they hold what it counts, else why not (layer 6).

Right of what prints, each goal carries its proof: the days and conditions that the formula reads, the halves of a rate,
what the database gave, and whether both agree.
"""

import math
from dataclasses import dataclass, replace

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.goals.model import Scope, Standing
from reporting.numbers import NOT_PROVIDED
from reporting.periods import Period
from reporting.workbook.book import Book
from reporting.workbook.figures import PLAIN
from reporting.workbook.formulas import halves, per_unit, single
from reporting.workbook.live import MISSING, Live, Placed, Span, Where, divided, number, scaled
from reporting.workbook.page import Page, Shown
from reporting.workbook.sheets.content import media_label
from reporting.workbook.sheets.levels import LEVEL
from reporting.workbook.styles import date_format

POSTS = "post"
LABELS = say("posts are chosen by content labels, which the Data sheets don’t hold")
SEVERAL = say("its scope names several platforms, accounts or formats")
DAYS = say("its days are not all in the Data sheets")
WINDOW = say("a level is in the Data sheets for the days of this report only")
NOT_HELD = say("the Data sheets don’t hold this figure")
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Proof:
    """Columns of the proof, from `first` on; at its end a pair for each platform of a goal that adds several."""

    first: int
    parts: int = 0

    @property
    def start(self) -> int:
        return self.first

    @property
    def scope(self) -> int:
        """Platform, account, format."""
        return self.first + 1

    @property
    def halves(self) -> int:
        return self.first + 4

    @property
    def stored(self) -> int:
        return self.first + 6

    @property
    def check(self) -> int:
        return self.first + 7

    @property
    def source(self) -> int:
        return self.first + 8

    @property
    def weight(self) -> int:
        return self.first + 9

    @property
    def capped(self) -> int:
        return self.first + 10

    @property
    def last(self) -> int:
        return self.capped + 2 * self.parts

    @property
    def headings(self) -> list[Sentence]:
        return [
            say("First day"),
            say("Platform"),
            say("Account no."),
            say("Format"),
            say("Upper part"),
            say("Lower part"),
            say("Database"),
            say("Check"),
            say("Where the actual figure comes from"),
            say("Weight in the objective"),
            say("Counts in the objective"),
            *[say("Platform"), say("Its part")] * self.parts,
        ]

    @property
    def widths(self) -> list[float]:
        return [12, 12, 10, 12, 13, 13, 13, 9, 34, 11, 11, *[12.0, 13.0] * self.parts]


@dataclass(frozen=True, slots=True)
class Line:
    """Where a goal stands on the page: its row, the cell of the day it is judged on, of the level it starts from."""

    row: int
    to: Placed
    start: Placed
    grows: bool


@dataclass(frozen=True, slots=True)
class Actual:
    """The actual figure of one goal, with its proof on the same row."""

    book: Book
    page: Page
    proof: Proof
    line: Line

    def draw(self, one: Standing) -> Live | Sentence:
        """The formula for the cell of the actual figure, its proof written; or why it has to be a value."""
        metric = self.book.report.metric(one.goal.metric)
        first = self._put(self.proof.start, one.goal.period.start, date_format(self.book.lang))
        why = _why_not(self.book, metric, one)
        if why is not None or one.judged_to is None:
            return why or NOT_HELD
        days = Span(first.ref, self.line.to.ref, Period(one.goal.period.start, one.judged_to))
        if len(one.goal.scope.platforms) > 1:
            return self._added(metric, days, one.goal.scope)
        span = self.book.spans[0] if _by_window(metric) else days
        live = self._formula(metric, span, self._conditions(one.goal.scope))
        if live is None:
            return NOT_HELD
        return _gained(live, self.line.start) if self.line.grows else live

    def _put(self, column: int, value: Shown, form: str | None = None) -> Placed:
        return self.page.put(self.line.row, column, value, "check", form)

    def _added(self, metric: Metric, span: Span, scope: Scope) -> Live | Sentence:
        """The sum over platforms, each of which has its part in a cell of its own."""
        others = self._conditions(replace(scope, platforms=()))
        parts: list[Placed] = []
        for at, platform in enumerate(scope.platforms):
            column = self.proof.capped + 1 + 2 * at
            name = self._put(column, self.book.platform_label(platform))
            live = single(self.book, metric, span, (*self.book.on_platform(platform, name.ref), *others))
            if live is None:
                return NOT_HELD
            parts.append(self._put(column + 1, live, PLAIN))
        known = [value for part in parts if (value := number(part.value)) is not None]
        cells = ",".join(part.ref for part in parts)
        text = f"IF(COUNT({cells})=0,{MISSING},SUM({cells}))"
        return Live(text, math.fsum(known) if known else NOT_PROVIDED)

    def _conditions(self, scope: Scope) -> tuple[Where, ...]:
        """Each condition as a word of ours or a number in a cell of its own."""
        found: list[Where] = []
        for platform in scope.platforms:
            cell = self._put(self.proof.scope, self.book.platform_label(platform))
            found.extend(self.book.on_platform(platform, cell.ref))
        found += (Where("account", self._put(self.proof.scope + 1, no, "0").ref, no) for no in scope.accounts)
        for media in scope.media_types:
            words = self.book.words(media_label(media))
            found.append(Where("media_type", self._put(self.proof.scope + 2, words).ref, words))
        return tuple(found)

    def _formula(self, metric: Metric, span: Span, where: tuple[Where, ...]) -> Live | None:
        parts = halves(self.book, metric, span, where)
        if parts is None:
            return single(self.book, metric, span, where)
        over, under = (self._put(self.proof.halves + at, part, PLAIN) for at, part in enumerate(parts))
        return scaled(over, under) if metric.kind == "per_week" else per_unit(divided(over, under), metric)


def _why_not(book: Book, metric: Metric, one: Standing) -> Sentence | None:
    scope, days = one.goal.scope, book.report.days
    if scope.pillars or scope.campaigns:
        return LABELS
    if len(scope.accounts) > 1 or len(scope.media_types) > 1 or (len(scope.platforms) > 1 and not _adds_up(metric)):
        return SEVERAL
    if days is None or one.judged_to is None or one.goal.period.start < days.start or one.judged_to > days.end:
        return DAYS
    if scope.media_types and (_OTHER in scope.media_types or not _of_posts(book, metric)):
        return NOT_HELD
    return WINDOW if _by_window(metric) and not _is_window(book, metric, one) else None


def _adds_up(metric: Metric) -> bool:
    return metric.kind in {"sum", "distinct"}


def _of_posts(book: Book, metric: Metric) -> bool:
    return any(book.ledger.has(POSTS, column) for column in (metric.id, f"{metric.id}.over"))


def _by_window(metric: Metric) -> bool:
    """Levels are found by account for the windows of the report, not for any other stretch of days."""
    return metric.kind in {"last", "change"} or metric.under == LEVEL


def _is_window(book: Book, metric: Metric, one: Standing) -> bool:
    """Whether the goal's days are the report's. Of a level the last day decides, if each account has one in both."""
    window, scope = book.report.windows[0].period, one.goal.scope
    if one.judged_to != window.end or scope.accounts or scope.media_types:
        return False
    if one.goal.period.start == window.start:
        return True
    level = book.levels.get(f"{metric.id}.{book.report.windows[0].id}")
    wanted = {book.platform_label(platform) for platform in scope.platforms}
    values = [value for platform, value in level.values if not wanted or platform in wanted] if level else []
    whole = bool(values) and all(number(value) is not None for value in values)
    return metric.kind == "last" and one.goal.period.start < window.start and whole


def _gained(level: Live, start: Placed) -> Live:
    """Of a goal that grows by an amount: the level less the one at the start."""
    now, before = number(level.value), number(start.value)
    value = NOT_PROVIDED if now is None or before is None else now - before
    return Live(f"IFERROR({level.text}-{start.ref},{MISSING})", value, level.array)
