"""Charts of a client's figures, remembered as specifications (layer 8): drawing one takes longer than asking for it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from reporting.catalog.model import Catalog, Metric
from reporting.charts.bars import Bar, Week, bars, weeks
from reporting.charts.model import Drawing, Grain, Mark
from reporting.charts.share import Part, share
from reporting.charts.sparkline import sparkline
from reporting.charts.strip import Dot, strip
from reporting.charts.trend import Line, trend
from reporting.errors import say
from reporting.language import Language, text
from reporting.metrics.model import MetricQuery
from reporting.periods import Comparison, Period, period_text
from reporting.ui import memo
from reporting.ui.visit import shared_desk

_DAYS_BY_DAY = 92
_DAYS_BY_WEEK = 400
_WORDS_SHOWN = 90


def grain_of(period: Period) -> Grain:
    """What a line of this length is drawn by."""
    if period.days <= _DAYS_BY_DAY:
        return "day"
    return "week" if period.days <= _DAYS_BY_WEEK else "month"


def _catalog() -> Catalog:
    return shared_desk().catalog


def _label(metric: Metric, lang: Language) -> str:
    return metric.label[lang]


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def spark(client_id: int, version: int, lang: Language, query: MetricQuery) -> Drawing | None:
    """How the one metric of the query went; None where fewer than two points are known."""
    grain = grain_of(query.period)
    metric = _catalog().metrics[query.metrics[0]]
    if metric.basis == "lifetime" and grain == "day":
        grain = "week"
    values = _values_over_time(client_id, version, replace(query, by=(grain,), compare=()), metric)
    if len([value for value in values if value is not None]) < len(("first", "last")):
        return None
    return sparkline(values, theme=_catalog().theme, lang=lang, title=_label(metric, lang))


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def trend_by_platform(client_id: int, version: int, lang: Language, query: MetricQuery) -> Drawing | None:
    """The one metric of the query, a line for each platform; None where no platform has a value."""
    catalog = _catalog()
    metric = catalog.metrics[query.metrics[0]]
    grain = grain_of(query.period)
    result = memo.figures(client_id, version, replace(query, by=("platform", grain), compare=()))
    points: dict[str, dict[dt.date, float | None]] = {}
    for platform, day, value in zip(
        result.column("platform"), result.column(grain), result.column(metric.id), strict=True
    ):
        if value is not None:
            points.setdefault(platform, {})[day] = value
    if not points:
        return None
    return trend(
        [Line(platform, known) for platform, known in points.items()],
        period=query.period.until(query.until) if query.until else query.period,
        grain=grain,
        unit=metric.unit,
        theme=catalog.theme,
        lang=lang,
        title=_over_time(metric, grain, lang),
        subtitle=trend_rule(metric, lang),
        marks=definition_marks(catalog, metric, tuple(points), lang),
    )


def _over_time(metric: Metric, grain: Grain, lang: Language) -> str:
    if grain == "week":
        return text(say("{metric} by week", metric=metric.label), lang)
    if grain == "month":
        return text(say("{metric} by month", metric=metric.label), lang)
    if metric.kind == "daily_mean":
        return metric.label[lang]
    return text(say("{metric} by day", metric=metric.label), lang)


def _values_over_time(client_id: int, version: int, query: MetricQuery, metric: Metric) -> list[float | None]:
    """One value a day, week or month. A level over several accounts is known only where each platform's is."""
    if metric.basis != "level":
        return memo.figures(client_id, version, query).column(metric.id)
    (grain,) = query.by
    result = memo.figures(client_id, version, replace(query, by=("platform", grain)))
    days: dict[dt.date, list[float]] = {}
    for day, value in zip(result.column(grain), result.column(metric.id), strict=True):
        days.setdefault(day, []).extend([] if value is None else [value])
    whole = max((len(values) for values in days.values()), default=0)
    return [sum(days[day]) if len(days[day]) == whole else None for day in sorted(days)]


def trend_rule(metric: Metric, lang: Language) -> str:
    """The unit and what may be done with it."""
    if metric.kind == "daily_mean":
        return text(
            say("People a day on each network, never added up over networks or days; a gap is a day without data"), lang
        )
    if metric.kind == "last":
        return text(say("Last known number; a gap is a day without data"), lang)
    return text(say("Activity of the day on each network; a gap is a day without data"), lang)


