"""What the figures of ads rest on: which clicks, which conversions, which exports; said beside them (layer 6)."""

from reporting.catalog.model import Measure
from reporting.errors import Sentence, say
from reporting.numbers import FIXED
from reporting.workbook.book import Book
from reporting.workbook.page import Page
from reporting.workbook.sheets.measured import heading, is_currency, places
from reporting.workbook.value_model import AdGroup, AdsPart

LEVELS = {
    "campaign": say("by campaign"),
    "account": say("of the account"),
    "campaign_group": say("by campaign group"),
    "ad_group": say("by ad group"),
    "ad": say("by ad"),
}


def group_name(book: Book, group: AdGroup) -> Sentence | str:
    """`Meta Ads (EUR)`; without a currency the account is named, because two may differ."""
    platform = book.platform_label(group.platform)
    if group.currency is None:
        return say("{platform}, {account} (currency not stated)", platform=platform, account=group.account or "")
    return f"{platform} ({group.currency})"


def kind_words(book: Book, group: AdGroup, measure: Measure) -> Sentence | str:
    """What stands behind a measure on this platform."""
    columns = book.report.catalog.columns
    kind = group.kinds.get(measure.id)
    if kind is not None:
        return columns[kind].label[book.lang]
    parts = [group.kinds.get(part) for part in (measure.over or "", measure.under or "")]
    if measure.over is None or None in parts:
        return measure.formula[book.lang]
    over, under = (columns[part or ""].label[book.lang] for part in parts)
    times = f" × 1{FIXED}000" if book.lang == "fr" else " × 1,000"
    return f"{over} ÷ {under}{times if measure.times != 1 else ''}"


def draw_notes(book: Book, page: Page, row: int) -> int:
    """The assumptions, each a line; gives back the next free row."""
    heading(page, row, say("What these figures rest on"))
    at = row + 1
    for note in _notes(book, book.report.value.ads or AdsPart((), (), {})):
        page.wide(at, places(book).basis, note, "note")
        at += 1
    return at


def _notes(book: Book, part: AdsPart) -> list[Sentence]:
    notes = [
        say(
            "Conversions and their value are what each platform attributes to itself, by its own rules. Two platforms "
            "may claim the same purchase, so they are never added over platforms."
        ),
        say(
            "Each day of an account counts once: from the export by campaign, else of the account, else by the next "
            "finer level. Breakdowns and lists of keywords or search terms say the same amounts again and do not count."
        ),
        say("All spend counts in CPC, CPA and ROAS, that of campaigns without a click or conversion included."),
    ]
    if len({group.currency for group in part.groups}) > 1:
        notes.append(say("Currencies are neither converted nor added."))
    if any(not is_currency(group.currency) for group in part.groups):
        notes.append(say("Where an export states no currency, its amounts are added to no others."))
    if book.report.until is not None and part.periods[0].end > book.report.until:
        notes.append(say("The period is over: ads are counted for all of it, though other data end earlier."))
    notes += [_short(book, group) for group in part.groups if group.days and group.days[1] < part.periods[0].end]
    notes += [_counted(book, group) for group in part.groups if group.days]
    return [*notes, *part.notes]


def _short(book: Book, group: AdGroup) -> Sentence:
    return say(
        "{platform}: the last row is of {day}. If ads ran after it, export them again.",
        platform=group_name(book, group),
        day=group.days[1] if group.days else None,
    )


def _counted(book: Book, group: AdGroup) -> Sentence:
    """From which exports and days, and which clicks and conversions."""
    columns = book.report.catalog.columns
    clicks, conversions = (group.kinds.get(name) for name in ("ad_clicks", "ad_conversions"))
    none = say("not provided")
    return say(
        "{platform}: counted {levels}. Clicks: {clicks}. Conversions: {conversions}.",
        platform=group_name(book, group),
        levels=[LEVELS[level] for level in group.levels],
        clicks=columns[clicks].label[book.lang] if clicks else none,
        conversions=columns[conversions].label[book.lang] if conversions else none,
    )
