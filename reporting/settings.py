"""Settings of an installation: environment in, one frozen object out (layer 0)."""

import os
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reporting.errors import BilanError, Sentence, say
from reporting.language import LANGUAGES, Language

DEFAULT_HOME = Path("data")
MOST_SHARE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one uploaded file may cost. Each limit has its own message when it is reached."""

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    part_bytes: int = 2_000_000_000
    zip_ratio: int = 150
    zip_ratio_from_bytes: int = 5_000_000
    zip_members: int = 2_000
    zip_depth: int = 3
    sheets: int = 50
    rows: int = 5_000_000
    columns: int = 4_000
    cells: int = 40_000_000
    field_chars: int = 131_072
    parse_seconds: int = 300
    parse_memory_bytes: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class GoalLimits:
    """From where on a goal is on track or at risk: its odds where there are any, else its pace.

    A pace of 1 is what is expected by now; a tenth short can still be made up for by one good week.
    """

    on_track_odds: float = 0.6
    at_risk_odds: float = 0.3
    on_track_pace: float = 1.0
    at_risk_pace: float = 0.9


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lies, who is at the desk, and the limits."""

    home: Path = DEFAULT_HOME
    language: Language = "en"
    timezone: str = "Europe/Paris"
    person: str = "local"
    memory: str = "2GB"
    threads: int = 2
    statement_seconds: int = 120
    office: str = "soffice"
    office_seconds: int = 180
    limits: Limits = field(default_factory=Limits)
    goals: GoalLimits = field(default_factory=GoalLimits)

    @property
    def database(self) -> Path:
        return self.home / "bilan.duckdb"

    @property
    def originals(self) -> Path:
        return self.home / "originals"

    @property
    def work(self) -> Path:
        """Scratch space that is emptied at start: uploads being read, rows on their way into the store."""
        return self.home / "work"

    @property
    def formats(self) -> Path:
        """Format definitions of this installation, beside those that are shipped."""
        return self.home / "formats"

    @property
    def recipes(self) -> Path:
        """Report recipes of this installation; the catalog looks for them beside the formats."""
        return self.home / "recipes"


def from_environment(environ: Mapping[str, str] = os.environ, *, home: Path | None = None) -> Settings:
    """Read REPORTING_HOME, REPORTING_LANGUAGE, REPORTING_TIMEZONE, REPORTING_PERSON, REPORTING_MEMORY and the numbers.

    REPORTING_OFFICE is the program of LibreOffice. A number is REPORTING_THREADS, REPORTING_STATEMENT_SECONDS,
    REPORTING_OFFICE_SECONDS, or REPORTING_LIMIT_<NAME> for each field of Limits.
    Raises BilanError for a value that can't be used.
    """
    base = Settings()
    limits = {
        name: _whole(environ, f"REPORTING_LIMIT_{name.upper()}", getattr(base.limits, name))
        for name in Limits.__slots__
    }
    goals = {
        name: _share(environ, f"REPORTING_GOAL_{name.upper()}", getattr(base.goals, name))
        for name in GoalLimits.__slots__
    }
    return Settings(
        home=(home or Path(environ.get("REPORTING_HOME") or DEFAULT_HOME)).expanduser(),
        language=_language(environ, base.language),
        timezone=_timezone(environ, base.timezone),
        person=environ.get("REPORTING_PERSON") or environ.get("USER") or base.person,
        memory=_memory(environ, base.memory),
        threads=_whole(environ, "REPORTING_THREADS", base.threads),
        statement_seconds=_whole(environ, "REPORTING_STATEMENT_SECONDS", base.statement_seconds),
        office=environ.get("REPORTING_OFFICE", "").strip() or base.office,
        office_seconds=_whole(environ, "REPORTING_OFFICE_SECONDS", base.office_seconds),
        limits=Limits(**limits),
        goals=GoalLimits(**goals),
    )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not (raw.isascii() and raw.isdecimal()) or int(raw) == 0:
        raise _unusable(name, raw, say("It must be a whole number above zero."), default)
    return int(raw)


def _share(environ: Mapping[str, str], name: str, default: float) -> float:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not re.fullmatch(r"[0-9]+([.][0-9]+)?", raw) or not 0 < float(raw) <= MOST_SHARE:
        raise _unusable(
            name, raw, say("It must be a number above zero and up to {most}, such as 0.6.", most=MOST_SHARE), default
        )
    return float(raw)


def _language(environ: Mapping[str, str], default: Language) -> Language:
    name = "REPORTING_LANGUAGE"
    raw = environ.get(name, "").strip().lower()
    if not raw:
        return default
    for known in LANGUAGES:
        if raw == known:
            return known
    raise _unusable(name, raw, say("It must be one of {choices}.", choices=LANGUAGES), default)


def _timezone(environ: Mapping[str, str], default: str) -> str:
    name = "REPORTING_TIMEZONE"
    raw = environ.get(name, "").strip() or default
    try:
        zoneinfo.ZoneInfo(raw)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise _unusable(name, raw, say("It must be the name of a time zone such as Europe/Paris."), default) from None
    return raw


def _memory(environ: Mapping[str, str], default: str) -> str:
    name = "REPORTING_MEMORY"
    raw = environ.get(name, "").strip().upper().replace(" ", "") or default
    if not re.fullmatch(r"[1-9]\d*[MG]B", raw, re.ASCII):
        raise _unusable(name, raw, say("It must be an amount of memory such as 2GB or 800MB."), default)
    return raw


def _unusable(name: str, raw: str, why: Sentence, default: object) -> BilanError:
    return BilanError(
        say("The setting {name} is “{value}”, which can’t be used.", name=name, value=raw),
        why=why,
        todo=say("Correct it or remove it; without it {default} is used.", default=default),
    )
