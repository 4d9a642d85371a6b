"""The goals page as a person clicks through it: cards, table, reasons, setting, changing, files, labels and notes."""

import io
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from reporting.actions import goals, labels, marks, targets
from reporting.actions.clients import account_list
from reporting.actions.desk import at_desk
from reporting.actions.gathering import ReportQuery
from reporting.actions.reports import build_report
from reporting.goals.model import Goal, Scope
from reporting.numbers import count_text
from reporting.periods import month
from reporting.settings import Settings
from reporting.ui.visit import shared_desk
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.marks import Mark
from tests.pages.conftest import CLIENT, HOSTILE, LAST, Open, activity

OCTOBER = month(2026, 10)
ENGAGEMENTS, FOLLOWERS, RATE = 1, 2, 3


@pytest.fixture
def own(filled: Path, home: Path) -> Path:
    """The full installation, for tests that change it."""
    shutil.copytree(filled, home)
    return home


def words(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.code)
    return "\n".join(str(one.value) for kind in kinds for one in kind).replace("\\", "").replace("\u2060", "")


def about(app: AppTest, goal: int, what: str) -> AppTest:
    """Open what lies behind a goal."""
    return app.button_group(key=f"about_{goal}").set_value(what).run()


def press(app: AppTest, key: str) -> AppTest:
    button = app.button(key=key)
    assert not button.disabled
    return button.click().run()


def reactions() -> int:
    """Counted by hand from the posts that the installation was filled with."""
    posts = [post for platform in ("facebook", "x") for post in activity(platform, random.Random(platform))[1]]  # noqa: S311 -- the same invented figures
    return sum(post["reactions"] for post in posts if post["published_on"] in OCTOBER)


@pytest.mark.usefixtures("stocked")
def test_a_card_says_where_the_goal_stands_in_words_and_figures(open_page: Open) -> None:
    app = open_page("goals", "en", period="2026-10")
    said = words(app)
    counted = reactions()
    assert f"**{count_text(counted, 'en')}**" in said
    assert ("achieved" if counted >= 1500 else "missed") in said
    assert "Actual, to Oct 31" in said
    assert "Owner: Inès" in said
    assert "estimate" not in said.casefold()  # the period is over: nothing is left to estimate


@pytest.mark.usefixtures("own")
def test_a_goal_of_one_account_says_which_on_its_card_in_its_changes_and_in_the_report(open_page: Open) -> None:
    open_page("goals", "en", period="2026-10")
    desk = shared_desk()
    number = next(one.id for one in account_list(desk, 1) if one.platform == "facebook")
    scope = Scope(("facebook",), accounts=(number,))
    goal = goals.set_goal(desk, Goal(0, 1, "engagements", "reach_total", OCTOBER, 900.0, Scope(("x",))))
    goals.edit_goal(desk, replace(goal, scope=scope), "only the page counts")
    app = open_page("goals", "en", period="2026-10")
    assert "(Facebook · facebook-1)" in words(app)
    said = words(about(app, goal.id, "changes"))
    assert "accounts: nothing → facebook-1" in said
    assert "networks: X → Facebook" in said
    book = CalamineWorkbook.from_filelike(io.BytesIO(build_report(desk, ReportQuery(1, OCTOBER)).data))
    cells = [str(cell) for row in book.get_sheet_by_name("Goals").to_python() for cell in row]
    assert any("facebook-1" in cell for cell in cells)
    assert not any(f"account {number}" in cell for cell in cells)


@pytest.mark.usefixtures("stocked")
def test_the_table_is_in_the_address_and_has_the_same_goals(open_page: Open) -> None:
    app = open_page("goals", "fr", period="2026-10", **{"as": "table"})
    (table,) = app.dataframe
    rows = {row["Objectif"]: row for row in table.value.to_dict("records")}
    assert set(rows) == {"Engagements", "Abonnés", "Médiane du taux d’engagement (affichages)"}
    assert rows["Engagements"]["Cible"] == count_text(1500, "fr")
    assert rows["Abonnés"]["Responsable"] == "Inès"
    assert rows["Abonnés"]["Portée de l’objectif"] == "X"
    app.button_group(key="goals_as").set_value("cards").run()
    assert "as" not in app.query_params
    assert len(app.dataframe) == 0


