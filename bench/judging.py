"""Bilan's side of judging goals: a page of them on many posts, and a portfolio of a thousand."""

from collections.abc import Iterator
from pathlib import Path

from bench.measure import Watch
from bench.ours import stock_posts, timed_twice
from reporting.actions.desk import Desk, at_desk
from reporting.actions.goals import set_goal
from reporting.actions.standings import portfolio, standings
from reporting.goals.model import Goal, Scope
from reporting.periods import month, quarter
from reporting.settings import Settings

_TODAY = month(2026, 10).end
_METRICS = ("engagements", "post_reach", "post_views", "comments", "posts")
_SCOPES = (
    Scope(),
    Scope(("instagram",)),
    Scope(("facebook",)),
    Scope(media_types=("reel",)),
    Scope(media_types=("photo",)),
)
_CELLS = """
    select account_id, platform, report_day, media_type, count(*), sum(reach), sum(views), sum(reactions),
        sum(comments), sum(shares), sum(saves), sum(link_clicks)
    from current_post where client_id = $client and report_day >= date '2024-07-01'
    group by all
"""


def page(watch: Watch, posts: str, work: str) -> None:
    """Twenty-five goals of a client: each step runs twice, the second counts."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        client = stock_posts(desk, int(posts))
        watch.facts["goals"] = _set(desk, client, 1)
        timed_twice(watch, "cells", lambda: _cells(desk, [client]))
        timed_twice(watch, "page", lambda: standings(desk, client, month(2026, 10), _TODAY))


def many(watch: Watch, clients: str, work: str) -> None:
    """Fifty goals of each of these clients, each with 20,000 posts."""
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        numbers = [stock_posts(desk, 20_000, f"Bench {at}") for at in range(int(clients))]
        watch.facts["goals"] = sum(_set(desk, client, 2) for client in numbers)
        timed_twice(watch, "cells", lambda: _cells(desk, numbers))
        timed_twice(watch, "portfolio", lambda: portfolio(desk, _TODAY))


def _set(desk: Desk, client: int, periods: int) -> int:
    return len([set_goal(desk, goal) for goal in _goals(client, periods)])


def _goals(client: int, periods: int) -> Iterator[Goal]:
    for period in (month(2026, 10), quarter(2026, 4))[:periods]:
        for metric in _METRICS:
            yield from (Goal(0, client, metric, "reach_total", period, 1_000_000.0, scope) for scope in _SCOPES)


def _cells(desk: Desk, clients: list[int]) -> None:
    with desk.store.read() as cur:
        for client in clients:
            cur.execute(_CELLS, {"client": client}).fetchall()
