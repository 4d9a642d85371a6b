"""What there is to say about a file beyond its figures (layer 2, pure)."""

import datetime as dt
import difflib

from reporting.catalog.folding import fold
from reporting.errors import say
from reporting.ingest.model import Notice
from reporting.ingest.understanding.blocks import filled
from reporting.ingest.understanding.recognise import Fit, Recognition
from reporting.ingest.understanding.shapes import Source
from reporting.ingest.understanding.sqltext import letters
from reporting.ingest.understanding.survey import Survey
from reporting.ingest.understanding.totals import Count
from reporting.ingest.understanding.values import Manner
from reporting.ingest.understanding.vocabulary import Vocabulary

_SHOWN = 12


def unknown(recognition: Recognition) -> tuple[Notice, ...]:
    """Why no format fits: the nearest one, what it lacks, what the file has instead."""
    if not recognition.nearest:
        title = recognition.block.title
        named = (Notice("info", say("Its title is “{title}”.", title=title)),) if title else ()
        return (
            Notice("error", say("No format that is known here looks like this table.")),
            *named,
            Notice("info", say("Its headings are: {headings}.", headings=_headings(recognition))),
        )
    first, *others = recognition.nearest
    said = [Notice("error", say("This looks like “{format}”, but it isn’t quite that.", format=first.format.title))]
    said += _differences(first, recognition)
    if others:
        titles = [fit.format.title for fit in others]
        said.append(Notice("info", say("Also near: {formats}.", formats=titles)))
    said.append(Notice("info", say("Export it again with all its columns, or add the missing headings to the format.")))
    return tuple(said)


def _differences(fit: Fit, recognition: Recognition) -> list[Notice]:
    said = []
    vocabulary = Vocabulary(fit.format)
    lacks = [vocabulary.heading_of(target) for target in fit.lacks]
    if lacks:
        said.append(Notice("error", say("Missing: {headings}.", headings=lacks)))
    near = [heading for wanted in lacks for heading in _like(wanted, fit.meaning.unknown)]
    if near:
        said.append(Notice("info", say("Nearest in the file: {headings}.", headings=near)))
    against = [heading for heading in fit.against if heading]
    if against:
        said.append(
            Notice("error", say("It has headings that this format never has: {headings}.", headings=against[:_SHOWN]))
        )
    for condition in fit.unmet:
        values = list(condition.values[:4])
        said.append(
            Notice(
                "error",
                say(
                    "The column “{column}” doesn’t hold what this format has there ({values}).",
                    column=condition.to,
                    values=values,
                ),
            )
        )
    said.append(Notice("info", say("Its headings are: {headings}.", headings=_headings(recognition))))
    return said


def _like(wanted: str, headings: tuple[str, ...]) -> list[str]:
    folded = {fold(heading): heading for heading in headings}
    return [folded[text] for text in difflib.get_close_matches(fold(wanted), list(folded), n=1, cutoff=0.6)]


def _headings(recognition: Recognition) -> list[str]:
    found = [cell.strip() for cell in recognition.block.header[1] if cell is not None and filled(cell)]
    return found[:_SHOWN] + (["…"] if len(found) > _SHOWN else [])


def year_taken(last: dt.date, answered: bool, named: bool) -> Notice:
    """Which year dates without one were given, and from what."""
    if answered:
        return Notice("info", say("The dates have no year: the last one is {day}, as answered.", day=last))
    if named:
        return Notice(
            "info", say("The dates have no year: the last one is {day}, from the name of the file.", day=last)
        )
    return Notice(
        "warning",
        say(
            "The dates have no year: the last one is taken for {day}, the newest that is possible. Say so if it isn’t.",
            day=last,
        ),
    )


def without_period() -> Notice:
    return Notice(
        "warning",
        say(
            "Neither the file nor its name says which days it covers. Its figures are kept, but no period can count "
            "them: export it again for chosen days."
        ),
    )


def platform_not_used(platform: str, answer: str) -> Notice:
    return Notice(
        "warning",
        say(
            "The file itself says that it is from {platform}; the answer {answer} was not used.",
            platform=platform,
            answer=answer,
        ),
    )


def _blank(fit: Fit) -> list[Notice]:
    """Columns with cells but without a heading."""
    block = fit.block
    if fit.shape not in ("rows", "series"):
        return []
    under = [cells for row_no, cells in block.grid.head if row_no > block.header[0]]
    blank = [n for n, cell in enumerate(block.header[1][: block.width]) if not filled(cell)]
    bound = {b.place for b in fit.meaning.bound}
    found = [letters(n) for n in blank if n not in bound and any(filled(cells[n]) for cells in under if n < len(cells))]
    if not found:
        return []
    return [
        Notice(
            "warning",
            say(
                "{n:Column|Columns} {columns} {n:has|have} no heading and {n:was|were} left out.",
                n=len(found),
                columns=found,
            ),
        )
    ]


def before(fit: Fit, survey: Survey, source: Source, manner: Manner) -> tuple[Notice, ...]:
    """What was decided for the whole table, and columns that stand there twice."""
    said = _blank(fit)
    if survey.grouped and manner.marks.counts == "comma":
        said.append(
            Notice("warning", say("Figures such as 1.234 were read as thousands, as the rest of the file suggests."))
        )
    for (first, _), rows in zip(source.twice, survey.differing, strict=True):
        if rows:
            said.append(
                Notice(
                    "warning",
                    say(
                        "“{heading}” stands there twice and differs in {n} {n:row|rows}; the first counts.",
                        heading=first.heading,
                        n=rows,
                    ),
                )
            )
    return tuple(said)


def after(counted: Count, collapsed: int, *, parts: bool) -> tuple[Notice, ...]:
    """Oddities in the rows that go in."""
    said = []
    if collapsed and parts:
        said.append(
            Notice(
                "info",
                say(
                    "{n} {n:row is|rows are} about the same thing as another row; their figures were added up.",
                    n=collapsed,
                ),
            )
        )
    elif collapsed:
        said.append(
            Notice(
                "warning", say("{n} {n:row|rows} stood there twice, word for word; each was taken once.", n=collapsed)
            )
        )
    if counted.bounds:
        said.append(
            Notice(
                "info",
                say(
                    "{n} {n:cell gives|cells give} only a bound such as “< 1%”; they count as missing.",
                    n=counted.bounds,
                ),
            )
        )
    absent = counted.absent - counted.bounds
    if absent:
        said.append(
            Notice("info", say("{n} {n:cell says|cells say} that there is no value; that is not zero.", n=absent))
        )
    if counted.serials:
        said.append(
            Notice(
                "warning",
                say(
                    "{n} {n:date was|dates were} written as a spreadsheet’s day number and {n:was|were} read as such.",
                    n=counted.serials,
                ),
            )
        )
    if counted.links:
        said.append(
            Notice(
                "warning",
                say("{n} {n:address was|addresses were} dropped: only http and https are kept.", n=counted.links),
            )
        )
    if counted.over:
        said.append(
            Notice(
                "warning",
                say("{n} {n:share is|shares are} above 100%; the export says so, look at them.", n=counted.over),
            )
        )
    return tuple(said)
