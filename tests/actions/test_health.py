"""What is remembered of the exports that were offered, and what is told of it."""

import datetime as dt
from pathlib import Path

from reporting.actions import drifting, importing
from reporting.actions.desk import Desk
from reporting.actions.health import FormatHealth, Health, health
from reporting.actions.reading import Upload
from reporting.warehouse.sightings import KEPT, note_sighting
from tests.actions.test_drifting import NEW, OLD, USUAL, given, only

CHANGED = OLD.replace("Likes,", "Likes,Moon phase,").replace(",2,3,4,5", ",2,full,3,4,5").replace("Oct 5", "Oct 8")


def rows(desk: Desk, what: str) -> list[tuple[object, ...]]:
    with desk.store.read() as cur:
        return cur.execute(f"select {what} from sighting order by id").fetchall()


def told(desk: Desk) -> Health:
    return health(desk, dt.datetime.now(dt.UTC))


def of(desk: Desk, format_id: str) -> FormatHealth:
    return next(one for one in told(desk).formats if one.format.id == format_id)


def test_every_table_that_is_offered_is_written_down_taken_or_not(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n not a table")
    files = [given(tmp_path, "old.csv", OLD), given(tmp_path, "new.csv", NEW), Upload(bad, "bad.csv")]
    importing.take_in(desk, "Acme", files)
    importing.take_in(desk, "Acme", files[:1])
    assert rows(desk, "file, status, format, nearest, client_id, lacking") == [
        ("old.csv", "recognised", "x_overview", None, 1, []),
        ("new.csv", "unknown", None, "x_overview", 1, ["lost_followers"]),
        ("bad.csv", "refused", None, None, 1, []),
        ("old.csv", "duplicate", "x_overview", None, 1, []),
    ]
    headings = ["Date", "Impressions", "Likes", "Engagements", "New follows", "Unfollows"]
    assert rows(desk, "headings")[0] == (headings,)


def test_a_look_and_a_dry_run_leave_no_trace(desk: Desk, tmp_path: Path) -> None:
    files = [given(tmp_path, "old.csv", OLD), given(tmp_path, "new.csv", NEW)]
    importing.inspect(desk, files)
    importing.take_in(desk, "Acme", files, dry_run=True)
    assert rows(desk, "file") == []


def test_cells_of_a_file_are_not_kept_nor_names_of_private_ones(desk: Desk, tmp_path: Path) -> None:
    words = USUAL.replace("7,9", "777123,9")
    private = given(tmp_path, "Connections.csv", "First Name,Last Name\nAnna,Blau\n")
    importing.take_in(desk, "Acme", [given(tmp_path, "usual.csv", words), private])
    assert "777123" not in str(rows(desk, "*"))
    assert "First Name" not in str(rows(desk, "*"))


def test_labels_that_are_data_are_not_kept_as_headings(desk: Desk, tmp_path: Path) -> None:
    cities = 'Top cities\n"Lyon, France","Paris, France"\n40.5,30\n\nAge & gender\n"",Women,Men\n18-24,10,5\n'
    importing.take_in(desk, "Acme", [given(tmp_path, "audience.csv", cities)])
    assert "Lyon" not in str(rows(desk, "*"))


def test_the_memory_is_bounded_and_keeps_the_newest(desk: Desk, tmp_path: Path) -> None:
    found = only(desk, given(tmp_path, "old.csv", OLD))
    with desk.store.write() as cur:
        note_sighting(cur, found, None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        cur.execute("update sighting set id = id - $kept", {"kept": KEPT})
        note_sighting(cur, found, None, dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    assert [at.month for (at,) in rows(desk, "made_at")] == [2]  # type: ignore[attr-defined]  # timestamps


def test_health_counts_what_was_seen_and_what_never_was(desk: Desk, tmp_path: Path) -> None:
    importing.take_in(desk, "Acme", [given(tmp_path, "old.csv", OLD)])
    seen = of(desk, "x_overview")
    assert seen.seen is not None
    assert (seen.seen.recent, seen.seen.languages, seen.seen.last_day) == (1, ("en",), dt.date(2026, 10, 5))
    assert (seen.untested, seen.shifts) == (False, ())
    everything = told(desk)
    assert len(everything.never) == len(desk.catalog.formats) - 1
    assert everything.since is None
    assert of(desk, "tiktok_viewers").untested


def test_a_format_that_no_recent_file_has_tested(desk: Desk, tmp_path: Path) -> None:
    found = only(desk, given(tmp_path, "old.csv", OLD))
    with desk.store.write() as cur:
        note_sighting(cur, found, None, dt.datetime.now(dt.UTC) - dt.timedelta(days=200))
    one = of(desk, "x_overview")
    assert one.untested
    assert one.seen is not None
    assert one.seen.recent == 0


def test_a_change_is_open_until_it_is_mapped(desk: Desk, tmp_path: Path) -> None:
    upload = given(tmp_path, "new.csv", NEW)
    importing.take_in(desk, "Acme", [upload])
    one = of(desk, "x_overview")
    assert [(shift.kind, shift.old, shift.new) for shift in one.open] == [
        ("renamed", "Unfollows", "Unfollowed accounts")
    ]
    assert one.untested  # a file that nearly was one has tested nothing
    found = only(desk, upload)
    drifting.accept(desk, found, drifting.proposed(found))
    one = of(desk, "x_overview")
    assert (len(one.shifts), one.open, [mend.text for mend in one.mends]) == (1, (), ["Unfollowed accounts"])
    assert told(desk).since == dt.datetime.now(dt.UTC).date()


def test_headings_are_followed_over_time(desk: Desk, tmp_path: Path) -> None:
    importing.take_in(desk, "Acme", [given(tmp_path, "old.csv", OLD)])
    importing.take_in(desk, "Acme", [given(tmp_path, "changed.csv", CHANGED), given(tmp_path, "usual.csv", USUAL)])
    headings = {one.heading: (one.files, one.new, one.gone) for one in of(desk, "x_overview").headings}
    assert headings == {
        "Date": (3, False, False),
        "Impressions": (3, False, False),
        "Likes": (2, False, True),
        "Engagements": (3, False, False),
        "New follows": (3, False, False),
        "Unfollows": (3, False, False),
        "Moon phase": (1, True, True),
        "Like count": (1, True, False),
    }


def test_imports_from_before_are_known_by_their_format(desk: Desk, tmp_path: Path) -> None:
    """A store that is brought up to date writes down what it had taken in."""
    importing.take_in(desk, "Acme", [given(tmp_path, "old.csv", OLD)])
    script = Path(__file__).parents[2] / "reporting" / "warehouse" / "migrations" / "0002_sighting.sql"
    with desk.store.write() as cur:
        cur.execute("drop table sighting; drop sequence sighting_id;")
        cur.execute(script.read_text("utf-8"))
    assert rows(desk, "file, status, format, headings") == [("old.csv", "recognised", "x_overview", [])]
    assert not of(desk, "x_overview").untested
