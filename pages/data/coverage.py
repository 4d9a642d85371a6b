"""Which weeks of which account are there, which are missing, and what to download next."""

import streamlit as st

from reporting.actions import clients as client_actions
from reporting.actions import covering
from reporting.language import text
from reporting.ui import blocks, calendars, memo, welcome
from reporting.ui.gate import require
from reporting.ui.words import capital, md_escape

visit = require("imports.write")
t = visit.t

clients = client_actions.client_list(visit.desk)
if not clients:
    welcome.show(visit)
    st.stop()

by_id = {client.id: client for client in clients}
number = st.session_state.get("coverage_client") or clients[0].id
client = by_id.get(number, clients[0])
version = visit.desk.store.version
seen = memo.calendar(client.id, version, calendars.today(client))

title = st.container()
if len(clients) > 1:
    st.pills(
        t("Client"),
        list(by_id),
        default=client.id,
        format_func=lambda one: md_escape(by_id[one].name),
        key="coverage_client",
        label_visibility="collapsed",
    )
if not seen.exports:
    with title:
        welcome.nothing_yet(visit, client)
    st.stop()
title.title(capital(md_escape(text(covering.headline(seen, visit.desk.catalog), visit.lang))), anchor=False)

accounts = calendars.names(seen, visit)
with st.container(horizontal=True, vertical_alignment="center"):
    account = st.pills(
        t("Account"),
        list(accounts),
        format_func=lambda one: md_escape(accounts[one]),
        key=f"coverage_account_{client.id}",
        label_visibility="collapsed",
    )
    weeks = st.segmented_control(
        t("How far back"),
        calendars.WEEKS,
        default=calendars.WEEKS[1],
        required=True,
        format_func=lambda one: t("{n} weeks", n=one),
        key="coverage_weeks",
        label_visibility="collapsed",
    )
    calendars.rules(visit)

files = {entry.id: entry.file for entry in memo.imports(client.id, version)}
drawn = calendars.drawing(seen, files, visit, account=account, weeks=weeks or calendars.WEEKS[1])
blocks.chart_card(drawn, key="coverage")
calendars.download_list(seen, visit)
