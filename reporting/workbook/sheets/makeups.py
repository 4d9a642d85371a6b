"""Who an audience is: a table for each dimension of an account, two beside each other, with the day it was observed

A bar in the cell stands for a chart: a page holds four tables or more (layer 6)."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import DataBarRule
from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.language import territory, text
from reporting.numbers import NOT_PROVIDED
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.live import MISSING, Live, Value
from reporting.workbook.market_model import MakeUp, People
from reporting.workbook.page import Page
from reporting.workbook.sheets.heads import head
from reporting.workbook.styles import argb, number_format, tint

_MOST = 10
_FIRST = 4
_WIDTHS = (32, 18, 18, 18)
_GAP = 4
_RIGHT = len(_WIDTHS) + 2
_LIGHT = 0.6
_ORDERED = {"age", "age_gender", "company_size"}
_PLACES = {"country", "territory"}
_DIMENSIONS: Mapping[str, Sentence] = {
    "age_gender": say("by age and gender"),
    "age": say("by age"),
    "gender": say("by gender"),
    "country": say("by country"),
    "territory": say("by country"),
    "location": say("by place"),
    "city": say("by city"),
    "job_function": say("by job function"),
    "seniority": say("by seniority"),
    "industry": say("by industry"),
    "company_size": say("by company size"),
    "subscription_status": say("by subscription"),
}
_GROUPS: Mapping[str, Sentence] = {
    "followers": say("Followers"),
    "viewers": say("Views"),
    "visitors": say("Page views of visitors"),
}
_COUNTED: Mapping[str, Sentence] = {
    "followers": say("People (n)"),
    "viewers": say("Views (n)"),
    "visitors": say("Page views (n)"),
}
_GENDERS: Mapping[str, Sentence] = {"female": say("Women"), "male": say("Men"), "other": say("Other")}
_AGE = re.compile(r"(?:AGE_)?(\d{1,2})[_–-](\d{2})?")


def dimension_words(made: MakeUp) -> Sentence:
    return say("{audience} {dimension}", audience=_GROUPS[made.group], dimension=_DIMENSIONS[made.dimension])


def draw_makeups(book: Book, page: Page) -> None:
    """Two beside each other, and a row of them never over two pages."""
    page.columns([*_WIDTHS, _GAP, *_WIDTHS])
    title = say("Make-up of the audience – {period}", period=period_text(book.report.period, book.lang))
    head(page, title, say("Who follows and who looks, where an export says so."), _RIGHT + len(_WIDTHS) - 1)
    made, row, blocks = book.report.market.makeups, _FIRST, list[tuple[int, int]]()
    for at in range(0, len(made), 2):
        places = zip((1, _RIGHT), made[at : at + 2], strict=False)
        after = max(_draw_makeup(book, page, (row, column), one) for column, one in places)
        blocks.append((row, after - 1))
        row = after + 1
    page.keep_together(blocks, _RIGHT + len(_WIDTHS) - 1)
    page.sheet.freeze_panes = f"A{_FIRST}"
    page.sheet.print_area = f"A1:{get_column_letter(_RIGHT + len(_WIDTHS) - 1)}{row - 2}"


def _draw_makeup(book: Book, page: Page, place: tuple[int, int], made: MakeUp) -> int:
    """A heading, when and of whom it was observed, and the table; gives the next row."""
    row, left = place
    title = say("{network}: {what}", network=book.platform_label(made.platform), what=_lowered(dimension_words(made)))
    page.put(row, left, title, "heading")
    page.height(row, 26)
    page.wide(row + 1, len(_WIDTHS), _observed(made), "note", start=left)
    crossed = any(one.second for one in made.people)
    return (_Crossed if crossed else _Plain)(book, page, made, left).draw(row + 2)


def _lowered(words: Sentence) -> Sentence:
    """As it stands after a colon: our own words begin with a capital only at the start of a line."""
    return Sentence(words.msgid, tuple((name, _LOWER.get(value, value)) for name, value in words.fields))


_LOWER: Mapping[object, Sentence] = {
    _GROUPS["followers"]: say("followers"),
    _GROUPS["viewers"]: say("views"),
    _GROUPS["visitors"]: say("page views of visitors"),
}


def _observed(made: MakeUp) -> Sentence:
    counted = any(one.people is not None for one in made.people)
    of = (
        say("Shares of all whose group the file knows.")
        if counted
        else say("Shares as the network gives them; groups that it does not list are missing.")
    )
    if made.stated:
        return say("{account}, as of {day}. {of}", account=made.account, day=made.observed, of=of)
    return say(
        "{account}, imported on {day}; the file itself has no date. {of}",
        account=made.account,
        day=made.observed,
        of=of,
    )


def _label(book: Book, made: MakeUp, words: str) -> str:
    """Codes of age, gender and country in the reader's words; all else as the file says it."""
    if made.dimension in _PLACES:
        return territory(words, book.lang) or words
    if made.dimension == "gender":
        known = next((one for key, one in _GENDERS.items() if words.casefold().removeprefix("gender_") == key), None)
        return text(known, book.lang) if known else words
    if made.dimension in {"age", "age_gender"} and (found := _AGE.fullmatch(words)):
        return f"{found[1]}–{found[2]}" if found[2] else f"{found[1]}+"
    return words


