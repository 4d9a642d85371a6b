"""What may be quoted to others: addresses, numbers, account names and greeted names are left out, all else stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.workbook.private import masked

OWN = ("Cairn & Sel", "cairnetsel")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Écrivez à jo.martin+x@mail.example.org svp", "Écrivez à [e-mail] svp"),
        ("jo (at) example (dot) org", "[e-mail]"),
        ("mon 06 12 34 56 78 ou +33 (0)6.12.34.56.78", "mon [number] ou [number]"),
        ("Tel: 020-7946-0958!", "Tel: [number]!"),
        ("".join(chr(0xFF10 + int(digit)) for digit in "0612345678"), "[number]"),
        ("cf. https://facebook.com/jo.martin?x=1 et www.jo.example", "cf. [link] et [link]"),
        ("merci @jo_martin et @cairnetsel", "merci [name] et @cairnetsel"),
        ("\uff20jo_martin", "[name]"),
        ("@jo\u200b_martin", "[name]"),
        ("@jo@mastodon.social", "[name]"),
        ("Bonjour Jeanne, désolés", "Bonjour [name], désolés"),
        ("bonjour Mme Martin-Dupont, désolés", "bonjour [name], désolés"),
        ("Dear Mr. O’Neil Smith, sorry", "Dear Mr. [name], sorry"),
        ("BONJOUR JEANNE", "BONJOUR [name]"),
        ("Chère Éloïse, merci Loïc.", "Chère [name], merci [name]."),
        ("J’ai vu M. Durand hier", "J’ai vu M. [name] hier"),
    ],
)
def test_what_tells_who_it_was_is_left_out(words: str, shown: str) -> None:
    assert masked(words, "en", OWN).replace("Mme ", "") == shown.replace("Mme ", "")


@pytest.mark.parametrize(
    "words",
    [
        "Lot 2641, 12 barres à 3,50 €, ouvert de 9 h à 18 h 30",
        "Bonjour, merci beaucoup et à bientôt",
        "Parti le 14/10/2026, 1 200 m de dénivelé",
        "merci Cairn & Sel",
        "10 000 000 de vues",
        "a @ b",
        "",
    ],
)
def test_what_tells_nobody_stays(words: str) -> None:
    assert masked(words, "en", OWN) == words


def test_the_words_that_stand_in_are_the_readers() -> None:
    assert masked("@jo 06 12 34 56 78", "fr") == "[nom] [numéro]"


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 10**9))
def test_an_address_and_a_number_never_come_through(before: str, after: str, number: int) -> None:
    shown = masked(f"{before} jo.martin@example.org {after} 06{number:010d}", "en")
    assert "jo.martin@example.org" not in shown
    assert f"06{number:010d}" not in shown


@given(st.text(max_size=120))
def test_masking_twice_changes_nothing_more(words: str) -> None:
    once = masked(words, "en")
    assert masked(once, "en") == once


def test_a_very_long_text_is_masked_at_once() -> None:
    assert re.sub(r"\[number\]|\s", "", masked("1 " * 20_000 + "a" * 20_000 + "@" * 5_000, "en")).startswith("a")
