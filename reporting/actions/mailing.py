"""Reports by mail: who gets them, and sending them (layer 7). Only where the installation has set a mail server."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reporting.actions.batch import Batch, Failure, Made
from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.actions.jobs import Progress, Stopped
from reporting.actions.report_issues import issue_list, open_issue
from reporting.errors import BilanError, ConflictError, say
from reporting.language import Language, date_text, text
from reporting.mail import Attachment, Letter, address_fault, outbox, refused_sentence
from reporting.periods import Period
from reporting.settings import MailServer
from reporting.warehouse.deliveries import Delivery, deliveries, note_delivery, recipients, set_recipients
from reporting.warehouse.model import Client

MOST_RECIPIENTS = 50


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of it. before: clients who have this report already; nobody: those without recipients."""

    sent: tuple[Delivery, ...] = ()
    before: tuple[Client, ...] = ()
    nobody: tuple[Client, ...] = ()
    failures: tuple[Failure, ...] = ()


@action("reports.read")
def recipient_list(desk: Desk) -> dict[int, tuple[str, ...]]:
    """Addresses by client."""
    with desk.store.read() as cur:
        return recipients(cur)


@action("reports.read")
def delivery_list(desk: Desk, period: Period) -> list[Delivery]:
    """What was sent of a period, in order of time."""
    with desk.store.read() as cur:
        return deliveries(cur, period.key)


@action("reports.send")
def save_recipients(desk: Desk, client_id: int, addresses: Sequence[str]) -> tuple[str, ...]:
    """These, and no others. Raises ConflictError for what is no address, and for too many."""
    wanted = tuple(sorted({one.strip() for one in addresses if one.strip()}, key=str.casefold))
    faults = [fault for address in wanted if (fault := address_fault(address))]
    if len(wanted) > MOST_RECIPIENTS:
        faults.append(say("These are {n} addresses, {most} are allowed.", n=len(wanted), most=MOST_RECIPIENTS))
    if faults:
        raise ConflictError(
            say("The recipients can’t be kept."),
            why=faults[0],
            todo=say("Correct it; the recipients stay as they were until then."),
            code="RECIPIENTS_REFUSED",
        )
    with change(desk, "recipient.set", f"client {client_id}", addresses=list(wanted)) as made:
        set_recipients(made.cur, client_id, wanted, desk.person.name)
    return wanted


@action("reports.send")
def send_batch(
    desk: Desk, batch: Batch, read: Callable[[Made], bytes], progress: Progress | None = None, *, again: bool = False
) -> Sending:
    """Each report to its client's recipients, in a letter of its own; a failure doesn't keep the others from theirs.

    Where a kept issue of this report has been approved, that is what is sent, and not what was made just now.
    A client who has the report of this period and recipe gets it a second time only with `again`: a job that runs every
    night sends once. Raises BilanError without a mail server, ConflictError for the version for the team alone.
    """
    _refuse_internal(desk, batch)
    postman = _Postman(desk, _server(desk), batch)
    addresses, known = recipient_list(desk), delivery_list(desk, batch.query.period)
    have = {one.client_id for one in known if one.recipe == batch.query.recipe and not again}
    ready = [one for one in batch.made if one.client.id in addresses and one.client.id not in have]
    sent: list[Delivery] = []
    failures: list[Failure] = []
    for at, one in enumerate(ready):
        try:
            if progress:
                progress(at, len(ready), one.client.name)
            made, data = _approved(desk, batch, one) or (one, read(one))
            delivery, refused = postman.send(made, data, addresses[one.client.id])
            sent.append(delivery)
            failures += [Failure(one.client, (refused_sentence(refused),))] if refused else []
        except Stopped:
            break
        except BilanError as error:
            failures.append(Failure(one.client, error.sentences))
    without = tuple(one.client for one in batch.made if one.client.id not in addresses)
    before = tuple(one.client for one in batch.made if one.client.id in have)
    return Sending(tuple(sent), before, without, tuple(failures))


def _approved(desk: Desk, batch: Batch, made: Made) -> tuple[Made, bytes] | None:
    """The newest approved issue of this report, for the same readers; None where there is none."""
    query = batch.query.of(made.client)
    readers = query.readers or desk.catalog.recipes[query.recipe].readers
    for known in issue_list(desk, made.client.id, query.period):
        if known.approval and (known.series.recipe, known.series.readers) == (query.recipe, readers):
            kept = open_issue(desk, known.id)
            return Made(made.client, kept.file_name), kept.data
    return None


def _letter(desk: Desk, batch: Batch, made: Made, data: bytes, to: Sequence[str]) -> Letter:
    """In the client's language, unless the batch is in another."""
    lang, recipe = batch.query.lang or made.client.language, desk.catalog.recipes[batch.query.recipe]
    about = {"client": made.client.name, "report": recipe.label[lang], "period": batch.query.period}
    lines = (
        say("Hello,"),
        say("Attached is the report “{report}” of {client} for {period}.", **about),
        say("The figures are those that were imported by {day}.", day=_today(lang)),
        say("Answers to this message reach the team that made the report."),
    )
    subject = text(say("{client}: {report}, {period}", **about), lang)
    words = "\n\n".join(text(line, lang) for line in lines)
    return Letter(tuple(to), subject, words + "\n", (Attachment(made.file_name, data),))


def _today(lang: Language) -> str:
    return date_text(dt.datetime.now(dt.UTC).date(), lang, "long")


@dataclass(frozen=True, slots=True)
class _Postman:
    desk: Desk
    server: MailServer
    batch: Batch

    def send(self, made: Made, data: bytes, to: tuple[str, ...]) -> tuple[Delivery, tuple[str, ...]]:
        """Noted once the server has taken it: what was not noted was not sent. Beside it the addresses refused."""
        with outbox(self.server) as box:
            refused = box.send(_letter(self.desk, self.batch, made, data, to))
        delivery = Delivery(
            made.client.id,
            self.batch.query.period.key,
            self.batch.query.recipe,
            made.file_name,
            hashlib.sha256(data).hexdigest(),
            tuple(address for address in to if address not in refused),
            dt.datetime.now(dt.UTC),
            self.desk.person.name,
        )
        about = {"client": made.client.id, "to": list(delivery.addresses)}
        with change(self.desk, "report.send", about=made.file_name, **about) as noted:
            note_delivery(noted.cur, delivery)
        return delivery, refused


def _refuse_internal(desk: Desk, batch: Batch) -> None:
    """Recipients are the client's; names of private people and hours are not for them."""
    if (batch.query.readers or desk.catalog.recipes[batch.query.recipe].readers) == "internal":
        raise ConflictError(
            say("The version for the team is not sent by mail."),
            why=say("It holds personal data and hours, and the recipients are the client’s."),
            todo=say("Send the version for the client, with --readers client."),
            code="INTERNAL_BY_MAIL",
        )


def _server(desk: Desk) -> MailServer:
    if desk.settings.mail:
        return desk.settings.mail
    raise BilanError(
        say("No mail is sent from this installation."),
        why=say("It has no mail server."),
        todo=say("Set REPORTING_SMTP_HOST and REPORTING_SMTP_FROM, or send the files yourself."),
        code="NO_MAIL_SERVER",
    )
