"""Making a kind of report of one's own (layer 8): names, readers, comparison, sheets in their order, metrics of each.

The order and the start lie in the session; the fields' keys carry a round, so that another start begins them anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

import streamlit as st

from reporting.actions import recipes, reports
from reporting.catalog.model import Readers, Recipe, SheetId, SheetRecipe
from reporting.catalog.words import Words
from reporting.errors import BilanError, Sentence, say
from reporting.language import text
from reporting.periods import COMPARISONS
from reporting.ui import messages
from reporting.ui.blocks import card
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
READERS: Mapping[Readers, Sentence] = {"client": say("for the client"), "internal": say("for the team")}
_STATE, _KEPT = "bilan_recipe", "bilan_recipe_kept"
_USUAL = "monthly"


@dataclass(slots=True)
class _Draft:
    """What is edited: the recipe that it starts from, and the kinds of sheets in the order that they have now."""

    start: Recipe
    order: list[SheetId]
    round: int = 0

    def key(self, name: str) -> str:
        return f"recipe_{name}_{self.round}"


def show(visit: Visit) -> None:
    """Nothing is kept before the button is pressed."""
    t = visit.t
    if kept := st.session_state.pop(_KEPT, None):
        st.toast(t("Kept: {name}.", name=md_escape(kept)), icon=":material/check:")
    own = {one.id for one in recipes.own_recipes(visit.desk)}
    draft = _draft(visit, own)
    mine = draft.start.id in own
    label = _names(visit, draft, mine=mine)
    with st.container(horizontal=True, gap="large"):
        readers = _readers(visit, draft)
        compare = st.pills(
            t("Beside which periods"),
            COMPARISONS,
            format_func={"previous": t("previous period"), "year": t("a year before")}.__getitem__,
            selection_mode="multi",
            default=draft.start.compare,
            key=draft.key("compare"),
        )
    sheets = _sheets(visit, draft)
    made = Recipe(
        draft.start.id if mine else "",
        label,
        sheets,
        tuple(one for one in COMPARISONS if one in compare),
        readers,
    )
    _buttons(visit, draft, made, mine=mine)


def _draft(visit: Visit, own: set[str]) -> _Draft:
    """The draft of the session; another one at another choice of where to begin."""
    t, known = visit.t, {one.id: one for one in reports.recipe_list(visit.desk)}
    draft: _Draft | None = st.session_state.get(_STATE)
    if draft is None or draft.start.id not in known:
        draft = st.session_state[_STATE] = _begun(known[_USUAL], 0)

    def named(id_: str) -> str:
        name = known[id_].label[visit.lang]
        return t("{name} (ours)", name=name) if id_ in own else name

    chosen = st.selectbox(
        t("Begin with"),
        list(known),
        index=list(known).index(draft.start.id),
        format_func=named,
        help=t("One that comes with Bilan is copied; one of yours is changed."),
        key=draft.key("start"),
    )
    if chosen != draft.start.id:
        st.session_state[_STATE] = _begun(known[chosen], draft.round + 1)
        st.rerun()
    return draft


def _begun(recipe: Recipe, round_: int) -> _Draft:
    named = [sheet.kind for sheet in recipe.sheets]
    return _Draft(recipe, [*named, *(kind for kind in get_args(SheetId) if kind not in named)], round_)


def _names(visit: Visit, draft: _Draft, *, mine: bool) -> Words:
    t, label = visit.t, draft.start.label
    words = label if mine else Words(f"{label.en} – copy", f"{label.fr} – copie")
    left, right = st.columns(2)
    most = recipes.NAME_CHARS
    english = left.text_input(t("Name in English"), words.en, max_chars=most, key=draft.key("en"))
    french = right.text_input(t("Name in French"), words.fr, max_chars=most, key=draft.key("fr"))
    return Words(english, french)


def _readers(visit: Visit, draft: _Draft) -> Readers:
    chosen = st.segmented_control(
        visit.t("Whom it is for"),
        list(READERS),
        format_func=lambda one: text(READERS[one], visit.lang),
        default=draft.start.readers,
        required=True,
        help=visit.t("Personal data, hours and internal notes stand only in the version for the team."),
        key=draft.key("readers"),
    )
    return "internal" if chosen == "internal" else "client"


def _sheets(visit: Visit, draft: _Draft) -> tuple[SheetRecipe, ...]:
    """The ticked ones in their order."""
    choices = recipes.sheet_choices(visit.desk)
    found = {sheet.kind: sheet.metrics for sheet in draft.start.sheets}
    made: list[SheetRecipe] = []
    about = visit.t("In their order. A sheet with nothing to say is left out of a report, and Sources says why.")
    with card(visit.t("Sheets"), about):
        for at, kind in enumerate(draft.order):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                on = st.checkbox(text(SHEETS[kind], visit.lang), kind in found, width=230, key=draft.key(f"on_{kind}"))
                _moves(visit, draft, at)
                metrics = _metrics(visit, draft, kind, choices.get(kind, ()), found.get(kind, ())) if on else ()
            if on:
                made.append(SheetRecipe(kind, metrics))
    return tuple(made)


def _moves(visit: Visit, draft: _Draft, at: int) -> None:
    t, last = visit.t, len(draft.order) - 1
    name = text(SHEETS[draft.order[at]], visit.lang)
    up, down = t("{sheet}: earlier", sheet=name), t("{sheet}: later", sheet=name)
    for step, icon, words, off in ((-1, "upward", up, at == 0), (1, "downward", down, at == last)):
        if st.button(
            "",
            icon=f":material/arrow_{icon}:",
            type="tertiary",
            help=words,
            disabled=off,
            key=draft.key(f"{icon}_{draft.order[at]}"),
        ):
            draft.order[at], draft.order[at + step] = draft.order[at + step], draft.order[at]
            st.rerun()


def _metrics(
    visit: Visit, draft: _Draft, kind: SheetId, offered: tuple[str, ...], start: tuple[str, ...]
) -> tuple[str, ...]:
    """In the order in which they are picked."""
    if not offered:
        return start
    known = visit.desk.catalog.metrics
    listed = [*dict.fromkeys((*start, *offered))]
    key = draft.key(f"metrics_{kind}")
    count = len(st.session_state.get(key, start))
    words = visit.t("{n} {n:metric|metrics}", n=count)
    if kind == "data" and not count:
        words = visit.t("as on the other sheets")
    with st.popover(words, icon=":material/tune:", key=f"{key}_open"):
        chosen = st.multiselect(
            visit.t("Metrics, in their order"),
            listed,
            default=start,
            format_func=lambda id_: known[id_].label[visit.lang],
            key=key,
        )
        if kind == "content":
            st.caption(visit.t("The first one ranks the posts."))
    return tuple(chosen)


def _buttons(visit: Visit, draft: _Draft, made: Recipe, *, mine: bool) -> None:
    t = visit.t
    with st.container(horizontal=True):
        if st.button(t("Keep this kind of report"), type="primary", icon=":material/check:", key="recipe_keep"):
            _keep(visit, draft, made, over=mine)
        if mine:
            st.download_button(
                t("Download"),
                recipes.recipe_text(visit.desk, draft.start),
                f"{draft.start.id}.toml",
                "text/plain",
                icon=":material/download:",
                on_click="ignore",
                key="recipe_download",
            )
            if st.button(t("Keep as another one"), icon=":material/content_copy:", key="recipe_copy"):
                _keep(visit, draft, replace(made, id=""), over=False)
            if st.button(t("Delete"), icon=":material/delete:", key="recipe_delete"):
                recipes.remove_recipe(visit.desk, draft.start.id)
                st.session_state.pop(_STATE)
                st.rerun()


def _keep(visit: Visit, draft: _Draft, made: Recipe, *, over: bool) -> None:
    try:
        id_ = recipes.keep_recipe(visit.desk, made, over=over)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    kept = visit.desk.catalog.recipes[id_]
    st.session_state[_STATE] = _begun(kept, draft.round + 1)
    st.session_state[_KEPT] = kept.label[visit.lang]
    st.rerun()
