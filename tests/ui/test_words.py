"""A person's or a file's text stays text wherever Streamlit reads Markdown."""

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from reporting.ui.words import capital, md_escape

JOINER = "\u2060"
# What Markdown, Streamlit's directives and its automatic links begin with.
ACTIVE = st.sampled_from(
    [*string.punctuation, ":sun:", ":red[x]", "http://a.example", "www.a.example", "a@b.example", "\n- ", "$x$"]
)


@given(st.lists(st.one_of(st.text(), ACTIVE)).map("".join))
def test_every_mark_of_punctuation_is_escaped(text: str) -> None:
    escaped = md_escape(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)
    assert not set(bare) & set(string.punctuation)


@given(st.lists(st.one_of(st.text(alphabet=st.characters(exclude_characters=JOINER)), ACTIVE)).map("".join))
def test_the_words_are_the_same_on_one_line(text: str) -> None:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", md_escape(text)).replace(JOINER, "")
    unturned = text.replace("\u202d", "").replace("\u202e", "")
    flat = re.sub(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+", " ", unturned).strip(" ")
    assert shown == flat


def test_links_icons_and_addresses_are_broken_without_a_trace() -> None:
    assert md_escape("www.a.example") == f"www{JOINER}\\.a\\.example"
    assert md_escape("http://a") == f"http{JOINER}\\:{JOINER}\\/\\/a"
    assert md_escape(":sun:") == f"\\:{JOINER}sun\\:{JOINER}"
    assert md_escape("a@b") == f"a\\@{JOINER}b"


def test_nothing_is_read_backwards() -> None:
    assert md_escape("bilan-\u202exslx\u202d.exe") == "bilan\\-xslx\\.exe"


def test_fixed_spaces_stay_fixed() -> None:
    assert md_escape("1\u202f760\u00a0%") == "1\u202f760\u00a0\\%"


def test_a_sentence_begins_with_a_capital() -> None:
    assert [capital(text) for text in ("octobre 2026", "", "É")] == ["Octobre 2026", "", "É"]
