"""What a report rested on, kept with it as JSON: figures, goals, imports, definitions, remarks (layer 3)."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reporting.catalog.words import Words
from reporting.periods import Period

Level = Literal["error", "warning", "note"]
RuleId = Literal[
    "stale_source",
    "missing_export",
    "stated_total",
    "parts",
    "definition_change",
    "red_goal",
    "unjudged_goal",
    "stale_text",
    "formula",
    "disagreement",
    "empty_section",
    "contrast",
    "alt_text",
    "personal_data",
]


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure for all platforms (None) or one, a value per window; None is "not provided".

    part    what else it is about, such as a currency and an account of ads
    """

    metric: str
    platform: str | None
    values: tuple[float | None, ...]
    part: str = ""

    @property
    def key(self) -> tuple[str, str | None, str]:
        return self.metric, self.platform, self.part


@dataclass(frozen=True, slots=True)
class KeptGoal:
    """A goal as it stood, with the imports that its figure rested on."""

    id: int
    metric: str
    period: str
    platforms: tuple[str, ...]
    target: float
    actual: float | None
    status: str
    imports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptImport:
    """An import as it was when the report was made; definition is the edition of its format."""

    id: int
    file: str
    member: str | None
    sha256: str
    format: str
    platform: str
    first: dt.date | None
    last: dt.date | None
    records: int
    rejected: int
    definition: str | None
    kept: int | None
    at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class KeptRemark:
    """What the linter said, in every language of the app."""

    rule: RuleId
    level: Level
    where: Words
    what: Words
    how: Words


@dataclass(frozen=True, slots=True)
class Snapshot:
    """windows: name and days of each stretch of time; behind: by metric, the imports under its value of each window.

    definitions   by metric, the edition of its definition
    comments      by the number of a goal, what a person wrote about it; texts: all that the author wrote, by kind
    """

    windows: tuple[tuple[str, Period], ...]
    timezone: str
    figures: tuple[KeptFigure, ...] = ()
    goals: tuple[KeptGoal, ...] = ()
    imports: tuple[KeptImport, ...] = ()
    behind: Mapping[str, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[KeptRemark, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def import_with(self, number: int) -> KeptImport | None:
        return next((one for one in self.imports if one.id == number), None)


def written(snapshot: Snapshot) -> str:
    return json.dumps(dataclasses.asdict(snapshot), ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def read(text: str) -> Snapshot:
    kept = json.loads(text)
    return Snapshot(
        windows=tuple((name, _period(days)) for name, days in kept["windows"]),
        timezone=kept["timezone"],
        figures=tuple(KeptFigure(**one | {"values": tuple(one["values"])}) for one in kept["figures"]),
        goals=tuple(
            KeptGoal(**one | {name: tuple(one[name]) for name in ("platforms", "imports")}) for one in kept["goals"]
        ),
        imports=tuple(_import(one) for one in kept["imports"]),
        behind={metric: tuple(tuple(ids) for ids in windows) for metric, windows in kept["behind"].items()},
        definitions=kept["definitions"],
        comments={int(number): words for number, words in kept["comments"].items()},
        remarks=tuple(_remark(one) for one in kept["remarks"]),
        texts=tuple((kind, words) for kind, words in kept.get("texts", ())),
    )


def _period(kept: Mapping[str, Any]) -> Period:
    return Period(dt.date.fromisoformat(kept["start"]), dt.date.fromisoformat(kept["end"]), kept["kind"])


def _goal(kept: Mapping[str, Any]) -> KeptGoal:
    return KeptGoal(**{**kept, "platforms": tuple(kept["platforms"]), "imports": tuple(kept["imports"])})


def _import(kept: Mapping[str, Any]) -> KeptImport:
    days = {name: dt.date.fromisoformat(kept[name]) if kept[name] else None for name in ("first", "last")}
    return KeptImport(**{**kept, **days, "at": dt.datetime.fromisoformat(kept["at"])})


def _remark(kept: Mapping[str, Any]) -> KeptRemark:
    return KeptRemark(kept["rule"], kept["level"], *(Words(**kept[name]) for name in ("where", "what", "how")))