@pytest.mark.usefixtures("stocked")
def test_what_lies_behind_a_goal_is_read_when_it_is_asked(open_page: Open) -> None:
    app = open_page("goals", "en", period="2026-10")
    assert "select" not in words(app)
    app = about(app, ENGAGEMENTS, "how")
    said = words(app)
    assert "On track from odds" in said or "on track from 100.00%" in said
    assert "select" in said
    app = about(app, ENGAGEMENTS, "why")
    assert "against what was expected by October 31, 2026" in words(app)
    app = about(app, ENGAGEMENTS, "earlier")
    assert "No earlier goal is like this one" in words(app)


def test_an_earlier_goal_of_the_same_figure_stands_in_the_strip(own: Path, open_page: Open) -> None:
    with at_desk(Settings(home=own)) as desk:
        goals.set_goal(desk, Goal(0, 1, "engagements", "reach_total", month(2026, 9), 1.0))
    said = words(about(open_page("goals", "en", period="2026-10"), ENGAGEMENTS, "earlier"))
    assert "1 of 1 earlier period achieved" in said
    assert "Sep" in said


def test_a_goal_is_set_with_the_offered_target_and_taken_back(own: Path, open_page: Open) -> None:
    assert own.exists()
    app = press(open_page("goals", "en", period="2026-10"), "new_goal")
    app.selectbox(key="goal_metric").set_value("impressions").run()
    assert app.button(key="set_goal").disabled
    offered = app.button(key="offer_realistic").label.replace("\\", "")
    app = press(app, "offer_realistic")
    target = app.number_input(key="goal_target_count").value
    assert target
    assert count_text(target, "en") in offered
    app = press(app, "set_goal")
    (goal,) = [one for one in goals.goal_list(shared_desk(), 1) if one.metric == "impressions"]
    assert (goal.target, goal.period, goal.kind) == (target, OCTOBER, "reach_total")
    assert "of 4 goals" in words(app)
    app = about(app, goal.id, "changes")
    app = press(app, f"remove_{goal.id}")
    assert "of 3 goals" in words(app)


def test_what_is_wrong_with_a_goal_is_said_in_the_dialog(own: Path, open_page: Open) -> None:
    assert own.exists()
    app = press(open_page("goals", "en", period="2026-10"), "new_goal")
    app.selectbox(key="goal_metric").set_value("engagements").run()
    app.number_input(key="goal_target_count").set_value(5).run()
    said = words(press(app, "set_goal"))
    assert "The same goal is set already, with the number 1" in said
    assert len(goals.goal_list(shared_desk(), 1)) == 3


def test_a_target_for_each_month_becomes_a_series(own: Path, open_page: Open) -> None:
    assert own.exists()
    app = press(open_page("goals", "en", period="2026-10"), "new_goal")
    app.selectbox(key="goal_metric").set_value("impressions").run()
    app.selectbox(key="goal_period").set_value("2026-Q4").run()
    app.toggle(key="goal_monthly").set_value(True).run()
    app.number_input(key="goal_target_count").set_value(40_000).run()
    press(app, "set_goal")
    made = [one for one in goals.goal_list(shared_desk(), 1) if one.metric == "impressions"]
    assert [one.period.key for one in made] == ["2026-10", "2026-11", "2026-12"]
    assert {one.target for one in made} == {40_000.0}
    assert {one.series for one in made} == {made[0].id}


def test_a_change_needs_a_reason_and_is_kept_with_it(own: Path, open_page: Open) -> None:
    """The period is over: a target that moves now is said on the card."""
    assert own.exists()
    app = press(about(open_page("goals", "en", period="2026-10"), ENGAGEMENTS, "changes"), "edit_1")
    assert app.selectbox(key="goal1_metric").disabled
    assert app.number_input(key="goal1_target_count").value == 1500
    app.number_input(key="goal1_target_count").set_value(1200).run()
    assert app.button(key="save_goal_1").disabled
    assert "Say why the goal is changed" in words(app)
    app.text_input(key="goal1_reason").set_value(HOSTILE).run()
    app = press(app, "save_goal_1")
    *_, last = goals.goal_changes(shared_desk(), 1)
    assert (last.field, last.before, last.after, last.reason) == ("target", 1500.0, 1200.0, HOSTILE)
    assert "target moved on" in words(app)
    app = about(app, ENGAGEMENTS, "changes")
    assert "target: 1,500 → 1,200. Reason: Fleur" in words(app)
    assert [one.value for one in app.markdown if HOSTILE in str(one.value)] == []


