"""Tables that say part of what they are outside of their cells: around the header, in names, by place, by network."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.catalog.load import load_catalog
from reporting.ingest.inspect import inspect_here
from reporting.ingest.model import Answers
from reporting.settings import Limits
from tests.ingest.understanding.conftest import TODAY, Read, rows_of

Made = Callable[..., list[Read]]

ADS = """
id = "tiny_ads"
title = { en = "Tiny ads", fr = "Petites annonces" }
platforms = ["google_ads"]
table = "ad_period"
shape = "rows"
source = "a test"
needs = ["campaign", "spend"]
unnamed = ["campaign", "ad"]

[[column]]
to = "campaign"
heading.en = ["Tiny campaign"]

[[column]]
to = "ad"
heading.en = ["Tiny ad"]

[[column]]
to = "spend"
type = "money"
heading.en = ["Tiny cost"]

[[column]]
to = "reach"
type = "count"
heading.en = ["Tiny reach"]

[[context]]
to = "period_from"
where = "above"
type = "date"
order = "named"
patterns = ['^(\\d+ \\w+ \\d{4}) - ']

[[context]]
to = "period_to"
where = "above"
type = "date"
order = "named"
patterns = [' - (\\d+ \\w+ \\d{4})$']

[[context]]
to = "account"
where = "name"
patterns = ['^(.+?)_ads']

[[derived]]
to = "level"
by = "finest"
source = ["ad", "campaign"]
"""

PLAN = """
id = "tiny_plan"
title = { en = "Tiny plan", fr = "Petit plan" }
platforms = ["facebook", "x"]
table = "plan_item"
shape = "SHAPE"
source = "a test"
needs = ["planned_on", "caption"]
"""

FANNED = (
    PLAN.replace("SHAPE", "fanned")
    + """
[[column]]
to = "planned_on"
type = "date"
order = "ymd"
heading.en = ["Tiny day"]

[[column]]
to = "caption"
heading.en = ["Tiny words"]

[[column]]
to = "platform"
type = "flag"
constants = { platform = "facebook" }
heading.en = ["Tiny Facebook"]

[[column]]
to = "platform"
type = "flag"
constants = { platform = "x" }
heading.en = ["Tiny X"]

[[derived]]
to = "plan_item"
by = "digest"
source = ["planned_on", "caption"]
"""
)

HEADLESS = (
    PLAN.replace("SHAPE", "headless").replace('["facebook", "x"]', '["x"]')
    + """
[[column]]
to = "planned_on"
place = 1
type = "date"
order = "auto"
heading.en = ["Day"]

[[column]]
to = "caption"
place = 2
heading.en = ["Words"]

[[column]]
to = "permalink"
place = 3
type = "link"
heading.en = ["Link"]

[[derived]]
to = "plan_item"
by = "digest"
source = ["planned_on", "caption"]
"""
)

TOGETHER = """
id = "tiny_mentions"
title = { en = "Tiny mentions", fr = "Petites mentions" }
platforms = ["facebook", "press"]
table = "mention"
shape = "rows"
source = "a test"
needs = ["mention", "published_at", "platform"]

[[column]]
to = "mention"
type = "id"
heading.en = ["Tiny id"]

[[column]]
to = "published_at"
type = "datetime"
part = "day"
order = "dmy"
zone = "UTC"
heading.en = ["Tiny day"]

[[column]]
to = "published_at"
type = "datetime"
part = "time"
order = "dmy"
zone = "UTC"
heading.en = ["Tiny time"]

[[column]]
to = "platform"
type = "choice"
values = { "facebook" = "facebook", "news" = "press" }
heading.en = ["Tiny network"]
"""

NTH = """
id = "tiny_days"
title = { en = "Tiny days", fr = "Petits jours" }
platforms = ["ga4"]
table = "web_day"
shape = "rows"
source = "a test"
needs = ["day", "sessions"]
footers = ["#.*"]

[[column]]
to = "day"
type = "date"
order = "nth"
heading.en = ["Nth tiny day"]

[[column]]
to = "sessions"
type = "count"
heading.en = ["Tiny sessions"]

[[context]]
to = "base"
where = "above"
type = "date"
order = "ymd"
patterns = ['start date: (\\d{8})']
"""

SETTINGS = """
id = "tiny_settings"
title = { en = "Tiny settings", fr = "Petits réglages" }
platforms = ["google_ads"]
table = "ad_period"
shape = "rows"
source = "a test"
needs = ["label"]
drop = { en = "This table only says what was chosen.", fr = "Ce tableau dit seulement ce qui a été choisi." }

[[column]]
to = "label"
heading.en = ["Tiny filter"]
"""


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A file read with one format more than the shipped ones."""

    def read(definition: str, text: str, name: str = "file.csv", answers: Answers | None = None) -> list[Read]:
        own = tmp_path / "formats"
        own.mkdir()
        id_ = definition.split('id = "')[1].split('"', maxsplit=1)[0]
        (own / f"{id_}.toml").write_text(definition, encoding="utf-8")
        catalog = load_catalog(own)
        assert catalog.set_aside == {}
        path = tmp_path / "given"
        path.write_bytes(text.encode())
        founds = inspect_here(path, name, catalog, answers or Answers(), Limits(), tmp_path / "work", TODAY)
        return [Read(found, rows_of(found)) for found in founds]

    return read


ADS_FILE = """Tiny report
27 January 2026 - 23 February 2026
Tiny campaign,Tiny ad,Tiny cost,Tiny reach
,,"US$1,300.50",900
Soap,A,US$1000.25,300
Soap,A,US$200.25,400
Soap,B,US$100,
"""


