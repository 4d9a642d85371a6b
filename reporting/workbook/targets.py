"""The workbook in which targets are filled in: headings, drop-down lists, instructions (layer 6)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.goals.faults import SHARES, media_types
from reporting.goals.model import Goal
from reporting.goals.scoping import account_word
from reporting.goals.target_columns import COLUMNS, TargetColumn
from reporting.language import Language, text
from reporting.periods import Period, period_text
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.model import Account, Brand, Client
from reporting.workbook.package import save
from reporting.workbook.safe import safe_text, sheet_name
from reporting.workbook.styles import Palette, argb, fill, palette, register

LIST_ROWS = 5_000
_WIDTHS = {"metric": 34, "kind": 24, "client": 24, "note": 40, "objective": 26, "owner": 18}
_WIDTH = 17
_NUMBERS = ("target", "stretch", "baseline", "weight")
_TITLES = say("Targets"), say("Instructions"), say("Lists")
_NO_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a document must state one; it has no zone
_EXAMPLES = ("2026-10", "2026-Q4", "2026-W44", "2026", "2026-10-01..2026-10-15")


@dataclass(frozen=True, slots=True)
class TargetBook:
    """What the workbook offers, in one language. goals: rows that are filled in already."""

    lang: Language
    catalog: Catalog
    clients: tuple[Client, ...]
    accounts: tuple[Account, ...]
    labels: tuple[ContentLabel, ...]
    goals: tuple[Goal, ...] = ()

    def words(self, sentence: Sentence | str) -> str:
        return text(sentence, self.lang)

    def title(self, at: int) -> str:
        return sheet_name(self.words(_TITLES[at]))


def target_book(book: TargetBook) -> bytes:
    """The same values give the same bytes."""
    workbook = Workbook()
    workbook.properties.created = workbook.properties.modified = _NO_DAY
    colors = palette(book.catalog.theme, book.clients[0].brand if len(book.clients) == 1 else Brand())
    register(workbook, colors)
    sheet: Worksheet = workbook.active
    sheet.title = book.title(0)
    instructions, lists = workbook.create_sheet(book.title(1)), workbook.create_sheet(book.title(2))
    _head(sheet, book, colors)
    for row, goal in enumerate(book.goals, 2):
        _fill(sheet, row, _cells(book, goal), _percents(book, goal))
    _offer(sheet, lists, book)
    _explain(instructions, book, colors)
    return save(workbook, {})


def _head(sheet: Worksheet, book: TargetBook, colors: Palette) -> None:
    for at, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, at, column.headings[book.lang][0])
        cell.font = Font(bold=True, color=argb(colors.on_brand))
        cell.fill = fill(colors.brand)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.name, _WIDTH)
        if column.name not in _NUMBERS:
            sheet.column_dimensions[letter].number_format = "@"
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"


def _cells(book: TargetBook, goal: Goal) -> dict[str, str | float | None]:
    scope, lang = goal.scope, book.lang
    return {
        "client": next((one.name for one in book.clients if one.id == goal.client_id), None),
        "metric": _label(book, goal.metric),
        "kind": _kind(book, goal.kind),
        "platforms": _joined(book.catalog.theme.platforms[name].label for name in scope.platforms),
        "accounts": _joined(account_word(book.accounts, number) for number in scope.accounts),
        "media_types": _joined(scope.media_types),
        "pillars": _joined(scope.pillars),
        "campaigns": _joined(scope.campaigns),
        "period": _period(goal.period, lang),
        "target": goal.target,
        "stretch": goal.stretch,
        "baseline": goal.baseline,
        "baseline_period": _period(goal.baseline_period, lang) if goal.baseline_period else None,
        "objective": goal.objective,
        "weight": goal.weight,
        "owner": goal.owner,
        "note": goal.note,
    }


def _fill(sheet: Worksheet, row: int, cells: dict[str, str | float | None], percents: dict[str, str]) -> None:
    for at, column in enumerate(COLUMNS, 1):
        value = cells[column.name]
        if isinstance(value, str):
            cell = sheet.cell(row, at, safe_text(value))
            cell.data_type, cell.number_format = "s", "@"
            cell.quotePrefix = True
        elif value is not None:
            cell = sheet.cell(row, at, value)
            cell.number_format = percents.get(column.name, "General")


def _offer(sheet: Worksheet, lists: Worksheet, book: TargetBook) -> None:
    """A list below each heading where there is something to choose; where several can be named, it only proposes."""
    offers: dict[str, Sequence[str]] = {
        "client": [one.name for one in book.clients],
        "metric": [_label(book, name) for name in _fitting(book.catalog)],
        "kind": [one.label[book.lang] for one in book.catalog.goal_kinds.values()],
        "platforms": [book.catalog.theme.platforms[name].label for name in _platforms(book.catalog)],
        "accounts": list(dict.fromkeys(account_word(book.accounts, one.id) for one in _own(book))),
        "media_types": media_types(book.catalog),
        "pillars": _names(book, "pillar"),
        "campaigns": _names(book, "campaign"),
        "period": _EXAMPLES,
    }
    for at, (name, values) in enumerate(offers.items(), 1):
        _list(lists, at, values)
        if values:
            place = next(n for n, column in enumerate(COLUMNS, 1) if column.name == name)
            _drop_down(
                sheet, place, f"'{lists.title}'!${get_column_letter(at)}$1:${get_column_letter(at)}${len(values)}"
            )
    lists.sheet_state = "hidden"


def _list(lists: Worksheet, at: int, values: Iterable[str]) -> None:
    for row, value in enumerate(values, 1):
        cell = lists.cell(row, at, safe_text(value))
        cell.data_type, cell.quotePrefix = "s", True


def _drop_down(sheet: Worksheet, at: int, source: str) -> None:
    """It proposes: ids, other languages and several names with commas are read too."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(at)
    rule.add(f"{letter}2:{letter}{LIST_ROWS}")
    sheet.add_data_validation(rule)


