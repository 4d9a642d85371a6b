"""A format, an amendment or a recipe to the TOML text that the loader reads back to an equal value (layer 1).

Laid out as the shipped files are: what it is, then its columns, one key a line, headings as `heading.<language>`. Every
field of the dataclasses is written where it says more than its default, so a new one needs nothing here.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomli_w

from reporting.catalog.format import Amendment, Format, FormatColumn, Titled
from reporting.catalog.model import Recipe
from reporting.catalog.reader import toml_name
from reporting.catalog.words import Words

HEAD = '# Keys: reporting/catalog/format.py. How to change it: CONTRIBUTING, "Add a format".'
_RECIPE_HEAD = '# Sheets in their order, with their metrics. How to change it: CONTRIBUTING, "Add a recipe".'
GIVEN = frozenset({"local", "amended_by"})
"""Fields that the loader fills by itself."""

_FIRST: Mapping[type, tuple[str, ...]] = {
    Format: ("id", "title", "platforms", "table", "shape", "source", "columns_from", "needs", "needs_one", "never"),
    FormatColumn: ("to", "drop", "type", "order", "part", "zone", "scale", "unit", "pattern", "headings"),
    Titled: ("to", "drop", "platform", "shape", "titles"),
}
_SPREAD = ("headings", "titles")
_WIDTH = 120
_BREAKS = ("Cc", "Cs", "Zl", "Zp")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_RAW = re.compile(r"[^'\x00-\x1f\x7f]*\\[^'\x00-\x1f\x7f]*")


def toml_of(
    definition: Format | Amendment | Recipe,
    head: Sequence[str] = (),
    of_columns: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """The whole file. head and of_columns: remarks under its first line, and above the columns of these numbers."""
    lines = [_RECIPE_HEAD if isinstance(definition, Recipe) else HEAD, *map(_remark, head), *_lines(definition)]
    for name, items in _listed(definition):
        for number, item in enumerate(items):
            remarks = (of_columns or {}).get(number, ()) if name == "column" else ()
            lines += ["", *map(_remark, remarks), f"[[{name}]]", *_lines(item)]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> str:
    """On one line, whatever a file put into it."""
    return "# " + "".join(" " if unicodedata.category(char) in _BREAKS else char for char in text)


def _lines(item: Any) -> Iterator[str]:
    """A line for each key that is no list of tables."""
    for name, value in _said(item):
        if _is_tables(value):
            continue
        key = toml_name(type(item), name)
        if name in _SPREAD:
            yield from (f"{key}.{_key(lang)} = {_value(list(texts))}" for lang, texts in value.items())
        else:
            yield f"{key} = {_value(value)}"


def _listed(item: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    return ((toml_name(type(item), name), value) for name, value in _said(item) if _is_tables(value))


def _is_tables(value: object) -> bool:
    """Notes are texts in two languages and stand in one list."""
    return (
        isinstance(value, tuple) and bool(value) and dataclasses.is_dataclass(value[0]) and type(value[0]) is not Words
    )


def _said(item: Any) -> Iterator[tuple[str, Any]]:
    """The fields that have to be written, in the order of the shipped files."""
    first = _FIRST.get(type(item), ())
    fields = {field.name: field for field in dataclasses.fields(item) if field.name not in GIVEN}
    for name in (*(n for n in first if n in fields), *(n for n in fields if n not in first)):
        value = getattr(item, name)
        told = isinstance(item, FormatColumn) and name == "type" and item.to is not None
        if value is not None and (told or value != _default(fields[name])):
            yield name, value


def _default(field: "dataclasses.Field[Any]") -> object:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if dataclasses.is_dataclass(value):
        return _value({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return _list([_value(item) for item in value])
    return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")


def _list(items: list[str]) -> str:
    """On one line where it fits, else as many items a line as fit."""
    short = f"[{', '.join(items)}]"
    if len(short) <= _WIDTH - len("heading.en = "):
        return short
    lines = [" "]
    for item in items:
        if len(lines[-1]) > 1 and len(lines[-1]) + len(item) + 2 > _WIDTH:
            lines.append(" ")
        lines[-1] += f" {item},"
    return "\n".join(["[", *lines, "]"])


def _text(text: str) -> str:
    """An expression as it is meant, without doubled backslashes."""
    return f"'{text}'" if _RAW.fullmatch(text) else tomli_w.dumps({"v": text}).removeprefix("v = ").rstrip("\n")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else tomli_w.dumps({"v": name}).removeprefix("v = ").rstrip("\n")
