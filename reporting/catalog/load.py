"""TOML files to one checked Catalog (layer 1). All faults of all files are reported together, each with file and key.

tables.toml          [column.<id>] type, unit, aggregate, label, meaning
                     [table.<id>] label, meaning, key, day, columns, optional, adds
formats/<id>.toml    id, title, platforms, table, shape, source, needs, … with [[column]], [[derived]], [[condition]],
                     [[block]], [[preamble]]: see Format and the classes above it in format.py
metrics/*.toml       [[metric]] id, label, meaning, kind, unit, better, basis, subject, …: see Metric
measures.toml        [[measure]] id, label, meaning, formula, subject, table, unit, better, …: see Measure
goals.toml           [kind.<id>] label, meaning, sentence, rule, metric_kinds
objectives.toml      [objective.<id>] label, meaning, subjects, words
benchmarks.toml      [[benchmark]] id, source, year, platform, value, method, metric, n
recipes/*.toml       id, label, [[sheet]] kind, metrics
changes.toml         [[change]] id, date, platform, columns, label, meaning
synonyms.toml        [column.<id>] heading.<lang>: see Synonyms
own formats          <home>/formats/<id>.toml like a shipped one; any name with `amends`: see Amendment. A file that
                     does not fit the others is set aside with its faults, and everything else is loaded
own recipes          <home>/recipes/<id>.toml, beside the formats, in the same way
theme.toml           [light] token = "#hex" · [dark] · [[platform]] id, label, light, dark · [[font]] id, width, twins

A text for people is { en = "…", fr = "…" }. A missing file is an empty section; a missing folder of own formats too.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reporting.catalog.amend import amended
from reporting.catalog.check import check
from reporting.catalog.check_formats import claims
from reporting.catalog.format import Amendment, Format
from reporting.catalog.model import (
    Benchmark,
    Catalog,
    Column,
    GoalKind,
    Measure,
    Metric,
    Objective,
    PlatformChange,
    Recipe,
    Synonyms,
    Table,
    Theme,
)
from reporting.catalog.reader import Reader
from reporting.errors import DefinitionError

HERE = Path(__file__).parent
RECIPES = "recipes"


def load_catalog(extra_formats: Path | None = None, *, root: Path = HERE) -> Catalog:
    """Every definition, those of an installation's own formats included. Raises DefinitionError for shipped ones."""
    own = [*sorted(extra_formats.glob("*.toml")), *_own_recipes(extra_formats)] if extra_formats else []
    catalog, faults = _loaded(root, own)
    if faults and own:
        return _setting_aside(root, own)
    if faults:
        raise DefinitionError(faults)
    return catalog


def _own_recipes(formats: Path) -> list[Path]:
    return sorted((formats.parent / RECIPES).glob("*.toml"))


def _is_recipe(path: Path) -> bool:
    return path.parent.name == RECIPES


def _setting_aside(root: Path, own: Sequence[Path]) -> Catalog:
    """One own file after the other, those that fit: an update of what is shipped must not stop an installation."""
    catalog = load_catalog(root=root)
    kept: list[Path] = []
    aside: dict[str, tuple[str, ...]] = {}
    for path in own:
        tried, faults = _loaded(root, [*kept, path])
        if faults:
            aside[f"{RECIPES}/{path.name}" if _is_recipe(path) else path.name] = faults
        else:
            catalog, kept = tried, [*kept, path]
    return replace(catalog, set_aside=aside)


def _loaded(root: Path, own: Sequence[Path]) -> tuple[Catalog, tuple[str, ...]]:
    load = _Load(root)
    catalog = load.catalog(own)
    return catalog, (*load.faults, *check(catalog))


def _with_base(format_: Format, formats: Mapping[str, Format]) -> Format:
    """The format with the columns of `columns_from` after its own; a heading that it claims itself stays its own."""
    if format_.columns_from is None or format_.columns_from not in formats:
        return format_
    others = {id_: other for id_, other in formats.items() if id_ != format_.id}
    base = _with_base(formats[format_.columns_from], others)
    own = {heading for column in format_.columns for heading in claims(column)}
    taken = [column for column in base.columns if own.isdisjoint(claims(column))]
    return replace(format_, columns=(*format_.columns, *taken))


