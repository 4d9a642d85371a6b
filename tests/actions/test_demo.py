"""An example client through the ordinary import; a second time adds nothing."""

import shutil
from pathlib import Path

import pytest

from reporting.actions import authoring, clients, demo, goals
from reporting.actions.desk import Desk
from reporting.errors import BilanError, DefinitionError
from reporting.periods import parse
from reporting.warehouse.model import Client

SAMPLES = Path(__file__).parents[2] / "sample_data"
DEFINITION = """
[client]
name = "Maison Verdier"
language = "fr"
timezone = "Europe/Paris"
color = "#112233"
accent = "#445566"

[[import]]
files = "facebook/*.csv"

[[import]]
files = "days/*.csv"
platform = "facebook"
account = "Maison Verdier"

[[goal]]
metric = "post_reach"
kind = "reach_total"
period = "2026-10"
target = 1000
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    folder = tmp_path / "example"
    for source, target in (
        ("meta_facebook_posts/Oct-01-2026_Nov-01-2026_1234567890123456.csv", "facebook/posts.csv"),
        ("meta_page_daily/Views.csv", "days/Views.csv"),
    ):
        (folder / target).parent.mkdir(parents=True)
        shutil.copyfile(SAMPLES / source, folder / target)
    (folder / "demo.toml").write_text(DEFINITION)
    return folder


def test_the_example_is_there_once(desk: Desk, example: Path) -> None:
    first = demo.load_demo(desk, folder=example)
    assert (first.client.name, first.client.example, first.imports, first.goals) == ("Maison Verdier", True, 2, 1)
    again = demo.load_demo(desk, folder=example)
    assert (again.client, again.imports, again.goals) == (first.client, 0, 0)
    assert [goal.target for goal in goals.goal_list(desk)] == [1000]
    assert [account.name for account in clients.account_list(desk)] == ["Maison Verdier"]


def test_a_client_of_ones_own_with_that_name_is_left_alone(desk: Desk, example: Path) -> None:
    clients.save_client(desk, Client(0, "maison verdier", "en", "Europe/Paris"))
    with pytest.raises(BilanError) as refused:
        demo.load_demo(desk, folder=example)
    assert refused.value.code == "CLIENT_NAME"


def test_a_file_that_is_refused_is_named(desk: Desk, example: Path) -> None:
    (example / "facebook" / "posts.csv").write_text("")
    with pytest.raises(BilanError) as refused:
        demo.load_demo(desk, folder=example)
    assert (refused.value.code, refused.value.where) == ("EXAMPLE_REFUSED", "facebook/posts.csv")


def test_a_faulty_definition_is_refused_with_every_fault(desk: Desk, example: Path) -> None:
    (example / "demo.toml").write_text(DEFINITION + "\n[[goal]]\nmetrik = 'x'\n[[import]]\nfiles = 'a'\nuntil = 1\n")
    with pytest.raises(DefinitionError) as refused:
        demo.load_demo(desk, folder=example)
    assert any("unknown key" in fault for fault in refused.value.faults)
    assert any("until: must be a date" in fault for fault in refused.value.faults)


def test_a_comment_is_about_the_goal_that_it_names(desk: Desk, example: Path) -> None:
    comment = '[[passage]]\nkind = "goal"\nperiod = "2026-10"\nwords = "Le bruit du vent"\ngoal = {}\n'
    (example / "demo.toml").write_text(f"{DEFINITION}\n{comment.format(1)}")
    client = demo.load_demo(desk, folder=example).client
    (goal,) = goals.goal_list(desk, client.id)
    (passage,) = authoring.passage_list(desk, client.id, parse("2026-10"))
    assert (passage.kind, passage.words, passage.goal) == ("goal", "Le bruit du vent", goal.id)
    (example / "demo.toml").write_text(f"{DEFINITION}\n{comment.format(2)}")
    with pytest.raises(DefinitionError, match="none of the goals"):
        demo.load_demo(desk, folder=example)
