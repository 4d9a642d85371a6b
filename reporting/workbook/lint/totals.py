"""Rules over the figures: totals and their parts, comparisons across a change of a definition (layer 6)."""

import math
from collections.abc import Iterator

from reporting.catalog.model import Metric, PlatformChange
from reporting.errors import Sentence, say
from reporting.metrics import windows as cut
from reporting.metrics.windows import breaks, change_days, changes_inside, columns_read
from reporting.numbers import Amount
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import Figure, ReportInput, Window

ADDED = frozenset({"sum", "distinct", "last", "change"})
"""Kinds whose total is the sum of its platforms; a rate, a median and a mean are none."""

_SAME = 1e-9


def judge_totals(report: ReportInput) -> Iterator[Remark]:
    for figure in report.figures:
        metric = report.metric(figure.metric)
        if figure.platform is None and metric.kind in ADDED:
            yield from _parts(report, figure, metric)
        yield from _across(report, figure, metric)
    yield from _inside(report)
    for at, window in enumerate(report.windows[1:], 1):
        for platform in report.platforms:
            yield from _gone(report, platform, at, window)


def _parts(report: ReportInput, total: Figure, metric: Metric) -> Iterator[Remark]:
    """Every window: what the platforms give together, where at least one gives something."""
    parts = [one for one in report.figures if one.metric == total.metric and one.platform is not None]
    for at, window in enumerate(report.windows):
        known = [value for one in parts if (value := one.values[at]) is not None]
        whole = total.values[at]
        if whole is None or not known or math.isclose(math.fsum(known), whole, rel_tol=_SAME, abs_tol=1e-6):
            continue
        yield Remark(
            "parts",
            "error",
            _place(metric, None, report),
            say(
                "{period}: the total is {total}, its platforms give {sum} together.",
                period=window.period,
                total=Amount(whole, metric.unit),
                sum=Amount(math.fsum(known), metric.unit),
            ),
            say("Run `verify` on this installation; where it finds nothing, report it with this file."),
        )


def _across(report: ReportInput, figure: Figure, metric: Metric) -> Iterator[Remark]:
    """A comparison that stands although a platform changed in between what it counts."""
    for at, window in enumerate(report.windows[1:], 1):
        if None in (figure.values[0], figure.values[at]):
            continue
        for change in breaks(metric, _window(report.windows[0]), _window(window), report.catalog):
            if _certain(report, metric, change) and _involved(report, figure, change.platform, at):
                yield Remark(
                    "definition_change",
                    "error",
                    _place(metric, figure.platform, report),
                    say(
                        "Compared with {period}, but {platform} changed the definition in between ({date}): {change}.",
                        period=window.period,
                        platform=report.catalog.theme.platforms[change.platform].label,
                        date=change.date,
                        change=change.label,
                    ),
                    say("Leave this comparison out, or name the change beside the figure."),
                )


def _window(window: Window) -> cut.Window:
    return cut.Window("now" if window.id == "period" else "previous", window.period)


def _involved(report: ReportInput, figure: Figure, platform: str, at: int) -> bool:
    """Whether anything that the platform counted stands in the figure of one of the two periods."""
    if figure.platform not in {None, platform}:
        return False
    own = report.figure(figure.metric, platform)
    return own is not None and any(own.values[window] for window in (0, at))


def _certain(report: ReportInput, metric: Metric, change: PlatformChange) -> bool:
    """All that the metric reads there was changed; else another column may stand behind it, which the query knows."""
    return columns_read(metric, change.platform, report.catalog) <= set(change.columns)


def _place(metric: Metric, platform: str | None, report: ReportInput) -> Sentence:
    if platform is None:
        return say("Figure {metric}", metric=metric.label)
    return say(
        "Figure {metric}, {platform}", metric=metric.label, platform=report.catalog.theme.platforms[platform].label
    )


def _gone(report: ReportInput, platform: str, at: int, window: Window) -> Iterator[Remark]:
    """Figures that a platform gave then and doesn't give now, and that stand in a total of both periods.

    Of posts only how many there are: without a video there is no watch time, and nothing is missing.
    """
    lost = [
        metric.label
        for one in report.figures
        if one.platform == platform and one.values[at] is not None and one.values[0] is None
        if (metric := report.metric(one.metric)).basis != "lifetime" or metric.kind == "distinct"
        if (total := report.figure(one.metric)) is not None and None not in (total.values[0], total.values[at])
    ]
    if lost:
        yield Remark(
            "missing_export",
            "warning",
            report.catalog.theme.platforms[platform].label,
            say(
                "In {period} it gave {figures}, now it doesn’t: the totals are compared without it.",
                period=window.period,
                figures=lost,
            ),
            say("Import the file that is missing, or say that the platform has ended."),
        )


def _inside(report: ReportInput) -> Iterator[Remark]:
    """A figure of two definitions: it stands, and is said."""
    period = report.windows[0].period
    for metric in (report.metric(id_) for id_ in report.metrics_shown):
        for change in changes_inside(metric, period, report.catalog):
            own = report.figure(metric.id, change.platform)
            if own is not None and own.values[0]:
                yield Remark(
                    "definition_change",
                    "warning",
                    _place(metric, None, report),
                    say(
                        "{platform} changed the definition inside the period, on {day}: {change}.",
                        platform=report.catalog.theme.platforms[change.platform].label,
                        day=change_days(change)[0],
                        change=change.label,
                    ),
                    say("Say so where the figure is used, or report the two stretches apart."),
                )
