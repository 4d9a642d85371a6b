"""Colours: readable, each in one place, the page's theme file equal to the definitions."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reporting.catalog.model import Theme
from reporting.charts.palette import names
from reporting.ui.statuses import SIGNS

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
TEXTS = ("text", "muted", "accent", "achieved", "on_track", "at_risk", "behind", "missed", "no_data")
GROUNDS = ("paper", "card", "side")
READABLE = 4.5


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palette(theme: Theme, mode: str) -> Mapping[str, str]:
    if mode == "light":
        return dict(theme.light) | {name: known.light for name, known in theme.platforms.items()}
    return dict(theme.dark) | {name: known.dark for name, known in theme.platforms.items()}


def test_contrast_of_black_on_white_is_the_known_21() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 6) == 21


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_colour_is_readable_on_paper_and_cards(theme: Theme, mode: str) -> None:
    colors = palette(theme, mode)
    weak = {
        (name, ground): round(contrast(colors[name], colors[ground]), 2)
        for name in (*TEXTS, *theme.platforms)
        for ground in GROUNDS[:2]
        if contrast(colors[name], colors[ground]) < READABLE
    }
    assert weak == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_in_the_side_bar_and_on_buttons_are_readable(theme: Theme, mode: str) -> None:
    colors = palette(theme, mode)
    assert contrast(colors["text"], colors["side"]) >= READABLE
    assert contrast(colors["muted"], colors["side"]) >= READABLE
    assert contrast("#FFFFFF", colors["button"]) >= READABLE


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_pages_take_their_colours_from_the_definitions(theme: Theme, mode: str) -> None:
    colors, page = palette(theme, mode), CONFIG["theme"][mode]
    assert page["chartCategoricalColors"] == [colors[name] for name in names(theme)]
    wanted = {
        "primaryColor": "button",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "card",
        "textColor": "text",
        "linkColor": "accent",
        "borderColor": "line",
        "dataframeHeaderBackgroundColor": "side",
        "dataframeHeaderTextColor": "muted",
    }
    assert {key: page[key] for key in wanted} == {key: colors[token] for key, token in wanted.items()}
    assert page["sidebar"]["backgroundColor"] == colors["side"]
    assert set(_hex(page)) <= set(colors.values())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_status_has_a_colour_slot_of_its_own(theme: Theme, mode: str) -> None:
    colors, page = palette(theme, mode), CONFIG["theme"][mode]
    slots = {status: page[f"{sign.color}TextColor"] for status, sign in SIGNS.items() if status != "no_data"}
    assert slots == {status: colors[status] for status in slots}
    assert len({sign.symbol for sign in SIGNS.values()}) == len(SIGNS)


def test_nothing_leaves_the_machine_and_nobody_else_comes_in() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "localhost"
    assert CONFIG["server"]["headless"] is True
    assert (CONFIG["server"]["enableAgentApi"], CONFIG["server"]["enableStaticServing"]) == (False, False)
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert {CONFIG["theme"][key] for key in ("font", "headingFont", "codeFont")} == {"sans-serif", "serif", "monospace"}


def _hex(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [color for value in node.values() for color in _hex(value)]
    if isinstance(node, list):
        return [color for value in node for color in _hex(value)]
    return [node] if isinstance(node, str) and node.startswith("#") else []
