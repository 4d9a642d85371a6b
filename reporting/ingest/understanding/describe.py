"""From the grids of a file to what was found in them (layer 2). Runs in the reading child."""

import datetime as dt
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from reporting.catalog.edition import edition
from reporting.catalog.folding import fold
from reporting.catalog.model import Catalog
from reporting.errors import BilanError, say
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.model import AccountFound, Answers, Found, Notice, Question
from reporting.ingest.understanding import notices
from reporting.ingest.understanding.blocks import filled
from reporting.ingest.understanding.days import Order
from reporting.ingest.understanding.normalise import Plan, counted_from, create_typed, write_rows
from reporting.ingest.understanding.numerals import decided
from reporting.ingest.understanding.outside import Outside
from reporting.ingest.understanding.private import private_refusal
from reporting.ingest.understanding.questions import (
    account_question,
    format_question,
    hints,
    last_day,
    order_question,
    platform_of,
    platform_question,
    until_question,
)
from reporting.ingest.understanding.recognise import Fit, Recogniser, Recognition
from reporting.ingest.understanding.rejections import rejected_cells
from reporting.ingest.understanding.shapes import Source, source_of
from reporting.ingest.understanding.stated import stated
from reporting.ingest.understanding.survey import Survey, last_month_day, order_of, survey
from reporting.ingest.understanding.totals import Count, accounts, contradicting, count, hold
from reporting.ingest.understanding.unusable import broken_down, is_broken_down, no_figures, no_rows
from reporting.ingest.understanding.values import Manner

_WORKBOOKS = ("xlsx", "xls", "xml")
_FEW = 2
_SMALL = 30
"""Rows of a table that may say for what the others were made."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is the same for every table of one file."""

    con: duckdb.DuckDBPyConnection
    catalog: Catalog
    answers: Answers
    file: str
    sha256: str
    work: Path
    today: dt.date

    def place(self, grid: Grid) -> str:
        return ", ".join(filter(None, (self.file, grid.member)))

    def found(self, grid: Grid, **fields: object) -> Found:
        return replace(Found(self.file, grid.member, self.sha256, "unknown"), **fields)  # type: ignore[arg-type]  # fields of Found


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised table after the first look at its cells."""

    fit: Fit
    source: Source
    survey: Survey

    @property
    def family(self) -> tuple[str, str]:
        """Tables that were written by one program in one go: the sheets of a workbook, or one text file."""
        grid = self.fit.block.grid
        member = grid.member or ""
        return ("book", member.rpartition("/")[0]) if grid.kind in _WORKBOOKS else ("text", member)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was decided about a table before its rows are written, with what there is to say about it."""

    fit: Fit
    plan: Plan
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    hinted: Mapping[str, str] = field(default_factory=dict)


def describe(inspection: Inspection, tables: Sequence[Grid | UnreadableMember]) -> list[Found]:
    """One Found for each table of each grid, in the order of the file."""
    recogniser = Recogniser(inspection.catalog)
    pending: list[Found | Table] = []
    lines = _lines(tables)
    for grid in tables:
        if isinstance(grid, UnreadableMember):
            pending.append(refused(inspection, grid.member, grid.error))
            continue
        outside = Outside((inspection.file, grid.member or ""), lines)
        pending += [_looked_at(inspection, r, outside) for r in recogniser.recognise(inspection.con, grid, outside)]
    pending = _without_settings(pending)
    readable = [table for table in pending if isinstance(table, Table)]
    manners = {
        family: _manner(inspection, [t for t in readable if t.family == family])
        for family in {t.family for t in readable}
    }
    return [
        item if isinstance(item, Found) else replace(_written(inspection, item, manners[item.family], n), block=n)
        for n, item in enumerate(pending)
    ]


def _lines(tables: Sequence[Grid | UnreadableMember]) -> tuple[str, ...]:
    """The lines of small tables, where an export says for what it was made; of a file with several tables."""
    small = [grid for grid in tables if isinstance(grid, Grid) and grid.rows <= _SMALL and len(tables) > 1]
    return tuple(" ".join(cell.strip() for cell in cells if cell) for grid in small for _, cells in grid.head)


def _without_settings(pending: Sequence[Found | Table]) -> list[Found | Table]:
    """Tables without figures don't count beside others; alone, one is refused with its reason."""
    others = [item for item in pending if isinstance(item, Table) or item.status != "refused" or item.format is None]
    return others or list(pending)


