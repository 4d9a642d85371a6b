"""Ranked posts (layer 8). Their words come from files: they are shown as text, never as Markdown."""

import pandas as pd
import streamlit as st

from reporting.errors import Sentence, say
from reporting.language import text
from reporting.metrics.model import Result
from reporting.numbers import value_text
from reporting.ui.drawings import post_words
from reporting.ui.visit import Visit
from reporting.ui.words import Lowered, md_escape

_FORMATS: dict[str, Sentence] = {
    "": say("format not given"),
    "photo": say("photo"),
    "image": say("image"),
    "video": say("video"),
    "reel": say("reel"),
    "story": say("story"),
    "carousel": say("carousel"),
    "album": say("album"),
    "link": say("link"),
    "text": say("text"),
    "status": say("text"),
    "document": say("document"),
    "poll": say("poll"),
    "event": say("event"),
    "article": say("article"),
    "short": say("short"),
    "live": say("live"),
    "other": say("other"),
}
_ROW = 36
_HUNDRED = 100


def format_names(visit: Visit) -> tuple[tuple[str, str], ...]:
    return tuple((name, text(words, visit.lang)) for name, words in _FORMATS.items())


def lead(visit: Visit, result: Result, metric: str) -> str:
    """The title: what the first post of the list reached, against what is usual."""
    first = next(iter(result.records()), None)
    if first is None or first[metric] is None:
        return visit.t("Content")
    figure = visit.desk.catalog.metrics[metric]
    network = visit.desk.catalog.theme.platforms[first["platform"]].label
    value = value_text(first[metric], figure.unit, visit.lang)
    ratio = first.get("median_ratio")
    if ratio and ratio > 1:
        said = say(
            "{value} {figure} on {network}: {ratio} times the account’s median",
            value=value,
            figure=Lowered(figure.label),
            network=network,
            ratio=round(ratio, 1),
        )
    else:
        said = say("{value} {figure} on {network}", value=value, figure=Lowered(figure.label), network=network)
    return md_escape(text(said, visit.lang))


def post_table(visit: Visit, result: Result, metric: str) -> None:
    t, catalog, names = visit.t, visit.desk.catalog, dict(format_names(visit))
    figure = catalog.metrics[metric]
    place, link = t("Place"), t("Link")
    rows = [
        {
            t("Day"): post["day"],
            t("Network"): catalog.theme.platforms[post["platform"]].label,
            t("Format"): names.get(post["media_type"] or "", names["other"]),
            t("Post"): post_words(post["title"], post["caption"]) or post["post"],
            figure.label[visit.lang]: post[metric],
            place: None if post["percentile"] is None else round(_HUNDRED * post["percentile"]),
            link: post["permalink"],
        }
        for post in result.records()
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=_ROW,
        column_config={
            t("Day"): st.column_config.DateColumn(
                format="DD/MM/YYYY" if visit.lang == "fr" else "MMM D, YYYY", width=110
            ),
            t("Network"): st.column_config.TextColumn(width=100),
            t("Format"): st.column_config.TextColumn(width=90),
            t("Post"): st.column_config.TextColumn(width=255),
            figure.label[visit.lang]: st.column_config.NumberColumn(
                format="localized", help=figure.meaning[visit.lang], width=110
            ),
            place: st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=_HUNDRED, width=115),
            link: st.column_config.LinkColumn(display_text=t("open"), width=75),
        },
    )
