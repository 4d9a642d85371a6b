"""One line a column of an unknown table: heading and examples, what it means, how its cells read (layer 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from reporting.catalog.folding import fold
from reporting.errors import Sentence
from reporting.ingest.understanding.drafting import (
    Column,
    Reading,
    canonical_values,
    orders,
    proven,
    reading_of,
)
from reporting.ingest.understanding.guide import type_of
from reporting.ingest.understanding.propose import ColumnProposal, Outline
from reporting.language import text
from reporting.ui.mapping_words import LEAVE_OUT, ORDERS, SCALES, UNITS, target_name, targets, zones
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

Key = TypeVar("Key", bound=str)

_SHOWN = 60
_GOOD = 60
_VALUES = 24
_EXAMPLE = 40


def columns_form(visit: Visit, seen: Outline) -> tuple[Column, ...]:
    """Every heading with what the person says; those that are not shown are left out."""
    t = visit.t
    named = [one for one in seen.columns if one.heading]
    proposed = [one for one in named if one.proposals and one.proposals[0].score >= _GOOD][:_SHOWN]
    rest = [one for one in named if one not in proposed]
    shown = list(proposed) if proposed else rest[:_SHOWN]
    rest = [one for one in rest if one not in shown]
    _take_all(visit, seen, shown)
    if rest:
        picked = st.multiselect(
            t("{n} {n:column|columns} without a good proposal: left out unless you add them here", n=len(rest)),
            [one.place for one in rest],
            format_func=lambda place: seen.columns[place].heading or "",
            key=f"map_more/{_round(seen)}",
        )
        shown += [seen.columns[place] for place in picked]
    said = {one.place: _column(visit, seen, one) for one in shown}
    return tuple(said.get(one.place, Column(one.heading or "")) for one in named)


def _round(seen: Outline) -> str:
    """Another header row or table begins anew."""
    return f"{seen.sketch.header}/{seen.table}"


def _key(seen: Outline, one: ColumnProposal, what: str) -> str:
    return f"map_{what}/{one.place}/{_round(seen)}"


def _take_all(visit: Visit, seen: Outline, shown: Sequence[ColumnProposal]) -> None:
    """Proposals are taken by a person, all at once if they like: never by themselves."""
    taken = {_chosen(seen, one) for one in shown}
    open_: dict[str, str] = {}
    for one in shown:
        free = [p.to for p in one.proposals if p.score >= _GOOD and p.to not in taken]
        if _chosen(seen, one) == LEAVE_OUT and free:
            open_[_key(seen, one, "to")] = free[0]
            taken.add(free[0])

    def take() -> None:
        st.session_state.update(open_)

    if open_:
        st.button(
            visit.t("Take the {n} {n:proposal|proposals}", n=len(open_)),
            on_click=take,
            icon=":material/done_all:",
            key="map_take_all",
        )


def _chosen(seen: Outline, one: ColumnProposal) -> str:
    default = one.taken.to if one.taken else LEAVE_OUT
    return str(st.session_state.get(_key(seen, one, "to"), default))


def _column(visit: Visit, seen: Outline, one: ColumnProposal) -> Column:
    heading = one.heading or ""
    with st.container(border=True, gap="small"):
        left, middle, right = st.columns([4, 3, 3], vertical_alignment="center")
        with left:
            st.markdown(f"**{md_escape(heading)}**")
            st.caption(
                " · ".join(md_escape(example[:_EXAMPLE]) for example in one.look.examples) or visit.t("no values")
            )
        with middle:
            target = _meaning(visit, seen, one)
        if target == LEAVE_OUT:
            with right:
                _perhaps(visit, one)
            return Column(heading)
        with right:
            reading = _reading(visit, seen, one, target)
    return Column(heading, target, reading)


def _meaning(visit: Visit, seen: Outline, one: ColumnProposal) -> str:
    options = targets(visit, seen.table, [proposal.to for proposal in one.proposals])
    key, default = _key(seen, one, "to"), one.taken.to if one.taken else LEAVE_OUT
    st.session_state.setdefault(key, default)
    return str(
        st.selectbox(
            visit.t("Meaning of {heading}", heading=md_escape(one.heading or "")),
            options,
            format_func=lambda target: target_name(visit, target),
            key=key,
            label_visibility="collapsed",
            filter_mode="contains",
        )
    )


def _perhaps(visit: Visit, one: ColumnProposal) -> None:
    names = [target_name(visit, proposal.to) for proposal in one.proposals[:3]]
    if names:
        st.caption(visit.t("Perhaps: {names}", names=md_escape(", ".join(names))))


def _reading(visit: Visit, seen: Outline, one: ColumnProposal, target: str) -> Reading:
    """Only what its type asks, and what the cells don't prove."""
    type_ = type_of(target, visit.desk.catalog)
    known = reading_of(target, one.look, visit.desk.catalog)
    if type_ in ("date", "datetime"):
        allowed = {order: ORDERS[order] for order in orders(one.look, type_)}
        order = known.order or _pick(visit, seen, one, "order", visit.t("Order of day and month"), allowed)
        if known.order:
            st.caption(visit.t("{order}: its values prove it", order=text(ORDERS[known.order], visit.lang)))
        zone = known.zone or (_zone(visit, seen, one) if type_ == "datetime" else None)
        return replace(known, order=order, zone=zone)
    if type_ == "percent" and proven(one.look, type_).scale is None:
        return replace(known, scale=_pick(visit, seen, one, "scale", visit.t("Percentages"), SCALES))
    if type_ == "duration" and known.unit is None:
        return replace(known, unit=_pick(visit, seen, one, "unit", visit.t("Unit"), UNITS))
    if type_ == "choice":
        return replace(known, values=_values(visit, seen, one, target, known.values))
    return known


def _pick(  # noqa: PLR0917 -- one widget
    visit: Visit, seen: Outline, one: ColumnProposal, what: str, label: str, words: Mapping[Key, Sentence]
) -> Key | None:
    return st.selectbox(
        label,
        list(words),
        index=None,
        format_func=lambda key: text(words[key], visit.lang),
        placeholder=label,
        key=_key(seen, one, what),
        label_visibility="collapsed",
    )


def _zone(visit: Visit, seen: Outline, one: ColumnProposal) -> str | None:
    return st.selectbox(
        visit.t("Time zone"),
        zones(),
        index=None,
        placeholder=visit.t("Time zone"),
        key=_key(seen, one, "zone"),
        label_visibility="collapsed",
        filter_mode="contains",
    )


def _values(visit: Visit, seen: Outline, one: ColumnProposal, target: str, known: Mapping[str, str]) -> dict[str, str]:
    """What its words mean; one that nobody knows is kept as "other"."""
    meanings = canonical_values(target, visit.desk.catalog)
    texts = {fold(raw): raw for raw in one.look.choices[:_VALUES]}
    if not meanings or not texts:
        return dict(known)
    unknown = len([name for name in texts if name not in known])
    label = visit.t("{n} {n:value|values} not understood", n=unknown) if unknown else visit.t("Values")
    with st.popover(label, icon=":material/list:"):
        said = {
            name: st.selectbox(
                md_escape(raw),
                meanings,
                index=meanings.index(known[name]) if known.get(name) in meanings else None,
                placeholder=visit.t("other"),
                key=_key(seen, one, f"value/{name}"),
            )
            for name, raw in texts.items()
        }
    return {name: value for name, value in said.items() if value}
