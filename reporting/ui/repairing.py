"""A changed export, mapped once: what was, what is, what a person says, and what it would do (layer 8)."""

from collections.abc import Mapping, Sequence

import streamlit as st

from reporting.actions import drifting
from reporting.actions.drifting import Choice, Effect
from reporting.catalog.repair import meaning_of
from reporting.errors import BilanError
from reporting.ingest.model import Drift, Found
from reporting.language import date_text, text
from reporting.numbers import count_text, value_text
from reporting.ui import messages
from reporting.ui.basket import basket
from reporting.ui.posts import format_names
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_LATER, _OUT = "later", "out"
_TOTALS = 4
_NEW_SHOWN = 12


def offer(visit: Visit, found: Found) -> None:
    """A button beside what was noticed; new headings alone are worth one too, more quietly."""
    if not found.drifts:
        return
    loud = any(drift.kind != "new" for drift in found.drifts)
    label = visit.t("See what changed and mend it") if loud else visit.t("Say what the new headings are")
    key = f"mend/{found.file}/{found.member or ''}/{found.block}/{found.nearest or found.format}"
    if st.button(label, key=key, icon=":material/build:", type="secondary" if loud else "tertiary"):
        _open(visit, found)


def _open(visit: Visit, found: Found) -> None:
    t = visit.t

    @st.dialog(t("What changed in this export"), width="large")
    def ask() -> None:
        fmt = visit.desk.catalog.formats[found.nearest or found.format or ""]
        st.markdown(f"**{md_escape(fmt.title[visit.lang])}** · {md_escape(found.file)}")
        before = drifting.known_examples(visit.desk, found)
        loud = [drift for drift in found.drifts if drift.kind != "new"]
        quiet = [drift for drift in found.drifts if drift.kind == "new"][:_NEW_SHOWN]
        choices = [one for at, drift in enumerate(loud) if (one := _finding(visit, found, drift, before, at))]
        if quiet:
            with st.expander(t("{n} new {n:heading|headings} without a meaning", n=len(quiet)), expanded=not loud):
                choices += [one for at, drift in enumerate(quiet) if (one := _new(visit, found, drift, at))]
        _confirm(visit, found, choices)

    ask()


def _finding(visit: Visit, found: Found, drift: Drift, before: Mapping[str, tuple[str, ...]], at: int) -> Choice | None:
    with st.container(border=True, gap="small"):
        st.markdown(md_escape(text(drift.sentence, visit.lang)))
        match drift.kind:
            case "renamed" | "gone":
                _side_by_side(visit, drift, before.get(drift.target or "", ()))
                return _heading(visit, found, drift, at)
            case "values":
                return _values(visit, drift, at)
            case "order":
                return _order(visit, drift, at)
            case _:
                return _unreadable(visit, drift, at)


def _side_by_side(visit: Visit, drift: Drift, before: Sequence[str]) -> None:
    """The old heading with what earlier files had under it, the new one with what this file has."""
    t = visit.t
    was, now = st.columns(2)
    with was:
        st.caption(t("Until now"))
        st.markdown(f"**{md_escape(drift.old or '')}**")
        st.caption(md_escape(" · ".join(before)) or t("No earlier file here to compare with."))
    if drift.new:
        with now:
            st.caption(t("In this file"))
            st.markdown(f"**{md_escape(drift.new)}**")
            st.caption(md_escape(" · ".join(drift.examples)))


def _heading(visit: Visit, found: Found, drift: Drift, at: int) -> Choice | None:
    """It is this column, another, or none; the likeliest is chosen beforehand."""
    t = visit.t
    others = {one.new: one for one in found.drifts if one.new and one.kind in ("renamed", "new")}
    names = [name for name in others if name == drift.new] + [name for name in others if name != drift.new]
    said = {_LATER: t("None of these: leave it open")}
    if drift.new and not drift.needed:
        said[_OUT] = t("It is something else: leave “{heading}” out", heading=md_escape(drift.new))

    def shown(option: str) -> str:
        if option in said:
            return said[option]
        return f"{md_escape(option)} — {md_escape(' · '.join(others[option].examples))}"

    picked = st.radio(
        t("Which column of the file is it?"),
        [*names, *said],
        index=0 if drift.new else len(names),
        format_func=shown,
        key=f"mend_heading/{at}",
    )
    if picked == _LATER or picked is None:
        return None
    return Choice(drift, drift.new) if picked == _OUT else Choice(drift, picked, drift.target)


