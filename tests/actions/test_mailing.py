"""Reports by mail: to the recipients of the client, once, in its language; what fails is told and not noted."""

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from reporting.access.people import Person
from reporting.actions import mailing
from reporting.actions.batch import Batch, BatchQuery, Made, build_batch
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.errors import BilanError, ConflictError, NotAllowedError
from reporting.periods import month
from reporting.warehouse.model import Client
from reporting.warehouse.store import Store
from tests.mail.conftest import Inbox, Serve
from tests.mail.conftest import authority as authority  # noqa: PLC0414 -- a fixture of that room
from tests.mail.conftest import inbox as inbox  # noqa: PLC0414 -- the same
from tests.mail.conftest import serve as serve  # noqa: PLC0414 -- the same
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)
TO = ("claire@client.example",)


@pytest.fixture
def posting(desk: Desk, serve: Serve) -> Desk:
    return replace(desk, settings=replace(desk.settings, mail=serve("starttls")))


def built(desk: Desk) -> tuple[Batch, Callable[[Made], bytes]]:
    files: dict[str, bytes] = {}

    def make(client: Client, query: ReportQuery) -> Made:
        report = build_report(desk, query)
        files[report.file_name] = report.data
        return Made(client, report.file_name)

    return build_batch(desk, BatchQuery(OCTOBER), make), lambda made: files[made.file_name]


@pytest.fixture
def two(store: Store) -> tuple[Client, Client]:
    """A French client and an English one, both with a post."""
    made = []
    for name, lang in (("Maison Clément", "fr"), ("Acme & Sons", "en")):
        client = a_client(store, name)
        with store.write() as cur:
            cur.execute("update client set language = $lang where id = $id", {"lang": lang, "id": client.id})
        stock(store, name, "post", [{"post": name, "published_on": OCTOBER.start, "account": name, "reach": 9}])
        made.append(client)
    return made[0], made[1]


def test_each_gets_its_own_in_its_language(posting: Desk, two: tuple[Client, Client], inbox: Inbox) -> None:
    mailing.save_recipients(posting, two[0].id, TO)
    mailing.save_recipients(posting, two[1].id, ["sam@acme.example", " bob@acme.example "])
    batch, read = built(posting)
    sending = mailing.send_batch(posting, batch, read)
    got = {tuple(to): message for to, message in inbox.received}
    french, english = got[TO], got["bob@acme.example", "sam@acme.example"]
    assert french["Subject"] == "Maison Clément\u00a0: Rapport mensuel, octobre 2026"
    assert english["Subject"] == "Acme & Sons: Monthly report, October 2026"
    for message, client, words in ((french, two[0], "Bonjour"), (english, two[1], "Hello")):
        body, (file,) = message.get_body(), message.iter_attachments()
        assert body is not None
        assert body.get_content().startswith(words)
        book = openpyxl.load_workbook(io.BytesIO(file.get_content()))
        assert client.name in str(book["Couverture" if words == "Bonjour" else "Cover"]["A1"].value)
    assert {one.client_id for one in sending.sent} == {two[0].id, two[1].id}


def test_a_job_of_every_night_sends_once(posting: Desk, two: tuple[Client, Client], inbox: Inbox) -> None:
    mailing.save_recipients(posting, two[0].id, TO)
    batch, read = built(posting)
    first = mailing.send_batch(posting, batch, read)
    second = mailing.send_batch(posting, batch, read)
    assert ([one.client_id for one in first.sent], [one.name for one in first.nobody]) == ([two[0].id], [two[1].name])
    assert (second.sent, [one.name for one in second.before], len(inbox.received)) == ((), [two[0].name], 1)
    assert len(mailing.send_batch(posting, batch, read, again=True).sent) == 1
    assert len(inbox.received) == 2
    assert [one.addresses for one in mailing.delivery_list(posting, OCTOBER)] == [TO, TO]


def test_what_the_server_refuses_is_told_and_not_noted(posting: Desk, two: tuple[Client, Client], inbox: Inbox) -> None:
    mailing.save_recipients(posting, two[0].id, TO)
    mailing.save_recipients(posting, two[1].id, ["sam@acme.example", "gone@acme.example"])
    inbox.refuses |= {*TO, "gone@acme.example"}
    batch, read = built(posting)
    sending = mailing.send_batch(posting, batch, read)
    assert sorted(one.client.name for one in sending.failures) == ["Acme & Sons", "Maison Clément"]
    assert [one.addresses for one in mailing.delivery_list(posting, OCTOBER)] == [("sam@acme.example",)]


def test_without_a_server_nothing_is_sent(desk: Desk, two: tuple[Client, Client]) -> None:
    mailing.save_recipients(desk, two[0].id, TO)
    batch, read = built(desk)
    with pytest.raises(BilanError) as refused:
        mailing.send_batch(desk, batch, read)
    assert refused.value.code == "NO_MAIL_SERVER"


def test_recipients_are_addresses(desk: Desk, two: tuple[Client, Client]) -> None:
    mailing.save_recipients(desk, two[0].id, ["b@x.example", "a@x.example", "b@x.example", " "])
    assert mailing.recipient_list(desk) == {two[0].id: ("a@x.example", "b@x.example")}
    with pytest.raises(ConflictError):
        mailing.save_recipients(desk, two[0].id, ["a@x.example\r\nBcc: thief@evil.example"])
    with pytest.raises(ConflictError):
        mailing.save_recipients(desk, two[0].id, [f"a{at}@x.example" for at in range(51)])
    assert mailing.recipient_list(desk) == {two[0].id: ("a@x.example", "b@x.example")}
    mailing.save_recipients(desk, two[0].id, [])
    assert mailing.recipient_list(desk) == {}


def test_sending_needs_its_permission(posting: Desk, two: tuple[Client, Client]) -> None:
    batch, read = built(posting)
    reader = replace(posting, person=Person("reader", frozenset({"reports.read"})))
    with pytest.raises(NotAllowedError):
        mailing.send_batch(reader, batch, read)
    with pytest.raises(NotAllowedError):
        mailing.save_recipients(reader, two[0].id, TO)
