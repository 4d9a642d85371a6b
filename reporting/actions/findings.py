"""What changed: findings of a client's period (layer 7)."""

import datetime as dt

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.actions.drivers import drivers, named
from reporting.actions.standings import standings
from reporting.goals.model import Standing
from reporting.insights.drivers import told_of, with_drivers
from reporting.insights.model import Finding, LateGoal
from reporting.insights.rules import LEVELS, MOVERS, Evidence, findings_of
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.model import MetricQuery
from reporting.metrics.ranking import Ranking, ranked
from reporting.metrics.run import run
from reporting.periods import Period

RANKED = 50
"""The best posts by engagements; the one that stands out most from its account is among them."""


@action("reports.read")
def findings(desk: Desk, client_id: int, period: Period, until: dt.date | None = None) -> list[Finding]:
    """Against the previous period, the weightiest first; weak ones are left out. until: see MetricQuery."""
    engine, catalog = DuckDBEngine(desk.store), desk.catalog
    rate = ("median_engagement_rate",)
    evidence = Evidence(
        platforms=run(
            MetricQuery(
                (*MOVERS, *LEVELS, "posts"), client_id, period, by=("platform",), compare=("previous",), until=until
            ),
            engine,
            catalog,
        ),
        formats=run(MetricQuery(rate, client_id, period, by=("platform", "media_type"), until=until), engine, catalog),
        usual=run(MetricQuery(rate, client_id, period, by=("platform",), until=until), engine, catalog),
        best=ranked(Ranking(MetricQuery(("engagements",), client_id, period, limit=RANKED)), engine, catalog),
        late=_late(standings(desk, client_id, period)),
    )
    made, every = findings_of(evidence, catalog), drivers(desk, client_id, period, until)
    told = {(one.metric, one.platform): one for one in named(desk, client_id, period, told_of(made, every), until)}
    return with_drivers(made, [told.get((one.metric, one.platform), one) for one in every], catalog)


def _late(judged: list[Standing]) -> tuple[LateGoal, ...]:
    return tuple(
        LateGoal(standing.goal.id, standing.goal.metric, standing.status, standing.reason)
        for standing in judged
        if standing.status in {"at_risk", "behind", "missed"}
    )
