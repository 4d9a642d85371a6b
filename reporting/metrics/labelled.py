"""SQL over single posts: which of them are of a content label, by their tags and words and by their days (layer 4)."""

import re
from collections.abc import Iterable, Iterator

from reporting.metrics.model import ContentFilter

READ = ("tags", "title", "caption")
"""Where a post says what it is about, as far as its table has them."""

_SIGNS = re.compile(r"[!-/:-@\[-^`{-~]")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_BLANK = r"[\s\x{a0}\x{202f}]+"


def of_labels(labels: tuple[ContentFilter, ...], table_columns: Iterable[str]) -> tuple[str, ...]:
    """One condition a kind: of any of the pillars, and of any of the campaigns."""
    columns = set(table_columns)
    if "caption" not in columns:
        return ()
    text = f"concat_ws(' / ', {', '.join(name for name in READ if name in columns)})"
    kinds: dict[str, list[str]] = {}
    for at, label in enumerate(labels, 1):
        kinds.setdefault(label.kind, []).append(_belongs(label, at, text))
    return tuple(f"({' or '.join(rules)})" for rules in kinds.values())


def label_parameters(labels: tuple[ContentFilter, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    for at, label in enumerate(labels, 1):
        values[f"label_{at}"] = pattern(label.words)
        values[f"label_{at}_from"], values[f"label_{at}_to"] = label.first, label.last
    return values


def pattern(words: Iterable[str]) -> str:
    """Any of the words, as a regular expression; a hashtag is meant by its word, however many blanks are in it."""
    plain = (_BLANKS.sub(" ", word).strip(" #") for word in words)
    return "|".join(_escaped(word) for word in plain if word)


def _escaped(word: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", word).replace(" ", _BLANK)


def _belongs(label: ContentFilter, at: int, text: str) -> str:
    return " and ".join(_rules(label, at, text)) or "false"


def _rules(label: ContentFilter, at: int, text: str) -> Iterator[str]:
    """Text and words are folded by the same functions, so that case and accents can't keep them apart."""
    if pattern(label.words):
        whole = f"'(^|[^\\pL\\pN_])(' || {_folded(f'$label_{at}')} || ')([^\\pL\\pN_]|$)'"
        yield f"regexp_matches({_folded(text)}, {whole})"
    if label.first is not None:
        yield f"report_day >= $label_{at}_from"
    if label.last is not None:
        yield f"report_day <= $label_{at}_to"


def _folded(text: str) -> str:
    return f"strip_accents(lower(replace({text}, '’', chr(39))))"
