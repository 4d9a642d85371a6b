"""The template of targets: what it offers, and that what is filled in comes back from files of two spreadsheets."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reporting.actions.desk import Desk
from reporting.actions.goals import goal_list, set_goal
from reporting.actions.labels import save_label
from reporting.actions.targets import read_targets, take_targets, template
from reporting.goals.model import Goal, Scope
from reporting.goals.target_columns import COLUMNS
from reporting.language import Language
from reporting.periods import parse
from reporting.warehouse.clients import AccountNames, add_account, add_client
from reporting.warehouse.labels import ContentLabel
from reporting.warehouse.model import Client
from tests.tools import soffice

OCTOBER = parse("2026-10")


@pytest.fixture
def client(desk: Desk) -> Client:
    """A name that a spreadsheet would calculate; two accounts of one name; goals with every field and odd numbers."""
    with desk.store.write() as cur:
        found = add_client(cur, Client(0, '=Acme "&" Fils', "fr", "Europe/Paris"))
        add_client(cur, Client(0, "Other", "en", "Europe/Paris"))
        accounts = [
            add_account(cur, found.id, platform, AccountNames(f"acme-{platform}", "Acme Paris"), stated=True).id
            for platform in ("instagram", "facebook")
        ]
    save_label(desk, ContentLabel(0, found.id, "pillar", "Coulisses", ("coulisses",)))
    save_label(desk, ContentLabel(0, found.id, "campaign", "Noël", (), parse("2026-12")))
    whole = Scope(("instagram", "facebook"), tuple(accounts), ("reel", "story"), ("Coulisses",), ("Noël",))
    base = Goal(
        0, found.id, "post_reach", "reach_total", OCTOBER, 1234.567, whole, owner="+Ada", note="a\nb", weight=2.5
    )
    for one in (
        replace(base, stretch=1500.25, objective="=1+1"),
        Goal(0, found.id, "engagement_rate_reach", "keep_above", parse("2026-Q4"), 1 / 30, stretch=0.05),
        Goal(0, found.id, "followers", "reach_level", parse("2026"), 1_000_000.0, baseline=12_345.0),
        Goal(0, found.id, "followers", "grow_by_percent", parse("2026-W44"), 0.075),
        Goal(0, found.id, "posts", "grow_total", OCTOBER, 3.0, baseline_period=parse("2025-10")),
        Goal(0, found.id, "posts", "reach_total", parse("2026-10-05..2026-10-18"), 9.0),
    ):
        set_goal(desk, one)
    return found


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "template.xlsx"
    path.write_bytes(data)
    return path


def states(desk: Desk, path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    file = read_targets(desk, path, path.name)
    return [row.state for row in file.rows], [(one.cell, one.raw) for one in file.problems]


def converted(source: Path, kind: str, options: str = "") -> Path:
    """The file after LibreOffice has opened it and saved it as another kind."""
    profile, folder = source.parent / "profile", source.parent / "converted"
    where = ["--convert-to", f"{kind}{options}", "--outdir", str(folder), str(source)]
    command = [str(soffice()), f"-env:UserInstallation={profile.as_uri()}", "--headless", *where]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{kind}"


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_filled_template_changes_nothing(desk: Desk, client: Client, tmp_path: Path, lang: Language) -> None:
    path = saved(tmp_path, template(desk, client.id, lang, filled=True))
    assert states(desk, path) == (["same"] * 6, [])
    workbook = openpyxl.load_workbook(path)
    workbook.save(path)
    assert states(desk, path) == (["same"] * 6, [])


def test_what_a_person_changes_in_it_is_what_changes(desk: Desk, client: Client, tmp_path: Path) -> None:
    path = saved(tmp_path, template(desk, client.id, "fr", filled=True))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    at = {column.name: place for place, column in enumerate(COLUMNS, 1)}
    row = next(n for n in range(2, 8) if sheet.cell(n, at["target"]).value == 1_000_000)
    sheet.cell(row, at["target"], "1 100 000")
    label = desk.catalog.metrics["saves"].label.fr
    added = {"client": client.name, "metric": label, "kind": "Atteindre un total", "period": "nov. 2026", "target": 40}
    for name, value in added.items():
        sheet.cell(8, at[name], value)
        sheet.cell(8, at[name]).data_type = "n" if name == "target" else "s"
    workbook.save(path)
    before = {goal.id: goal for goal in goal_list(desk)}
    taken = take_targets(desk, read_targets(desk, path, path.name))
    assert [(one.metric, one.target, one.id in before) for one in taken] == [
        ("followers", 1_100_000, True),
        ("saves", 40, False),
    ]
    assert len(goal_list(desk)) == 7


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_offers_what_can_be_chosen_in_the_readers_language(desk: Desk, client: Client, lang: Language) -> None:
    book = opened(template(desk, None, lang))
    targets, instructions, lists = book.worksheets
    assert (targets.freeze_panes, lists.sheet_state, instructions.sheet_state) == ("A2", "hidden", "visible")
    assert [cell.value for cell in targets[1]] == [column.headings[lang][0] for column in COLUMNS]
    offered: dict[str, list[object]] = {}
    for rule in targets.data_validations.dataValidation:
        sheet, _, cells = rule.formula1.rpartition("!")
        assert (rule.type, sheet) == ("list", f"'{lists.title}'")
        place = openpyxl.utils.column_index_from_string(str(rule.sqref).split("2:")[0])
        offered[COLUMNS[place - 1].name] = [cell.value for (cell,) in lists[cells.replace("$", "")]]
    catalog = desk.catalog
    assert offered["client"] == [client.name, "Other"]
    assert offered["kind"] == [kind.label[lang] for kind in catalog.goal_kinds.values()]
    assert catalog.metrics["post_reach"].label[lang] in offered["metric"]
    assert offered["pillars"] == ["Coulisses"]
    assert "2026-Q4" in offered["period"]
    assert {"instagram: Acme Paris", "facebook: Acme Paris"} == set(offered["accounts"])
    told = {cell.value for row in instructions for cell in row}
    assert {column.headings[lang][0] for column in COLUMNS} <= told


def test_it_is_for_one_client_or_for_all_and_the_same_each_time(desk: Desk, client: Client) -> None:
    one = template(desk, client.id, "en", filled=True)
    assert one == template(desk, client.id, "en", filled=True)
    sheet = opened(one).worksheets[0]
    assert {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)} == {client.name}
    assert opened(template(desk, client.id, "en")).worksheets[0].max_row == 1


def test_no_cell_of_it_is_a_formula(desk: Desk, client: Client) -> None:
    book = opened(template(desk, client.id, "fr", filled=True))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.office
@pytest.mark.parametrize(
    ("kind", "options"),
    [("xlsx", ""), ("xls", ""), ("csv", ""), ("csv", ":Text - txt - csv (StarCalc):59,34,76,1,,1036")],
)
def test_what_libreoffice_makes_of_it_is_read_as_the_same(
    desk: Desk, client: Client, tmp_path: Path, kind: str, options: str
) -> None:
    path = saved(tmp_path, template(desk, client.id, "fr", filled=True))
    assert states(desk, converted(path, kind, options)) == (["same"] * 6, [])
