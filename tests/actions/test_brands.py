"""Brands: what a client inherits, what it has of its own, what is refused; and printing what was built."""

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.actions import brands, clients, printing, rules
from reporting.actions.desk import Desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.catalog.model import Catalog
from reporting.errors import BilanError, ConflictError
from reporting.language import error_text
from reporting.periods import month
from reporting.settings import Settings
from reporting.warehouse import backup, connect, schema
from reporting.warehouse.clients import clients as stored_clients
from reporting.warehouse.model import Brand, Client, Kit, Rule
from reporting.warehouse.store import Store
from tests.stocking import stock
from tests.tools import soffice
from tests.workbook.conftest import logo

ACME = Client(0, "Acme", "fr", "Europe/Paris")
AGENCY = Kit(color="#112233", heading="Georgia", company="Agence Bleue", footer="Agence Bleue", numbers="short")


def brand_of(desk: Desk, name: str) -> Brand:
    return clients.client_called(desk, name).brand


def test_a_client_wears_its_own_then_the_agencys_then_what_comes(desk: Desk) -> None:
    acme = clients.save_client(desk, ACME)
    brands.save_brand(desk, None, AGENCY)
    brands.save_brand(desk, acme.id, Kit(heading="Arial", footer=""))
    assert brand_of(desk, "Acme") == Brand(
        color="#112233", heading="Arial", company="Agence Bleue", footer="", numbers="short"
    )


def test_a_change_of_the_agency_reaches_those_who_have_not_chosen(desk: Desk) -> None:
    first, second = (clients.save_client(desk, replace(ACME, name=name)) for name in ("Acme", "Bee"))
    brands.save_brand(desk, first.id, Kit(color="#FF0000"))
    brands.save_brand(desk, None, Kit(color="#00FF00", accent="#0000FF"))
    assert [(one.brand.color, one.brand.accent) for one in clients.client_list(desk)] == [
        ("#FF0000", "#0000FF"),
        ("#00FF00", "#0000FF"),
    ]
    brands.save_brand(desk, first.id, Kit())
    brands.save_brand(desk, None, Kit())
    assert {brand_of(desk, name) for name in ("Acme", "Bee")} == {Brand()}
    assert brands.brand(desk, second.id).own == Kit()


def test_saving_a_client_keeps_what_it_inherits(desk: Desk) -> None:
    acme = clients.save_client(desk, ACME)
    brands.save_brand(desk, None, AGENCY)
    dressed = clients.client_called(desk, "Acme")
    clients.save_client(desk, replace(dressed, name="Acme & Co"))
    assert brands.brand(desk, acme.id).own == Kit()
    clients.save_client(desk, replace(dressed, brand=replace(dressed.brand, accent="#ABCDEF")))
    assert brands.brand(desk, acme.id).own == Kit(accent="#ABCDEF")


def test_a_new_client_speaks_the_agencys_language(desk: Desk) -> None:
    brands.save_brand(desk, None, Kit(language="fr"))
    rules.add_rule(desk, Rule(0, "Nouveau/", None, None, "Nouveau"))
    assert clients.client_called(desk, "Nouveau").language == "fr"


def test_everything_that_is_wrong_is_said_at_once_and_nothing_kept(desk: Desk) -> None:
    wrong = Kit(color="red", accent="#12345", heading="Comic Sans MS", header="x" * 91, footer="a\x00b")
    with pytest.raises(ConflictError) as refused:
        brands.save_brand(desk, None, wrong)
    said = error_text(refused.value, "en")
    for word in ("red is not", "#12345 is not", "Comic Sans MS is not", "may have 90"):
        assert word in said
    assert brands.brand(desk, None).own == Kit()
    with pytest.raises(ConflictError):
        brands.save_brand(desk, 99, Kit(color="#112233"))


def test_each_change_has_its_line_in_the_audit_without_the_picture(desk: Desk) -> None:
    brands.save_brand(desk, None, Kit(color="#112233", logo=logo()))
    with desk.store.read() as cur:
        rows = cur.execute("select object, details from audit where action = 'brand.save'").fetchall()
    assert rows == [("agency", '{"changed": ["color", "logo"]}')]


