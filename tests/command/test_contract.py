"""What other programs rely on: keys, exit codes, and what goes to stdout and what to stderr."""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.command.conftest import SAMPLES, Run

FACEBOOK = SAMPLES / "meta_facebook_posts" / "Oct-01-2026_Nov-01-2026_1234567890123456.csv"
X_POSTS = SAMPLES / "x_content" / "account_analytics_content_2026-08-01_2026-08-31.csv"
PAGE_DAYS = SAMPLES / "meta_page_daily" / "Views.csv"
FOUND_KEYS = {
    "file",
    "member",
    "sha256",
    "status",
    "records",
    "rejected",
    "accounts",
    "totals",
    "format",
    "platform",
    "table",
    "language",
    "first",
    "last",
    "unknown_columns",
    "messages",
}
IMPORT_KEYS = {
    "id",
    "client",
    "file",
    "sha256",
    "format",
    "platform",
    "first",
    "last",
    "records",
    "rejected",
    "at",
    "by",
}
GOAL_KEYS = {
    "id",
    "client",
    "metric",
    "scope",
    "kind",
    "period",
    "target",
    "baseline",
    "actual",
    "judged_to",
    "expected",
    "forecast",
    "probability",
    "status",
    "method",
}


def test_describe_gives_one_object_a_table_and_makes_no_home(run: Run, tmp_path: Path) -> None:
    done = run("describe", FACEBOOK, "--json")
    (found,) = done.document
    assert done.code == 0
    assert found.keys() == FOUND_KEYS
    assert (found["file"], found["member"], found["status"]) == (str(FACEBOOK), None, "recognised")
    assert (found["format"], found["platform"], found["table"]) == ("meta_facebook_posts", "facebook", "post")
    assert found["sha256"] == hashlib.sha256(FACEBOOK.read_bytes()).hexdigest()
    assert all(total.keys() == {"sum", "missing"} for total in found["totals"].values())
    assert all(account.keys() == {"id", "name"} for account in found["accounts"])
    assert dt.date.fromisoformat(found["first"]) <= dt.date.fromisoformat(found["last"])
    assert not (tmp_path / "home").exists()


def test_describe_works_while_a_store_is_open_elsewhere(run: Run, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom reporting.actions.desk import at_desk\nfrom reporting.settings import Settings\n"
        "with at_desk(Settings(home=pathlib.Path(sys.argv[1]))):\n    print('open', flush=True)\n    sys.stdin.read()"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "home")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        described = run("describe", FACEBOOK, "--json")
        refused = run("imports", "--json")
        other.communicate("")
    assert described.code == 0
    assert (refused.code, refused.out) == (1, "")
    assert str(other.pid) in refused.err


def test_a_question_is_a_message_of_describe(run: Run) -> None:
    (found,) = run("describe", PAGE_DAYS, "--json").document
    assert found["platform"] is None
    assert any("--platform facebook|instagram" in message["text"] for message in found["messages"])


def test_import_gives_receipts_then_duplicates(run: Run) -> None:
    first = run("import", FACEBOOK, X_POSTS, "--client", "Acme", "--json")
    assert first.code == 0
    assert [found.keys() == FOUND_KEYS for found in first.document] == [True, True]
    assert [found["status"] for found in first.document] == ["recognised", "recognised"]
    assert any("Acme is a new client." in message["text"] for message in first.document[0]["messages"])
    again = run("import", FACEBOOK, X_POSTS, "--client", "Acme", "--json")
    assert (again.code, [found["status"] for found in again.document]) == (0, ["duplicate", "duplicate"])


