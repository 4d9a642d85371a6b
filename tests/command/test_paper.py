"""report --pdf: the same report on paper."""

from pathlib import Path

import pytest

from tests.command.conftest import SAMPLES, Run
from tests.tools import soffice

POSTS = next((SAMPLES / "x_content").glob("*.csv"))


def test_without_libreoffice_it_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    run("import", POSTS, "--client", "Acme", "--account", "@acme")
    period = run("imports", "--json").document[0]["last"][:7]
    words = ("report", "--client", "Acme", "--period", period, "--pdf", "-o", tmp_path / "report.pdf")
    refused = run(*words, REPORTING_OFFICE="no-such-program")
    assert refused.code == 1
    assert "REPORTING_OFFICE" in refused.err
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.office
def test_it_is_written_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    soffice()
    run("import", POSTS, "--client", "Acme", "--account", "@acme")
    period = run("imports", "--json").document[0]["last"][:7]
    done = run("report", "--client", "Acme", "--period", period, "--pdf", "--json", "-o", tmp_path)
    (written,) = done.document
    assert Path(written["file"]).name.startswith(f"Acme_{period}_v1")
    assert Path(written["file"]).suffix == ".pdf"
    assert Path(written["file"]).read_bytes().startswith(b"%PDF-")
