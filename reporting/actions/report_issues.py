"""Issues of reports: keep one as it is, open it again, approve it, see what differs between two (layer 7)."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.gathering import Gathering, ReportQuery
from reporting.actions.worker import in_worker
from reporting.errors import BusyError, ConflictError, Sentence, say
from reporting.language import Language, date_text, text
from reporting.metrics.compile import provenance
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery
from reporting.periods import COMPARISONS, Period
from reporting.warehouse.imports import imports
from reporting.warehouse.model import Import
from reporting.warehouse.report_issues import (
    Approval,
    Issue,
    Series,
    add_issue,
    issue_with,
    issues,
    keep_workbook,
    last_issue,
    mark_approved,
    next_number,
    workbook,
)
from reporting.warehouse.snapshot import Snapshot
from reporting.workbook.build import build_checked, draft_name
from reporting.workbook.differences import Two, differences, moved, source_changes
from reporting.workbook.freeze import Behind, snapshot_of
from reporting.workbook.issue_model import Difference, Numbered, Since
from reporting.workbook.lint.goals import RED
from reporting.workbook.model import ReportInput
from reporting.workbook.stamp import stamped

_TRIES = 3
_WINDOWS = {"previous": "previous", "year": "last_year"}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of an issue and the name to save them under."""

    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two issues, or between one and what a new one would be (after: None)."""

    before: Issue
    after: Issue | None
    differences: tuple[Difference, ...]
    sources: tuple[Sentence, ...]


class _MovedError(Exception):
    """Something was written while the report was being made."""


@action("reports.write")
def freeze_report(desk: Desk, query: ReportQuery) -> Issue:
    """Keep the report as it is now. Raises ConflictError, QueryError, and BusyError where its data keep changing."""
    return in_worker(lambda _: _frozen(desk, query), None)


def _frozen(desk: Desk, query: ReportQuery) -> Issue:
    """Made without holding up others, and kept only if nothing was written in the meantime."""
    for _ in range(_TRIES):
        version = desk.store.version
        report = numbered(desk, query, Gathering(desk, query).report())
        built = build_checked(report)
        windows = [window.period for window in report.windows]
        known = _imports(desk, query.client_id)
        snapshot = snapshot_of(report, known, _behind(desk, report, _metrics(report), windows), built.remarks)
        issue = _issue(report, query, snapshot, keep_workbook(desk.settings.issues, built.data))
        with (
            suppress(_MovedError),
            change(desk, "report.freeze", about=issue.file, client=query.client_id, sha256=issue.sha256) as made,
        ):
            if desk.store.version != version:
                raise _MovedError
            return replace(issue, id=add_issue(made.cur, issue))
    raise BusyError(
        say("The data were changed while the report was being made."),
        todo=say("Try again when the imports are done. Nothing was kept."),
        code="REPORT_MOVED",
    )


def _issue(report: ReportInput, query: ReportQuery, snapshot: Snapshot, sha256: str) -> Issue:
    return Issue(
        id=0,
        series=_series(report, query),
        client=report.client.name,
        lang=report.lang,
        number=report.issue.number if report.issue else 1,
        at=report.generated_at,
        by=report.prepared_by,
        file=draft_name(report),
        sha256=sha256,
        snapshot=snapshot,
    )


def _series(report: ReportInput, query: ReportQuery) -> Series:
    return Series(query.client_id, query.period, query.recipe, report.readers)


def numbered(desk: Desk, query: ReportQuery, report: ReportInput) -> ReportInput:
    """The report with the number that it would be kept under, and what changed since the issue before."""
    series = _series(report, query)
    with desk.store.read() as cur:
        number, last = next_number(cur, series), last_issue(cur, series)
    since = _since(desk, report, last) if last else None
    return replace(report, version=f"v{number}", issue=Numbered(number, since))


def _since(desk: Desk, report: ReportInput, last: Issue) -> Since:
    two = _two(desk, report, last)
    moment = last.approval.at if last.approval else last.at
    return Since(last.version, _day(moment, last), last.approval is not None, differences(two), source_changes(two))


def _day(moment: dt.datetime, known: Issue) -> dt.date:
    """Where the client is."""
    return moment.astimezone(zoneinfo.ZoneInfo(known.snapshot.timezone)).date()


def _two(desk: Desk, report: ReportInput, last: Issue) -> Two:
    """Only the imports under figures that moved are asked for."""
    known = _imports(desk, report.client.id)
    plain = snapshot_of(report, known, {})
    old = {one.key: one.values for one in last.snapshot.figures}
    changed = {one.metric for one in plain.figures if _other(old.get(one.key), one.values)}
    asked = [metric for metric in _metrics(report) if metric in changed]
    now = snapshot_of(report, known, _behind(desk, report, asked, [window.period for window in report.windows]))
    return Two(last.snapshot, now, desk.catalog, {one.id: one for one in known})


def _other(was: Sequence[float | None] | None, is_: Sequence[float | None]) -> bool:
    return was is None or len(was) != len(is_) or any(moved(*pair) for pair in zip(was, is_, strict=True))


def _metrics(report: ReportInput) -> list[str]:
    return list(dict.fromkeys(figure.metric for figure in report.figures))


def _behind(desk: Desk, report: ReportInput, metrics: Iterable[str], windows: Sequence[Period]) -> Behind:
    """By metric, the imports under its figure of each stretch of time, as the engine itself reads them."""
    engine = DuckDBEngine(desk.store)

    def under(metric: str, period: Period) -> tuple[int, ...]:
        query = MetricQuery((metric,), report.client.id, period)
        return tuple(int(row[0]) for row in engine.fetch(provenance(query, desk.catalog)))

    return {metric: tuple(under(metric, period) for period in windows) for metric in metrics}


def _imports(desk: Desk, client_id: int) -> list[Import]:
    with desk.store.read() as cur:
        return imports(cur, client_id)


@action("reports.read")
def issue_list(desk: Desk, client_id: int | None = None, period: Period | None = None) -> list[Issue]:
    """Newest first."""
    with desk.store.read() as cur:
        return issues(cur, client_id, period)


@action("reports.read")
def issue(desk: Desk, issue_id: int) -> Issue:
    """Raises ConflictError for a number that is not there."""
    with desk.store.read() as cur:
        return issue_with(cur, issue_id)


@action("reports.read")
def open_issue(desk: Desk, issue_id: int) -> Workbook:
    """The bytes that were kept, byte for byte. Raises BilanError if they are gone or were changed."""
    known = issue(desk, issue_id)
    name, sha256 = known.opens
    return Workbook(name, workbook(desk.settings.issues, sha256))


@action("reports.read")
def compare_issues(desk: Desk, before_id: int, after_id: int | None = None) -> Comparison:
    """By figure, with causes; without a second issue against what a new one would be. Raises ConflictError."""
    with desk.store.read() as cur:
        before = issue_with(cur, before_id)
        after = None if after_id is None else issue_with(cur, after_id)
        known = imports(cur, before.series.client_id)
    if after is not None and after.series.client_id != before.series.client_id:
        raise ConflictError(say("These two issues are of different clients."), code="OTHER_CLIENT")
    if after is None:
        two = _two(desk, Gathering(desk, query_of(before)).report(), before)
    else:
        two = Two(before.snapshot, after.snapshot, desk.catalog, {one.id: one for one in known})
    return Comparison(before, after, differences(two), source_changes(two))


def query_of(known: Issue) -> ReportQuery:
    """What asks for the same report again."""
    series, names = known.series, {name for name, _ in known.snapshot.windows}
    compare = tuple(one for one in COMPARISONS if _WINDOWS[one] in names)
    return ReportQuery(series.client_id, series.period, known.lang, series.recipe, compare, series.readers)


@action("reports.approve")
def approve_issue(desk: Desk, issue_id: int) -> Issue:
    """Say that this issue is the one, for good. Raises ConflictError, with all reasons, where it may not be."""
    known = issue(desk, issue_id)
    _refuse(known)
    at, by = dt.datetime.now(dt.UTC), desk.person.name
    lang = known.lang
    words = say("Approved by {person} on {day}", person=by, day=date_text(_day(at, known), lang))
    data = stamped(workbook(desk.settings.issues, known.sha256), text(words, lang), text(say("Approved"), lang))
    approval = Approval(at, by, _approved_name(known), keep_workbook(desk.settings.issues, data))
    with change(desk, "report.approve", about=approval.file, issue=issue_id, sha256=approval.sha256) as made:
        _refuse(issue_with(made.cur, issue_id))
        mark_approved(made.cur, issue_id, approval)
    return replace(known, approval=approval)


def _approved_name(known: Issue) -> str:
    draft = text(say("draft"), known.lang)
    return f"{known.file.removesuffix('.xlsx').removesuffix(f'-{draft}')}.xlsx"


def _refuse(known: Issue) -> None:
    if known.approval:
        raise ConflictError(
            say("Issue {version} of {client} is approved already.", version=known.version, client=known.client),
            todo=say("What changes after an approval is a new issue."),
            code="APPROVED",
        )
    reasons = refusals(known)
    if reasons:
        raise ConflictError(
            say("Issue {version} of {client} can’t be approved.", version=known.version, client=known.client),
            why=say("{reasons}", reasons=reasons),
            todo=say("Mend this, and keep the report as a new issue."),
            code="NOT_APPROVED",
        )


def refusals(known: Issue) -> list[Sentence]:
    """Why an issue may not be approved: what the linter calls errors, red goals without a comment among them."""
    found = [
        say("{where}: {what}", where=one.where, what=one.what)
        for one in known.snapshot.remarks
        if one.level == "error" and one.rule != "red_goal"
    ]
    bare = [one for one in known.snapshot.goals if one.status in RED and not known.snapshot.comments.get(one.id)]
    if bare:
        found.insert(0, say("{n} red {n:goal has|goals have} no comment.", n=len(bare)))
    return found


def issue_as_json(known: Issue, lang: Language) -> Mapping[str, object]:
    """What `issues list --json` prints of each."""
    name, sha256 = known.opens
    return {
        "id": known.id,
        "client": known.client,
        "period": known.series.period.key,
        "recipe": known.series.recipe,
        "readers": known.series.readers,
        "language": known.lang,
        "version": known.version,
        "status": known.status,
        "at": known.at.isoformat(timespec="seconds"),
        "by": known.by,
        "approved_at": known.approval.at.isoformat(timespec="seconds") if known.approval else None,
        "approved_by": known.approval.by if known.approval else None,
        "file": name,
        "sha256": sha256,
        "errors": [text(one, lang) for one in refusals(known)],
    }
