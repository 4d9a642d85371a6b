"""rules list, add, move and remove, and files that follow them."""

from pathlib import Path

from tests.command.conftest import Run
from tests.drops import Post, write


def test_rules_are_added_listed_moved_and_removed(run: Run) -> None:
    assert run("rules", "add", "--client", "Acme", "--path", "Acme/").code == 0
    added = run("rules", "add", "--client", "Other", "--named", "other", "--of-platform", "instagram", "--json")
    assert added.document == {
        "id": 2,
        "path": None,
        "named": "other",
        "of_platform": "instagram",
        "client": "Other",
        "account": None,
        "platform": None,
    }
    assert [rule["id"] for rule in run("rules", "list", "--json").document] == [1, 2]
    assert [rule["id"] for rule in run("rules", "move", 2, -1, "--json").document] == [2, 1]
    assert run("rules", "remove", 1).code == 0
    assert [rule["id"] for rule in run("rules", "list", "--json").document] == [2]
    assert run("rules", "remove", 1).code == 1
    assert run("rules", "add", "--client", "Acme").code == 1


def test_a_folder_of_several_clients_goes_where_the_rules_lead(run: Run, tmp_path: Path) -> None:
    for number, name in enumerate(("Acme/a.csv", "Acme/deep/b.csv", "Other/c.csv", "d.csv"), start=1):
        write(tmp_path / "drop" / name, [Post(f"account{number}", number)])
    run("rules", "add", "--client", "Acme", "--path", "Acme/")
    run("rules", "add", "--client", "Other", "--path", "Other/")
    done = run("import", tmp_path / "drop", "--json")
    assert [found["status"] for found in done.document] == ["ambiguous"] + ["recognised"] * 3  # d.csv lies on top
    entries = {entry["file"]: entry["client"] for entry in run("imports", "--json").document}
    assert entries == {"Acme/a.csv": "Acme", "Acme/deep/b.csv": "Acme", "Other/c.csv": "Other"}
