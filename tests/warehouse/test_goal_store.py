"""Goals of an older store, and what backup, restore, rebuild and undo leave of goals, changes, labels and notes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.actions.goals import edit_goal, goal_changes, goal_list, remove_goal, set_goal
from reporting.actions.importing import take_in, undo
from reporting.actions.labels import label_list, save_label
from reporting.actions.marks import add_mark, mark_list
from reporting.actions.reading import Upload
from reporting.actions.upkeep import rebuild
from reporting.catalog.model import Catalog
from reporting.goals.model import Goal, Scope
from reporting.periods import parse
from reporting.settings import Settings
from reporting.warehouse import content
from reporting.warehouse.backup import backup, restore
from reporting.warehouse.clients import client_named
from reporting.warehouse.connect import connect
from reporting.warehouse.goal_changes import changes_of
from reporting.warehouse.goals import goal_rows
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.marks import Mark
from reporting.warehouse.schema import MIGRATIONS
from reporting.warehouse.store import Store

TABLES = ("goal", "goal_change", "content_label", "mark", "audit")
POSTS = Path(__file__).parents[2] / "sample_data/meta_instagram_posts/Oct-01-2026_Nov-01-2026_1234567890123462.csv"


def lay_older(settings: Settings, newest: int) -> None:
    """A store as the migrations up to `newest` left it, with one goal that stands and one that was removed."""
    con = connect(settings)
    con.execute("create table schema_version (version integer not null, applied_at timestamp not null)")
    for path in sorted(MIGRATIONS.glob("*.sql")):
        number = int(path.name[:4])
        if number <= newest:
            con.execute(path.read_text("utf-8"))
            con.execute("insert into schema_version values ($number, now()::timestamp)", {"number": number})
    for removed, target in (("null", "3000"), ("timestamp '2026-10-20 08:00:00'", "0.045")):
        con.execute(
            "insert into goal (client_id, metric, kind, period_key, period_from, period_to, target, scope, baseline,"
            " owner, note, created_at, created_by, removed_at) values (1, 'post_reach', 'reach_total', '2026-10',"
            f" date '2026-10-01', date '2026-10-31', {target}, ['instagram', 'x'], null, 'Ada', null,"
            f" timestamp '2026-09-30 07:00:00', 'lea', {removed})"
        )
    con.execute(
        "insert into audit (made_at, person, action, object, details)"
        " values (timestamp '2026-10-20 08:00:00', 'max', 'goal.remove', 'goal 2', '{}')"
    )
    con.close()


def test_goals_of_an_older_store_are_what_they_were_and_have_a_history(settings: Settings, catalog: Catalog) -> None:
    lay_older(settings, 4)
    store = Store.open(settings, catalog)
    with store.read() as cur:
        (row,) = goal_rows(cur)
        changes = [
            (one.goal_id, one.at, one.person, one.field, one.before, one.after) for one in changes_of(cur, [1, 2])
        ]
    store.close()
    assert (row.id, row.target, row.platforms, row.owner) == (1, 3000, ("instagram", "x"), "Ada")
    assert (row.accounts, row.media_types, row.pillars, row.campaigns) == ((), (), (), ())
    assert (row.weight, row.stretch, row.objective, row.series, row.baseline_period) == (1, None, None, None, None)
    made = dt.datetime(2026, 9, 30, 7, tzinfo=dt.UTC)
    assert changes == [
        (1, made, "lea", "set", None, 3000),
        (2, made, "lea", "set", None, 0.045),
        (2, dt.datetime(2026, 10, 20, 8, tzinfo=dt.UTC), "max", "removed", 0.045, None),
    ]


def test_the_store_is_migrated_once(settings: Settings, catalog: Catalog) -> None:
    lay_older(settings, 4)
    for _ in range(2):
        store = Store.open(settings, catalog)
        with store.read() as cur:
            counts = [content.content(cur, table).rows for table in TABLES]
        store.close()
        assert counts == [2, 3, 0, 0, 1]


def everything(store: Store) -> dict[str, content.Content]:
    with store.read() as cur:
        return {table: content.content(cur, table) for table in TABLES}


def test_nothing_of_it_is_lost_by_backup_rebuild_and_undo(store: Store, catalog: Catalog, tmp_path: Path) -> None:
    desk = Desk(store, store.settings, local_person("tester"))
    take_in(desk, "Acme", [Upload(POSTS, POSTS.name)])
    with store.read() as cur:
        client = client_named(cur, "Acme")
    assert client is not None
    save_label(desk, ContentLabel(0, client.id, "campaign", "Rentrée", ("#rentree",), parse("2026-09-01..2026-10-05")))
    add_mark(desk, Mark(0, client.id, dt.date(2026, 10, 3), "Ouverture de la boutique"))
    goal = set_goal(
        desk,
        Goal(
            0, client.id, "post_reach", "reach_total", parse("2026-10"), 90, Scope(campaigns=("rentrée",)), stretch=95
        ),
    )
    edit_goal(desk, replace(goal, target=80), "Budget cut")
    gone = set_goal(desk, Goal(0, client.id, "posts", "reach_total", parse("2026-10"), 9))
    remove_goal(desk, gone.id, "Not ours")
    before = everything(store)
    backup(store, tmp_path / "saved")
    elsewhere = replace(store.settings, home=tmp_path / "elsewhere")
    restore(elsewhere, tmp_path / "saved")
    other = Store.open(elsewhere, catalog)
    assert everything(other) == before
    other.close()
    told = (
        goal_list(desk),
        label_list(desk),
        mark_list(desk),
        goal_changes(desk, goal.id),
        goal_changes(desk, gone.id),
    )
    rebuild(desk)
    undo(desk, 1)
    now = (goal_list(desk), label_list(desk), mark_list(desk), goal_changes(desk, goal.id), goal_changes(desk, gone.id))
    assert now == told
    assert {name: everything(store)[name] for name in TABLES[:-1]} == {name: before[name] for name in TABLES[:-1]}
