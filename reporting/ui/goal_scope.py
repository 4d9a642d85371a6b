"""What a goal is about (layer 8): networks, accounts, formats, pillars, campaigns; what is left empty is everything."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from reporting.goals.faults import media_types
from reporting.goals.model import Scope
from reporting.ui import memo
from reporting.ui.posts import format_names
from reporting.ui.view import View
from reporting.ui.visit import Visit


def scope_field(visit: Visit, view: View, given: Scope, key: str) -> Scope:
    t, catalog = visit.t, visit.desk.catalog
    labels = {name: catalog.theme.platforms[name].label for name in view.coverage}
    st.session_state.setdefault(key, list(given.platforms))
    platforms = st.pills(
        t("Networks (none: all)"), list(labels), selection_mode="multi", format_func=labels.__getitem__, key=key
    )
    accounts = {
        one.id: f"{one.name} ({labels.get(one.platform, one.platform)})"
        for one in memo.accounts(view.client.id, view.version)
        if not platforms or one.platform in platforms
    }
    formats = {name: label for name, label in format_names(visit) if name in media_types(catalog)}
    known = memo.labels(view.client.id, view.version)
    pillars = [one.name for one in known if one.kind == "pillar"]
    campaigns = [one.name for one in known if one.kind == "campaign"]
    with st.expander(t("Only some accounts, formats, pillars or campaigns"), expanded=_narrow(given)):
        return Scope(
            tuple(platforms),
            _several(t("Accounts"), list(accounts), given.accounts, f"{key}_accounts", accounts.__getitem__),
            _several(t("Formats"), list(formats), given.media_types, f"{key}_formats", formats.__getitem__),
            _several(t("Pillars"), pillars, given.pillars, f"{key}_pillars"),
            _several(t("Campaigns"), campaigns, given.campaigns, f"{key}_campaigns"),
        )


def _narrow(given: Scope) -> bool:
    return bool(given.accounts or given.media_types or given.pillars or given.campaigns)


def _several(
    label: str, options: Sequence[Any], given: Sequence[Any], key: str, words: Callable[[Any], str] = str
) -> tuple[Any, ...]:
    """Nothing to choose from, nothing shown."""
    if not options:
        return ()
    default = [one for one in given if one in options]
    return tuple(st.multiselect(label, options, default, format_func=words, key=key, placeholder="–"))
