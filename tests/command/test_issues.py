"""report --lint, report --freeze and issues, as a script uses them."""

import hashlib
from pathlib import Path

import pytest

from tests.command.conftest import SAMPLES, Run

FACEBOOK = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"
REPORT = ("report", "--client", "Acme", "--period", "2026-10")


@pytest.fixture
def imported(run: Run) -> Run:
    assert run("import", FACEBOOK, "--client", "Acme").code == 0
    return run


def test_lint_is_0_without_an_error_and_1_with_one_and_writes_nothing_unless_asked(
    imported: Run, tmp_path: Path
) -> None:
    clean = imported(*REPORT, "--lint", "--json")
    assert clean.code == 0
    (document,) = clean.document
    assert document["errors"] == 0
    assert {key for one in document["remarks"] for key in one} <= {"rule", "level", "where", "what", "how"}
    goal = ("--metric", "engagements", "--kind", "reach_total", "--target", "1000000", "--period", "2026-10")
    assert imported("goals", "set", "--client", "Acme", *goal).code == 0
    path = tmp_path / "report.xlsx"
    red = imported(*REPORT, "--lint", "-o", path, "--lang", "fr")
    assert red.code == 1
    assert red.out.startswith("✗ Erreur · Objectif")
    assert path.read_bytes()[:2] == b"PK"
    assert imported(*REPORT).code == 2


def test_an_issue_is_kept_listed_opened_compared_and_approved(imported: Run, tmp_path: Path) -> None:
    made = imported(*REPORT, "--freeze", "-o", tmp_path, "--json").document
    path = tmp_path / "Acme_2026-10_v1-draft.xlsx"
    assert made == [{"client": "Acme", "issue": 1, "version": "v1", "file": str(path)}]
    (listed,) = imported("issues", "list", "--client", "Acme", "--period", "2026-10", "--json").document
    assert (listed["version"], listed["status"], listed["errors"]) == ("v1", "draft", [])
    assert listed["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    again = tmp_path / "again.xlsx"
    assert imported("issues", "show", "1", "-o", again).code == 0
    assert again.read_bytes() == path.read_bytes()
    figures = imported("issues", "show", "1", "--json").document["figures"]
    asked = imported("query", "engagements", "--client", "Acme", "--period", "2026-10", "--json").document["rows"]
    assert [one["period"] for one in figures if (one["metric"], one["platform"]) == ("engagements", None)] == asked[0]
    assert imported("undo", "1").code == 0
    compared = imported("issues", "diff", "1", "--json").document
    assert all("was taken back" in cause for one in compared["differences"] for cause in one["causes"])
    assert compared["differences"]
    assert imported("issues", "approve", "1").code == 0
    assert imported("issues", "approve", "1").code == 1
    assert "Acme_2026-10_v1.xlsx" in imported("issues", "list").out
    assert imported("issues", "show", "7").code == 1
