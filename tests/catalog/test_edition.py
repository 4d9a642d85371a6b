"""An edition changes with what decides how a file is read, and with nothing else."""

from dataclasses import replace

import pytest

from reporting.catalog import Catalog
from reporting.catalog.edition import edition
from reporting.catalog.load import load_catalog
from reporting.catalog.words import Words


def test_two_loads_of_one_definition_are_one_edition(catalog: Catalog) -> None:
    again = load_catalog()
    assert {id_: edition(one) for id_, one in catalog.formats.items()} == {
        id_: edition(one) for id_, one in again.formats.items()
    }


def test_no_two_formats_are_one_edition(catalog: Catalog) -> None:
    assert len({edition(one) for one in catalog.formats.values()}) == len(catalog.formats)


def test_words_for_people_change_nothing(catalog: Catalog) -> None:
    format_ = catalog.formats["youtube_table"]
    said = replace(
        format_, title=Words("a", "b"), notes=(), source="elsewhere", local=True, unlisted=None, shared=Words("a", "b")
    )
    assert edition(said) == edition(format_)


@pytest.mark.parametrize("part", ["columns", "needs", "totals", "footers", "constants", "platforms"])
def test_each_part_that_cells_depend_on_makes_another_edition(catalog: Catalog, part: str) -> None:
    format_ = catalog.formats["youtube_table"]
    other: object = {"currency": "EUR"} if part == "constants" else ()
    assert edition(replace(format_, **{part: other})) != edition(format_)  # type: ignore[arg-type]  # one part or another
