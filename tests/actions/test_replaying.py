"""A format that was wrong is mended and replayed: what would change is shown first, and then it is all or nothing.

The file of these tests names its days day/month, and nothing in it says so; its first definition reads them month/day,
drops the likes and takes a note for a figure.
"""

import datetime as dt
from pathlib import Path

import pytest

from reporting.actions import importing, rejections, replaying, upkeep
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.actions.replaying import Moved
from reporting.catalog.load import load_catalog
from reporting.errors import BilanError, ConflictError
from reporting.ingest.model import Answers
from reporting.language import text
from reporting.warehouse import content, originals

WRONG = """
id = "shop_days"
title = { en = "Shop: days", fr = "Boutique : jours" }
platforms = ["facebook"]
table = "account_day"
shape = "rows"
source = "a test"
needs = ["day", "views"]

[[column]]
to = "day"
type = "date"
order = "mdy"
heading.en = ["Shop day"]

[[column]]
to = "views"
type = "count"
heading.en = ["Shop views"]

[[column]]
drop = { en = "Not needed.", fr = "Inutile." }
heading.en = ["Shop likes"]

[[column]]
to = "comments"
type = "count"
heading.en = ["Shop note"]
"""
DROPPED = '[[column]]\ndrop = { en = "Not needed.", fr = "Inutile." }'
MENDED = (
    WRONG.replace('"mdy"', '"dmy"')
    .replace(DROPPED, '[[column]]\nto = "likes"\ntype = "count"')
    .replace('[[column]]\nto = "comments"\ntype = "count"', DROPPED)
)
# 1, 2 and 3 October: read month/day, the first two are in January and February; the note keeps the third out.
FILE = "Shop day,Shop views,Shop likes,Shop note\n01/10/2026,100,7,\n02/10/2026,20,3,\n03/10/2026,5,1,good\n"
OTHER = "Shop day,Shop views,Shop likes\n04/10/2026,50,2\n"


def define(desk: Desk, definition: str) -> None:
    desk.settings.formats.mkdir(exist_ok=True)
    (desk.settings.formats / "shop_days.toml").write_text(definition)
    catalog = load_catalog(desk.settings.formats)
    assert not catalog.set_aside
    desk.store.learn(catalog)


def take_in(desk: Desk, folder: Path, name: str, content_: str) -> int:
    path = folder / name
    path.write_text(content_)
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, name, Answers(account="shop"))])
    assert receipt.found.status == "recognised", receipt.found.notices
    return receipt.import_id or 0


@pytest.fixture
def misread(desk: Desk, tmp_path: Path) -> int:
    """The number of an import that a wrong definition has read."""
    define(desk, WRONG)
    return take_in(desk, tmp_path, "shop.csv", FILE)


def contents(desk: Desk) -> dict[str, content.Content]:
    with desk.store.read() as cur:
        return {name: content.content(cur, name) for name in content.tables(cur)}


def days(desk: Desk) -> list[tuple[dt.date, int, int | None]]:
    with desk.store.read() as cur:
        return cur.execute("select day, views, likes from current_account_day order by day").fetchall()


def test_an_import_is_known_by_the_definition_that_read_it(desk: Desk, misread: int) -> None:
    assert [(one.entry.id, one.changed) for one in replaying.candidates(desk)] == [(misread, False)]
    define(desk, WRONG.replace("Shop: days", "Shop, by day").replace("a test", "another test"))
    assert [one.changed for one in replaying.candidates(desk)] == [False]
    define(desk, MENDED)
    assert [one.changed for one in replaying.candidates(desk)] == [True]
    replaying.replay(desk, [misread])
    assert [one.changed for one in replaying.candidates(desk)] == [False]


def test_an_import_of_before_is_not_known_to_have_changed_or_not(desk: Desk, misread: int) -> None:
    with desk.store.write() as cur:
        cur.execute('update "import" set definition = null where id = $id', {"id": misread})
    assert [one.changed for one in replaying.candidates(desk)] == [None]


def test_a_preview_shows_every_difference_and_leaves_nothing(desk: Desk, misread: int) -> None:
    define(desk, MENDED)
    before = contents(desk)
    seen = replaying.preview(desk, [misread])
    (pair,) = seen.pairs
    assert (pair.before.rows, pair.after.rows) == (2, 3)
    assert (pair.before.entry.rejected, pair.after.entry.rejected) == (1, 0)
    assert pair.sums == {"views": (120.0, 125.0), "likes": (None, 11.0)}
    assert pair.differs
    assert seen.left == ()
    assert contents(desk) == before
    assert list(desk.settings.work.glob("replay-*")) == []


