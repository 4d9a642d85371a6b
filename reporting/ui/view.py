"""What a report page looks at (layer 8): client, period, comparisons, platforms; read from the address."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.errors import QueryError
from reporting.metrics.model import By, MetricQuery
from reporting.periods import COMPARISONS, Comparison, Kind, Period, last_days, month, parse, quarter, week_of, year
from reporting.warehouse.model import Client

NAMES = ("client", "period", "compare", "platforms")
LAST_DAYS = (7, 28, 90)
_HALF_A_MONTH = 15
_NOTHING = "none"
_WEEKS_OFFERED = 53
Coverage = Mapping[str, tuple[dt.date, dt.date]]


@dataclass(frozen=True, slots=True)
class View:
    """until is the last day with data where the period is not over by then; platforms () is all of them."""

    client: Client
    period: Period
    compare: tuple[Comparison, ...]
    platforms: tuple[str, ...]
    coverage: Coverage
    version: int

    @property
    def shown(self) -> tuple[str, ...]:
        """The platforms that are looked at, by name."""
        return self.platforms or tuple(self.coverage)

    @property
    def last_day(self) -> dt.date:
        return max(self.coverage[platform][1] for platform in self.shown if platform in self.coverage)

    @property
    def today(self) -> dt.date:
        """Where the client is."""
        return dt.datetime.now(zoneinfo.ZoneInfo(self.client.timezone)).date()

    @property
    def until(self) -> dt.date | None:
        last = self.last_day
        return last if last in self.period and last < self.period.end else None

    @property
    def address(self) -> dict[str, str]:
        """The same view as query parameters; what is usual is left out."""
        said = {"client": str(self.client.id), "period": self.period.key}
        if self.compare != COMPARISONS:
            said["compare"] = ",".join(self.compare) or _NOTHING
        if self.platforms:
            said["platforms"] = ",".join(self.platforms)
        return said

    def query(
        self, *metrics: str, by: Sequence[By] = (), compare: bool = False, limit: int | None = None
    ) -> MetricQuery:
        """The figures of this view; without comparisons unless they are asked for."""
        return MetricQuery(
            metrics=metrics,
            client_id=self.client.id,
            period=self.period,
            by=tuple(by),
            platforms=self.platforms,
            compare=self.compare if compare else (),
            until=self.until,
            limit=limit,
        )


def client_asked(address: Mapping[str, str], clients: Sequence[Client]) -> Client:
    """The client of the address, else the first."""
    asked = address.get("client", "")
    return next((client for client in clients if str(client.id) == asked), clients[0])


def view_asked(address: Mapping[str, str], client: Client, coverage: Coverage, version: int) -> View:
    """What cannot be read or is not there any more falls back to what is usual. Coverage is not empty."""
    wanted = address.get("compare")
    compare = COMPARISONS if wanted is None else tuple(c for c in COMPARISONS if c in wanted.split(","))
    asked = address.get("platforms", "").split(",")
    platforms = tuple(platform for platform in coverage if platform in asked)
    return View(client, _period(address.get("period"), coverage), compare, platforms, coverage, version)


def _period(key: str | None, coverage: Coverage) -> Period:
    try:
        return parse(key) if key else usual_period(coverage)
    except QueryError:
        return usual_period(coverage)


def usual_period(coverage: Coverage) -> Period:
    """The newest month with at least half a month of data, else the one before it."""
    last = max(last for _, last in coverage.values())
    newest = month(last.year, last.month)
    first = min(first for first, _ in coverage.values())
    early = last.day < _HALF_A_MONTH and last != newest.end
    return newest.previous() if early and first < newest.start else newest


def periods_of(kind: Kind, coverage: Coverage) -> list[Period]:
    """The periods of a kind that have data, newest first; a custom one is chosen by its dates instead."""
    first = min(first for first, _ in coverage.values())
    last = max(last for _, last in coverage.values())
    if kind in {"days", "custom"}:
        return [last_days(count, last + dt.timedelta(days=1)) for count in LAST_DAYS]
    newest = {
        "month": month(last.year, last.month),
        "quarter": quarter(last.year, (last.month + 2) // 3),
        "week": week_of(last),
        "year": year(last.year),
    }[kind]
    found = [newest]
    while found[-1].start > first and len(found) < _WEEKS_OFFERED:
        found.append(found[-1].previous())
    return found
