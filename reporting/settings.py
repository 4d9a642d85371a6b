"""Settings of an installation: environment in, one frozen object out (layer 0)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reporting.errors import BilanError, say

DEFAULT_HOME = Path("data")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one uploaded file may cost. Each limit has its own message when it is reached."""

    file_bytes: int = 2_000_000_000
    unpacked_bytes: int = 4_000_000_000
    part_bytes: int = 2_000_000_000
    zip_ratio: int = 150
    zip_ratio_from_bytes: int = 5_000_000
    zip_members: int = 2_000
    zip_depth: int = 1
    sheets: int = 50
    rows: int = 5_000_000
    columns: int = 1_000
    cells: int = 40_000_000
    field_chars: int = 131_072
    parse_seconds: int = 300
    parse_memory_bytes: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lies, who is at the desk, and the limits."""

    home: Path = DEFAULT_HOME
    language: str = "en"
    timezone: str = "Europe/Paris"
    person: str = "local"
    memory: str = "2GB"
    threads: int = 2
    statement_seconds: int = 120
    limits: Limits = field(default_factory=Limits)

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


def from_environment(environ: Mapping[str, str] = os.environ, *, home: Path | None = None) -> Settings:
    """Read REPORTING_HOME, REPORTING_LANGUAGE, REPORTING_TIMEZONE, REPORTING_PERSON, REPORTING_MEMORY and the numbers.

    A number is REPORTING_THREADS, REPORTING_STATEMENT_SECONDS, or REPORTING_LIMIT_<NAME> for each field of Limits.
    Raises BilanError for a value that is not a whole number above zero.
    """
    base = Settings()
    limits = {
        name: _whole(environ, f"REPORTING_LIMIT_{name.upper()}", getattr(base.limits, name)) for name in Limits.__slots__
    }
    return Settings(
        home=home or Path(environ.get("REPORTING_HOME") or DEFAULT_HOME),
        language=environ.get("REPORTING_LANGUAGE") or base.language,
        timezone=environ.get("REPORTING_TIMEZONE") or base.timezone,
        person=environ.get("REPORTING_PERSON") or environ.get("USER") or base.person,
        memory=environ.get("REPORTING_MEMORY") or base.memory,
        threads=_whole(environ, "REPORTING_THREADS", base.threads),
        statement_seconds=_whole(environ, "REPORTING_STATEMENT_SECONDS", base.statement_seconds),
        limits=Limits(**limits),
    )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or int(raw) == 0:
        raise BilanError(
            say("The setting {name} is {value}, which is not a whole number above zero.", name=name, value=raw),
            todo=say("Correct it or remove it; without it {default} is used.", default=default),
        )
    return int(raw)