def _values(visit: Visit, drift: Drift, at: int) -> Choice | None:
    """What each new text counts as, among the values that the column has."""
    t = visit.t
    fmt = visit.desk.catalog.formats[drift.format]
    known = sorted({value for column in fmt.columns if column.to == drift.target for value in column.values.values()})
    names = {**dict(format_names(visit)), "true": t("yes"), "false": t("no")}
    meanings = {}
    for number, example in enumerate(drift.examples):
        value = st.selectbox(
            t("What is “{text}”?", text=md_escape(example)),
            known,
            index=None,
            format_func=lambda value: names.get(value, value),
            placeholder=t("Leave it open"),
            key=f"mend_value/{at}/{number}",
        )
        if value:
            meanings[example] = value
    return Choice(drift, drift.new, drift.target, meanings) if meanings else None


def _order(visit: Visit, drift: Drift, at: int) -> Choice | None:
    t = visit.t
    st.caption(t("From then on each file tells the order by its dates; where they fit both, you are asked."))
    agreed = st.toggle(t("Read the dates as each file shows them"), value=True, key=f"mend_order/{at}")
    return Choice(drift, drift.new, drift.target) if agreed else None


def _unreadable(visit: Visit, drift: Drift, at: int) -> Choice | None:
    label = visit.t("Leave the column “{heading}” out, so that its rows go in", heading=md_escape(drift.new or ""))
    return Choice(drift, drift.new) if st.toggle(label, key=f"mend_out/{at}") else None


def _new(visit: Visit, found: Found, drift: Drift, at: int) -> Choice | None:
    """A new heading may be a column of the format that this file does not have otherwise."""
    t, desk = visit.t, visit.desk
    fmt, columns = desk.catalog.formats[drift.format], desk.catalog.columns
    there = {meaning_of(fmt, heading) for heading in found.headings}
    absent = {c.to for c in fmt.columns if c.to is not None and c.to not in there} & columns.keys()
    targets = sorted(absent, key=lambda to: columns[to].label[visit.lang])
    said = {_LATER: t("Keep it without a meaning"), _OUT: t("Leave it out for good")}
    picked = st.selectbox(
        f"{md_escape(drift.new or '')} — {md_escape(' · '.join(drift.examples))}",
        [*said, *targets],
        index=1 if drift.needed else 0,
        format_func=lambda option: said.get(option) or columns[option].label[visit.lang],
        key=f"mend_new/{at}",
    )
    if picked == _LATER:
        return None
    return Choice(drift, drift.new, None if picked == _OUT else picked)


def _confirm(visit: Visit, found: Found, choices: Sequence[Choice]) -> None:
    """What the file would be, and the one click; the waiting file is then read anew."""
    t = visit.t
    waiting = basket(visit.desk)
    if choices:
        effect = drifting.preview(visit.desk, waiting.uploads[found.file], found, choices)
        _effect(visit, effect)
    with st.container(horizontal=True):
        if st.button(t("Remember this and read the file again"), type="primary", key="mend_yes", disabled=not choices):
            try:
                drifting.accept(visit.desk, found, choices)
            except BilanError as error:
                messages.problem(error, visit.lang)
                return
            waiting.read_again(found.nearest or found.format or "")
            st.rerun()
        if st.button(t("Not now"), key="mend_no"):
            st.rerun()


def _effect(visit: Visit, effect: Effect) -> None:
    t, found = visit.t, effect.found
    if effect.faults or found is None:
        st.warning(t("This can’t be kept:") + " " + md_escape(" · ".join(effect.faults)), icon=":material/warning:")
        return
    if found.status != "recognised":
        st.info(t("With this the file is still not known: something that it needs is open."), icon=":material/info:")
        return
    columns = visit.desk.catalog.columns
    parts = [t("{n} {n:row|rows}", n=found.records)]
    if found.first and found.last:
        parts.append(f"{date_text(found.first, visit.lang, 'medium')} – {date_text(found.last, visit.lang, 'medium')}")
    sums = [(name, total) for name, total in found.totals.items() if columns[name].checkable and total.sum is not None]
    parts += [
        f"{columns[name].label[visit.lang]} {value_text(total.sum, columns[name].unit or 'number', visit.lang)}"
        for name, total in sums[:_TOTALS]
    ]
    if found.rejected:
        parts.append(t("{n} left out", n=count_text(found.rejected, visit.lang)))
    st.success(f"{t('With this the file reads as:')} {md_escape(' · '.join(parts))}", icon=":material/check_circle:")
