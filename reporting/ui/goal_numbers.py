"""A figure as a person writes it into a field (layer 8): rates in percent, stored as fractions."""

import streamlit as st

from reporting.numbers import Unit
from reporting.ui.visit import Visit

_HUNDRED = 100
_WHOLE: tuple[Unit, ...] = ("count", "people")
_DIGITS = 6


def number_field(visit: Visit, label: str, key: str, unit: Unit, *, help_: str | None = None) -> float | None:
    """None while nothing is written."""
    t = visit.t
    if unit == "percent":
        written = st.number_input(
            t("{name}, in percent", name=label), min_value=0.0, value=None, key=key, format="%.2f", help=help_
        )
    elif unit == "seconds":
        written = st.number_input(
            t("{name}, in seconds", name=label), min_value=0.0, value=None, step=1.0, key=key, help=help_
        )
    elif unit in _WHOLE:
        written = st.number_input(label, min_value=0, value=None, step=1, key=key, help=help_)
    else:
        written = st.number_input(label, min_value=0.0, value=None, step=0.1, key=key, help=help_)
    return None if written is None else stored(float(written), unit)


def stored(written: float, unit: Unit) -> float:
    """What a written number is in the store."""
    return round(written / _HUNDRED, _DIGITS) if unit == "percent" else written


def written(value: float, unit: Unit) -> float:
    """What stands in the field for a stored value."""
    if unit == "percent":
        return round(value * _HUNDRED, _DIGITS)
    return round(value) if unit in _WHOLE else float(value)


def fill(key: str, value: float, unit: Unit) -> None:
    """Before the next run: write a stored value into the field."""
    st.session_state[key] = written(value, unit)


def preset(key: str, value: float | None, unit: Unit) -> None:
    """What stands in the field when it is drawn for the first time."""
    if key not in st.session_state and value is not None:
        fill(key, value, unit)
