"""What a table shows by itself: headings, odd rows, what its cells look like; whatever stands in it."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.catalog.model import Catalog
from reporting.errors import FileError
from reporting.ingest.outline import sketch_here
from reporting.ingest.understanding.looks import Kind, Look
from reporting.ingest.understanding.propose import Outline, outline
from reporting.ingest.understanding.sketch import Sketch
from reporting.settings import Limits

Sketched = Callable[..., Sketch]


@pytest.fixture
def sketched(tmp_path: Path, catalog: Catalog) -> Sketched:
    def read(text: str, header: int | None = None, name: str = "file.csv") -> Sketch:
        path = tmp_path / "given"
        path.write_bytes(text.encode())
        return sketch_here(path, name, None, header, catalog, Limits(), tmp_path / "work")

    return read


def kinds(found: Sketch) -> list[Kind | None]:
    return [look.kind for look in found.looks]


def csv(*rows: Sequence[str]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (("https://x.com/a/1", "http://x.com/b"), "link"),
        (("1234567890123456789", "1234567890123456788"), "id"),
        (("12", "1 204", "1,204", "0"), "whole"),
        (("12.5", "3", "0.25"), "decimal"),
        (("12.5%", "3 %"), "percent"),
        (("€12.50", "3,20 €"), "money"),
        (("0:31", "1:02:03"), "clock"),
        (("2026-10-05", "2026-10-06"), "date"),
        (("05/10/2026", "31.10.2026"), "date"),
        (("Oct 5, 2026", "31 octobre 2026"), "named"),
        (("October 5", "31 oct."), "yearless"),
        (("2026-10-05T10:00:00Z", "10/05/2026 10:30"), "moment"),
        (("yes", "no", "oui"), "flag"),
        (("Photo", "Reel"), "text"),
        (("", "n/a", "-"), None),
        (("12", "7", "9", "n/a", "x"), "whole"),
    ],
)
def test_what_cells_look_like(sketched: Sketched, values: tuple[str, ...], kind: Kind | None) -> None:
    found = sketched(csv(("Name", "Thing"), *(("row", value) for value in values)))
    assert kinds(found)[1] == kind


def test_examples_are_the_first_different_texts(sketched: Sketched) -> None:
    found = sketched(csv(("A", "B"), ("x", "1"), ("x", "2"), ("y", "2"), ("z", "3"), ("u", "4")))
    assert found.looks[0].examples == ("x", "y", "z")
    assert (found.looks[0].filled, found.looks[0].distinct) == (5, 4)


@pytest.mark.parametrize(
    ("dates", "over"),
    [
        (("31/10/2026", "01/02/2026"), (True, False)),
        (("10/31/2026",), (False, True)),
        (("05/10/2026",), (False, False)),
    ],
)
def test_the_dates_prove_their_order_or_nothing(
    sketched: Sketched, dates: tuple[str, ...], over: tuple[bool, bool]
) -> None:
    assert sketched(csv(("Date", "N"), *((day, "1") for day in dates))).looks[0].over_12 == over


def test_one_date_beyond_the_sample_proves_the_order_too(sketched: Sketched) -> None:
    rows = [("01/02/2026", "1")] * 5000 + [("31/02/2026", "1")]
    assert sketched(csv(("Date", "N"), *rows)).looks[0].over_12 == (True, False)


def test_the_header_is_found_below_a_title_and_can_be_another(sketched: Sketched) -> None:
    text = csv(
        ("Weekly report", "", ""), ("Client: Acme", "", ""), ("Date", "Impressions", "Likes"), ("2026-10-01", "5", "1")
    )
    found = sketched(text)
    assert (found.header, found.headers[0], found.rows) == (3, 3, 1)
    assert found.headings == ("Date", "Impressions", "Likes")
    assert sketched(text, header=2).headings == ("Client: Acme",)
    assert sketched(text, header=99).header == 3


def test_totals_and_footnotes_are_no_data(sketched: Sketched) -> None:
    rows = (
        ("Day", "Views", "Likes"),
        ("2026-10-01", "5", "1"),
        ("Total", "5", "1"),
        ("Exported on 2026-11-02", "", ""),
    )
    found = sketched(csv(*rows))
    assert [(odd.row, odd.pattern) for odd in found.odd] == [(3, "total"), (4, r"exported on \d+\-\d+\-\d+")]


HOSTILE = (
    "<script>alert(1)</script>",
    "'; drop table seen; --",
    "=cmd|calc!A1",
    "$$x$$",
    "{0.__class__}",
    "c1",
    'a""b',
)


def test_hostile_headings_are_only_text(sketched: Sketched) -> None:
    found = sketched(csv(HOSTILE, HOSTILE, HOSTILE))
    assert found.headings == tuple(text.replace('""', '"') for text in HOSTILE)
    assert found.looks[1].examples[0] == "'; drop table seen; --"


def test_a_file_without_that_member_is_said_so(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "given"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileError):
        sketch_here(path, "file.csv", "Sheet 9", None, catalog, Limits(), tmp_path / "work")


cell = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=12) | st.sampled_from(
    ["Date", "Total", "12", "1,5", "2026-10-01", "31/10/2026", "https://x.com/a", "'; --", "n/a", "Réactions", "0:31"]
)
grids = st.lists(st.lists(cell, min_size=2, max_size=6), min_size=2, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(grids)
def test_any_grid_gives_a_proposal(sketched: Sketched, catalog: Catalog, rows: list[list[str]]) -> None:
    """Or is refused in words where it holds nothing."""
    try:
        found = sketched(csv(*rows))
    except FileError:
        return
    seen = outline(found, catalog, "any.csv")
    assert {*seen.tables} == {*catalog.tables}
    assert len(seen.columns) == len(found.headings) == len(found.looks)
    assert all(one.taken in (None, one.proposals[0]) for one in seen.columns if one.proposals)
    taken = [one.taken.to for one in seen.columns if one.taken]
    assert len(taken) == len(set(taken))


def of_kinds(*columns: tuple[str, Kind], name: str = "any.csv", examples: str = "", catalog: Catalog) -> Outline:
    looks = tuple(Look(n, {kind: 9}, 9, 9, (examples,)) for n, (_, kind) in enumerate(columns))
    headings = tuple(heading for heading, _ in columns)
    return outline(Sketch(None, len(columns), 9, (), (1,), 1, headings, looks, ()), catalog, name)


@pytest.mark.parametrize(
    ("columns", "table"),
    [
        ((("Lien du post", "link"), ("Message", "text"), ("Quand", "moment"), ("J’aime", "whole")), "post"),
        ((("Date", "date"), ("Impressions", "whole"), ("Followers", "whole")), "account_day"),
        ((("Pays", "text"), ("Nombre de personnes", "whole")), "audience"),
        ((("Day", "date"), ("Campaign", "text"), ("Cost", "money"), ("Clicks", "whole")), "ad_day"),
        ((("Date", "date"), ("Sessions", "whole"), ("Users", "whole"), ("Bounce rate", "percent")), "web_day"),
    ],
)
def test_the_kinds_of_columns_tell_the_table(
    columns: tuple[tuple[str, Kind], ...], table: str, catalog: Catalog
) -> None:
    assert of_kinds(*columns, catalog=catalog).tables[0] == table


@pytest.mark.parametrize(
    ("name", "link", "platform"),
    [
        ("report.csv", "https://www.linkedin.com/feed/update/1", "linkedin"),
        ("report.csv", "https://twitter.com/a/status/1", "x"),
        ("TikTok October.csv", "", "tiktok"),
    ],
)
def test_links_and_names_tell_the_network(name: str, link: str, platform: str, catalog: Catalog) -> None:
    assert of_kinds(("Link", "link"), name=name, examples=link, catalog=catalog).platforms == (platform,)


def test_a_name_that_says_nothing_tells_no_network(catalog: Catalog) -> None:
    assert of_kinds(("Date", "date"), name="export (3).csv", catalog=catalog).platforms == ()


def test_what_many_columns_take_grows_with_their_number(catalog: Catalog) -> None:
    """Four times the columns take about four times the work, not sixteen: a ratio of one run, not a time."""

    def took(count: int) -> float:
        columns = [(f"Impressions of the kind number {count} {n}", "whole") for n in range(count)]
        begun = time.process_time()
        of_kinds(*columns, catalog=catalog)  # type: ignore[arg-type]  # kinds by name
        return time.process_time() - begun

    took(10)
    assert took(200) < 10 * took(50)
