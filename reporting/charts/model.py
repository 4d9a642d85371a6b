"""What a drawing is once it has left this package (layer 6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Grain = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its words: title is the finding or the question, subtitle the unit and the rule, alt what it shows.

    spec is Vega-Lite; its colours are names on the scale of `palette`, which the reader's theme fills, light or dark.
    """

    title: str
    subtitle: str
    alt: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A thin labelled line at a day: an event or a change of definition."""

    day: dt.date
    label: str
