"""Targets by file: what a file would change, cell by cell, and that it is taken whole and once."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reporting.access.people import Person
from reporting.actions.desk import Desk
from reporting.actions.goals import edit_goal, goal_changes, goal_list, remove_goal, set_goal
from reporting.actions.labels import save_label
from reporting.actions.targets import TargetFile, read_targets, take_targets, template
from reporting.errors import ConflictError, NotAllowedError, UnreadableError
from reporting.goals.model import Goal, Scope
from reporting.ingest.plain import MOST_ROWS
from reporting.language import error_text, text
from reporting.periods import parse
from reporting.warehouse.clients import AccountNames, add_account, add_client
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.model import Client

pytestmark = pytest.mark.usefixtures("client")

OCTOBER = parse("2026-10")
HEADINGS = ("Client", "Metric", "Kind", "Period", "Target")


@pytest.fixture
def client(desk: Desk) -> Client:
    with desk.store.write() as cur:
        found = add_client(cur, Client(0, "Acme", "fr", "Europe/Paris"))
        for platform in ("instagram", "tiktok"):
            add_account(cur, found.id, platform, AccountNames(f"acme-{platform}", "Acme Paris"), stated=True)
        add_account(cur, found.id, "x", AccountNames("acme_x", "Acme X"), stated=True)
    save_label(desk, ContentLabel(0, found.id, "pillar", "Coulisses", ("coulisses",)))
    save_label(desk, ContentLabel(0, found.id, "campaign", "Noël", (), parse("2026-12")))
    return found


def book(*rows: tuple[object, ...]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(desk: Desk, tmp_path: Path, data: bytes | str, name: str = "targets.xlsx", **how: Any) -> TargetFile:
    path = tmp_path / "upload"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_targets(desk, path, name, **how)


def states(file: TargetFile) -> list[str]:
    return [row.state for row in file.rows]


def problems(file: TargetFile) -> list[tuple[str, str, str]]:
    return [(one.cell, one.heading, one.raw) for one in file.problems]


def reach(client: Client, **more: Any) -> Goal:
    return replace(Goal(0, client.id, "post_reach", "reach_total", OCTOBER, 3000.0), **more)


def metric_label(desk: Desk, metric: str, lang: Any = "en") -> str:
    return desk.catalog.metrics[metric].label[lang]


def test_a_file_is_looked_at_first_and_taken_once(desk: Desk, tmp_path: Path) -> None:
    rows = (
        HEADINGS,
        ("Acme", "post_reach", "reach_total", "2026-10", 3000),
        ("acme", "posts", "reach_total", "2026-10", 12),
    )
    file = read(desk, tmp_path, book(*rows))
    assert (states(file), file.problems, goal_list(desk)) == (["new", "new"], (), [])
    made = take_targets(desk, file)
    assert goal_list(desk) == made
    assert [(one.metric, one.target) for one in made] == [("post_reach", 3000), ("posts", 12)]
    again = read(desk, tmp_path, book(*rows))
    assert states(again) == ["same", "same"]
    assert take_targets(desk, again) == []
    assert goal_list(desk) == made
    assert len(goal_changes(desk, made[0].id)) == 1


def test_a_target_that_differs_is_an_edit_with_the_file_as_its_reason(
    desk: Desk, client: Client, tmp_path: Path
) -> None:
    goal = set_goal(desk, reach(client, owner="Ada", stretch=3500.0))
    file = read(
        desk, tmp_path, book((*HEADINGS, "Owner"), (*("Acme", "post_reach", "reach_total", "oct. 2026", 2800), None))
    )
    assert states(file) == ["changed"]
    (edited,) = take_targets(desk, file)
    assert edited == replace(goal, target=2800.0)
    assert [(one.reason, one.field, one.before, one.after) for one in goal_changes(desk, goal.id)][1:] == [
        ("file targets.xlsx", "target", 3000.0, 2800.0)
    ]


def test_every_column_is_read_in_french_from_a_csv_of_an_older_system(
    desk: Desk, client: Client, tmp_path: Path
) -> None:
    label, kind = metric_label(desk, "engagement_rate_reach", "fr"), desk.catalog.goal_kinds["keep_above"].label.fr
    headings = (
        "Client;Indicateur;Type d’objectif;Réseaux;Comptes;Formats;Pilier de contenu;Campagne;Période;Cible;"
        "Cible ambitieuse;Objectif commun;Poids;Responsable;Note"
    )
    cells = (
        f"ACME;{label};{kind};Instagram, Facebook;instagram : Acme Paris;reel;coulisses;noël;T4 2026;4,5 %;0,06;"
        "Notoriété;2,5;Zoé;« été »"
    )
    file = read(desk, tmp_path, f"{headings}\r\n{cells}".encode("cp1252"), "cibles.csv")
    assert problems(file) == []
    (row,) = file.rows
    assert replace(row.goal, scope=replace(row.goal.scope, accounts=())) == Goal(
        0,
        client.id,
        "engagement_rate_reach",
        "keep_above",
        parse("2026-Q4"),
        0.045,
        Scope(("instagram", "facebook"), (), ("reel",), ("Coulisses",), ("Noël",)),
        stretch=0.06,
        objective="Notoriété",
        weight=2.5,
        owner="Zoé",
        note="« été »",
    )
    assert len(row.goal.scope.accounts) == 1


def test_dates_and_numbers_of_a_sheet_are_what_they_are(desk: Desk, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(HEADINGS)
    sheet.append(("Acme", "engagement_rate_reach", "keep_above", OCTOBER.start, 0.045))
    sheet.append(("Acme", "post_reach", "reach_total", 2026, 1234.5))
    sheet["D2"].number_format, sheet["E2"].number_format = "mmm yyyy", "0.0%"
    buffer = io.BytesIO()
    workbook.save(buffer)
    file = read(desk, tmp_path, buffer.getvalue())
    assert [(row.goal.period.key, row.goal.target) for row in file.rows] == [("2026-10", 0.045), ("2026", 1234.5)]


def test_a_bad_cell_is_named_by_its_place_and_its_row_stays_out(desk: Desk, tmp_path: Path) -> None:
    good = ("Acme", "post_reach", "reach_total", "2026-10", 3000)
    file = read(
        desk,
        tmp_path,
        book(
            ("Plan", None),
            (*HEADINGS, "Pillar", "Account", "Stretch"),
            good,
            ("Nobody", "luck", "hope", "soon", "many"),
            ("Acme", "post_reach", "reach_total", "2026-11", -5),
            ("Acme", "post_reach", "reach_total", "2026-12", 10, "Unheard", "Acme Paris", 5),
            ("Acme", None, "reach_total", None, 5),
            ("Acme", "posts", "keep_above", "2026-10", 5),
            good,
        ),
    )
    assert [row.row for row in file.rows] == [3]
    assert problems(file) == [
        ("A4", "Client", "Nobody"),
        ("B4", "Metric", "luck"),
        ("C4", "Kind", "hope"),
        ("D4", "Period", "soon"),
        ("E4", "Target", "many"),
        ("E5", "Target", "-5"),
        ("G6", "Account", "Acme Paris"),
        ("F6", "Pillar", "Unheard"),
        ("B7", "Metric", ""),
        ("D7", "Period", ""),
        ("C8", "Kind", "keep_above"),
        ("B9", "Metric", "post_reach"),
    ]
    said = [text(one.reason, "en") for one in file.problems]
    assert said[0] == "There is no client called Nobody."
    assert "instagram: Acme Paris" in said[6]
    assert said[-1] == "Row 3 of the file sets the same goal."
    assert [one.target for one in take_targets(desk, file)] == [3000]


def test_rows_without_a_client_are_of_the_one_that_was_chosen(desk: Desk, client: Client, tmp_path: Path) -> None:
    data = "metric,kind,period,target\nposts,reach_total,2026-10,12\n"
    assert problems(read(desk, tmp_path, data, "a.csv")) == [("2", "", "")]
    (row,) = read(desk, tmp_path, data, "a.csv", client_id=client.id).rows
    assert row.goal.client_id == client.id


def test_headings_that_mean_nothing_are_told_and_needed_ones_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = read(desk, tmp_path, book((*HEADINGS, "Budget"), ("Acme", "posts", "reach_total", "2026-10", 5, 100)))
    assert (states(file), file.unknown) == (["new"], ("Budget",))
    for rows, code in (
        ((("Client", "Metric", "Period"), ("Acme", "posts", "2026-10")), "TARGET_HEADINGS"),
        (((*HEADINGS, "KPI"), ("Acme", "posts", "reach_total", "2026-10", 5, "posts")), "TARGET_HEADINGS"),
        ((("Date", "Reach"), ("2026-10-01", 5)), "NO_TARGETS"),
    ):
        with pytest.raises(UnreadableError) as refused:
            read(desk, tmp_path, book(*rows))
        assert refused.value.code == code


def test_what_has_changed_since_the_file_was_read_is_not_overwritten(
    desk: Desk, client: Client, tmp_path: Path
) -> None:
    goal = set_goal(desk, reach(client))
    rows = (("Acme", "post_reach", "reach_total", "2026-10", 2800), ("Acme", "posts", "reach_total", "2026-10", 5))
    file = read(desk, tmp_path, book(HEADINGS, *rows))
    edited = edit_goal(desk, replace(goal, note="Meanwhile"), "Why")
    with pytest.raises(ConflictError):
        take_targets(desk, file)
    assert goal_list(desk) == [edited]
    file = read(desk, tmp_path, book(HEADINGS, *rows))
    other = set_goal(desk, reach(client, metric="posts", target=9.0))
    with pytest.raises(ConflictError):
        take_targets(desk, file)
    assert goal_list(desk) == [edited, other]


def test_a_goal_that_was_removed_is_set_anew(desk: Desk, tmp_path: Path) -> None:
    data = book(HEADINGS, ("Acme", "post_reach", "reach_total", "2026-10", 3000))
    (first,) = take_targets(desk, read(desk, tmp_path, data))
    remove_goal(desk, first.id)
    (second,) = take_targets(desk, read(desk, tmp_path, data))
    assert second.id != first.id


def test_names_that_a_spreadsheet_would_calculate_stay_names(desk: Desk, client: Client, tmp_path: Path) -> None:
    armed = '=HYPERLINK("http://x")', "@SUM(1)", "+1", "-1+2"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append((*HEADINGS, "Owner", "Objective", "Note"))
    for at, word in enumerate(armed, 2):
        sheet.append(("Acme", "posts", "reach_total", f"2026-{at:02d}", 5, word, word, word))
        for column in "FGH":
            sheet[f"{column}{at}"].data_type = "s"
    buffer = io.BytesIO()
    workbook.save(buffer)
    made = take_targets(desk, read(desk, tmp_path, buffer.getvalue()))
    assert [one.owner for one in made] == list(armed)
    back = openpyxl.load_workbook(io.BytesIO(template(desk, client.id, "en", filled=True)))
    kinds = {(cell.data_type, cell.value) for row in back.worksheets[0].iter_rows(min_row=2) for cell in row}
    assert not {kind for kind, _ in kinds} & {"f"}
    assert {("s", word) for word in armed} <= kinds


def test_a_formula_is_never_calculated(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(desk, tmp_path, book(HEADINGS, ("Acme", "posts", "reach_total", "2026-10", "=1+1")))
    assert "formula without its result" in error_text(refused.value, "en")
    assert not list(desk.settings.work.glob("targets-*"))


def test_two_thousand_bad_rows_are_two_thousand_reasons(desk: Desk, tmp_path: Path) -> None:
    rows = [("Acme", "posts", "reach_total", f"month {at}", "x") for at in range(2_000)]
    file = read(desk, tmp_path, book(HEADINGS, *rows, ("Acme", "posts", "reach_total", "2026-10", 5)))
    assert (len(file.problems), len(file.rows)) == (4_000, 1)
    assert file.problems[-1].cell == "E2001"


def test_more_rows_than_a_team_has_targets_are_refused(desk: Desk, tmp_path: Path) -> None:
    lines = "Acme,posts,reach_total,2026-10,5\n" * (MOST_ROWS + 1)
    with pytest.raises(UnreadableError) as refused:
        read(desk, tmp_path, "client,metric,kind,period,target\n" + lines, "a.csv")
    assert refused.value.code == "TOO_MANY_ROWS"


def test_a_reader_gets_the_template_but_takes_no_file(desk: Desk, client: Client, tmp_path: Path) -> None:
    file = read(desk, tmp_path, book(HEADINGS, ("Acme", "posts", "reach_total", "2026-10", 5)))
    reader = Desk(desk.store, desk.settings, Person("Vic", frozenset({"reports.read"})))
    assert template(reader, client.id, "fr").startswith(b"PK")
    with pytest.raises(NotAllowedError):
        read(reader, tmp_path, b"")
    with pytest.raises(NotAllowedError):
        take_targets(reader, file)
