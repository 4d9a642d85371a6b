"""The summary as its client meets it: one printed page, and on a laptop what matters without scrolling.

Read off the page that LibreOffice prints, as letters with their places and as a picture (a text that its cell cuts off
is among the letters still, but leaves no ink), and off the rows and columns of the sheet.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from reporting.actions.desk import Desk
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.catalog import Catalog
from reporting.language import Language
from reporting.printing.office import Office, to_pdf
from reporting.printing.pages import for_print
from reporting.warehouse.author import Passage
from reporting.workbook.build import build
from reporting.workbook.model import ReportInput
from tests.tools import soffice
from tests.workbook.conftest import OCTOBER, make_report, posts
from tests.workbook.standings import eight

# A laptop of 1366 × 768 or of 1920 × 1080 at 150 % shows at least 1280 × 720 pixels at 100 %. Of the height Excel and
# Windows take 272: task bar 40, title 30, tabs 24, ribbon 92, formula bar 22, column letters 20, sheet tabs 22, status
# bar 22; of the width 46: row numbers 28, scroll bar 18. A pixel is three quarters of a point.
SCREEN_POINTS = (720 - 272) * 0.75
SCREEN_PIXELS = 1280 - 46
FIRST = 3
HEADINGS: dict[Language, tuple[str, str, str]] = {
    "en": ("Decisions asked for", "What stands out", "Goals"),
    "fr": ("Décisions attendues", "Ce qui ressort", "Objectifs"),
}
LINE = 4.0
INK = 150
ZOOM = 3.0
WORDS = (
    "Les reels tournés en boutique portent le mois : six d’entre eux dépassent la portée habituelle des publications",
    "Les photos de plats attirent moins qu’en septembre, et les questions sur les horaires restent sans réponse",
    "Le concours a amené des abonnés de la région ; la plupart sont restés abonnés après la remise des lots",
)
DECISIONS = ("Valider 1 200 € pour les reels.", "Autoriser les témoignages.", "Choisir la date du concours.")


@dataclass(frozen=True, slots=True)
class Passages:
    """The texts of the summary that its client must not miss, each with the last row that it stands in."""

    decisions: list[tuple[str, int]]
    findings: list[tuple[str, int]]
    goals: list[tuple[str, int]]

    @property
    def rows(self) -> list[int]:
        return [row for _, row in (*self.decisions, *self.findings, *self.goals)]


@dataclass(frozen=True, slots=True)
class Letter:
    char: str
    box: tuple[float, float, float, float]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


@pytest.fixture(params=["example", "most"])
def shown(request: pytest.FixtureRequest, definitions: Catalog, lang: Language) -> ReportInput:
    """The example client; and a page with as many goals and decisions as it takes."""
    if request.param == "example":
        example: Desk = request.getfixturevalue("example")
        return Gathering(example, ReportQuery(1, OCTOBER, lang)).report()
    passages = [
        *(Passage("finding", words, at) for at, words in enumerate(WORDS)),
        *(Passage("decision", words, at) for at, words in enumerate(DECISIONS)),
        Passage("risk", "Sans nouvelle série, l’objectif de vues ne sera pas tenu."),
    ]
    return replace(make_report(definitions, lang), standings=eight(posts()), passages=tuple(passages))


def summary(workbook: bytes, lang: Language) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(workbook))["Summary" if lang == "en" else "Synthèse"]


def passages(sheet: Worksheet, lang: Language) -> Passages:
    decisions, findings, goals = (below(sheet, heading) for heading in HEADINGS[lang])
    return Passages(decisions, [one for one in findings if one[0][0] in "▲▼●"][:FIRST], goals[1:])


def below(sheet: Worksheet, heading: str) -> list[tuple[str, int]]:
    """Lines under a heading, each with its last row; of a table the cells of a row as one line."""
    (top,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == heading)
    last = {area.min_row: area.max_row for area in sheet.merged_cells.ranges if area.min_col == top.column}
    found = []
    for row in sheet.iter_rows(min_row=top.row + 1, min_col=top.column):
        if row[0].style == "Bilan heading" or (top.column > 1 and row[0].value is None):
            break
        if row[0].value is not None:
            cells = row if top.column > 1 else row[:1]
            found.append((" ".join(str(cell.value) for cell in cells), last.get(row[0].row, row[0].row)))
    return found


def bottom(sheet: Worksheet, row: int) -> float:
    return sum(sheet.row_dimensions[at].height or 15.0 for at in range(1, row + 1))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_decisions_first_findings_and_every_goal_stand_on_the_first_screen(shown: ReportInput, lang: Language) -> None:
    sheet = summary(build(shown), lang)
    found = passages(sheet, lang)
    author = shown.author
    assert [words[3:] for words, _ in found.decisions] == list(author.decisions)
    assert len(found.findings) == min(FIRST, len(author.findings)) == FIRST
    assert len(found.goals) == len(shown.standings) >= 7
    assert {row: bottom(sheet, row) for row in found.rows if bottom(sheet, row) > SCREEN_POINTS} == {}
    widths = (sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1))
    assert sum(7 * width + 5 for width in widths) <= SCREEN_PIXELS
    assert sheet.sheet_view.zoomScale in (None, 100)


@pytest.mark.office
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_summary_is_one_printed_page_on_which_all_of_it_can_be_read(
    shown: ReportInput, lang: Language, tmp_path: Path
) -> None:
    workbook = build(shown)
    found = passages(summary(workbook, lang), lang)
    printed = to_pdf(Office(soffice(), tmp_path, 240), for_print(workbook), lang)
    letters, picture = only_page(printed, summary(workbook, lang).cell(1, 1).value)
    middle = left_of(letters, HEADINGS[lang][2])
    left, right = (in_lines(one for one in letters if (one.box[0] >= middle) is side) for side in (False, True))
    whole = in_lines(letters)
    for words, where in (
        *((words, whole) for words, _ in found.decisions),
        *((words, left) for words, _ in found.findings),
        *((words, right) for words, _ in found.goals),
    ):
        assert without_ink(passage(where, words), picture) == [], words


def only_page(printed: bytes, title: str) -> tuple[list[Letter], Image.Image]:
    """The one page under the title, which each further page of its sheet would repeat."""
    document = pypdfium2.PdfDocument(printed)
    try:
        (page,) = (page for page in document if squeezed(title) in squeezed(page.get_textpage().get_text_range()))
        text = page.get_textpage()
        chars = ((text.get_text_range(at, 1), at) for at in range(text.count_chars()))
        letters = [Letter(char, text.get_charbox(at, loose=True)) for char, at in chars if char.isalnum()]
        width, height = page.get_size()
        assert all(0 < one.box[0] < one.box[2] < width and 0 < one.box[1] < one.box[3] < height for one in letters)
        return letters, page.render(scale=ZOOM).to_pil().convert("L")
    finally:
        document.close()


def squeezed(words: str) -> str:
    """Letters and figures only: spaces and signs come from other fonts, in an order of their own."""
    return "".join(filter(str.isalnum, words))


def left_of(letters: list[Letter], heading: str) -> float:
    """Where the right half begins, which its heading alone stands at: the largest letters of that word."""
    lines = "".join(one.char for one in letters)
    starts = [at for at in range(len(lines)) if lines.startswith(heading, at)]
    largest = max(starts, key=lambda at: letters[at].box[3] - letters[at].box[1])
    return letters[largest].box[0] - 1


def in_lines(letters: Iterable[Letter]) -> list[Letter]:
    """As they are read: line by line, from left to right."""
    lines: list[list[Letter]] = []
    for one in sorted(letters, key=lambda letter: -letter.middle):
        if lines and lines[-1][0].middle - one.middle < LINE:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [one for line in lines for one in sorted(line, key=lambda letter: letter.box[0])]


def passage(letters: list[Letter], words: str) -> list[Letter]:
    wanted = squeezed(words)
    start = "".join(one.char for one in letters).find(wanted)
    assert start >= 0, words
    return letters[start : start + len(wanted)]


def without_ink(letters: list[Letter], picture: Image.Image) -> list[str]:
    """Letters of which the picture shows nothing dark."""
    return [one.char for one in letters if _darkest(one, picture) > INK]


def _darkest(letter: Letter, picture: Image.Image) -> int:
    left, low, right, top = (int(edge * ZOOM) for edge in letter.box)
    cut = picture.crop((left, picture.height - top - 1, right + 1, picture.height - low))
    return min(shade for _, shade in cut.getcolors() or () if isinstance(shade, int))
