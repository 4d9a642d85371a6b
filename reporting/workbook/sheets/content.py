"""Content: the posts that did best and worst against their own account, and what each format is worth (layer 6)."""

import datetime as dt
from collections.abc import Sequence

from reporting.catalog.model import Recipe
from reporting.errors import Sentence, say
from reporting.periods import period_text
from reporting.workbook.book import Book, unit_words
from reporting.workbook.live import Live, Value, Where
from reporting.workbook.model import RankedPost, ReportInput
from reporting.workbook.page import Page
from reporting.workbook.plots import Drawn, Plot, Spot, bars
from reporting.workbook.safe import safe_link
from reporting.workbook.sheets.heads import head
from reporting.workbook.sheets.kind import SheetKind
from reporting.workbook.styles import number_format

_WIDTHS = (6, 13, 14, 14, 62, 12, 15, 14)
_COLUMNS = 8
_TEXT, _LINK, _VALUE, _PERCENTILE = 5, 6, 7, 8
_EXCERPT = 180
_CHART_HEIGHT = 7.6
_FEW = 8
_FIRST = 4
_TABLE = "post"
_RANKING = "engagements"

MEDIA: dict[str, Sentence] = {
    "photo": say("Photo"),
    "video": say("Video"),
    "reel": say("Reel"),
    "story": say("Story"),
    "carousel": say("Carousel"),
    "link": say("Link"),
    "text": say("Text"),
    "document": say("Document"),
    "short": say("Short"),
    "live": say("Live video"),
    "poll": say("Poll"),
    "article": say("Article"),
    "event": say("Event"),
    "other": say("Other"),
}


def media_label(media_type: str | None) -> Sentence | str:
    return MEDIA.get(media_type or "other", MEDIA["other"])


def ranking_metric(recipe: Recipe) -> str:
    """What posts are ranked by: the first metric of the recipe's content sheet."""
    named = (metric for sheet in recipe.sheets if sheet.kind == "content" for metric in sheet.metrics)
    return next(named, _RANKING)


def _contents(report: ReportInput) -> tuple[Sentence | str, ...]:
    metric = report.metric(ranking_metric(report.recipe)).label[report.lang]
    return (
        say("{count} best and weakest posts ({metric})", count=len(report.top) + len(report.bottom), metric=metric),
        say("Results by format"),
    )


def _left_out(report: ReportInput) -> Sentence | None:
    if report.top:
        return None
    return say("No post of the period has a figure to rank it by.")


def _draw(book: Book, kinds: tuple[str, ...]) -> None:
    page, report = book.pages[kinds[0]], book.report
    page.columns(_WIDTHS)
    metric = report.metric(ranking_metric(report.recipe))
    title = say("Content – {period}", period=period_text(report.period, report.lang))
    about = say(
        "Posts of the period, ranked by: {metric}. The percentile compares a post with its own account’s posts.",
        metric=metric.label[report.lang],
    )
    head(page, title, about, _COLUMNS)
    blocks = [(1, _draw_posts(book, page, _FIRST, say("Best posts"), report.top))]
    if report.bottom:
        first = blocks[-1][1] + 1
        blocks.append((first, _draw_posts(book, page, first, say("Weakest posts"), report.bottom)))
    first = blocks[-1][1] + 1
    blocks.append((first, _draw_formats(book, page, first)))
    page.keep_together(blocks, _COLUMNS)
    page.sheet.freeze_panes = "A3"
    page.sheet.print_area = f"A1:H{blocks[-1][1]}"


def _draw_posts(book: Book, page: Page, row: int, title: Sentence, posts: Sequence[RankedPost]) -> int:
    metric = book.report.metric(ranking_metric(book.report.recipe))
    page.put(row, 1, title, "heading")
    page.height(row, 26)
    headings = [say("No."), say("Day"), say("Platform"), say("Format"), say("Post"), say("Link")]
    page.row(row + 1, headings, "header")
    page.put(row + 1, _VALUE, metric.label[book.lang], "header figure")
    page.put(row + 1, _PERCENTILE, say("Percentile in its account"), "header figure")
    page.height(row + 1, 34)
    for at, post in enumerate(posts, 1):
        _draw_post(book, page, row + 1 + at, at, post)
    return row + 2 + len(posts)


