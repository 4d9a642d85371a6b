"""repair and health as other programs use them."""

from pathlib import Path

from tests.actions.test_drifting import NEW, OLD
from tests.command.conftest import Run


def written(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, words in files.items():
        path = folder / f"{name}.csv"
        path.write_text(words, encoding="utf-8")
        paths.append(path)
    return paths


def test_a_repair_is_shown_and_kept_only_when_asked(run: Run, tmp_path: Path) -> None:
    (path,) = written(tmp_path, new=NEW)
    shown = run("repair", path, "--json")
    (document,) = shown.document
    assert shown.code == 1
    assert document["proposals"] == [{"heading": "Unfollowed accounts", "target": "lost_followers", "kind": "renamed"}]
    assert (document["format"], document["status"], document["kept"]) == ("x_overview", "unknown", False)
    assert run("describe", path, "--json").document[0]["status"] == "unknown"
    kept = run("repair", path, "--accept")
    assert kept.code == 0
    assert "X now calls “Unfollows” “Unfollowed accounts”" in kept.out
    assert run("describe", path, "--json").document[0]["status"] == "recognised"
    assert run("formats", "list", "--json").document[0]["amends"] == "x_overview"


def test_what_one_file_has_taught_is_known_for_the_next(run: Run, tmp_path: Path) -> None:
    paths = written(tmp_path, a=NEW, b=NEW.replace("Oct 6", "Oct 7"))
    outcome = run("repair", *paths, "--accept", "--json")
    assert [(one["kept"], one["status"]) for one in outcome.document] == [(True, "unknown"), (False, "recognised")]


def test_files_that_have_not_changed_say_so(run: Run, tmp_path: Path) -> None:
    outcome = run("repair", *written(tmp_path, old=OLD))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "Nothing has changed in these files.\n")


def test_health_tells_what_was_seen_and_what_has_changed(run: Run, tmp_path: Path) -> None:
    run("import", *written(tmp_path, old=OLD, new=NEW), "--client", "Acme")
    document = run("health", "--json").document
    one = next(one for one in document["formats"] if one["id"] == "x_overview")
    assert (one["last_day"], one["recent"], one["languages"], one["untested"]) == ("2026-10-05", 2, ["en"], False)
    assert [(change["kind"], change["new"], change["open"]) for change in one["changes"]] == [
        ("renamed", "Unfollowed accounts", True)
    ]
    never = [one["id"] for one in document["formats"] if one["untested"]]
    assert len(never) == len(document["formats"]) - 1
    told = run("health")
    assert (told.code, told.out.splitlines()[0].split()) == (
        0,
        ["id", "last_taken", "last_day", "recent", "untested", "changes"],
    )


def test_a_definition_that_does_not_fit_is_told(run: Run, tmp_path: Path) -> None:
    formats = tmp_path / "home" / "formats"
    formats.mkdir(parents=True)
    (formats / "odd.toml").write_text('amends = "nothing"\nsource = "a test"\n', encoding="utf-8")
    assert "no format 'nothing'" in str(run("health", "--json").document["set_aside"])
    assert "odd.toml" in run("health").err
