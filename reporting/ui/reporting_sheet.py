"""The parts of the report page (layer 8): its language, what will be in it, making it."""

from typing import get_args

import streamlit as st

from reporting.actions import reports
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import Report
from reporting.catalog.model import Readers
from reporting.language import LANGUAGES, Language, as_language, translator
from reporting.periods import COMPARISONS
from reporting.ui import report_lint
from reporting.ui.blocks import card
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.workbook.model import Plan, SheetPlan

_NAMES = {"en": "English", "fr": "Français"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE = "bilan_report"
_CONTENTS_SHOWN = 5
USUAL = "monthly"


def report_asked(visit: Visit, view: View) -> ReportQuery:
    """In which language, of which kind, for whom. Compared as the kind says, unless the bar of filters says less."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        recipe = recipe_choice(visit)
        readers = readers_choice(visit, recipe)
        lang = language_choice(visit, view)
    compare = None if view.compare == COMPARISONS else view.compare
    return ReportQuery(view.client.id, view.period, lang, recipe, compare, readers)


def readers_choice(visit: Visit, recipe: str) -> Readers:
    """As the kind of report says, unless another is chosen."""
    t = visit.t
    chosen = st.segmented_control(
        t("Whom it is for"),
        get_args(Readers),
        format_func={"client": t("for the client"), "internal": t("for the team")}.__getitem__,
        default=visit.desk.catalog.recipes[recipe].readers,
        required=True,
        help=t("Personal data, hours and internal notes stand only in the version for the team."),
        key=f"report_readers_{recipe}",
    )
    return "internal" if chosen == "internal" else "client"


def language_choice(visit: Visit, view: View) -> Language:
    """The client's language unless another is chosen."""
    chosen = st.segmented_control(
        visit.t("Language of the report"),
        LANGUAGES,
        format_func=_NAMES.__getitem__,
        default=view.client.language,
        required=True,
        key=f"report_language_{view.client.id}",
    )
    return as_language(chosen, view.client.language)


def recipe_choice(visit: Visit) -> str:
    """Which kind of report: those that come with the program, and the installation's own."""
    known = {recipe.id: recipe for recipe in reports.recipe_list(visit.desk)}
    chosen = st.selectbox(
        visit.t("Kind of report"),
        list(known),
        index=list(known).index(USUAL),
        format_func=lambda id_: known[id_].label[visit.lang],
        width=320,
        key="report_recipe",
    )
    return chosen if chosen in known else USUAL


def contents(visit: Visit, plan: Plan, lang: Language) -> None:
    """Sheet by sheet, in the words of the report, whose language is not always the page's."""
    t = visit.t
    with card(t("What will be in it"), plan.file_name):
        sheets = st.grid(3, min_column_width=230, gap="small")
        for sheet in plan.sheets:
            with sheets.cell():
                st.markdown(_sheet(sheet, lang))
    if plan.notes:
        with st.expander(t("{n} {n:note|notes} that the report will carry", n=len(plan.notes)), icon=":material/info:"):
            for note in plan.notes:
                st.caption(md_escape(note))


def _sheet(sheet: SheetPlan, lang: Language) -> str:
    """Its name and what is in it, or why it is left out."""
    if sheet.left_out:
        return f":gray[:material/remove: {md_escape(sheet.name)}]  \n:small[:gray[{md_escape(sheet.left_out)}]]"
    shown = list(sheet.contents[:_CONTENTS_SHOWN])
    if len(sheet.contents) > _CONTENTS_SHOWN:
        shown.append(translator(lang)("{n} more", n=len(sheet.contents) - _CONTENTS_SHOWN))
    return f":green[:material/check:] **{md_escape(sheet.name)}**  \n:small[:gray[{md_escape(' · '.join(shown))}]]"


def made_workbook(wanted: tuple[ReportQuery, int]) -> Report | None:
    """The workbook that was made on this page, if nothing has changed since."""
    made: tuple[object, Report] | None = st.session_state.get(_MADE)
    return made[1] if made and made[0] == wanted else None


@st.fragment
def make(visit: Visit, view: View, query: ReportQuery) -> None:
    """Built in a thread of its own at a click; offered until anything that it was made from changes."""
    t = visit.t
    wanted = (query, view.version)
    ready = made_workbook(wanted)
    if ready is not None:
        report_lint.show(visit, ready.remarks)
    with st.container(horizontal=True, vertical_alignment="center"):
        if ready is None:
            if st.button(t("Prepare the workbook"), type="primary", icon=":material/table_view:", key="prepare"):
                with st.spinner(t("Writing the workbook…")):
                    report = reports.build_report(visit.desk, query)
                st.session_state[_MADE] = (wanted, report)
                st.rerun(scope="fragment")
            return
        st.download_button(
            md_escape(t("Download {file}", file=ready.file_name)),
            ready.data,
            ready.file_name,
            _XLSX,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="download",
        )
        st.caption(t("Ready: {n} {n:sheet|sheets}.", n=len(ready.sheets)))
