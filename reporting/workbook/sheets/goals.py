"""Goals: what was aimed at, where it stands and may end, in words, symbol and colour; objectives; charts (layer 6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.goals.kinds import RULES, RulePair
from reporting.goals.model import Standing, StatusWord
from reporting.numbers import Unit
from reporting.workbook.book import Book
from reporting.workbook.live import Placed, agrees
from reporting.workbook.model import ReportInput
from reporting.workbook.page import Page, Shown
from reporting.workbook.reach import Way, capped, reached
from reporting.workbook.sheets.goal_actual import Actual, Line, Proof
from reporting.workbook.sheets.goal_charts import draw_charts
from reporting.workbook.sheets.goal_data import estimate, is_share, ordered, wanted, where
from reporting.workbook.sheets.goal_notes import draw_notes
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.sheets.objectives import draw_objectives
from reporting.workbook.styles import SYMBOLS, cell_value, number_format, odds_format, share_format

_HEADER = 4
_HEADER_HEIGHT = 48
_ONE_PAGE = 12
"""More goals than this go on to a second page, and want the header row there."""

WORDS: dict[StatusWord, Sentence] = {
    "achieved": say("Achieved"),
    "on_track": say("On track"),
    "at_risk": say("At risk"),
    "behind": say("Behind"),
    "missed": say("Missed"),
    "no_data": say("No data"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """needed: whether any goal has something to say in it; a column of dashes is left out."""

    heading: Sentence
    width: float
    style: str = "header figure"
    needed: Callable[[Standing], bool] = lambda _: True


COLUMNS: Mapping[str, Column] = {
    "goal": Column(say("Goal"), 24, "header"),
    "where": Column(say("Where and when"), 20, "header"),
    "objective": Column(say("Objective"), 15, "header", lambda one: one.goal.objective is not None),
    "owner": Column(say("Owner"), 12.5, "header"),
    "baseline": Column(say("Baseline"), 10.5, needed=lambda one: baseline(one) is not None),
    "target": Column(say("Target"), 10.5),
    "stretch": Column(say("Stretch target"), 10.5, needed=lambda one: one.goal.stretch is not None),
    "actual": Column(say("Actual"), 10.5),
    "to": Column(say("Judged on"), 12.5),
    "expected": Column(say("Expected by then"), 11.5),
    "share": Column(say("% of target"), 9),
    "pace": Column(say("Pace: % of expected"), 10.5),
    "low": Column(say("Forecast: low (10 %)"), 10.5, needed=lambda one: estimate(one) is not None),
    "median": Column(say("Forecast: median"), 10.5, needed=lambda one: estimate(one) is not None),
    "high": Column(say("Forecast: high (90 %)"), 10.5, needed=lambda one: estimate(one) is not None),
    "odds": Column(say("Probability of the target"), 11.5, needed=lambda one: estimate(one) is not None),
    "status": Column(say("Status"), 16.5, "header after"),
    "comment": Column(say("Comment"), 42, "header after"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one report, and right of them its proof."""

    names: tuple[str, ...]
    parts: int = 0

    def at(self, name: str) -> int:
        return self.names.index(name) + 1

    def letter(self, name: str) -> str:
        return str(get_column_letter(self.at(name)))

    @property
    def count(self) -> int:
        return len(self.names)

    @property
    def proof(self) -> Proof:
        return Proof(self.count + 2, self.parts)

    @property
    def widths(self) -> list[float]:
        return [*(COLUMNS[name].width for name in self.names), 3, *self.proof.widths]


def layout(standings: Sequence[Standing]) -> Layout:
    platforms = max(len(one.goal.scope.platforms) for one in standings)
    names = tuple(name for name, column in COLUMNS.items() if any(map(column.needed, standings)))
    return Layout(names, platforms if platforms > 1 else 0)


def status_text(book: Book, status: StatusWord) -> str:
    """`✓ Achieved`: symbol and word."""
    return f"{SYMBOLS[status]} {book.words(WORDS[status])}"


