"""Where the differences of figures lie: posts of two periods, by platform and format (layer 7)."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.insights.drivers import DRIVEN, Cell, Driven, Post, taken_apart
from reporting.metrics.against import Against, PostCell, cells_of, heaviest_of
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.formats import FORMATS
from reporting.metrics.model import MetricQuery, Result
from reporting.metrics.run import run
from reporting.periods import Period
from reporting.workbook.sheets.content import excerpt

OTHER = "other"
_WORDS = 60
"""Of a post within a sentence: enough to know it again."""


@action("reports.read")
def drivers(desk: Desk, client_id: int, period: Period, until: dt.date | None = None) -> list[Driven]:
    """Of all platforms together and of each, against the previous period.

    Left out: what the database doesn't compare, what its cells don't add up to, and a format whose files give the
    figure in one of the two periods only.
    """
    query = MetricQuery(DRIVEN, client_id, period, compare=("previous",), until=until)
    engine = DuckDBEngine(desk.store)
    whole = run(query, engine, desk.catalog)
    split = run(replace(query, by=("platform",)), engine, desk.catalog)
    compared = whole.compared["previous"]
    windows = (_window(period, until), compared)
    found = []
    for metric in _known(split):
        sides = tuple(_cells(desk, engine, client_id, metric, window) for window in windows)
        found += _driven(metric, sides, whole, split)
    return found


@action("reports.read")
def named(
    desk: Desk, client_id: int, period: Period, told: Sequence[Driven], until: dt.date | None = None
) -> list[Driven]:
    """These, each with the post that alone has half of its heaviest part: a statement each, so for what is said."""
    engine, window = DuckDBEngine(desk.store), _window(period, until)
    return [_with_post(desk, engine, client_id, window, one) for one in told]


def _window(period: Period, until: dt.date | None) -> Period:
    return period.until(until) if until else period


def _with_post(desk: Desk, engine: DuckDBEngine, client_id: int, window: Period, driven: Driven) -> Driven:
    """Asked for in the one cell that it would be named for."""
    if not driven.said:
        return driven
    cell = driven.said[0]
    asked = _alone(client_id, driven.metric, window)
    post = heaviest_of(asked, cell.platform, cell.media_type, engine, desk.catalog)
    if post is None:
        return driven
    return driven.with_post(Post(excerpt(post.caption or post.title, _WORDS), post.day, round(post.value)))


def _known(split: Result) -> list[str]:
    """Metrics with both figures on some platform."""
    return [metric for metric in DRIVEN if any(_both(record, metric) for record in split.records())]


def _both(record: dict[str, float | None], metric: str) -> tuple[float, float] | None:
    now, before = record[metric], record[f"{metric}__previous"]
    return None if now is None or before is None or before <= 0 else (now, before)


def _cells(desk: Desk, engine: DuckDBEngine, client_id: int, metric: str, window: Period) -> list[PostCell]:
    found = cells_of(_alone(client_id, metric, window), engine, desk.catalog)
    return [cell for cell in found if cell.posts]


def _alone(client_id: int, metric: str, window: Period) -> Against:
    """Posts of one stretch alone: the one before it is asked for elsewhere, so a single day stands for it."""
    day = window.start - dt.timedelta(days=1)
    return Against(MetricQuery((metric,), client_id, window), Period(day, day))


def _driven(metric: str, sides: Sequence[Sequence[PostCell]], whole: Result, split: Result) -> list[Driven]:
    now, before = ({_place(cell): cell for cell in _added(side)} for side in sides)
    uneven = {place[0] for place in {*now} & {*before} if bool(now[place].valued) != bool(before[place].valued)}
    cells = [_cell(place, now.get(place), before.get(place)) for place in sorted({*now, *before})]
    known = [cell for cell in cells if cell.posts or cell.posts_before]
    found = []
    (record,) = whole.records()
    made = taken_apart(metric, None, known)
    if not uneven and _adds_up(made, _both(record, metric)):
        found.append(made)
    for record in split.records():
        part = made.on(str(record["platform"]))
        if part.platform not in uneven and _adds_up(part, _both(record, metric)):
            found.append(part)
    return found


def _added(cells: Sequence[PostCell]) -> list[PostCell]:
    """Formats that have no name of their own together."""
    places: dict[tuple[str, str], PostCell] = {}
    for cell in cells:
        there = places.get(_place(cell))
        more = replace(cell, valued=cell.valued + there.valued, top=_sum(cell, there)) if there else cell
        places[_place(cell)] = more
    return list(places.values())


def _sum(one: PostCell, other: PostCell) -> float | None:
    known = [cell.top for cell in (one, other) if cell.top is not None]
    return sum(known) if known else None


def _place(cell: PostCell) -> tuple[str, str]:
    media_type = cell.media_type or OTHER
    return cell.platform, media_type if media_type in FORMATS else OTHER


def _cell(place: tuple[str, str], now: PostCell | None, before: PostCell | None) -> Cell:
    return Cell(*place, *_counted(now), *_counted(before))


def _counted(cell: PostCell | None) -> tuple[int, int]:
    return (0, 0) if cell is None else (cell.valued, round(cell.top or 0))


def _adds_up(driven: Driven, figures: tuple[float, float] | None) -> bool:
    """To the very figures that the report shows."""
    return figures is not None and all(map(math.isclose, (driven.now, driven.before), figures))
