"""What is left of recognition when headings change: `python -m bench.recognition` prints docs/recognition.md.

Each column of each sample is dropped and renamed in turn; all columns are put in the opposite order, written in
capitals and in small letters, and into every other language that the format knows. Counted is what then comes of the
file: `still` the same format with the same meaning of every heading that is left, `asked` a question, `unknown` no
format, or refused, with the reason; `wrong` is another format, or another meaning, and must never be, but where one of
the headings in KNOWN is gone.
"""

import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from reporting.catalog.folding import fold
from reporting.catalog.format import Format
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog
from reporting.ingest.golden import SAMPLE_ANSWERS, SAMPLE_DAY, sample_files
from reporting.ingest.grid import Grid
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.ingest.understanding.describe import Inspection, describe
from reporting.ingest.understanding.recognise import Fit, Recogniser, Recognition
from reporting.settings import Limits

SAMPLES = Path(__file__).parents[1] / "sample_data"
CHANGES = ("dropped", "renamed", "reordered", "capitals", "small letters", "translated")
SAYS = ("still", "asked", "unknown", "wrong")
OUTCOMES = {"recognised": "wrong", "ambiguous": "asked", "unknown": "unknown", "refused": "unknown"}
HEADED = ("rows", "twins", "fanned")
NOBODYS = "Zzyzx"
PERIOD = "without its days it is the export of the whole period, with the same amounts"
KNOWN: Mapping[str, tuple[frozenset[str], str]] = {
    "ga4_days": (frozenset({"Nth day"}), "numbers of days under another name are a split of the period by that name"),
    "ga4_day_splits": (
        frozenset({"Date", "Pays"}),
        "without its days it is a split of the whole period, and one row a day without its group is the whole site’s",
    ),
    "google_ads_days": (frozenset({"Day", "Tag", "Jour"}), PERIOD),
    "linkedin_ads_days": (frozenset({"Start Date (in UTC)", "Date de début (en UTC)"}), PERIOD),
    "meta_ads_days": (frozenset({"Day", "Jour"}), PERIOD),
    "meta_ads_formatted": (
        frozenset({"Amount spent (UAH)"}),
        "without its amounts it is the sheet of raw data, which says the same figures",
    ),
    "meta_ads_months": (
        frozenset({"Month", "Mois"}),
        "without its months it is an export of periods, and each row says which",
    ),
    "pinterest_ads_days": (frozenset({"Date"}), PERIOD),
    "search_console_splits": (
        frozenset({"Position", "Last 3 months Position"}),
        "an export of Discover is an export of Search without positions",
    ),
    "tiktok_ads_days": (frozenset({"By Day", "Par jour"}), PERIOD),
}
"""Headings without which a file can’t be told from another export: the format, the headings, and the reason."""
Header = tuple[str | None, ...]