def baseline(one: Standing) -> float | None:
    """What growth starts from: as a person gave it, else as it was measured."""
    return one.goal.baseline if one.start is None else one.start


def stretch(one: Standing) -> float | None:
    return one.goal.stretch if one.stretch is None else one.stretch


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    return tuple(report.metric(standing.goal.metric).label[report.lang] for standing in report.standings)


def _left_out(report: ReportInput) -> Sentence | None:
    if report.standings:
        return None
    return say("No goal is set for this period.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, standings = book.pages[kinds[0]], ordered(book.report)
    plan = layout(standings)
    page.columns(plan.widths)
    for column in range(plan.proof.first, plan.proof.last + 1):
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1
    head(page, say("Goals"), say("Where each goal stands, judged on the last day with data."), plan.count)
    _draw_header(page, plan)
    drawn = [_Row(book, page, plan, row, one).draw() for row, one in enumerate(standings, _HEADER + 1)]
    last = _HEADER + len(standings)
    _color_status(page, plan, last)
    _prove(book, page, plan, last)
    row = draw_notes(book, page, last + 2, plan.count, [(one, cells.why) for one, cells in drawn])
    row = draw_objectives(book, page, row + 1, [(one, cells.capped, cells.weight) for one, cells in drawn])
    blocks, end = draw_charts(book, page, row + 1, plan.count)
    page.keep_together([(1, row - 1), *blocks], plan.count)
    page.sheet.print_area = f"A1:{get_column_letter(plan.count)}{end}"
    page.sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(plan.count)}{last}"
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}" if len(standings) > _ONE_PAGE else "1:1"
    page.sheet.freeze_panes = f"B{_HEADER + 1}"


def _draw_header(page: Page, plan: Layout) -> None:
    if "low" in plan.names:
        page.put(_HEADER - 1, plan.at("low"), say("Estimates, not measurements:"), "subtitle")
    for name in plan.names:
        page.put(_HEADER, plan.at(name), COLUMNS[name].heading, COLUMNS[name].style)
    for column, heading in enumerate(plan.proof.headings, plan.proof.first):
        page.put(_HEADER, column, heading, "header figure" if column != plan.proof.source else "header after")
    page.height(_HEADER, _HEADER_HEIGHT)


def _color_status(page: Page, plan: Layout, last: int) -> None:
    """The words say it, the symbol says it, and the colour follows the symbol if somebody changes it."""
    letter = plan.letter("status")
    for status, symbol in SYMBOLS.items():
        rule = f'LEFT(${letter}{_HEADER + 1},1)="{symbol}"'
        page.color_when(f"{letter}{_HEADER + 1}:{letter}{last}", rule, page.colors.statuses[status])


def _prove(book: Book, page: Page, plan: Layout, last: int) -> None:
    cells = page.ref(_HEADER + 1, plan.proof.check)
    book.checks.append(f"{cells}:{page.ref(last, plan.proof.check).rpartition('!')[2]}")


@dataclass(frozen=True, slots=True)
class Cells:
    """What others show of a goal's row; why: the reason for which its actual figure is a value, not a formula."""

    capped: Placed
    weight: Placed
    why: Sentence | None


_NOWHERE = Placed("", None)


