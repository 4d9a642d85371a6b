"""Letters, as a real server gets them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import BilanError
from reporting.mail import ADDRESS_CHARS, Attachment, Letter, address_fault, message, outbox
from reporting.settings import MailServer
from tests.mail.conftest import SENDER, Inbox, Serve

LETTER = Letter(
    ("claire@client.example", "noé@client.example".replace("é", "e")),
    "Maison Clément : rapport mensuel, octobre 2026",
    "Bonjour,\n\nVoici le rapport – été compris.\n",
    (Attachment("Clément_2026-10_v1-draft.xlsx", b"PK\x03\x04 bytes \x00\xff"),),
)


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_letter_arrives_whole(serve: Serve, inbox: Inbox, security: str) -> None:
    with outbox(serve(security)) as box:
        assert box.send(LETTER) == ()
    ((to, got),) = inbox.received
    assert to == list(LETTER.to)
    assert (got["Subject"], got["From"]) == (LETTER.subject, SENDER)
    body = got.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == LETTER.text
    (file,) = got.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Clément_2026-10_v1-draft.xlsx", LETTER.attachments[0].data)
    assert inbox.encrypted == [security != "none"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # of a line that is encrypted from its start
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_signing_in(serve: Serve, inbox: Inbox, security: str) -> None:
    server = serve(security, signed_in=True)
    with outbox(server) as box:
        box.send(LETTER)
    assert len(inbox.received) == 1
    with pytest.raises(BilanError) as refused, outbox(replace(server, user="other")):
        pass
    assert [one.msgid for one in refused.value.sentences][1] == "It does not know this user and password."


def test_the_password_is_never_shown(serve: Serve) -> None:
    server = serve("starttls", signed_in=True)
    assert "s3cret" not in repr(server)
    with pytest.raises(BilanError) as refused, outbox(replace(server, user="other")):
        pass
    assert "s3cret" not in repr(refused.value) + "".join(map(repr, refused.value.sentences))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_its_name_gets_nothing(serve: Serve, inbox: Inbox, security: str) -> None:
    server = serve(security, name="other.example")
    with pytest.raises(BilanError) as refused, outbox(server):
        pass
    assert refused.value.code == "MAIL_SERVER"
    stranger = replace(serve(security), ca_file=None)
    with pytest.raises(BilanError), outbox(stranger):
        pass
    assert inbox.received == []


def test_a_server_without_encryption_is_not_spoken_to(serve: Serve, inbox: Inbox) -> None:
    plain = replace(serve("none"), security="starttls")
    with pytest.raises(BilanError) as refused, outbox(plain):
        pass
    assert [one.msgid for one in refused.value.sentences][1] == "It offers no encrypted line or no sign-in."
    assert inbox.received == []


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(BilanError) as refused, outbox(MailServer("localhost", SENDER, 1, "none")):
        pass
    assert refused.value.code == "MAIL_SERVER"


def test_an_address_that_is_refused_does_not_keep_the_others(serve: Serve, inbox: Inbox) -> None:
    server = serve("starttls")
    inbox.refuses.add(LETTER.to[0])
    with outbox(server) as box:
        assert box.send(LETTER) == (LETTER.to[0],)
    assert [to for to, _ in inbox.received] == [[LETTER.to[1]]]
    inbox.refuses.add(LETTER.to[1])
    with outbox(server) as box, pytest.raises(BilanError) as refused:
        box.send(LETTER)
    assert refused.value.code == "MAIL_REFUSED"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "a@b..c",
        "a@.example",
        "a b@client.example",
        "a@client.example, b@client.example",
        "a@client.example\r\nBcc: thief@evil.example",
        "a@client.example\nX: y",
        "<a@client.example>",
        "Ann <a@client.example>",
        "a@client.example\x00",
        f"{'a' * 64}@{'b' * 190}.example",
        "a@client.exam\u200bple",
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    assert address_fault(address) is not None
    with pytest.raises(BilanError) as refused:
        message(replace(LETTER, to=(address,)), SENDER)
    assert refused.value.code == "MAIL_ADDRESS"


@pytest.mark.parametrize("address", ["a@b.example", "o'neil+tag@mail.client.example", f"{'a' * 64}@b.example"])
def test_a_plain_address_is_taken(address: str) -> None:
    assert address_fault(address) is None
    assert len(address) <= ADDRESS_CHARS


@given(subject=st.text(), name=st.text(min_size=1), words=st.text())
def test_no_text_adds_a_header(subject: str, name: str, words: str) -> None:
    """Whatever a client is called: the headers are ours, one line each."""
    letter = Letter(("a@b.example",), f"{subject}\r\nBcc: c@d.example", words, (Attachment(f"{name}.xlsx", b"x"),))
    try:
        head = message(letter, SENDER).as_bytes().split(b"\n\n", 1)[0]
    except UnicodeEncodeError:
        return  # half of a pair: no text that a store can hold
    names = [line.split(b":")[0] for line in head.split(b"\n") if not line.startswith((b" ", b"\t"))]
    assert set(names) <= {
        b"From",
        b"To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"Auto-Submitted",
        b"MIME-Version",
        b"Content-Type",
    }
