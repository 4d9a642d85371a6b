"""Rules over the drawn workbook: formulas, empty sections, contrast, descriptions of drawings (layer 6)."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.lint.model import Remark
from reporting.workbook.page import Page
from reporting.workbook.styles import READABLE, contrast

_FAULTS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'((?:[^']|'')+)'!|(?<![\w'.])([A-Za-z_][\w.]*)!")
_NAME = re.compile(r"(?<![\w.!$'])([a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)+)(?![\w(!])")
_WHITE, _BLACK = "#FFFFFF", "#000000"
_SHOWN = 3
_HEADING = "Bilan heading"
_AROUND = ("Bilan title", "Bilan subtitle", "Bilan header", "Bilan data header")


def judge_drawn(book: Book) -> Iterator[Remark]:
    yield from _disagreement(book)
    for page in book.pages.values():
        yield from _formulas(book, page)
        yield from _empty(page)
        yield from _contrast(page)
        yield from _described(page)


def _disagreement(book: Book) -> Iterator[Remark]:
    broken = [placed.ref.replace("$", "") for placed in book.checked if placed.value == "✗"]
    if broken:
        yield Remark(
            "disagreement",
            "error",
            _some(broken),
            say("{n} {n:formula gives|formulas give} another figure than the database.", n=len(broken)),
            say("Run `verify`; where it finds nothing, report it with this file."),
        )


def _some(places: list[str]) -> Sentence | str:
    if len(places) <= _SHOWN:
        return ", ".join(places)
    return say("{places} and {n} more", places=places[:_SHOWN], n=len(places) - _SHOWN)


def _place(page: Page, cell: str) -> Sentence:
    return say("Sheet {sheet}, {cell}", sheet=page.sheet.title, cell=cell)


def _formulas(book: Book, page: Page) -> Iterator[Remark]:
    """A cached fault, a number that is none, a name or a sheet that isn't there."""
    for place, held in page.extras.cached.items():
        written = page.sheet[place].value
        words = written.text if isinstance(written, ArrayFormula) else str(written)
        wrong = _fault(book, words, held)
        if wrong is not None:
            yield Remark(
                "formula",
                "error",
                _place(page, place),
                wrong,
                say("Take the figure out of the recipe, and report it with this file."),
            )


def _fault(book: Book, formula: str, held: object) -> Sentence | None:
    if isinstance(held, str) and held.startswith(_FAULTS):
        return say("The formula gives {value}.", value=held)
    if isinstance(held, float) and not math.isfinite(held):
        return say("The formula gives no number.")
    bare = _QUOTED.sub('""', formula)
    if "#REF!" in bare:
        return say("The formula reads a cell that is gone.")
    sheets = [(quoted or plain).replace("''", "'") for quoted, plain in _SHEET.findall(bare)]
    lost = [name for name in sheets if name not in book.workbook.sheetnames]
    lost += [name for name in _NAME.findall(_SHEET.sub("", bare)) if name not in book.workbook.defined_names]
    return say("The formula reads {name}, which isn’t there.", name=lost[0]) if lost else None


def _empty(page: Page) -> Iterator[Remark]:
    """A heading with nothing below it before the next; a sheet with nothing but its title."""
    if page.extras.raw is not None:
        return
    headings: list[SheetCell] = []
    filled = {drawing.anchor._from.row + 1 for drawing in page.sheet._charts}  # noqa: SLF001 -- openpyxl has no public way
    for row in page.sheet.iter_rows():
        styles = {cell.style: cell for cell in reversed(row) if cell.value not in {None, ""}}
        if _HEADING in styles:
            headings.append(styles[_HEADING])
        elif any(not name.startswith(_AROUND) for name in styles):
            filled.add(row[0].row)
    if not headings and not filled:
        yield _hollow(page, page.sheet["A1"])
    ends = [*(cell.row for cell in headings[1:]), math.inf]
    for cell, end in zip(headings, ends, strict=bool(headings)):
        if not any(cell.row < row < end for row in filled):
            yield _hollow(page, cell)


def _hollow(page: Page, opener: SheetCell) -> Remark:
    return Remark(
        "empty_section",
        "warning",
        _place(page, opener.coordinate),
        say("Nothing stands below “{heading}”.", heading=str(opener.value)),
        say("Leave the section out of the recipe, or import what it needs."),
    )


def _contrast(page: Page) -> Iterator[Remark]:
    """Words against what is behind them, conditional colours included; a kind of cell is said once."""
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for row in page.sheet.iter_rows():
        for cell in row:
            if cell.value not in {None, ""}:
                pair = (_ink(cell), _paper(cell))
                seen[pair] += 1
                first.setdefault(pair, cell.coordinate)
    for pair, place in _conditional(page.sheet):
        seen[pair] += 1
        first.setdefault(pair, place)
    for pair, count in seen.items():
        ratio = contrast(*pair)
        if ratio < READABLE:
            yield Remark(
                "contrast",
                "error",
                _place(page, first[pair]),
                say(
                    "{ink} on {paper} has a contrast of {ratio} : 1, in {n} {n:cell|cells}; {least} : 1 is needed.",
                    ink=pair[0],
                    paper=pair[1],
                    ratio=round(ratio, 1),
                    n=count,
                    least=READABLE,
                ),
                say("Choose a darker or a lighter colour for the brand."),
            )


def _ink(cell: SheetCell) -> str:
    return _rgb(cell.font.color, _BLACK)


def _paper(cell: SheetCell) -> str:
    return _rgb(cell.fill.fgColor, _WHITE) if cell.fill.fill_type == "solid" else _WHITE


def _rgb(color: object, default: str) -> str:
    value = getattr(color, "rgb", None)
    return f"#{value[-6:]}" if isinstance(value, str) else default


def _conditional(sheet: Worksheet) -> Iterator[tuple[tuple[str, str], str]]:
    for cells in sheet.conditional_formatting:
        place = str(cells.sqref).partition(" ")[0].partition(":")[0]
        for rule in cells.rules:
            if rule.dxf is not None and rule.dxf.font is not None:
                cell = sheet[place]
                paper = _rgb(rule.dxf.fill.bgColor, _WHITE) if rule.dxf.fill is not None else _paper(cell)
                yield (_rgb(rule.dxf.font.color, _ink(cell)), paper), place


def _described(page: Page) -> Iterator[Remark]:
    drawings = len(page.sheet._charts) + len(page.sheet._images)  # noqa: SLF001 -- openpyxl has no public way
    said = [words for words in page.extras.descriptions if words.strip()]
    if len(said) < drawings:
        yield Remark(
            "alt_text",
            "error",
            say("Sheet {sheet}", sheet=page.sheet.title),
            say("{n} {n:drawing has|drawings have} no words for people who can’t see.", n=drawings - len(said)),
            say("Report it with this file: the program owes the description."),
        )