def _size(words: str) -> tuple[int, str]:
    """Ages and sizes of companies by their first number."""
    found = re.search(r"\d+", re.sub(r"(?<=\d)[\s,.\u202f\u00a0](?=\d{3})", "", words))
    return (int(found[0]) if found else 10**9, words)


def _share(one: People, whole: float) -> float | None:
    """Known shares as given, else people over all people known."""
    if one.people is not None:
        return one.people / whole if whole else None
    return one.share


def _sorted(made: MakeUp) -> list[People]:
    if made.dimension in _ORDERED:
        return sorted(made.people, key=lambda one: _size(one.label))
    whole = sum(one.people or 0 for one in made.people)
    return sorted(made.people, key=lambda one: (-(_share(one, whole) or -1), one.label))


@dataclass(slots=True)
class _Table:
    """left: its first column."""

    book: Book
    page: Page
    made: MakeUp
    left: int

    @property
    def percent(self) -> str:
        return number_format("percent", self.book.lang).replace("0.00", "0.0")

    def show_bars(self, column: int, rows: tuple[int, int]) -> None:
        """In the network's colour, lightened so that the figure is read over it. All of them, so that 100% is full."""
        letter = get_column_letter(column)
        color = argb(tint(self.page.colors.platform(self.made.platform), _LIGHT))
        rule = DataBarRule(start_type="num", start_value=0, end_type="num", end_value=1, color=color, minLength=0)
        self.page.sheet.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{rows[1]}", rule)


