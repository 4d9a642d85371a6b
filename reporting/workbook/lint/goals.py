"""Rules over goals and what is written: red goals are commented, no sentence is older than its figures (layer 6)."""

from collections.abc import Iterator

from reporting.errors import Sentence, say
from reporting.goals.model import Standing, StatusWord
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import ReportInput

RED: frozenset[StatusWord] = frozenset({"behind", "missed"})


def comment(report: ReportInput, standing: Standing) -> str:
    """What the author of the report wrote about the goal, else the goal's own note."""
    return (report.author.on_goal(standing.goal.id) or standing.goal.note or "").strip()


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


def judge_texts(report: ReportInput) -> Iterator[Remark]:
    """What the author wrote about a finding whose figures are others now: the report shows the computed sentence."""
    for one in report.author.stale:
        if one.passage is not None and one.passage.words:
            yield Remark(
                "stale_text",
                "warning",
                say("Finding written by {person}", person=one.passage.by),
                say("Its figures have changed since: “{words}”", words=one.passage.words),
                say("Read it again against the figures, and keep it, change it or take it away."),
            )
