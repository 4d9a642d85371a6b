"""Writing the report of a period (layer 8): one table a kind of text, kept at once with one button.

A table that is edited starts from what is kept; its key carries how often that has changed, so that it starts anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from reporting.actions import authoring
from reporting.actions.authoring import WORDS_CHARS
from reporting.errors import BilanError
from reporting.goals.model import Standing
from reporting.insights.commentary import Said, arranged, changed
from reporting.language import text
from reporting.ui import blocks, memo, messages
from reporting.ui.changes import GRADES
from reporting.ui.goal_words import goal_sentence
from reporting.ui.statuses import SIGNS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.warehouse.author import Passage, PassageKind

_KEPT = "author_kept"
_TALL = 72
"""Pixels of a row whose sentence takes three lines."""
_LATE = ("at_risk", "behind", "missed")


def show(visit: Visit, view: View) -> None:
    """The whole form; nothing is kept before the button is pressed."""
    t = visit.t
    seen = authoring.passage_list(visit.desk, view.client.id, view.period)
    form = _Form(visit, view, seen)
    if st.session_state.pop(_KEPT, False):
        st.toast(t("The text is kept."), icon=":material/check:")
    form.carry()
    form.headline()
    form.findings()
    left, right = st.columns(2)
    with left:
        form.lines("decision", t("Decisions asked for"), t("Up to three: what the client has to decide."))
    with right:
        form.lines("risk", t("Risks"), t("Up to three: what could go wrong, and what it would touch."))
    form.goals()
    form.steps()
    form.lines("need", t("What we need from the client"), t("Access, files, answers: one a line."))
    form.save()


class _Form:
    """given: what stands in the fields now, kind by kind."""

    def __init__(self, visit: Visit, view: View, seen: Sequence[Passage]) -> None:
        self._visit, self._view, self._seen = visit, view, seen
        self._given: list[Passage] = []
        self._stem = f"author_{view.client.id}_{view.period.key}"
        self._round = int(st.session_state.get(f"{self._stem}_round", 0))
        self._start: list[Passage] = st.session_state.get(f"{self._stem}_start") or list(seen)
        self._findings = memo.found(view.client.id, view.version, view.period, view.until)
        self._standings = memo.standings(view.client.id, view.version, view.period, view.today)

    def carry(self) -> None:
        """Steps, needs and risks of the period before, as long as nothing was written about this one."""
        t = self._visit.t
        before = authoring.carried_over(self._visit.desk, self._view.client.id, self._view.period)
        if not before or any(one.kind in {"step", "need", "risk"} for one in self._start):
            return
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("The period before has {n} {n:step, need or risk|steps, needs and risks}.", n=len(before)))
            if st.button(t("Take them over"), icon=":material/content_copy:", key="author_carry"):
                self._restart([*self._start, *before])

    def headline(self) -> None:
        t = self._visit.t
        now = next((one.words for one in self._start if one.kind == "headline"), "")
        with blocks.card(t("Headline"), t("One sentence above everything; empty: the computed one stands.")):
            words = st.text_input(
                t("Headline"), now, max_chars=WORDS_CHARS, key=self._key("headline"), label_visibility="collapsed"
            )
        self._given += [Passage("headline", words)] if words else []

    def findings(self) -> None:
        """Each with its own words, its place and whether it is shown; new lines are the author's own."""
        t, said = self._visit.t, arranged(self._findings, self._start)
        with blocks.card(
            t("Findings"),
            t("The first five that are shown stand on the Summary. Empty words leave the computed sentence."),
        ):
            table = pd.DataFrame(
                [self._finding_row(at, one) for at, one in enumerate(said, 1)],
                columns=["key", "shown", "place", "found", "grade", "words", "news"],
            )
            edited = st.data_editor(
                table,
                column_order=("shown", "place", "found", "grade", "words", "news"),
                column_config={
                    "shown": st.column_config.CheckboxColumn(t("Shown"), default=True, width="small"),
                    "place": st.column_config.NumberColumn(t("Place"), min_value=1, step=1, width="small"),
                    "found": st.column_config.TextColumn(t("Found by rule"), disabled=True, width="large"),
                    "grade": st.column_config.TextColumn(t("Evidence"), disabled=True, width="small"),
                    "words": st.column_config.TextColumn(t("Your words"), max_chars=WORDS_CHARS, width="large"),
                    "news": st.column_config.TextColumn(t("To look at"), disabled=True, width="medium"),
                },
                num_rows="dynamic",
                row_height=_TALL,
                hide_index=True,
                key=self._key("findings"),
            )
        known = {one.key: one for one in said}
        rows = sorted(_records(edited), key=lambda row: row["place"] or len(said) + 1)
        self._given += [passage for row in rows if (passage := _finding(row, known, rows)) is not None]

    def _finding_row(self, place: int, one: Said) -> dict[str, object]:
        lang, news = self._visit.lang, changed(one)
        return {
            "key": one.key,
            "shown": not one.hidden,
            "place": place,
            "found": text(one.finding.sentence, lang) if one.finding else "",
            "grade": text(GRADES[one.grade][0], lang) if one.grade else "",
            "words": one.passage.words if one.passage else "",
            "news": text(news, lang) if news else "",
        }

    def lines(self, kind: PassageKind, title: str, about: str) -> None:
        now = [one.words for one in self._start if one.kind == kind]
        with blocks.card(title, about):
            edited = st.data_editor(
                pd.DataFrame({"words": pd.Series(now, dtype="object")}),
                column_config={
                    "words": st.column_config.TextColumn(title, max_chars=WORDS_CHARS, width="large", required=True)
                },
                num_rows="dynamic",
                hide_index=True,
                key=self._key(kind),
            )
        self._given += [Passage(kind, row["words"]) for row in _records(edited) if row["words"]]

    def goals(self) -> None:
        """A comment for each goal; those that are late come first, because they need one."""
        t = self._visit.t
        if not self._standings:
            return
        written = {one.goal: one.words for one in self._start if one.kind == "goal"}
        standings = sorted(self._standings, key=lambda one: one.status not in _LATE)
        with blocks.card(t("Comments on goals"), t("Why it is so and what comes next; a goal that is late needs one.")):
            edited = st.data_editor(
                pd.DataFrame([self._goal_row(one, written) for one in standings]),
                column_order=("goal", "status", "words"),
                column_config={
                    "goal": st.column_config.TextColumn(t("Goal"), disabled=True, width="large"),
                    "status": st.column_config.TextColumn(t("Status"), disabled=True, width="small"),
                    "words": st.column_config.TextColumn(t("Comment"), max_chars=WORDS_CHARS, width="large"),
                },
                row_height=_TALL,
                hide_index=True,
                key=self._key("goals"),
            )
        rows = _records(edited)
        self._given += [Passage("goal", row["words"], goal=int(row["id"])) for row in rows if row["words"]]

    def _goal_row(self, one: Standing, written: Mapping[int | None, str]) -> dict[str, object]:
        return {
            "id": one.goal.id,
            "goal": goal_sentence(self._visit, one.goal),
            "status": _status(self._visit, one),
            "words": written.get(one.goal.id, ""),
        }

    def steps(self) -> None:
        t = self._visit.t
        names = {one.goal.id: goal_sentence(self._visit, one.goal) for one in self._standings}
        now = [one for one in self._start if one.kind == "step"]
        with blocks.card(t("Next steps"), t("Action, who, until when, what it should bring, and for which goal.")):
            edited = st.data_editor(
                pd.DataFrame(
                    [(one.words, one.owner, one.due, one.effect, names.get(one.goal or 0)) for one in now],
                    columns=["words", "owner", "due", "effect", "goal"],
                ).astype({"words": "object", "owner": "object", "effect": "object", "goal": "object"}),
                column_config={
                    "words": st.column_config.TextColumn(t("Action"), max_chars=WORDS_CHARS, width="large"),
                    "owner": st.column_config.TextColumn(t("Owner"), width="small"),
                    "due": st.column_config.DateColumn(t("Until"), width="small"),
                    "effect": st.column_config.TextColumn(t("Expected effect"), width="medium"),
                    "goal": st.column_config.SelectboxColumn(t("Goal"), options=list(names.values()), width="medium"),
                },
                num_rows="dynamic",
                hide_index=True,
                key=self._key("steps"),
            )
        numbers = {name: number for number, name in names.items()}
        self._given += [
            Passage(
                "step",
                row["words"],
                owner=row["owner"] or "",
                due=_day(row["due"]),
                effect=row["effect"] or "",
                goal=numbers.get(row["goal"]),
            )
            for row in _records(edited)
            if row["words"]
        ]

    def save(self) -> None:
        t = self._visit.t
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(t("Keep the text"), type="primary", icon=":material/save:", key="author_save"):
                try:
                    authoring.save_passages(
                        self._visit.desk, self._view.client.id, self._view.period, self._given, self._seen
                    )
                except BilanError as error:
                    messages.problem(error, self._visit.lang)
                    return
                st.session_state[_KEPT] = True
                self._restart(None)

    def _restart(self, start: list[Passage] | None) -> None:
        """The fields begin anew, from these passages or from what is kept."""
        st.session_state[f"{self._stem}_start"] = start
        st.session_state[f"{self._stem}_round"] = self._round + 1
        st.rerun()

    def _key(self, name: str) -> str:
        return f"{self._stem}_{name}_{self._round}"