def definition_marks(catalog: Catalog, metric: Metric, platforms: Sequence[str], lang: Language) -> list[Mark]:
    """Changes of definition whose day is known and whose columns the metric reads."""
    read = {
        column for part in (*metric.parts, *(p for parts in metric.parts_on.values() for p in parts)) for column in part
    }
    return [
        Mark(
            dt.date.fromisoformat(change.date),
            f"{catalog.theme.platforms[change.platform].label}: {change.label[lang]}",
        )
        for change in catalog.changes
        if change.platform in platforms and len(change.date) == len("2026-10-17") and read & set(change.columns)
    ]


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def platform_bars(
    client_id: int, version: int, lang: Language, query: MetricQuery, platforms: tuple[str, ...]
) -> Drawing:
    """A bar for each platform, "not provided" where it has none; a tick where the compared period stood."""
    catalog = _catalog()
    metric = catalog.metrics[query.metrics[0]]
    compare: tuple[Comparison, ...] = query.compare[:1]
    result = memo.figures(client_id, version, replace(query, by=("platform",), compare=compare))
    now = dict(zip(result.column("platform"), result.column(metric.id), strict=True))
    then = (
        dict(zip(result.column("platform"), result.column(f"{metric.id}__{compare[0]}"), strict=True))
        if compare
        else {}
    )
    before = period_text(result.compared[compare[0]], lang) if compare else ""
    rule = say("Tick: {period}", period=before) if before else say("This period")
    return bars(
        [Bar(catalog.theme.platforms[name].label, name, now.get(name), then.get(name)) for name in platforms],
        unit=metric.unit,
        theme=catalog.theme,
        lang=lang,
        title=_label(metric, lang),
        subtitle=text(rule, lang),
        before=before,
    )


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def platform_share(client_id: int, version: int, lang: Language, query: MetricQuery) -> Drawing | None:
    """Who brought which part of a figure that may be added up; None below two platforms."""
    catalog = _catalog()
    metric = catalog.metrics[query.metrics[0]]
    result = memo.figures(client_id, version, replace(query, by=("platform",), compare=()))
    parts = [
        Part(platform, value)
        for platform, value in zip(result.column("platform"), result.column(metric.id), strict=True)
        if value
    ]
    if len(parts) < len(("one", "other")):
        return None
    title = text(say("{metric}: who brings what", metric=metric.label), lang)
    return share(parts, unit=metric.unit, theme=catalog.theme, lang=lang, title=title, subtitle="")


def post_words(title: str | None, caption: str | None) -> str:
    """What a post is called on one line."""
    return " ".join((title or caption or "").split())


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def formats_strip(
    client_id: int, version: int, lang: Language, query: MetricQuery, formats: tuple[tuple[str, str], ...]
) -> Drawing | None:
    """Every post of the period as a dot, by format; `formats` are the names of media types. None without posts."""
    catalog = _catalog()
    metric = catalog.metrics[query.metrics[0]]
    names = dict(formats)
    posts = memo.ranked(client_id, version, query).records()
    dots = [
        Dot(
            row=names.get(post["media_type"] or "", names["other"]),
            platform=post["platform"],
            value=post[metric.id],
            day=post["day"],
            words=post_words(post["title"], post["caption"])[:_WORDS_SHOWN],
        )
        for post in posts
        if post[metric.id] is not None
    ]
    if not dots:
        return None
    return strip(
        dots,
        unit=metric.unit,
        theme=catalog.theme,
        lang=lang,
        title=text(say("{metric} by format", metric=metric.label), lang),
        subtitle=text(
            say("A dot is a post, the tick the median; square-root scale. Compare formats only where n is large"), lang
        ),
    )


@st.cache_data(max_entries=memo.KEPT, ttl=memo.SECONDS, show_spinner=False)
def metric_by_week(client_id: int, version: int, lang: Language, query: MetricQuery) -> Drawing | None:
    """The one metric of the query by week of publication, with the number of posts; None without any value."""
    catalog = _catalog()
    metric = catalog.metrics[query.metrics[0]]
    result = memo.figures(client_id, version, replace(query, metrics=(metric.id, "posts"), by=("week",), compare=()))
    items = [
        Week(week, value, n)
        for week, value, n in zip(result.column("week"), result.column(metric.id), result.column("posts"), strict=True)
    ]
    if not any(item.value is not None for item in items):
        return None
    return weeks(
        items,
        unit=metric.unit,
        theme=catalog.theme,
        lang=lang,
        title=text(say("{metric} by week of publication", metric=metric.label), lang),
        subtitle=text(say("Posts published in the week, as they stand today"), lang),
    )
