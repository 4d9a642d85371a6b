"""SQL over single rows: which rows of a table count, and the value of a metric in one of them (layer 4)."""

import datetime as dt
from collections.abc import Iterable

from reporting.catalog.model import Metric
from reporting.metrics.kinds import DAYS_BEFORE, Value
from reporting.metrics.labelled import label_parameters, of_labels
from reporting.metrics.model import MetricQuery
from reporting.metrics.windows import Window

BREAK = "\n        "
"""A line break inside a long expression, indented under its select list."""

PERIOD_TABLE = "account_period"
"""The one table whose rows cover a period of their own: only rows of exactly the periods asked for count."""


def value_sql(value: Value, common: tuple[str, ...]) -> str:
    """The value of one row, null where it is not provided or the row does not count. `common` holds for all rows."""
    own = " and ".join(rule for rule in conditions(value.metric) if rule not in common)
    if value.counts:
        return own or "true"
    return f"case when {own} then {parts_sql(value.metric)} end" if own else parts_sql(value.metric)


def parts_sql(metric: Metric) -> str:
    """Of each part the first known alternative, parts added; a platform's own total of them all comes first."""
    if metric.kind in {"distinct", "per_week"}:
        return "1"
    if metric.between:
        return _between_sql(metric)
    if metric.points:
        return _points_sql(metric)
    more = {platform: parts for platform, parts in metric.parts_on.items() if _adds_to(metric, parts)}
    extra = tuple((_only(platform, part),) for platform, parts in more.items() for part in parts[len(metric.parts) :])
    general = _added((*metric.parts, *extra))
    for platform, parts in metric.parts_on.items():
        if platform not in more:
            general = f"case when platform = '{platform}' then {_added(parts)} else {general} end"
    return _first((*metric.whole, general))


def _points_sql(metric: Metric) -> str:
    ((column, points),) = metric.points.items()
    cases = " ".join(f"when {_literal(value)} then {worth:g}" for value, worth in points.items())
    rest = "" if metric.otherwise is None else f" else {metric.otherwise:g}"
    return f"case {column} {cases}{rest} end"


def _between_sql(metric: Metric) -> str:
    """A second moment before the first is a fault of a clock: nothing is known of such a row."""
    first, second = metric.between
    seconds = f"date_diff('second', {first}, {second})"
    if metric.within is None:
        return f"case when {second} >= {first} then {seconds} end"
    pending = _points_sql(metric) if metric.points else "null"
    inside = f"case when {seconds} <= {metric.within:g} then 1 else 0 end"
    return (
        f"case when {second} is null and {first} is not null then {pending}{BREAK}"
        f"    when {second} >= {first} then {inside} end"
    )


def _adds_to(metric: Metric, parts: tuple[tuple[str, ...], ...]) -> bool:
    """The usual parts and more: written as one more term, which is shorter to read and quicker than two whole sums."""
    return parts[: len(metric.parts)] == metric.parts


def _only(platform: str, part: tuple[str, ...]) -> str:
    return f"case when platform = '{platform}' then {_first(part)} end"


def conditions(metric: Metric) -> tuple[str, ...]:
    """What a row must be to count, as SQL conditions in a fixed order."""
    return (
        *(f"not coalesce({flag}, false)" for flag in metric.without),
        *(f"coalesce({flag}, false)" for flag in metric.only_flagged),
        *(f"{column} in ({_quoted(values)})" for column, values in metric.only.items()),
        *((f"coalesce(media_type, '') not in ({_quoted(metric.without_media)})",) if metric.without_media else ()),
        *((f"media_type in ({_quoted(metric.only_media)})",) if metric.only_media else ()),
    )


def read_columns(values: Iterable[Value]) -> tuple[str, ...]:
    """Every stored column that the values read."""
    metrics = [value.metric for value in values]
    lists = [part for metric in metrics for parts in (metric.parts, *metric.parts_on.values()) for part in parts]
    others = (names for metric in metrics for names in (metric.whole, metric.own_columns))
    return _unique(name for names in (*lists, *others) for name in names)


def in_window(table: str, window: Window) -> str:
    if table == PERIOD_TABLE:
        return f"(period_from = ${window.name}_from and report_day = ${window.name}_to)"
    return f"report_day between ${window.name}_from and ${window.name}_to"


def in_any_window(table: str, shown: tuple[Window, ...], *, before: bool = False) -> str:
    """before: the days before each period are read too, for the level at its start."""
    if before:
        return " or ".join(f"report_day between ${window.name}_known_from and ${window.name}_to" for window in shown)
    return " or ".join(in_window(table, window) for window in shown)


def whose(query: MetricQuery, table_columns: Iterable[str]) -> tuple[str, ...]:
    """Conditions on client, accounts, platforms, media types and content labels; values are bound."""
    platforms = ", ".join(f"$platform_{at}" for at, _ in enumerate(query.platforms, 1))
    accounts = ", ".join(f"$account_{at}" for at, _ in enumerate(query.accounts, 1))
    media = ", ".join(f"$media_type_{at}" for at, _ in enumerate(query.media_types, 1))
    return (
        "client_id = $client_id",
        *((f"platform in ({platforms})",) if platforms else ()),
        *((f"account_id in ({accounts})",) if accounts else ()),
        *((f"media_type in ({media})",) if media and "media_type" in table_columns else ()),
        *of_labels(query.labels, table_columns),
    )


def parameters(query: MetricQuery, shown: tuple[Window, ...]) -> dict[str, object]:
    """Every value that a statement of this query may bind; `bound` keeps those that its text names."""
    values: dict[str, object] = {"client_id": query.client_id, "row_limit": query.limit}
    for window in shown:
        values[f"{window.name}_from"] = window.period.start
        values[f"{window.name}_to"] = window.period.end
        values[f"{window.name}_known_from"] = window.period.start - dt.timedelta(days=DAYS_BEFORE)
    for name, items in (("platform", query.platforms), ("account", query.accounts), ("media_type", query.media_types)):
        values |= {f"{name}_{at}": item for at, item in enumerate(items, 1)}
    return values | label_parameters(query.labels)


def _added(parts: tuple[tuple[str, ...], ...]) -> str:
    if len(parts) == 1:
        return _first(parts[0])
    every = ", ".join(column for part in parts for column in part)
    total = " + ".join(f"coalesce({', '.join(part)}, 0)" for part in parts)
    return f"case when coalesce({every}) is not null{BREAK}    then {total} end"


def _first(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"coalesce({', '.join(names)})"


def _literal(value: str) -> str:
    return value if value in {"true", "false"} else f"'{value}'"


def _quoted(names: tuple[str, ...]) -> str:
    """Media types, platforms and choices stand in the text as literals: ids of the catalog, never a person's words."""
    return ", ".join(f"'{name}'" for name in names)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
