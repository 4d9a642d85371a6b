"""One bar of filters for every report page (layer 8), the same in the address: client, period, comparison, networks."""

import datetime as dt
from collections.abc import Callable, Mapping

import streamlit as st

from reporting.actions import clients as client_actions
from reporting.language import Language, date_text, translator
from reporting.periods import COMPARISONS, Comparison, Kind, Period, period_text
from reporting.ui import memo, welcome
from reporting.ui.view import LAST_DAYS, NAMES, View, client_asked, periods_of, view_asked
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape

_KINDS: tuple[Kind, ...] = ("month", "quarter", "year", "week", "days", "custom")
_SEEN = "bilan_view"
_KIND = "bilan_period_kind"


def bar(visit: Visit) -> View:
    """The view of the address, else that of the page seen before. Without data the page ends in a welcome."""
    clients = client_actions.client_list(visit.desk)
    if not clients:
        welcome.show(visit)
        st.stop()
    address = _address()
    client = client_asked(address, clients)
    coverage = memo.coverage(client.id, visit.desk.store.version)
    with st.container(horizontal=True, gap="small"):
        if len(clients) > 1 or not coverage:
            _client(visit, client.id, {known.id: known.name for known in clients})
        if coverage:
            view = view_asked(address, client, coverage, visit.desk.store.version)
            _period(visit, view)
            _compare(visit, view)
            _platforms(visit, view)
    if not coverage:
        welcome.nothing_yet(visit, client)
        st.stop()
    _keep(view.address)
    return view


def _address() -> Mapping[str, str]:
    """The query parameters that concern the view; none of them means the page seen before, in this session."""
    asked = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    return asked or st.session_state.get(_SEEN, {})


def _keep(address: Mapping[str, str]) -> None:
    st.session_state[_SEEN] = dict(address)
    for name in NAMES:
        if address.get(name) != st.query_params.get(name):
            _set(name, address.get(name))


def _set(name: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def _change(**values: str | None) -> None:
    """Before the next run: the view seen before with these parts changed."""
    address = {**_address(), **values}
    st.session_state[_SEEN] = {name: value for name, value in address.items() if value is not None}
    for name in NAMES:
        _set(name, address.get(name))


def _client(visit: Visit, shown: int, names: Mapping[int, str]) -> None:
    key = "filter_client"
    st.session_state[key] = shown
    with st.popover(f"{visit.t('Client')} **{md_escape(names[shown])}**"):
        st.radio(
            visit.t("Client"),
            list(names),
            format_func=lambda number: md_escape(names[number]),
            key=key,
            on_change=lambda: _change(client=str(st.session_state[key]), period=None, platforms=None),
        )


def _period(visit: Visit, view: View) -> None:
    t = visit.t
    with st.popover(f"{t('Period')} **{period_text(view.period, visit.lang)}**"):
        words = {
            "month": t("Month"),
            "quarter": t("Quarter"),
            "year": t("Year"),
            "week": t("Week"),
            "days": t("Last days"),
            "custom": t("Dates"),
        }
        if st.session_state.get(_KIND) not in _KINDS:
            st.session_state[_KIND] = view.period.kind
        kind = st.segmented_control(
            t("Kind of period"), _KINDS, format_func=words.__getitem__, key=_KIND, required=True
        )
        if kind == "custom":
            _dates(visit, view)
        else:
            _listed(visit, view, kind or "month")


def _listed(visit: Visit, view: View, kind: Kind) -> None:
    offered = periods_of(kind, view.coverage)
    names = {period.key: _named(period, kind, visit.lang) for period in offered}
    key = f"filter_period_{kind}"
    st.session_state[key] = view.period.key if view.period.key in names else None
    st.selectbox(
        visit.t("Period"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=visit.t("Choose"),
        filter_mode="contains",
        on_change=lambda: _change(period=st.session_state[key]),
    )


def _named(period: Period, kind: Kind, lang: Language) -> str:
    if kind == "days" and period.days in LAST_DAYS:
        return translator(lang)("{n} days up to {day}", n=period.days, day=date_text(period.end, lang, "medium"))
    return capital(period_text(period, lang))


def _dates(visit: Visit, view: View) -> None:
    key = "filter_period_dates"
    st.session_state.setdefault(key, (view.period.start, view.period.end))
    st.date_input(
        visit.t("From and to"),
        key=key,
        format="DD/MM/YYYY" if visit.lang == "fr" else "MM/DD/YYYY",
        on_change=lambda: _both_dates(st.session_state[key]),
    )


def _both_dates(chosen: tuple[dt.date, ...]) -> None:
    """One date alone is a choice that is not finished."""
    if len(chosen) == len(("from", "to")):
        _change(period=f"{chosen[0]}..{chosen[-1]}")


def compare_words(t: Callable[..., str]) -> dict[Comparison, str]:
    return {"previous": t("previous period"), "year": t("a year before")}


def _compare(visit: Visit, view: View) -> None:
    words = compare_words(visit.t)
    shown = " + ".join(words[one] for one in view.compare) or visit.t("nothing")
    key = "filter_compare"
    st.session_state[key] = list(view.compare)
    with st.popover(f"{visit.t('Compare with')} **{shown}**"):
        st.pills(
            visit.t("Compare with"),
            COMPARISONS,
            selection_mode="multi",
            format_func=words.__getitem__,
            key=key,
            on_change=lambda: _change(compare=",".join(sorted(st.session_state[key])) or "none"),
        )


def _platforms(visit: Visit, view: View) -> None:
    labels = {name: visit.desk.catalog.theme.platforms[name].label for name in view.coverage}
    shown = visit.t("all {n}", n=len(labels)) if len(labels) > 1 else next(iter(labels.values()))
    if view.platforms:
        few = len(view.platforms) <= len(("one", "two"))
        shown = ", ".join(labels[name] for name in view.platforms) if few else ""
        shown = shown or visit.t("{n} of {all}", n=len(view.platforms), all=len(labels))
    key = "filter_platforms"
    st.session_state[key] = list(view.shown)
    with st.popover(f"{visit.t('Networks')} **{shown}**"):
        st.pills(
            visit.t("Networks"),
            list(labels),
            selection_mode="multi",
            format_func=labels.__getitem__,
            key=key,
            on_change=lambda: _networks_chosen(st.session_state[key], len(labels)),
        )


def _networks_chosen(chosen: list[str], known: int) -> None:
    """None and all are the same: all."""
    some = chosen and len(chosen) < known
    _change(platforms=",".join(chosen) if some else None)