def refused(inspection: Inspection, member: str | None, error: BilanError) -> Found:
    found = tuple(Notice("error", sentence) for sentence in error.sentences)
    return Found(inspection.file, member, inspection.sha256, "refused", notices=found, code=error.code)


def _looked_at(inspection: Inspection, recognition: Recognition, outside: Outside) -> Found | Table:
    grid = recognition.block.grid
    fits = _chosen(recognition.fits, inspection.answers.format)
    if len(fits) > 1 or _too_common(inspection, fits, grid):
        ids = tuple(fit.format.id for fit in fits)
        titles = [fit.format.title for fit in fits]
        notice = Notice(
            "error",
            say("Several formats fit: {formats}.", formats=titles)
            if len(fits) > 1
            else say("It may be “{format}”, but many files have these headings.", format=titles[0]),
        )
        return inspection.found(
            grid, status="ambiguous", notices=(*grid.notices, notice), questions=(format_question(ids),)
        )
    if not fits:
        return _unknown(inspection, recognition)
    if fits[0].format.drop is not None:
        return _turned_down(inspection, fits[0], no_figures(fits[0].format, inspection.place(grid)))
    source = source_of(fits[0], outside)
    return Table(fits[0], source, survey(inspection.con, source, inspection.catalog))


def _too_common(inspection: Inspection, fits: Sequence[Fit], grid: Grid) -> bool:
    """The headings alone don't tell, and neither does the name nor a person."""
    if not fits or not fits[0].format.common or fits[0].weight > _FEW or inspection.answers.format == fits[0].format.id:
        return False
    names = (inspection.file, grid.member or "")
    return not any(re.search(pattern, name) for pattern in fits[0].format.names for name in names)


def _chosen(fits: Sequence[Fit], answer: str | None) -> Sequence[Fit]:
    return [fit for fit in fits if fit.format.id == answer] or fits


def _unknown(inspection: Inspection, recognition: Recognition) -> Found:
    grid = recognition.block.grid
    private = private_refusal(inspection.file, grid.member)
    if private is not None:
        return refused(inspection, grid.member, private)
    headings = tuple(cell.strip() for cell in recognition.block.header[1] if cell is not None and filled(cell))
    said = notices.unknown(recognition)
    return inspection.found(grid, unknown_columns=headings, notices=(*grid.notices, *said))


def _manner(inspection: Inspection, tables: Sequence[Table]) -> Manner:
    """How numbers and dates read in tables of one origin."""
    surveys = [table.survey for table in tables]
    order, _ = order_of(surveys)
    marks = decided(
        sum(s.dots for s in surveys),
        sum(s.commas for s in surveys),
        semicolons=any(t.fit.block.grid.delimiter == ";" for t in tables),
        english=any(t.fit.meaning.language() in (None, "en") for t in tables),
    )
    return Manner(marks=marks, order=order or inspection.answers.order)


def _written(inspection: Inspection, table: Table, manner: Manner, number: int) -> Found:
    draft = _draft(inspection, table, manner, number)
    create_typed(inspection.con, draft.plan)
    counted = count(inspection.con, draft.plan)
    if counted.records == 0:
        return _turned_down(inspection, table.fit, no_rows(inspection.place(table.fit.block.grid)))
    doubles = contradicting(inspection.con, draft.plan) if counted.keys < counted.kept else None
    if doubles and is_broken_down(counted, _rows_of(inspection, doubles)):
        place = inspection.place(table.fit.block.grid)
        return _turned_down(inspection, table.fit, broken_down(inspection.catalog, table.fit.format, place))
    path = inspection.work / f"{inspection.sha256[:16]}-{secrets.token_hex(6)}.parquet"
    write_rows(inspection.con, draft.plan, str(path), merge=doubles)
    return _described(inspection, draft, counted, doubles=doubles, path=path)


def _rows_of(inspection: Inspection, relation: str) -> int:
    row = inspection.con.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608 -- our own table
    return int(row[0]) if row else 0


def _turned_down(inspection: Inspection, fit: Fit, error: BilanError) -> Found:
    """A table that is recognised, and goes in with no row."""
    grid = fit.block.grid
    found = refused(inspection, grid.member, error)
    return replace(found, format=fit.format.id, table=fit.format.table, notices=(*grid.notices, *found.notices))