def test_the_period_above_and_the_account_in_the_name_hold_for_every_row(made: Made) -> None:
    (got,) = made(ADS, ADS_FILE, name="Acme_ads (1).csv")
    assert set(got.column("period_from")) == {dt.date(2026, 1, 27)}
    assert set(got.column("period_to")) == {dt.date(2026, 2, 23)}
    assert [account.id for account in got.found.accounts] == ["Acme"]
    assert set(got.column("level")) == {"ad"}


def test_a_row_without_names_is_a_total_and_no_record(made: Made) -> None:
    (got,) = made(ADS, ADS_FILE, name="Acme_ads.csv")
    assert (got.found.records, got.found.rejected) == (3, 0)


def test_parts_of_one_thing_are_added_up_but_people_are_not(made: Made) -> None:
    """Two rows of ad A: 1000.25 + 200.25 spent; 300 and 400 people can't be told apart, so nobody says 700."""
    (got,) = made(ADS, ADS_FILE, name="Acme_ads.csv")
    assert [(row["ad"], row["spend"], row["reach"]) for row in got.rows] == [("A", 1200.5, None), ("B", 100.0, None)]
    assert (got.found.totals["spend"].sum, got.found.totals["spend"].missing) == (1300.5, 0)
    assert "{n} {n:row is|rows are} about the same thing as another row; their figures were added up." in got.said


def test_a_value_that_stands_nowhere_is_missing(made: Made) -> None:
    (got,) = made(ADS, ADS_FILE.replace("27 January 2026 - 23 February 2026", "All time"), name="x.csv")
    assert "period_from" not in got.rows[0]
    assert [question.about for question in got.found.questions] == ["account"]


def test_a_row_is_one_for_each_network_that_says_yes(made: Made) -> None:
    text = "Tiny day,Tiny words,Tiny Facebook,Tiny X\n2026-10-01,Both,true,TRUE\n2026-10-02,One,false,true\n"
    (got,) = made(FANNED, text)
    assert sorted((row["caption"], row["platform"]) for row in got.rows) == [
        ("Both", "facebook"),
        ("Both", "x"),
        ("One", "x"),
    ]
    assert (got.found.platform, got.found.records) == (None, 2)
    assert [question.about for question in got.found.questions] == ["account"]


def test_a_row_for_no_network_stays_out_with_its_place(made: Made) -> None:
    (got,) = made(FANNED, "Tiny day,Tiny words,Tiny Facebook,Tiny X\n2026-10-01,A,false,\n2026-10-02,B,true,false\n")
    assert (got.found.records, got.found.rejected, list(got.reasons)) == (2, 1, ["C2"])


def test_a_table_without_headings_is_read_by_place(made: Made) -> None:
    (got,) = made(HEADLESS, "25/10/2026,Soap,https://example.org/a\n01/11/2026,Water,\n")
    assert got.column("planned_on") == [dt.date(2026, 10, 25), dt.date(2026, 11, 1)]
    assert (got.found.records, got.rows[0]["row_no"], got.found.format) == (2, 1, "tiny_plan")


@pytest.mark.parametrize(
    "text",
    [
        "25/10/2026,Soap,no link\n",
        "Soap,25/10/2026,\n",
        "25/10/2026,Soap,,more\n",
        "25/10/2026,Soap,\nWater,,\n",
        ",Soap,https://example.org\n",
    ],
)
def test_what_does_not_look_like_its_columns_is_not_taken_for_it(made: Made, text: str) -> None:
    (got,) = made(HEADLESS, text)
    assert got.found.format is None


def test_day_and_time_in_two_columns_are_one_moment_and_each_row_says_its_network(made: Made) -> None:
    text = "Tiny id,Tiny day,Tiny time,Tiny network\n1,24.05.23,18:11:02,Facebook\n2,25.05.2023,,News\n"
    (got,) = made(TOGETHER, text)
    assert got.column("published_at") == [dt.datetime(2023, 5, 24, 18, 11, 2), dt.datetime(2023, 5, 25)]  # noqa: DTZ001 -- stored as UTC without a zone
    assert got.column("platform") == ["facebook", "press"]


def test_a_network_that_is_not_known_keeps_its_row_out(made: Made) -> None:
    (got,) = made(TOGETHER, "Tiny id,Tiny day,Tiny time,Tiny network\n1,24.05.2023,,Moonbook\n2,24.05.2023,,News\n")
    assert (got.found.rejected, list(got.reasons)) == (1, ["D2"])
    assert got.column("mention") == ["2"]


def test_days_that_stand_as_numbers_are_counted_from_the_start(made: Made) -> None:
    header = "Nth tiny day,Tiny sessions\n"
    one = f"# Start date: 20261030\n{header}0000,4\n0001,5\n"
    other = f"# Start date: 20260101\n{header}0002,6\n"
    first, second = made(NTH, f"{one}\n{other}")
    assert first.column("day") == [dt.date(2026, 10, 30), dt.date(2026, 10, 31)]
    assert second.column("day") == [dt.date(2026, 1, 3)]
    assert (first.found.records, second.found.records) == (2, 1)


def test_numbers_of_days_without_a_start_are_no_days(made: Made) -> None:
    (got,) = made(NTH, "Nth tiny day,Tiny sessions\n0000,4\n")
    assert (got.found.records, got.found.rejected) == (1, 1)


def test_a_table_of_settings_alone_is_refused_with_its_reason(made: Made) -> None:
    (got,) = made(SETTINGS, "Tiny filter\nWeb\n")
    assert (got.found.status, got.found.format) == ("refused", "tiny_settings")
    assert "only says what was chosen" in str([dict(notice.sentence.fields) for notice in got.found.notices])
