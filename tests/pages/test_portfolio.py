"""The goals of all clients by urgency: what needs attention, filters in the address, none and many."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import goals, standings
from reporting.actions.desk import at_desk
from reporting.goals.model import Goal, Scope
from reporting.periods import Period
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from tests.pages.conftest import HOSTILE, Open
from tests.stocking import stock

TODAY = dt.datetime.now(dt.UTC).date()
SPAN = Period(TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=9), "custom")


@pytest.fixture
def two_clients(home: Path) -> Path:
    """One far behind, one that is there already; both with data up to yesterday."""
    with at_desk(Settings(home=home)) as desk:
        for number, name in enumerate(("Acme", f"B {HOSTILE}"), start=1):
            days = [
                {"day": SPAN.start + dt.timedelta(days=at), "impressions": 100, "account": name} for at in range(20)
            ]
            stock(desk.store, name, "account_day", days, platform="facebook", file=f"{number}.csv")
        goals.set_goal(desk, Goal(0, 1, "impressions", "reach_total", SPAN, 9_000.0, owner="Yann"))
        goals.set_goal(
            desk, Goal(0, 2, "impressions", "reach_total", SPAN, 1_500.0, Scope(("facebook",)), owner="Inès")
        )
        over = Period(SPAN.start - dt.timedelta(days=400), SPAN.start - dt.timedelta(days=300), "custom")
        goals.set_goal(desk, Goal(0, 2, "impressions", "reach_total", over, 10.0, owner="Inès"))
    return home


def table(app: AppTest) -> list[tuple[str, str]]:
    """Client and status of each row, in order."""
    assert [error.value for error in app.exception] == []
    (frame,) = app.dataframe
    return [(row["Client"][:4], row["Status"].split()[-1]) for row in frame.value.to_dict("records")]


@pytest.mark.usefixtures("two_clients")
def test_what_needs_attention_comes_first_and_leads_to_the_clients_goals(open_page: Open) -> None:
    app = open_page("portfolio")
    assert app.title[0].value == "1 of 2 goals needs attention today, at 1 client"
    assert table(app) == [("Acme", "behind"), ("B Fl", "achieved")]
    links = app.dataframe[0].value["Link"].tolist()
    assert links == [f"goals?client={client}&period={SPAN.key}" for client in (1, 2)]
    assert [one.value for one in app.markdown if HOSTILE in str(one.value)] == []


@pytest.mark.usefixtures("two_clients")
def test_filters_come_from_the_address_and_stand_in_it(open_page: Open) -> None:
    assert table(open_page("portfolio", owner="Inès")) == [("B Fl", "achieved")]
    assert table(open_page("portfolio", status="behind")) == [("Acme", "behind")]
    app = open_page("portfolio")
    app.selectbox(key="portfolio_owner").set_value("Yann").run()
    assert app.query_params["owner"] == "Yann"
    assert table(app) == [("Acme", "behind")]
    app.selectbox(key="portfolio_owner").set_value("").run()
    assert "owner" not in app.query_params
    app.toggle(key="portfolio_when").set_value(True).run()
    assert app.query_params["when"] == "all"
    assert len(table(app)) == 3


@pytest.mark.usefixtures("two_clients")
def test_a_goal_without_networks_is_about_every_network(open_page: Open) -> None:
    assert len(table(open_page("portfolio", network="facebook"))) == 2


@pytest.mark.usefixtures("two_clients")
def test_filters_that_leave_nothing_say_so(open_page: Open) -> None:
    app = open_page("portfolio", owner="Inès", status="behind")
    assert [error.value for error in app.exception] == []
    assert "No goal is like that" in " ".join(str(one.value) for one in app.caption)


@pytest.mark.usefixtures("home")
def test_without_goals_it_says_what_to_do(home: Path, open_page: Open) -> None:
    with at_desk(Settings(home=home)) as desk:
        stock(desk.store, "Acme", "account_day", [{"day": TODAY, "impressions": 1, "account": "a"}])
    app = open_page("portfolio", "fr")
    assert app.title[0].value == "Aucun objectif en cours"
    assert "Fixez-en un" in " ".join(str(one.value) for one in app.caption)


def test_a_thousand_goals_are_one_table(two_clients: Path, open_page: Open) -> None:
    with at_desk(Settings(home=two_clients)) as desk, desk.store.write() as cur:
        cur.execute(
            "insert into goal (client_id, metric, kind, period_key, period_from, period_to, target, scope, created_at,"
            " created_by) select 1, 'impressions', 'reach_total', $key, $from, $to, 3000 + n, [], now(), 'Yann'"
            " from range(998) numbers(n)",
            {"key": SPAN.key, "from": SPAN.start, "to": SPAN.end},
        )
    rows = table(open_page("portfolio"))
    assert len(rows) == 1000
    assert len(standings.portfolio(shared_desk())) == 1000
