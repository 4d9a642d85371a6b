"""What targets, orders, scales and units are called on the mapping screen (layer 8)."""

from collections.abc import Mapping
from zoneinfo import available_timezones

from reporting.catalog.format import ACCOUNT_TARGETS, DateOrder, DurationUnit, Scale
from reporting.errors import Sentence, say
from reporting.language import text
from reporting.ui.visit import Visit

LEAVE_OUT = ""

_ACCOUNT: Mapping[str, Sentence] = {
    "account": say("Account (its id or handle)"),
    "account_name": say("Account (its name)"),
    "platform": say("Network of the row"),
}
ORDERS: Mapping[DateOrder, Sentence] = {
    "dmy": say("day / month / year, as 31/10/2026"),
    "mdy": say("month / day / year, as 10/31/2026"),
    "ymd": say("year - month - day, as 2026-10-31"),
    "named": say("with the name of the month"),
    "yearless": say("day and month without a year"),
}
SCALES: Mapping[Scale, Sentence] = {
    "points": say("5 means 5%"),
    "fraction": say("0.05 means 5%"),
    "text": say("a % sign tells"),
}
UNITS: Mapping[DurationUnit, Sentence] = {
    "seconds": say("seconds"),
    "minutes": say("minutes"),
    "hours": say("hours"),
    "milliseconds": say("milliseconds"),
    "clock": say("as on a clock, 1:02:03"),
}
_ZONES = ("Europe/Paris", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Montreal", "UTC")


def zones() -> list[str]:
    """The usual ones first."""
    return [*_ZONES, *sorted(available_timezones() - set(_ZONES))]


def target_name(visit: Visit, target: str) -> str:
    if target == LEAVE_OUT:
        return visit.t("— leave out —")
    if target in _ACCOUNT:
        return text(_ACCOUNT[target], visit.lang)
    return visit.desk.catalog.columns[target].label[visit.lang]


def targets(visit: Visit, table: str, first: list[str]) -> list[str]:
    """Leave out, what is proposed, then the accounts, the keys, words and figures of the table."""
    catalog = visit.desk.catalog
    known = catalog.tables[table]
    words = [name for name in known.columns if not catalog.columns[name].is_measure]
    figures = sorted(
        (name for name in known.columns if catalog.columns[name].is_measure), key=lambda name: target_name(visit, name)
    )
    return list(dict.fromkeys([LEAVE_OUT, *first, *ACCOUNT_TARGETS, *known.key, *words, *figures]))
