"""Kinds of report of an installation: kept, read back equal, in use at once, refused with reasons; made for readers."""

import tomllib
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.actions.batch import Batch, BatchQuery, Made, build_batch, whole
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.mailing import send_batch
from reporting.actions.recipes import (
    add_recipe,
    keep_recipe,
    own_recipes,
    recipe_text,
    remove_recipe,
    sheet_choices,
)
from reporting.actions.reports import build_report, preview_report, recipe_list
from reporting.catalog.load import load_catalog
from reporting.catalog.model import Readers, Recipe, SheetId, SheetRecipe
from reporting.catalog.own import recipe_in
from reporting.catalog.words import Words
from reporting.catalog.write import toml_of
from reporting.errors import ConflictError, DefinitionError, QueryError
from reporting.language import text
from reporting.periods import COMPARISONS, month
from reporting.warehouse.model import Client
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
BOARD = Recipe(
    "",
    Words("Board: “Q&A” report", "Rapport du conseil"),
    (SheetRecipe("kpis", ("posts", "post_reach")), SheetRecipe("cover"), SheetRecipe("sources")),
    ("previous",),
    "internal",
)


def a_reported_client(desk: Desk) -> int:
    client = a_client(desk.store, "Acme")
    rows = [{"post": str(at), "published_on": OCTOBER.start, "account": "a", "reach": 100} for at in range(3)]
    stock(desk.store, "Acme", "post", rows)
    return client.id


def test_a_recipe_is_kept_read_back_and_in_use_at_once(desk: Desk) -> None:
    id_ = keep_recipe(desk, BOARD)
    kept = replace(BOARD, id="board_q_a_report")
    assert (id_, desk.catalog.recipes[id_]) == (kept.id, kept)
    assert load_catalog(desk.settings.formats).recipes[id_] == kept
    assert kept in recipe_list(desk)
    assert [(one.id, one.faults) for one in own_recipes(desk)] == [(id_, ())]
    assert tomllib.loads(own_recipes(desk)[0].text)["sheet"][0] == {"kind": "kpis", "metrics": ["posts", "post_reach"]}
    plan = preview_report(desk, ReportQuery(a_reported_client(desk), OCTOBER, "en", id_))
    assert [sheet.name for sheet in plan.sheets] == ["KPIs", "Cover", "Sources"]
    assert list(plan.compared) == ["previous"]
    assert plan.file_name == "Acme_2026-10_v1-internal-draft.xlsx"


def test_a_change_needs_to_be_meant_and_a_shipped_recipe_is_never_changed(desk: Desk) -> None:
    id_ = keep_recipe(desk, BOARD)
    with pytest.raises(ConflictError, match="board_q_a_report"):
        keep_recipe(desk, BOARD)
    changed = replace(BOARD, id=id_, sheets=BOARD.sheets[:1])
    assert keep_recipe(desk, changed, over=True) == id_
    assert desk.catalog.recipes[id_] == changed
    with pytest.raises(ConflictError, match="monthly"):
        keep_recipe(desk, replace(BOARD, id="monthly"), over=True)
    assert desk.catalog.recipes["monthly"] == load_catalog().recipes["monthly"]


@pytest.mark.parametrize(
    ("recipe", "code"),
    [
        (replace(BOARD, sheets=()), "NO_SHEETS"),
        (replace(BOARD, label=Words("Board", "  ")), "RECIPE_NAME"),
        (replace(BOARD, label=Words("x" * 81, "Conseil")), "RECIPE_NAME"),
    ],
)
def test_what_is_no_report_is_refused_and_nothing_is_written(desk: Desk, recipe: Recipe, code: str) -> None:
    with pytest.raises(ConflictError) as refused:
        keep_recipe(desk, recipe)
    assert (refused.value.code, own_recipes(desk)) == (code, [])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"posts"', '"applause"', "applause"),
        ('"kpis"', '"figures"', "figures"),
        ("[[sheet]]", "[[sheet", "not valid TOML"),
        ('id = "board"', 'id = "../board"', "must be the file's name"),
    ],
)
def test_a_file_of_a_colleague_is_taken_in_or_every_fault_is_named(desk: Desk, old: str, new: str, fault: str) -> None:
    good = toml_of(replace(BOARD, id="board"))
    with pytest.raises(DefinitionError, match=fault):
        add_recipe(desk, good.replace(old, new))
    assert own_recipes(desk) == []
    assert add_recipe(desk, good) == "board"
    assert recipe_text(desk, desk.catalog.recipes["board"]) == good == own_recipes(desk)[0].text


