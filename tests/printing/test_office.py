"""Workbooks on paper: the very figures, in the language's own writing; and a servant that is always bounded."""

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from reporting.catalog import Catalog
from reporting.catalog.load import load_catalog
from reporting.errors import BilanError
from reporting.language import Language
from reporting.printing.office import Office, find, to_pdf
from reporting.printing.pages import for_print, language_of, page_count, pictures
from reporting.workbook.build import build
from tests.tools import soffice
from tests.workbook.conftest import make_report

NO_SECOND = 0.05


@pytest.fixture(scope="session")
def definitions() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(soffice(), tmp_path_factory.mktemp("office"), 240)


def words(pdf: bytes) -> list[str]:
    """The text of each page, with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [re.sub(r"[\u00a0\u202f\r\n]+", " ", page) for page in pages]


@pytest.mark.office
@pytest.mark.parametrize(("lang", "reach", "rate"), [("en", "32,394", "12.50%"), ("fr", "32 394", "12,50 %")])
def test_a_pdf_shows_the_figures_as_the_language_writes_them_and_no_rows_of_data(
    definitions: Catalog, office: Office, lang: Language, reach: str, rate: str
) -> None:
    workbook = build(make_report(definitions, lang))
    assert language_of(workbook) == lang
    pdf = to_pdf(office, for_print(workbook), lang)
    pages = words(pdf)
    assert page_count(pdf) == len(pages) < 20
    everything = " ".join(pages)
    assert reach in everything
    assert rate in everything
    assert f"Page {len(pages)} {'of' if lang == 'en' else 'sur'} {len(pages)}" in pages[-1]
    assert not [page for page in pages if page.startswith(("Data –", "Données –"))]
    first, second = (Image.open(io.BytesIO(picture)) for picture in pictures(pdf, most=2, width=600))
    assert first.size[0] == second.size[0] == 600
    inks = {color: count for count, color in first.convert("RGB").getcolors(1 << 24) or ()}
    assert inks[0x1F, 0x4D, 0x3A] > 5_000  # the band of the brand


@pytest.mark.office
def test_it_prints_what_is_cached_and_computes_nothing(definitions: Catalog, office: Office) -> None:
    """A formula whose cached value is another one is printed as cached: paper and preview agree."""
    workbook = for_print(build(make_report(definitions)))
    with zipfile.ZipFile(io.BytesIO(workbook)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as changed:
        for name, data in parts.items():
            changed.writestr(name, re.sub(rb"(</f><v>)755(</v>)", rb"\g<1>755431\2", data))
    assert buffer.getvalue() != workbook
    assert "755,431" in " ".join(words(to_pdf(office, buffer.getvalue(), "en")))


def test_only_sheets_of_data_are_hidden_and_nothing_else_changes(definitions: Catalog) -> None:
    before = build(make_report(definitions))
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(for_print(before))) as other:
        assert one.namelist() == other.namelist()
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == ["xl/workbook.xml"]
        book = other.read("xl/workbook.xml").decode()
    hidden = re.findall(r'<sheet name="([^"]*)"[^>]*state="hidden"', book)
    assert hidden == ["Data – Posts", "Data – Accounts by day", "Data – Levels", "Goal data"]


def test_without_the_program_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BilanError) as refused:
        to_pdf(Office(None, tmp_path, 5), b"", "en")
    assert refused.value.code == "NO_OFFICE"
    assert find("no-such-program") is None


def program(folder: Path, script: str) -> Path:
    """A program that behaves badly in place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def alive(pid: int) -> bool:
    """Whether it runs still; a zombie doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(os.name != "posix", reason="process groups of POSIX")
def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    hanging = program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/pid; sleep 300")
    begun = time.monotonic()
    with pytest.raises(BilanError) as refused:
        to_pdf(Office(hanging, tmp_path / "work", 2), b"x", "en")
    assert refused.value.code == "PRINT_TIME"
    assert time.monotonic() - begun < 30
    pid = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not alive(pid):
            break
        time.sleep(NO_SECOND)
    assert not alive(pid)
    assert list((tmp_path / "work").glob("print-*")) == []


@pytest.mark.skipif(os.name != "posix", reason="a program as a script")
@pytest.mark.parametrize(
    "script",
    ["exit 3", 'for last; do :; done; mkdir -p out; echo "no pdf" > out/report.pdf', "kill -9 $$"],
    ids=["fails", "writes another thing", "dies"],
)
def test_one_that_prints_nothing_is_an_error_and_leaves_nothing(tmp_path: Path, script: str) -> None:
    with pytest.raises(BilanError) as refused:
        to_pdf(Office(program(tmp_path, script), tmp_path / "work", 20), b"x", "en")
    assert refused.value.code == "PRINT_FAILED"
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a program as a script")
def test_it_gets_none_of_our_settings_and_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTING_SMTP_PASSWORD", "hunter2")
    asked = program(
        tmp_path, f"env > {tmp_path}/env; ulimit -v > {tmp_path}/memory; printf '%s\n' \"$@\" > {tmp_path}/args"
    )
    with pytest.raises(BilanError):
        to_pdf(Office(asked, tmp_path / "work", 20), b"x", "fr")
    assert "hunter2" not in (tmp_path / "env").read_text()
    assert (tmp_path / "memory").read_text().strip() == "4000000"
    assert [word for word in ("--headless", "--norestore", "--convert-to") if word in (tmp_path / "args").read_text()]


@pytest.mark.skipif(os.name != "posix", reason="a program as a script")
def test_what_it_draws_is_handed_over_whole(tmp_path: Path) -> None:
    drawing = program(tmp_path, "mkdir -p out; printf '%%PDF-1.7 mine' > out/report.pdf")
    assert to_pdf(Office(drawing, tmp_path / "work", 20), b"x", "en") == b"%PDF-1.7 mine"
    profile = (tmp_path / "work" / "office-en" / "user" / "registrymodifications.xcu").read_text()
    assert "<value>en-GB</value>" in profile
    assert "DisableMacrosExecution" in profile
