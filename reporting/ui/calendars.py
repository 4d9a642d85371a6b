"""The coverage calendar as it is drawn (layer 8)."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence

import streamlit as st

from reporting.actions import covering
from reporting.catalog.model import Catalog
from reporting.charts.calendar import SIGNS, Cell
from reporting.charts.calendar import calendar as draw
from reporting.charts.model import Drawing
from reporting.language import text
from reporting.ui import blocks
from reporting.ui.visit import Visit
from reporting.warehouse.coverage import LONGEST_RHYTHM, SHORTEST_RHYTHM, Calendar, Export, State, Week, grain
from reporting.warehouse.model import Client

WEEKS = (13, 26, 53)
_WORST: tuple[State, ...] = ("missing", "stale", "overlapping", "covered")


def today(client: Client) -> dt.date:
    """Where the client is."""
    return dt.datetime.now(zoneinfo.ZoneInfo(client.timezone)).date()


def names(seen: Calendar, visit: Visit) -> dict[int, str]:
    """What each account is called."""
    catalog = visit.desk.catalog
    return {one.account_id: text(covering.account_name(one, catalog), visit.lang) for one in seen.exports}


def drawing(seen: Calendar, files: Mapping[int, str], visit: Visit, *, account: int | None, weeks: int) -> Drawing:
    """The last weeks: a row for each account, or for each export of one.

    Pictures of an audience stand only among the exports: beside the rest they would make a week look covered.
    """
    t, catalog = visit.t, visit.desk.catalog
    newest = max(week.monday for week in seen.weeks)
    only_pictures = all(grain(catalog.tables[one.table]) == "snapshot" for one in seen.exports)
    shown = [
        week
        for week in seen.weeks
        if week.monday > newest - dt.timedelta(weeks=weeks)
        and account in {None, week.export.account_id}
        and (account is not None or grain(catalog.tables[week.export.table]) != "snapshot" or only_pictures)
    ]
    called = names(seen, visit)
    grouped: dict[tuple[str, dt.date], list[Week]] = {}
    for week in shown:
        row = called[week.export.account_id] if account is None else _export(week.export, catalog, visit)
        grouped.setdefault((row, week.monday), []).append(week)
    cells = [_cell(row, monday, group, files, visit) for (row, monday), group in grouped.items()]
    signs = [f"{SIGNS[state]} {words}" for state, words in _states(visit).items()]
    legend = " · ".join([*signs, t("blank: not due yet")])
    title = t("Each account by week") if account is None else t("{account} by week", account=called[account])
    return draw(cells, theme=catalog.theme, lang=visit.lang, title=title, subtitle=legend)


def rules(visit: Visit) -> None:
    """How it is judged, for whoever asks."""
    t = visit.t
    with st.popover(t("How is this judged?"), type="tertiary", icon=":material/help:"):
        st.markdown(t("A day is covered if a file that counts has a row for it; overlapping, if several files have."))
        st.markdown(
            t(
                "Posts and comments have no row on a quiet day: a file covers from its first to its last row, or the "
                "period that its name states, and only a whole week without any file is missing."
            )
        )
        st.markdown(t("The make-up of an audience is a picture of one day: between two pictures nothing is missing."))
        st.markdown(
            t(
                "An export is stale when its newest day is older than the time from one download to the next: the "
                "median distance between the last days of its files, at least {shortest} and at most {longest} days.",
                shortest=SHORTEST_RHYTHM,
                longest=LONGEST_RHYTHM,
            )
        )


def download_list(seen: Calendar, visit: Visit) -> None:
    """Lines to be copied into a mail or a ticket."""
    t = visit.t
    lines = [text(covering.download(gap, visit.desk.catalog), visit.lang) for gap in seen.gaps]
    due = covering.next_due(seen)
    with blocks.card(
        t("What to download next"), t("The exports that each account has had before, and the days they lack.")
    ):
        if lines:
            st.code("\n".join(lines), language=None, wrap_lines=True)
        elif due:
            blocks.empty(t("Nothing. The next export is due on {day}.", day=due), "check_circle")


def _states(visit: Visit) -> dict[State, str]:
    t = visit.t
    return {
        "covered": t("covered"),
        "overlapping": t("overlapping"),
        "missing": t("missing"),
        "stale": t("stale"),
    }


def _cell(row: str, monday: dt.date, group: Sequence[Week], files: Mapping[int, str], visit: Visit) -> Cell:
    """The worst of its exports, and of each how many days are there."""
    state = min((week.state for week in group), key=_WORST.index)
    several = len(group) > 1
    days = [
        visit.t(
            "{export}: {n} of {due}",
            export=_export(week.export, visit.desk.catalog, visit),
            n=week.covered,
            due=week.due,
        )
        if several
        else visit.t("{n} of {due}", n=week.covered, due=week.due)
        for week in group
        if week.state == state
    ]
    used = dict.fromkeys(files[number] for week in group for number in week.imports if number in files)
    return Cell(row, monday, state, _states(visit)[state], " · ".join(days), " · ".join(used) or visit.t("none"))


def _export(export: Export, catalog: Catalog, visit: Visit) -> str:
    return text(covering.export_name(export, catalog), visit.lang)
