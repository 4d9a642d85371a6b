"""What a drop of files comes to, before anything is stored (layer 8)."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.ingest.model import Found
from reporting.ui.inspection import days, what
from reporting.ui.sorting import Sorted, State
from reporting.ui.visit import Visit

_ICONS: dict[State, str] = {"clear": "check_circle", "doubtful": "help", "known": "content_copy", "refused": "cancel"}
_COLORS: dict[State, str] = {"clear": "green", "doubtful": "orange", "known": "gray", "refused": "red"}


def state_words(visit: Visit, state: State) -> str:
    t = visit.t
    words: dict[State, str] = {
        "clear": t("clear"),
        "doubtful": t("to be looked at"),
        "known": t("already there"),
        "refused": t("refused"),
    }
    return words[state]


def counts(visit: Visit, files: Sequence[Sorted]) -> None:
    """How many files are in which state, with symbol and word."""
    said = []
    for state, icon in _ICONS.items():
        n = sum(file.state == state for file in files)
        if n:
            said.append(f":{_COLORS[state]}[:material/{icon}:] **{n}** {state_words(visit, state)}")
    st.markdown("\u2003".join(said))


def by_client(visit: Visit, files: Sequence[Sorted]) -> None:
    """A row for each client and network: what is clear, what is to be looked at, what is there already."""
    t = visit.t
    groups: dict[tuple[str, str], list[tuple[Sorted, Found]]] = {}
    for file in files:
        for share in file.shares:
            for platform in sorted({part.platform or "" for part in share.found.parts}):
                groups.setdefault((share.client or "", platform), []).append((file, share.found))
    rows = [
        {
            t("Client"): client or t("not known yet"),
            t("Network"): _network(visit, platform),
            **{_capital(state_words(visit, state)): _files(of, state) for state in ("clear", "doubtful", "known")},
            t("Rows"): sum(found.records for _, found in of),
            t("Days"): _span(visit, [found for _, found in of]),
        }
        for (client, platform), of in sorted(groups.items(), key=lambda one: (one[0][0] == "", one[0]))
    ]
    if rows:
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            key="summary",
            column_config={t("Rows"): st.column_config.NumberColumn(format="localized")},
        )


def clear_files(visit: Visit, files: Sequence[Sorted]) -> Sorted | None:
    """The files that need nothing, as a table; the one that was chosen."""
    t = visit.t
    table = pd.DataFrame(
        [
            {
                t("File"): file.name,
                t("What it is"): what(visit, file.founds[0]),
                t("Client"): ", ".join(dict.fromkeys(share.client for share in file.shares if share.client)),
                t("State"): _why(visit, file),
            }
            for file in files
        ]
    )
    picked = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="clear_files",
        column_config={
            t("File"): st.column_config.TextColumn(width=300),
            t("What it is"): st.column_config.TextColumn(width=380),
        },
    )
    chosen = [at for at in picked.selection.rows if at < len(files)]
    return files[chosen[0]] if chosen else None


def _why(visit: Visit, file: Sorted) -> str:
    """Of a file that is there already, where."""
    t = visit.t
    if file.twin:
        return t("the same as {file}", file=file.twin)
    before = next((share.earlier for share in file.shares if share.earlier), None)
    if file.state == "known" and before:
        return t("already there as import {id} of {day}", id=str(before.id), day=before.at.date())
    return state_words(visit, file.state)


def _network(visit: Visit, platform: str) -> str:
    known = visit.desk.catalog.theme.platforms.get(platform)
    return known.label if known else platform or "–"


def _files(of: Sequence[tuple[Sorted, Found]], state: State) -> int:
    return len({file.name for file, _ in of if file.state == state})


def _span(visit: Visit, founds: Sequence[Found]) -> str:
    first = min((found.first for found in founds if found.first), default=None)
    last = max((found.last for found in founds if found.last), default=None)
    return days(first, last, visit) if first and last else "–"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
