"""What needs attention today comes first (layer 5, pure)."""

import datetime as dt

from reporting.goals.model import Standing, StatusWord

ORDER: tuple[StatusWord, ...] = ("behind", "at_risk", "no_data", "missed", "on_track", "achieved")
"""What can still be changed stands before what can't; a goal that nobody can judge is a worry, not a calm one."""


def urgency(standing: Standing, today: dt.date) -> tuple[float, ...]:
    """To sort by: the status, then the weight of what is likely to be lost, then how soon it ends."""
    goal = standing.goal
    odds = standing.forecast.probability if standing.forecast else min(max(standing.progress or 0.0, 0.0), 1.0)
    return (
        ORDER.index(standing.status),
        -goal.weight * (1 - odds),
        abs((goal.period.end - today).days),
        goal.client_id,
        goal.id,
    )
