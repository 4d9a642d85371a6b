"""Rules of the pages, held over every file: one gate, one list, no HTML, caches that carry the client."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.access.people import PERMISSIONS
from reporting.catalog.load import load_catalog
from reporting.ui import choices
from reporting.ui.navigation import PAGES

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "pages").rglob("*.py"))
SCREEN = [ROOT / "app.py", *SCRIPTS, *sorted((ROOT / "reporting" / "ui").glob("*.py"))]
LINES_OF_A_PAGE = 120
LINES_OF_THE_FRAME = 60


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def test_each_page_is_listed_once_and_lies_one_folder_down() -> None:
    assert sorted(entry.path for entry in PAGES) == [str(path.relative_to(ROOT)) for path in SCRIPTS]
    assert len({entry.address for entry in PAGES}) == len(PAGES)
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.address)
def test_the_first_statement_is_the_guard_with_the_listed_permission(entry: object) -> None:
    path, permission = entry.path, entry.permission  # type: ignore[attr-defined]  # an Entry
    body = ast.parse((ROOT / path).read_text()).body
    first = next(node for node in body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr))
    assert ast.unparse(first) == f"visit = require('{permission}')"
    assert permission in PERMISSIONS


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: path.name)
def test_no_html_and_no_style_sheet(path: Path) -> None:
    names = {keyword.arg for call in calls(path) for keyword in call.keywords}
    made = {ast.unparse(call.func) for call in calls(path)}
    assert not names & {"unsafe_allow_html", "unsafe_allow_javascript"}
    assert not made & {"st.html", "st.iframe", "components.html", "st.components.v1.html"}


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: path.name)
def test_every_cache_of_data_carries_client_and_version(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and any("cache_data" in ast.unparse(one) for one in node.decorator_list):
            arguments = [argument.arg for argument in node.args.args]
            assert arguments[:2] == ["client_id", "version"], f"{path.name}: {node.name}"
            assert not [name for name in arguments if name.startswith("_")], f"{path.name}: {node.name}"


def test_pages_are_short_and_hold_no_sql() -> None:
    assert {path.name for path in SCRIPTS if len(path.read_text().splitlines()) > LINES_OF_A_PAGE} == set()
    assert len((ROOT / "app.py").read_text().splitlines()) < LINES_OF_THE_FRAME
    assert {path.name for path in SCRIPTS if ".execute(" in path.read_text() or "select " in path.read_text()} == set()


def test_the_figures_that_pages_name_are_in_the_catalogue() -> None:
    metrics = load_catalog().metrics
    named = {name for value in vars(choices).values() if isinstance(value, tuple) for name in value}
    assert named <= set(metrics)
