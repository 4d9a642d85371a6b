"""The rules that lead files to clients: the list, and the form of a new one (layer 8)."""

from collections.abc import Sequence

import streamlit as st

from reporting.actions import clients, rules
from reporting.errors import ConflictError
from reporting.ui import messages
from reporting.ui.basket import basket
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import Rule

_FILES_SHOWN = 8


def rule_block(visit: Visit, rule: Rule, *, first: bool, last: bool) -> None:
    """What it goes by, what follows, and its place among the others."""
    t = visit.t
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{rule.id}** · {_condition(visit, rule)} → **{md_escape(rule.client)}**{_answers(visit, rule)}")
        if st.button(
            t("Earlier"), icon=":material/arrow_upward:", key=f"up/{rule.id}", type="tertiary", disabled=first
        ):
            rules.move_rule(visit.desk, rule.id, -1)
            st.rerun()
        if st.button(
            t("Later"), icon=":material/arrow_downward:", key=f"down/{rule.id}", type="tertiary", disabled=last
        ):
            rules.move_rule(visit.desk, rule.id, 1)
            st.rerun()
        if st.button(t("Remove"), icon=":material/delete:", key=f"remove/{rule.id}", type="tertiary"):
            rules.remove_rule(visit.desk, rule.id)
            st.rerun()


def new_rule(visit: Visit) -> None:
    """The fields of a rule; which of the waiting files it would fit is shown while it is written."""
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    names = [client.name for client in clients.client_list(visit.desk)]
    with st.container(border=True, gap="small"):
        st.subheader(t("A new rule"), anchor=False)
        when, then = st.columns(2)
        with when:
            st.caption(t("Files that are so; what is left empty is not asked"))
            path = st.text_input(
                t("Folder or pattern of the path"),
                placeholder="Acme/",
                help=t("Acme/ is everything in a folder of that name, wherever it lies; an asterisk is any text."),
                key="rule_path",
            )
            named = st.text_input(t("Text in the account’s name or id"), key="rule_named")
            of = st.selectbox(
                t("From the network"),
                list(platforms),
                index=None,
                format_func=lambda name: platforms[name].label,
                placeholder=t("Any"),
                key="rule_of_platform",
            )
        with then:
            st.caption(t("belong to this client"))
            client = st.selectbox(
                t("Client"),
                names,
                index=None,
                accept_new_options=True,
                placeholder=t("Choose a client or write a new name"),
                key="rule_client",
            )
            account = st.text_input(t("Account, where the file doesn’t name it"), key="rule_account")
            platform = st.selectbox(
                t("Network, where the file can’t tell"),
                list(platforms),
                index=None,
                format_func=lambda name: platforms[name].label,
                placeholder=t("Ask"),
                key="rule_platform",
            )
        rule = Rule(0, path or None, named or None, of, client or "", account or None, platform)
        if rule.path or rule.named or rule.of_platform:
            preview(visit, rule)
        if st.button(t("Add the rule"), type="primary", icon=":material/add:", key="add_rule", disabled=not client):
            try:
                rules.add_rule(visit.desk, rule)
            except ConflictError as error:
                messages.problem(error, visit.lang)
            else:
                for key in ("path", "named", "of_platform", "client", "account", "platform"):
                    st.session_state.pop(f"rule_{key}", None)
                st.rerun()


def preview(visit: Visit, rule: Rule) -> None:
    """Of the files that wait on the import page, those that the rule fits."""
    t, waiting = visit.t, basket(visit.desk)
    founds = [found for name in waiting.uploads for found in waiting.founds.get(name, ())]
    if not founds:
        st.caption(t("No files wait on the import page; when some do, those that the rule fits are shown here."))
        return
    files = rules.files_of(visit.desk, rule, founds)
    st.caption(t("It fits {n} of the {total} files that wait.", n=len(files), total=len(waiting.founds)))
    _list(files)


def _list(files: Sequence[str]) -> None:
    for name in files[:_FILES_SHOWN]:
        st.text(name)
    if len(files) > _FILES_SHOWN:
        st.caption("…")


def _condition(visit: Visit, rule: Rule) -> str:
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    parts = []
    if rule.path:
        parts.append(t("in {path}", path=rule.path))
    if rule.named:
        parts.append(t("account with “{text}”", text=rule.named))
    if rule.of_platform:
        known = platforms.get(rule.of_platform)
        parts.append(t("from {network}", network=known.label if known else rule.of_platform))
    return md_escape(", ".join(parts))


def _answers(visit: Visit, rule: Rule) -> str:
    known = visit.desk.catalog.theme.platforms.get(rule.platform or "")
    said = [known.label if known else rule.platform, rule.account]
    return "".join(f" · {md_escape(part)}" for part in said if part)