@dataclass(frozen=True, slots=True)
class _Row:
    """One goal being written."""

    book: Book
    page: Page
    plan: Layout
    row: int
    one: Standing

    def draw(self) -> tuple[Standing, Cells]:
        self._draw_words()
        start = self._amount("baseline", baseline(self.one))
        target = self._aim("target", wanted(self.one))
        self._aim("stretch", stretch(self.one))
        to = self._put("to", self.one.judged_to, "figure")
        actual, why = self._draw_actual(to, start)
        expected = self._amount("expected", self.one.expected)
        rule = self._rule
        way = Way(at_most=rule.less, start=start if rule.grows and not rule.above else None)
        share = self._put("share", reached(way, actual, target), "figure", share_format(self.book.lang))
        self._put("pace", reached(way, actual, expected), "figure", share_format(self.book.lang))
        self._draw_forecast()
        self.page.fit(self.row, self.row)
        capped_share = self.page.put(
            self.row, self.plan.proof.capped, capped(share), "check", share_format(self.book.lang)
        )
        weight = self.page.put(self.row, self.plan.proof.weight, self.one.goal.weight, "check", "0.##")
        return self.one, Cells(capped_share, weight, why)

    @property
    def _rule(self) -> RulePair:
        return RULES[self.book.report.catalog.goal_kinds[self.one.goal.kind].rule]

    def _put(self, name: str, value: Shown, style: str, form: str | None = None) -> Placed:
        """Into the column, where this report has it."""
        if name not in self.plan.names:
            return _NOWHERE
        return self.page.put(self.row, self.plan.at(name), value, style, form)

    def _draw_words(self) -> None:
        goal = self.one.goal
        *scope, days = where(self.book.report, self.one)
        self._put("goal", self.book.metric_label(goal.metric), "strong")
        self._put("where", f"{' · '.join(scope)}\n{days}", "label")
        self._put("objective", goal.objective, "label")
        self._put("owner", goal.owner, "label")
        self._put("status", status_text(self.book, self.one.status), "status")
        self._put("comment", _comment(self.book, self.one), "label after")

    def _amount(self, name: str, value: float | None, style: str = "figure") -> Placed:
        unit = self._unit
        return self._put(name, None if value is None else cell_value(value, unit), style, self._form)

    @property
    def _unit(self) -> Unit:
        return self.book.report.metric(self.one.goal.metric).unit

    def _aim(self, name: str, value: float | None) -> Placed:
        """A share of something that isn't known stays a share."""
        if value is not None and self.one.wanted is None and is_share(self.book.report, self.one):
            return self._put(name, value, "figure", number_format("percent", self.book.lang))
        return self._amount(name, value)

    @property
    def _form(self) -> str:
        figures = (self.one.goal.baseline, self.one.actual, self.one.expected, wanted(self.one))
        largest = max((abs(value) for value in figures if value is not None), default=0)
        return number_format(self._unit, self.book.lang, largest=largest)

    def _draw_actual(self, to: Placed, start: Placed) -> tuple[Placed, Sentence | None]:
        """The formula beside what the database gave, and whether they agree; else the value and why it is one."""
        given = self.one.actual
        stored_value = None if given is None else cell_value(given, self._unit)
        stored = self.page.put(self.row, self.plan.proof.stored, stored_value, "check", self._form)
        if given is None:
            self.page.put(self.row, self.plan.proof.check, None, "check")
            return self._amount("actual", None), None
        line = Line(self.row, to, start, grows=self._rule.above)
        live = Actual(self.book, self.page, self.plan.proof, line).draw(self.one)
        if isinstance(live, Sentence):
            self.page.put(self.row, self.plan.proof.check, None, "check")
            self.page.put(self.row, self.plan.proof.source, say("The database: {why}", why=live), "small")
            return self._amount("actual", given), live
        actual = self._put("actual", live, "figure", self._form)
        self.book.checked.append(self.page.put(self.row, self.plan.proof.check, agrees([(actual, stored)]), "check"))
        self.page.put(self.row, self.plan.proof.source, say("Formula over the Data sheets"), "small")
        return actual, None

    def _draw_forecast(self) -> None:
        forecast = estimate(self.one)
        end = (forecast.end.p10, forecast.end.median, forecast.end.p90) if forecast else (None, None, None)
        for name, value in zip(("low", "median", "high"), end, strict=True):
            self._amount(name, value, "estimate")
        odds = forecast.probability if forecast else None
        self._put("odds", odds, "estimate", odds_format(self.book.lang))


def _comment(book: Book, one: Standing) -> str:
    """What a person noted, the reason, and why there is no forecast; a line each."""
    why = one.no_forecast if estimate(one) is None and one.status != "no_data" else None
    return "\n".join(
        book.words(part) for part in (book.report.author.on_goal(one.goal.id), one.goal.note, one.reason, why) if part
    )


KIND = SheetKind(lambda _report: (say("Goals"),), _contents, _left_out, _draw)
