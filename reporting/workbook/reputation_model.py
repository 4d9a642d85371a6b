"""What the E-reputation sheets show beyond figures: quotes, tags, and which sources the time line counts (layer 6)."""

import datetime as dt
from dataclasses import dataclass

from reporting.warehouse.said import Item, Tag, Voices

__all__ = ["Item", "Reputation", "Tag", "Voices"]


@dataclass(frozen=True, slots=True)
class Reputation:
    """voices      of the period
    since       the first day that the time line looks back to
    gaps        names of sources whose files don't cover the days since then: the time line leaves them out
    last        by platform, the day of the last item that is known
    first       the first day of any item that is known
    own         names by which the client itself is called: they are no personal data
    """

    voices: Voices
    since: dt.date
    gaps: tuple[str, ...] = ()
    last: tuple[tuple[str, dt.date], ...] = ()
    own: tuple[str, ...] = ()
    first: dt.date | None = None
