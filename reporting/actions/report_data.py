"""The Data of a report: every measure that its formulas read, row by row, by the queries of its figures (layer 7)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.figures import figures
from reporting.catalog.model import Catalog, Metric
from reporting.errors import Sentence, say
from reporting.language import Language, text
from reporting.metrics.kinds import DAYS_BEFORE
from reporting.metrics.model import By, MetricQuery, Result
from reporting.periods import Period
from reporting.warehouse.clients import accounts
from reporting.warehouse.model import Account
from reporting.warehouse.stated import Words, post_words
from reporting.workbook.model import Cell, DataColumn, DataTable
from reporting.workbook.sheets.content import media_label
from reporting.workbook.sheets.reputation_words import kind_label

POSTS = "post"
DAYS = "account_day"
MENTIONS = "mention"
_NO_WORDS = Words(None, None)
_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class _Measure:
    """A column of a Data sheet: the metric whose value by row fills it, and the one that must be known beside it."""

    column: str
    metric: str
    beside: str | None = None
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """Whose rows, in which language, from the first day of any figure to the last.

    item_days   comments, reviews and mentions only of these days: there may be very many of them
    watched     accounts whose items the time line counts
    """

    client_id: int
    lang: Language
    days: Period
    item_days: tuple[Period, ...] = ()
    watched: frozenset[int] = frozenset()


def data_tables(desk: Desk, extent: Extent, metrics: Sequence[str]) -> tuple[DataTable, ...]:
    """The tables behind the metrics; one without rows is left out."""
    measures = _measures(desk.catalog, metrics)
    with desk.store.read() as cur:
        known = {account.id: account for account in accounts(cur, extent.client_id)}
        words = post_words(cur, extent.client_id, extent.days.start, extent.days.end)
    posts = _posts(desk, extent, measures[POSTS], known, words)
    days = _days(desk, extent, measures[DAYS], known)
    items = _items(desk, extent, measures[MENTIONS], known)
    return tuple(table for table in (posts, days, items) if table is not None and table.rows)


def _measures(catalog: Catalog, metrics: Sequence[str]) -> dict[str, list[_Measure]]:
    """By table, each column once."""
    found: dict[str, dict[str, _Measure]] = {POSTS: {}, DAYS: {}, MENTIONS: {}}
    for id_ in metrics:
        for table, measure in _of_metric(catalog, catalog.metrics[id_]):
            if table in found:
                found[table].setdefault(measure.column, measure)
    return {table: list(columns.values()) for table, columns in found.items()}


def _of_metric(catalog: Catalog, metric: Metric) -> list[tuple[str, _Measure]]:
    over = catalog.metrics.get(metric.over or "")
    under = catalog.metrics.get(metric.under or "")
    match metric.kind:
        case "ratio" if over and under and under.kind == "last":
            return [*_of_metric(catalog, over), *_of_metric(catalog, under)]
        case "ratio" if over and under:
            upper = _Measure(f"{metric.id}.over", over.id, under.id, metric.platforms)
            lower = _Measure(f"{metric.id}.under", under.id, over.id, metric.platforms)
            return [(over.table or "", upper), (over.table or "", lower)]
        case "median" if over:
            return [(over.table or "", _Measure(metric.id, metric.id))]
        case "change":
            flow = catalog.metrics.get(metric.flow or "")
            level = _level(catalog, metric)
            return [part for one in (level, flow) if one for part in _of_metric(catalog, one)]
        case "per_week":
            count = _count(catalog, metric)
            return [(count.table or "", _Measure(metric.id, count.id))] if count else []
        case _:
            return [(metric.table or "", _Measure(metric.id, metric.id))]


def _level(catalog: Catalog, change: Metric) -> Metric | None:
    """The level whose change it is: the metric of the last value of the same column."""
    levels = (metric for metric in catalog.metrics.values() if metric.kind == "last")
    return next((one for one in levels if (one.table, one.parts) == (change.table, change.parts)), None)


def _count(catalog: Catalog, weekly: Metric) -> Metric | None:
    """The number that is spread over weeks: the count of the same rows."""

    def rows(metric: Metric) -> tuple[object, ...]:
        return metric.table, metric.parts, metric.without, metric.only_media, metric.without_media

    counts = (metric for metric in catalog.metrics.values() if metric.kind == "distinct")
    return next((one for one in counts if rows(one) == rows(weekly)), None)


def _posts(
    desk: Desk,
    extent: Extent,
    measures: Sequence[_Measure],
    known: Mapping[int, Account],
    words: Mapping[tuple[int, str], Words],
) -> DataTable | None:
    if not measures:
        return None
    result = _result(desk, extent.client_id, measures, ("day", "account", "media_type", "post"), extent.days)
    values = _Values(measures, result)
    lines: list[tuple[Cell, ...]] = []
    for row in result.rows:
        day, number, media, post = row[:4]
        said, account = words.get((number, post), _NO_WORDS), known[number]
        own = (text(media_label(media), extent.lang), _excerpt(said.text), said.link)
        lines.append((day, *who(desk.catalog, account), *own, *values.of(row, account.platform)))
    headings = (("media_type", say("Format")), ("text", say("Text (beginning)")), ("link", say("Link")))
    return DataTable(POSTS, _columns(desk.catalog, extent.lang, headings, measures), tuple(lines))


def _days(desk: Desk, extent: Extent, measures: Sequence[_Measure], known: Mapping[int, Account]) -> DataTable | None:
    """From a week before: the level at the start of the first period may lie there."""
    if not measures:
        return None
    stretch = Period(extent.days.start - dt.timedelta(days=DAYS_BEFORE), extent.days.end)
    result = _result(desk, extent.client_id, measures, ("day", "account"), stretch)
    values = _Values(measures, result)
    lines = tuple(
        (row[0], *who(desk.catalog, known[row[1]]), *values.of(row, known[row[1]].platform)) for row in result.rows
    )
    return DataTable(DAYS, _columns(desk.catalog, extent.lang, (), measures), lines)


def _items(desk: Desk, extent: Extent, measures: Sequence[_Measure], known: Mapping[int, Account]) -> DataTable | None:
    """Without their words: those that are quoted stand on a sheet of their own, made safe for its readers."""
    if not measures:
        return None
    result = _result(desk, extent.client_id, measures, ("day", "account", "kind", "mention"), extent.days)
    values = _Values(measures, result)
    lines: list[tuple[Cell, ...]] = []
    for row in result.rows:
        day, number, kind = row[:3]
        if any(day in wanted for wanted in extent.item_days):
            own = (text(kind_label(kind), extent.lang), int(number in extent.watched))
            account = known[number]
            lines.append((day, *who(desk.catalog, account), *own, *values.of(row, account.platform)))
    headings = (("kind", say("Kind")), ("watched", say("In the time line (1) or not (0)")))
    return DataTable(MENTIONS, _columns(desk.catalog, extent.lang, headings, measures), tuple(lines))


def _result(desk: Desk, client_id: int, measures: Sequence[_Measure], by: tuple[By, ...], days: Period) -> Result:
    wanted = dict.fromkeys(id_ for measure in measures for id_ in (measure.metric, measure.beside) if id_)
    return figures(desk, MetricQuery(tuple(wanted), client_id, days, by=by))


class _Values:
    """Picks the measures out of a result's rows."""

    def __init__(self, measures: Sequence[_Measure], result: Result) -> None:
        self._places = [
            (result.index(one.metric), result.index(one.beside or one.metric), frozenset(one.platforms))
            for one in measures
        ]

    def of(self, row: tuple[Any, ...], platform: str) -> tuple[Cell, ...]:
        return tuple(
            row[own] if row[beside] is not None and (not only or platform in only) else None
            for own, beside, only in self._places
        )


