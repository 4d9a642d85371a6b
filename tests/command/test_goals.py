"""Goals, labels and notes on the command line: what other programs rely on."""

from pathlib import Path

import openpyxl
import pytest

from tests.command.conftest import SAMPLES, Run

INSTAGRAM = SAMPLES / "meta_instagram_posts" / "Oct-01-2026_Nov-01-2026_1234567890123462.csv"
WHOSE = ("--client", "Acme", "--metric", "post_reach", "--kind", "reach_total", "--period")


@pytest.fixture
def acme(run: Run) -> Run:
    """A client with the posts of October and a pillar."""
    assert run("import", INSTAGRAM, "--client", "Acme").code == 0
    words = ("--client", "Acme", "--kind", "pillar", "--name", "Vitrines", "--word", "#vitrine")
    assert run("labels", "add", *words).code == 0
    return run


def goals(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("goals", "list", "--json").document
    return found


def test_a_goal_with_everything_comes_back_in_the_words_that_set_it(acme: Run) -> None:
    scope = ("instagram", "account:maison.verdier", "media_type:reel", "pillar:Vitrines")
    words = [word for one in scope for word in ("--scope", one)]
    more = ("--target", "1000", "--stretch", "1200", "--weight", "2", "--objective", "Reach", "--owner", "Ada")
    assert acme("goals", "set", *WHOSE, "2026-10", *more, *words).code == 0
    (goal,) = goals(acme)
    assert (goal["scope"], goal["target"]) == (list(scope), 1000)
    refused = acme("goals", "set", *WHOSE, "2026-11", "--target", "1", "--scope", "account:Nobody")
    assert refused.code == 1
    assert "Nobody" in refused.err
    assert "maison.verdier" in refused.err


def test_one_a_month_each_with_its_own_target(acme: Run) -> None:
    made = acme("goals", "set", *WHOSE, "2026-Q4", "--every", "month", "--targets", "10,20,30", "--json").document
    assert [(one["period"], one["target"]) for one in made] == [("2026-10", 10), ("2026-11", 20), ("2026-12", 30)]
    for wrong in (
        ("2027-Q1", "--every", "month", "--targets", "1,2"),
        ("2027-Q1", "--targets", "1,2,3"),
        ("2027-W03", "--every", "month", "--target", "1"),
    ):
        assert acme("goals", "set", *WHOSE, *wrong).code == 1
    assert len(goals(acme)) == 3


def test_a_change_needs_a_reason_and_is_told_after_removal(acme: Run) -> None:
    acme("goals", "set", *WHOSE, "2026-10", "--target", "1000", "--stretch", "1200")
    assert acme("goals", "edit", "1", "--target", "900").code == 2
    assert acme("goals", "edit", "1", "--target", "900", "--reason", " ").code == 1
    assert acme("goals", "edit", "1", "--target", "900", "--stretch", "none", "--reason", "Budget").code == 0
    assert acme("goals", "edit", "1", "--scope", "instagram", "--period", "2026-Q4", "--reason", "Plan").code == 0
    assert acme("goals", "edit", "1", "--scope", "all", "--reason", "Back").code == 0
    assert acme("goals", "edit", "9", "--target", "1", "--reason", "x").code == 1
    assert acme("goals", "remove", "1", "--reason", "Over").code == 0
    history = acme("goals", "history", "1", "--json").document
    assert [(one["field"], one["before"], one["after"], one["reason"], one["by"]) for one in history] == [
        ("set", None, 1000, None, "tester"),
        ("target", 1000, 900, "Budget", "tester"),
        ("stretch", 1200, None, "Budget", "tester"),
        ("period", "2026-10", "2026-Q4", "Plan", "tester"),
        ("platforms", [], ["instagram"], "Plan", "tester"),
        ("platforms", ["instagram"], [], "Back", "tester"),
        ("removed", 900, None, "Over", "tester"),
    ]
    assert "Budget" in acme("goals", "history", "1").out
    assert acme("goals", "history", "7").code == 1


def test_a_file_is_tried_taken_and_then_nothing(acme: Run, tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("client;metric;kind;period;target\nAcme;posts;reach_total;2026-10;12\nAcme;posts;hope;2026-11;x\n")
    for options in (("--dry-run",), ("--strict",)):
        tried = acme("goals", "import", path, *options, "--json")
        assert (tried.code, [row["status"] for row in tried.document["rows"]], goals(acme)) == (1, ["new"], [])
    taken = acme("goals", "import", path, "--lang", "en")
    assert taken.code == 1
    assert taken.out.splitlines() == [
        "C3 kind “hope”: There is no kind of goal called “hope”.",
        "E3 target “x”: “x” is not a number.",
    ]
    assert [goal["target"] for goal in goals(acme)] == [12]
    path.write_text("client;metric;kind;period;target\nAcme;posts;reach_total;2026-10;12\n")
    again = acme("goals", "import", path, "--json")
    assert (again.code, [row["status"] for row in again.document["rows"]]) == (0, ["same"])
    assert again.document.keys() == {"file", "rows", "problems", "unknown_columns"}
    assert len(acme("goals", "history", "1", "--json").document) == 1
    assert acme("goals", "import", tmp_path / "nowhere.csv").code == 1


def test_the_template_comes_in_the_language_asked_for_and_goes_back_in(acme: Run, tmp_path: Path) -> None:
    acme("goals", "set", *WHOSE, "2026-10", "--target", "1000")
    path = tmp_path / "cibles.xlsx"
    assert acme("goals", "template", "-o", path, "--client", "Acme", "--filled", "--lang", "fr").code == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Cibles", "Mode d’emploi", "Listes"]
    again = acme("goals", "import", path, "--json")
    assert (again.code, [row["status"] for row in again.document["rows"]]) == (0, ["same"])


def test_figures_of_a_pillar_are_asked_for_by_its_name(acme: Run) -> None:
    """One caption of the file says "Vitrine", of a post with a reach of 5 003."""
    assert INSTAGRAM.read_text("utf-8-sig").count("Vitrine") == 1
    words = ("query", "post_reach", "--client", "Acme", "--period", "2026-10")
    assert acme(*words, "--pillar", "vitrines", "--json").document["rows"] == [[5003]]
    assert acme(*words, "--pillar", "Nowhere").code == 1
    shown = acme(*words, "--pillar", "Vitrines", "--sql").out
    assert "-- $label_1 = 'vitrine'" in shown
    assert "vitrine" not in shown.partition("-- $")[0]


def test_labels_and_notes_are_listed_and_taken_away(acme: Run) -> None:
    words = ("labels", "add", "--client", "Acme", "--kind", "campaign", "--name", "Noël")
    assert acme(*words).code == 1
    made = acme(*words, "--period", "2026-12-01..2026-12-24", "--json").document
    assert made.keys() == {"id", "client", "kind", "name", "words", "period"}
    assert [(one["kind"], one["name"]) for one in acme("labels", "list", "--client", "Acme", "--json").document] == [
        ("pillar", "Vitrines"),
        ("campaign", "Noël"),
    ]
    assert acme("labels", "remove", made["id"]).code == 0
    assert acme("labels", "remove", made["id"]).code == 1
    note = ("marks", "add", "--client", "Acme", "--day", "2026-10-12", "--text", "Grève", "--json")
    mark = acme(*note).document
    assert mark == {"id": 1, "client": "Acme", "day": "2026-10-12", "text": "Grève", "by": "tester"}
    assert acme("marks", "list", "--period", "2026-10", "--json").document == [mark]
    assert acme("marks", "list", "--period", "2026-11", "--json").document == []
    assert acme("marks", "remove", "1").code == 0
    assert acme("marks", "list", "--json").document == []


@pytest.mark.parametrize(
    "words",
    [
        ("goals",),
        ("goals", "set", *WHOSE, "2026-10"),
        ("goals", "set", *WHOSE, "2026-10", "--target", "1", "--targets", "1,2"),
        ("goals", "edit", "1"),
        ("goals", "import"),
        ("labels", "add", "--client", "A", "--kind", "mood", "--name", "x"),
        ("marks", "add", "--client", "A", "--day", "yesterday", "--text", "x"),
    ],
)
def test_wrong_usage_gives_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2
