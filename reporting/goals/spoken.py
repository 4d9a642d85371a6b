"""Fields of sentences about goals: steps with their sign, estimated numbers of posts, formats (layer 5, pure)."""

from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.language import Language
from reporting.metrics.formats import FORMATS
from reporting.numbers import MINUS, Amount, Unit, difference_text, signed, value_text

WHOLE_FROM = 10
"""From ten on, half a post says nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """How much more or less, with its sign: `+1 200`, `−0,55 pt`, `−12 min 05`; nothing before what reads as zero."""

    value: float
    unit: Unit

    def spoken(self, lang: Language) -> str:
        match self.unit:
            case "percent":
                return difference_text(self.value, 0.0, "percent", lang)
            case "count" | "people":
                return signed(self.value, lang)
            case "money" | "number" | "per_week":
                return signed(self.value, lang, "#,##0.##")
            case "seconds":
                size = value_text(abs(self.value), "seconds", lang)
                return size if round(self.value) == 0 else f"{'+' if self.value > 0 else MINUS}{size}"


def about(number: float) -> Amount:
    """A number of posts that was computed, not counted: 13.7 stays, 23.4 is 23."""
    return Amount(round(number) if number >= WHOLE_FROM else round(number, 1), "number")


def a_day(value: float, unit: Unit) -> Amount:
    """What comes on one day: fractions of a follower or a click are said where whole ones would hide the difference."""
    if unit in {"count", "people"}:
        return Amount(round(value, 1), "number") if abs(value) < 10 * WHOLE_FROM else Amount(value, unit)
    return Amount(value, unit)


def each(value: float, unit: Unit) -> Amount:
    """What one post brings, finely enough to be told from another."""
    return a_day(value, unit)


def place(catalog_label: str, media_type: str | None) -> Sentence | str:
    """A platform, and the format where there is one."""
    if media_type is None:
        return catalog_label
    words = FORMATS.get(media_type, say("other formats"))
    return say("{platform}, {format}", platform=catalog_label, format=words)


def listed(catalog_label: str, media_type: str | None) -> Sentence | str:
    """The same inside a list."""
    found = place(catalog_label, media_type)
    if isinstance(found, str):
        return found
    fields = dict(found.fields)
    return say("{platform} ({format})", platform=fields["platform"], format=fields["format"])
