"""How reports look: the agency's brand, each client's, and what they are on the real pages."""

from dataclasses import replace

import streamlit as st

from reporting.actions import brands, clients
from reporting.errors import BilanError
from reporting.ui import messages
from reporting.ui.brand_fields import Fields, language_field, mending_notes
from reporting.ui.brand_pages import pages
from reporting.ui.gate import require
from reporting.ui.view import client_asked
from reporting.ui.words import md_escape
from reporting.warehouse.model import Kit

visit = require("clients.write")
t, desk = visit.t, visit.desk

AGENCY = 0
known = {client.id: client for client in clients.client_list(desk)}
names = {AGENCY: t("The agency: what every client inherits")} | {one.id: one.name for one in known.values()}
head = st.container()
asked = client_asked(st.query_params, list(known.values())).id if "client" in st.query_params and known else AGENCY
whose = st.selectbox(
    t("Brand of"), list(names), list(names).index(asked), format_func=names.__getitem__, key="brand_of"
)
client = known.get(whose)
title = t("How the reports of {client} look", client=client.name) if client else t("How every report looks")
head.title(md_escape(title), anchor=False)

client_id = client.id if client else None
dressed = brands.brand(desk, client_id)
key = f"{whose}/{desk.store.version}"
left, right = st.columns([5, 7], gap="large")
with left:
    fields = Fields(visit, dressed, key, agency=client is None)
    kit = fields.draw()
    now = client.language if client else dressed.own.language or desk.settings.language
    language = language_field(visit, now, key, agency=client is None)
    if client is None:
        kit = replace(kit, language=language if dressed.own.language or language != now else None)
    brand = replace(dressed, own=kit).brand
    mending_notes(visit, brand)
    same = kit == dressed.own and language == now
    with st.container(horizontal=True):
        save = st.button(t("Save the brand"), type="primary", icon=":material/save:", disabled=same, key="save_brand")
        reset = dressed.own != Kit() and st.button(
            t("Back to the agency’s brand") if client else t("Back to how it comes"), type="tertiary", key="reset_brand"
        )
    if save or reset:
        try:
            brands.save_brand(desk, client_id, kit if save else Kit())
            if client and save and language != now:
                fresh = next(one for one in clients.client_list(desk) if one.id == client.id)
                clients.save_client(desk, replace(fresh, language=language))
        except BilanError as error:
            messages.problem(error, visit.lang)
        else:
            st.rerun()
with right:
    shown = client or next(iter(known.values()), None)
    if shown:
        pages(visit, replace(shown, language=language), brand)