def test_hostile_names_of_labels_and_notes_are_shown_letter_by_letter(own: Path, open_page: Open) -> None:
    with at_desk(Settings(home=own)) as desk:
        labels.save_label(desk, ContentLabel(0, 1, "pillar", HOSTILE, ("sel",)))
        marks.add_mark(desk, Mark(0, 1, OCTOBER.start, HOSTILE))
    app = press(open_page("goals", "en", period="2026-10"), "labels")
    shown = [str(one.value) for kind in (app.markdown, app.caption) for one in kind]
    assert [said for said in shown if HOSTILE in said] == []
    assert HOSTILE in words(app)
    app = press(open_page("goals", "en", period="2026-10"), "notes")
    assert [one.value for one in app.markdown if HOSTILE in str(one.value)] == []
    assert HOSTILE in words(app)


def test_labels_and_notes_are_added_and_taken_away(own: Path, open_page: Open) -> None:
    assert own.exists()
    app = press(open_page("goals", "en", period="2026-10"), "labels")
    app.text_input(key="label_name").set_value("Mer").run()
    app.text_input(key="label_words").set_value("#mer, vague").run()
    app = press(app, "add_label")
    (label,) = labels.label_list(shared_desk(), 1)
    assert (label.name, label.words, label.kind) == ("Mer", ("mer", "vague"), "pillar")
    app = press(app, f"remove_label_{label.id}")
    assert labels.label_list(shared_desk(), 1) == []
    app = press(open_page("goals", "en", period="2026-10"), "notes")
    app.text_input(key="note_words").set_value("Salon").run()
    press(app, "add_note")
    assert [(one.day, one.text) for one in marks.mark_list(shared_desk(), 1)] == [(LAST, "Salon")]


def test_a_file_of_targets_is_seen_before_it_counts(own: Path, open_page: Open) -> None:
    assert own.exists()
    app = press(open_page("goals", "en", period="2026-10"), "targets")
    file = _csv("Engagements;1600", "Impressions;many", "Impressions;50000")
    app.file_uploader(key="targets_file").set_value(("plan.csv", file, "text/csv")).run()
    said = words(app)
    assert "1 new · 1 changed · 0 the same · 1 problem" in said
    problems, rows = (frame.value.to_dict("records") for frame in app.dataframe[-2:])
    assert [(row["Cell"], row["What is there"]) for row in problems] == [("E3", "many")]
    assert {(row["State"], row["Goal"], row["Target before"], row["Target"]) for row in rows} == {
        ("new", "Impressions", "", "50,000"),
        ("changed", "Engagements", "1,500", "1,600"),
    }
    press(app, "take_targets")
    set_ = {one.metric: one.target for one in goals.goal_list(shared_desk(), 1)}
    assert (set_["engagements"], set_["impressions"]) == (1600.0, 50_000.0)


def _csv(*rows: str) -> bytes:
    """Client, figure, kind, period, target, as a spreadsheet saves them."""
    lines = ["Client;Figure;Kind;Period;Target"]
    for row in rows:
        figure, target = row.split(";")
        lines.append(f"{CLIENT};{figure};Reach a total;2026-10;{target}")
    return "\n".join(lines).encode()


def test_the_template_can_be_had_and_read_back(own: Path, open_page: Open, tmp_path: Path) -> None:
    assert own.exists()
    app = press(open_page("goals", "fr", period="2026-10"), "targets")
    assert words(app)
    path = tmp_path / "cibles.xlsx"
    path.write_bytes(targets.template(shared_desk(), 1, "fr", filled=True))
    file = targets.read_targets(shared_desk(), path, path.name, 1)
    assert [row.state for row in file.rows] == ["same"] * 3