def test_a_recipe_that_is_taken_away_is_gone_and_no_path_leads_out_of_the_folder(desk: Desk) -> None:
    id_ = keep_recipe(desk, BOARD)
    for other in ("monthly", "../formats/x", "nothing"):
        with pytest.raises(ConflictError, match="There is no own kind of report"):
            remove_recipe(desk, other)
    remove_recipe(desk, id_)
    assert own_recipes(desk) == []
    with pytest.raises(QueryError, match="board_q_a_report"):
        build_report(desk, ReportQuery(a_reported_client(desk), OCTOBER, "en", id_))


def test_a_name_in_another_script_or_with_a_digit_first_gets_an_id_that_can_be_read_back(desk: Desk) -> None:
    for name in ("2026 review", "報告", "Été à la mer", "../../etc"):
        id_ = keep_recipe(desk, replace(BOARD, label=Words(name, "Bilan")))
        assert desk.catalog.recipes[id_].label.en == name
    assert [one.id for one in own_recipes(desk)] == ["etc", "ete_a_la_mer", "report", "report_2026_review"]


def test_every_shipped_recipe_shows_only_metrics_that_the_editor_offers_too(desk: Desk) -> None:
    choices = sheet_choices(desk)
    for recipe in load_catalog().recipes.values():
        for sheet in recipe.sheets:
            assert set(sheet.metrics) <= set(choices.get(sheet.kind, ())), (recipe.id, sheet.kind)


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
sheets = st.lists(
    st.builds(
        SheetRecipe,
        st.sampled_from(get_args(SheetId)),
        st.lists(st.sampled_from(["posts", "post_reach", "followers"]), unique=True).map(tuple),
    ),
    unique_by=lambda sheet: sheet.kind,
    min_size=1,
).map(tuple)


@given(
    st.builds(
        Recipe,
        st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
        st.builds(Words, names, names),
        sheets,
        st.sampled_from([(), COMPARISONS, COMPARISONS[:1], COMPARISONS[1:]]),
        st.sampled_from(get_args(Readers)),
    )
)
@settings(max_examples=60, deadline=None)
def test_the_text_of_a_recipe_reads_back_as_the_recipe(recipe: Recipe) -> None:
    assert recipe_in(toml_of(recipe)) == recipe


def test_reports_of_all_clients_are_for_the_readers_and_beside_the_periods_that_were_asked_for(desk: Desk) -> None:
    a_reported_client(desk)
    asked: list[ReportQuery] = []

    def make(client: Client, query: ReportQuery) -> Made:
        asked.append(query)
        return Made(client, whole(desk, query).file_name)

    batch = build_batch(desk, BatchQuery(OCTOBER, "monthly", "en", (), (), "internal"), make)
    assert [(one.compare, one.readers) for one in asked] == [((), "internal")]
    assert [one.file_name for one in batch.made] == ["Acme_2026-10_v1-internal-draft.xlsx"]


def test_the_version_for_the_team_is_never_sent(desk: Desk) -> None:
    id_ = keep_recipe(desk, BOARD)
    for query in (BatchQuery(OCTOBER, id_), BatchQuery(OCTOBER, "monthly", readers="internal")):
        with pytest.raises(ConflictError) as refused:
            send_batch(desk, Batch(query), lambda _: b"")
        assert refused.value.code == "INTERNAL_BY_MAIL"
        assert "équipe" in text(refused.value.sentences[0], "fr")
