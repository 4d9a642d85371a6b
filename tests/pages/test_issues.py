"""The report page: a report is kept, what forbids its approval is said, and once mended it is approved."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reporting.actions import report_issues
from reporting.actions.desk import at_desk
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from tests.pages.conftest import Open
from tests.stocking import stock

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
