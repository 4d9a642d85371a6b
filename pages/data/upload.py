"""Drop export files, see what each is, answer what they can't tell, confirm with one click, get receipts."""

import streamlit as st

from reporting.ui.basket import basket
from reporting.ui.claiming import ask_client, claim, claimable
from reporting.ui.following import follow
from reporting.ui.gate import require
from reporting.ui.inspection import doubtful_blocks, file_block
from reporting.ui.leftovers import offer_leftovers
from reporting.ui.questions import asked, question_block
from reporting.ui.receipts import receipt_list
from reporting.ui.sorting import sort_out
from reporting.ui.summary import by_client, clear_files, counts

visit = require("imports.write")
t = visit.t
waiting = basket(visit.desk)
waiting.fetch()

st.title(t("Import exports"), anchor=False)
st.markdown(t("Drop the files as the networks gave them: CSV, Excel or a zip of them. Nothing is stored before you confirm."))
offer_leftovers(visit, waiting)

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

if waiting.unread and not waiting.job and not waiting.held:
    waiting.read(visit.desk)
if waiting.reading:
    follow(visit, waiting.reading, t("Reading"))
    st.stop()
if waiting.taking:
    follow(visit, waiting.taking, t("Taking in"))
    st.stop()
if waiting.held and waiting.unread:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("Stopped: {n} {n:file is|files are} not read yet.", n=len(waiting.unread)))
        if st.button(t("Go on reading"), icon=":material/play_arrow:", key="read_on"):
            waiting.read(visit.desk)
            st.rerun()

if waiting.receipts:
    receipt_list(visit, waiting.receipts)

sorted_files = sort_out(visit, waiting)
if not sorted_files:
    st.stop()

with st.container(border=True):
    st.subheader(t("{n} {n:file|files} looked at", n=len(sorted_files)), anchor=False)
    counts(visit, sorted_files)
    by_client(visit, sorted_files)
    client, groups = ask_client(visit, sorted_files)
    rejected = [file for file in sorted_files if file.state == "doubtful" and file.leaves]
    agreed = bool(rejected) and st.checkbox(
        t(
            "Leave out the {n} {n:row|rows} that can’t go in, and take in the rest",
            n=sum(file.rejected for file in rejected),
        ),
        key="accept_rejections",
    )
    if agreed:
        waiting.agreed |= {file.name for file in rejected}
        st.rerun()
    ready = [file.name for file in sorted_files if file.state == "clear"]
    ready += claimable(sorted_files, groups) if client else []
    with st.container(horizontal=True):
        if st.button(
            t("Take in all that is clear ({n} {n:file|files})", n=len(ready)),
            type="primary",
            icon=":material/check:",
            disabled=not ready,
            key="take_in",
        ):
            if client:
                claim(visit, waiting, sorted_files, client, groups)
            waiting.take_in(visit.desk, ready)
            st.rerun()
        if st.button(t("Empty the list"), type="tertiary", icon=":material/delete_sweep:", key="empty"):
            waiting.empty()
            st.rerun()

for number, one in enumerate(asked(waiting)):
    question_block(visit, waiting, one, number)
doubtful_blocks(visit, waiting, sorted_files)

others = [file for file in sorted_files if file.state in ("clear", "known")]
if others and st.toggle(t("Show the files that need nothing ({n})", n=len(others)), value=len(others) < 6, key="show_clear"):
    chosen = clear_files(visit, others)
    if chosen:
        file_block(visit, waiting, chosen, opened=True)
