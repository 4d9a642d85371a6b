"""A file that nobody knows, without the browser: describe --write, formats add, import; and the list of own formats."""

import zipfile
from pathlib import Path

import pytest

from reporting.catalog.load import load_catalog
from tests.command.conftest import SAMPLES, Run

WHOLE = """Compte;Date du post;Lien;Impressions
acme;31/10/2026;https://www.instagram.com/p/AAA/;1 204
acme;05/10/2026;https://www.instagram.com/p/BBB/;900
Total;;;2 104
"""
OPEN = """Compte;Date du post;Lien;Nb d'impressions
acme;01/10/2026;https://www.instagram.com/p/AAA/;1 204
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.csv"
    path.write_text(WHOLE, encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "rapport_hebdo.toml"


def test_a_file_that_tells_enough_becomes_known_in_three_commands(run: Run, export: Path, target: Path) -> None:
    written = run("describe", export, "--write", target, "--lang", "en")
    assert (written.code, written.out) == (0, "")
    assert "was written to" in written.err
    added = run("formats", "add", target)
    assert (added.code, added.out) == (0, "")
    taken = run("import", export, "--client", "Acme", "--json")
    (found,) = taken.document
    assert (found["status"], found["format"], found["records"]) == ("recognised", "rapport_hebdo", 2)
    assert found["totals"]["impressions"] == {"sum": 2104, "missing": 0}
    (listed,) = run("formats", "list", "--json").document
    assert listed == {"id": "rapport_hebdo", "title": "rapport hebdo", "amends": None, "imports": 1, "faults": []}


def test_what_is_written_whole_passes_the_loader(run: Run, export: Path, target: Path) -> None:
    run("describe", export, "--write", target)
    catalog = load_catalog(target.parent)
    assert catalog.set_aside == {}
    assert catalog.formats["rapport_hebdo"].footers == ("total",)


def test_what_is_open_stands_in_the_file_and_does_not_pass_the_loader(run: Run, export: Path, target: Path) -> None:
    export.write_text(OPEN, encoding="utf-8")
    written = run("describe", export, "--write", target, "--lang", "en")
    assert written.code == 0
    assert "“Date du post”: say in which order day and month stand." in written.err
    assert "Nb d'impressions" in written.err
    again = run("describe", export, "--write", target, "--lang", "en", "--force", "--json").document
    assert again == {"file": str(target), "open": ["“Date du post”: say in which order day and month stand."]}
    text = target.read_text(encoding="utf-8")
    assert "# - “Date du post”: say in which order day and month stand." in text
    assert '# Perhaps to = "impressions", type = "count"' in text
    refused = run("formats", "add", target, "--lang", "en")
    assert (refused.code, refused.out) == (1, "")
    assert "a date needs order" in refused.err
    finished = text.replace('to = "published_on"\ntype = "date"', 'to = "published_on"\ntype = "date"\norder = "dmy"')
    target.write_text(finished, encoding="utf-8")
    assert run("formats", "add", target).code == 0


def test_remarks_are_in_the_language_asked_for(run: Run, export: Path, target: Path) -> None:
    run("describe", export, "--write", target, "--lang", "fr")
    assert "# Par exemple\u00a0: acme, Total" in target.read_text(encoding="utf-8")


def test_hostile_headings_stay_remarks_and_texts(run: Run, export: Path, target: Path) -> None:
    rows = WHOLE.replace("Lien", 'Lien"\ntable = "video').replace("Impressions", "=1+1")
    export.write_text(rows.replace('Lien"\ntable = "video', '"Lien""\ntable = ""video"'), encoding="utf-8")
    assert run("describe", export, "--write", target).code == 0
    catalog = load_catalog(target.parent)
    assert catalog.set_aside == {} or "rapport_hebdo.toml" in catalog.set_aside
    assert target.read_text(encoding="utf-8").count("\ntable = ") == 1


def test_a_file_that_is_there_is_only_written_over_with_force(run: Run, export: Path, target: Path) -> None:
    target.write_text("mine", encoding="utf-8")
    assert run("describe", export, "--write", target).code == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("describe", export, "--write", target, "--force").code == 0
    assert "rapport_hebdo" in target.read_text(encoding="utf-8")


def test_a_known_file_has_nothing_to_map(run: Run, target: Path) -> None:
    known = SAMPLES / "x_content" / "account_analytics_content_2026-08-01_2026-08-31.csv"
    refused = run("describe", known, "--write", target, "--lang", "en")
    assert (refused.code, target.exists()) == (1, False)
    assert "no table here that no format knows" in refused.err


def test_a_member_is_chosen_by_name(run: Run, tmp_path: Path, target: Path) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("first.csv", "Alpha;Beta\nx;1\n")
        bundle.writestr("second.csv", WHOLE)
    assert run("describe", path, "--member", "second.csv", "--write", target).code == 0
    assert 'heading.fr = ["Date du post"]' in target.read_text(encoding="utf-8")
    assert run("describe", path, "--member", "third.csv", "--write", target, "--force").code == 1


def test_export_gives_the_text_back_and_remove_forgets_it(run: Run, export: Path, target: Path) -> None:
    run("describe", export, "--write", target)
    run("formats", "add", target)
    assert run("formats", "export", "rapport_hebdo").out == target.read_text(encoding="utf-8")
    again = run("formats", "add", target, "--lang", "en")
    assert (again.code, "already a format" in again.err) == (1, True)
    assert run("formats", "add", target, "--force").code == 0
    assert run("formats", "remove", "rapport_hebdo").code == 0
    assert run("formats", "list", "--json").document == []
    unknown = run("formats", "export", "rapport_hebdo", "--lang", "en")
    assert (unknown.code, unknown.out) == (1, "")
    assert "There is no own format called rapport_hebdo." in unknown.err


def test_a_format_in_use_is_not_removed(run: Run, export: Path, target: Path) -> None:
    run("describe", export, "--write", target)
    run("formats", "add", target)
    run("import", export, "--client", "Acme")
    refused = run("formats", "remove", "rapport_hebdo", "--lang", "en")
    assert refused.code == 1
    assert "1 import was read with rapport_hebdo." in refused.err


@pytest.mark.parametrize("words", [("formats",), ("formats", "add"), ("formats", "burn", "x")])
def test_wrong_usage_is_said(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2
