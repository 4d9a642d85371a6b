"""Choosing the period of a goal (layer 8), and a target for each of its months."""

import datetime as dt

import pandas as pd
import streamlit as st

from reporting.errors import QueryError
from reporting.goals.series import months_in
from reporting.numbers import Unit
from reporting.periods import Period, month, period_text, quarter, year
from reporting.ui.goal_numbers import stored, written
from reporting.ui.visit import Visit
from reporting.ui.words import capital

_MONTHS_AHEAD = 6
_QUARTERS_AHEAD = 4
_OTHER = ""


def period_field(visit: Visit, shown: Period, given: Period | None, key: str) -> Period | None:
    """A month, a quarter, a year, or two dates; None while only one date is chosen."""
    t, lang = visit.t, visit.lang
    periods = {period.key: period for period in ([given] if given else []) + offered(shown)}
    chosen = st.selectbox(
        t("Period"),
        [*periods, _OTHER],
        format_func=lambda one: capital(period_text(periods[one], lang)) if one else t("Other dates …"),
        key=key,
        filter_mode="contains",
    )
    if chosen:
        return periods[chosen]
    dates = st.date_input(
        t("From and to"),
        (shown.start, shown.end),
        key=f"{key}_dates",
        format="DD/MM/YYYY" if lang == "fr" else "MM/DD/YYYY",
    )
    return _between(dates)


def _between(dates: object) -> Period | None:
    match dates:
        case (dt.date() as first, dt.date() as last):
            return Period(first, last, "custom")
    return None


def offered(shown: Period) -> list[Period]:
    """The period looked at, then months, quarters and years from it on."""
    day = shown.start
    found = {shown.key: shown}
    for ahead in range(_MONTHS_AHEAD):
        number = day.month - 1 + ahead
        period = month(day.year + number // 12, number % 12 + 1)
        found.setdefault(period.key, period)
    one = quarter(day.year, (day.month + 2) // 3)
    for _ in range(_QUARTERS_AHEAD):
        found.setdefault(one.key, one)
        after = one.end + dt.timedelta(days=1)
        one = quarter(after.year, (after.month + 2) // 3)
    for period in (year(day.year), year(day.year + 1)):
        found.setdefault(period.key, period)
    return list(found.values())


def months_of(period: Period) -> list[Period]:
    """The whole months that the period is made of, if there are several."""
    try:
        found = months_in(period)
    except QueryError:
        return []
    return found if len(found) > 1 else []


def monthly_table(visit: Visit, months: list[Period], unit: Unit, first: float | None, key: str) -> dict[Period, float]:
    """A target for each month; a month without one gets no goal. first: what every month begins with."""
    t = visit.t
    name, value = t("Month"), t("Target, in percent") if unit == "percent" else t("Target")
    start = None if first is None else written(first, unit)
    table = pd.DataFrame(
        {name: [capital(period_text(one, visit.lang)) for one in months], value: [start] * len(months)}
    ).astype({value: "Float64"})
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[name],
        key=key,
        column_config={value: st.column_config.NumberColumn(min_value=0, required=False)},
        alt=t("A target for each month"),
    )
    return {
        one: stored(float(number), unit)
        for one, number in zip(months, edited[value].tolist(), strict=True)
        if not pd.isna(number) and number > 0
    }
