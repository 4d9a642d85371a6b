"""Reports: what a workbook would hold, and the workbook (layer 7)."""

from dataclasses import dataclass

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.actions.report_issues import numbered
from reporting.actions.worker import in_worker
from reporting.catalog.model import Recipe
from reporting.workbook.build import build_checked, lint, plan
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import Plan, ReportInput


@dataclass(frozen=True, slots=True)
class Report:
    """A workbook as bytes, the name to save it under, the titles of its sheets, and what to know about it.

    bare      it has no figure of the period itself
    remarks   what the linter finds in it
    """

    file_name: str
    data: bytes
    sheets: tuple[str, ...]
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    bare: bool = False


def _gathered(desk: Desk, query: ReportQuery) -> ReportInput:
    return numbered(desk, query, Gathering(desk, query).report())


@action("reports.read")
def preview_report(desk: Desk, query: ReportQuery) -> Plan:
    """Which sheets with what, which are left out and why, days that are missing. Raises ConflictError, QueryError."""
    return plan(_gathered(desk, query))


@action("reports.read")
def build_report(desk: Desk, query: ReportQuery) -> Report:
    """The workbook, made in a thread of its own. Raises ConflictError, QueryError."""

    def work(_: object) -> Report:
        report = _gathered(desk, query)
        planned = plan(report)
        titles = tuple(title for sheet in planned.sheets if sheet.left_out is None for title in sheet.titles)
        built = build_checked(report)
        return Report(planned.file_name, built.data, titles, planned.notes, built.remarks, bare=not report.any_figure)

    made = in_worker(work, None)
    about = {"client": query.client_id, "period": query.period.key, "recipe": query.recipe}
    with change(desk, "report.build", about=made.file_name, **about) as noted:
        noted.details["bytes"] = len(made.data)
    return made


@action("reports.read")
def lint_report(desk: Desk, query: ReportQuery) -> tuple[Remark, ...]:
    """What the linter finds, worst first, without a workbook being written. Raises ConflictError, QueryError."""
    return in_worker(lambda _: lint(_gathered(desk, query)), None)


@action("reports.read")
def recipe_list(desk: Desk) -> list[Recipe]:
    """Every kind of report: those that come with the program, and the installation's own."""
    return list(desk.catalog.recipes.values())
