"""The only list of pages (layer 8). Scripts lie in subfolders: Streamlit would serve `pages/*.py` without app.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from reporting.access.people import Person
from reporting.errors import Sentence, say
from reporting.language import Language, text

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Entry:
    """path is also the address: pages/report/goals.py is /goals; the first page is the bare address."""

    path: str
    section: Sentence
    title: Sentence
    icon: str
    permission: str

    @property
    def address(self) -> str:
        return Path(self.path).stem


_REPORT = say("Report")
_DATA = say("Data")

PAGES = (
    Entry("pages/report/overview.py", _REPORT, say("Overview"), "dashboard", "reports.read"),
    Entry("pages/report/channels.py", _REPORT, say("Networks"), "hub", "reports.read"),
    Entry("pages/report/content.py", _REPORT, say("Content"), "article", "reports.read"),
    Entry("pages/report/goals.py", _REPORT, say("Goals"), "flag", "reports.read"),
    Entry("pages/report/portfolio.py", _REPORT, say("Portfolio"), "work_history", "reports.read"),
    Entry("pages/report/commentary.py", _REPORT, say("Commentary"), "edit_note", "reports.write"),
    Entry("pages/report/export.py", _REPORT, say("Export"), "download", "reports.read"),
    Entry("pages/report/recipes.py", _REPORT, say("Kinds of report"), "dashboard_customize", "reports.write"),
    Entry("pages/report/brand.py", _REPORT, say("Brand"), "palette", "clients.write"),
    Entry("pages/report/all_clients.py", _REPORT, say("All clients"), "library_books", "reports.read"),
    Entry("pages/data/upload.py", _DATA, say("Import"), "upload_file", "imports.write"),
    Entry("pages/data/rules.py", _DATA, say("Rules"), "alt_route", "clients.write"),
    Entry("pages/data/history.py", _DATA, say("History"), "history", "imports.write"),
    Entry("pages/data/health.py", _DATA, say("Formats"), "health_metrics", "imports.write"),
    Entry("pages/data/coverage.py", _DATA, say("Coverage"), "calendar_month", "imports.write"),
    Entry("pages/data/replay.py", _DATA, say("Replay"), "replay", "store.maintain"),
    Entry("pages/data/mapping.py", _DATA, say("Own formats"), "edit_note", "formats.write"),
)


def menu(person: Person, lang: Language) -> dict[str, list[st.Page]]:
    """What this person may open, by section; the first page is where the bare address leads."""
    sections: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        if entry.permission in person.permissions:
            page = st.Page(
                ROOT / entry.path,
                title=text(entry.title, lang),
                icon=f":material/{entry.icon}:",
                url_path=entry.address,
                default=entry is PAGES[0],
            )
            sections.setdefault(text(entry.section, lang), []).append(page)
    return sections


def link(
    address: str,
    label: str,
    *,
    icon: str | None = None,
    inside: Callable[..., object] = st.page_link,
    params: Mapping[str, str] | None = None,
) -> None:
    """A link to another page of the list; params stand in its address."""
    entry = next(entry for entry in PAGES if entry.address == address)
    inside(path_of(address), label=label, icon=icon or f":material/{entry.icon}:", query_params=dict(params or {}))


def path_of(address: str) -> str:
    """The script of a page of the list."""
    return str(ROOT / next(entry.path for entry in PAGES if entry.address == address))
