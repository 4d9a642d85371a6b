"""The pieces that pages are laid out with (layer 8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from reporting.charts.model import Drawing
from reporting.ui.words import md_escape


@contextmanager
def card(title: str, subtitle: str = "", *, height: Literal["content", "stretch"] = "content") -> Iterator[None]:
    """A framed block with its heading; the subtitle says the unit and the rule."""
    with st.container(border=True, gap="xsmall", height=height):
        heading(title, subtitle)
        yield


def heading(title: str, subtitle: str = "") -> None:
    st.subheader(md_escape(title), anchor=False)
    if subtitle:
        st.caption(md_escape(subtitle))


def chart(drawing: Drawing, key: str, *, height: Literal["content", "stretch"] = "content") -> None:
    """A drawing without its words."""
    st.vega_lite_chart(dict(drawing.spec), key=key, alt=drawing.alt, height=height)


def chart_card(drawing: Drawing, key: str) -> None:
    with card(drawing.title, drawing.subtitle):
        chart(drawing, key)


def empty(words: str, icon: str = "info") -> None:
    """What would stand here, said calmly."""
    st.caption(f":material/{icon}: {words}")
