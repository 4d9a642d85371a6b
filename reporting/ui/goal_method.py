"""How a goal is judged (layer 8): its rule, its expected course, its estimate, its files and its SQL."""

import streamlit as st

from reporting.errors import say
from reporting.goals.model import Standing
from reporting.language import text
from reporting.numbers import Amount
from reporting.ui import foot, memo
from reporting.ui.goal_drawings import goal_query
from reporting.ui.goal_words import outlook_of, sentence_text
from reporting.ui.view import View
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


def how_judged(visit: Visit, view: View, standing: Standing) -> None:
    t, goal = visit.t, standing.goal
    kind = visit.desk.catalog.goal_kinds[goal.kind]
    metric = visit.desk.catalog.metrics[goal.metric]
    said = [
        (metric.label[visit.lang], metric.meaning[visit.lang]),
        (kind.label[visit.lang], kind.meaning[visit.lang]),
        (t("Expected on a day"), text(standing.method, visit.lang)),
        *_estimate(visit, standing),
        (t("Status"), _limits(visit, standing)),
    ]
    for name, words in said:
        st.markdown(f"**{md_escape(name)}** — {md_escape(words)}")
    files, statement = st.tabs([t("Files"), t("SQL")])
    with files:
        foot.files(visit, view, set(standing.imports))
    with statement:
        query = goal_query(view.client.id, view.version, standing)
        result = memo.figures(view.client.id, view.version, query)
        st.code(result.statement.text, language="sql", wrap_lines=False, height=260)
        st.json({name: str(value) for name, value in result.statement.params.items()}, expanded=False)


def _limits(visit: Visit, standing: Standing) -> str:
    """From which odds, or without an estimate from which pace, a goal is on track or at risk."""
    limits = visit.desk.settings.goals
    if outlook_of(standing):
        said = say(
            "On track from odds of {sure} on, at risk from {fair} on, else behind; achieved once the target is met.",
            sure=Amount(limits.on_track_odds, "percent"),
            fair=Amount(limits.at_risk_odds, "percent"),
        )
    else:
        said = say(
            "Without an estimate: on track from {sure} of what is expected on, at risk from {fair} on, else behind.",
            sure=Amount(limits.on_track_pace, "percent"),
            fair=Amount(limits.at_risk_pace, "percent"),
        )
    return text(said, visit.lang)


def _estimate(visit: Visit, standing: Standing) -> list[tuple[str, str]]:
    t, forecast = visit.t, standing.forecast
    if forecast is None:
        return [(t("No estimate"), sentence_text(visit, standing.no_forecast))] if standing.no_forecast else []
    method = text(forecast.method, visit.lang)
    said = t(
        "{method}; from {n} {n:day|days} of history. In eight of ten cases the end lies in the range of 80%; the odds "
        "are the share of cases in which the target is met. It is an estimate, not a figure.",
        method=method,
        n=forecast.days,
    )
    return [(t("The days left"), said)]
