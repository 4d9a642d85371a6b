"""Whose are the files that no account and no rule leads to a client (layer 8)."""

from collections.abc import Sequence

import streamlit as st

from reporting.actions import clients
from reporting.ui.basket import Basket
from reporting.ui.sorting import Sorted, Unclaimed, is_of, unclaimed
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


def ask_client(visit: Visit, files: Sequence[Sorted]) -> tuple[str | None, list[Unclaimed]]:
    """The client that is named, and for what; nothing is asked where everything is somebody's."""
    t, groups = visit.t, unclaimed(files)
    if not groups:
        return None, []
    with st.container(border=True):
        names = [client.name for client in clients.client_list(visit.desk)]
        client = st.selectbox(
            t("For which client?"),
            names,
            index=None,
            accept_new_options=True,
            placeholder=t("Choose a client or write a new name"),
            help=t("An account that was seen before leads its files to its client. Write a name to make a new client."),
            key="upload_client",
        )
        chosen: Sequence[int] = range(len(groups))
        if len(groups) > 1:
            chosen = st.multiselect(
                t("For what nobody owns yet"),
                range(len(groups)),
                default=range(len(groups)),
                format_func=lambda at: _words(visit, groups[at]),
                key=f"claimed/{len(groups)}",
            )
        else:
            st.caption(md_escape(_words(visit, groups[0])))
    return client, [groups[at] for at in chosen]


def claimable(files: Sequence[Sorted], groups: Sequence[Unclaimed]) -> list[str]:
    """The files that are clear as soon as these are somebody's."""
    named = {name for group in groups for name in group.files}
    others = {name for group in unclaimed(files) if group not in groups for name in group.files}
    return [file.name for file in files if file.ownerless and file.name in named - others]


def claim(visit: Visit, basket: Basket, files: Sequence[Sorted], client: str, groups: Sequence[Unclaimed]) -> None:
    """Say that they are the client's: the whole file, or accounts of a file that has others too."""
    for file in files:
        for share in file.nobodys:
            if file.name not in {name for group in groups if is_of(share, group) for name in group.files}:
                continue
            if share.found.partial:
                clients.claim(visit.desk, client, share.found)
            else:
                basket.belongs([file.name], client)


def _words(visit: Visit, group: Unclaimed) -> str:
    """`Facebook · Cairn & Sel · 3 files`."""
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    known = platforms.get(group.platform or "")
    network = known.label if known else group.platform
    named = ", ".join(group.names) or (
        t("without an account, in {folder}", folder=group.folder) if group.folder else ""
    )
    count = t("{n} {n:file|files}", n=len(group.files))
    return " · ".join(part for part in (network, named or t("without an account"), count) if part)
