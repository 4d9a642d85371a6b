"""Tiles of the overview (layer 8): the figure, what it changed, how it went, where its goal stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from reporting.catalog.model import Metric
from reporting.charts.model import Drawing
from reporting.goals.model import Standing
from reporting.language import Language, translator
from reporting.metrics.model import Result
from reporting.numbers import NOT_PROVIDED, difference_text, value_text
from reporting.periods import Comparison, Period, period_short, period_text
from reporting.ui import blocks, drawings, memo
from reporting.ui.choices import TILES, TILES_SHOWN
from reporting.ui.goal_words import chances, odds_text, wanted_text
from reporting.ui.statuses import SIGNS
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape

_NAMED = 2
"""Up to this many networks are named on a tile; more are counted."""


@dataclass(frozen=True, slots=True)
class Tile:
    """before: the value of each compared period that may be compared with; known_on: platforms, if not all of them."""

    metric: Metric
    value: float | None
    before: dict[Comparison, float | None]
    spark: Drawing | None
    standing: Standing | None
    known_on: tuple[str, ...]


def tiles(visit: Visit, view: View, standings: list[Standing]) -> tuple[list[Tile], Result]:
    """The first six of the usual figures that have a value, and the result that they come from."""
    metrics = visit.desk.catalog.metrics
    result = memo.figures(view.client.id, view.version, view.query(*TILES, compare=True))
    row = result.records()[0] if result.rows else {}
    known = [name for name in TILES if row.get(name) is not None][:TILES_SHOWN]
    return [
        Tile(
            metric=metrics[name],
            value=row[name],
            before={one: row.get(f"{name}__{one}") for one in view.compare},
            spark=drawings.spark(view.client.id, view.version, visit.lang, view.query(name)),
            standing=_standing(standings, name, view),
            known_on=_known_on(result.given_by.get(name, ()), view),
        )
        for name in known
    ], result


def _standing(standings: Sequence[Standing], metric: str, view: View) -> Standing | None:
    """That of the goal nearest to what the tile shows: same period and networks first."""
    fitting = [one for one in standings if one.goal.metric == metric]
    order = sorted(
        fitting, key=lambda one: (one.goal.period != view.period, set(one.goal.scope.platforms) != set(view.platforms))
    )
    return order[0] if order else None


def draw(visit: Visit, view: View, shown: Sequence[Tile], compared: Mapping[Comparison, Period]) -> None:
    cards = st.grid(3, min_column_width=250, border=True)
    for tile in shown:
        with cards.cell():
            _figure(tile, compared, visit)
            if tile.known_on:
                st.caption(_partly(tile, visit, view))
            if tile.spark:
                blocks.chart(tile.spark, key=f"spark_{tile.metric.id}")
            _goal(tile, visit, view)


def _figure(tile: Tile, compared: Mapping[Comparison, Period], visit: Visit) -> None:
    metric, lang = tile.metric, visit.lang
    previous = tile.before.get("previous")
    st.metric(
        metric.label[lang],
        value_text(tile.value, metric.unit, lang),
        delta=_delta(tile.value, previous, metric, lang),
        delta_color=_color(tile.value, previous, metric),
        delta_arrow=_arrow(tile.value, previous),
        delta_description=_beside(tile, compared, lang),
        help=_meaning(tile, visit),
    )


def _known_on(platforms: tuple[str, ...], view: View) -> tuple[str, ...]:
    return platforms if len(platforms) < len(view.shown) else ()


def _partly(tile: Tile, visit: Visit, view: View) -> str:
    """A figure that rests on some of the networks says so before anyone takes it for all of them."""
    if len(tile.known_on) > _NAMED:
        return visit.t("{n} of {count} networks", n=len(tile.known_on), count=len(view.shown))
    labels = [visit.desk.catalog.theme.platforms[name].label for name in tile.known_on]
    return visit.t("{networks} only", networks=labels)


def _meaning(tile: Tile, visit: Visit) -> str:
    """The definition, and which networks the figure is known for."""
    meaning = md_escape(tile.metric.meaning[visit.lang])
    if not tile.known_on:
        return meaning
    labels = [visit.desk.catalog.theme.platforms[name].label for name in tile.known_on]
    return f"{meaning}\n\n{visit.t('Known here for: {networks}.', networks=labels)}"


def _delta(now: float | None, before: float | None, metric: Metric, lang: Language) -> str | None:
    return None if now is None or before is None else difference_text(now, before, metric.unit, lang)


def _color(now: float | None, before: float | None, metric: Metric) -> Literal["gray", "green", "red"]:
    if now is None or before is None or now == before or metric.better == "neutral":
        return "gray"
    return "green" if (now > before) == (metric.better == "higher") else "red"


def _arrow(now: float | None, before: float | None) -> Literal["off", "up", "down"]:
    if now is None or before is None or now == before:
        return "off"
    return "up" if now > before else "down"


def _beside(tile: Tile, compared: Mapping[Comparison, Period], lang: Language) -> str | None:
    """What the change is against, and the change on the year."""
    t = translator(lang)
    said = []
    if "previous" in tile.before:
        if tile.before["previous"] is None:
            said.append(t("no comparison with {period}", period=_short(compared.get("previous"), lang)))
        else:
            said.append(t("vs {period}", period=_short(compared.get("previous"), lang)))
    if tile.before.get("year") is not None:
        change = difference_text(tile.value, tile.before["year"], tile.metric.unit, lang)
        said.append(t("{change} on the year", change=change))
    return " · ".join(said) or None


def _short(period: Period | None, lang: Language) -> str:
    return period_short(period, lang) if period else NOT_PROVIDED


def _goal(tile: Tile, visit: Visit, view: View) -> None:
    """The status of the goal; its networks and period where they are not those of the page."""
    if tile.standing is None:
        st.caption(visit.t("no goal"))
        return
    goal, platforms = tile.standing.goal, visit.desk.catalog.theme.platforms
    said = [visit.t("goal {target}", target=wanted_text(visit, tile.standing))]
    odds = chances(tile.standing)
    if odds is not None:
        said.insert(0, visit.t("odds {odds}", odds=md_escape(odds_text(odds, visit))))
    if set(goal.scope.platforms) != set(view.platforms):
        said.append(", ".join(platforms[name].label for name in goal.scope.platforms) or visit.t("all networks"))
    if goal.period != view.period:
        said.append(period_text(goal.period, visit.lang))
    st.markdown(f":small[{SIGNS[tile.standing.status].markdown(visit.lang)} · {' · '.join(said)}]")
