"""What the competition sheet says in words: the headline of a network, and what its figures rest on (layer 6)."""

import statistics
from collections.abc import Iterable

from reporting.errors import Sentence, say
from reporting.numbers import Amount
from reporting.periods import Period
from reporting.workbook.book import Book
from reporting.workbook.market_model import RivalSet

_PARTS = {
    "reactions": say("reactions"),
    "comments": say("comments"),
    "shares": say("shares"),
}


def headline(tracked: RivalSet) -> Sentence:
    """Where the own page stands, or that it could not be told."""
    own = tracked.own
    if own is None:
        return say("Which of the {count} tracked pages is your own could not be told.", count=len(tracked.pages))
    known = _known(tracked, "rival_engagements")
    share, mine = own.figures["share_of_voice"][0], own.figures["rival_engagements"][0]
    if share is None or mine is None or len(known) < 2:  # noqa: PLR2004 -- a share of one page says nothing
        return say("{page}: no share of voice, because public engagements are not provided.", page=own.name)
    sentence = say(
        "{page} has {share} of the public engagements of the {count} tracked pages with a figure: place {place}.",
        page=own.name,
        share=Amount(share, "percent"),
        count=len(known),
        place=1 + sum(value > mine for value in known),
    )
    weekly, all_weekly = own.figures["rival_posts_per_week"][0], _known(tracked, "rival_posts_per_week")
    if weekly is None or not all_weekly:
        return sentence
    return say(
        "{sentence} It posts {own} times a week; the median of the set is {median}.",
        sentence=sentence,
        own=Amount(weekly, "per_week"),
        median=Amount(statistics.median(all_weekly), "per_week"),
    )


def _known(tracked: RivalSet, id_: str) -> list[float]:
    values = (page.figures[id_][0] for page in tracked.pages)
    return [value for value in values if value is not None]


def notes(book: Book, tracked: RivalSet) -> Iterable[Sentence]:
    """Days, definition, comparisons, pages without a figure, exports that do not fit."""
    yield _days(book, tracked)
    if tracked.made_of:
        yield say("Public engagements are made of: {parts}.", parts=[_PARTS[part] for part in tracked.made_of])
    else:
        yield say("Public engagements are the total of each page as the export gives it.")
    yield from _compared(book, tracked)
    without = [page.name for page in tracked.pages if page.figures["rival_engagements"][0] is None]
    if without:
        yield say("Without public engagements, and so outside of the shares: {pages}.", pages=without)
    unfit = [one.period for one in book.report.market.unfit if one.platform == tracked.platform]
    if unfit:
        yield say(
            "Exports that reach over the edge of the period, or cover fewer of its days than those used, do not count, "
            "and none is cut: {periods}.",
            periods=unfit,
        )


def _days(book: Book, tracked: RivalSet) -> Sentence:
    counted, days, whole = tracked.counted[0], tracked.days(0), book.report.market.periods[0].days
    if tracked.source == "rival_post":
        return say(
            "Posts published from {start} to {end}, the days between the first and the last known post of any page "
            "({days} of {whole}); their reactions are those at the time of the export.",
            start=counted[0].start,
            end=counted[-1].end,
            days=days,
            whole=whole,
        )
    return say(
        "Figures of the network’s export of: {periods} ({days} of the {whole} days of the period).",
        periods=list(counted),
        days=days,
        whole=whole,
    )


def _compared(book: Book, tracked: RivalSet) -> Iterable[Sentence]:
    for at, window in enumerate(book.report.windows):
        words = book.window_text(window)
        counted = tracked.counted[at]
        if at and not counted:
            yield say("{period}: no export of tracked pages lies inside it.", period=words)
        elif at and not tracked.alike[at]:
            yield say(
                "{period}: other pages have public engagements than now, so the shares are not compared.", period=words
            )
        elif at and not _is_whole(counted, book.report.market.periods[at]):
            yield say("{period}: the share is of {periods}.", period=words, periods=list(counted))


def _is_whole(counted: tuple[Period, ...], window: Period) -> bool:
    return len(counted) == 1 and (counted[0].start, counted[0].end) == (window.start, window.end)
