"""Which table is being mapped in this session, and what it shows (layer 8)."""

from dataclasses import dataclass

import streamlit as st

from reporting.actions import mapping
from reporting.actions.mapping import Preview
from reporting.actions.reading import Upload
from reporting.ingest.model import Found
from reporting.ingest.understanding.drafting import Draft
from reporting.ingest.understanding.propose import Outline
from reporting.ui.visit import Visit

_KEY = "bilan_mapping"


@dataclass(slots=True)
class Mapped:
    """seen and tried are made when they are asked for, and again when what they rest on changes."""

    file: str
    member: str | None
    seen: Outline | None = None
    tried: tuple[Draft, Preview] | None = None

    def outline(self, visit: Visit, upload: Upload, header: int | None, table: str | None) -> Outline:
        if self.seen is None or header not in (None, self.seen.sketch.header):
            self.seen = mapping.table_outline(visit.desk, upload, self.member, header)
        if table not in (None, self.seen.table):
            self.seen = mapping.table_chosen(visit.desk, self.seen, upload.name, table or "")
        return self.seen

    def tried_with(self, draft: Draft) -> bool:
        return self.tried is not None and self.tried[0] == draft

    def preview(self, visit: Visit, upload: Upload, draft: Draft) -> Preview:
        if self.tried is None or not self.tried_with(draft):
            self.tried = (draft, mapping.preview(visit.desk, upload, self.member, draft))
        return self.tried[1]


def begin(found: Found) -> None:
    st.session_state[_KEY] = Mapped(found.file, found.member)


def current() -> Mapped | None:
    kept: Mapped | None = st.session_state.get(_KEY)
    return kept


def finish() -> None:
    st.session_state.pop(_KEY, None)