def test_colours_from_before_are_kept_and_the_usual_ones_inherited(settings: Settings, catalog: Catalog) -> None:
    """A store of the schema before, by its own migrations, with a client who had chosen and one who had not."""
    con = connect.connect(settings)
    older = settings.home / "older"
    older.mkdir(parents=True)
    for path in schema.MIGRATIONS.glob("*.sql"):
        if path.name < "0007":
            (older / path.name).write_text(path.read_text())
    schema.migrate(con, older)
    now = dt.datetime(2026, 1, 1)  # noqa: DTZ001 -- stored in UTC without a zone
    for name, color, picture in (("Acme", "#FF0000", logo()), ("Bee", "#1F4E79", None)):
        con.execute(
            "insert into client (name, language, timezone, color, accent, logo, created_at)"
            " values (?, 'fr', 'Europe/Paris', ?, '#A15C00', ?, ?)",
            [name, color, picture, now],
        )
    con.close()
    store = Store.open(settings, catalog)
    try:
        with store.read() as cur:
            assert [one.brand for one in stored_clients(cur)] == [Brand("#FF0000", logo=logo()), Brand()]
    finally:
        store.close()


def test_a_brand_is_in_the_backup(desk: Desk, tmp_path: Path, catalog: Catalog) -> None:
    brands.save_brand(desk, None, replace(AGENCY, logo=logo()))
    backup.backup(desk.store, tmp_path / "copy")
    home = Settings(home=tmp_path / "again")
    backup.restore(home, tmp_path / "copy")
    store = Store.open(home, catalog)
    try:
        with store.read() as cur:
            row = cur.execute("select color, logo from brand").fetchone()
    finally:
        store.close()
    assert row == ("#112233", logo())


@pytest.fixture
def query(desk: Desk) -> ReportQuery:
    days = [{"day": dt.date(2026, 10, day), "impressions": 100 + day} for day in range(1, 32)]
    stock(desk.store, "Acme", "account_day", days, platform="facebook")
    return ReportQuery(clients.client_called(desk, "Acme").id, month(2026, 10), "en")


@pytest.mark.office
def test_a_report_is_printed_once_and_previewed_in_a_brand_that_is_not_kept(desk: Desk, query: ReportQuery) -> None:
    soffice()
    printed = printing.print_report(desk, query)
    assert printed.file_name == f"{Path(build_report(desk, query).file_name).stem}.pdf"
    assert printed.data.startswith(b"%PDF-")
    assert printed.pages > 3
    shown = brands.brand_pages(desk, query, Brand("#FF0000"))
    assert len(shown) >= 2
    assert all(picture.startswith(b"\x89PNG") for picture in shown)
    assert brand_of(desk, "Acme") == Brand()
    kept = list((desk.settings.work / "prints").glob("*.pdf"))
    assert len(kept) == 2


def test_the_same_workbook_is_not_printed_twice(desk: Desk, query: ReportQuery, tmp_path: Path) -> None:
    """A program that can print only once: the second time it would fail."""
    script = tmp_path / "soffice"
    script.write_text(
        f"#!/bin/sh\n[ -e {tmp_path}/used ] && exit 3\ntouch {tmp_path}/used\nmkdir -p out\n"
        "printf '%%PDF-1.4 once' > out/report.pdf\n"
    )
    script.chmod(0o755)
    other = replace(desk, settings=replace(desk.settings, office=str(script)))
    workbook = build_report(desk, query).data
    assert [printing._pdf_of(other, workbook) for _ in range(2)] == [b"%PDF-1.4 once"] * 2
    with pytest.raises(BilanError):
        printing._pdf_of(other, build_report(desk, replace(query, lang="fr")).data)


def test_without_the_program_the_workbook_is_still_there(desk: Desk, query: ReportQuery) -> None:
    other = replace(desk, settings=replace(desk.settings, office="no-such-program"))
    assert not printing.can_print(other)
    with pytest.raises(BilanError) as refused:
        printing.print_report(other, query)
    assert refused.value.code == "NO_OFFICE"


@pytest.mark.office
def test_fonts_that_the_machine_has_not_are_named(desk: Desk, query: ReportQuery) -> None:
    """Whether a machine has a font is asked of fontconfig, beside our own reading of the PDF."""
    soffice()
    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout  # noqa: S607 -- the machine's own
    brands.save_brand(desk, None, Kit(heading="Palatino Linotype", body="Verdana"))
    wanted = {font for font in ("Palatino Linotype", "Verdana") if font not in known}
    assert set(printing.print_report(desk, query).missing) == wanted