@dataclass(slots=True)
class _Plain(_Table):
    """A row per group: share, and people where they are counted. The smallest of many stand in one row."""

    def draw(self, row: int) -> int:
        counted = any(one.people is not None for one in self.made.people)
        self._draw_header(row, counted=counted)
        people = _sorted(self.made)
        several = len(people) > _MOST + 1 and self.made.dimension not in _ORDERED
        shown = people[:_MOST] if several else people
        rest = people[len(shown) :]
        first = row + 1
        end = first + len(shown) + bool(rest) - 1
        for at, one in enumerate(shown, first):
            self._draw_row(at, one, (first, end), counted=counted)
        if rest:
            self._draw_rest(end, rest, (first, end), counted=counted)
        self._draw_total(end + 1, (first, end), counted=counted)
        self.show_bars(self.left + 1, (first, end))
        return end + 2

    def _draw_header(self, row: int, *, counted: bool) -> None:
        self.page.put(row, self.left, say("Group"), "header")
        self.page.put(row, self.left + 1, say("Share"), "header figure")
        if counted:
            self.page.put(row, self.left + 2, _COUNTED[self.made.group], "header figure")

    def _draw_row(self, row: int, one: People, rows: tuple[int, int], *, counted: bool) -> None:
        self.page.put(row, self.left, _label(self.book, self.made, one.label), "label")
        self._draw_figures(row, one.share, one.people, rows, counted=counted)

    def _draw_figures(
        self, row: int, share: float | None, people: float | None, rows: tuple[int, int], *, counted: bool
    ) -> None:
        shown: Live | float | None = share
        if counted:
            held = self.page.put(row, self.left + 2, people, "figure", number_format("people", self.book.lang))
            whole = sum(one.people or 0 for one in self.made.people)
            value: Value = NOT_PROVIDED if people is None or not whole else people / whole
            letter = get_column_letter(self.left + 2)
            shown = Live(f"IFERROR({held.ref}/SUM(${letter}${rows[0]}:${letter}${rows[1]}),{MISSING})", value)
        self.page.put(row, self.left + 1, shown, "figure", self.percent)

    def _draw_rest(self, row: int, rest: Sequence[People], rows: tuple[int, int], *, counted: bool) -> None:
        self.page.put(row, self.left, say("{count} smaller {count:group|groups}", count=len(rest)), "label")
        shares = [one.share for one in rest if one.share is not None]
        people = [one.people for one in rest if one.people is not None]
        held = sum(people) if counted and people else None
        self._draw_figures(row, math.fsum(shares) if shares else None, held, rows, counted=counted)

    def _draw_total(self, row: int, rows: tuple[int, int], *, counted: bool) -> None:
        self.page.put(row, self.left, say("All groups listed"), "strong")
        self.page.put(row, self.left + 1, _added(self.page, self.left + 1, rows), "figure", self.percent)
        if counted:
            form = number_format("people", self.book.lang)
            self.page.put(row, self.left + 2, _added(self.page, self.left + 2, rows), "figure", form)


def _added(page: Page, column: int, rows: tuple[int, int]) -> Live:
    """The sum of the cells above, cached from what they hold."""
    cells = [page.sheet.cell(row, column) for row in range(rows[0], rows[1] + 1)]
    held = [page.extras.cached.get(cell.coordinate, cell.value) for cell in cells]
    known = [value for value in held if isinstance(value, int | float)]
    letter = get_column_letter(column)
    ref = f"${letter}${rows[0]}:${letter}${rows[1]}"
    value: Value = (
        NOT_PROVIDED if not known else sum(known) if all(isinstance(v, int) for v in known) else math.fsum(known)
    )
    return Live(f"IF(COUNT({ref})=0,{MISSING},SUM({ref}))", value)


@dataclass(slots=True)
class _Crossed(_Table):
    """A row per age, a column per gender: shares of all, as given or of the people known."""

    def draw(self, row: int) -> int:
        made = self.made
        genders = sorted({one.second or "" for one in made.people}, key=lambda one: (one not in _GENDERS, one))[:3]
        ages = sorted({one.label for one in made.people}, key=_size)
        whole = sum(one.people or 0 for one in made.people)
        shares = {(one.label, one.second or ""): _share(one, whole) for one in made.people}
        self.page.put(row, self.left, say("Age"), "header")
        rows = (row + 1, row + len(ages))
        for at, age in enumerate(ages, rows[0]):
            self.page.put(at, self.left, _label(self.book, made, age), "label")
        self.page.put(rows[1] + 1, self.left, say("All groups listed"), "strong")
        for column, gender in enumerate(genders, self.left + 1):
            self._draw_column(column, gender, rows, [shares.get((age, gender)) for age in ages])
        return rows[1] + 2

    def _draw_column(self, column: int, gender: str, rows: tuple[int, int], shares: Sequence[float | None]) -> None:
        page, known = self.page, _GENDERS.get(gender)
        page.put(rows[0] - 1, column, known or gender or NOT_PROVIDED, "header figure")
        for row, share in enumerate(shares, rows[0]):
            page.put(row, column, share, "figure", self.percent)
        page.put(rows[1] + 1, column, _added(page, column, rows), "figure", self.percent)
        self.show_bars(column, rows)
