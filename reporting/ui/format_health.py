"""How well the formats still describe what comes, drawn (layer 8)."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from reporting.actions import drifting, own_formats
from reporting.actions.health import FormatHealth, Health
from reporting.catalog.repair import Mend, meaning_of
from reporting.catalog.words import Words
from reporting.errors import BilanError, Sentence, say
from reporting.language import date_text, text
from reporting.periods import month, period_text
from reporting.ui import blocks, messages
from reporting.ui.navigation import link
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.sightings import HeadingSeen, Shift

_SHIFTS: Mapping[str, Sentence] = {
    "renamed": say("“{old}” is called “{new}”"),
    "gone": say("“{old}” is gone"),
    "new": say("“{new}” is new"),
    "values": say("“{new}” holds texts that are not listed"),
    "unreadable": say("most cells of “{new}” can’t be read"),
    "order": say("“{new}” has day and month in another order"),
}
_MENDS: Mapping[str, Sentence] = {
    "heading": say("“{text}” is {column}"),
    "left_out": say("“{text}” is left out"),
    "value": say("“{text}” counts as “{meaning}” in {column}"),
    "order": say("{column}: each file tells the order of day and month"),
}
_DATES = {"fr": "DD/MM/YYYY", "en": "MMM D, YYYY"}


def headline(visit: Visit, health: Health) -> str:
    t, never = visit.t, len(health.never)
    if health.since is None:
        return t(
            "No format has changed in the last twelve months; {never} {never:was|were} never seen here", never=never
        )
    since = period_text(month(health.since.year, health.since.month), visit.lang)
    return t(
        "{n} {n:format has|formats have} changed since {since}; {never} {never:was|were} never seen here",
        n=len(health.changed),
        since=since,
        never=never,
    )


def changes(visit: Visit, health: Health) -> None:
    """Formats that have changed: what is still open, and what was mapped since."""
    t = visit.t
    for one in health.changed:
        with blocks.card(one.format.title[visit.lang]):
            for shift in one.shifts:
                mark = ":orange[:material/build:]" if shift in one.open else ":green[:material/check_circle:]"
                state = t("still open") if shift in one.open else t("not seen any more, or mapped since")
                st.markdown(f"{mark} {md_escape(shift_text(visit, shift))} — {state} · {_when(visit, shift)}")
            if one.open:
                st.caption(t("Drop such a file again under Import: it has a button that mends the format."))
    if any(one.open for one in health.changed):
        link("upload", t("Import exports"))


def _when(visit: Visit, shift: Shift) -> str:
    first, last = (date_text(at.date(), visit.lang, "medium") for at in (shift.first, shift.last))
    if first == last:
        return visit.t("seen on {day}", day=first)
    return visit.t("seen from {first} to {last}", first=first, last=last)


def shift_text(visit: Visit, shift: Shift) -> str:
    fields = (("old", shift.old or ""), ("new", shift.new or ""))
    return text(replace(_SHIFTS[shift.kind], fields=fields), visit.lang)


def table(visit: Visit, health: Health) -> FormatHealth | None:
    """Every format, one a row; the chosen one."""
    t = visit.t
    rows = [
        {
            t("Format"): one.format.title[visit.lang],
            t("State"): _state(visit, one),
            t("Last taken"): one.seen.whole if one.seen else None,
            t("Data up to"): one.seen.last_day if one.seen else None,
            t("Files in 90 days"): one.seen.recent if one.seen else 0,
            t("Languages"): ", ".join(one.seen.languages) if one.seen else "",
            t("What the definition rests on"): one.format.source,
        }
        for one in health.formats
    ]
    dates = _DATES[visit.lang]
    picked = st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="formats_table",
        placeholder="–",
        column_config={
            t("Format"): st.column_config.TextColumn(width=300),
            t("Last taken"): st.column_config.DateColumn(format=dates, width=110),
            t("Data up to"): st.column_config.DateColumn(format=dates, width=110),
            t("What the definition rests on"): st.column_config.TextColumn(width=420),
        },
    )
    at = picked.selection.rows
    return health.formats[at[0]] if at else None


def _state(visit: Visit, one: FormatHealth) -> str:
    t = visit.t
    if one.open:
        return t("changed, open")
    if one.seen is None or one.seen.whole is None:
        return t("never seen here")
    if one.untested:
        return t("not seen for half a year")
    return t("changed, known") if one.shifts or one.mends else t("as defined")


def detail(visit: Visit, one: FormatHealth) -> None:
    """The headings of a format over time."""
    t = visit.t
    with blocks.card(
        one.format.title[visit.lang], t("What the definition rests on: {source}", source=one.format.source)
    ):
        if not one.headings:
            blocks.empty(t("No file of it has shown its headings here yet."))
            return
        rows = [
            {
                t("Heading"): heading.heading,
                t("What it is"): _meaning(visit, one, heading),
                t("Language"): heading.language,
                t("First seen"): heading.first,
                t("Last seen"): heading.last,
                t("Files"): heading.files,
                t("Since then"): _since(visit, heading),
            }
            for heading in one.headings
        ]
        dates = _DATES[visit.lang]
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            key="headings_table",
            column_config={
                name: st.column_config.DateColumn(format=dates) for name in (t("First seen"), t("Last seen"))
            },
        )


def _meaning(visit: Visit, one: FormatHealth, heading: HeadingSeen) -> str:
    found = meaning_of(one.format, heading.heading)
    if isinstance(found, Words):
        return found[visit.lang]
    known = visit.desk.catalog.columns.get(found or "")
    return known.label[visit.lang] if known else found or visit.t("no meaning here")


def _since(visit: Visit, heading: HeadingSeen) -> str:
    if heading.gone:
        return visit.t("not in the newest file")
    return visit.t("new") if heading.new else ""


def own(visit: Visit) -> None:
    """What this installation has made itself: repairs, formats, and files that don't fit."""
    t = visit.t
    mends, files = drifting.mends(visit.desk), own_formats.own_formats(visit.desk)
    if not files:
        return
    titles = {id_: fmt.title[visit.lang] for id_, fmt in visit.desk.catalog.formats.items()}
    with blocks.card(t("Made in this installation"), t("Export a file to use it elsewhere, or to send it upstream.")):
        for at, mend in enumerate(mends):
            with st.container(horizontal=True, vertical_alignment="center"):
                title = md_escape(titles.get(mend.format, mend.format))
                st.markdown(f"**{title}** — {md_escape(mend_text(visit, mend))}")
                if st.button(t("Forget this repair"), key=f"unmend/{at}", icon=":material/undo:", type="tertiary"):
                    _take_back(visit, mend)
        for one in files:
            st.download_button(
                md_escape(one.name),
                one.text,
                one.name,
                "application/toml",
                key=f"own/{one.name}",
                icon=":material/download:",
                type="tertiary",
            )
            for fault in one.faults:
                st.markdown(f":red[:material/error:] {t('Set aside: {fault}', fault=md_escape(fault))}")


def mend_text(visit: Visit, mend: Mend) -> str:
    columns = visit.desk.catalog.columns
    column = columns[mend.to].label[visit.lang] if mend.to and mend.to in columns else mend.to or ""
    fields = (("text", mend.text), ("column", column), ("meaning", mend.meaning or ""))
    return text(replace(_MENDS[mend.kind], fields=fields), visit.lang)


def _take_back(visit: Visit, mend: Mend) -> None:
    try:
        drifting.undo(visit.desk, mend)
    except BilanError as error:
        messages.problem(error, visit.lang)
        return
    st.rerun()