def _explain(sheet: Worksheet, book: TargetBook, colors: Palette) -> None:
    lines = [
        say("One row is one goal. Fill in the first sheet, save it, and drop the file where you found the template."),
        say("Before anything is kept you see what is new, what changes and what can’t be read, cell by cell."),
        say("A goal that is set already is changed by its row; an empty cell leaves what is there."),
        say("The same file twice changes nothing. No row takes a goal away."),
        say("Names can be chosen from the lists or written, in French or English."),
    ]
    sheet.cell(1, 1, book.words(say("How to fill in targets"))).font = Font(
        bold=True, size=16, color=argb(colors.brand_text)
    )
    for row, line in enumerate(lines, 3):
        sheet.cell(row, 1, book.words(line))
    first = len(lines) + 4
    for row, column in enumerate(COLUMNS, first):
        sheet.cell(row, 1, column.headings[book.lang][0]).font = Font(bold=True)
        sheet.cell(row, 2, book.words(column.meaning)).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 3, book.words(say("needed")) if _needed(column, book) else None)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90


def _needed(column: TargetColumn, book: TargetBook) -> bool:
    return column.needed or (column.name == "client" and len(book.clients) > 1)


def _percents(book: TargetBook, goal: Goal) -> dict[str, str]:
    """Formats of the cells that are percentages, with as many decimals as keep the number."""
    rate = book.catalog.metrics[goal.metric].unit == "percent"
    share = book.catalog.goal_kinds[goal.kind].rule in SHARES
    names = ("target", "stretch", "baseline") if rate else ("target", "stretch") if share else ()
    values = {name: getattr(goal, name) for name in names}
    return {
        name: "0.00%" if round(value, 4) == value else "0.000000000000%"
        for name, value in values.items()
        if value is not None
    }


def _fitting(catalog: Catalog) -> list[str]:
    """Figures that some kind of goal fits."""
    kinds = {kind for one in catalog.goal_kinds.values() for kind in one.metric_kinds}
    return [name for name, metric in catalog.metrics.items() if metric.kind in kinds]


def _platforms(catalog: Catalog) -> list[str]:
    there = {name for format_ in catalog.formats.values() for name in format_.platforms}
    return [name for name in catalog.networks if name in there]


def _label(book: TargetBook, metric: str) -> str:
    """What people call it, unless another figure is called so too."""
    label = book.catalog.metrics[metric].label[book.lang]
    same = [one for one in book.catalog.metrics.values() if label in {one.label.en, one.label.fr}]
    return label if len(same) == 1 else metric


def _kind(book: TargetBook, kind: str) -> str:
    return book.catalog.goal_kinds[kind].label[book.lang]


def _own(book: TargetBook) -> list[Account]:
    numbers = {client.id for client in book.clients}
    return [one for one in book.accounts if one.client_id in numbers]


def _names(book: TargetBook, kind: str) -> list[str]:
    numbers = {client.id for client in book.clients}
    return list(dict.fromkeys(one.name for one in book.labels if one.kind == kind and one.client_id in numbers))


def _period(period: Period, lang: Language) -> str:
    return period_text(period, lang) if period.kind in {"month", "quarter", "year"} else period.key


def _joined(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None
