"""The reports of many clients at once: each is there or its reason is, whatever happens to the others."""

import io
import zipfile

import openpyxl
import pytest

from reporting.access.people import Person
from reporting.actions.batch import BatchQuery, Made, build_batch, free_name, zip_batch
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.jobs import Job, Stopped
from reporting.actions.reports import build_report
from reporting.errors import NotAllowedError
from reporting.periods import month
from reporting.warehouse.model import Client
from reporting.warehouse.store import Store
from tests.stocking import a_client, stock

OCTOBER = month(2026, 10)


def with_posts(store: Store, name: str) -> Client:
    client = a_client(store, name)
    rows = [{"post": f"{name}-{at}", "published_on": OCTOBER.start, "account": name, "reach": 100} for at in range(3)]
    stock(store, name, "post", rows)
    return client


@pytest.fixture
def three(store: Store) -> list[Client]:
    """Two with posts, between them one without."""
    return [with_posts(store, "Acme"), a_client(store, "Empty"), with_posts(store, "Zoë / =SUM(A1)")]


def test_each_client_has_its_report_or_its_reason(desk: Desk, three: list[Client]) -> None:
    steps: list[tuple[int, int, str]] = []
    batch, path = zip_batch(desk, BatchQuery(OCTOBER), "en", lambda *step: steps.append(step))
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names == ["Acme_2026-10_v1-draft.xlsx", "Zoë-SUM-A1_2026-10_v1-draft.xlsx", "failures.txt"]
        told = archive.read("failures.txt").decode("utf-8-sig")
        alone = build_report(desk, ReportQuery(three[0].id, OCTOBER)).sheets
        assert tuple(openpyxl.load_workbook(io.BytesIO(archive.read(names[0]))).sheetnames) == alone
    assert told.splitlines()[0] == "Empty: Nothing was imported for October 2026."
    assert [one.client.name for one in batch.made] == ["Acme", "Zoë / =SUM(A1)"]
    assert [one.client.name for one in batch.failures] == ["Empty"]
    assert steps == [(0, 3, "Acme"), (1, 3, "Empty"), (2, 3, "Zoë / =SUM(A1)")]


def test_the_list_of_failures_is_no_formula_and_in_the_language_of_the_reader(desk: Desk, store: Store) -> None:
    a_client(store, "=1+1")
    _, path = zip_batch(desk, BatchQuery(OCTOBER), "fr")
    with zipfile.ZipFile(path) as archive:
        told = archive.read("echecs.txt").decode("utf-8-sig")
    assert told.splitlines()[0] == "'=1+1\u00a0: Rien n’a été importé pour octobre 2026."


@pytest.mark.usefixtures("three")
def test_a_report_that_breaks_is_one_failure(desk: Desk) -> None:
    def make(client: Client, _query: ReportQuery) -> Made:
        if client.name == "Acme":
            raise KeyError("a fault of ours")
        return Made(client, client.name)

    batch = build_batch(desk, BatchQuery(OCTOBER), make)
    assert [one.client.name for one in batch.made] == ["Empty", "Zoë / =SUM(A1)"]
    assert {one.client.name: one.why[0].msgid for one in batch.failures} == {"Acme": "A fault of Bilan: {kind}."}


def test_it_stops_between_two_clients_and_says_who_is_left(desk: Desk, three: list[Client]) -> None:
    def step(done: int, _total: int, _name: str) -> None:
        if done == 1:
            raise Stopped

    batch, path = zip_batch(desk, BatchQuery(OCTOBER), "en", step)
    assert ([one.client for one in batch.made], list(batch.left)) == (three[:1], three[1:])
    with zipfile.ZipFile(path) as archive:
        assert "Empty: not begun: somebody stopped it." in archive.read("failures.txt").decode("utf-8-sig")


@pytest.mark.usefixtures("three")
def test_it_runs_as_a_job_that_can_be_watched(desk: Desk) -> None:
    job = Job(lambda step: zip_batch(desk, BatchQuery(OCTOBER), "en", step))
    names = [step.name for step in job.steps()]
    assert names == ["Acme", "Empty", "Zoë / =SUM(A1)"]
    assert len(job.result()[0].made) == 2


def test_the_example_is_left_out_beside_real_clients(desk: Desk, store: Store, three: list[Client]) -> None:
    with store.write() as cur:
        cur.execute("update client set example = true where id = $id", {"id": three[2].id})
    batch = build_batch(desk, BatchQuery(OCTOBER), lambda client, _query: Made(client, client.name))
    assert [one.client.name for one in batch.made] == ["Acme", "Empty"]


@pytest.mark.usefixtures("three")
def test_every_report_is_in_the_audit_trail(desk: Desk, store: Store) -> None:
    zip_batch(desk, BatchQuery(OCTOBER), "en")
    with store.read() as cur:
        rows = cur.execute("select object from audit where action = 'report.build' order by id").fetchall()
    names = [name.removesuffix("_2026-10_v1-draft.xlsx") for (name,) in rows]
    assert names == ["Acme", "Empty", "Zoë-SUM-A1"]


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("a.xlsx", set(), "a.xlsx"),
        ("A.xlsx", {"a.xlsx"}, "A (2).xlsx"),
        ("a.xlsx", {"a.xlsx", "a (2).xlsx"}, "a (3).xlsx"),
    ],
)
def test_no_file_takes_the_place_of_another(name: str, taken: set[str], free: str) -> None:
    assert free_name(name, taken) == free


def test_without_the_permission_nothing_is_made(desk: Desk) -> None:
    nobody = Desk(desk.store, desk.settings, Person("nobody", frozenset()))
    with pytest.raises(NotAllowedError):
        zip_batch(nobody, BatchQuery(OCTOBER), "en")
    assert not list(desk.settings.work.glob("*.zip"))
