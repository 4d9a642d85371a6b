"""Rules over what the figures rest on: freshness, missing days, the platforms' own totals (layer 6)."""

import datetime as dt
from collections.abc import Iterator

from reporting.errors import Sentence, say
from reporting.numbers import Amount
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import ControlTotal, Freshness, ReportInput

_CLOSE = 0.005
"""Platforms round their own totals; a difference below half a per cent is theirs."""


def judge_sources(report: ReportInput) -> Iterator[Remark]:
    for fresh in report.freshness:
        yield from _fresh(report, fresh)
    for control in report.controls:
        yield from _stated(report, control)


def _label(report: ReportInput, platform: str) -> str:
    known = report.catalog.theme.platforms.get(platform)
    return known.label if known else platform


def _fresh(report: ReportInput, fresh: Freshness) -> Iterator[Remark]:
    """Against the end of the period or, while it goes on, against yesterday: nobody has a day before it is over."""
    name, start = _label(report, fresh.platform), report.period.start
    due = min(report.period.end, report.generated_at.date() - dt.timedelta(days=1))
    again = say("Download the exports of {platform} for the whole period and import them.", platform=name)
    if fresh.last < start <= due:
        yield Remark("missing_export", "warning", name, _nothing(report, fresh.last), again)
        return
    if fresh.last < due:
        what = say("The data end on {day}, {n} {n:day|days} too early.", day=fresh.last, n=(due - fresh.last).days)
        yield Remark("stale_source", "warning", name, what, again)
    if fresh.first > start:
        what = say("The data begin on {day}, after the period does.", day=fresh.first)
        yield Remark("missing_export", "warning", name, what, again)
    # Days at the end are missing because the source is old: they were said with it.
    missing = (fresh.missing_days or 0) - max(0, (report.period.end - max(fresh.last, start)).days)
    if missing > 0:
        what = say("{n} {n:day|days} of the period have no row in the daily export.", n=missing)
        yield Remark("missing_export", "warning", name, what, again)


def _nothing(report: ReportInput, last: dt.date) -> Sentence:
    if any(value is not None for value in _before(report)):
        return say(
            "No data lie in the period, the last are of {day}; a comparison of totals misses this platform.", day=last
        )
    return say("No data lie in the period, the last are of {day}.", day=last)


def _before(report: ReportInput) -> Iterator[float | None]:
    for figure in report.figures:
        if figure.platform is not None:
            yield from figure.values[1:]


def _stated(report: ReportInput, control: ControlTotal) -> Iterator[Remark]:
    if control.ours is not None and abs(control.ours - control.stated) <= _CLOSE * max(1.0, abs(control.stated)):
        return
    column = report.catalog.columns[control.column]
    unit = column.unit or "number"
    yield Remark(
        "stated_total",
        "warning",
        say("{platform}, {account}", platform=_label(report, control.platform), account=control.account),
        say(
            "{figure}: the platform states {stated} for {start} to {end}, the rows give {ours}.",
            figure=column.label,
            stated=Amount(control.stated, unit),
            start=control.period.start,
            end=control.period.end,
            ours=Amount(control.ours, unit),
        ),
        say("Look whether a file is missing, or read the reasons under History."),
    )
