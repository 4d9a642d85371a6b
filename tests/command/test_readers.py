"""`report --readers` and `--compare`: which version is written, and beside what."""

from pathlib import Path

import openpyxl
import pytest

from tests.command.conftest import SAMPLES, Run

POSTS = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"


@pytest.mark.parametrize(("compare", "columns"), [("none", 1), ("year", 2), ("both", 3)])
def test_a_report_is_for_the_readers_and_beside_the_periods_asked_for(
    run: Run, tmp_path: Path, compare: str, columns: int
) -> None:
    assert run("import", POSTS, "--client", "Acme").code == 0
    words = ("report", "--all-clients", "--period", "2026-10", "--recipe", "one_page", "--readers", "internal")
    assert run(*words, "--compare", compare, "-o", tmp_path / "out").code == 0
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "Acme_2026-10_v1-internal-draft.xlsx"
    heads = [cell.value for row in openpyxl.load_workbook(path)["KPIs"].iter_rows() for cell in row]
    dated = {head for head in heads if isinstance(head, str) and ("October 202" in head or "September 2026" in head)}
    assert len({head for head in dated if not head.startswith("KPI")}) >= columns, dated


def test_other_readers_are_wrong_usage(run: Run) -> None:
    words = ("report", "--client", "Acme", "--period", "2026-10", "-o", "x.xlsx")
    assert run(*words, "--readers", "everybody").code == 2
    assert run(*words, "--compare", "tomorrow").code == 2
