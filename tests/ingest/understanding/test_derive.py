"""Moments out of ids whose time is known: the arithmetic is done here by hand."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ingest.understanding.derive import RULES

FEW = settings(max_examples=40, deadline=None)
Value = Callable[[str, str], object]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MILLISECONDS = st.integers(1_400_000_000_000, 1_900_000_000_000)


def utc(milliseconds: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=milliseconds)  # noqa: DTZ001 -- UTC as stored


@FEW
@given(ms=MILLISECONDS, low=st.integers(0, 2**22 - 1))
def test_x_and_linkedin_ids_hold_milliseconds(value: Value, ms: int, low: int) -> None:
    x = (ms - 1288834974657) << 22 | low
    assert value(RULES["x_time"](["x"], ""), str(x)) == utc(ms)
    assert value(RULES["x_time"](["x"], ""), f"https://x.com/someone/status/{x}?s=20") == utc(ms)
    linked = ms << 22 | low
    assert value(RULES["linkedin_time"](["x"], ""), f"https://www.linkedin.com/posts/a-share-{linked}-Ab1c") == utc(ms)
    assert value(
        RULES["linkedin_time"](["x"], ""), f"https://www.linkedin.com/feed/update/urn:li:ugcPost:{linked}"
    ) == utc(ms)


@FEW
@given(seconds=st.integers(1_500_000_000, 1_900_000_000), low=st.integers(0, 2**32 - 1))
def test_tiktok_ids_hold_seconds(value: Value, seconds: int, low: int) -> None:
    link = f"https://www.tiktok.com/@someone/video/{seconds << 32 | low}"
    assert value(RULES["tiktok_time"](["x"], ""), link) == utc(seconds * 1000)


@FEW
@given(ms=MILLISECONDS, low=st.integers(0, 2**23 - 1))
def test_instagram_shortcodes_and_stories_hold_milliseconds(value: Value, ms: int, low: int) -> None:
    number = (ms - 1314220021721) << 23 | low
    code = "".join(ALPHABET[number >> 6 * n & 63] for n in reversed(range(11)))
    assert value(RULES["instagram_time"](["x"], ""), f"https://www.instagram.com/reel/{code}/") == utc(ms)
    assert value(RULES["instagram_time"](["x"], ""), f"https://www.instagram.com/stories/someone/{number}") == utc(ms)


def test_an_address_without_an_id_tells_no_time(value: Value) -> None:
    for rule in ("x_time", "linkedin_time", "tiktok_time", "instagram_time"):
        assert value(RULES[rule](["x"], ""), "https://example.com/") is None


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("https://www.facebook.com/reel/12/", "reel"),
        ("https://www.facebook.com/page/videos/12/", "video"),
        ("https://www.instagram.com/stories/a/12", "story"),
        ("https://www.facebook.com/page/posts/12", None),
    ],
)
def test_a_link_tells_the_kind_only_where_it_does(value: Value, link: str, kind: str | None) -> None:
    assert value(RULES["media_from_link"](["x"], ""), link) == kind


def test_a_reply_starts_with_a_name(value: Value) -> None:
    assert value(RULES["is_reply"](["x"], ""), "@someone thanks") is True
    assert value(RULES["is_reply"](["x"], ""), "thanks @someone") is False


@pytest.mark.parametrize(
    ("text", "found"), [("urn:li:share:12", True), ("urn:li:activity:12", False), ("say urn:li:share:1", True)]
)
def test_matches_says_whether_a_pattern_is_found(value: Value, text: str, found: bool) -> None:
    assert value(RULES["matches"](["x"], r"urn:li:share:\d"), text) is found


def test_the_number_of_a_facebook_reel_is_no_instagram_shortcode(value: Value) -> None:
    assert value(RULES["instagram_time"](["x"], ""), "https://www.facebook.com/reel/2076134883188001/") is None


def test_the_columns_of_a_breakdown_give_its_name_and_its_label(value: Value) -> None:
    assert value(RULES["names"](["v_age", "v_gender"], ""), "") == "age_gender"
    assert value(RULES["joined"](["x", "'women'"], " · "), "25-34") == "25-34 · women"
    assert value(RULES["joined"](["x", "cast(null as varchar)"], " · "), "25-34") == "25-34"
    assert value(RULES["joined"](["cast(null as varchar)"], " · "), "") is None


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (" Positive ", "positive"),
        ("NÉGATIF", "negative"),
        ("neutre", "neutral"),
        ("mitigé", "mixed"),
        ("Unknown", None),
        ("Not Rated", None),
        ("4", None),
        ("", None),
    ],
)
def test_a_verdict_in_words_is_one_of_four_and_nothing_is_guessed(value: Value, verdict: str, said: str | None) -> None:
    assert value(RULES["polarity"](["x"], ""), verdict) == said


@pytest.mark.parametrize(("verdict", "said"), [("5", "positive"), ("-1", "negative"), ("0", "neutral"), ("x", None)])
def test_the_sign_of_a_number_is_a_verdict_where_the_format_says_so(
    value: Value, verdict: str, said: str | None
) -> None:
    assert value(RULES["polarity"](["x"], "signed"), verdict) == said
