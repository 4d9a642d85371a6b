"""Colours that can be read, and number formats that every Excel shows in its own way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog import Catalog
from reporting.warehouse.model import Brand
from reporting.workbook.styles import (
    READABLE,
    SYMBOLS,
    cell_value,
    change_format,
    contrast,
    number_format,
    palette,
    readable,
    text_on,
)

COLORS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@given(COLORS)
def test_a_brand_colour_is_mended_for_text_and_kept_for_shapes(color: str) -> None:
    assert contrast(readable(color, "#FFFFFF"), "#FFFFFF") >= READABLE
    assert contrast(text_on(color), color) >= READABLE


def test_a_brand_colour_that_can_be_read_stays_as_it_is(definitions: Catalog) -> None:
    colors = palette(definitions.theme, Brand("#1F4D3A", "#FFD400"))
    assert (colors.brand, colors.brand_text, colors.accent) == ("#1F4D3A", "#1F4D3A", "#FFD400")


def test_every_status_has_a_symbol_of_its_own_and_a_readable_colour(definitions: Catalog) -> None:
    colors = palette(definitions.theme, Brand())
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert all(contrast(colors.statuses[status], "#FFFFFF") >= READABLE for status in SYMBOLS)


def test_differences_of_rates_are_percentage_points_in_the_language() -> None:
    assert change_format("percent", "en") == '"▲ +"#,##0.00"\u00a0pp";"▼ −"#,##0.00"\u00a0pp";"= "#,##0.00"\u00a0pp"'
    assert change_format("percent", "fr") == '"▲ +"#,##0.00"\u00a0pt";"▼ −"#,##0.00"\u00a0pt";"= "#,##0.00"\u00a0pt"'


def test_french_has_a_no_break_space_before_per_cent() -> None:
    assert number_format("percent", "fr") == '0.00"\u00a0"%;"−"0.00"\u00a0"%;0.00"\u00a0"%'


def test_durations_are_real_durations() -> None:
    assert cell_value(43_200, "seconds") == 0.5
    assert number_format("seconds", "en", largest=7_200) == '[h]"\u00a0h\u00a0"mm'
    assert number_format("seconds", "en", largest=95) == '[m]"\u00a0min\u00a0"ss'
