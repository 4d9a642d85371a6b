"""Where the voices come from: a row a source, stars and sentiment by number, unusual days, tags (layer 6)."""

import datetime as dt
from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.numbers import NOT_PROVIDED
from reporting.periods import period_text
from reporting.workbook.book import Book
from reporting.workbook.live import Live, Placed, Value, Where, agrees, number
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.sheets import reputation_days
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.reputation_words import VERDICTS, stars
from reporting.workbook.sheets.trend import month_formula
from reporting.workbook.styles import cell_value, number_format

_WIDTHS = (30, 11, 11, 11, 12.5, 12.5, 12.5, 12.5, 14, 11, 15)
_COLUMNS = len(_WIDTHS)
_FIRST = 4
_PROOF = _COLUMNS + 2
_MEASURES = (
    *("mentions", "average_rating", "reviews", "sentiment_coverage", "net_sentiment"),
    *("response_rate", "items_to_answer", "median_reply_time", "open_items"),
)
_CHECK = _PROOF + len(_MEASURES)
_DAYS = _CHECK + 2
_STARS = (5, 4, 3, 2, 1)
RATED = "reviews"
"""In the table of sources, the reviews that give stars: what their mean is over."""
STARS = "average_rating.over"
_SHORT: dict[str, Sentence] = {"mentions": say("Items"), RATED: say("Reviews with a rating")}
_CHART_HEIGHT, _CHART_ROWS = 6.8, 14
_TABLE = reputation_days.TABLE


def draw(book: Book, page: Page) -> reputation_days.TimeLine:
    """The whole sheet; gives back the days, which the first sheet draws."""
    page.columns([*_WIDTHS, 3, *[13] * len(_MEASURES), 9, 3, 13, 11, 13])
    title = say("Where the voices come from – {period}", period=period_text(book.report.period, book.lang))
    head(page, title, say("Each source with what its files tell; a dash is not told, and never zero."), _COLUMNS)
    line = reputation_days.draw_days(book, page, _FIRST, _DAYS)
    row = _draw_sources(book, page, _FIRST)
    blocks = [(_FIRST, row - 1)]
    for block in (_draw_verdicts, _draw_tags):
        after = block(book, page, row + 1)
        blocks += [(row + 1, after - 1)] if after > row + 1 else []
        row = after if after > row + 1 else row
    after = _draw_unusual(book, page, row + 1, line)
    blocks.append((row + 1, after - 1))
    page.keep_together(blocks, _COLUMNS)
    page.sheet.freeze_panes = "B4"
    page.sheet.print_area = f"A1:{get_column_letter(_COLUMNS)}{after}"
    return line


def _sources(book: Book) -> list[str]:
    """Those with an item in the period, the loudest first."""
    counts = {f.platform: f.values[0] for f in book.report.figures if f.metric == "mentions" and f.platform}
    return sorted((name for name, count in counts.items() if count), key=lambda name: (-(counts[name] or 0), name))


def _draw_sources(book: Book, page: Page, row: int) -> int:
    page.put(row, 1, say("Source"), "header")
    for at, metric in enumerate(_MEASURES):
        label = book.metric_label(metric)
        page.put(row, 2 + at, _SHORT.get(metric, label), "header figure")
        if metric != RATED:
            page.put(row, _PROOF + at, say("Database: {metric}", metric=label), "header figure")
    page.put(row, _COLUMNS, say("Last known item"), "header figure")
    page.put(row, _CHECK, say("Check"), "header figure")
    page.height(row, 62)
    sources = _sources(book)
    for at, platform in enumerate(sources, row + 1):
        _draw_source(book, page, at, platform)
    last = row + len(sources)
    cells = page.ref(row + 1, _CHECK)
    book.checks.append(f"{cells}:{page.ref(last, _CHECK).rpartition('!')[2]}")
    for column in range(_PROOF, _CHECK + 1):
        page.sheet.column_dimensions[get_column_letter(column)].outlineLevel = 1
    return last + 1


def _draw_source(book: Book, page: Page, row: int, platform: str) -> None:
    label = book.platform_label(platform)
    page.put(row, 1, label, "strong")
    page.ink(row, 1, page.colors.platform(platform))
    pairs = [_draw_measure(book, page, row, at, platform) for at in range(len(_MEASURES))]
    last = dict(book.report.reputation.last if book.report.reputation else ()).get(platform)
    page.put(row, _COLUMNS, last, "figure")
    told = [pair for pair in pairs if pair is not None]
    book.checked.append(page.put(row, _CHECK, agrees(told), "check"))


