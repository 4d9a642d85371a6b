"""Definitions are held against each other: what one names must exist, and nothing may be claimed twice."""

from pathlib import Path

import pytest

from reporting.catalog.load import load_catalog
from reporting.errors import DefinitionError
from tests.catalog.conftest import Faults
from tests.catalog.test_load import TINY, change


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('to = "likes"', 'to = "like"', "column: no column of the table 'like'; did you mean 'likes'?"),
        ('to = "likes"', 'to = "caption"', "column: no column of the table 'caption'"),
        ('type = "count"', 'type = "date"\norder = "ymd"', "column likes: cells read as date, but likes is count"),
        ('order = "ymd"\n', "", "column day: a date needs order"),
        ('needs = ["day", "likes"]', 'needs = ["day", "shares"]', "needs: no mapped target 'shares'"),
        (
            'needs = ["day", "likes"]',
            'needs = ["day", "likes"]\nnever = ["TINY Likes"]',
            "never: 'TINY Likes'",
        ),
        ('"Tiny likes"', '"Tiny likes", "Tiny Likes"', "column likes: the same heading twice in en"),
        ('"Tiny likes"', '"Tiny day"', "column likes: 'tiny day' is also claimed by day"),
        ('heading.en = ["Tiny likes"]', "", "column likes: no heading"),
        (
            'heading.en = ["Tiny likes"]',
            'heading.english = ["Tiny likes"]',
            "column likes: 'english' is not a",
        ),
        ('to = "likes"', 'to = "likes"\ndrop = { en = "a", fr = "b" }', "column likes: either `to` or `drop`"),
        ('table = "account_day"', 'table = "acount_day"', "table: no table 'acount_day'; did you mean 'account_day'?"),
        ('platforms = ["x"]', "platforms = []", "platforms: at least one"),
        ('shape = "rows"', "shape = \"rows\"\nnames = ['(?P<who>.+)']", "names: no group 'who'"),
        ('shape = "rows"', "shape = \"rows\"\ntotals = ['(']", "'(' is not a regular expression"),
        (
            'shape = "rows"',
            'shape = "rows"\nsheets = ["Métriques"]',
            "sheets: 'Métriques' must be written folded",
        ),
        (
            'shape = "rows"',
            'shape = "rows"\ncolumns_from = "x_overveiw"',
            "columns_from: no format 'x_overveiw'",
        ),
        (
            'shape = "rows"',
            'shape = "rows"\nconstants = { people = "1" }',
            "constants: no column of the table",
        ),
        (
            'title = { en = "Tiny", fr = "Minuscule" }',
            'title = { en = "The tiny days", fr = "The tiny days" }',
            "title: the French is the English",
        ),
    ],
)
def test_a_format_that_contradicts_the_tables(root: Path, faults: Faults, old: str, new: str, fault: str) -> None:
    (root / "formats" / "tiny.toml").write_text(TINY.replace(old, new), encoding="utf-8")
    found = faults()
    assert found[0].startswith(f"formats/tiny.toml: {fault}"), found


def test_two_formats_of_the_same_headings_need_something_to_tell_them_apart(root: Path, faults: Faults) -> None:
    (root / "formats" / "tiny.toml").write_text(TINY, encoding="utf-8")
    (root / "formats" / "twin.toml").write_text(TINY.replace('"tiny"', '"twin"'), encoding="utf-8")
    assert faults() == ("formats/tiny.toml and formats/twin.toml: the same headings, and nothing tells them apart",)
    change(root / "formats" / "twin.toml", "needs =", 'sheets = ["twin"]\nneeds =')
    change(root / "formats" / "tiny.toml", "needs =", 'sheets = ["tiny"]\nneeds =')
    assert faults() == ()


def test_a_date_time_needs_a_zone_that_exists(root: Path, faults: Faults) -> None:
    change(root / "formats" / "meta_facebook_videos.toml", "America/Los_Angeles", "America/Los_Angelos")
    assert faults() == ("formats/meta_facebook_videos.toml: column published_at: no time zone 'America/Los_Angelos'",)


def test_a_derived_column_needs_its_sources(root: Path, faults: Faults) -> None:
    change(root / "formats" / "x_overview.toml", 'source = ["new_followers"', 'source = ["new_folowers"')
    (fault,) = faults()
    assert fault.startswith("formats/x_overview.toml: derived net_followers: no column of the table 'new_folowers'")


def test_a_table_names_columns_that_exist(root: Path, faults: Faults) -> None:
    change(root / "tables.toml", 'key = ["period_from", "period_to"]', 'key = ["period_from", "period_end"]')
    assert faults() == (
        "tables.toml: table.account_period.key: no column of the table 'period_end'; did you mean 'period_to'?",
    )


def test_a_figure_needs_a_unit_to_be_added_up(root: Path, faults: Faults) -> None:
    change(
        root / "tables.toml",
        '[column.currency]\ntype = "text"\naggregate = "none"',
        '[column.currency]\ntype = "text"\naggregate = "sum"',
    )
    assert faults() == ("tables.toml: column.currency: aggregate 'sum' needs a unit",)


def test_metrics_changes_and_theme_are_held_against_the_rest(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[light]\npaper = "white"\n[dark]\n', encoding="utf-8")
    (tmp_path / "changes.toml").write_text(
        '[[change]]\nid = "a"\ndate = "2025-13"\nplatform = "myspace"\ncolumns = ["views"]\n'
        'label = { en = "a", fr = "b" }\nmeaning = { en = "a", fr = "b" }\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as raised:
        load_catalog(root=tmp_path)
    assert raised.value.faults == (
        "changes.toml: a.columns: no column 'views'",
        "changes.toml: a.platform: no platform 'myspace'",
        "changes.toml: a.date: must be a day, month or year such as 2025-03-31, 2025-03 or 2025, is '2025-13'",
        "theme.toml: light.paper: must be a colour such as #1f4e79, is 'white'",
        "theme.toml: 'paper' is in only one of light and dark",
    )
