"""The doors to figures: JSON as the command line prints it, covered days, permissions."""

import datetime as dt

import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.figures import covered, figures, figures_as_json, ranked_posts, statement
from reporting.errors import NotAllowedError
from reporting.metrics.model import MetricQuery
from reporting.periods import parse
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tables import october

OCTOBER = parse("2026-10")


@pytest.fixture
def filled(store: Store, desk: Desk) -> Desk:
    posts = [{"post": f"p{day}", "published_on": october(day), "reach": 100, "likes": day} for day in (2, 9, 20)]
    stock(store, "Acme", "post", posts, platform="instagram", file="posts.csv")
    days = [{"day": october(day), "views": 10 * day} for day in (1, 25)]
    stock(store, "Acme", "account_day", days, platform="instagram", file="days.csv")
    stock(store, "Other", "account_day", [{"day": october(30), "views": 999}], platform="x", file="x.csv")
    return desk


def test_json_is_as_the_command_line_promises(filled: Desk) -> None:
    query = MetricQuery(("views", "engagement_rate_reach"), 1, OCTOBER, by=("day",))
    given = figures_as_json(filled, query, "fr")
    assert list(given) == ["columns", "rows", "sql", "imports", "notes"]
    assert given["columns"] == [
        {"name": "day", "unit": None},
        {"name": "views", "unit": "count"},
        {"name": "engagement_rate_reach", "unit": "percent"},
    ]
    assert given["rows"] == [
        ["2026-10-01", 10, None],
        ["2026-10-02", None, 0.02],
        ["2026-10-09", None, 0.09],
        ["2026-10-20", None, 0.2],
        ["2026-10-25", 250, None],
    ]
    assert given["sql"] == statement(filled, query).text
    assert (given["imports"], given["notes"]) == ([1, 2], [])


def test_the_days_covered_are_of_the_clients_imports_that_count(filled: Desk) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert covered(filled, 1) == {"instagram": (october(1), october(25), today)}
    assert covered(filled, 2, ("x",)) == {"x": (october(30), october(30), today)}
    assert covered(filled, 2, ("facebook",)) == {}


def test_ranked_posts_come_best_first(filled: Desk) -> None:
    assert ranked_posts(filled, 1, OCTOBER, limit=2).column("post") == ["p20", "p9"]
    assert ranked_posts(filled, 1, OCTOBER, "post_reach", ("facebook",)).rows == ()
    assert ranked_posts(filled, 1, OCTOBER, worst=True).column("post") == ["p2", "p9", "p20"]


def test_who_may_not_read_reports_sees_no_figure(filled: Desk) -> None:
    nobody = Desk(filled.store, filled.settings, Person("Nobody", frozenset()))
    query = MetricQuery(("views",), 1, OCTOBER)
    for ask in (figures, statement, figures_as_json):
        with pytest.raises(NotAllowedError):
            ask(nobody, query)
    with pytest.raises(NotAllowedError):
        covered(nobody, 1)
    with pytest.raises(NotAllowedError):
        ranked_posts(nobody, 1, OCTOBER)
