"""Settings of an installation: environment in, one frozen object out (layer 0)."""

import os
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reporting.errors import BilanError, Sentence, say
from reporting.language import LANGUAGES, Language

DEFAULT_HOME = Path("data")
MOST_SHARE = 2
MailSecurity = Literal["starttls", "tls", "none"]
MAIL_PORTS: dict[MailSecurity, int] = {"starttls": 587, "tls": 465, "none": 25}


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
class MailServer:
    """Where reports are sent from, if the installation sets it. ca_file: who vouches for a server of the house.

    security    starttls: the line is encrypted before anything is said; tls: from its start; none: not at all
    """

    host: str
    sender: str
    port: int = 587
    security: MailSecurity = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None


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
    mail: MailServer | None = None

    @property
    def database(self) -> Path:
        return self.home / "bilan.duckdb"

    @property
    def originals(self) -> Path:
        return self.home / "originals"

    @property
    def issues(self) -> Path:
        """Workbooks of reports that were kept as they were, named by their sha256."""
        return self.home / "issues"

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
        home=(home or Path(environ.get("REPORTING_HOME") or DEFAULT_HOME)).expanduser().absolute(),
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
        mail=_mail(environ),
    )


def _mail(environ: Mapping[str, str]) -> MailServer | None:
    """None without REPORTING_SMTP_HOST. The password may lie in a file, as secrets of containers do."""
    host = environ.get("REPORTING_SMTP_HOST", "").strip()
    if not host:
        return None
    sender = environ.get("REPORTING_SMTP_FROM", "").strip()
    if "@" not in sender:
        raise _needed("REPORTING_SMTP_FROM", sender, say("It must be the address that reports are sent from."))
    security = environ.get("REPORTING_SMTP_SECURITY", "").strip().lower() or "starttls"
    known = next((one for one in MAIL_PORTS if one == security), None)
    if known is None:
        raise _needed(
            "REPORTING_SMTP_SECURITY", security, say("It must be one of {choices}.", choices=tuple(MAIL_PORTS))
        )
    authority = environ.get("REPORTING_SMTP_CA_FILE", "").strip()
    return MailServer(
        host=host,
        sender=sender,
        port=_whole(environ, "REPORTING_SMTP_PORT", MAIL_PORTS[known]),
        security=known,
        user=environ.get("REPORTING_SMTP_USER", ""),
        password=_secret(environ, "REPORTING_SMTP_PASSWORD"),
        ca_file=_file("REPORTING_SMTP_CA_FILE", authority) if authority else None,
    )


def _secret(environ: Mapping[str, str], name: str) -> str:
    """The value itself, or the first line of the file that <name>_FILE names."""
    path = environ.get(f"{name}_FILE", "").strip()
    if not path:
        return environ.get(name, "")
    lines = _file(f"{name}_FILE", path).read_text("utf-8").splitlines()
    return lines[0] if lines else ""


def _file(name: str, raw: str) -> Path:
    path = Path(raw).expanduser()
    if not path.is_file():
        raise _needed(name, raw, say("There is no such file."))
    return path


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


def _needed(name: str, raw: str, why: Sentence) -> BilanError:
    return BilanError(
        say("The setting {name} is “{value}”, which can’t be used.", name=name, value=raw),
        why=why,
        todo=say("Correct it, or remove REPORTING_SMTP_HOST: then no mail is sent."),
    )


def _unusable(name: str, raw: str, why: Sentence, default: object) -> BilanError:
    return BilanError(
        say("The setting {name} is “{value}”, which can’t be used.", name=name, value=raw),
        why=why,
        todo=say("Correct it or remove it; without it {default} is used.", default=default),
    )
