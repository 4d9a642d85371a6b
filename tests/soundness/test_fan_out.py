"""Several tables, many metrics, several clients in one statement."""

from reporting.catalog.model import Catalog
from tests.tables import october, with_rows


def test_tables_in_one_statement_do_not_multiply_each_other(catalog: Catalog) -> None:
    """Three posts joined to four days would be twelve rows: 30 reactions would become 120, 400 views 1 200."""
    posts = [
        {"account": 1, "platform": "facebook", "report_day": october(day), "reactions": 10, "reach": 100}
        for day in (1, 2, 3)
    ]
    days = [
        {"account": 1, "platform": "facebook", "report_day": october(day), "views": 100, "followers": 50 + day}
        for day in (1, 2, 3, 4)
    ]
    result = with_rows(catalog, post=posts, account_day=days).ask(
        "reactions", "views", "followers", "posts", "engagement_rate_reach", "engagement_rate_followers"
    )
    assert result.rows == ((30, 400, 54, 3, 0.1, 30 / 54),)


def test_accounts_with_days_only_and_with_posts_only_are_both_there(catalog: Catalog) -> None:
    posts = [{"account": 1, "platform": "facebook", "report_day": october(1), "reactions": 10}]
    days = [{"account": 3, "platform": "x", "report_day": october(1), "impressions": 5}]
    result = with_rows(catalog, post=posts, account_day=days).ask("reactions", "impressions", by=("platform",))
    assert result.rows == (("facebook", 10, None), ("x", None, 5))


def test_rows_of_another_client_are_never_in_a_figure(catalog: Catalog) -> None:
    mine = {"account": 1, "platform": "facebook", "report_day": october(1), "reactions": 10, "post": "m"}
    theirs = mine | {"account": 2, "client_id": 2, "reactions": 99, "post": "t", "import_ids": [7]}
    result = with_rows(catalog, post=[mine, theirs]).ask("reactions", "posts", "median_engagements")
    assert result.rows == ((10, 1, 10.0),)
    assert result.imports == (1,)
