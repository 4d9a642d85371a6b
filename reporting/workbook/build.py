"""A report's values to the bytes of its workbook; or to the plan of what it would hold (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

from reporting.errors import Sentence, say
from reporting.language import text
from reporting.periods import period_text
from reporting.workbook import styles
from reporting.workbook.book import Book
from reporting.workbook.lint.examine import examine
from reporting.workbook.lint.model import Remark
from reporting.workbook.live import Ledger
from reporting.workbook.model import Plan, ReportInput, SheetPlan
from reporting.workbook.package import save
from reporting.workbook.page import Page
from reporting.workbook.safe import file_name, safe_text, sheet_name
from reporting.workbook.sheets import (
    ads,
    audience,
    changes,
    competition,
    content,
    cover,
    data,
    definitions,
    goal_data,
    goals,
    kpis,
    next_steps,
    platforms,
    reputation,
    sources,
    summary,
    work,
)
from reporting.workbook.sheets.heads import prepare
from reporting.workbook.sheets.kind import SheetKind

KINDS: Mapping[str, SheetKind] = {
    "cover": cover.KIND,
    "summary": summary.KIND,
    "goals": goals.KIND,
    "goal_data": goal_data.KIND,
    "kpis": kpis.KIND,
    "platforms": platforms.KIND,
    "content": content.KIND,
    "audience": audience.KIND,
    "competition": competition.KIND,
    "reputation": reputation.KIND,
    "ads": ads.KIND,
    "work": work.KIND,
    "next_steps": next_steps.KIND,
    "changes": changes.KIND,
    "definitions": definitions.KIND,
    "sources": sources.KIND,
    "data": data.KIND,
}

# A sheet is drawn after those whose cells it shows: the cover holds the bounds of the periods, Data the levels and the
# days of goals, KPIs the proof of all others.
_ORDER = (
    "cover",
    "data",
    "goal_data",
    "audience",
    "competition",
    "platforms",
    "reputation",
    "ads",
    "work",
    "goals",
    "kpis",
    "content",
    "next_steps",
    "changes",
    "definitions",
    "sources",
    "summary",
)

# What changed since the last issue stands before the evidence.
_EVIDENCE = ("definitions", "sources", "data", "goal_data")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A kind of sheet in this report: the keys and titles of its worksheets, or why it is left out."""

    kind: str
    titles: tuple[str, ...]
    left_out: Sentence | None

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.kind, *(f"{self.kind}.{at}" for at in range(2, len(self.titles) + 1)))


def plan(report: ReportInput) -> Plan:
    """What the workbook would hold, without drawing it."""
    sheets = tuple(_planned(report, sheet) for sheet in _sheets(report))
    return Plan(
        file_name=draft_name(report),
        sheets=sheets,
        freshness=report.freshness,
        compared={window.id: window.period for window in report.windows[1:]},
        notes=tuple(text(note, report.lang) for note in report.notes),
    )


def draft_name(report: ReportInput) -> str:
    """`client_period_v2-draft.xlsx`; the version for the team alone says so."""
    return file_name(report.client.name, report.period, f"{_version(report)}-{text(say('draft'), report.lang)}")


def approved_name(report: ReportInput) -> str:
    """`client_period_v2.xlsx`."""
    return file_name(report.client.name, report.period, _version(report))


def _version(report: ReportInput) -> str:
    readers = f"-{text(say('internal'), report.lang)}" if report.readers == "internal" else ""
    return f"{report.version}{readers}"


@dataclass(frozen=True, slots=True)
class Built:
    """A workbook's bytes, and what the linter finds in it."""

    data: bytes
    remarks: tuple[Remark, ...]


def build(report: ReportInput) -> bytes:
    """The workbook. The same report gives the same bytes, `generated_at` included."""
    return build_checked(report).data


def build_checked(report: ReportInput) -> Built:
    """The workbook and its remarks, which stand in its Sources too."""
    book = _drawn(report)
    remarks = examine(book)
    if "sources" in book.pages:
        sources.draw_remarks(book, book.pages["sources"], remarks)
    _finish(book)
    data = save(book.workbook, {page.sheet.title: page.extras for page in book.pages.values()})
    return Built(data, remarks)


