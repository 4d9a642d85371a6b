"""The Data of a report for other programs: each table as CSV and as Parquet, with a list of its columns (layer 7)."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from reporting.actions.csv_files import csv_bytes
from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.actions.worker import in_worker
from reporting.language import translator
from reporting.warehouse.parquet import Kind, parquet_bytes
from reporting.workbook.build import plan
from reporting.workbook.model import DataColumn, DataTable, ReportInput

COLUMNS = {"en": "columns.csv", "fr": "colonnes.csv"}


@dataclass(frozen=True, slots=True)
class DataFiles:
    """A zip as bytes, and the name to save it under."""

    file_name: str
    data: bytes
    tables: tuple[str, ...]


@action("reports.read")
def data_files(desk: Desk, query: ReportQuery) -> DataFiles:
    """The rows of the Data sheets of this report. Raises ConflictError, QueryError."""

    def work(_: object) -> DataFiles:
        report = Gathering(desk, query).report()
        name = Path(plan(report).file_name).stem
        return DataFiles(f"{name}_data.zip", _zipped(report), tuple(table.id for table in report.data))

    return in_worker(work, None)


def _zipped(report: ReportInput) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in report.data:
            archive.writestr(
                f"{table.id}.csv", csv_bytes([one.label for one in table.columns], table.rows, report.lang)
            )
            kinds = {column.id: _kind(table, at) for at, column in enumerate(table.columns)}
            archive.writestr(f"{table.id}.parquet", parquet_bytes(kinds, table.rows))
        archive.writestr(COLUMNS[report.lang], _column_list(report))
    return target.getvalue()


def _kind(table: DataTable, at: int) -> Kind:
    """By what the column is; a column without unit is a text, but for the day and the number of the account."""
    match table.columns[at]:
        case DataColumn(id="day"):
            return "day"
        case DataColumn(id="account"):
            return "whole"
        case DataColumn(unit=None, form=None):
            return "text"
        case _:
            return "number"


def _column_list(report: ReportInput) -> bytes:
    """What each column is called in the two files, and what it counts."""
    t, metrics = translator(report.lang), report.catalog.metrics
    headings = [t("Table"), t("Column in Parquet"), t("Column in CSV"), t("Unit"), t("Meaning")]
    rows = [
        (table.id, one.id, one.label, one.unit or "", metrics[one.id].meaning[report.lang] if one.id in metrics else "")
        for table in report.data
        for one in table.columns
    ]
    return csv_bytes(headings, rows, report.lang)