def _draw_measure(book: Book, page: Page, row: int, at: int, platform: str) -> tuple[Placed, Placed] | None:
    """A figure of one source, live, beside what the database gave; a dash where the source doesn't tell it."""
    where = (Where("platform", page.ref(row, 1), book.platform_label(platform)),)
    metric, span = book.report.metric(_MEASURES[at]), book.spans[0]
    figure = book.report.figure(metric.id, platform)
    given = None if figure is None else figure.values[0]
    form = number_format(metric.unit, book.lang, largest=abs(given or 0))
    if metric.id == RATED:
        told = given is not None and book.ledger.has(_TABLE, STARS)
        page.put(row, 2 + at, book.ledger.count(_TABLE, STARS, span, where) if told else None, "figure", form)
        return None
    live = None if given is None else month_formula(book, metric, span, where)
    shown = page.put(row, 2 + at, live, "figure", form)
    stored = page.put(row, _PROOF + at, None if given is None else cell_value(given, metric.unit), "check", form)
    return None if live is None else (shown, stored)


def _draw_verdicts(book: Book, page: Page, row: int) -> int:
    """Stars on the left, sentiment on the right, each with its chart."""
    left = _star_rows(book)
    right = book.report.provided("sentiment_coverage") and book.ledger.has(_TABLE, "negative_items")
    if not left and not right:
        return row
    page.put(row, 1, say("Stars and sentiment"), "heading")
    page.height(row, 26)
    ends = [
        _draw_stars(book, page, row + 1, left) if left else row + 1,
        _draw_sentiment(book, page, row + 1) if right else row + 1,
    ]
    top, width = max(ends) + 1, page.centimetres(_COLUMNS) / 2
    if left:
        _chart(book, page, "stars", Spot(top, 0, width - 0.4, _CHART_HEIGHT), (row + 2, left))
    if right:
        words = tuple(book.words(word) for word in (*VERDICTS.values(), say("Not told")))
        _chart(book, page, "sentiment", Spot(top, width, width - 0.4, _CHART_HEIGHT), (row + 2, words))
    return top + _CHART_ROWS


def _star_rows(book: Book) -> tuple[float, ...]:
    """Five to one, and what else there is; none without any rating in the period."""
    table = book.ledger.tables.get(_TABLE)
    if table is None or not table.has(STARS):
        return ()
    at, day, period = table.index(STARS), table.index("day"), book.report.windows[0].period
    dated = ((row[day], row[at]) for row in table.rows)
    found = {v for when, v in dated if isinstance(v, int | float) and isinstance(when, dt.date) and when in period}
    return tuple(sorted({*_STARS, *found}, reverse=True)) if found else ()


def _draw_stars(book: Book, page: Page, row: int, ratings: Sequence[float]) -> int:
    page.put(row, 1, say("Stars"), "header")
    page.put(row, 2, say("Reviews"), "header figure")
    for at, rating in enumerate(ratings, row + 1):
        place = page.put(at, 1, rating, "label", '0.##"\u00a0★"' if rating % 1 else '0"\u00a0★"')
        criteria = f"{_TABLE}.{STARS},{place.ref}"
        page.put(at, 2, _counted(book, criteria, STARS, rating), "figure", "#,##0")
    return row + len(ratings)


def _counted(book: Book, criteria: str, column: str, wanted: float) -> Live:
    """Rows of the period whose column is exactly that."""
    span, table = book.spans[0], book.ledger.tables[_TABLE]
    at, day = table.index(column), table.index("day")
    dated = [(row[day], row[at]) for row in table.rows]
    count = sum(isinstance(when, dt.date) and when in span.period and value == wanted for when, value in dated)
    days = f'{_TABLE}.day,">="&{span.start},{_TABLE}.day,"<="&{span.end}'
    return Live(f"COUNTIFS({criteria},{days})", count)


_VERDICT = 5
"""The column of the sentiments; that of the stars is the first."""