def lint(report: ReportInput) -> tuple[Remark, ...]:
    """What the linter finds, without writing the workbook."""
    return examine(_drawn(report))


def _drawn(report: ReportInput) -> Book:
    workbook = Workbook()
    workbook.remove(workbook.active)
    colors = styles.palette(report.catalog.theme, report.client.brand, report.lang)
    styles.register(workbook, colors)
    book = Book(report, workbook, colors, Ledger({table.id: table for table in report.data if table.rows}))
    sheets = _sheets(report)
    _open_pages(book, sheets)
    for kind in _ORDER:
        for sheet in sheets:
            if sheet.kind == kind and sheet.left_out is None:
                KINDS[kind].draw(book, sheet.keys)
    return book


def _sheets(report: ReportInput) -> list[_Sheet]:
    """The recipe's sheets in its order; the cover is always there, because formulas take the periods from it.

    What the charts of goals are drawn from comes last.
    """
    kinds: list[str] = [sheet.kind for sheet in report.recipe.sheets]
    kinds = kinds if "cover" in kinds else ["cover", *kinds]
    if "goals" in kinds and goal_data.charted(report):
        kinds.append("goal_data")
    if changes.since(report):
        kinds.insert(min(kinds.index(kind) for kind in (*_EVIDENCE, kinds[-1]) if kind in kinds), "changes")
    found = []
    for kind in kinds:
        names = KINDS[kind].names(report) or (say("Data"),)
        titles = tuple(sheet_name(text(name, report.lang)) for name in names)
        found.append(_Sheet(kind, titles, KINDS[kind].left_out(report)))
    return found


def _open_pages(book: Book, sheets: list[_Sheet]) -> None:
    for sheet in sheets:
        if sheet.left_out is not None:
            book.left_out.append((sheet.titles[0], sheet.left_out))
            continue
        for key, title in zip(sheet.keys, sheet.titles, strict=True):
            page = Page(book.workbook.create_sheet(title), book.lang, book.colors, exact=sheet.kind in _EVIDENCE)
            page.sheet.sheet_properties.codeName = key.replace(".", "_")
            book.pages[key] = page
            prepare(book, page, color=_tab_color(book, sheet.kind))
        if sheet.kind != "cover":
            shown = tuple(text(part, book.lang) for part in KINDS[sheet.kind].contents(book.report))
            book.contents.append((sheet.titles[0], shown))


def _tab_color(book: Book, kind: str) -> str:
    """Brand for what the client reads first, accent for the figures, grey for the evidence."""
    if kind in {"cover", "summary"}:
        return book.colors.brand
    return book.colors.muted if kind in {"changes", *_EVIDENCE} else book.colors.accent


def _planned(report: ReportInput, sheet: _Sheet) -> SheetPlan:
    if sheet.left_out is not None:
        return SheetPlan(sheet.kind, sheet.titles, left_out=text(sheet.left_out, report.lang))
    shown = tuple(text(part, report.lang) for part in KINDS[sheet.kind].contents(report))
    return SheetPlan(sheet.kind, sheet.titles, shown)


def _finish(book: Book) -> None:
    """Document properties, gridlines, every sheet opened at A1 and the first one in front."""
    report = book.report
    title = book.words(say("Performance report – {period}", period=period_text(report.period, report.lang)))
    generated = report.generated_at.replace(tzinfo=None)
    book.workbook.properties = DocumentProperties(
        title=safe_text(f"{report.client.name} – {title}"),
        subject=safe_text(title),
        creator=safe_text(report.prepared_by),
        lastModifiedBy=safe_text(report.prepared_by),
        language=report.lang,
        version=safe_text(report.version),
        contentStatus=book.words(say("Draft")),
        created=generated,
        modified=generated,
    )
    for key, page in book.pages.items():
        view = page.sheet.sheet_view
        view.showGridLines = key.startswith(("data", "goal_data"))
        view.tabSelected = key == "cover"
        view.zoomScale = 100
    book.workbook.active = 0
