"""The values that the store gives out (layer 3)."""

import datetime as dt
from dataclasses import dataclass, field

from reporting.language import Language


@dataclass(frozen=True, slots=True)
class Brand:
    """How a client's report looks: colours as #rrggbb, logo as PNG or JPEG bytes."""

    color: str = "#1F4E79"
    accent: str = "#A15C00"
    logo: bytes | None = None


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
class Import:
    """One table of one file taken in. `undone` is when it was taken back."""

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
