"""Plans against posts, and hours in and out of office hours, minute by minute."""

import datetime as dt
import random
from typing import Any

import pytest

from reporting.actions.desk import Desk
from reporting.metrics import work
from reporting.metrics.engine import DuckDBEngine
from tests.value import OCTOBER, WINDOWS, Row, october, put

KNOWN = {"facebook": (october(1), october(25)), "x": (october(1), october(31))}


def plan(at: int, day: dt.date, **rest: Any) -> Row:
    return {"plan_item": str(at), "planned_on": day, "plan_status": "planned", "account": "Acme", **rest}


def post(at: int, day: dt.date, **rest: Any) -> Row:
    return {"post": str(at), "published_on": day, "account": "Acme", **rest}


def entry(day: dt.date, start: str | None, hours: float, **rest: Any) -> Row:
    return {
        "day": day,
        "clock_start": start,
        "worked_seconds": hours * 3600,
        "account": "Acme",
        "person": "Ada",
        **rest,
    }


def totals(desk: Desk, client: int) -> dict[str, Any]:
    asked = work.plan_totals(client, WINDOWS, KNOWN, by_network=True)
    return {row["platform"]: row for row in asked.found(DuckDBEngine(desk.store)) if row["span"] == "period"}


def test_a_slot_is_met_by_a_post_of_its_network_and_day_and_by_no_other(desk: Desk) -> None:
    put(desk.store, "plan_item", [plan(1, october(2)), plan(2, october(2)), plan(3, october(5))], platform="facebook")
    put(desk.store, "plan_item", [plan(4, october(5))], platform="x", file="x.csv")
    put(desk.store, "post", [post(1, october(2)), post(2, october(6)), post(3, october(7))], platform="facebook")
    client = put(desk.store, "post", [post(1, october(5))], platform="x", file="x.csv")
    found = totals(desk, client)
    assert [found["facebook"][name] for name in ("plan_planned", "plan_published", "plan_kept")] == [3, 3, 1]
    assert [found["x"][name] for name in ("plan_planned", "plan_published", "plan_kept", "plan_rate")] == [1, 1, 1, 1]


def test_drafts_stories_and_what_is_no_post_of_its_own_are_left_out(desk: Desk) -> None:
    plans = [plan(1, october(2)), plan(2, october(2), plan_status="draft"), plan(3, october(2), media_type="story")]
    put(desk.store, "plan_item", plans, platform="facebook")
    posts = [
        post(1, october(2), media_type="story"),
        post(2, october(2), is_reply=True),
        post(3, october(2), is_share=True),
        post(4, october(2), is_crosspost=True),
        post(5, october(2), counted_elsewhere=True),
    ]
    client = put(desk.store, "post", posts, platform="facebook")
    found = totals(desk, client)["facebook"]
    assert [found[name] for name in ("plan_planned", "plan_published", "plan_kept", "drafts")] == [1, 0, 0, 1]


def test_days_whose_posts_are_not_known_are_not_judged(desk: Desk) -> None:
    plans = [plan(1, october(25)), plan(2, october(26)), plan(3, october(31))]
    client = put(desk.store, "plan_item", plans, platform="facebook")
    found = totals(desk, client)["facebook"]
    assert [found[name] for name in ("plan_planned", "plan_published", "later")] == [1, 0, 2]


def test_a_network_without_posts_is_not_judged_and_one_without_plan_is_not_compared(desk: Desk) -> None:
    put(desk.store, "plan_item", [plan(1, october(2))], platform="linkedin")
    client = put(desk.store, "post", [post(1, october(2))], platform="x")
    found = totals(desk, client)
    assert list(found) == ["linkedin"]
    assert (found["linkedin"]["plan_planned"], found["linkedin"]["plan_published"]) == (None, None)


def outside(entries: list[Row]) -> float:
    """By hand, minute by minute, in hours."""
    minutes = 0
    for row in entries:
        start = dt.datetime.combine(row["day"], dt.time.fromisoformat(row["clock_start"]))
        for at in range(round(row["worked_seconds"] / 60)):
            moment = start + dt.timedelta(minutes=at)
            minutes += not (moment.isoweekday() <= 5 and 9 <= moment.hour < 18)
    return minutes / 60


@pytest.mark.parametrize("seed", range(3))
def test_hours_out_of_hours_are_those_counted_minute_by_minute(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 -- a known mix, no secret
    entries = [
        entry(
            october(day), f"{rng.randrange(24):02d}:{rng.randrange(60):02d}:00", rng.randrange(1, 900) / 60, task=str(n)
        )
        for n in range(40)
        for day in [rng.randint(1, 31)]
    ]
    client = put(desk.store, "time_entry", entries, platform="toggl")
    (found,) = work.hour_totals(client, {"period": OCTOBER}).found(DuckDBEngine(desk.store))
    assert found["work_outside"] == pytest.approx(outside(entries))
    assert found["work_hours"] == pytest.approx(sum(row["worked_seconds"] for row in entries) / 3600)


def test_a_weekday_without_a_time_is_unknown_and_a_weekend_needs_none(desk: Desk) -> None:
    entries = [entry(october(5), None, 3), entry(october(4), None, 2), entry(october(6), "09:00:00", 5)]
    client = put(desk.store, "time_entry", entries, platform="harvest")
    (found,) = work.hour_totals(client, {"period": OCTOBER}).found(DuckDBEngine(desk.store))
    assert [found[name] for name in ("work_hours", "work_timed", "work_outside")] == [10, 7, 2]
    assert found["work_outside_share"] == 2 / 7


@pytest.mark.parametrize(
    ("activity", "media"),
    [
        ("Reels", "reel"),
        ("Montage vidéo", "video"),
        ("Carrousels, maquettes", "carousel"),
        ("Reels et stories", None),
        ("Photographie", None),
        ("Community management", None),
        (None, None),
    ],
)
def test_an_activity_is_of_a_format_where_it_names_one(activity: str | None, media: str | None) -> None:
    assert work.format_of(activity) == media
