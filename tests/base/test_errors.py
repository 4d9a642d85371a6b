import pytest

from reporting.errors import BilanError, BusyError, FileError, Shown, UnreadableError, say


def test_an_error_prints_its_sentence_in_english_for_tracebacks() -> None:
    assert str(BilanError(say("{n} {n:file|files} refused", n=1))) == "1 file refused"
    assert str(BilanError(say("{n} {n:file|files} refused", n=2))) == "2 files refused"


def test_the_code_is_the_kind_of_error_unless_it_is_named() -> None:
    assert BusyError(say("x")).code == "BusyError"
    assert BusyError(say("x"), code="store.busy").code == "store.busy"


def test_only_what_is_known_is_said() -> None:
    assert BilanError(say("x")).sentences == (say("x"),)
    assert [s.msgid for s in BilanError(say("x"), where="a", todo=say("y")).sentences] == ["x", "In {place}.", "y"]


def test_an_unreadable_file_is_a_refused_file() -> None:
    with pytest.raises(FileError):
        raise UnreadableError(say("x"))


def test_a_shown_text_keeps_ordinary_formats() -> None:
    assert f"{Shown('ab', one=True):>4}" == "  ab"
