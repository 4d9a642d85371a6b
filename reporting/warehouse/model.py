"""The values that the store gives out (layer 3)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, get_args

from reporting.ingest.model import Found
from reporting.language import Language

DateStyle = Literal["words", "figures", "iso"]
NumberStyle = Literal["exact", "rounded", "short"]
DATE_STYLES: tuple[DateStyle, ...] = get_args(DateStyle)
NUMBER_STYLES: tuple[NumberStyle, ...] = get_args(NumberStyle)


@dataclass(frozen=True, slots=True)
class Brand:
    """How a report looks, every field with its value: colours as #rrggbb, logo as PNG or JPEG bytes.

    heading, body    fonts
    company          who makes the reports
    header, footer   lines on each printed page
    dates            31 Oct 2026 (words), 31/10/2026 (figures) or 2026-10-31 (iso)
    numbers          4.59 % (exact), 4.6 % (rounded), or that with 41 k for 41 200 (short)
    """

    color: str = "#1F4E79"
    accent: str = "#A15C00"
    logo: bytes | None = None
    heading: str = "Cambria"
    body: str = "Calibri"
    company: str = ""
    header: str = ""
    footer: str = ""
    dates: DateStyle = "words"
    numbers: NumberStyle = "exact"


@dataclass(frozen=True, slots=True)
class Kit:
    """What was chosen for a client, or for the agency; None is inherited. An empty text is a choice: nothing there.

    language   of the agency only: that of a new client
    """

    color: str | None = None
    accent: str | None = None
    logo: bytes | None = None
    heading: str | None = None
    body: str | None = None
    company: str | None = None
    header: str | None = None
    footer: str | None = None
    dates: DateStyle | None = None
    numbers: NumberStyle | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """A brand reported on; the unit of permission. timezone is the IANA name in which its days are counted."""

    id: int
    name: str
    language: Language
    timezone: str
    brand: Brand = field(default_factory=Brand)
    example: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A platform and its id or handle, owned by one client. `stated` is False where no file has named it yet."""

    id: int
    client_id: int
    platform: str
    external_id: str
    name: str
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """Files that are so belong to the client, unless a person or a known account says otherwise.

    path         a folder (`Acme/`) or a pattern of the file's path; named: a text in the account's name or id;
                 of_platform: the platform that the file is from. What is None is not asked.
    account, platform   what the answer is where the file itself doesn't tell
    """

    id: int
    path: str | None
    named: str | None
    of_platform: str | None
    client: str
    account: str | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """One table of one file taken in. `undone` is when it was taken back.

    definition   fingerprint of the format when the file was read; None where it was not kept yet
    kept         rows of facts; None where they were not counted yet
    """

    id: int
    client_id: int
    client: str
    file: str
    member: str | None
    sha256: str
    format: str
    platform: str
    table: str
    language: str | None
    first: dt.date | None
    last: dt.date | None
    records: int
    rejected: int
    unknown_columns: tuple[str, ...]
    at: dt.datetime
    by: str
    undone: dt.datetime | None = None
    definition: str | None = None
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one table found in a file.

    found       as it was read, with the status and the sentences of the store added
    import_id   None where nothing was taken in (refused, unknown, ambiguous); of a duplicate, the earlier one
    added       rows about posts, days … that the store did not know; changed: rows that it knew already
    """

    found: Found
    client: str | None = None
    import_id: int | None = None
    added: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did: rows that are gone, and rows where an earlier observation shows again."""

    entry: Import
    removed: int
    restored: int
