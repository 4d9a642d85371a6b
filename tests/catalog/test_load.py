"""The loader writes down every fault of every file at once, with file and key."""

from pathlib import Path

import pytest

from reporting.catalog.load import HERE, load_catalog
from tests.catalog.conftest import Faults

TINY = """
id = "tiny"
title = { en = "Tiny", fr = "Minuscule" }
platforms = ["x"]
table = "account_day"
shape = "rows"
source = "a test"
needs = ["day", "likes"]

[[column]]
to = "day"
type = "date"
order = "ymd"
heading.en = ["Tiny day"]

[[column]]
to = "likes"
type = "count"
heading.en = ["Tiny likes"]
"""


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_shipped_definitions_are_sound() -> None:
    assert load_catalog().formats.keys() == {path.stem for path in (HERE / "formats").iterdir()}


def test_absent_files_are_empty_sections(tmp_path: Path) -> None:
    catalog = load_catalog(root=tmp_path)
    assert (dict(catalog.formats), dict(catalog.tables), catalog.changes) == ({}, {}, ())


def test_every_fault_of_every_file_at_once(root: Path, faults: Faults) -> None:
    change(root / "formats" / "x_overview.toml", 'shape = "rows"', 'shape = "row"')
    change(root / "formats" / "x_content.toml", "needs = [", "need = [")
    change(root / "formats" / "tiktok_viewers.toml", 'platforms = ["tiktok"]', "platforms = 3")
    assert faults() == (
        "formats/tiktok_viewers.toml: platforms: must be a list, is 3",
        "formats/x_content.toml: need: unknown key; did you mean 'needs'?",
        "formats/x_content.toml: needs: missing",
        (
            "formats/x_overview.toml: shape: must be one of "
            "rows, series, labels, matrix, pairs, twins, fanned, headless, is 'row'"
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('type = "count"', 'type = "counts"', "column[2].type: must be one of id, text, link, count, number, percent,"),
        ('"Tiny likes"', "7", "column[2].heading.en[1]: must be a text, is 7"),
        ('"Tiny likes"', '""', "column[2].heading.en[1]: empty"),
        ('title = { en = "Tiny", fr = "Minuscule" }', 'title = { en = "Tiny" }', "title.fr: missing"),
        ('title = { en = "Tiny", fr = "Minuscule" }', 'title = "Tiny"', "title: must be a table, is 'Tiny'"),
        ('shape = "rows"', 'shape = "rows"\nclosed = "yes"', "closed: must be true or false, is 'yes'"),
        ('to = "likes"', 'to = "likes"\nzome = "UTC"', "column[2].zome: unknown key; did you mean 'zone'?"),
        ('id = "tiny"', 'id = "small"', "id: must be the file's name 'tiny', is 'small'"),
        ("needs =", "needs", "not valid TOML"),
    ],
)
def test_a_fault_names_file_and_key(root: Path, faults: Faults, old: str, new: str, fault: str) -> None:
    (root / "formats" / "tiny.toml").write_text(TINY.replace(old, new), encoding="utf-8")
    (found,) = faults()
    assert found.startswith(f"formats/tiny.toml: {fault}")


def test_formats_of_an_installation_are_local(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    catalog = load_catalog(tmp_path)
    assert catalog.formats["tiny"].local
    assert not catalog.formats["x_content"].local


def test_a_local_format_that_takes_a_shipped_name_is_set_aside_and_the_others_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "x_overview.toml").write_text(TINY.replace('"tiny"', '"x_overview"'), encoding="utf-8")
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    catalog = load_catalog(tmp_path)
    assert {name: [fault.rpartition(": ")[2] for fault in faults] for name, faults in catalog.set_aside.items()} == {
        "x_overview.toml": ["'x_overview' is defined twice"]
    }
    assert catalog.formats["tiny"].local
    assert not catalog.formats["x_overview"].local


def test_no_folder_of_own_formats_is_no_own_formats(tmp_path: Path) -> None:
    assert load_catalog(tmp_path / "absent").formats.keys() == load_catalog().formats.keys()


def test_a_format_takes_the_columns_of_another_but_keeps_its_own_headings() -> None:
    formats = load_catalog().formats
    lifetime, daily = formats["meta_facebook_posts"], formats["meta_facebook_post_days"]
    theirs = [column for column in lifetime.columns if "Date" not in column.headings.get("en", ())]
    assert daily.columns[0].to == "day"
    assert list(daily.columns[1:]) == theirs


def test_columns_are_taken_through_a_chain_of_formats() -> None:
    targets = {column.to for column in load_catalog().formats["meta_instagram_post_days"].columns}
    assert {"day", "navigation", "saves", "account_name"} <= targets
