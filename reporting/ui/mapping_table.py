"""The first rows of an unknown file, its header row, its name, network and kind of rows (layer 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd
import streamlit as st

from reporting.ingest.understanding.drafting import CURRENCY, Column, canonical_values, needs_currency
from reporting.ingest.understanding.propose import Outline
from reporting.ingest.understanding.sqltext import letters
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_ROWS = 12
_COLUMNS = 12
_TITLE = 60
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Named:
    """What holds for the whole file."""

    title: str
    platforms: tuple[str, ...]


def header_row(seen: Outline | None) -> int | None:
    """What the person has chosen; None before the file was looked at."""
    chosen: int | None = st.session_state.get("map_header")
    return chosen if seen is not None and chosen in seen.sketch.headers else None


def first_rows(visit: Visit, seen: Outline) -> None:
    """As they stand in the file, the row of the headings marked."""
    t, sketch = visit.t, seen.sketch
    rows = [row for row in sketch.head if row[0] <= max(sketch.header + 4, 5)][-_ROWS:]
    width = min(max((len(cells) for _, cells in rows), default=1), _COLUMNS)
    mark = t("headings")
    table = pd.DataFrame(
        [
            {"": mark if row_no == sketch.header else "", t("Row"): str(row_no)}
            | {letters(n): (cells[n] if n < len(cells) else None) or "" for n in range(width)}
            for row_no, cells in rows
        ]
    )
    marked = table.style.apply(
        lambda row: ["font-weight: bold" if row.iloc[0] == mark else "" for _ in row], axis="columns"
    )
    st.dataframe(marked, hide_index=True, height="content")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            t("The headings stand in row"),
            sorted(sketch.headers),
            index=sorted(sketch.headers).index(sketch.header),
            key="map_header",
            width=220,
        )
        more = t("and {n} more columns", n=sketch.width - width) if sketch.width > width else ""
        st.caption(t("{n} {n:row|rows} below it {more}", n=sketch.rows, more=more))


def named(visit: Visit, seen: Outline, file: str) -> Named:
    t, catalog, key = visit.t, visit.desk.catalog, f"/{file}"
    left, right = st.columns(2)
    with left:
        title = st.text_input(t("Name of the format"), value=_title(file), key=f"map_title{key}", max_chars=80)
    with right:
        platforms = st.multiselect(
            t("Network (several: it is asked for each file)"),
            list(catalog.theme.platforms),
            default=list(seen.platforms[:1]),
            format_func=lambda id_: catalog.theme.platforms[id_].label,
            key=f"map_platforms{key}",
        )
    return Named(title, tuple(platforms))


def _title(file: str) -> str:
    """The words of the file's name, without its dates and numbers."""
    stem = PurePath(file).stem
    words = "".join(char if char.isalpha() else " " for char in stem).split()
    return " ".join(words)[:_TITLE] if sum(map(len, words)) >= _ENOUGH else stem[:_TITLE]


def table_choice(visit: Visit, seen: Outline) -> str:
    t, catalog, lang = visit.t, visit.desk.catalog, visit.lang
    chosen = st.selectbox(
        t("What a row is"),
        seen.tables,
        index=seen.tables.index(seen.table),
        format_func=lambda id_: catalog.tables[id_].label[lang],
        key=f"map_table/{seen.sketch.header}",
    )
    st.caption(catalog.tables[chosen].meaning[lang])
    return str(chosen)


def constants(visit: Visit, seen: Outline, columns: Sequence[Column]) -> dict[str, str]:
    """Keys that no column says and that hold for the whole file, and the currency of amounts."""
    t, catalog = visit.t, visit.desk.catalog
    table = catalog.tables[seen.table]
    mapped = [column.to for column in columns if column.to]
    said: dict[str, str] = {}
    for key in table.key:
        choice = catalog.columns[key].type == "choice" and key not in mapped and key not in table.optional
        values = canonical_values(key, catalog) if choice else ()
        if values:
            label = catalog.columns[key].label[visit.lang]
            picked = st.selectbox(md_escape(label), values, index=None, key=f"map_constant/{key}", width=320)
            said |= {key: str(picked)} if picked else {}
    if needs_currency(mapped, table, catalog):
        code = st.text_input(t("Currency of the amounts (EUR, USD, …)"), key="map_currency", max_chars=3, width=320)
        said |= {CURRENCY: code.strip().upper()} if code.strip() else {}
    return said


def left_rows(visit: Visit, seen: Outline) -> tuple[str, ...]:
    """Rows below the header that are no data, in this file and in later ones."""
    odd = {row.pattern: row for row in seen.sketch.odd}
    if not odd:
        return ()
    picked = st.multiselect(
        visit.t("Rows that are no data, here and in later files"),
        list(odd),
        default=list(odd),
        format_func=lambda pattern: visit.t("row {row}: {text}", row=str(odd[pattern].row), text=odd[pattern].text),
        key=f"map_left/{seen.sketch.header}",
    )
    return tuple(picked)
