"""Definitions against each other: names exist, types and units agree, texts are there in both languages (layer 1).

Each check yields faults as "file: key: what"; nothing stops at the first.
"""

import re
from collections.abc import Iterator

from reporting.catalog.check_formats import check_formats
from reporting.catalog.check_words import unknown, untranslated
from reporting.catalog.format import ACCOUNT_TARGETS
from reporting.catalog.model import Catalog, Metric

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
DAY = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
PART_KINDS = frozenset({"sum", "last", "distinct", "median", "daily_mean", "per_week", "change"})


def check(catalog: Catalog) -> tuple[str, ...]:
    """Every fault between the definitions, in the order of their files."""
    return (
        *_tables(catalog),
        *check_formats(catalog),
        *_metrics(catalog),
        *_measures(catalog),
        *_goals(catalog),
        *_goal_advice(catalog),
        *_recipes(catalog),
        *_changes(catalog),
        *_theme(catalog),
        *unknown(catalog.synonyms, (*catalog.columns, *ACCOUNT_TARGETS), "synonyms.toml", "column"),
    )


def _tables(catalog: Catalog) -> Iterator[str]:
    for id_, column in catalog.columns.items():
        place = f"tables.toml: column.{id_}"
        yield from _identifier(id_, place)
        yield from untranslated(column.meaning, f"{place}.meaning")
        if (column.aggregate in {"sum", "last", "never", "mean"}) > column.is_measure:
            yield f"{place}: aggregate {column.aggregate!r} needs a unit"
    for id_, table in catalog.tables.items():
        place = f"tables.toml: table.{id_}"
        yield from _identifier(id_, place)
        yield from untranslated(table.meaning, f"{place}.meaning")
        yield from unknown(table.columns, catalog.columns, f"{place}.columns", "column")
        yield from unknown((*table.key, table.day), table.columns, f"{place}.key", "column of the table")
        yield from unknown(table.optional, table.key, f"{place}.optional", "column of the key")
        yield from unknown(
            (*table.within, *table.within.values()), table.columns, f"{place}.within", "column of the table"
        )
        yield from (f"{place}.columns: {name!r} is listed twice" for name in _twice(table.columns))


def _metrics(catalog: Catalog) -> Iterator[str]:
    for id_, metric in catalog.metrics.items():
        place = f"metrics: {id_}"
        yield from _identifier(id_, place)
        yield from untranslated(metric.meaning, f"{place}.meaning")
        yield from _metric_sources(catalog, metric, place)
        yield from unknown(metric.platforms, _platforms(catalog), f"{place}.platforms", "platform")


def _measures(catalog: Catalog) -> Iterator[str]:
    known = (*catalog.measures, *catalog.metrics)
    for id_, measure in catalog.measures.items():
        place = f"measures.toml: {id_}"
        yield from _identifier(id_, place)
        yield from untranslated(measure.meaning, f"{place}.meaning")
        yield from unknown([measure.table], catalog.tables, f"{place}.table", "table")
        table = catalog.tables.get(measure.table)
        yield from unknown(measure.columns, table.columns if table else (), f"{place}.columns", "column of the table")
        yield from unknown(
            (name for name in (measure.over, measure.under) if name), known, f"{place}.over/under", "measure"
        )
        if (measure.over is None) != (measure.under is None):
            yield f"{place}: a quotient needs over and under"
        if id_ in catalog.metrics:
            yield f"{place}: is the id of a metric, too"


def _metric_sources(catalog: Catalog, metric: Metric, place: str) -> Iterator[str]:
    ratios = tuple(id_ for id_ in (metric.over, metric.under) if id_)
    yield from unknown(ratios, catalog.metrics, f"{place}.over/under", "metric")
    if metric.kind == "ratio" and len(ratios) != 2:  # noqa: PLR2004 -- a ratio has an over and an under
        yield f"{place}: a ratio needs over and under"
    if metric.table is not None:
        yield from unknown([metric.table], catalog.tables, f"{place}.table", "table")
    table = catalog.tables.get(metric.table or "")
    columns = table.columns if table else tuple(catalog.columns)
    yield from unknown(
        (name for part in metric.parts for name in part), columns, f"{place}.parts", "column of the table"
    )
    others = (*metric.own_columns, *metric.only, *metric.only_flagged)
    yield from unknown(others, columns, f"{place}.points/between/only", "column of the table")
    if len(metric.points) > 1 or len(metric.between) not in {0, 2}:
        yield f"{place}: points are of one column, between is of two"
    if not 0 < metric.quantile < 1:
        yield f"{place}: quantile must lie between 0 and 1"
    if metric.kind in PART_KINDS and not metric.parts and not metric.own_columns and not ratios:
        yield f"{place}: a metric of kind {metric.kind} needs parts"


