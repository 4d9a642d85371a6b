"""What the charts say: gaps, labels, languages; and that no colour is in them."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import babel
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reporting.catalog.model import Theme
from reporting.charts.bars import Bar, Week, bars, weeks
from reporting.charts.calendar import SIGNS, Cell, calendar
from reporting.charts.model import Drawing, Mark
from reporting.charts.pacing import Course, Pace, pacing
from reporting.charts.palette import names
from reporting.charts.scale import round_top, spread
from reporting.charts.share import Part, share
from reporting.charts.sparkline import sparkline
from reporting.charts.strip import Dot, strip
from reporting.charts.trend import Line, trend
from reporting.charts.words import locale
from reporting.goals.model import Outlook
from reporting.language import LANGUAGES, Language
from reporting.periods import month

OCTOBER = month(2026, 10)
DAYS = [OCTOBER.start + dt.timedelta(days=i) for i in range(OCTOBER.days)]

Maker = Callable[[Theme, Language], Drawing]


def a_trend(theme: Theme, lang: Language) -> Drawing:
    known: dict[dt.date, float | None] = {day: 1000.0 + at for at, day in enumerate(DAYS) if at not in {3, 4, 10, 12}}
    return trend(
        [Line("instagram", known), Line("x", {DAYS[0]: 5.0})],
        period=OCTOBER,
        grain="day",
        unit="people",
        theme=theme,
        lang=lang,
        title="Reach",
        subtitle="people",
        marks=[Mark(DAYS[16], "Meta: new views"), Mark(dt.date(2026, 9, 1), "before")],
    )


def a_course(**changes: Any) -> Course:
    """Judged to the 20th, the 6th and 8th not known, an estimate for the days left, a note and one of another month."""
    days = tuple(Pace(day, None if at > 19 or at in {5, 7} else at * 10.0, at * 12.0) for at, day in enumerate(DAYS))
    fan = tuple((day, Outlook(at * 9.0, at * 9.5, at * 10.0, at * 10.5, at * 11.0)) for at, day in enumerate(DAYS))[20:]
    course = Course(
        title="Engagements",
        unit="count",
        period=OCTOBER,
        days=days,
        target=360,
        status="at_risk",
        stretch=420,
        judged_to=DAYS[19],
        fan=fan,
        marks=(Mark(DAYS[9], "Campaign"), Mark(dt.date(2026, 9, 1), "before")),
    )
    return replace(course, **changes)


def a_rate() -> Course:
    weeks_ = tuple(Pace(day, 0.04) for day in DAYS[::7])
    fan = ((DAYS[-1], Outlook(0.03, 0.035, 0.04, 0.045, 0.05)),)
    return replace(a_course(), title="Rate", unit="percent", days=weeks_, target=0.05, stretch=None, fan=fan, kept=True)


MAKERS: dict[str, Maker] = {
    "trend": a_trend,
    "sparkline": lambda theme, lang: sparkline([1, None, 3], theme=theme, lang=lang, title="Posts"),
    "bars": lambda theme, lang: bars(
        [Bar("Instagram", "instagram", 12_000, 9_000), Bar("X", "x", None)],
        unit="count",
        theme=theme,
        lang=lang,
        title="Views",
        subtitle="",
        before="September",
    ),
    "weeks": lambda theme, lang: weeks(
        [Week(dt.date(2026, 10, 5), 12, 3)], unit="count", theme=theme, lang=lang, title="Engagements", subtitle=""
    ),
    "strip": lambda theme, lang: strip(
        [Dot("reel", "instagram", 10, DAYS[0], "words"), Dot("photo", "x", 20, None, "")],
        unit="count",
        theme=theme,
        lang=lang,
        title="Engagements",
        subtitle="",
    ),
    "pacing": lambda theme, lang: pacing(a_course(), theme=theme, lang=lang),
    "pacing of a rate": lambda theme, lang: pacing(a_rate(), theme=theme, lang=lang),
    "calendar": lambda theme, lang: calendar(
        [Cell("a", DAYS[4], state, state, "7 of 7", "a.csv") for state in SIGNS],
        theme=theme,
        lang=lang,
        title="Each account by week",
        subtitle="",
    ),
    "share": lambda theme, lang: share(
        [Part("instagram", 60), Part("x", 39), Part("web", 1)],
        unit="count",
        theme=theme,
        lang=lang,
        title="Posts",
        subtitle="",
    ),
}


def values(node: Any) -> list[Any]:
    """Every row of data in a specification."""
    if isinstance(node, dict):
        own = node["datasets"].values() if "datasets" in node else []
        return [row for rows in own for row in rows] + [row for value in node.values() for row in _inline(value)]
    return []


def _inline(node: Any) -> list[Any]:
    if isinstance(node, dict):
        here = node["values"] if isinstance(node.get("values"), list) and node["values"] else []
        rows = [row for row in here if isinstance(row, dict)]
        return rows + [row for value in node.values() for row in _inline(value)]
    if isinstance(node, list):
        return [row for value in node for row in _inline(value)]
    return []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("maker", MAKERS)
def test_a_chart_carries_names_of_colours_and_no_colour(maker: str, lang: Language, theme: Theme) -> None:
    spec = MAKERS[maker](theme, lang).spec
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(", repr(spec)) == []
    inks = {
        row[key]
        for row in values(spec)
        for key in ("ink", "label_ink", "before_ink", "platform", "status", "pace")
        if key in row
    }
    assert inks <= set(names(theme))


@pytest.mark.parametrize("maker", MAKERS)
def test_every_colour_scale_is_the_whole_list_of_names(maker: str, theme: Theme) -> None:
    spec = repr(MAKERS[maker](theme, "en").spec)
    assert repr(names(theme)) in spec


@pytest.mark.parametrize("maker", MAKERS)
def test_every_chart_is_described_in_both_languages(maker: str, theme: Theme) -> None:
    english, french = (MAKERS[maker](theme, lang).alt for lang in LANGUAGES)
    assert english
    assert french
    assert english != french


def test_days_without_data_are_gaps(theme: Theme) -> None:
    rows = [row for row in values(a_trend(theme, "en").spec) if row.get("platform") == "instagram" and "value" in row]
    by_day = {row["day"][:10]: row["value"] for row in rows if "name" not in row}
    assert [by_day[str(DAYS[at])] for at in (2, 3, 4, 5)] == [1002.0, None, None, 1005.0]
    assert len(by_day) == OCTOBER.days


def test_a_day_between_two_gaps_gets_a_dot(theme: Theme) -> None:
    first, *_ = [layer for layer in a_trend(theme, "en").spec["layer"] if layer["mark"]["type"] == "point"]
    rows = (
        a_trend(theme, "en").spec["datasets"][first["data"]["name"]]
        if "name" in first["data"]
        else first["data"]["values"]
    )
    assert [(row["platform"], row["day"][:10]) for row in rows] == [("instagram", str(DAYS[11])), ("x", str(DAYS[0]))]


def test_only_marks_inside_the_period_are_drawn(theme: Theme) -> None:
    labels = [row["label"] for row in values(a_trend(theme, "en").spec) if "label" in row]
    assert set(labels) == {"Meta: new views"}


def test_a_network_without_the_figure_is_said_not_to_provide_it(theme: Theme) -> None:
    shown = {row["name"]: row["shown"] for row in values(MAKERS["bars"](theme, "fr").spec) if "shown" in row}
    assert shown == {"Instagram": "12\u202f000", "X": "non fourni"}


def test_parts_of_a_whole_end_at_the_whole(theme: Theme) -> None:
    rows = [row for row in values(MAKERS["share"](theme, "fr").spec) if "percent" in row]
    assert [row["platform"] for row in rows][:3] == ["instagram", "x", "web"]
    assert rows[2]["to"] == pytest.approx(1)
    assert [row["percent"] for row in rows][:3] == ["60\u00a0%", "39\u00a0%", "1\u00a0%"]
    assert rows[2]["label"] == "Web 1\u00a0%"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_and_days_are_those_of_babel(lang: Language) -> None:
    time, known = locale(lang)["time"], babel.Locale.parse(lang)
    assert time["months"] == [known.months["format"]["wide"][at] for at in range(1, 13)]
    assert time["shortMonths"] == [known.months["format"]["abbreviated"][at] for at in range(1, 13)]
    assert time["days"] == [known.days["format"]["wide"][at % 7] for at in range(6, 13)]


@given(st.lists(st.floats(0, 1e12), max_size=6))
@example([5e-324])
def test_an_axis_holds_every_value_and_is_not_much_longer(numbers: list[float]) -> None:
    top = round_top(numbers)
    highest = max(numbers, default=0)
    assert top >= highest * (1 - 1e-9)
    assert highest < 1e-9 or top <= 2 * highest


@given(st.lists(st.floats(0, 100), max_size=8), st.floats(0.5, 10))
def test_labels_keep_their_distance_and_order(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 100)
    ordered = sorted(placed)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(ordered))
    assert all(position <= 100 + 1e-9 for position in placed)
    assert [at for _, at in sorted(zip(wanted, range(len(wanted)), strict=True))] == sorted(
        range(len(wanted)), key=lambda at: (placed[at], at)
    )


def test_a_calendar_has_a_sign_for_each_state_and_a_column_for_each_week(theme: Theme) -> None:
    """Weeks of the 5th and of the 26th: the two between them keep their place."""
    cells = [
        Cell("a", DAYS[4], "covered", "covered", "7 of 7", "a.csv"),
        Cell("b", DAYS[25], "missing", "missing", "", ""),
    ]
    spec = calendar(cells, theme=theme, lang="en", title="Weeks", subtitle="").spec
    rows = {row["row"]: row for row in values(spec) if "sign" in row}
    assert (rows["a"]["sign"], rows["b"]["sign"]) == ("✓", "✕")
    x = spec["layer"][0]["encoding"]["x"]
    assert [week[:10] for week in x["scale"]["domain"]] == ["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26"]
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_a_goal_without_data_on_a_day_has_a_gap_there_and_a_dot_between_two(theme: Theme) -> None:
    spec = pacing(a_course(), theme=theme, lang="en").spec
    rows = [row for row in values(spec) if "actual" in row and "date" not in row and row["ink"] == "at_risk"]
    by_day: dict[str, list[float | None]] = {}
    for row in rows:
        by_day.setdefault(row["day"][:10], []).append(row["actual"])
    assert [by_day[str(DAYS[at])] for at in (4, 5, 6, 7, 8)] == [[40.0], [None], [60.0, 60.0], [None], [80.0]]
    assert by_day[str(DAYS[20])] == [None]


def test_the_estimate_begins_where_the_figures_end(theme: Theme) -> None:
    rows = [row for row in values(pacing(a_course(), theme=theme, lang="en").spec) if "p10" in row]
    first, second, *_, last = sorted({tuple(sorted(row.items())) for row in rows}, key=lambda row: dict(row)["day"])
    assert [dict(first)[name] for name in ("day", "p10", "median", "p90")] == [f"{DAYS[19]}T00:00:00", 190, 190, 190]
    assert [dict(second)[name] for name in ("day", "p10", "median", "p90")] == [f"{DAYS[20]}T00:00:00", 180, 200, 220]
    assert [dict(last)[name] for name in ("p10", "p25", "p75", "p90")] == [270, 285, 315, 330]


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        ("en", {"Target 360", "Stretch 420", "judged to Oct 20", "Campaign", "50%", "80%"}),
        ("fr", {"Cible 360", "Cible ambitieuse 420", "jugé au 20 oct.", "Campaign", "50\u00a0%", "80\u00a0%"}),
    ],
)
def test_what_is_aimed_at_and_estimated_is_named(theme: Theme, lang: Language, named: set[str]) -> None:
    rows = values(pacing(a_course(), theme=theme, lang=lang).spec)
    assert {row[key] for row in rows for key in ("label", "name") if key in row} == named


def test_without_an_estimate_no_band_is_drawn_and_none_is_told(theme: Theme) -> None:
    drawing = pacing(a_course(fan=(), judged_to=OCTOBER.end), theme=theme, lang="en")
    assert [row for row in values(drawing.spec) if "p10" in row] == []
    assert "area" not in repr(drawing.spec)
    assert drawing.alt == "Engagements: 190 so far, target 360."
    assert "stimate" not in drawing.subtitle
    assert pacing(a_course(), theme=theme, lang="en").alt.endswith("Estimate: 300 (80%: 270 to 330).")


def test_a_goal_below_zero_has_an_axis_that_holds_it(theme: Theme) -> None:
    spec = pacing(a_course(days=(Pace(DAYS[0], -40.0, 0.0),)), theme=theme, lang="en").spec
    assert "'zero': False" in repr(spec)
