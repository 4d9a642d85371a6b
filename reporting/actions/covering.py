"""The coverage calendar of a client, and what to download next (layer 7)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.door import action
from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.ingest.understanding.questions import stated_days
from reporting.language import Language, text
from reporting.warehouse import coverage
from reporting.warehouse.coverage import Asked, Calendar, Export, Gap
from reporting.warehouse.imports import imports

A_DAY = dt.timedelta(days=1)


@action("reports.read")
def calendar(desk: Desk, client_id: int, today: dt.date) -> Calendar:
    """Every export of every account of the client by week, up to yesterday, and its gaps."""
    formats = desk.catalog.formats
    single = [format_.id for format_ in formats.values() if format_.shape == "series"]
    with desk.store.read() as cur:
        stated = {
            entry.id: days
            for entry in imports(cur, client_id)
            if entry.format in formats and (days := stated_days(formats[entry.format], entry.file, entry.member))
        }
        return coverage.calendar(cur, desk.catalog, Asked(client_id, today - A_DAY, stated, single))


def headline(seen: Calendar, catalog: Catalog) -> Sentence:
    """What is missing, in a sentence."""
    lacking = [week for week in seen.weeks if week.state == "missing"]
    weeks = {(week.export.account_id, week.monday) for week in lacking}
    accounts = {week.export.account_id for week in lacking}
    networks = _networks([export for export in seen.exports if export.account_id in accounts], catalog)
    late = [export for export in seen.exports if export.stale]
    if len(networks) == 1:
        return say("{n} {n:week is|weeks are} missing, {n:on|all on} {network}", n=len(weeks), network=networks[0])
    if networks:
        return say("{n} weeks are missing, on {networks}", n=len(weeks), networks=networks)
    if late:
        names = _networks(late, catalog)
        return say(
            "No week is missing, but {n} {n:export is|exports are} stale, on {networks}", n=len(late), networks=names
        )
    return say("Every week is there, up to what can be known today")


def next_due(seen: Calendar) -> dt.date | None:
    """The first day on which an export will be due that is not yet."""
    return min((one.newest + dt.timedelta(days=one.rhythm + 1) for one in seen.exports if not one.stale), default=None)


def export_name(export: Export, catalog: Catalog) -> Sentence:
    """The title of the format, and the figure where each file brings one."""
    known = catalog.formats.get(export.format)
    title = known.title if known else export.format
    figures = [catalog.columns[name].label for name in export.part.split() if name in catalog.columns]
    return (
        say("{export}, figure {figures}", export=title, figures=figures) if figures else say("{export}", export=title)
    )


def account_name(export: Export, catalog: Catalog) -> Sentence:
    return say("{network}, {account}", network=_networks([export], catalog)[0], account=export.account)


def download(gap: Gap, catalog: Catalog) -> Sentence:
    """A line of the list: network, account, which export, from which day to which day."""
    return say(
        "{whose}: {export}, from {first} to {last}",
        whose=account_name(gap.export, catalog),
        export=export_name(gap.export, catalog),
        first=gap.first,
        last=gap.last,
    )


def calendar_as_json(seen: Calendar, catalog: Catalog, lang: Language) -> dict[str, Any]:
    """What `coverage --json` prints."""
    return {
        "headline": text(headline(seen, catalog), lang),
        "exports": [
            _export(one)
            | {"first": one.first, "newest": one.newest, "files": one.files, "rhythm": one.rhythm, "stale": one.stale}
            for one in seen.exports
        ],
        "weeks": [
            _export(one.export)
            | {
                "week": one.monday,
                "state": one.state,
                "days": one.covered,
                "of": one.due,
                "imports": list(one.imports),
            }
            for one in seen.weeks
        ],
        "download": [
            _export(one.export)
            | {"from": one.first, "to": one.last, "why": one.state, "text": text(download(one, catalog), lang)}
            for one in seen.gaps
        ],
    }


def _export(export: Export) -> dict[str, Any]:
    return {
        "platform": export.platform,
        "account": export.account,
        "format": export.format,
        "figure": export.part or None,
    }


def _networks(exports: Sequence[Export], catalog: Catalog) -> list[str]:
    known = catalog.theme.platforms
    names = (known[one.platform].label if one.platform in known else one.platform for one in exports)
    return list(dict.fromkeys(names))