def _draw_post(book: Book, page: Page, row: int, rank: int, post: RankedPost) -> None:
    metric = book.report.metric(ranking_metric(book.report.recipe))
    page.put(row, 1, rank, "label", "0")
    page.put(row, 2, post.day, "label")
    page.put(row, 3, book.platform_label(post.platform), "strong")
    page.ink(row, 3, page.colors.platform(post.platform))
    page.put(row, 4, media_label(post.media_type), "label")
    page.put(row, _TEXT, excerpt(post.text) or say("Post without text"), "label")
    page.link(row, _LINK, say("Open") if safe_link(post.link) else None, post.link)
    page.put(row, _VALUE, post.value, "figure", number_format(metric.unit, book.lang))
    page.put(row, _PERCENTILE, post.percentile, "figure", "0%")
    page.fit(row, row)


def excerpt(words: str | None, most: int = _EXCERPT) -> str:
    """The beginning of a post on one line."""
    line = " ".join((words or "").split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}…"


def _draw_formats(book: Book, page: Page, row: int) -> int:
    """Live: number of posts and median by format, over the Data."""
    measure = ranking_metric(book.report.recipe)
    if not (book.ledger.has(_TABLE, "media_type") and book.ledger.has(_TABLE, measure)):
        return row
    formats = _formats(book, measure)
    metric = book.report.metric(measure)
    label = metric.label[book.lang]
    page.put(row, 1, say("By format"), "heading")
    page.height(row, 26)
    first = row + 2
    page.row(row + 1, [say("No."), say("Format")], "header")
    page.put(row + 1, 3, say("Posts (n)"), "header figure")
    page.put(row + 1, 4, say("{metric} (median)", metric=label), "header figure")
    page.put(row + 1, _TEXT, say("How far to trust it"), "header after")
    page.height(row + 1, 34)
    medians = [_draw_format(book, page, first, at, words) for at, words in enumerate(formats)]
    last = first + len(formats) - 1
    plot = Plot(
        title=book.words(say("{metric}: median by format", metric=label)),
        across=book.words(say("Format")),
        down=book.words(unit_words(metric.unit)),
        text=say(
            "Chart: {metric}, median of the posts of each format. The figures stand in the table above it.",
            metric=label,
        ),
        form=number_format(metric.unit, book.lang),
        labels=formats,
        label_column=2,
        source=page,
    )
    spot = Spot(last + 2, 0, page.centimetres(_COLUMNS), _CHART_HEIGHT)
    bars(page, plot, [Drawn(label, 4, first, last, medians, page.colors.brand)], spot)
    return last + 18


def _formats(book: Book, measure: str) -> list[str]:
    """Formats of the period's posts, the most used first."""
    table, period = book.ledger.tables[_TABLE], book.report.windows[0].period
    day, media, value = (table.index(name) for name in ("day", "media_type", measure))
    counts: dict[str, int] = {}
    for row in table.rows:
        at = row[day]
        if row[value] is not None and isinstance(at, dt.date) and at in period:
            counts[str(row[media])] = counts.get(str(row[media]), 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _draw_format(book: Book, page: Page, first: int, at: int, words: str) -> Value | None:
    row = first + at
    measure = ranking_metric(book.report.recipe)
    metric, span = book.report.metric(measure), book.spans[0]
    page.put(row, 1, at + 1, "label", "0")
    page.put(row, 2, words, "strong")
    where = (Where("media_type", f"$B{row}", words),)
    n = page.put(row, 3, book.ledger.count(_TABLE, measure, span, where), "figure", "0")
    median = page.put(
        row, 4, book.ledger.median(_TABLE, measure, span, where), "figure", number_format(metric.unit, book.lang)
    )
    few, enough = (
        book.words(words) for words in (say("few posts: a hint, not a rule"), say("enough posts to compare"))
    )
    value = few if isinstance(n.value, int) and n.value < _FEW else enough
    page.put(row, _TEXT, Live(f'IF({n.ref}<{_FEW},"{few}","{enough}")', value), "small")
    return median.value


KIND = SheetKind(lambda _report: (say("Content"),), _contents, _left_out, _draw)