@dataclass
class Tally:
    """Of one format: how often each change had which outcome, what was taken wrongly, and what is known to be."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: {change: Counter() for change in CHANGES})
    wrong: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def measured(catalog: Catalog) -> dict[str, Tally]:
    """Every format with a header row, each with all of its samples."""
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as work:
        for id_, format_ in catalog.formats.items():
            if format_.shape in HEADED and (SAMPLES / id_).is_dir():
                tallies[id_] = Tally()
                for path in sample_files(SAMPLES / id_):
                    _measure(tallies[id_], catalog, format_, path, Path(work))
    return tallies


def _measure(tally: Tally, catalog: Catalog, format_: Format, path: Path, work: Path) -> None:
    recogniser = Recogniser(catalog)
    with connect(work, readable=(path,), limits=Limits()) as con:
        for grid in read_grids(path, path.name, con, Limits()):
            found = recogniser.recognise(con, grid)[0] if isinstance(grid, Grid) else None
            if found is None or [fit.format.id for fit in found.fits] != [format_.id]:
                continue
            for change, what, header in _changes(found.fits[0]):
                spoilt = _written(con, found.block.grid, found.block.header[0], header)
                said = _said(recogniser.recognise(con, spoilt)[0], found.fits[0])
                if said == "wrong":
                    inspection = Inspection(con, catalog, SAMPLE_ANSWERS, path.name, "0" * 64, work, SAMPLE_DAY)
                    said = OUTCOMES[describe(inspection, [spoilt])[0].status]
                tally.counts[change][said] += 1
                if said == "wrong" and what in KNOWN.get(format_.id, ((), ""))[0]:
                    tally.known.add(what)
                elif said == "wrong":
                    tally.wrong.append(f"{path.name}: {change} {what}")


def _changes(fit: Fit) -> Iterator[tuple[str, str, tuple[int | None, Header]]]:
    """The change, the heading that it is about, and the header row; a dropped column by its place."""
    cells = fit.block.header[1]
    filled = [place for place, cell in enumerate(cells) if cell and cell.strip()]
    for place in filled:
        yield "dropped", cells[place] or "", (place, cells)
        yield "renamed", cells[place] or "", (None, (*cells[:place], NOBODYS, *cells[place + 1 :]))
    yield "reordered", "", (-1, cells)
    yield "capitals", "", (None, tuple(cell and cell.upper() for cell in cells))
    yield "small letters", "", (None, tuple(cell and cell.lower() for cell in cells))
    for lang in sorted({lang for column in fit.format.columns for lang in column.headings}):
        yield "translated", f"into {lang}", (None, _translated(fit, lang))


def _translated(fit: Fit, lang: str) -> Header:
    """Every heading whose column has one in the language, in that language; the others stay: a mixed file."""
    words = {
        bound.place: bound.column.headings[lang][0]
        for bound in fit.meaning.bound
        if lang in bound.column.headings and not bound.column.pattern
    }
    return tuple(words.get(place, cell) for place, cell in enumerate(fit.block.header[1]))


_numbers = itertools.count()


def _written(con: duckdb.DuckDBPyConnection, grid: Grid, row: int, change: tuple[int | None, Header]) -> Grid:
    """The same cells with another header row, one column less, or the columns from right to left."""
    place, header = change
    names = [f"c{number}" for number in range(1, grid.width + 1)]
    if place == -1:
        names.reverse()
    elif place is not None:
        names.pop(place)
    relation = f"changed_{next(_numbers)}"
    taken = ", ".join(f"{name} as c{number}" for number, name in enumerate(names, start=1))
    con.execute(f"create temp table {relation} as select row_no, {taken} from {grid.relation}")
    if place is None:
        cells = ", ".join(f"c{number} = $h{number}" for number in range(1, len(header) + 1))
        values = {f"h{number}": cell for number, cell in enumerate(header, start=1)}
        con.execute(f"update {relation} set {cells} where row_no = {row}", values)
    rows = con.execute(f"select * from {relation} order by row_no limit 60").fetchall()
    head = tuple((line[0], tuple(line[1:])) for line in rows)
    return replace(grid, relation=relation, width=len(names), head=head)


def _said(now: Recognition, before: Fit) -> str:
    if not now.fits:
        return "unknown"
    if len(now.fits) > 1:
        return "asked"
    (fit,) = now.fits
    meant: dict[str, set[str | None]] = {}  # a date that also says the time is of two targets
    for bound in before.meaning.bound:
        meant.setdefault(fold(bound.heading), set()).add(bound.column.to)
    other = any(b.column.to not in meant.get(fold(b.heading), {b.column.to}) for b in fit.meaning.bound)
    return "wrong" if fit.format.id != before.format.id or other else "still"


def table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Markdown, a line a format."""
    yield "# What is left of recognition when headings change"
    yield ""
    yield "Made by `python -m bench.recognition`; what is counted stands in `bench/recognition.py`. Each cell: still"
    yield "recognised / asked / unknown with the reason. Wrongly taken: "
    yield f"**{sum(len(tally.wrong) for tally in tallies.values())}**."
    yield ""
    yield f"| format | {' | '.join(CHANGES)} |"
    yield f"|---|{'---|' * len(CHANGES)}"
    for id_, tally in tallies.items():
        cells = (" / ".join(str(tally.counts[change][say]) for say in SAYS[:3]) for change in CHANGES)
        yield f"| `{id_}` | {' | '.join(cells)} |"
    for id_, tally in tallies.items():
        yield from (line for what in tally.wrong for line in ("", f"Wrong: `{id_}` {what}"))
    yield from _known(tallies)


def _known(tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield ""
    yield "Taken as another format where one of these headings is dropped or renamed (counted in no cell above):"
    yield ""
    for id_, tally in tallies.items():
        if tally.known:
            names = ", ".join(f"“{name}”" for name in sorted(tally.known))
            yield f"* `{id_}`, {names}: {KNOWN[id_][1]}."


if __name__ == "__main__":
    for line in table(measured(load_catalog())):
        print(line)
