"""Goals made by hand over the posts of conftest.py: each figure is counted here, without our code."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reporting.errors import say
from reporting.goals.model import Forecast, Goal, Outlook, Scope, Standing, Track
from reporting.periods import Period, month

OCTOBER = month(2026, 10)
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
LINE = say("straight line over the days of the period")
REASON = say("The trend is above the line.")
ESTIMATE = say("weighted mean of past days")


def counted(rows: Sequence[dict[str, Any]], column: str, period: Period, platform: str | None = None) -> float | None:
    inside = [row for row in rows if row["day"] in period and platform in {None, row["platform"]}]
    known = [row[column] for row in inside if row[column] is not None]
    return sum(known) if known else None


def rate(rows: Sequence[dict[str, Any]], over: str, under: str, period: Period, platform: str) -> float | None:
    inside = [row for row in rows if row["day"] in period and row["platform"] == platform]
    both = [(row[over], row[under]) for row in inside if row[over] is not None and row[under] is not None]
    return sum(top for top, _ in both) / sum(base for _, base in both) if both else None


def track(period: Period, to: dt.date, actual: float, target: float, *, gap: int = 0) -> Track:
    """A line to `actual` with every `gap`-th day unknown; nothing is known after `to`."""
    days = tuple(period.start + dt.timedelta(days=at) for at in range(period.days))
    judged = (to - period.start).days + 1
    line = (
        actual * (at + 1) / judged if day <= to and not (gap and at % gap == 3) else None for at, day in enumerate(days)
    )
    return Track(days, tuple(line), tuple(target * (at + 1) / period.days for at in range(period.days)))


def fan(period: Period, to: dt.date, actual: float, end: float) -> Forecast:
    left = (period.end - to).days
    made = []
    for at in range(1, left + 1):
        middle, spread = actual + (end - actual) * at / left, 0.1 * end * math.sqrt(at / left)
        made.append(Outlook(middle - spread, middle - spread / 2, middle, middle + spread / 2, middle + spread))
    return Forecast(made[-1], tuple(made), 0.62, 0.18, ESTIMATE, 300)


def goal_standings(rows: Sequence[dict[str, Any]]) -> tuple[Standing, ...]:
    """A total that was missed, a rate that was kept, a goal without data."""
    actual = counted(rows, "engagements", OCTOBER)
    kept = rate(rows, "engagements", "post_reach", OCTOBER, "instagram")
    missed = Goal(1, 1, "engagements", "reach_total", OCTOBER, 1500, owner="Ada", stretch=1800)
    above = Goal(2, 1, "engagement_rate_reach", "keep_above", OCTOBER, 0.03, Scope(("instagram",)), note="Reels first.")
    empty = Goal(3, 1, "link_clicks", "reach_total", OCTOBER, 300)
    return (
        _standing(missed, actual, 1500, OCTOBER.end, "missed", gap=7),
        _standing(above, kept, 0.03, OCTOBER.end, "achieved"),
        Standing(empty, None, None, None, None, "no_data", LINE, say("No import covers a day of the period yet.")),
    )


def _standing(goal: Goal, actual: float | None, expected: float, to: dt.date, status: Any, *, gap: int = 0) -> Standing:
    if actual is None:
        return Standing(goal, None, None, None, None, "no_data", LINE, REASON)
    progress = actual / goal.target
    return replace(
        Standing(goal, actual, expected, progress, to, status, LINE, REASON),
        track=track(goal.period, to, actual, goal.target, gap=gap),
    )


def eight(rows: Sequence[dict[str, Any]], to: dt.date = OCTOBER.end) -> tuple[Standing, ...]:
    """Goals of every kind, in two objectives, judged in the middle of the year."""
    total = counted(rows, "engagements", Period(YEAR.start, to)) or 0
    videos = counted([row for row in rows if row["media_type"] == "video"], "engagements", OCTOBER) or 0
    both = sum(counted(rows, "engagements", OCTOBER, name) or 0 for name in ("instagram", "facebook"))
    reach = counted(rows, "post_reach", OCTOBER, "facebook") or 0
    watched = counted(rows, "watch_time", OCTOBER) or 0
    share = (to - YEAR.start).days + 1
    week = 7 * (counted(rows, "posts", OCTOBER) or 0) / 31
    levels = 20_000 + 3 * 401
    seen, liked, owner, facebook = "Be seen", "Be liked", "Ada", Scope(("facebook",))
    made = [
        (Goal(1, 1, "engagements", "reach_total", YEAR, 11_000, objective=seen, weight=2, stretch=13_000, owner=owner),
         total, 11_000 * share / 365, "on_track", None),
        (Goal(2, 1, "post_reach", "reach_total", OCTOBER, 30_000, facebook, objective=liked, owner=owner),
         reach, 30_000, "missed", None),
        (Goal(3, 1, "engagements", "reach_total", OCTOBER, 400, Scope(media_types=("video",)), objective="be seen"),
         videos, 400, "behind", None),
        (Goal(4, 1, "followers", "reach_level", YEAR, 24_000, facebook, baseline=20_300, objective=liked),
         levels, 20_300 + 3_700 * share / 365, "behind", 20_300),
        (Goal(5, 1, "followers", "grow_by", YEAR, 1_000, facebook, baseline=20_300),
         levels - 20_300, 1_000 * share / 365, "on_track", 20_300),
        (Goal(6, 1, "posts_per_week", "keep_below", OCTOBER, 1.5), week, 1.5, "achieved", None),
        (Goal(7, 1, "engagements", "reach_total", OCTOBER, 900, Scope(("instagram", "facebook"))),
         both, 900, "at_risk", None),
        (Goal(8, 1, "watch_time", "reach_total", OCTOBER, 900_000, note="Longer videos, fewer of them."),
         watched, 900_000, "missed", None),
    ]  # fmt: skip
    return tuple(_judged(*one, to=to) for one in made)


def _judged(goal: Goal, actual: float, expected: float, status: Any, start: float | None, *, to: dt.date) -> Standing:
    begin = (start or 0) if goal.kind == "reach_level" else 0
    progress = (actual - begin) / (goal.target - begin)
    if goal.kind == "keep_below":
        progress = 1.0 if actual <= goal.target else goal.target / actual
    made = Standing(goal, actual, expected, progress, to, status, LINE, REASON, start=start)
    line = track(goal.period, to, actual, goal.target, gap=9)
    if goal.kind == "reach_level":
        days = len(line.days)
        line = replace(
            line,
            actual=tuple(v and begin + (actual - begin) * v / actual for v in line.actual),
            expected=tuple(begin + (goal.target - begin) * (at + 1) / days for at in range(days)),
        )
    ahead = fan(goal.period, to, actual, actual + (goal.target - actual) * 0.9) if to < goal.period.end else None
    return replace(made, track=line, forecast=ahead)
