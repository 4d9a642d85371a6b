"""Where a printed page ends: blocks stay whole, and no page is empty."""

import openpyxl
import pytest

from reporting.catalog import Catalog
from reporting.warehouse.model import Brand
from reporting.workbook.page import Page
from reporting.workbook.styles import palette

WIDTH = 90.0
"""Within a landscape page, so that nothing shrinks: 33 rows go on a page, the repeated first one among them."""


@pytest.mark.parametrize(
    ("blocks", "breaks"),
    [
        ([(1, 10), (12, 30)], []),
        ([(1, 20), (22, 40)], [21]),
        ([(1, 20), (22, 40), (42, 48)], [21]),
        ([(1, 20), (22, 50), (52, 70)], [21, 51]),
        ([(1, 50), (52, 60)], [51]),  # longer than a page: nothing to gain before its first row
    ],
)
def test_a_block_that_would_not_end_on_its_page_begins_the_next(
    catalog: Catalog, blocks: list[tuple[int, int]], breaks: list[int]
) -> None:
    sheet = openpyxl.Workbook().active
    page = Page(sheet, "en", palette(catalog.theme, Brand()))
    page.columns([WIDTH])
    page.keep_together(blocks, 1)
    assert [one.id for one in sheet.row_breaks.brk] == breaks
