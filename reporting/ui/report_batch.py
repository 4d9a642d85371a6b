"""Many clients' reports (layer 8): what is asked, the job that makes or sends them, what came of it, who gets them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import streamlit as st

from reporting.actions import batch, clients, mailing, reports
from reporting.actions.batch import Batch, BatchQuery, Failure, Made
from reporting.actions.jobs import Job
from reporting.actions.mailing import Sending
from reporting.errors import BilanError
from reporting.language import text
from reporting.periods import Period, month, period_text
from reporting.ui import blocks, following, memo, messages
from reporting.ui.reporting_sheet import USUAL
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape

_KEY = "bilan_batch"
_MONTHS = 24


@dataclass(slots=True)
class Tray:
    """What this session has made: the job under way, the reports and the zip that they lie in, what was sent."""

    making: Job[tuple[Batch, Path]] | None = None
    sending: Job[Sending] | None = None
    made: tuple[Batch, Path] | None = None
    sent: Sending | None = None

    @property
    def job(self) -> Job[tuple[Batch, Path]] | Job[Sending] | None:
        return self.making or self.sending

    def fetch(self) -> None:
        """What came of a job that has ended; raises what it raised."""
        if self.making and not self.making.running:
            ended, self.making = self.making, None
            self._drop()
            self.made, self.sent = ended.result(), None
        if self.sending and not self.sending.running:
            done, self.sending = self.sending, None
            self.sent = done.result()

    def _drop(self) -> None:
        """The zip of before gives its room back."""
        if self.made:
            self.made[1].unlink(missing_ok=True)


def tray(visit: Visit) -> Tray:
    found: Tray = st.session_state.setdefault(_KEY, Tray())
    try:
        found.fetch()
    except BilanError as error:
        messages.problem(error, visit.lang)
    return found


def asked(visit: Visit) -> BatchQuery:
    """Period and recipe; each report is in its client's language."""
    t, last = visit.t, month(memo.this_day().year, memo.this_day().month).previous()
    periods = _periods(last)
    with st.container(horizontal=True):
        chosen = st.selectbox(
            t("Period"),
            list(periods),
            format_func=lambda key: capital(period_text(periods[key], visit.lang)),
            width=220,
            key="batch_period",
        )
        known = {recipe.id: recipe for recipe in reports.recipe_list(visit.desk)}
        recipe = st.selectbox(
            t("Kind of report"),
            list(known),
            list(known).index(USUAL),
            format_func=lambda id_: known[id_].label[visit.lang],
            width=280,
            key="batch_recipe",
        )
        names = {client.id: client.name for client in batch.batch_clients(visit.desk)}
        only = st.multiselect(
            t("Clients"),
            list(names),
            format_func=names.__getitem__,
            width=320,
            key="batch_clients",
            placeholder=t("All of them"),
        )
    return BatchQuery(periods[chosen], recipe, None, tuple(only))


def _periods(last: Period) -> dict[str, Period]:
    found = [last]
    while len(found) < _MONTHS:
        found.append(found[-1].previous())
    return {period.key: period for period in found}


def start(visit: Visit, tray: Tray, query: BatchQuery) -> None:
    t, count = visit.t, len(query.clients) or len(batch.batch_clients(visit.desk))
    if not count:
        blocks.empty(t("There are no clients yet: import a file first."), "group")
        return
    label = t("Make {n} {n:report|reports}", n=count)
    if st.button(label, type="primary", icon=":material/library_books:", key="batch_start"):
        lang = visit.lang
        tray.making = Job(lambda step: batch.zip_batch(visit.desk, query, lang, step))
        st.rerun()


def follow(visit: Visit, tray: Tray) -> None:
    words = visit.t("Making the reports") if tray.making else visit.t("Sending the reports")
    if tray.job:
        following.follow(visit, tray.job, words)


