"""What may stand in cells, links, sheet names, footers and file names."""

import re
from xml.sax.saxutils import escape

import defusedxml.ElementTree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.periods import month, parse
from reporting.workbook.safe import (
    CELL_UNITS,
    csv_text,
    file_name,
    footer_text,
    is_armed,
    safe_link,
    safe_text,
    sheet_name,
)

ANY_TEXT = st.text(st.characters())


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(ANY_TEXT)
def test_text_can_stand_in_xml(text: str) -> None:
    kept = safe_text(text)
    assert (defusedxml.ElementTree.fromstring(f"<t>{escape(kept)}</t>".encode()).text or "") == kept


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("plain – été ✓ 👩‍👩‍👧", "plain – été ✓ 👩‍👩‍👧"),
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("a\ufffeb\uffffc\ud800d", "abcd"),
        ("a\u202eb\u202dc \u2067\u05d0\u05d1\u2069", "abc \u2067\u05d0\u05d1\u2069"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("=1+1", "=1+1"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x00zz_", "_x00zz_"),
    ],
)
def test_text_stays_true_but_for_what_a_file_cannot_hold(given_text: str, kept: str) -> None:
    assert safe_text(given_text) == kept


def test_text_is_cut_at_what_a_cell_holds_and_never_inside_a_character() -> None:
    assert units(safe_text("😀" * 20_000)) == CELL_UNITS - 1
    assert safe_text("x" * 40_000) == "x" * CELL_UNITS


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", " =1", "'x", "1,5", "", "✓ ok"])
def test_text_that_a_person_could_arm_is_marked(text: str) -> None:
    assert is_armed(text)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://www.instagram.com/p/Cx_1/?a=b&c=d#e", "https://www.instagram.com/p/Cx_1/?a=b&c=d#e"),
        ("http://example.com/é à", "http://example.com/%C3%A9%20%C3%A0"),
        ("HTTPS://EXAMPLE.COM/A", "HTTPS://EXAMPLE.COM/A"),
        ("javascript:alert(1)", None),
        ("file:////evil/share", None),
        ("\\\\evil\\share", None),
        ("https://\\evil\\x", None),
        ("https://user:pass@example.com/", None),
        ("https:///nohost", None),
        ("https://[bad", None),
        (" https://example.com", None),
        ("https://example.com/" + "a" * 2_100, None),
        ("https://example.com/\x00", None),
        ("mailto:a@b.c", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_become_links(address: str | None, kept: str | None) -> None:
    assert safe_link(address) == kept


@given(ANY_TEXT)
def test_sheet_names_are_what_excel_takes(text: str) -> None:
    name = sheet_name(text)
    assert 0 < units(name) <= 31
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
    assert not name.startswith("'")
    assert not name.endswith("'")


@given(ANY_TEXT)
def test_file_names_are_safe_on_every_system(client: str) -> None:
    name = file_name(client, month(2026, 10), "v1")
    assert re.fullmatch(r"[\w-]+_2026-10_v1\.xlsx", name)
    assert len(name.encode()) < 150


@pytest.mark.parametrize(
    ("client", "name"),
    [
        ("Cairn & Sel", "Cairn-Sel_2026-10_v1.xlsx"),
        ("Élan/Été: 100 %?", "Élan-Été-100_2026-10_v1.xlsx"),
        ("../../etc/passwd", "etc-passwd_2026-10_v1.xlsx"),
        ("…", "client_2026-10_v1.xlsx"),
        ("CON", "CON_2026-10_v1.xlsx"),
        ("東京カフェ", "東京カフェ_2026-10_v1.xlsx"),
    ],
)
def test_file_names_say_client_period_and_version(client: str, name: str) -> None:
    assert file_name(client, month(2026, 10), "v1") == name


def test_a_file_name_of_two_days_has_no_dots_inside() -> None:
    assert file_name("A", parse("2026-10-01..2026-10-15"), "v1") == "A_2026-10-01-to-2026-10-15_v1.xlsx"


def test_footers_double_the_ampersand_that_begins_a_code() -> None:
    assert footer_text("Cairn & Sel\n&P") == "Cairn && Sel &&P"


@given(ANY_TEXT)
def test_text_in_a_csv_file_never_begins_as_a_formula(text: str) -> None:
    kept = csv_text(text)
    assert not re.match(r"[\s]*[=+\-@|%\u2212\uff1d\uff0b\uff0d\uff20\uff5c\uff05]", kept)


@pytest.mark.parametrize("plain", ["", "many", "12", "été", "a=1", "'quoted'"])
def test_plain_text_stays_as_it_is_in_a_csv_file(plain: str) -> None:
    assert csv_text(plain) == plain
