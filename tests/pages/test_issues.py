"""The report page: a report is kept, what forbids its approval is said, and once mended it is approved."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import printing, report_issues
from reporting.actions.desk import Desk, at_desk
from reporting.actions.printing import Printed
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from tests.pages.conftest import Open
from tests.stocking import stock
from tests.tools import soffice

DAYS = [{"day": f"2026-10-{day:02}", "account": "x", "platform": "x", "impressions": 100} for day in range(1, 32)]


@pytest.fixture
def small(home: Path) -> Path:
    """A client with one file and no goal."""
    with at_desk(Settings(home=home)) as desk:
        stock(desk.store, "Acme", "account_day", DAYS, platform="x", file="x_days.csv")
    return home


def said(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    kinds = (app.title, app.subheader, app.markdown, app.caption)
    return " ".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.mark.usefixtures("small")
def test_a_report_is_kept_approved_and_compared(open_page: Open) -> None:
    app = open_page("export", period="2026-10")
    assert "None of this period was kept yet." in said(app)
    app = press(app, "issue_keep")
    assert "**v1** · English, for the client · draft of " in said(app)
    app = press(app, "issue_approve_1")
    assert "It can’t be undone." in said(app)
    report_issues.approve_issue(shared_desk(), 1)
    app = app.run()
    assert "approved on " in said(app)
    assert not [button for button in app.button if button.key == "issue_approve_1"]
    app = press(app, "issue_compare")
    assert "No figure and no goal differs." in said(app)


@pytest.mark.usefixtures("small")
def test_the_page_is_in_french_too(open_page: Open) -> None:
    app = press(open_page("export", lang="fr", period="2026-10"), "issue_keep")
    assert "**v1** · Anglais, pour le client · brouillon du " in said(app)


def program(folder: Path, script: str) -> Path:
    """A program in place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def buttons(app: AppTest) -> list[str | None]:
    return [button.key for button in app.button]


@pytest.mark.office
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("lang", "saved"), [("en", "Download "), ("fr", "Télécharger ")])
def test_a_kept_issue_is_printed_from_the_bytes_that_were_kept(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, lang: str, saved: str
) -> None:
    monkeypatch.setenv("REPORTING_OFFICE", str(soffice()))
    app = press(open_page("export", lang=lang, period="2026-10"), "issue_keep")
    asked: list[bytes] = []
    usual = printing.print_workbook

    def watched(desk: Desk, name: str, data: bytes) -> Printed:
        asked.append(data)
        return usual(desk, name, data)

    monkeypatch.setattr(printing, "print_workbook", watched)
    app = press(app, "issue_pdf_1")
    assert [error.value for error in app.exception] == []
    assert asked == [report_issues.open_issue(shared_desk(), 1).data]
    (button,) = (one for one in app.get("download_button") if one.proto.id.endswith("issue_paper_1"))
    assert button.proto.label == f"{saved}PDF"
    assert "issue_pdf_1" not in buttons(app)


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(os.name != "posix", reason="a program as a script")
def test_an_issue_that_cannot_be_printed_says_why_and_stays_to_be_asked_for(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REPORTING_OFFICE", str(program(tmp_path, "exit 3")))
    app = press(press(open_page("export", period="2026-10"), "issue_keep"), "issue_pdf_1")
    assert [error.value for error in app.exception] == []
    assert len(app.error) == 1
    assert "issue_pdf_1" in buttons(app)


@pytest.mark.usefixtures("small")
def test_without_libreoffice_an_issue_has_no_pdf_button(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTING_OFFICE", "no-such-program")
    app = press(open_page("export", period="2026-10"), "issue_keep")
    assert "issue_approve_1" in buttons(app)
    assert "issue_pdf_1" not in buttons(app)
