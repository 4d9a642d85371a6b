"""One strict reader from a TOML table to a frozen dataclass: its fields are the schema (layer 1).

Every unknown key, wrong type and missing key is written down with file and key, and reading goes on.
"""

import dataclasses
import datetime as dt
import difflib
import functools
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from reporting.catalog.format import Amendment, Format, Titled
from reporting.catalog.model import Recipe, Theme

KEYS: Mapping[tuple[type, str], str] = {
    (Format, "columns"): "column",
    (Format, "conditions"): "condition",
    (Format, "blocks"): "block",
    (Amendment, "columns"): "column",
    (Amendment, "blocks"): "block",
    (Titled, "titles"): "title",
    (Theme, "platforms"): "platform",
    (Theme, "fonts"): "font",
    (Recipe, "sheets"): "sheet",
}
"""Fields that TOML spells otherwise, because [[column]] reads better than [[columns]]; `headings` is `heading`."""

PLAIN: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.date: "a date",
}


class _WrongError(Exception):
    """This value can't be read; the fault is already written down."""


class Reader:
    """Reads the tables of one file; `faults` is shared by all files of a load."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.file = file
        self.faults = faults
        self.readable = True

    def fault(self, key: str, what: str) -> None:
        self.faults.append(f"{self.file}: {key}: {what}" if key else f"{self.file}: {what}")

    def read(self, cls: type[Any], table: object, key: str = "", **given: object) -> Any:
        """An instance of the dataclass `cls`, or None after writing down what is wrong; `given` is not from TOML."""
        try:
            return self._record(cls, table, key, given) if self.readable else None
        except _WrongError:
            return None

    def known(self, table: Mapping[str, object], keys: tuple[str, ...], key: str = "") -> None:
        """Write down every key of `table` that is not one of `keys`."""
        for name in table:
            if name not in keys:
                near = difflib.get_close_matches(name, keys, 1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(keys)}"
                self.fault(_join(key, name), f"unknown key{hint}")

    def _record(self, cls: Any, table: object, key: str, given: Mapping[str, object]) -> Any:
        if not isinstance(table, dict):
            raise self._wrong(key, "a table", table)
        names = {toml_name(cls, field.name): field for field in dataclasses.fields(cls) if field.name not in given}
        self.known(table, tuple(names), key)
        kinds = _kinds(cls)
        values, sound = dict(given), True
        for name, field in names.items():
            if name in table:
                try:
                    values[field.name] = self._value(kinds[field.name], table[name], _join(key, name))
                except _WrongError:
                    sound = False
            elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                if type(None) not in get_args(kinds[field.name]):
                    self.fault(_join(key, name), "missing")
                    sound = False
                values[field.name] = None
        if not sound:
            raise _WrongError
        return cls(**values)

    def _value(self, kind: Any, raw: object, key: str) -> Any:
        origin = get_origin(kind)
        if dataclasses.is_dataclass(kind):
            return self._record(kind, raw, key, {})
        if origin is Literal:
            return self._choice(get_args(kind), raw, key)
        if origin is Union or origin is types.UnionType:
            return self._value(next(arg for arg in get_args(kind) if arg is not type(None)), raw, key)
        if origin is tuple:
            return self._list(get_args(kind)[0], raw, key)
        if origin is not None:
            return self._mapping(get_args(kind)[1], raw, key)
        return self._plain(kind, raw, key)

    def _plain(self, kind: type, raw: object, key: str) -> object:
        if kind is float and isinstance(raw, int) and not isinstance(raw, bool):
            return float(raw)
        if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
            raise self._wrong(key, PLAIN[kind], raw)
        if raw == "":
            self.fault(key, "empty")
            raise _WrongError
        return raw

    def _choice(self, allowed: tuple[object, ...], raw: object, key: str) -> object:
        if raw not in allowed:
            raise self._wrong(key, f"one of {', '.join(map(str, allowed))}", raw)
        return raw

    def _list(self, kind: Any, raw: object, key: str) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise self._wrong(key, "a list", raw)
        return tuple(self._each(kind, [(f"{key}[{at}]", item) for at, item in enumerate(raw, 1)]))

    def _mapping(self, kind: Any, raw: object, key: str) -> dict[str, object]:
        if dataclasses.is_dataclass(kind):
            return {item.id: item for item in self._list(kind, raw, key)}
        if not isinstance(raw, dict):
            raise self._wrong(key, "a table", raw)
        return dict(zip(raw, self._each(kind, [(_join(key, name), item) for name, item in raw.items()]), strict=True))

    def _each(self, kind: Any, pairs: list[tuple[str, object]]) -> list[Any]:
        """Read every item before giving up, so that all faults are written down."""
        read, sound = [], True
        for key, item in pairs:
            try:
                read.append(self._value(kind, item, key))
            except _WrongError:
                sound = False
        if not sound:
            raise _WrongError
        return read

    def _wrong(self, key: str, wanted: str, raw: object) -> _WrongError:
        self.fault(key, f"must be {wanted}, is {raw!r}")
        return _WrongError()


@functools.cache
def _kinds(cls: Any) -> Mapping[str, Any]:
    return get_type_hints(cls)


def toml_name(cls: Any, field: str) -> str:
    return "heading" if field == "headings" else KEYS.get((cls, field), field)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
