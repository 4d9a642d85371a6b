"""Clients: made, changed, refused with every reason at once."""

import datetime as dt
from dataclasses import replace

import pytest

from reporting.actions import clients
from reporting.actions.desk import Desk
from reporting.errors import ConflictError
from reporting.language import error_text
from reporting.warehouse.model import Brand, Client
from tests.stocking import stock

ACME = Client(0, "Acme", "fr", "Europe/Paris", Brand("#112233", "#445566", b"\x89PNG\r\n\x1a\nrest"))


def test_what_is_saved_is_what_is_listed(desk: Desk) -> None:
    saved = clients.save_client(desk, ACME)
    assert saved == replace(ACME, id=1)
    assert clients.client_list(desk) == [saved]
    assert clients.client_called(desk, " aCME ") == saved


def test_a_change_keeps_the_id(desk: Desk) -> None:
    saved = clients.save_client(desk, ACME)
    changed = clients.save_client(desk, replace(saved, name="Acme & Co", language="en"))
    assert clients.client_list(desk) == [changed]


def test_a_name_is_taken_whatever_its_case(desk: Desk) -> None:
    clients.save_client(desk, ACME)
    with pytest.raises(ConflictError) as refused:
        clients.save_client(desk, replace(ACME, name="ACME"))
    assert refused.value.code == "CLIENT_NAME"


def test_everything_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    wrong = Client(0, "Acme", "en", "Paris", Brand("red", "#445566", b"GIF89a"))
    with pytest.raises(ConflictError) as refused:
        clients.save_client(desk, wrong)
    said = error_text(refused.value, "en")
    assert [word in said for word in ("Paris is not a time zone", "red is not a colour", "PNG or JPEG")] == [True] * 3
    assert clients.client_list(desk) == []


def test_an_unknown_client_is_refused_with_the_names_that_there_are(desk: Desk) -> None:
    clients.save_client(desk, ACME)
    with pytest.raises(ConflictError) as refused:
        clients.client_called(desk, "Amce")
    assert "The clients are: Acme." in error_text(refused.value, "en")


def test_another_time_zone_moves_the_days_of_posts(desk: Desk) -> None:
    """Half past one at night in Paris on the 1st is still the 31st in New York."""
    saved = clients.save_client(desk, ACME)
    late = {"published_at": dt.datetime(2026, 11, 1, 0, 30), "published_on": dt.date(2026, 10, 31)}  # noqa: DTZ001 -- stored in UTC without a zone
    stock(desk.store, "Acme", "post", [{"post": "p1", **late}, {"post": "p2", **late}])
    stock(desk.store, "Acme", "post", [{"post": "p2", **late}], file="again.csv")
    clients.save_client(desk, replace(saved, timezone="America/New_York"))
    with desk.store.read() as cur:
        days = cur.execute("select post, report_day from current_post order by post").fetchall()
    assert days == [("p1", dt.date(2026, 10, 31)), ("p2", dt.date(2026, 10, 31))]
