"""What is realistic, beside the form of a goal (layer 8): the past, two offers with their odds, what speaks against."""

from collections.abc import Sequence

import streamlit as st

from reporting.actions import designing
from reporting.catalog.model import Benchmark
from reporting.charts.past import Was, past
from reporting.goals.designer import Flag, Offer, Proposal
from reporting.language import text
from reporting.numbers import FIXED, signed, value_text
from reporting.periods import period_short, period_text
from reporting.ui import blocks
from reporting.ui.goal_fields import Draft
from reporting.ui.goal_numbers import fill
from reporting.ui.goal_words import odds_text
from reporting.ui.visit import Visit
from reporting.ui.words import capital, md_escape

_HUNDRED = 100
_FAR = 3
"""A target further off than that would press the bars to the ground: words say it instead."""


def designer(visit: Visit, draft: Draft) -> None:
    t = visit.t
    st.markdown(f"**{t('What is realistic?')}**")
    with st.spinner(t("Looking at earlier periods"), show_time=True):
        found = designing.proposal(visit.desk, draft.goal)
    if not any(one.value is not None for one in found.past):
        blocks.empty(t("No earlier period is covered from end to end: import more of the past to see odds."), "history")
    else:
        _past(visit, draft, found)
        for name, offer in (("realistic", found.realistic), ("ambitious", found.ambitious)):
            if offer:
                _offer(visit, draft, name, offer)
        _own(visit, draft, found)
    _flags(visit, found.flags)
    _benchmarks(visit, draft, found.benchmarks)


def _past(visit: Visit, draft: Draft, found: Proposal) -> None:
    """The figure of earlier periods, the half in the middle, and how it moves."""
    t, lang = visit.t, visit.lang
    label = visit.desk.catalog.metrics[draft.goal.metric].label[lang]
    quartiles = found.quartiles
    best = max(one.value for one in found.past if one.value is not None)
    target = draft.goal.target if found.level is None and draft.goal.target <= _FAR * best else None
    drawing = past(
        [Was(period_short(one.period, lang), capital(period_text(one.period, lang)), one.value) for one in found.past],
        unit=draft.unit,
        theme=visit.desk.catalog.theme,
        lang=lang,
        title=label if found.level is None else t("{metric}: gained", metric=label),
        middle=(quartiles[0], quartiles[2]) if quartiles else None,
        target=target or None,
    )
    blocks.chart(drawing, key="goal_past")
    said = [drawing.title]
    if quartiles:
        low, middle, high = (value_text(value, draft.unit, lang) for value in quartiles)
        said.append(t("half of them between {low} and {high}, median {middle}", low=low, high=high, middle=middle))
    if found.trend is not None:
        change = f"{signed(_HUNDRED * found.trend, lang, '#,##0.0')}{FIXED if lang == 'fr' else ''}%"
        said.append(t("{change} from one to the next", change=change))
    st.caption(md_escape(" · ".join(said)))


def _offer(visit: Visit, draft: Draft, name: str, offer: Offer) -> None:
    """A button that writes the target into its field."""
    t = visit.t
    names = {"realistic": t("Realistic"), "ambitious": t("Ambitious")}
    value = value_text(offer.value, draft.unit, visit.lang)
    said = [f"{names[name]}{FIXED}: {value}" if visit.lang == "fr" else f"{names[name]}: {value}"]
    if offer.odds is not None:
        said.append(t("odds {odds}", odds=odds_text(offer.odds, visit)))
    st.button(
        md_escape(" · ".join(said)),
        key=f"offer_{name}",
        help=md_escape(text(offer.why, visit.lang)),
        icon=":material/target:" if name == "realistic" else ":material/rocket_launch:",
        on_click=fill,
        args=(draft.target_key, offer.value, draft.unit),
        width="stretch",
    )


def _own(visit: Visit, draft: Draft, found: Proposal) -> None:
    """How often the past would have met what is written."""
    if draft.goal.target <= 0:
        return
    odds = found.odds_of(draft.goal.target)
    if odds is not None:
        value = value_text(draft.goal.target, draft.unit, visit.lang)
        said = visit.t(
            "Your target of {value}: odds {odds}, by the past alone", value=value, odds=odds_text(odds, visit)
        )
        st.markdown(md_escape(said))


def _flags(visit: Visit, flags: Sequence[Flag]) -> None:
    for flag in flags:
        st.markdown(f":orange[:material/warning:] {md_escape(text(flag.sentence, visit.lang))}")


def _benchmarks(visit: Visit, draft: Draft, benchmarks: Sequence[Benchmark]) -> None:
    t, platforms = visit.t, visit.desk.catalog.theme.platforms
    for one in benchmarks:
        said = t(
            "{network}: {value}, {method} ({source}, {year})",
            network=platforms[one.platform].label if one.platform in platforms else one.platform,
            value=value_text(one.value, draft.unit, visit.lang),
            method=one.method[visit.lang],
            source=one.source,
            year=str(one.year),
        )
        st.caption(f":material/menu_book: {md_escape(said)}")