def _finding(row: Mapping[str, Any], known: Mapping[str, Said], rows: Sequence[Mapping[str, Any]]) -> Passage | None:
    """None where nothing was done to a finding and no order was made: then it stays where its weight puts it."""
    one, words = known.get(row["key"] or ""), (row["words"] or "").strip()
    if one is None or one.finding is None:
        own = Passage("finding", words, hidden=not row["shown"])
        return own if words and (one is None or not one.stale) else None
    moved = [other["key"] for other in rows if other["key"]] != list(known)
    if not words and row["shown"] and not moved:
        return None
    kept = one.passage
    same = kept is not None and kept.words == words
    stood = (
        kept
        if same and kept
        else replace(
            Passage("finding", words),
            stood_en=text(one.finding.sentence, "en"),
            stood_fr=text(one.finding.sentence, "fr"),
        )
    )
    return replace(stood, words=words, about=one.key, hidden=not row["shown"])


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as the editor gives them back, None where it has one of its ways to say nothing."""
    plain = table.astype("object").where(table.notna(), None)
    names = [str(name) for name in plain.columns]
    return [dict(zip(names, row, strict=True)) for row in plain.itertuples(index=False)]


def _status(visit: Visit, one: Standing) -> str:
    sign = SIGNS[one.status]
    return f"{sign.sign} {text(sign.word, visit.lang)}"


def _day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else value
