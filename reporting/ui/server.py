"""Starting the server (layer 8): where it may listen, and what is warmed before the first visitor."""

import gc
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from reporting.actions.jobs import stop_all
from reporting.catalog.model import Theme
from reporting.charts.sparkline import sparkline
from reporting.errors import BilanError, NotAllowedError, say
from reporting.ingest.child.sandbox import warm
from reporting.language import LANGUAGES, error_text
from reporting.ui.visit import shared_desk


def start_or_stop() -> None:
    """Ends the process before anything listens, if others could reach an installation that asks nobody who they are."""
    try:
        refuse_open_door()
    except BilanError as error:
        raise SystemExit(_both(error)) from error
    # Streamlit would take the folder pages/ for its older kind of app until the first visitor has run app.py: it would
    # look for scripts there by itself, and tell whoever opens a link first that the page does not exist.
    PagesManager.uses_pages_directory = False


def refuse_open_door() -> None:
    """Raises NotAllowedError where no sign-in is configured and the address is not this machine's own."""
    address = st.get_option("server.address")
    if not is_loopback(address):
        raise NotAllowedError(
            say("Bilan does not start on the address {address}.", address=address or "*"),
            why=say("No sign-in is configured: anyone who reaches this address could read and change everything."),
            todo=say("Start it on localhost: leave --server.address out, and .streamlit/config.toml as it came."),
            code="OPEN_DOOR",
        )


def is_loopback(address: str | None) -> bool:
    """No address means every network of the machine."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


@asynccontextmanager
async def warmed(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Open the store, draw one chart, start the reader of uploads, then keep all of it out of the collector's way.

    Streamlit collects garbage after every run of a page; with everything that was imported in it, that was most of the
    run's time (measured in DECISIONS.md).
    """
    try:
        desk = shared_desk()
    except BilanError as error:
        raise SystemExit(_both(error)) from error
    _draw_once(desk.catalog.theme)
    warm()
    gc.collect()
    gc.freeze()
    try:
        yield {}
    finally:
        stop_all()
        shared_desk.clear()


def _both(error: BilanError) -> str:
    """Nobody has chosen a language yet."""
    return "\n".join(error_text(error, lang) for lang in LANGUAGES)


def _draw_once(theme: Theme) -> None:
    sparkline([1, 2], theme=theme, lang="en", title="")
