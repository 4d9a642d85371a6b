"""Bytes → Grids: what a file is, and the reader for it (layer 2)."""

import zipfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from reporting.errors import Sentence, UnreadableError, say
from reporting.ingest.grid import Grid, UnreadableMember
from reporting.ingest.model import Notice
from reporting.ingest.reading.container import Budget, Member, members, open_zip, unpack
from reporting.ingest.reading.csvfile import read_csv
from reporting.ingest.reading.htmltable import read_html
from reporting.ingest.reading.kinds import HEAD_BYTES, kind_of
from reporting.ingest.reading.naming import mismatch
from reporting.ingest.reading.package import is_package
from reporting.ingest.reading.refusals import too_large, too_many_parts
from reporting.ingest.reading.sheets import read_xls, read_xlsx
from reporting.ingest.reading.workbench import Workbench, workbench
from reporting.ingest.reading.xmlsheet import read_xml
from reporting.settings import Limits

Tables = list[Grid | UnreadableMember]
_TABLE_NAMES = (".csv", ".tsv", ".tab", ".xls", ".xlsx", ".xml", ".zip")
_NOT_FOR_US = ("WRONG_TYPE", "NOT_A_TABLE")


def read_grids(path: Path, name: str, con: duckdb.DuckDBPyConnection, limits: Limits) -> Tables:
    """Every table of a file: one Grid for a text file, one for each filled sheet, those of each member of a zip.

    Runs in the reading child, on its connection (workbench.connect); scratch goes to its temporary folder.
    Raises UnreadableError, with the file's name as place, if nothing can be read.
    """
    bench = workbench(con, limits)
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(size >> 20, limits.file_bytes >> 20)
        tables = _Reader(bench, Budget(limits.unpacked_bytes, limits.zip_members)).read(path, name, depth=0)
    except UnreadableError as error:
        error.where = f"{name}, {error.where}" if error.where else name
        raise
    finally:
        bench.clear()
    for table in tables:
        if isinstance(table, UnreadableMember):
            table.error.where = f"{name}, {table.member}"
    return tables


@dataclass(slots=True)
class _Reader:
    bench: Workbench
    budget: Budget
    skipped: list[str] = field(default_factory=list)

    def read(self, path: Path, name: str, *, depth: int) -> Tables:
        """The name is the person's or the archive's; it decides nothing."""
        with path.open("rb") as file:
            kind = kind_of(file.read(HEAD_BYTES))
        match kind:
            case "zip":
                return self._read_zip(path, name, depth)
            case "ole":
                return _named(read_xls(self.bench, path), name, "xls")
            case "xml":
                return _named(read_xml(self.bench, path), name, "xml")
            case "html":
                return _named([*read_html(self.bench, path)], name, "html")
            case "text":
                return _named([read_csv(self.bench, path, None)], name, "csv")

    def _read_zip(self, path: Path, name: str, depth: int) -> Tables:
        with open_zip(path, self.bench.limits) as archive:
            if is_package(frozenset(archive.namelist())):
                return _named(read_xlsx(self.bench, path, self.budget), name, "xlsx")
            if depth > self.bench.limits.zip_depth:
                raise _too_deep(self.bench.limits.zip_depth)
            inside = members(archive)
            self._count(len(inside))
            tables = [table for member in inside for table in self._read_member(archive, member, depth)]
        if not tables:
            raise _no_table()
        if depth == 0 and self.skipped:
            tables = _noted(tables, say("Not read, because they hold no table: {names}.", names=tuple(self.skipped)))
        if depth == 1:
            tables = _noted(tables, say("It lay in a zip inside the zip."))
        return _named(tables, name, "zip")

    def _count(self, files: int) -> None:
        """Over all levels: many small archives in an archive are one large one."""
        self.budget.members -= files
        if self.budget.members < 0:
            limit = self.bench.limits.zip_members
            raise too_many_parts(limit - self.budget.members, limit)

    def _read_member(self, archive: zipfile.ZipFile, member: Member, depth: int) -> Tables:
        """Tables of one member, named after it; its refusal is a value, so that the other members aren't lost."""
        copy = self.bench.new_path("")
        try:
            parts = unpack(archive, member.info, self.bench.limits, self.budget)
            with closing(parts), copy.open("wb") as file:
                file.writelines(parts)
            tables = self.read(copy, member.name, depth=depth + 1)
        except UnreadableError as error:
            if error.code == "ZIP_RATIO":
                raise
            if error.code in _NOT_FOR_US and not member.name.lower().endswith(_TABLE_NAMES):
                self.skipped.append(member.name)
                return []
            return [UnreadableMember(member.name, error)]
        finally:
            copy.unlink(missing_ok=True)
        if _is_prose(tables, member):
            self.skipped.append(member.name)
            return []
        return [_inside(member.name, table) for table in tables]


def _inside(name: str, table: Grid | UnreadableMember) -> Grid | UnreadableMember:
    return replace(table, member=f"{name}/{table.member}" if table.member else name)


def _is_prose(tables: Tables, member: Member) -> bool:
    """A text of one column under a name that no export has: a read-me."""
    widths = [table.width for table in tables if isinstance(table, Grid) and table.kind == "csv"]
    return widths == [1] and not member.name.lower().endswith(_TABLE_NAMES)


def _named(tables: Tables, name: str, kind: str) -> Tables:
    notice = mismatch(name, kind)
    return _with_notice(tables, notice) if notice else tables


def _noted(tables: Tables, sentence: Sentence) -> Tables:
    return _with_notice(tables, Notice("info", sentence))


def _with_notice(tables: Tables, notice: Notice) -> Tables:
    """A notice about the whole file stands with its first table; a notice on every table would be noise."""
    first = next((n for n, table in enumerate(tables) if isinstance(table, Grid)), None)
    return [
        replace(table, notices=(*table.notices, notice)) if n == first and isinstance(table, Grid) else table
        for n, table in enumerate(tables)
    ]


def _too_deep(depth: int) -> UnreadableError:
    return UnreadableError(
        say("A zip lies more than {depth} {depth:level|levels} deep in another zip.", depth=depth),
        todo=say("Unpack it and drop the files here, or ask the administrator to raise the limit zip_depth."),
        code="ZIP_TOO_DEEP",
    )


def _no_table() -> UnreadableError:
    return UnreadableError(
        say("The archive holds no table."),
        todo=say("Pack the exports (CSV or Excel) and drop the archive here again."),
        code="ZIP_NO_TABLE",
    )
