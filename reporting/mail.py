"""Letters over SMTP (layer 6): the one place that speaks to another machine, and only to the server that is set.

A letter is text with attachments. An address is checked before it enters a header; no header holds a line break.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from unicodedata import category

from reporting.errors import BilanError, Sentence, say
from reporting.settings import MailServer

ADDRESS_CHARS = 254
_SUBJECT_CHARS = 200
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_BREAKING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a letter; kind as in `application/zip`."""

    name: str
    data: bytes
    kind: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Letter:
    """to: plain addresses, each of which sees the others."""

    to: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


def address_fault(address: str) -> Sentence | None:
    """Why letters can't be sent there; None if they can. Plain addresses only, as name@example.com."""
    labels = address.rpartition("@")[2].split(".")
    if len(address) > ADDRESS_CHARS or not _ADDRESS.fullmatch(address) or not all(labels) or len(labels) == 1:
        return say("“{address}” is not an e-mail address such as name@example.com.", address=address[:ADDRESS_CHARS])
    return None


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it goes over the line. Raises BilanError for an address that is none."""
    faults = [fault for address in (*letter.to, sender) if (fault := address_fault(address))]
    if faults or not letter.to:
        raise BilanError(
            say("The letter has no address that it can be sent to."),
            why=faults[0] if faults else None,
            todo=say("Correct the recipients of the client."),
            code="MAIL_ADDRESS",
        )
    made = EmailMessage()
    made["From"] = Address(addr_spec=sender)
    made["To"] = [Address(addr_spec=address) for address in letter.to]
    made["Subject"] = _one_line(letter.subject)
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    for one in letter.attachments:
        main, _, sub = one.kind.partition("/")
        made.add_attachment(one.data, maintype=main, subtype=sub, filename=_one_line(one.name))
    return made


def _one_line(words: str) -> str:
    """Without line breaks and other control characters; the no-break space of French stays."""
    shown = "".join(" " if category(letter) in _BREAKING else letter for letter in words)
    return re.sub(" {2,}", " ", shown).strip(" ")[:_SUBJECT_CHARS]


class Outbox:
    """An open line to the server."""

    def __init__(self, server: MailServer, line: smtplib.SMTP) -> None:
        self._server, self._line = server, line

    def send(self, letter: Letter) -> tuple[str, ...]:
        """Gives the addresses that the server refused. Raises BilanError where it takes the letter for nobody."""
        made = message(letter, self._server.sender)
        try:
            refused = self._line.send_message(made)
        except smtplib.SMTPRecipientsRefused as error:
            raise BilanError(
                refused_sentence(tuple(sorted(error.recipients))),
                todo=say("Correct the recipients of the client."),
                code="MAIL_REFUSED",
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise _failed(self._server, error) from error
        return tuple(sorted(refused))


@contextmanager
def outbox(server: MailServer) -> Iterator[Outbox]:
    """Signed in, over a line whose other end has proved its name, unless the setting says `none`.

    Raises BilanError where the server isn't there, can't prove its name, or takes neither name nor password.
    """
    try:
        line = _opened(server)
    except (smtplib.SMTPException, OSError) as error:
        raise _failed(server, error) from error
    try:
        yield Outbox(server, line)
    finally:
        _hang_up(line)


def _opened(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
    if server.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        if server.security == "starttls":
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        _hang_up(line)
        raise
    return line


def _hang_up(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (smtplib.SMTPException, OSError):
        line.close()


def _failed(server: MailServer, error: Exception) -> BilanError:
    """The server's own words without its address of the line, and without ours."""
    return BilanError(
        say("The mail server {host} did not take the letter.", host=f"{server.host}:{server.port}"),
        why=_why(error),
        todo=say("Check REPORTING_SMTP_HOST and the settings beside it, then send again."),
        code="MAIL_SERVER",
    )


def _why(error: Exception) -> Sentence:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return say("It does not know this user and password.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return say("Its certificate does not prove its name: {reason}.", reason=error.verify_message)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return say("It offers no encrypted line or no sign-in.")
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return say("It says: {code} {words}", code=error.smtp_code, words=_one_line(said))
    return say("It can’t be reached: {reason}.", reason=_one_line(str(error)) or type(error).__name__)


def refused_sentence(addresses: Sequence[str]) -> Sentence:
    return say("The mail server refused {addresses}.", addresses=list(addresses))
