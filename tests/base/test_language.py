import datetime as dt

import pytest

from reporting import language
from reporting.errors import BilanError, DefinitionError, Sentence, say
from reporting.language import Language

FILES = Sentence("{n} {n:file|files} read", (("n", 0),))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("fr", "fr"), ("fr-CA", "fr"), ("FR_fr", "fr"), ("en-GB", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_as_language_knows_regional_codes(value: str | None, expected: Language) -> None:
    assert language.as_language(value) == expected


def test_as_language_falls_back_to_the_language_asked_for() -> None:
    assert language.as_language("de", "fr") == "fr"


def test_a_translated_sentence_writes_its_fields_in_the_same_language() -> None:
    error = say(
        "The period ends ({end}) before it starts ({start}).", start=dt.date(2026, 8, 1), end=dt.date(2026, 1, 31)
    )
    assert language.text(error, "en") == "The period ends (January 31, 2026) before it starts (August 1, 2026)."
    assert language.text(error, "fr") == "La période se termine (31 janvier 2026) avant de commencer (1 août 2026)."


def test_fields_are_numbers_lists_and_sentences_of_the_language() -> None:
    part = say("It needs the permission {permission}.", permission=1234.5)
    fields = Sentence("{a}; {b}; {c}; {d}", (("a", -12345), ("b", ["x", 1500]), ("c", part), ("d", True)))
    assert language.text(fields, "en") == "−12,345; x, 1,500; It needs the permission 1,234.5.; True"
    assert language.text(fields, "fr") == "−12\u202f345; x, 1\u202f500; Il faut la permission 1\u202f234,5.; True"


@pytest.mark.parametrize(
    ("count", "english", "french"), [(0, "files", "file"), (1, "file", "file"), (2, "files", "files")]
)
def test_a_word_follows_its_number_by_the_rule_of_the_language(count: int, english: str, french: str) -> None:
    sentence = Sentence(FILES.msgid, (("n", count),))
    assert language.text(sentence, "en") == f"{count} {english} read"
    assert language.text(sentence, "fr") == f"{count} {french} read"  # no French words for it: the rule alone is French


def test_somebodys_own_words_stay_as_they_are_even_with_braces() -> None:
    assert language.text("{not a field}", "fr") == "{not a field}"
    assert language.text(say("In {place}.", place="{x}.csv"), "en") == "In {x}.csv."


def test_translator_is_bound_to_its_language() -> None:
    t = language.translator("fr")
    assert t("In {place}.", place="juin.xlsx") == "Dans juin.xlsx."


def test_an_error_says_what_where_why_and_what_to_do_in_that_order() -> None:
    error = BilanError(
        say("“{key}” is not a period.", key="x"),
        where="a.csv",
        why=say("It must be a whole number above zero."),
        todo=say("Swap the two dates."),
    )
    expected = "“x” is not a period. In a.csv. It must be a whole number above zero. Swap the two dates."
    assert language.error_text(error, "en") == expected


def test_the_faults_of_definitions_are_counted() -> None:
    assert str(DefinitionError(("a", "b"))) == "2 faults in the definitions:\na\nb"
    assert language.error_text(DefinitionError(("a",)), "fr") == "1 erreur dans les définitions\u00a0:\na"


def test_dates() -> None:
    day = dt.date(2026, 10, 31)
    assert [language.date_text(day, "en", style) for style in ("long", "medium", "day")] == [
        "October 31, 2026",
        "Oct 31, 2026",
        "Oct 31",
    ]
    assert [language.date_text(day, "fr", style) for style in ("long", "medium", "day")] == [
        "31 octobre 2026",
        "31 oct. 2026",
        "31 oct.",
    ]
