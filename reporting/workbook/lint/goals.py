"""Rules over goals: red ones are commented, each has data (layer 6)."""

from collections.abc import Iterator

from reporting.errors import Sentence, say
from reporting.goals.model import Standing, StatusWord
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import ReportInput

RED: frozenset[StatusWord] = frozenset({"behind", "missed"})


def comment(report: ReportInput, standing: Standing) -> str:  # noqa: ARG001 -- what people write for a report comes with it
    """What a person wrote about the goal for this report, else the goal's own note."""
    return (standing.goal.note or "").strip()


def judge_goals(report: ReportInput) -> Iterator[Remark]:
    for standing in report.standings:
        if standing.status in RED and not comment(report, standing):
            yield Remark(
                "red_goal",
                "error",
                _place(report, standing),
                say("The goal is red and nobody says why: {reason}", reason=standing.reason),
                say("Write in the comment of the goal why it is so and what comes next."),
            )
        if standing.status == "no_data":
            yield Remark(
                "unjudged_goal",
                "warning",
                _place(report, standing),
                say("The goal can’t be judged: {reason}", reason=standing.reason),
                say("Import what it needs, or take the goal out of this period."),
            )


def _place(report: ReportInput, standing: Standing) -> Sentence:
    """`Goal Engagements (Instagram), October 2026`."""
    goal = standing.goal
    label, period = report.metric(goal.metric).label, goal.period
    known = report.catalog.theme.platforms
    platforms = ", ".join(known[name].label if name in known else name for name in goal.scope.platforms)
    if platforms:
        return say("Goal {metric} ({platforms}), {period}", metric=label, platforms=platforms, period=period)
    return say("Goal {metric}, {period}", metric=label, period=period)
