"""The fields of a brand (layer 8): each is inherited until somebody switches it on and chooses."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from reporting.actions import brands
from reporting.actions.brands import Dressed
from reporting.errors import BilanError
from reporting.language import LANGUAGES, Language, as_language, text
from reporting.ui import messages
from reporting.ui.blocks import card
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape
from reporting.warehouse.model import DATE_STYLES, NUMBER_STYLES, Brand, Kit
from reporting.workbook.logo import LOGO_BYTES, Logo

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
_LOGO_KINDS = ["png", "jpg", "jpeg", "svg"]
_LOGO_WIDTH = 140
_CLEANED = "bilan_logo"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one brand. key makes them another's when another brand, or a newer state of it, is shown."""

    visit: Visit
    dressed: Dressed
    key: str
    agency: bool

    @property
    def inherited(self) -> Brand:
        return self.dressed.inherited

    def draw(self) -> Kit:
        """The brand as the fields have it now."""
        t = self.visit.t
        with card(t("Logo and colours")):
            logo = self._logo()
            color = self._color("color", t("Main colour"))
            accent = self._color("accent", t("Second colour"))
        with card(t("Fonts and figures")):
            heading = self._font("heading", t("Font of titles"))
            body = self._font("body", t("Font of text"))
            dates = self._choice("dates", t("Dates"), self._dates())
            numbers = self._choice("numbers", t("Figures"), self._numbers())
        with card(t("Words on each page")):
            company = self._text("company", t("Who makes the reports"), brands.COMPANY_CHARS)
            header = self._text("header", t("At the top of each printed page"), brands.LINE_CHARS)
            footer = self._text("footer", t("At the foot of each printed page"), brands.LINE_CHARS)
            st.caption(md_escape(t("{{client}} and {{period}} stand for the client and the period of the report.")))
        return replace(
            self.dressed.own,
            logo=logo,
            color=color,
            accent=accent,
            heading=heading,
            body=body,
            dates=dates,
            numbers=numbers,
            company=company,
            header=header,
            footer=footer,
        )

    def _own(self, name: str, label: str, inherited: str) -> bool:
        """Whether the brand has a choice of its own here; what holds otherwise stands beside it."""
        t = self.visit.t
        own = getattr(self.dressed.own, name) is not None
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            chosen = st.toggle(f"**{label}**", own, key=self._key(name, "own"))
            if not chosen:
                words = t("as it comes: {value}", value=inherited)
                if not self.agency:
                    words = t("from the agency: {value}", value=inherited)
                st.caption(md_escape(words), width="content")
        return chosen

    def _now(self, name: str) -> Any:
        return getattr(self.dressed.brand, name)

    def _key(self, name: str, part: str = "value") -> str:
        return f"brand/{self.key}/{name}/{part}"

    def _color(self, name: str, label: str) -> str | None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if not self._own(name, label, getattr(self.inherited, name)):
                return None
            picked = st.color_picker(label, self._now(name), key=self._key(name), label_visibility="collapsed")
        return str(picked).upper()

    def _font(self, name: str, label: str) -> str | None:
        known = brands.fonts(self.visit.desk)
        if not self._own(name, label, getattr(self.inherited, name)):
            return None
        index = known.index(self._now(name)) if self._now(name) in known else 0
        return st.selectbox(label, known, index, key=self._key(name), label_visibility="collapsed")

    def _choice(self, name: str, label: str, words: dict[Any, str]) -> Any:
        if not self._own(name, label, words[getattr(self.inherited, name)]):
            return None
        return st.radio(
            label,
            list(words),
            list(words).index(self._now(name)),
            format_func=words.__getitem__,
            key=self._key(name),
            label_visibility="collapsed",
        )

    def _text(self, name: str, label: str, most: int) -> str | None:
        if not self._own(name, label, getattr(self.inherited, name) or self.visit.t("nothing")):
            return None
        return str(
            st.text_input(label, self._now(name), max_chars=most, key=self._key(name), label_visibility="collapsed")
        )

    def _dates(self) -> dict[Any, str]:
        t = self.visit.t
        words = (t("in words: 31 Oct 2026"), t("in figures, as the reader’s Excel writes them"), t("2026-10-31"))
        return dict(zip(DATE_STYLES, words, strict=True))

    def _numbers(self) -> dict[Any, str]:
        t = self.visit.t
        words = (t("exact: 41,237 and 4.59%"), t("rounded: 41,237 and 4.6%"), t("short: 41.2 k and 4.6%"))
        return dict(zip(NUMBER_STYLES, words, strict=True))

    def _logo(self) -> bytes | None:
        """What was uploaded here, else what was chosen before."""
        t = self.visit.t
        known = t("a picture") if self.inherited.logo else t("none")
        if not self._own("logo", t("Logo"), known):
            return None
        file = st.file_uploader(
            t("PNG, JPEG or SVG"),
            _LOGO_KINDS,
            key=self._key("logo"),
            help=t("SVG with text converted to outlines."),
            max_upload_size=LOGO_BYTES // 1_000_000,
        )
        logo = self._cleaned(file.getvalue()) if file else self.dressed.own.logo
        if logo:
            st.image(logo, width=_LOGO_WIDTH)
        return logo

    def _cleaned(self, data: bytes) -> bytes | None:
        """Drawn anew once, and kept while the page is open."""
        name = hashlib.sha256(data).hexdigest()
        kept: tuple[str, Logo] | None = st.session_state.get(_CLEANED)
        if kept is None or kept[0] != name:
            try:
                kept = (name, brands.clean_logo(self.visit.desk, data))
            except BilanError as error:
                messages.problem(error, self.visit.lang)
                return self.dressed.own.logo
            st.session_state[_CLEANED] = kept
        if kept[1].left_out:
            words = self.visit.t("Left out, because a logo needs none of it: {names}.", names=kept[1].left_out)
            st.caption(f":orange[:material/warning:] {md_escape(words)}")
        return kept[1].data


def language_field(visit: Visit, now: Language, key: str, *, agency: bool) -> Language:
    """Of a client: its own; of the agency: that of a new client."""
    label = visit.t("Language of a new client’s reports") if agency else visit.t("Language of the reports")
    chosen = st.segmented_control(
        label,
        LANGUAGES,
        format_func=LANGUAGE_NAMES.__getitem__,
        default=now,
        required=True,
        key=f"brand/{key}/language",
    )
    return as_language(chosen, now)


def mending_notes(visit: Visit, brand: Brand) -> None:
    """What a report mends of the brand so that everything can be read."""
    for note in brands.brand_notes(visit.desk, brand):
        st.caption(f":material/contrast: {md_escape(text(note, visit.lang))}")
