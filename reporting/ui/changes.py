"""What changed and why, in sentences that quote their figures (layer 8)."""

from collections.abc import Sequence

import streamlit as st

from reporting.errors import Sentence, say
from reporting.insights.model import Finding, Grade
from reporting.language import text
from reporting.ui.blocks import card, empty
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_SHOWN = 6
GRADES: dict[Grade, tuple[Sentence, str]] = {
    "strong": (say("strong"), "green"),
    "indicative": (say("indicative"), "orange"),
    "weak": (say("weak"), "gray"),
}


def finding_list(visit: Visit, findings: Sequence[Finding]) -> None:
    t = visit.t
    with card(
        t("What changed"), t("Findings computed from the figures; the grade says how far they carry"), height="stretch"
    ):
        if not findings:
            empty(t("Nothing stands out in this period."), "horizontal_rule")
        for finding in findings[:_SHOWN]:
            word, color = GRADES[finding.grade]
            said = md_escape(text(finding.sentence, visit.lang))
            st.markdown(f":{color}-badge[{text(word, visit.lang)}] {said}")