def _goals(catalog: Catalog) -> Iterator[str]:
    for id_, kind in catalog.goal_kinds.items():
        place = f"goals.toml: kind.{id_}"
        yield from _identifier(id_, place)
        yield from untranslated(kind.meaning, f"{place}.meaning")
        yield from untranslated(kind.sentence, f"{place}.sentence")
        yield from unknown(kind.metric_kinds, (*PART_KINDS, "ratio"), f"{place}.metric_kinds", "metric kind")


def _goal_advice(catalog: Catalog) -> Iterator[str]:
    subjects = {metric.subject for metric in catalog.metrics.values()}
    for id_, objective in catalog.objectives.items():
        place = f"objectives.toml: objective.{id_}"
        yield from _identifier(id_, place)
        yield from untranslated(objective.meaning, f"{place}.meaning")
        yield from unknown(objective.subjects, subjects, f"{place}.subjects", "subject of a metric")
    for benchmark in catalog.benchmarks:
        place = f"benchmarks.toml: {benchmark.id}"
        yield from untranslated(benchmark.method, f"{place}.method")
        yield from unknown([benchmark.platform], _platforms(catalog), f"{place}.platform", "platform")
        yield from unknown([benchmark.metric] if benchmark.metric else [], catalog.metrics, f"{place}.metric", "metric")


def _recipes(catalog: Catalog) -> Iterator[str]:
    for id_, recipe in catalog.recipes.items():
        yield from _identifier(id_, f"recipes: {id_}")
        yield from (
            f"recipes: {id_}: sheet {kind!r} is listed twice"
            for kind in _twice(tuple(one.kind for one in recipe.sheets))
        )
        for sheet in recipe.sheets:
            yield from unknown(sheet.metrics, catalog.metrics, f"recipes: {id_}: sheet {sheet.kind}", "metric")


def _changes(catalog: Catalog) -> Iterator[str]:
    for change in catalog.changes:
        place = f"changes.toml: {change.id}"
        yield from unknown(change.columns, catalog.columns, f"{place}.columns", "column")
        yield from unknown([change.platform], _platforms(catalog), f"{place}.platform", "platform")
        yield from untranslated(change.meaning, f"{place}.meaning")
        if not DAY.fullmatch(change.date):
            yield f"{place}.date: must be a day, month or year such as 2025-03-31, 2025-03 or 2025, is {change.date!r}"


def _theme(catalog: Catalog) -> Iterator[str]:
    theme = catalog.theme
    for side, tokens in (("light", theme.light), ("dark", theme.dark)):
        for token, color in tokens.items():
            yield from _color(color, f"theme.toml: {side}.{token}")
    for token in sorted(set(theme.light) ^ set(theme.dark)):
        yield f"theme.toml: {token!r} is in only one of light and dark"
    for id_, platform in theme.platforms.items():
        yield from _identifier(id_, f"theme.toml: platform.{id_}")
        yield from _color(platform.light, f"theme.toml: platform.{id_}.light")
        yield from _color(platform.dark, f"theme.toml: platform.{id_}.dark")


def _platforms(catalog: Catalog) -> frozenset[str]:
    """Networks that some format or the theme knows."""
    of_formats = (platform for format_ in catalog.formats.values() for platform in format_.platforms)
    return frozenset((*of_formats, *catalog.theme.platforms))


def _identifier(id_: str, place: str) -> Iterator[str]:
    if not IDENTIFIER.fullmatch(id_):
        yield f"{place}: an id is lower-case letters, digits and _, starting with a letter"


def _color(color: str, place: str) -> Iterator[str]:
    if not COLOR.fullmatch(color):
        yield f"{place}: must be a colour such as #1f4e79, is {color!r}"


def _twice(names: tuple[str, ...]) -> list[str]:
    return [name for at, name in enumerate(names) if name in names[:at]]