def _draft(inspection: Inspection, table: Table, manner: Manner, number: int) -> Draft:
    """Decide what the file leaves open: years, network, account."""
    fit, answers = table.fit, inspection.answers
    hinted = hints(fit.format, inspection.file, fit.block.grid.member)
    until, said, asked = _years(inspection, table, hinted)
    mark = table.survey.plain if manner.marks.decimals == "dot" else _whole_only(table)
    manner = replace(manner, plain=mark, until=until)
    manner = replace(manner, base=counted_from(inspection.con, table.source, manner))
    titled = fit.titled.platform if fit.titled is not None else None
    platform = platform_of(fit.format, titled, answers)
    if answers.platform is not None and platform not in (None, answers.platform):
        said = (*said, notices.platform_not_used(platform or "", answers.platform))
    if platform is None and not any(cell.to == "platform" for cell in table.source.cells):
        asked = (*asked, platform_question(fit.format))
    if _order_open(table, manner.order):
        asked = (*asked, order_question())
    plan = Plan(
        inspection.catalog,
        fit.format,
        table.source,
        manner,
        f"typed_{number}",
        inspection.today,
        answers.account,
        platform,
    )
    return Draft(
        fit,
        plan,
        (*fit.block.grid.notices, *said, *notices.before(fit, table.survey, table.source, manner)),
        asked,
        hinted,
    )


def _order_open(table: Table, order: Order | None) -> bool:
    return order is None and table.survey.dates > 0


def _whole_only(table: Table) -> frozenset[str]:
    """Where the point isn't the decimal mark, only columns of whole numbers can be cast as they are."""
    return frozenset(
        c.name for c in table.source.cells if c.name in table.survey.plain and c.column.type in ("count", "id")
    )


def _years(
    inspection: Inspection, table: Table, hinted: Mapping[str, str]
) -> tuple[dict[str, dt.date], tuple[Notice, ...], tuple[Question, ...]]:
    """The last day of each column of dates without year, from the answer, the file's name, or the day of the import."""
    stated = inspection.answers.until or last_day(hinted)
    until: dict[str, dt.date] = {}
    taken: dt.date | None = None
    moved = {d.to for d in table.fit.format.derived if d.by == "nearest_year"}
    for cell in table.source.cells:
        if cell.column.order != "yearless":
            continue
        limit = stated or inspection.today
        last = last_month_day(inspection.con, table.source, cell)
        until[cell.name] = _newest(last, limit) if last is not None and cell.to not in moved else limit
        taken = until[cell.name] if cell.to not in moved and last is not None else taken
    if taken is None:
        return until, (), ()
    said = notices.year_taken(taken, inspection.answers.until is not None, last_day(hinted) is not None)
    return until, (said,), (() if stated else (until_question(taken),))


def _newest(month_day: dt.date, limit: dt.date) -> dt.date:
    """The newest day up to `limit` with this day and month."""
    for year in range(limit.year, limit.year - 9, -1):
        try:
            day = month_day.replace(year=year)
        except ValueError:
            continue
        if day <= limit:
            return day
    return limit


def _described(inspection: Inspection, draft: Draft, counted: Count, *, doubles: str | None, path: Path) -> Found:
    plan, fit, con = draft.plan, draft.fit, inspection.con
    held = hold(con, plan, str(path))
    seen = accounts(con, plan, str(path))
    asked = draft.questions
    if plan.account is not None and (counted.accountless or not seen):
        seen = tuple(dict.fromkeys((*seen, AccountFound(plan.account, plan.account))))
    elif not seen:
        asked = (*asked, account_question(draft.hinted))
    contradicted = _rows_of(inspection, doubles) if doubles else 0
    collapsed = 0 if fit.format.preamble else counted.kept - contradicted - held.rows
    return inspection.found(
        fit.block.grid,
        status="recognised",
        format=fit.format.id,
        platform=plan.platform,
        table=fit.format.table,
        language=_language(fit),
        records=counted.records,
        rejected=counted.rejected + contradicted,
        first=held.first,
        last=held.last,
        accounts=seen,
        unknown_columns=fit.meaning.unknown,
        totals=held.totals,
        notices=(
            *draft.notices,
            *notices.after(counted, collapsed, parts=inspection.catalog.tables[fit.format.table].adds),
        ),
        questions=asked,
        rejections=rejected_cells(con, plan, doubles) if counted.rejected or contradicted else (),
        rows=path,
        kept=held.rows,
        stated=stated(con, plan),
        definition=edition(fit.format),
    )


def _language(fit: Fit) -> str | None:
    """Of the headings, or of the title where the headings are data."""
    if fit.titled is None:
        return fit.meaning.language()
    title = fit.block.title or ""
    langs = [lang for lang, texts in fit.titled.titles.items() if fold(title) in map(fold, texts)]
    return "en" if "en" in langs else (langs[0] if langs else fit.meaning.language())
