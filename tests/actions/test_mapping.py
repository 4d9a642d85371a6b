"""A file that nobody knows, made known: outline, preview, keep, list, change, delete; with a real store and reader."""

import dataclasses
from pathlib import Path

import pytest

from reporting.actions import importing, mapping, own_formats
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.catalog.load import load_catalog
from reporting.errors import ConflictError, DefinitionError
from reporting.ingest.understanding.drafting import Column, Draft, Reading
from reporting.ingest.understanding.propose import Outline

EXPORT = """Rapport hebdomadaire;;;;
Compte;Date du post;Lien;Nb d'impressions;J’aime reçus
acme;31/10/2026;https://www.instagram.com/p/AAA/;1 204;12
acme;05/10/2026;https://www.instagram.com/p/BBB/;900;n/a
acme;06/10/2026;https://www.instagram.com/p/CCC/;abc;4
Total;;;2 104;16
"""
COLUMNS = (
    Column("Compte", "account_name"),
    Column("Date du post", "published_on", Reading(order="dmy")),
    Column("Lien", "permalink"),
    Column("Nb d'impressions", "impressions"),
    Column("J’aime reçus", "likes"),
)
DRAFT = Draft("Rapport hebdo", ("instagram",), "post", "fr", COLUMNS, "a test", left=("total",))
FILE = "rapport_hebdo.toml"


@pytest.fixture
def upload(tmp_path: Path) -> Upload:
    path = tmp_path / "rapport.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return Upload(path, path.name)