class _Load:
    """One pass over the files under `root`; `faults` grows as they are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []

    def catalog(self, own: Sequence[Path]) -> Catalog:
        tables, in_tables = self._file(self.root / "tables.toml", ("column", "table"))
        goals, in_goals = self._file(self.root / "goals.toml", ("kind",))
        synonyms, in_synonyms = self._file(self.root / "synonyms.toml", ("column",))
        objectives, in_objectives = self._file(self.root / "objectives.toml", ("objective",))
        return Catalog(
            columns=self._named(Column, tables, "column", in_tables),
            tables=self._named(Table, tables, "table", in_tables),
            formats=self._formats([path for path in own if not _is_recipe(path)]),
            metrics=self._metrics(),
            goal_kinds=self._named(GoalKind, goals, "kind", in_goals),
            recipes=self._recipes([path for path in own if _is_recipe(path)]),
            theme=self._theme(),
            changes=self._changes(),
            synonyms=self._named(Synonyms, synonyms, "column", in_synonyms),
            objectives=self._named(Objective, objectives, "objective", in_objectives),
            benchmarks=self._benchmarks(),
            measures=self._measures(),
        )

    def _formats(self, own: Sequence[Path]) -> dict[str, Format]:
        made: dict[str, Format] = {}
        amendments: list[tuple[Amendment, Path, Reader]] = []
        for path in (*self._folder(self.root / "formats"), *own):
            table, reader = self._file(path)
            if path in own and "amends" in table:
                read = reader.read(Amendment, table)
                amendments += [(read, path, reader)] if read else []
                continue
            self._keep(made, reader.read(Format, table, local=path in own, amended_by=()), reader)
            if table.get("id", path.stem) != path.stem:
                reader.fault("id", f"must be the file's name {path.stem!r}, is {table['id']!r}")
        for amendment, path, reader in amendments:
            self._amend(made, amendment, path, reader)
        return {id_: _with_base(format_, made) for id_, format_ in made.items()}

    def _amend(self, made: dict[str, Format], amendment: Amendment, path: Path, reader: Reader) -> None:
        if amendment.amends in made:
            made[amendment.amends] = amended(made[amendment.amends], amendment, path.name)
        else:
            reader.fault("amends", f"no format {amendment.amends!r}")

    def _metrics(self) -> dict[str, Metric]:
        made: dict[str, Metric] = {}
        for path in self._folder(self.root / "metrics"):
            table, reader = self._file(path, ("metric",))
            for metric in self._listed(Metric, table, "metric", reader):
                self._keep(made, metric, reader)
        return made

    def _recipes(self, own: Sequence[Path]) -> dict[str, Recipe]:
        made: dict[str, Recipe] = {}
        for path in (*self._folder(self.root / RECIPES), *own):
            table, reader = self._file(path)
            self._keep(made, reader.read(Recipe, table), reader)
            if table.get("id", path.stem) != path.stem:
                reader.fault("id", f"must be the file's name {path.stem!r}, is {table['id']!r}")
        return made

    def _theme(self) -> Theme:
        table, reader = self._file(self.root / "theme.toml")
        return reader.read(Theme, {"light": {}, "dark": {}, "platform": [], "font": []} | table) or Theme({}, {}, {})

    def _changes(self) -> tuple[PlatformChange, ...]:
        table, reader = self._file(self.root / "changes.toml", ("change",))
        made: dict[str, PlatformChange] = {}
        for change in self._listed(PlatformChange, table, "change", reader):
            self._keep(made, change, reader)
        return tuple(made.values())

    def _benchmarks(self) -> tuple[Benchmark, ...]:
        table, reader = self._file(self.root / "benchmarks.toml", ("benchmark",))
        made: dict[str, Benchmark] = {}
        for benchmark in self._listed(Benchmark, table, "benchmark", reader):
            self._keep(made, benchmark, reader)
        return tuple(made.values())

    def _measures(self) -> dict[str, Measure]:
        table, reader = self._file(self.root / "measures.toml", ("measure",))
        made: dict[str, Measure] = {}
        for measure in self._listed(Measure, table, "measure", reader):
            self._keep(made, measure, reader)
        return made

    def _folder(self, folder: Path) -> list[Path]:
        return sorted(folder.glob("*.toml"))

    def _file(self, path: Path, sections: tuple[str, ...] | None = None) -> tuple[dict[str, Any], Reader]:
        inside = path.is_relative_to(self.root)
        reader = Reader(str(path.relative_to(self.root)) if inside else path.name, self.faults)
        table: dict[str, Any] = {}
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            reader.fault("", f"not valid TOML: {error}")
            reader.readable = False
        if sections is not None:
            reader.known(table, sections)
        return table, reader

    def _named(self, cls: type[Any], table: Mapping[str, Any], section: str, reader: Reader) -> dict[str, Any]:
        """Tables [section.<id>]: the id is the key."""
        entries = table.get(section, {})
        made = {id_: reader.read(cls, entry, f"{section}.{id_}", id=id_) for id_, entry in entries.items()}
        return {id_: item for id_, item in made.items() if item is not None}

    def _listed(self, cls: type[Any], table: Mapping[str, Any], section: str, reader: Reader) -> Iterator[Any]:
        """Tables [[section]]: each says its own id."""
        for at, entry in enumerate(table.get(section, []), 1):
            yield reader.read(cls, entry, f"{section}[{at}]")

    def _keep(self, made: dict[str, Any], item: Any, reader: Reader) -> None:
        if item is None:
            return
        if item.id in made:
            reader.fault("id", f"{item.id!r} is defined twice")
        made.setdefault(item.id, item)
