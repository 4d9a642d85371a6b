"""A draft as a definition: what is open is said, what is whole fits the loader."""

import dataclasses

import pytest

from reporting.catalog.check import check
from reporting.catalog.fingerprint import fingerprint
from reporting.catalog.format import Format
from reporting.catalog.model import Catalog
from reporting.ingest.understanding.drafting import (
    Column,
    Draft,
    Reading,
    format_of,
    identifier,
    known_values,
    lacking,
    orders,
    proven,
)
from reporting.ingest.understanding.looks import Look
from reporting.language import text

DAY = Column("Jour", "day", Reading(order="dmy"))
VIEWS = Column("Vues", "views")
WHOLE = Draft("Suivi", ("facebook",), "account_day", "fr", (DAY, VIEWS), "a test")


def faults(format_: Format, catalog: Catalog) -> list[str]:
    with_it = dataclasses.replace(catalog, formats={**catalog.formats, format_.id: format_})
    return [fault for fault in check(with_it) if format_.id in fault]


def said(draft: Draft, catalog: Catalog) -> str:
    return " ".join(text(point, "en") for point in lacking(draft, catalog))


def changed(**fields: object) -> Draft:
    return dataclasses.replace(WHOLE, **fields)  # type: ignore[arg-type]  # fields of Draft


def test_a_whole_draft_lacks_nothing_and_fits_the_loader(catalog: Catalog) -> None:
    made = format_of(WHOLE, catalog)
    assert said(WHOLE, catalog) == ""
    assert faults(made, catalog) == []
    assert (made.id, made.closed, made.needs) == ("suivi", True, ("day", "views"))
    assert made.fingerprints == (fingerprint(["Jour", "Vues"]),)


@pytest.mark.parametrize(
    ("fields", "point"),
    [
        ({"title": "  "}, "Give the format a name."),
        ({"title": "数据"}, "at least one letter from a to z"),
        ({"platforms": ()}, "Say which network"),
        ({"columns": (VIEWS,)}, "No column says “Day”"),
        ({"columns": (DAY,)}, "No column has a figure"),
        ({"columns": (DAY, VIEWS, Column("Lectures", "views"))}, "“Views” is said by several columns: Vues, Lectures."),
        ({"columns": (Column("Jour", "day"), VIEWS)}, "“Jour”: say in which order day and month stand."),
        ({"columns": (DAY, Column("Durée", "watch_seconds"))}, "say in which unit the durations are"),
        ({"columns": (DAY, Column("Taux", "engagement_rate_given"))}, "say whether 5 means 5% or 0.05 does"),
        ({"columns": (DAY, Column("Revenus", "revenue"))}, "Say in which currency"),
        ({"table": "audience", "columns": (Column("Pays", "label"), Column("Part", "people"))}, "“Dimension”"),
    ],
)
def test_what_is_open_is_said(fields: dict[str, object], point: str, catalog: Catalog) -> None:
    assert point in said(changed(**fields), catalog)


@pytest.mark.parametrize("columns", [(VIEWS,), (Column("Jour", "day"), VIEWS)])
def test_what_is_open_about_keys_and_readings_does_not_pass_the_loader(
    columns: tuple[Column, ...], catalog: Catalog
) -> None:
    assert faults(format_of(changed(columns=columns), catalog), catalog) != []


def test_a_moment_needs_its_zone(catalog: Catalog) -> None:
    posts = (Column("ID", "post"), Column("Quand", "published_at", Reading(order="ymd")), VIEWS)
    assert "time zone" in said(changed(table="post", columns=posts), catalog)


def test_a_post_without_an_id_is_named_by_its_link(catalog: Catalog) -> None:
    posts = (Column("Lien", "permalink"), Column("Le", "published_on", Reading(order="dmy")), VIEWS)
    plain = format_of(changed(table="post", columns=posts), catalog)
    assert [(one.to, one.source, one.argument) for one in plain.derived] == [("post", ("permalink",), r"(\S+)")]
    linkedin = format_of(changed(table="post", columns=posts, platforms=("linkedin",)), catalog)
    shipped = catalog.formats["linkedin_page_posts"].derived[0]
    assert linkedin.derived[0].argument == shipped.argument


