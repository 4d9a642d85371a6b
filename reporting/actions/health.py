"""How well the formats still describe what platforms give: what was seen when, and what has changed (layer 7)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.catalog import repair
from reporting.catalog.format import Format
from reporting.catalog.own import amendments
from reporting.catalog.repair import Mend, meaning_of
from reporting.warehouse import sightings
from reporting.warehouse.sightings import HeadingSeen, Seen, Shift

RECENT = dt.timedelta(days=90)
OLD = dt.timedelta(days=180)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class FormatHealth:
    """One format. seen: None if no file of it was ever offered here.

    untested   no file of it was read in the last half year, or ever
    open       changes that files of the last half year still show
    mends      what people have mapped since
    """

    format: Format
    seen: Seen | None
    untested: bool
    shifts: tuple[Shift, ...] = ()
    open: tuple[Shift, ...] = ()
    headings: tuple[HeadingSeen, ...] = ()
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """since: when the first change of the last twelve months was seen; set_aside: own definitions with their faults."""

    formats: tuple[FormatHealth, ...]
    since: dt.date | None
    set_aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[FormatHealth, ...]:
        return tuple(one for one in self.formats if one.shifts)

    @property
    def never(self) -> tuple[FormatHealth, ...]:
        return tuple(one for one in self.formats if one.seen is None or one.seen.whole is None)


@action("imports.write")
def health(desk: Desk, now: dt.datetime) -> Health:
    """Of every format in use, those that have changed first, then those seen last, then those never seen."""
    with desk.store.read() as cur:
        seen = {one.format: one for one in sightings.seen_formats(cur, now - RECENT)}
        headings = sightings.seen_headings(cur)
        shifts = [shift for shift in sightings.seen_shifts(cur) if shift.last >= now - YEAR]
    mends = [mend for amendment in amendments(desk.settings.formats).values() for mend in repair.mends(amendment)]
    found = [
        _of_format(
            fmt,
            seen.get(fmt.id),
            [one for one in headings if one.format == fmt.id],
            [one for one in shifts if one.format == fmt.id],
            [one for one in mends if one.format in (fmt.id, fmt.columns_from)],
            now,
        )
        for fmt in desk.catalog.formats.values()
    ]
    found.sort(key=lambda one: (not one.open, not one.shifts, one.seen is None, -_moment(one.seen), one.format.id))
    first = min((shift.first for one in found for shift in one.shifts), default=None)
    return Health(tuple(found), first.date() if first else None, desk.catalog.set_aside)


def _of_format(  # noqa: PLR0917 -- what is known of one format, from four places
    fmt: Format,
    seen: Seen | None,
    headings: list[HeadingSeen],
    shifts: list[Shift],
    mends: list[Mend],
    now: dt.datetime,
) -> FormatHealth:
    whole = seen.whole if seen else None
    return FormatHealth(
        fmt,
        seen,
        untested=whole is None or whole < now - OLD,
        shifts=tuple(shifts),
        open=tuple(shift for shift in shifts if shift.last >= now - OLD and not _is_mended(fmt, shift)),
        headings=tuple(headings),
        mends=tuple(mends),
    )


def _is_mended(fmt: Format, shift: Shift) -> bool:
    """The definition of today knows what the file had: its heading, or any order of its dates."""
    if shift.kind == "gone":
        return False
    if shift.kind in ("values", "unreadable", "order"):
        orders = {column.order for column in fmt.columns if column.to == shift.target}
        return shift.kind == "order" and "auto" in orders
    return shift.new is not None and meaning_of(fmt, shift.new) is not None


def _moment(seen: Seen | None) -> float:
    return seen.newest.timestamp() if seen else 0.0