def test_a_preview_shows_the_months_that_change(desk: Desk, tmp_path: Path) -> None:
    """The same in posts, of which the main figures are: 7 reactions counted as none, then as 7."""
    posts = WRONG.replace('"account_day"', '"post"').replace('needs = ["day", "views"]', 'needs = ["post"]')
    posts = posts.replace('to = "day"', 'to = "published_on"') + (
        '\n[[column]]\nto = "post"\ntype = "id"\nheading.en = ["Shop post"]\n'
    )
    mended = posts.replace('"mdy"', '"dmy"').replace(
        'drop = { en = "Not needed.", fr = "Inutile." }', 'to = "likes"\ntype = "count"'
    )
    define(desk, posts)
    number = take_in(desk, tmp_path, "posts.csv", "Shop post,Shop day,Shop views,Shop likes\np1,01/10/2026,100,7\n")
    define(desk, mended)
    moved = replaying.preview(desk, [number]).moved
    january, october = dt.date(2026, 1, 1), dt.date(2026, 10, 1)
    assert {one for one in moved if one.metric in {"engagements", "posts"}} == {
        Moved("Acme", "posts", january, 1, None),
        Moved("Acme", "posts", october, None, 1),
        Moved("Acme", "engagements", october, None, 7),
    }


def test_a_replay_does_what_the_preview_showed_and_agrees_with_the_originals(desk: Desk, misread: int) -> None:
    define(desk, MENDED)
    seen = replaying.preview(desk, [misread])
    done = replaying.replay(desk, [misread])
    assert (done.pairs, done.moved) == (seen.pairs, seen.moved)
    assert days(desk) == [
        (dt.date(2026, 10, 1), 100, 7),
        (dt.date(2026, 10, 2), 20, 3),
        (dt.date(2026, 10, 3), 5, 1),
    ]
    assert upkeep.verify(desk).differences == ()
    assert rejections.rejections(desk, misread) == []
    with desk.store.read() as cur:
        (line,) = cur.execute("select action, details from audit where action = 'import.replay'").fetchall()
    assert f'"changed": [{misread}]' in line[1]


def test_days_that_two_imports_know_are_merged_as_if_both_had_been_read_so_at_first(
    desk: Desk, tmp_path: Path, misread: int
) -> None:
    define(desk, MENDED)
    newer = take_in(desk, tmp_path, "newer.csv", "Shop day,Shop views,Shop likes\n01/10/2026,130,9\n")
    replaying.replay(desk, [misread])
    assert days(desk)[0] == (dt.date(2026, 10, 1), 130, 9)
    importing.undo(desk, newer)
    assert days(desk)[0] == (dt.date(2026, 10, 1), 100, 7)
    assert upkeep.verify(desk).differences == ()


def test_a_lost_original_is_named_and_nothing_is_replayed(desk: Desk, tmp_path: Path, misread: int) -> None:
    other = take_in(desk, tmp_path, "other.csv", OTHER)
    define(desk, MENDED)
    with desk.store.read() as cur:
        (sha256,) = cur.execute('select sha256 from "import" where id = $id', {"id": other}).fetchall()[0]
    originals.place(desk.settings.originals, sha256).unlink()
    before = contents(desk)
    for act in (replaying.preview, replaying.replay):
        with pytest.raises(BilanError) as refused:
            act(desk, [misread, other])
        assert refused.value.code == "ORIGINAL_LOST"
        assert f"other.csv (import {other})" in text(refused.value.sentences[1], "en")
    assert contents(desk) == before


def test_an_original_that_is_now_another_table_stays_as_it_is_and_is_named(
    desk: Desk, tmp_path: Path, misread: int
) -> None:
    other = take_in(desk, tmp_path, "other.csv", OTHER)
    as_posts = MENDED.replace('"account_day"', '"post"').replace('to = "day"', 'to = "published_on"')
    define(
        desk,
        as_posts.replace('to = "views"\ntype = "count"', 'to = "post"\ntype = "id"').replace(
            '"day", "views"', '"post"'
        ),
    )
    before = contents(desk)
    done = replaying.replay(desk, [misread, other])
    assert done.pairs == ()
    assert [one.entry.id for one in done.left] == [misread, other]
    assert "is now of another kind: shop_days" in text(done.left[0].reason, "en")
    after = contents(desk)
    assert {name for name in before if before[name] != after[name]} == {"audit"}


def test_a_format_that_is_gone_leaves_its_imports_as_they_are(desk: Desk, misread: int) -> None:
    (desk.settings.formats / "shop_days.toml").unlink()
    desk.store.learn(load_catalog(desk.settings.formats))
    assert [one.changed for one in replaying.candidates(desk)] == [True]
    (left,) = replaying.replay(desk, [misread]).left
    assert text(left.reason, "en") == f"shop.csv (import {misread}) is not recognised any more."