def test_a_name_alone_tells_the_account(catalog: Catalog) -> None:
    columns = (DAY, VIEWS, Column("Page", "account_name"))
    assert [column.to for column in format_of(changed(columns=columns), catalog).columns][-1] == "account"
    both = (*columns, Column("N°", "account"))
    assert [column.to for column in format_of(changed(columns=both), catalog).columns][-2:] == [
        "account_name",
        "account",
    ]


def test_what_is_left_out_is_dropped_with_its_reason_and_counts_for_the_fingerprint(catalog: Catalog) -> None:
    made = format_of(changed(columns=(DAY, VIEWS, Column("Remarque"))), catalog)
    assert made.columns[-1].to is None
    assert made.columns[-1].drop is not None
    assert made.fingerprints == (fingerprint(["Jour", "Vues", "Remarque"]),)
    assert faults(made, catalog) == []


def test_a_heading_that_stands_there_twice_counts_once(catalog: Catalog) -> None:
    made = format_of(changed(columns=(DAY, Column("Vues"), VIEWS)), catalog)
    assert [column.to for column in made.columns] == ["day", "views"]
    assert faults(made, catalog) == []


@pytest.mark.parametrize(
    ("look", "proof"),
    [
        (Look(0, {"date": 5}, 5, over_12=(True, False)), "dmy"),
        (Look(0, {"date": 5}, 5, over_12=(False, True)), "mdy"),
        (Look(0, {"date": 5}, 5, iso=True), "ymd"),
        (Look(0, {"named": 5}, 5), "named"),
        (Look(0, {"yearless": 5}, 5), "yearless"),
        (Look(0, {"date": 5}, 5), None),
        (Look(0, {"date": 5}, 5, over_12=(True, True)), None),
    ],
)
def test_only_the_cells_prove_an_order(look: Look, proof: str | None) -> None:
    assert proven(look, "date").order == proof
    assert proof is None or orders(look, "date") == (proof,)


def test_only_a_moment_that_says_so_is_utc() -> None:
    moments = Look(0, {"moment": 5}, 5, iso=True)
    assert proven(moments, "datetime").zone is None
    assert proven(dataclasses.replace(moments, utc=True), "datetime").zone == "UTC"


def test_whole_numbers_do_not_prove_a_percentage_or_a_unit() -> None:
    assert proven(Look(0, {"whole": 5}, 5), "percent") == Reading()
    assert proven(Look(0, {"whole": 5}, 5), "duration") == Reading()


def test_known_words_of_a_choice_are_understood_and_others_are_not(catalog: Catalog) -> None:
    look = Look(0, {"text": 3}, 3, choices=("IG reel", "Photo", "Visuel"))
    assert known_values("media_type", look, catalog) == {"ig reel": "reel", "photo": "photo"}


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Suivi d’été 2026", "suivi_d_ete_2026"),
        ("../../etc/passwd", "etc_passwd"),
        ("2026 report", "report"),
        ("数据", ""),
    ],
)
def test_the_id_is_made_from_the_name(title: str, id_: str) -> None:
    assert identifier(title) == id_


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (("reply_text",), {"answered"}),
        (("replied_at", "reply_text", "sentiment_given"), {"answered", "replies_timed", "sentiment"}),
        ((), set()),
    ],
)
def test_columns_of_replies_and_verdicts_tell_more_by_being_there(
    columns: tuple[str, ...], told: set[str], catalog: Catalog
) -> None:
    words = (Column("Avis", "text"), Column("Date", "published_on", Reading(order="dmy")))
    more = tuple(Column(f"Colonne {name}", name, Reading(order="dmy", zone="UTC")) for name in columns)
    made = format_of(changed(table="mention", columns=(*words, *more)), catalog)
    assert {one.to for one in made.derived} - {"mention"} == told
    assert faults(made, catalog) == []
