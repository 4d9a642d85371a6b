"""`report --readers` and `--compare`: which version is written, and beside what."""

from pathlib import Path

import openpyxl
import pytest

from tests.command.conftest import SAMPLES, Run

POSTS = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"


@pytest.mark.parametrize(
    ("compare", "periods"),
    [
        ("none", ["October 2026"]),
        ("year", ["October 2026", "October 2025"]),
        ("both", ["October 2026", "September 2026", "October 2025"]),
    ],
)
def test_a_report_is_for_the_readers_and_beside_the_periods_asked_for(
    run: Run, tmp_path: Path, compare: str, periods: list[str]
) -> None:
    assert run("import", POSTS, "--client", "Acme").code == 0
    words = ("report", "--all-clients", "--period", "2026-10", "--recipe", "one_page", "--readers", "internal")
    assert run(*words, "--compare", compare, "-o", tmp_path / "out").code == 0
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "Acme_2026-10_v1-internal-draft.xlsx"
    sheet = openpyxl.load_workbook(path)["KPIs"]
    (head,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Metric"]
    shown = head[: head.index("What it counts")]
    assert [name for name in shown if name not in {"Metric", "Change"}] == periods


def test_other_readers_are_wrong_usage(run: Run) -> None:
    words = ("report", "--client", "Acme", "--period", "2026-10", "-o", "x.xlsx")
    assert run(*words, "--readers", "everybody").code == 2
    assert run(*words, "--compare", "tomorrow").code == 2


@pytest.mark.parametrize("words", [("--lint",), ("-o", "x.zip", "--data"), ("-o", "x.pdf", "--pdf")])
def test_mail_carries_workbooks_alone(run: Run, words: tuple[str, ...]) -> None:
    refused = run("report", "--all-clients", "--period", "2026-10", "--mail", *words)
    assert (refused.code, "--mail" in refused.err) == (2, True)
