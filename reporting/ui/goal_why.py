"""Why a goal stands where it stands (layer 8): the difference taken apart, posts, events, and what it takes."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from reporting.actions.reasons import Explanation
from reporting.charts.model import Drawing
from reporting.charts.steps import Stride, steps
from reporting.errors import Sentence, say
from reporting.goals.decomposition import Part
from reporting.goals.kinds import RULES
from reporting.goals.model import Standing
from reporting.goals.reason import Moved
from reporting.goals.spoken import Step, place
from reporting.language import date_text, text
from reporting.numbers import value_text
from reporting.ui import blocks, memo
from reporting.ui.changes import GRADES
from reporting.ui.drawings import post_words
from reporting.ui.goal_words import metric_of
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_PARTS_DRAWN = 7
_POSTS_SHOWN = 3
_WORDS = 80
_CAUSES: dict[str, Sentence] = {
    "volume": say("number of posts"),
    "rate": say("results per post"),
    "mix": say("weight in the whole"),
}


def why(visit: Visit, view: View, standing: Standing) -> None:
    t = visit.t
    with st.spinner(t("Taking the difference apart"), show_time=True):
        found = memo.explanation(view.client.id, view.version, standing, view.today)
    if found.why_not:
        st.markdown(md_escape(text(found.why_not, visit.lang)))
    _sentences(visit, found)
    drawing = _parts(visit, standing, found)
    if drawing:
        blocks.chart(drawing, key=f"why_{standing.goal.id}")
        st.caption(md_escape(drawing.subtitle))
    _posts(visit, standing, found.posts)
    _listed(t("What happened"), _events(visit, found))
    _listed(t("What it takes"), [text(one, visit.lang) for one in found.effort])
    for gap in found.gaps:
        st.caption(f":material/info: {md_escape(text(gap, visit.lang))}")
    if found.before and found.parts:
        st.caption(
            md_escape(
                t(
                    "Usual is what was counted from {first} to {last}. None of this is a proof of a cause.",
                    first=found.before.start,
                    last=found.before.end,
                )
            )
        )


def _sentences(visit: Visit, found: Explanation) -> None:
    for one in found.sentences:
        word, color = GRADES[one.grade]
        said = md_escape(text(one.sentence, visit.lang))
        st.markdown(f":{color}-badge[{text(word, visit.lang)}] {said}")


def _parts(visit: Visit, standing: Standing, found: Explanation) -> Drawing | None:
    """The heaviest parts and the rest together: as they are shown they add up to the shown difference."""
    if not found.parts:
        return None
    unit, lang = metric_of(visit, standing.goal).unit, visit.lang
    pairs = sorted(zip(found.parts, found.written, strict=True), key=lambda pair: -abs(pair[1]))
    drawn = [pair for pair in pairs if pair[1]]
    shown, rest = (drawn, []) if len(drawn) <= _PARTS_DRAWN + 1 else (drawn[:_PARTS_DRAWN], drawn[_PARTS_DRAWN:])
    strides = [Stride(_name(visit, part), value, Step(value, unit).spoken(lang)) for part, value in shown]
    if rest:
        value = math.fsum(value for _, value in rest)
        name = visit.t("{n} smaller {n:part|parts}", n=len(rest))
        strides.append(Stride(name, value, Step(value, unit).spoken(lang)))
    total = math.fsum(found.written)
    whole = Stride(visit.t("Together"), total, Step(total, unit).spoken(lang))
    return steps(
        strides,
        whole,
        theme=visit.desk.catalog.theme,
        lang=lang,
        title=visit.t("Against what was expected"),
        subtitle=visit.t("Actual less expected, part by part; the parts add up to the whole."),
        less_is_better=RULES[visit.desk.catalog.goal_kinds[standing.goal.kind].rule].less,
    )


def _name(visit: Visit, part: Part) -> str:
    known = visit.desk.catalog.theme.platforms.get(part.platform)
    where = text(place(known.label if known else part.platform, part.media_type), visit.lang)
    cause = _CAUSES.get(part.cause) if part.posts is not None else None
    return visit.t("{place}: {cause}", place=where, cause=cause) if cause else where


def _posts(visit: Visit, standing: Standing, posts: Sequence[Moved]) -> None:
    """The furthest above and below what is usual for their account and format."""
    t, unit = visit.t, metric_of(visit, standing.goal).unit
    above = [one for one in posts if one.post.distance > 0][:_POSTS_SHOWN]
    below = [one for one in posts if one.post.distance < 0][-_POSTS_SHOWN:]
    if not above and not below:
        return
    platforms = visit.desk.catalog.theme.platforms
    rows = [
        {
            t("Post"): post_words(one.post.title, one.post.caption)[:_WORDS],
            t("Network"): platforms[one.post.platform].label if one.post.platform in platforms else one.post.platform,
            t("Day"): one.post.day,
            t("Value"): value_text(one.post.value, unit, visit.lang),
            t("Usual"): value_text(one.post.usual, unit, visit.lang),
            t("Adds"): Step(one.effect, unit).spoken(visit.lang),
            t("n"): one.post.n,
            t("Link"): one.post.permalink,
        }
        for one in (*above, *below)
    ]
    st.markdown(f"**{t('Posts furthest from what is usual')}**")
    config = st.column_config
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            t("Post"): config.TextColumn(width=180),
            t("Day"): config.DateColumn(format="DD/MM/YYYY" if visit.lang == "fr" else "MMM D, YYYY"),
            t("Link"): config.LinkColumn(display_text=t("open"), width=75),
        },
        key=f"why_posts_{standing.goal.id}",
    )


def _events(visit: Visit, found: Explanation) -> list[str]:
    """Notes of the client and changes on the platforms."""
    platforms, lang = visit.desk.catalog.theme.platforms, visit.lang
    notes = [f"{date_text(one.day, lang, 'medium')}: {one.text}" for one in found.marks]
    changes = [
        f"{platforms[one.platform].label}, {one.date}: {one.label[lang]}. {one.meaning[lang]}" for one in found.changes
    ]
    return [*notes, *changes]


def _listed(heading: str, said: Sequence[str]) -> None:
    if said:
        st.markdown(f"**{md_escape(heading)}**\n" + "\n".join(f"* {md_escape(one)}" for one in said))