def test_one_that_may_not_be_replayed_stops_them_all(desk: Desk, tmp_path: Path, misread: int) -> None:
    """The mended definition reads whose rows they are, and one file turns out to be another client's."""
    owned = MENDED + '\n[[column]]\nto = "account"\ntype = "text"\nheading.en = ["Shop name"]\n'
    dropped = WRONG + '\n[[column]]\ndrop = { en = "Not needed.", fr = "Inutile." }\nheading.en = ["Shop name"]\n'
    head = "Shop day,Shop views,Shop likes,Shop name\n"
    define(desk, owned)
    path = tmp_path / "theirs.csv"
    path.write_text(head + "04/10/2026,50,2,Their shop\n")
    importing.take_in(desk, "Rival", [Upload(path, path.name)])
    define(desk, dropped)
    wrong = take_in(desk, tmp_path, "ours.csv", head + "05/10/2026,50,2,Their shop\n")
    define(desk, owned)
    before = contents(desk)
    with pytest.raises(ConflictError) as refused:
        replaying.replay(desk, [misread, wrong])
    assert refused.value.code == "WRONG_ACCOUNT"
    assert contents(desk) == before


def test_a_number_that_is_not_in_the_list_is_refused(desk: Desk, misread: int) -> None:
    with pytest.raises(ConflictError) as refused:
        replaying.preview(desk, [misread, 999])
    assert refused.value.code == "NO_IMPORT"


def test_an_import_that_would_lose_all_its_rows_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """By the mended definition the only day of the file is no date at all."""
    define(desk, WRONG)
    number = take_in(desk, tmp_path, "one.csv", "Shop day,Shop views,Shop likes\n10/20/2026,5,1\n")
    define(desk, WRONG.replace('"mdy"', '"named"'))
    before = days(desk)
    done = replaying.replay(desk, [number])
    assert done.pairs == ()
    assert text(done.left[0].reason, "en") == (
        f"one.csv (import {number}) would lose all its rows: none of them goes in any more."
    )
    assert days(desk) == before == [(dt.date(2026, 10, 20), 5, None)]


def test_an_import_that_would_be_refused_now_stays_as_it_is_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    """By the mended definition the rows are one for each day, and the file has most days twice."""
    by_name = WRONG.replace('"account_day"', '"post"').replace('to = "day"', 'to = "published_on"')
    by_name = by_name.replace('needs = ["day", "views"]', 'needs = ["post"]').replace(
        'drop = { en = "Not needed.", fr = "Inutile." }', 'to = "post"\ntype = "id"'
    )
    define(desk, by_name)
    rows = "".join(f"10/{day}/2026,{likes},{day}{likes}\n" for day in (1, 2, 3) for likes in (1, 2))
    number = take_in(desk, tmp_path, "twice.csv", f"Shop day,Shop views,Shop likes\n{rows}")
    define(
        desk,
        by_name.replace('to = "post"\ntype = "id"', 'to = "likes"\ntype = "count"').replace(
            'to = "views"\ntype = "count"', 'to = "post"\ntype = "id"'
        ),
    )
    (left,) = replaying.replay(desk, [number]).left
    assert f"twice.csv (import {number}) would be refused now: " in text(left.reason, "en")


def test_a_question_that_the_mended_definition_asks_leaves_the_import_as_it_is(desk: Desk, misread: int) -> None:
    define(desk, MENDED.replace('["facebook"]', '["facebook", "instagram"]'))
    (left,) = replaying.replay(desk, [misread]).left
    said = text(left.reason, "en")
    assert (
        said
        == f"shop.csv (import {misread}) now has an open question: Which network is this file from? It doesn’t say."
    )
    assert [views for _, views, _ in days(desk)] == [100, 20]


def test_replaying_everything_gives_what_a_rebuild_gives(desk: Desk, tmp_path: Path, misread: int) -> None:
    """Overlapping days, an import that was taken back, another format beside: to the last row of every table."""
    newer = take_in(desk, tmp_path, "newer.csv", "Shop day,Shop views,Shop likes\n01/10/2026,130,9\n05/10/2026,1,1\n")
    gone = take_in(desk, tmp_path, "gone.csv", OTHER)
    importing.undo(desk, gone)
    totals = take_in(desk, tmp_path, "Totals.csv", "Date,Views\n2026-10-01,8\n2026-10-02,9\n")
    define(desk, MENDED)
    replaying.replay(desk, [misread, newer, totals])
    replayed = contents(desk)
    upkeep.rebuild(desk)
    rebuilt = contents(desk)
    assert {name for name in rebuilt if rebuilt[name] != replayed[name]} == {"audit"}