def outcome(visit: Visit, tray: Tray) -> None:
    """The zip, each client with its file or its reason, and sending them."""
    if tray.made is None:
        return
    t, (made, path) = visit.t, tray.made
    with blocks.card(t("{n} {n:report is|reports are} ready", n=len(made.made)), _about(visit, made)):
        if made.made and path.exists():
            st.download_button(
                t("Download all as one zip"),
                path.read_bytes,
                f"{made.query.period.key}.zip",
                "application/zip",
                type="primary",
                icon=":material/download:",
                on_click="ignore",
                key="batch_download",
            )
        _table(visit, made, tray.sent)
        if made.made and path.exists():
            _send(visit, tray, made, path)
    if tray.sent:
        _failures(visit, t("Not sent"), tray.sent.failures)


def _about(visit: Visit, made: Batch) -> str:
    recipe = visit.desk.catalog.recipes[made.query.recipe].label[visit.lang]
    return f"{recipe} · {capital(period_text(made.query.period, visit.lang))}"


def _table(visit: Visit, made: Batch, sent: Sending | None) -> None:
    t = visit.t
    to = {one.client_id: ", ".join(one.addresses) for one in sent.sent} if sent else {}
    before = {one.id for one in sent.before} if sent else set()
    rows = [
        (
            one.client.name,
            f"✓ {one.file_name}",
            to.get(one.client.id) or (t("before") if one.client.id in before else ""),
        )
        for one in made.made
    ]
    rows += [(one.client.name, "✗ " + " ".join(text(why, visit.lang) for why in one.why), "") for one in made.failures]
    rows += [(one.name, "– " + t("not begun: somebody stopped it."), "") for one in made.left]
    st.dataframe(pd.DataFrame(rows, columns=[t("Client"), t("Report"), t("Sent to")]), hide_index=True)


def _send(visit: Visit, tray: Tray, made: Batch, path: Path) -> None:
    t = visit.t
    if visit.desk.settings.mail is None or "reports.send" not in visit.desk.person.permissions:
        st.caption(t("No mail is sent from this installation; the README says how to set a mail server."))
        return
    again = st.checkbox(t("Also to those who have it already"), key="batch_again")
    if st.button(t("Send each to its client’s recipients"), icon=":material/mail:", key="batch_send"):
        tray.sending = Job(
            lambda step: mailing.send_batch(visit.desk, made, _from(path), step, again=again),
        )
        st.rerun()


def _from(path: Path) -> Callable[[Made], bytes]:
    def read(one: Made) -> bytes:
        with ZipFile(path) as archive:
            return archive.read(one.file_name)

    return read


def _failures(visit: Visit, title: str, failed: tuple[Failure, ...]) -> None:
    if failed:
        st.error(title, icon=":material/error:")
        for one in failed:
            why = " ".join(text(part, visit.lang) for part in one.why)
            st.markdown(f"- **{md_escape(one.client.name)}** {md_escape(why)}")


def recipients(visit: Visit) -> None:
    """Addresses by client, one line each."""
    if "reports.send" not in visit.desk.person.permissions:
        return
    t, listed = visit.t, clients.client_list(visit.desk)
    if not listed:
        return
    known = mailing.recipient_list(visit.desk)
    with st.expander(t("Who gets the reports by mail"), icon=":material/mail:"):
        edited = st.data_editor(
            pd.DataFrame(
                {"client": [one.name for one in listed], "to": [", ".join(known.get(one.id, ())) for one in listed]}
            ),
            column_config={
                "client": st.column_config.TextColumn(t("Client"), disabled=True),
                "to": st.column_config.TextColumn(t("Addresses, with commas between them"), width="large"),
            },
            hide_index=True,
            key=f"batch_recipients_{visit.desk.store.version}",
        )
        if st.button(t("Keep the recipients"), icon=":material/save:", key="recipients_save"):
            try:
                for one, given in zip(listed, edited["to"], strict=True):
                    wanted = tuple(part.strip() for part in (given or "").split(",") if part.strip())
                    if set(wanted) != set(known.get(one.id, ())):
                        mailing.save_recipients(visit.desk, one.id, wanted)
            except BilanError as error:
                messages.problem(error, visit.lang)
                return
            st.toast(t("The recipients are kept."), icon=":material/check:")
