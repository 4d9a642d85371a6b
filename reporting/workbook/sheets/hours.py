"""Hours by activity, with what came of them where the activity names a format, and by person (layer 6)."""

from collections.abc import Sequence

from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.live import Live, Placed, Where, agrees, divided
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets.content import MEDIA
from reporting.workbook.sheets.measured import draw_proof_headings, form_of, heading, headings, places, watch
from reporting.workbook.styles import number_format
from reporting.workbook.value_model import Noted, WorkPart

_ENTRIES, _POSTS = "time_entry", "post"
_MOST = 20
_CHART_HEIGHT, _CHART_ROWS = 5.4, 11
_HOURS, _SHARE, _POSTS_COLUMN, _POSTS_PER_HOUR, _ENGAGEMENTS_PER_HOUR = 2, 3, 4, 5, 6


def _part(book: Book) -> WorkPart:
    return book.report.value.work or WorkPart({})


def draw_activities(book: Book, page: Page, row: int) -> int:
    """Hours of each activity, its share, and the posts of the format that its name says."""
    shown, columns = _part(book).activities[:_MOST], places(book)
    measure = book.report.catalog.measures["work_hours"]
    heading(page, row, say("Hours by activity and format"))
    figures: list[Sentence | str] = [measure.label[book.lang], say("Share of hours"), say("Posts (n)")]
    figures += [say("Posts per hour worked"), say("Engagements per hour worked")]
    headings(page, row + 1, say("Activity"), figures, say("Format"))
    draw_proof_headings(book, page, row + 1, [measure])
    whole = _whole(book)
    for at, noted in enumerate(shown, row + 2):
        hours = _draw_hours(book, page, at, noted, column="activity", whole=whole)
        _draw_results(book, page, at, noted, hours)
    last = row + 1 + len(shown)
    watch(book, page, row + 2, last)
    words = say(
        "An activity counts for a format when its name says it (Reels, Stories, Carousel …); hours and posts meet in "
        "the period, not piece by piece."
    )
    page.wide(last + 1, columns.basis, words, "note")
    if len(shown) < 2:  # noqa: PLR2004 -- one bar compares nothing
        return last + 2
    _draw_chart(book, page, (row + 2, last), shown)
    return last + 3 + _CHART_ROWS


def _whole(book: Book) -> Placed:
    """All hours of the period, as a formula; not a cell of its own."""
    live = book.ledger.total(_ENTRIES, "work_hours", book.spans[0])
    return Placed(f"({live.text})", live.value)


def _draw_hours(book: Book, page: Page, row: int, noted: Noted, *, column: str, whole: Placed) -> Placed:
    """Name, hours and share, with the check of the hours."""
    columns, form = places(book), form_of(book.report.catalog.measures["work_hours"], None, book.lang)
    page.put(row, 1, noted.name or say("Not stated"), "strong")
    number = page.put(row, columns.number, noted.number, "check", "0")
    where = (Where(column, number.ref, noted.number),)
    hours = page.put(row, _HOURS, book.ledger.total(_ENTRIES, "work_hours", book.spans[0], where), "figure", form)
    stored = page.put(row, columns.proof, noted.figures["work_hours"], "check", form)
    page.put(row, _SHARE, divided(hours, whole), "figure", number_format("percent", book.lang))
    book.checked.append(page.put(row, columns.check, agrees([(hours, stored)]), "check"))
    return hours


def _draw_results(book: Book, page: Page, row: int, noted: Noted, hours: Placed) -> None:
    named = MEDIA.get(noted.format or "")
    cell = page.put(row, places(book).basis, named or say("none named"), "small")
    count, rate = number_format("count", book.lang), number_format("number", book.lang)
    if named is None:
        for column in (_POSTS_COLUMN, _POSTS_PER_HOUR, _ENGAGEMENTS_PER_HOUR):
            page.put(row, column, None, "figure")
        page.fit(row, row)
        return
    where = (Where("media_type", cell.ref, str(cell.value)),)
    posts = page.put(row, _POSTS_COLUMN, _total(book, "posts", where), "figure", count)
    page.put(row, _POSTS_PER_HOUR, divided(posts, hours), "figure", "0.00")
    engagements = _total(book, "engagements", where)
    per_hour = divided(Placed(f"({engagements.text})", engagements.value), hours) if engagements else None
    page.put(row, _ENGAGEMENTS_PER_HOUR, per_hour, "figure", rate)
    page.fit(row, row)


def _total(book: Book, metric: str, where: tuple[Where, ...]) -> Live | None:
    known = book.ledger.has(_POSTS, metric) and book.ledger.has(_POSTS, "media_type")
    return book.ledger.total(_POSTS, metric, book.spans[0], where) if known else None


def _draw_chart(book: Book, page: Page, rows: tuple[int, int], shown: Sequence[Noted]) -> None:
    measure = book.report.catalog.measures["work_hours"]
    plot = Plot(
        title=book.words(say("Hours by activity")),
        across=book.words(say("Activity")),
        down=book.words(say("hours")),
        text=say("Chart: hours by activity. The figures stand in the table above it."),
        form=form_of(measure, None, book.lang),
        labels=[noted.name or book.words(say("Not stated")) for noted in shown],
        label_column=1,
        source=page,
    )
    values = [noted.figures["work_hours"] for noted in shown]
    drawn = Drawn(measure.label[book.lang], _HOURS, *rows, values, page.colors.brand)
    spot = Spot(rows[1] + 3, 0, page.centimetres(places(book).basis), _CHART_HEIGHT)
    bars(page, plot, [drawn], spot, flat=True)


def draw_people(book: Book, page: Page, row: int) -> int:
    """Hours of each person, and how much of them lies out of hours; for the team's eyes alone."""
    shown, measures = _part(book).people[:_MOST], book.report.catalog.measures
    hours, outside, share = (
        measures[id_].label[book.lang] for id_ in ("work_hours", "work_outside", "work_outside_share")
    )
    heading(page, row, say("Hours by person"))
    headings(page, row + 1, say("Person"), [hours, say("Share of hours"), outside, share], None)
    draw_proof_headings(book, page, row + 1, [measures["work_hours"]])
    whole = _whole(book)
    for at, noted in enumerate(shown, row + 2):
        _draw_hours(book, page, at, noted, column="person", whole=whole)
        _draw_outside(book, page, at, noted)
    watch(book, page, row + 2, row + 1 + len(shown))
    return row + 2 + len(shown)


def _draw_outside(book: Book, page: Page, row: int, noted: Noted) -> None:
    where = (Where("person", page.ref(row, places(book).number), noted.number),)
    outside, timed = (
        book.ledger.total(_ENTRIES, name, book.spans[0], where) for name in ("work_outside", "work_timed")
    )
    form = form_of(book.report.catalog.measures["work_outside"], None, book.lang)
    place = page.put(row, _SHARE + 1, outside, "figure", form)
    share = divided(place, Placed(f"({timed.text})", timed.value))
    page.put(row, _SHARE + 2, share, "figure", number_format("percent", book.lang))
