"""R2: reach counts people: averaged over days, taken from the platform for a period, or named a sum over posts."""

import datetime as dt

from reporting.catalog.model import Catalog
from reporting.language import text
from tests.tables import october, september, with_rows


def day(number: int, platform: str = "facebook", account: int = 1, **cells: object) -> dict[str, object]:
    return {"account": account, "platform": platform, "report_day": october(number), **cells}


def test_reach_of_days_is_averaged_over_days_with_a_value(catalog: Catalog) -> None:
    rows = [day(1, reach=100), day(2, reach=300), day(3, reach=None, views=7)]
    result = with_rows(catalog, account_day=rows).ask("average_daily_reach")
    assert result.value("average_daily_reach") == 200
    assert result.samples["average_daily_reach"] == (2,)


def test_reach_of_several_accounts_together_is_no_figure_and_says_why(catalog: Catalog) -> None:
    rows = [day(1, reach=100), day(1, "instagram", 2, reach=5000)]
    tables = with_rows(catalog, account_day=rows)
    whole = tables.ask("average_daily_reach")
    assert whole.value("average_daily_reach") is None
    assert [text(note, "en") for note in whole.notes] == [
        "Average daily reach: people of several accounts overlap, so there is no figure over them together."
    ]
    assert tables.ask("average_daily_reach", by=("platform",)).rows == (("facebook", 100.0), ("instagram", 5000.0))


def test_reach_of_a_period_is_the_platforms_own_for_exactly_that_period(catalog: Catalog) -> None:
    """Two half months and a quarter are there too: none of them, and no sum of them, is October."""
    spans = [
        (october(1), october(31), 900),
        (october(1), october(15), 600),
        (october(16), october(31), 700),
        (dt.date(2026, 8, 1), october(31), 2000),
        (september(1), september(30), 800),
    ]
    rows = [
        {
            "account": 4,
            "platform": "linkedin",
            "report_day": to,
            "period_from": start,
            "period_to": to,
            "viewers": people,
        }
        for start, to, people in spans
    ]
    tables = with_rows(catalog, account_period=rows)
    assert tables.ask("reach", compare=("previous",)).rows == ((900, 800),)
    assert tables.ask("reach", period="2026-10-01..2026-10-15").value("reach") == 600
    assert tables.ask("reach", period="2026-Q4").rows == ((None,),)


def test_reach_of_a_period_is_not_added_over_accounts(catalog: Catalog) -> None:
    rows = [
        {
            "account": account,
            "platform": "linkedin",
            "report_day": october(31),
            "period_from": october(1),
            "period_to": october(31),
            "reach": 900,
        }
        for account in (4, 5)
    ]
    tables = with_rows(catalog, account_period=rows)
    assert tables.ask("reach").value("reach") is None
    assert tables.ask("reach", by=("account",)).rows == ((4, 900), (5, 900))


def test_only_metrics_that_say_so_in_their_name_add_people(catalog: Catalog) -> None:
    """A sum over a column of people must be a lifetime sum over posts, called added in both languages."""
    people = {id_ for id_, column in catalog.columns.items() if column.aggregate == "never"}
    adding = {
        metric.id: metric
        for metric in catalog.metrics.values()
        if metric.kind == "sum" and people & {name for part in metric.parts for name in part}
    }
    assert set(adding) == {"post_reach", "post_reach_or_views"}
    for metric in adding.values():
        assert metric.basis == "lifetime"
        assert "added" in metric.label.en
        assert "additionnée" in metric.label.fr
