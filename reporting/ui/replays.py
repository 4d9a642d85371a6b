"""What a replay would change, as tables (layer 8)."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.actions.replaying import Candidate, Left, Moved, Pair, Replayed
from reporting.errors import Sentence, say
from reporting.language import text
from reporting.numbers import NOT_PROVIDED, value_text
from reporting.periods import month, period_text
from reporting.ui import blocks
from reporting.ui.inspection import days
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape


def headline(candidates: Sequence[Candidate]) -> Sentence:
    changed = sum(one.changed is True for one in candidates)
    if changed:
        return say("{n} {n:import was|imports were} read by a definition that has changed since", n=changed)
    return say("Every import was read as its definition says today")


def candidate_table(candidates: Sequence[Candidate], visit: Visit) -> pd.DataFrame:
    t, formats = visit.t, visit.desk.catalog.formats
    words = {True: t("changed since"), False: t("the same"), None: t("not known")}
    return pd.DataFrame(
        [
            {
                t("Number"): one.entry.id,
                t("Client"): one.entry.client,
                t("File"): " / ".join(part for part in (one.entry.file, one.entry.member) if part),
                t("What it is"): formats[one.entry.format].title[visit.lang]
                if one.entry.format in formats
                else one.entry.format,
                t("Definition"): words[one.changed],
                t("Rows"): one.entry.records,
                t("Left out"): one.entry.rejected,
            }
            for one in candidates
        ]
    )


def outcome(seen: Replayed, visit: Visit) -> None:
    """Imports that differ, months that come out otherwise, imports that stay as they are."""
    t = visit.t
    differing = [pair for pair in seen.pairs if pair.differs]
    same = len(seen.pairs) - len(differing)
    rest = t("{n} {n:gives|give} the same as before.", n=same) if same else ""
    with blocks.card(t("{n} {n:import comes|imports come} out otherwise", n=len(differing)), rest):
        if differing:
            st.dataframe(pd.DataFrame([row for pair in differing for row in _rows(pair, visit)]), hide_index=True)
    if seen.moved:
        with blocks.card(t("Figures that change"), t("The main figures of each client, month by month.")):
            st.dataframe(pd.DataFrame([_figure(one, visit) for one in seen.moved]), hide_index=True)
    _stay(seen.left, visit)


def _rows(pair: Pair, visit: Visit) -> list[dict[str, str]]:
    """Of an import that differs: its rows, those left out, its days, and each column whose sum differs."""
    t, columns = visit.t, visit.desk.catalog.columns
    before, after = pair.before, pair.after
    spans = [
        days(one.first, one.last, visit) if one.first and one.last else NOT_PROVIDED
        for one in (before.entry, after.entry)
    ]
    lines: list[tuple[str, str, str]] = [
        (t("Rows that count"), str(before.rows), str(after.rows)),
        (t("Rows left out"), str(before.entry.rejected), str(after.entry.rejected)),
        (t("Days"), spans[0], spans[1]),
    ]
    lines = [line for line in lines if line[1] != line[2]]
    for name, (was, will) in pair.sums.items():
        unit = columns[name].unit or "number"
        lines.append(
            (columns[name].label[visit.lang], value_text(was, unit, visit.lang), value_text(will, unit, visit.lang))
        )
    lines = lines or [(t("Format"), before.entry.format, after.entry.format)]
    names = (t("Import"), t("What"), t("Before"), t("After"))
    place = f"{after.entry.id} · {after.entry.file}"
    return [dict(zip(names, (place, *line), strict=True)) for line in lines]


def _figure(one: Moved, visit: Visit) -> dict[str, str]:
    t, metric = visit.t, visit.desk.catalog.metrics[one.metric]
    return {
        t("Client"): one.client,
        t("Month"): capital(period_text(month(one.month.year, one.month.month), visit.lang)),
        t("Figure"): metric.label[visit.lang],
        t("Before"): value_text(one.before, metric.unit, visit.lang),
        t("After"): value_text(one.after, metric.unit, visit.lang),
    }


def _stay(left: Sequence[Left], visit: Visit) -> None:
    if left:
        st.warning(visit.t("{n} {n:import stays|imports stay} as before:", n=len(left)), icon=":material/warning:")
        for one in left:
            st.markdown(f"- {md_escape(text(one.reason, visit.lang))}")
