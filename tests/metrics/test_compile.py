"""The compiler is pure, binds every value, and refuses what can't be asked."""

import itertools
import re

import pytest

from reporting.catalog.model import Catalog
from reporting.errors import QueryError
from reporting.language import error_text
from reporting.metrics.compile import compile_query
from reporting.metrics.kinds import KINDS
from reporting.metrics.model import By, MetricQuery
from reporting.periods import COMPARISONS, parse

OCTOBER = parse("2026-10")
EVERY_BY: tuple[By, ...] = ("platform", "account", "day", "week", "month", "media_type", "post", "hour", "weekday")


def test_the_same_query_gives_the_same_text(catalog: Catalog) -> None:
    query = MetricQuery(tuple(catalog.metrics), 1, OCTOBER, by=("platform",), compare=("previous", "year"))
    assert compile_query(query, catalog) == compile_query(query, catalog)


def test_every_kind_of_the_catalog_has_its_function_and_no_function_is_idle(catalog: Catalog) -> None:
    assert {metric.kind for metric in catalog.metrics.values()} == set(KINDS)


def test_values_are_bound_and_exactly_those_that_the_text_names(catalog: Catalog) -> None:
    query = MetricQuery(
        ("engagements", "views"),
        42,
        OCTOBER,
        by=("platform",),
        platforms=("x",),
        accounts=(7,),
        compare=("year",),
        limit=3,
    )
    statement = compile_query(query, catalog)
    assert set(re.findall(r"\$([a-z_0-9]+)", statement.text)) == set(statement.params)
    assert statement.params["client_id"] == 42
    assert not {"42", "2026-10-01", "'x'"} & set(re.findall(r"[\w'-]+", statement.text))


def test_words_of_a_person_never_reach_the_text(catalog: Catalog) -> None:
    hostile = "x'; drop table current_post; --"
    query = MetricQuery(("engagements",), 1, OCTOBER, platforms=(hostile,), media_types=(hostile,))
    statement = compile_query(query, catalog)
    assert "drop table" not in statement.text
    assert hostile in statement.params.values()


@pytest.mark.parametrize("metrics", [(), ("reach_of_the_moon",), ("engagements", "nope")])
def test_unknown_metrics_are_refused_by_name(catalog: Catalog, metrics: tuple[str, ...]) -> None:
    with pytest.raises(QueryError) as refused:
        compile_query(MetricQuery(metrics, 1, OCTOBER), catalog)
    assert all(name in error_text(refused.value, "en") for name in metrics if name not in catalog.metrics)


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_a_comparison_by_days_is_refused_with_what_to_do(catalog: Catalog, by: By) -> None:
    with pytest.raises(QueryError) as refused:
        compile_query(MetricQuery(("views",), 1, OCTOBER, by=(by,), compare=("previous",)), catalog)
    assert "ask for each period by itself" in error_text(refused.value, "en")


def test_figures_that_no_split_knows_are_refused_if_nothing_else_is_asked(catalog: Catalog) -> None:
    with pytest.raises(QueryError):
        compile_query(MetricQuery(("followers", "views"), 1, OCTOBER, by=("media_type",)), catalog)


def test_an_order_that_is_not_in_the_result_is_refused(catalog: Catalog) -> None:
    with pytest.raises(QueryError):
        compile_query(MetricQuery(("views",), 1, OCTOBER, order_by="clicks"), catalog)


@pytest.mark.parametrize("by", [(), *itertools.combinations(EVERY_BY, 1), *itertools.combinations(EVERY_BY, 2)])
def test_text_keeps_the_house_rules_of_sql(catalog: Catalog, by: tuple[By, ...]) -> None:
    compare = () if {"day", "week", "month"} & set(by) else COMPARISONS
    text = compile_query(MetricQuery(tuple(catalog.metrics), 1, OCTOBER, by=by, compare=compare), catalog).text
    assert "//" not in text
    assert not re.search(r"select\s+\*", text)
    assert re.findall(r" / (?!nullif\()(\S+)", text) == [what for what in re.findall(r" / (\S+)", text) if _days(what)]
    assert text.count("-- one row per") >= text.count(" as (\n")


def _days(divisor: str) -> bool:
    """Posts per week are divided by days, which are never none."""
    return divisor.isdecimal() or divisor.startswith("min(date_diff(")
