"""Who an audience is: one dimension of one account as a table and a chart, with the day it was observed (layer 6)."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.language import territory, text
from reporting.numbers import NOT_PROVIDED
from reporting.workbook.book import Book
from reporting.workbook.live import MISSING, Live, Placed, Value
from reporting.workbook.market_model import MakeUp, People
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.styles import number_format, tint

_MOST = 10
_GAP, _LEAST_CHART = 0.8, 8.0
_BAR, _AROUND, _ROW_CM = 0.6, 2.3, 0.53
_FEW, _TWO_A_PAGE = 6, 5.8
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


def draw_makeup(book: Book, page: Page, row: int, last: int, made: MakeUp) -> int:
    """A heading, when and of whom it was observed, the table, and a chart beside it or below; gives the next row."""
    title = say("{network}: {what}", network=book.platform_label(made.platform), what=_lowered(dimension_words(made)))
    page.put(row, 1, title, "heading")
    page.height(row, 26)
    page.wide(row + 1, last, _observed(made), "note")
    crossed = any(one.second for one in made.people)
    table = (_Crossed if crossed else _Plain)(book, page, made)
    after = table.draw(row + 2)
    if len(table.labels) < 2:  # noqa: PLR2004 -- one bar compares nothing
        return after
    height = _TWO_A_PAGE if len(table.labels) <= _FEW else _AROUND + _BAR * len(table.labels)
    left = page.centimetres(table.width) + _GAP
    room = page.centimetres(last) - left
    beside = room >= _LEAST_CHART
    spot = Spot(row + 2, left, room, height) if beside else Spot(after + 1, 0, page.centimetres(last), height)
    _draw_chart(book, page, table, title, spot)
    return max(after, spot.row + math.ceil(height / _ROW_CM) + 1)


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
    """What a chart needs to know of a table that was drawn."""

    book: Book
    page: Page
    made: MakeUp
    labels: Sequence[str] = ()
    series: Sequence[Drawn] = ()
    width: int = 3

    @property
    def percent(self) -> str:
        return number_format("percent", self.book.lang).replace("0.00", "0.0")

    @property
    def color(self) -> str:
        return self.page.colors.platform(self.made.platform)


@dataclass(slots=True)
class _Plain(_Table):
    """A row per group: share, and people where they are counted. The smallest of many stand in one row."""

    def draw(self, row: int) -> int:
        page, made = self.page, self.made
        counted = any(one.people is not None for one in made.people)
        page.put(row, 1, say("Group"), "header")
        page.put(row, 2, say("Share"), "header figure")
        if counted:
            page.put(row, 3, _COUNTED[made.group], "header figure")
        self.width = 3 if counted else 2
        people = _sorted(made)
        several = len(people) > _MOST + 1 and made.dimension not in _ORDERED
        shown = people[:_MOST] if several else people
        rest = people[len(shown) :]
        first = row + 1
        end = first + len(shown) + bool(rest) - 1
        cells = [self._draw_row(at, one, (first, end), counted=counted) for at, one in enumerate(shown, first)]
        if rest:
            self._draw_rest(end, rest, (first, end), counted=counted)
        self._draw_total(end + 1, (first, end), counted=counted)
        self.labels = [_label(self.book, made, one.label) for one in shown]
        values = [cell.value for cell in cells]
        self.series = [Drawn(text(say("Share"), self.book.lang), 2, first, first + len(shown) - 1, values, self.color)]
        return end + 2

    def _draw_row(self, row: int, one: People, rows: tuple[int, int], *, counted: bool) -> Placed:
        self.page.put(row, 1, _label(self.book, self.made, one.label), "label")
        return self._draw_figures(row, one.share, one.people, rows, counted=counted)

    def _draw_figures(
        self, row: int, share: float | None, people: float | None, rows: tuple[int, int], *, counted: bool
    ) -> Placed:
        shown: Live | float | None = share
        if counted:
            held = self.page.put(row, 3, people, "figure", number_format("people", self.book.lang))
            whole = sum(one.people or 0 for one in self.made.people)
            value: Value = NOT_PROVIDED if people is None or not whole else people / whole
            shown = Live(f"IFERROR({held.ref}/SUM($C${rows[0]}:$C${rows[1]}),{MISSING})", value)
        return self.page.put(row, 2, shown, "figure", self.percent)

    def _draw_rest(self, row: int, rest: Sequence[People], rows: tuple[int, int], *, counted: bool) -> None:
        self.page.put(row, 1, say("{count} smaller {count:group|groups}", count=len(rest)), "label")
        shares = [one.share for one in rest if one.share is not None]
        people = [one.people for one in rest if one.people is not None]
        held = sum(people) if counted and people else None
        self._draw_figures(row, math.fsum(shares) if shares else None, held, rows, counted=counted)

    def _draw_total(self, row: int, rows: tuple[int, int], *, counted: bool) -> None:
        self.page.put(row, 1, say("All groups listed"), "strong")
        self.page.put(row, 2, _added(self.page, 2, rows), "figure", self.percent)
        if counted:
            form = number_format("people", self.book.lang)
            self.page.put(row, 3, _added(self.page, 3, rows), "figure", form)


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
        page, made, book = self.page, self.made, self.book
        genders = sorted({one.second or "" for one in made.people}, key=lambda one: (one not in _GENDERS, one))[:3]
        ages = sorted({one.label for one in made.people}, key=_size)
        whole = sum(one.people or 0 for one in made.people)
        shares = {(one.label, one.second or ""): _share(one, whole) for one in made.people}
        page.put(row, 1, say("Age"), "header")
        names = [text(_GENDERS[one], book.lang) if one in _GENDERS else one or NOT_PROVIDED for one in genders]
        for column, name in enumerate(names, 2):
            page.put(row, column, name, "header figure")
        first, last = row + 1, row + len(ages)
        for at, age in enumerate(ages, first):
            page.put(at, 1, _label(book, made, age), "label")
            for column, gender in enumerate(genders, 2):
                page.put(at, column, shares.get((age, gender)), "figure", self.percent)
        page.put(last + 1, 1, say("All groups listed"), "strong")
        for column in range(2, 2 + len(genders)):
            page.put(last + 1, column, _added(page, column, (first, last)), "figure", self.percent)
        self.labels = [_label(book, made, age) for age in ages]
        colors = (self.color, tint(self.color, 0.45), page.colors.muted)
        self.series = [
            Drawn(name, column, first, last, [shares.get((age, gender)) for age in ages], color)
            for column, (name, gender, color) in enumerate(zip(names, genders, colors, strict=False), 2)
        ]
        self.width = 1 + len(genders)
        return last + 2


def _draw_chart(book: Book, page: Page, table: _Table, title: Sentence, spot: Spot) -> None:
    plot = Plot(
        title=book.words(title),
        across=book.words(say("Group")),
        down=book.words(say("% of the audience")),
        text=say("Chart: {what}. The figures stand in the table beside it.", what=book.words(title)),
        form=number_format("percent", book.lang).replace("0.00", "0"),
        labels=table.labels,
        label_column=1,
        source=page,
    )
    bars(page, plot, table.series, spot, flat=True)