@pytest.mark.parametrize("home", ["data", "link"])
def test_rows_go_in_however_the_home_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """`make run` keeps its data in ./data; a container's is often a link."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "far")
    done = run("import", FACEBOOK, "--client", "Acme", REPORTING_HOME=home)
    assert done.code == 0
    assert run("verify", REPORTING_HOME=home).code == 0


def test_one_bad_file_of_a_folder_gives_1_and_the_others_go_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "b").mkdir(parents=True)
    shutil.copyfile(FACEBOOK, folder / "b" / "posts.csv")
    (folder / "a.csv").write_text("")
    (folder / ".hidden.csv").write_text("junk")
    (folder / "~$open.xlsx").write_text("junk")
    done = run("import", folder, "--client", "Acme", "--json")
    assert done.code == 1
    assert [(found["file"], found["status"]) for found in done.document] == [
        (str(folder / "a.csv"), "refused"),
        (str(folder / "b" / "posts.csv"), "recognised"),
    ]
    (entry,) = run("imports", "--json").document
    assert entry["file"] == "b/posts.csv"


def test_a_file_that_waits_for_an_answer_gives_1_and_goes_in_with_it(run: Run) -> None:
    waits = run("import", PAGE_DAYS, "--client", "Acme", "--json")
    assert (waits.code, waits.document[0]["status"]) == (1, "ambiguous")
    taken = run("import", PAGE_DAYS, "--client", "Acme", "--platform", "instagram", "--account", "acme", "--json")
    assert (taken.code, taken.document[0]["status"], taken.document[0]["platform"]) == (0, "recognised", "instagram")


def test_a_dry_run_stores_nothing(run: Run) -> None:
    done = run("import", FACEBOOK, "--client", "Acme", "--dry-run", "--json")
    assert (done.code, done.document[0]["status"]) == (0, "recognised")
    assert run("imports", "--json").document == []


def test_imports_and_undo(run: Run) -> None:
    run("import", FACEBOOK, "--client", "Acme")
    (entry,) = run("imports", "--json").document
    assert entry.keys() == IMPORT_KEYS
    assert (entry["id"], entry["client"], entry["file"], entry["by"]) == (1, "Acme", FACEBOOK.name, "tester")
    assert dt.datetime.fromisoformat(entry["at"]).tzinfo is not None
    assert run("undo", 1).code == 0
    assert run("imports", "--json").document == []
    assert run("undo", 77).code == 1


def test_figures_their_sql_and_the_imports_behind_them(run: Run) -> None:
    run("import", FACEBOOK, "--client", "Acme")
    words = ("query", "post_reach", "posts", "--client", "acme", "--from", "2026-10-01", "--to", "2026-10-31")
    done = run(*words, "--json").document
    assert done.keys() == {"columns", "rows", "sql", "imports", "notes"}
    assert [column.keys() for column in done["columns"]] == [{"name", "unit"}, {"name", "unit"}]
    assert done["imports"] == [1]
    shown = run(*words, "--sql").out
    assert "from current_post" in shown.lower()
    assert "-- $client_id = 1" in shown
    compared = run(*words, "--compare", "previous", "--by", "platform", "--json").document
    assert [column["name"] for column in compared["columns"]][:2] == ["platform", "post_reach"]


def test_goals(run: Run) -> None:
    run("import", FACEBOOK, "--client", "Acme")
    words = ("--client", "Acme", "--metric", "post_reach", "--kind", "reach_total", "--period", "2026-10")
    assert run("goals", "set", *words, "--target", "1000", "--scope", "facebook").code == 0
    (goal,) = run("goals", "list", "--json").document
    assert goal.keys() == GOAL_KEYS
    assert (goal["client"], goal["metric"], goal["scope"], goal["target"]) == ("Acme", "post_reach", ["facebook"], 1000)
    assert run("goals", "remove", goal["id"]).code == 0
    assert run("goals", "list", "--client", "Acme", "--json").document == []


def test_a_report_is_a_workbook_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    run("import", FACEBOOK, "--client", "Acme")
    path = tmp_path / "report.xlsx"
    words = ("report", "--client", "Acme", "--period", "2026-10", "--lang", "fr")
    assert run(*words, "-o", path).code == 0
    assert "Synthèse" in openpyxl.load_workbook(path, read_only=True).sheetnames
    folder = tmp_path / "all"
    assert run("report", "--all-clients", "--period", "2026-10", "-o", folder).code == 0
    assert [file.suffix for file in folder.iterdir()] == [".xlsx"]


def test_backup_restore_rebuild_verify(run: Run, tmp_path: Path) -> None:
    run("import", FACEBOOK, "--client", "Acme")
    assert run("backup", tmp_path / "saved").code == 0
    assert run("restore", tmp_path / "saved").code == 1
    other = ("--home", tmp_path / "other")
    assert run("restore", tmp_path / "saved", *other).code == 0
    assert run("rebuild", *other).code == 0
    assert run("verify", *other, "--json").document["differences"] == []
    assert run(*other, "imports", "--json").document == run("imports", "--json").document


def test_results_go_to_stdout_and_messages_to_stderr(run: Run) -> None:
    done = run("import", FACEBOOK, "--client", "Acme", "--json")
    assert json.loads(done.out)
    assert done.err == "1 table taken in of 1 found.\n"


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (("--lang", "fr"), {}, "Ce fichier ou ce dossier n’existe pas."),
        ((), {"REPORTING_LANGUAGE": "fr"}, "Ce fichier ou ce dossier n’existe pas."),
        ((), {"LANG": "fr_CA.UTF-8"}, "Ce fichier ou ce dossier n’existe pas."),
        ((), {"LANG": "de_DE.UTF-8"}, "There is no such file or folder."),
        (("--lang", "en"), {"REPORTING_LANGUAGE": "fr"}, "There is no such file or folder."),
    ],
)
def test_messages_are_in_the_language_asked_for(
    run: Run, words: tuple[str, ...], environ: dict[str, str], sentence: str
) -> None:
    done = run("describe", "nowhere.csv", *words, **environ)
    assert (done.code, done.out) == (1, "")
    assert sentence in done.err
    assert "nowhere.csv" in done.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("unheard-of",),
        ("import",),
        ("query", "--client", "Acme"),
        ("undo", "one"),
        ("describe", "x.csv", "--lang", "de"),
        ("report", "--period", "2026-10", "-o", "x"),
        ("query", "posts", "--client", "A", "--from", "yesterday"),
    ],
)
def test_wrong_usage_gives_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("query", "posts", "--client", "Nobody", "--period", "2026-10"),
        ("query", "posts", "--client", "Nobody"),
        ("query", "posts", "--client", "Nobody", "--period", "soon"),
        ("restore", "nowhere"),
        ("import", "nowhere.csv", "--client", "Acme"),
    ],
)
def test_what_is_refused_gives_1_and_says_what_to_do(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert done.err.strip()
    assert "Traceback" not in done.err


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    nobody, ours = os.pipe()
    os.close(nobody)
    done = subprocess.run(
        [sys.executable, "-m", "reporting", "--home", str(tmp_path / "home"), "describe", str(FACEBOOK)],
        stdout=ours,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    os.close(ours)
    assert done.stderr == ""