def _draw_sentiment(book: Book, page: Page, row: int) -> int:
    page.put(row, _VERDICT, say("Sentiment"), "header")
    page.put(row, _VERDICT + 1, say("Items"), "header figure")
    span, places = book.spans[0], []
    for at, (verdict, words) in enumerate(VERDICTS.items(), row + 1):
        page.put(at, _VERDICT, words, "label")
        column = f"{verdict}_items"
        live = book.ledger.total(_TABLE, column, span) if book.ledger.has(_TABLE, column) else None
        places.append(page.put(at, _VERDICT + 1, live, "figure", "#,##0"))
    last = row + len(VERDICTS) + 1
    page.put(last, _VERDICT, say("Not told"), "label")
    cells = f"{places[0].ref}:{places[-1].ref.rpartition('!')[2]}"
    every = book.ledger.total(_TABLE, "mentions", span)
    told = sum(number(place.value) or 0 for place in places)
    rest = Live(f"{every.text}-SUM({cells})", (number(every.value) or 0) - told)
    page.put(last, _VERDICT + 1, rest, "figure", "#,##0")
    return last


def _chart(
    book: Book, page: Page, what: str, spot: Spot, labelled: tuple[int, Sequence[float] | Sequence[str]]
) -> None:
    first, labels = labelled
    column = 1 if what == "stars" else _VERDICT
    title = say("Reviews by stars") if what == "stars" else say("Items by sentiment")
    words = [label if isinstance(label, str) else stars(label) for label in labels]
    values = [_value(page, first + at, column + 1) for at in range(len(labels))]
    plot = Plot(
        title=book.words(title),
        across=book.words(say("Stars") if what == "stars" else say("Sentiment")),
        down=book.words(say("Reviews") if what == "stars" else say("Items")),
        text=say("Chart: {title}. The figures stand in the table above it.", title=title),
        form="#,##0",
        labels=words,
        label_column=column,
        source=page,
    )
    bars(page, plot, [Drawn(plot.down, column + 1, first, first + len(labels) - 1, values, page.colors.brand)], spot)


def _value(page: Page, row: int, column: int) -> Value | None:
    held = page.extras.cached.get(f"{get_column_letter(column)}{row}")
    return None if held == NOT_PROVIDED else held


def _draw_tags(book: Book, page: Page, row: int) -> int:
    """The labels that a team gave in its tool: our own reading of the words would be a guess."""
    tags = book.report.reputation.voices.tags if book.report.reputation else ()
    if not tags:
        return row
    page.put(row, 1, say("Themes"), "heading")
    page.height(row, 26)
    page.wide(row + 1, _COLUMNS, say("The tags given in the tool, on at least two items."), "note")
    page.put(row + 2, 1, say("Tag"), "header")
    for at, heading in enumerate((say("Items"), say("With a sentiment"), say("Negative")), 2):
        page.put(row + 2, at, heading, "header figure")
    page.height(row + 2, 34)
    for at, tag in enumerate(tags, row + 3):
        page.put(at, 1, tag.name, "label")
        for column, count in enumerate((tag.items, tag.known, tag.negative if tag.known else None), 2):
            page.put(at, column, count, "figure", "#,##0")
        page.fit(at, at)
    return row + 3 + len(tags)


def _draw_unusual(book: Book, page: Page, row: int, line: reputation_days.TimeLine) -> int:
    page.put(row, 1, say("Unusual days"), "heading")
    page.height(row, 26)
    note = reputation_days.RULE if line.unusual else reputation_days.sentence(book, line)
    page.wide(row + 1, _COLUMNS, note, "note")
    after = _draw_list(book, page, row + 2, line) if line.unusual else row + 2
    gaps = book.report.reputation.gaps if book.report.reputation else ()
    if gaps:
        words = say("Not in the time line, because their files don’t cover the days before: {sources}.", sources=gaps)
        page.wide(after, _COLUMNS, words, "note")
        after += 1
    return after


def _draw_list(book: Book, page: Page, row: int, line: reputation_days.TimeLine) -> int:
    page.put(row, 1, say("Day"), "header")
    headings: tuple[Sentence, ...] = (say("Items"), say("Usual"), say("Unusual above"), say("Negative"))
    for at, heading in enumerate(headings, 2):
        page.put(row, at, heading, "header figure")
    page.height(row, 34)
    known = book.ledger.has(_TABLE, "negative_items")
    for at, day in enumerate(line.unusual, row + 1):
        place = page.put(at, 1, day.day, "strong")
        page.put(at, 2, Live(day.items.ref, day.items.value or 0), "figure", "#,##0")
        page.put(at, 3, day.usual, "figure", "#,##0.0")
        page.put(at, 4, Live(day.limit.ref, day.limit.value or 0), "figure", "#,##0.0")
        negative = book.ledger.value_on(_TABLE, "negative_items", place, ()) if known else None
        page.put(at, 5, negative, "figure", "#,##0")
    return row + 1 + len(line.unusual)