def who(catalog: Catalog, account: Account) -> tuple[Cell, ...]:
    """Platform, number and name of an account, as each row of the Data has them."""
    return (label_of(catalog, account.platform), account.id, account.name)


def label_of(catalog: Catalog, platform: str) -> str:
    known = catalog.theme.platforms.get(platform)
    return known.label if known else platform


def _columns(
    catalog: Catalog, lang: Language, own: Sequence[tuple[str, Sentence]], measures: Sequence[_Measure]
) -> tuple[DataColumn, ...]:
    fixed = (
        ("day", say("Day")),
        ("platform", say("Platform")),
        ("account", say("Account no.")),
        ("account_name", say("Account")),
        *own,
    )
    return (
        *(DataColumn(id_, text(heading, lang)) for id_, heading in fixed),
        *(DataColumn(one.column, _label(catalog, one, lang), catalog.metrics[one.metric].unit) for one in measures),
    )


def _label(catalog: Catalog, measure: _Measure, lang: Language) -> str:
    metric = catalog.metrics[measure.metric].label[lang]
    if measure.beside:
        return text(
            say("{metric}, where {other} is known", metric=metric, other=catalog.metrics[measure.beside].label[lang]),
            lang,
        )
    if measure.column != measure.metric:
        whole = catalog.metrics[measure.column].label[lang]
        return text(say("{metric}, for “{whole}”", metric=metric, whole=whole), lang)
    return metric


def _excerpt(words: str | None) -> str | None:
    """The beginning of a post, enough to know it again."""
    line = " ".join((words or "").split())
    return line[:_EXCERPT] or None
