"""Numbers and dates inside a chart, as the reader's language writes them (layer 6)."""

from typing import Any

from reporting.language import Language
from reporting.numbers import Unit

_MONTHS = {
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
    "fr": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
}
_SHORT_MONTHS = {
    "en": "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
    "fr": "janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.",
}
_DAYS = {
    "en": "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
    "fr": "dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi",
}
_SHORT_DAYS = {"en": "Sun,Mon,Tue,Wed,Thu,Fri,Sat", "fr": "dim.,lun.,mar.,mer.,jeu.,ven.,sam."}
_NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−"},
    "fr": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", ""],
        "percent": "\u00a0%",
        "minus": "−",
    },
}
_FORMATS = {
    "en": {"dateTime": "%B %-d, %Y %-I:%M %p", "date": "%m/%d/%Y", "time": "%-I:%M %p", "periods": ["AM", "PM"]},
    "fr": {"dateTime": "%-d %B %Y %H:%M", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["AM", "PM"]},
}
AXIS_MONTH = "%b %Y"
_AXIS_DAY = {"en": "%b %-d", "fr": "%-d %b"}


def locale(lang: Language) -> dict[str, Any]:
    """Vega's own description of a language, for numbers and dates."""
    time = {
        "days": _DAYS[lang].split(","),
        "shortDays": _SHORT_DAYS[lang].split(","),
        "months": _MONTHS[lang].split(","),
        "shortMonths": _SHORT_MONTHS[lang].split(","),
    }
    return {"number": _NUMBERS[lang], "time": _FORMATS[lang] | time}


def axis_day(lang: Language) -> str:
    """A day on an axis: `Oct 7`, `7 oct.`."""
    return _AXIS_DAY[lang]


def axis_value(unit: Unit) -> str:
    """Vega expression that writes the value of a tick: `9 k`, `4,5 %`, `2 h`."""
    match unit:
        case "percent":
            return "format(datum.value, '.1~%')"
        case "seconds":
            return (
                "datum.value >= 3600 ? format(datum.value / 3600, ',.1~f') + '\u00a0h'"
                " : format(datum.value / 60, ',.1~f') + '\u00a0min'"
            )
        case _:
            return (
                "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',.1~f') + '\u00a0M'"
                " : abs(datum.value) >= 1000 ? format(datum.value / 1000, ',.1~f') + '\u00a0k'"
                " : format(datum.value, ',.1~f')"
            )
