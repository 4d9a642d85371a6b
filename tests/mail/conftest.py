"""A real mail server on this machine, with a certificate that a throw-away authority vouches for."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from reporting.settings import MailServer

HOST = "localhost"
SENDER = "reports@agency.example"


@dataclass
class Inbox:
    """What the server took, and whom it takes nothing for."""

    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- the name that the server calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name that the server calls
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append((list(envelope.rcpt_tos), message_from_bytes(content, policy=policy.default)))
        assert server.transport is not None
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


def checked(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"bilan", b"s3cret")
    return AuthResult(success=known, handled=False)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


Serve = Callable[..., MailServer]


@pytest.fixture
def serve(inbox: Inbox, authority: trustme.CA, tmp_path: Path) -> Iterator[Serve]:
    """`serve("starttls", name="localhost", signed_in=True)` starts it and gives the settings of one who knows it."""
    running: list[Controller] = []
    vouched = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(vouched))

    def serve(security: str = "starttls", *, name: str = HOST, signed_in: bool = False) -> MailServer:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        how: dict[str, Any] = {}
        if security == "starttls":
            how = {"tls_context": context, "require_starttls": True}
        elif security == "tls":
            how = {"ssl_context": context}
        if signed_in:
            how |= {"authenticator": checked, "auth_required": True, "auth_require_tls": security == "starttls"}
        port = free_port()
        server = Controller(inbox, hostname=HOST, port=port, **how)
        server.start()
        running.append(server)
        user, password = ("bilan", "s3cret") if signed_in else ("", "")
        return MailServer(HOST, SENDER, port, security, user, password, vouched)  # type: ignore[arg-type]  # one of the three

    yield serve
    for server in running:
        server.stop()
