"""coverage, reconcile, rejected and replay: their documents, their exit codes, and what they leave alone."""

import csv
import io
from pathlib import Path

import pytest

from tests.actions.test_replaying import FILE, MENDED, WRONG
from tests.command.conftest import Run


@pytest.fixture
def misread(run: Run, tmp_path: Path) -> Path:
    """An import that a wrong definition has read, and the definition mended since; the folder of definitions."""
    formats = tmp_path / "home" / "formats"
    formats.mkdir(parents=True)
    (formats / "shop_days.toml").write_text(WRONG)
    (tmp_path / "shop.csv").write_text(FILE)
    assert run("import", tmp_path / "shop.csv", "--client", "Acme", "--account", "shop").code == 0
    (formats / "shop_days.toml").write_text(MENDED)
    return formats


@pytest.mark.usefixtures("misread")
def test_coverage_gives_lines_to_be_copied_and_a_document(run: Run) -> None:
    done = run("coverage", "--client", "Acme")
    assert done.code == 0
    assert done.out.splitlines()[0] == "Facebook, shop: Shop: days, from January 11, 2026 to February 9, 2026"
    assert "all on Facebook" in done.err
    document = run("coverage", "--client", "Acme", "--json").document
    assert document.keys() == {"headline", "exports", "weeks", "download"}
    first = document["download"][0]
    assert (first["from"], first["to"], first["why"]) == ("2026-01-11", "2026-02-09", "missing")
    assert {week["state"] for week in document["weeks"]} <= {"covered", "overlapping", "missing", "stale"}


@pytest.mark.usefixtures("misread")
def test_reconcile_says_what_adds_up_and_why_the_rest_does_not(run: Run) -> None:
    done = run("reconcile", "--json")
    (one,) = done.document
    assert done.code == 0
    assert one["rows"] == {"file": 2, "stored": 2, "rejected": 1}
    (line,) = [line for line in one["lines"] if line["column"] == "views"]
    assert (line["column"], line["file"], line["stored"], line["figure"]) == ("views", 120, 120, 120)
    assert one["adds_up"] is True
    assert "1 row of the file stayed out" in run("reconcile", "1").out


def test_reconcile_fails_where_something_has_no_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Totals.csv").write_text("Date,Views\nTotal,9\n2026-10-30,7\n2026-10-31,1\n")
    assert run("import", tmp_path / "Totals.csv", "--client", "Acme", "--account", "a").code == 0
    done = run("reconcile")
    assert done.code == 1
    assert "total line 9, rows 8, stored 8, figure 8" in done.out


@pytest.mark.usefixtures("misread")
def test_rejected_writes_every_row_that_stayed_out(run: Run, tmp_path: Path) -> None:
    done = run("rejected", "1", "-o", tmp_path / "out.csv")
    assert (done.code, done.out) == (0, "")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [["4", "D4", "Shop note", "good"]]
    assert run("rejected", "7", "-o", tmp_path / "none.csv").code == 1
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.usefixtures("misread")
def test_a_dry_run_of_a_replay_changes_nothing_and_a_replay_does_what_it_said(run: Run) -> None:
    dry = run("replay", "--dry-run", "--json")
    (one,) = dry.document["imports"]
    assert (dry.code, one["differs"]) == (0, True)
    assert one["sums"] == {"views": {"before": 120, "after": 125}, "likes": {"before": None, "after": 11}}
    assert (one["before"]["rejected"], one["after"]["rejected"]) == (1, 0)
    assert run("verify").code == 1  # the definition is mended, the facts are not yet
    assert run("replay", "--json").document == dry.document
    assert run("verify").code == 0
    assert run("replay", "--json").document == {"imports": [], "figures": [], "left": []}


@pytest.mark.usefixtures("misread")
def test_imports_can_be_chosen_by_number_format_and_client(run: Run) -> None:
    for words in (("1",), ("--format", "shop_days"), ("--client", "Acme")):
        assert [one["id"] for one in run("replay", *words, "--dry-run", "--json").document["imports"]] == [1]
    for words in (("2",), ("--format", "no_such_format"), ("--client", "Nobody")):
        refused = run("replay", *words)
        assert (refused.code, refused.out) == (1, "")


def test_an_import_that_can_not_be_read_again_is_named_with_exit_code_1(run: Run, misread: Path) -> None:
    (misread / "shop_days.toml").unlink()
    done = run("replay", "--json")
    assert done.code == 1
    assert [one["id"] for one in done.document["left"]] == [1]
    assert "shop.csv (import 1) is not recognised any more." in done.err
