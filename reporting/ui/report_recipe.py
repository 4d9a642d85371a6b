"""Changing a recipe (layer 8): sheets, order, metrics, comparison, whom it is for; kept under a name of one's own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

import pandas as pd
import streamlit as st

from reporting.actions import recipes, reports
from reporting.catalog.model import Readers, Recipe, SheetId, SheetRecipe
from reporting.errors import BilanError, Sentence, say
from reporting.language import text
from reporting.periods import COMPARISONS
from reporting.ui import blocks, messages
from reporting.ui.filters import compare_words
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

SHEETS: Mapping[SheetId, Sentence] = {
    "cover": say("Cover"),
    "summary": say("Summary"),
    "goals": say("Goals"),
    "kpis": say("KPIs"),
    "platforms": say("Platforms"),
    "content": say("Content"),
    "audience": say("Audience"),
    "competition": say("Competition"),
    "reputation": say("E-reputation"),
    "ads": say("Ads and value"),
    "work": say("Work and time"),
    "next_steps": say("Next steps"),
    "definitions": say("Definitions"),
    "sources": say("Sources"),
    "data": say("Data"),
}
READERS: Mapping[Readers, Sentence] = {"client": say("The client"), "internal": say("The team alone")}
_KEPT = "recipe_kept"


def choice(visit: Visit) -> Recipe:
    """One of those that there are, to look at or to start from."""
    known = {recipe.id: recipe for recipe in reports.recipe_list(visit.desk)}
    kept = st.session_state.pop(_KEPT, None)
    if kept in known:
        st.session_state["recipe_edited"] = kept
        st.toast(visit.t("The recipe is kept."), icon=":material/check:")
    chosen = st.selectbox(
        visit.t("Start from"), list(known), format_func=lambda id_: known[id_].label[visit.lang], key="recipe_edited"
    )
    return known[chosen]


def editor(visit: Visit, recipe: Recipe) -> None:
    t = visit.t
    own = recipe.id in recipes.own_recipes(visit.desk)
    with blocks.card(t("Sheets"), t("A sheet with nothing to say is left out of the report, which says why.")):
        order = _sheets(visit, recipe)
    with blocks.card(t("Metrics"), t("Of the sheets that let you choose; in the order in which they are shown.")):
        wanted = _metrics(visit, recipe, order)
    with blocks.card(t("Comparison and readers")):
        compare = st.multiselect(
            t("Compared with"),
            COMPARISONS,
            list(recipe.compare),
            format_func=compare_words(t).__getitem__,
            key=f"recipe_compare_{recipe.id}",
        )
        readers = readers_choice(visit, recipe.readers, f"recipe_readers_{recipe.id}")
    made = replace(recipe, sheets=wanted, compare=tuple(compare), readers=readers)
    name = st.text_input(
        t("Name"),
        recipe.label[visit.lang] if own else t("{name}, ours", name=recipe.label[visit.lang]),
        max_chars=recipes.NAME_CHARS,
        key=f"recipe_name_{recipe.id}",
    )
    _buttons(visit, recipe, made, name, own=own)


def readers_choice(visit: Visit, now: Readers, key: str) -> Readers:
    """The client's version holds no personal data and no hours."""
    chosen = st.segmented_control(
        visit.t("Version for"),
        list(READERS),
        format_func=lambda one: text(READERS[one], visit.lang),
        default=now,
        required=True,
        key=key,
        help=visit.t("Names of people, hours and notes of the team stand only in the version for the team."),
    )
    return next((one for one in READERS if one == chosen), now)


def _sheets(visit: Visit, recipe: Recipe) -> list[SheetId]:
    """Those that are wanted, in their order."""
    t, listed = visit.t, [sheet.kind for sheet in recipe.sheets]
    every = [*listed, *(kind for kind in get_args(SheetId) if kind not in listed)]
    edited = st.data_editor(
        pd.DataFrame(
            {
                "wanted": [kind in listed for kind in every],
                "place": list(range(1, len(every) + 1)),
                "sheet": [text(SHEETS[kind], visit.lang) for kind in every],
            }
        ),
        column_config={
            "wanted": st.column_config.CheckboxColumn(t("In the report"), width="small"),
            "place": st.column_config.NumberColumn(t("Place"), min_value=1, step=1, width="small"),
            "sheet": st.column_config.TextColumn(t("Sheet"), disabled=True),
        },
        hide_index=True,
        key=f"recipe_sheets_{recipe.id}",
    )
    rows = zip(every, edited["wanted"], edited["place"], strict=True)
    wanted = [(place, at, kind) for at, (kind, shown, place) in enumerate(rows) if shown]
    return [kind for _, _, kind in sorted(wanted, key=lambda row: (row[0] or len(every), row[1]))]


def _metrics(visit: Visit, recipe: Recipe, order: list[SheetId]) -> tuple[SheetRecipe, ...]:
    """A picker for each sheet whose metrics a recipe says."""
    catalog = visit.desk.catalog
    now = {sheet.kind: sheet.metrics for sheet in recipe.sheets}
    usual: dict[SheetId, tuple[str, ...]] = {}
    for other in catalog.recipes.values():
        for sheet in other.sheets:
            if sheet.metrics:
                usual.setdefault(sheet.kind, sheet.metrics)
    made = []
    for kind in order:
        metrics = now.get(kind) or usual.get(kind, ())
        if kind in usual:
            chosen = st.multiselect(
                text(SHEETS[kind], visit.lang),
                list(catalog.metrics),
                list(metrics),
                format_func=lambda id_: catalog.metrics[id_].label[visit.lang],
                key=f"recipe_metrics_{recipe.id}_{kind}",
            )
            metrics = tuple(chosen)
        made.append(SheetRecipe(kind, metrics))
    return tuple(made)


def _buttons(visit: Visit, recipe: Recipe, made: Recipe, name: str, *, own: bool) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("Keep the recipe"), type="primary", icon=":material/save:", key="recipe_keep"):
            _do(visit, lambda: recipes.save_recipe(visit.desk, made, name).id)
        st.download_button(
            t("Download the definition"),
            recipes.recipe_text(visit.desk, recipe.id),
            f"{recipe.id}.toml",
            "text/plain",
            icon=":material/download:",
            on_click="ignore",
            key="recipe_download",
        )
        if own and st.button(t("Delete"), icon=":material/delete:", key="recipe_delete"):
            _do(visit, lambda: recipes.remove_recipe(visit.desk, recipe.id))
    if not own:
        st.caption(md_escape(t("This recipe belongs to the program; your copy stands beside it.")))


def _do(visit: Visit, work: Callable[[], str | None]) -> None:
    try:
        st.session_state[_KEPT] = work()
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.session_state.pop("recipe_edited", None)
    st.rerun()
