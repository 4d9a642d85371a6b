"""Rule over every text that a client would read: no personal data of others in the client version (layer 6)."""

from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from reporting.errors import Sentence, say
from reporting.workbook.book import Book
from reporting.workbook.lint.model import Level, Remark
from reporting.workbook.lint.personal import Kind, personal
from reporting.workbook.page import Page

# Titles of files and names of colleagues stand there on purpose.
_OURS = frozenset({"cover", "definitions", "sources", "changes"})
# What other people wrote; elsewhere stand the client's own posts and what its team writes.
_OF_OTHERS = frozenset({"reputation"})
_TABLES_OF_OTHERS = frozenset({"mention"})

_WHAT: dict[Kind, Sentence] = {
    "mail": say("e-mail addresses"),
    "phone": say("telephone numbers"),
    "handle": say("names of accounts"),
}


def judge_words(book: Book) -> Iterator[Remark]:
    if book.report.readers == "internal":
        return
    own = _own_names(book)
    for key, page in book.pages.items():
        kind = key.partition(".")[0]
        if kind in _OURS:
            continue
        found: Counter[Kind] = Counter()
        first: dict[Kind, str] = {}
        for place, words in _texts(page):
            for what, _ in personal(words, own):
                found[what] += 1
                first.setdefault(what, place)
        others = kind in _OF_OTHERS or _table_of_others(book, kind, page)
        yield from (_remark(page, what, count, first[what], others=others) for what, count in found.items())


def _own_names(book: Book) -> frozenset[str]:
    """The client's own accounts, and whatever is called as they are."""
    names = {book.report.client.name}
    for table in book.report.data:
        if table.has("account_name"):
            at = table.index("account_name")
            names |= {str(row[at]) for row in table.rows}
    return frozenset(name.removeprefix("@").casefold() for name in names)


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    for row in page.sheet.iter_rows():
        for cell in row:
            if cell.data_type == "s" and isinstance(cell.value, str):
                yield cell.coordinate, cell.value
    raw = page.extras.raw
    for at, values in enumerate(raw.rows if raw else (), raw.first if raw else 0):
        for column, value in enumerate(values, 1):
            if isinstance(value, str):
                yield f"{get_column_letter(column)}{at}", value


def _table_of_others(book: Book, kind: str, page: Page) -> bool:
    if kind != "data":
        return False
    labels = (book.report.catalog.tables[name].label[book.lang] for name in _TABLES_OF_OTHERS)
    return any(label in page.sheet.title for label in labels)


def _remark(page: Page, kind: Kind, count: int, first: str, *, others: bool) -> Remark:
    """What strangers wrote must be masked; what the client published itself, or its team wrote, is theirs to judge."""
    level: Level = "error" if others else "note" if kind == "handle" else "warning"
    return Remark(
        "personal_data",
        level,
        say("Sheet {sheet}, from {cell} on", sheet=page.sheet.title, cell=first),
        say("{what} in {n} {n:place|places}.", what=_WHAT[kind], n=count),
        say("Mask them, or make the version for internal readers.")
        if others
        else say("See whether they belong to private people, and mask them or take the text out."),
    )
