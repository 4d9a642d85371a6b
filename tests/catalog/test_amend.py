"""What an installation adds to a shipped format: headings, titles, values, another order; never less than was there."""

from pathlib import Path

import pytest

from reporting.catalog.fingerprint import fingerprint
from reporting.catalog.format import Format, FormatColumn
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog

AMENDMENT = """
amends = "x_overview"
source = "a test"

[[column]]
to = "reposts"
heading.en = ["Boosts"]

[[column]]
drop = { en = "Not a figure of the report.", fr = "Pas un chiffre du rapport." }
heading.en = ["Zzyzx"]
"""


def loaded(tmp_path: Path, text: str) -> Catalog:
    (tmp_path / "any_name.toml").write_text(text, encoding="utf-8")
    return load_catalog(tmp_path)


def column_to(format_: Format, target: str) -> FormatColumn:
    return next(column for column in format_.columns if column.to == target)


def test_an_amendment_adds_headings_and_nothing_is_lost(tmp_path: Path) -> None:
    shipped = load_catalog().formats["x_overview"]
    amended = loaded(tmp_path, AMENDMENT).formats["x_overview"]
    before, after = column_to(shipped, "reposts").headings["en"], column_to(amended, "reposts").headings["en"]
    assert after == (*before, "Boosts")
    assert len(amended.columns) == len(shipped.columns) + 1
    assert amended.columns[-1].headings == {"en": ("Zzyzx",)}
    assert (shipped.amended_by, amended.amended_by, amended.local) == ((), ("any_name.toml",), False)


def test_formats_that_take_columns_from_an_amended_one_have_its_headings_too(tmp_path: Path) -> None:
    text = AMENDMENT.replace("x_overview", "meta_instagram_posts").replace("reposts", "saves")
    formats = loaded(tmp_path, text).formats
    assert "Boosts" in column_to(formats["meta_instagram_post_days"], "saves").headings["en"]


def test_a_heading_with_another_meaning_loses_the_one_it_had(tmp_path: Path) -> None:
    text = AMENDMENT.replace('"Boosts"', '"Likes"')
    amended = loaded(tmp_path, text).formats["x_overview"]
    assert "Likes" in column_to(amended, "reposts").headings["en"]
    assert "Likes" not in column_to(amended, "likes").headings["en"]


def test_an_order_that_changed_is_the_amendments(tmp_path: Path) -> None:
    text = """
amends = "linkedin_page_metrics"
source = "a test"

[[column]]
to = "day"
type = "date"
order = "auto"
heading.en = ["Day of the month"]
"""
    assert column_to(loaded(tmp_path, text).formats["linkedin_page_metrics"], "day").order == "auto"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"x_overview"', '"nothing"', "amends: no format 'nothing'"),
        ('"reposts"', '"rposts"', "'rposts'; did you mean 'reposts'?"),
        ('source = "a test"', "", "source: missing"),
        ("heading.en", "headings.en", "unknown key; did you mean 'heading'?"),
    ],
)
def test_a_faulty_amendment_is_set_aside_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    catalog = loaded(tmp_path, AMENDMENT.replace(old, new))
    assert fault in " ".join(catalog.set_aside["any_name.toml"])
    assert catalog.formats == load_catalog().formats


def test_a_fingerprint_is_of_the_headings_whatever_their_order_and_spelling() -> None:
    assert fingerprint(["Date", "Durée (s)", None, ""]) == fingerprint(["DUREE\u00a0(s) ", "date"])
    assert fingerprint(["Date", "Views"]) != fingerprint(["Date", "Views", "Views"])