def audit(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as cur:
        return cur.execute("select action, object from audit order by id").fetchall()


def files(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.settings.formats.glob("*")) if desk.settings.formats.exists() else []


def taken(seen: Outline) -> dict[str | None, str | None]:
    return {one.heading: one.taken.to if one.taken else None for one in seen.columns}


def test_what_the_file_shows_by_itself(desk: Desk, upload: Upload) -> None:
    seen = mapping.table_outline(desk, upload)
    assert (seen.sketch.header, seen.table, seen.platforms, seen.language) == (2, "post", ("instagram",), "fr")
    assert taken(seen) == {
        "Compte": "account_name",
        "Date du post": "published_on",
        "Lien": "permalink",
        "Nb d'impressions": None,
        "J’aime reçus": None,
    }
    assert [odd.pattern for odd in seen.sketch.odd] == ["total"]
    assert mapping.table_chosen(desk, seen, upload.name, "mention").table == "mention"


def test_a_preview_shows_rows_rejections_and_totals_and_stores_nothing(desk: Desk, upload: Upload) -> None:
    tried = mapping.preview(desk, upload, None, DRAFT)
    assert tried.faults == ()
    assert tried.found is not None
    found = tried.found
    assert (found.records, found.rejected, [one.id for one in found.accounts]) == (3, 1, ["acme"])
    assert [(cell.cell, cell.raw) for cell in found.rejections] == [("D5", "abc")]
    assert (found.totals["impressions"].sum, found.totals["likes"].missing) == (2104, 1)
    rows = [dict(zip(tried.columns, row, strict=True)) for row in tried.rows]
    assert [(row["row_no"], row["impressions"], row["likes"]) for row in rows] == [(3, 1204, 12), (4, 900, None)]
    assert (files(desk), audit(desk), list(desk.settings.work.rglob("*.parquet"))) == ([], [], [])
    assert "rapport_hebdo" not in desk.catalog.formats


def test_a_preview_of_a_faulty_draft_says_the_fault(desk: Desk, upload: Upload) -> None:
    tried = mapping.preview(desk, upload, None, dataclasses.replace(DRAFT, columns=COLUMNS[1:4], left=("(",)))
    assert "not a regular expression" in " ".join(tried.faults)
    assert tried.found is None


def test_a_kept_format_is_in_use_at_once_and_after_a_restart(desk: Desk, upload: Upload) -> None:
    assert mapping.save(desk, DRAFT) == "rapport_hebdo"
    assert (files(desk), audit(desk)) == ([FILE], [("format.keep", "rapport_hebdo")])
    assert desk.catalog.formats["rapport_hebdo"] == load_catalog(desk.settings.formats).formats["rapport_hebdo"]
    (receipt,) = importing.take_in(desk, "Acme", [upload])
    assert (receipt.found.status, receipt.found.format, receipt.added) == ("recognised", "rapport_hebdo", 2)
    with desk.store.read() as cur:
        assert cur.execute("select sum(impressions), count(likes) from current_post").fetchall() == [(2104, 1)]


def test_a_file_with_other_headings_is_not_taken_for_it(desk: Desk, upload: Upload) -> None:
    mapping.save(desk, DRAFT)
    upload.path.write_text(EXPORT.replace("J’aime reçus", "J’aime reçus;Portée").replace(";12\n", ";12;4\n"))
    (found,) = importing.inspect(desk, [upload])
    assert found.status == "unknown"


def test_an_open_draft_is_not_kept(desk: Desk) -> None:
    with pytest.raises(ConflictError, match="can’t be kept yet"):
        mapping.save(desk, dataclasses.replace(DRAFT, platforms=()))
    assert (files(desk), audit(desk)) == ([], [])


def test_a_name_in_one_language_is_enough(desk: Desk) -> None:
    assert (
        mapping.save(desk, dataclasses.replace(DRAFT, title="Rapport hebdo de l’agence")) == "rapport_hebdo_de_l_agence"
    )


@pytest.mark.parametrize("title", ["Rapport hebdo", "x overview"])
def test_a_name_that_is_taken_is_refused(desk: Desk, title: str) -> None:
    mapping.save(desk, DRAFT)
    with pytest.raises(ConflictError, match="already a format called"):
        mapping.save(desk, dataclasses.replace(DRAFT, title=title))
    assert files(desk) == [FILE]


def test_own_formats_are_listed_with_their_uses(desk: Desk, upload: Upload) -> None:
    mapping.save(desk, DRAFT)
    importing.take_in(desk, "Acme", [upload])
    (one,) = own_formats.own_formats(desk)
    assert (one.name, one.uses, one.faults, one.amends) == (FILE, 1, (), None)
    assert one.title is not None
    assert one.title.fr == "Rapport hebdo"
    assert own_formats.own_format(desk, "rapport_hebdo") == one


def test_a_format_that_imports_were_read_with_stays(desk: Desk, upload: Upload) -> None:
    mapping.save(desk, DRAFT)
    (receipt,) = importing.take_in(desk, "Acme", [upload])
    with pytest.raises(ConflictError, match="1 import was read with rapport_hebdo"):
        own_formats.remove(desk, FILE)
    assert files(desk) == [FILE]
    importing.undo(desk, receipt.import_id or 0)
    own_formats.remove(desk, FILE)
    assert files(desk) == []
    assert "rapport_hebdo" not in desk.catalog.formats
    assert audit(desk)[-1] == ("format.remove", "rapport_hebdo")


def test_a_change_is_checked_by_the_loader_and_nothing_is_lost(desk: Desk) -> None:
    mapping.save(desk, DRAFT)
    before = own_formats.own_format(desk, FILE).text
    for spoilt in (before.replace('to = "likes"', 'to = "lykes"'), before.replace("table = ", "tabel = "), "id = ["):
        with pytest.raises(DefinitionError):
            own_formats.keep(desk, spoilt, name=FILE)
    assert own_formats.own_format(desk, FILE).text == before
    with pytest.raises(DefinitionError) as refused:
        own_formats.keep(desk, before + "x = 1", name=FILE)
    assert refused.value.faults[0].startswith(FILE)  # and not where it was tried
    own_formats.keep(desk, before.replace("Rapport hebdo", "Autre nom"), name=FILE)
    assert desk.catalog.formats["rapport_hebdo"].title.fr == "Autre nom"


def test_another_id_is_another_file(desk: Desk, upload: Upload) -> None:
    mapping.save(desk, DRAFT)
    text = own_formats.own_format(desk, FILE).text.replace('id = "rapport_hebdo"', 'id = "autre"')
    assert own_formats.keep(desk, text, name=FILE) == "autre.toml"
    assert files(desk) == ["autre.toml"]
    importing.take_in(desk, "Acme", [upload])
    back = text.replace('id = "autre"', 'id = "rapport_hebdo"')
    with pytest.raises(ConflictError, match="read with autre"):
        own_formats.keep(desk, back, name="autre.toml")


def test_a_definition_from_elsewhere_stays_in_its_folder(desk: Desk) -> None:
    mapping.save(desk, DRAFT)
    text = own_formats.own_format(desk, FILE).text
    with pytest.raises(DefinitionError):
        own_formats.keep(desk, text.replace('id = "rapport_hebdo"', 'id = "../../evil"'))
    assert files(desk) == [FILE]
    assert not (desk.settings.home.parent / "evil.toml").exists()


def test_what_another_definition_builds_on_is_not_deleted(desk: Desk) -> None:
    mapping.save(desk, DRAFT)
    own_formats.keep(desk, 'amends = "rapport_hebdo"\nsource = "a test"\nsheets = ["feuille 1"]\n')
    assert [one.amends for one in own_formats.own_formats(desk)] == [None, "rapport_hebdo"]
    with pytest.raises(ConflictError, match="builds on"):
        own_formats.remove(desk, FILE)
    own_formats.remove(desk, "rapport_hebdo_amended")
    own_formats.remove(desk, FILE)
    assert files(desk) == []


def test_a_file_that_was_set_aside_is_listed_with_its_faults(desk: Desk) -> None:
    desk.settings.formats.mkdir(parents=True)
    (desk.settings.formats / "odd.toml").write_text('id = "odd"\n')
    desk.store.learn(load_catalog(desk.settings.formats))
    (one,) = own_formats.own_formats(desk)
    assert (one.name, one.title) == ("odd.toml", None)
    assert "missing" in " ".join(one.faults)
    mapping.save(desk, DRAFT)
    own_formats.remove(desk, "odd.toml")
    assert files(desk) == [FILE]
