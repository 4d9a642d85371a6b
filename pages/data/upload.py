"""Drop export files, see what each is, answer what it can't tell, confirm, get receipts."""

import streamlit as st

from reporting.actions import clients, importing
from reporting.ui.basket import basket
from reporting.ui.gate import require
from reporting.ui.inspection import file_block
from reporting.ui.questions import asked, question_block
from reporting.ui.receipts import receipt_list
from reporting.ui.words import md_escape

visit = require("imports.write")
t = visit.t
waiting = basket(visit.desk.settings)

st.title(t("Import exports"), anchor=False)
st.markdown(t("Drop the files as the networks gave them: CSV, Excel or a zip of them. Nothing is stored before you confirm."))


def advance(done: int, total: int, name: str) -> None:
    words = t("{done} of {total}", done=done, total=total)
    progress.progress(done / max(total, 1), f"{words} · {md_escape(name)}")


whole_folder = st.toggle(t("A whole folder"), key="whole_folder")
files = st.file_uploader(
    t("Drop the export files here, or choose them"),
    accept_multiple_files="directory" if whole_folder else True,
    key=f"files/{waiting.round}/{whole_folder}",
    help=t("The button is Streamlit’s own and speaks English: Upload opens the list of your files."),
)
if files:
    waiting.add(files)
    st.rerun()

progress = st.empty()
if waiting.unread:
    for found in importing.inspect(visit.desk, waiting.unread, None, advance):
        waiting.founds.setdefault(found.file, []).append(found)
    st.rerun()

if waiting.receipts:
    receipt_list(visit, waiting.receipts)

if waiting.uploads:
    ready = len(waiting.ready)
    st.subheader(
        t("{ready} of {n} {n:table|tables} ready to go in", ready=ready, n=len(waiting.tables)), anchor=False
    )
    for number, one in enumerate(asked(waiting)):
        question_block(visit, waiting, one, number)
    for name in list(waiting.uploads):
        file_block(visit, waiting, name)

    with st.container(border=True):
        names = [client.name for client in clients.client_list(visit.desk)]
        by_account = t("The client whose accounts they are")
        client = st.selectbox(
            t("For which client?"),
            [by_account, *names] if names else [],
            index=0 if names else None,
            accept_new_options=True,
            placeholder=t("Choose a client or write a new name"),
            help=t("An account that was seen before leads its files to its client. Write a name to make a new client."),
            key="upload_client",
        )
        agreed = True
        if waiting.rejected:
            agreed = st.checkbox(
                t("Leave out the {n} {n:row|rows} that can’t go in, and take in the rest", n=waiting.rejected),
                key="accept_rejections",
            )
        if st.button(
            t("Take in {n} {n:table|tables}", n=ready),
            type="primary",
            icon=":material/check:",
            disabled=not (ready and client and agreed),
            key="take_in",
        ):
            receipts = importing.take_in(
                visit.desk,
                None if client == by_account else client,
                [waiting.uploads[name] for name in waiting.settled],
                founds=[found for founds in waiting.settled.values() for found in founds],
                accept_rejections=bool(waiting.rejected),
                progress=advance,
            )
            waiting.empty(receipts)
            st.rerun()
