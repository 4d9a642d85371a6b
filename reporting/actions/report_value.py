"""Ads and work of a report, put together: what the sheets show, the rows behind them, the imports (layer 7)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reporting.actions.desk import Desk
from reporting.actions.report_ads import AdsGathering
from reporting.actions.report_work import WorkGathering
from reporting.catalog.model import Readers
from reporting.language import Language
from reporting.periods import Period
from reporting.warehouse.coverage import Covered
from reporting.warehouse.model import Account
from reporting.workbook.model import DataTable, Figure, Window
from reporting.workbook.value_model import ValuePart, Values, WorkPart

_RESULTS = {"posts_per_hour": "posts", "engagements_per_hour": "engagements"}


def value_part(
    desk: Desk,
    known: tuple[Sequence[Account], Sequence[Covered]],
    windows: Sequence[Window],
    results: Sequence[Figure],
    *,
    readers: Readers,
    lang: Language,
) -> tuple[ValuePart, tuple[DataTable, ...]]:
    """known: the client's accounts, and what their imports cover; results: what hours are compared with."""
    accounts = {account.id: account for account in known[0]}
    if not accounts:
        return ValuePart(), ()
    client = known[0][0].client_id
    spans: dict[str, Period] = {window.id: window.period for window in windows}
    ads = AdsGathering(desk, client, spans, accounts)
    work = WorkGathering(desk, client, spans, _posts_known(known[1]), hours=readers == "internal")
    done = _with_results(work.part, results)
    measures = _measures(desk, ValuePart(ads.part, done))
    tables = (*((table,) if (table := ads.table(lang)) else ()), *work.tables(lang, accounts))
    return ValuePart(ads.part, done, measures, tuple(sorted(ads.imports | work.imports))), tables


def _posts_known(covered: Sequence[Covered]) -> Mapping[str, tuple[dt.date, dt.date]]:
    """By network, the days whose posts were exported."""
    return {one.platform: (one.first, one.last) for one in covered if one.table == "post"}


def _with_results(work: WorkPart | None, results: Sequence[Figure]) -> WorkPart | None:
    """Posts and engagements per hour, where both are known."""
    if work is None or "work_hours" not in work.figures:
        return work
    totals = {figure.metric: figure.values for figure in results if figure.platform is None}
    added = {
        id_: _divided(totals[metric], work.figures["work_hours"])
        for id_, metric in _RESULTS.items()
        if metric in totals
    }
    return replace(work, figures={**work.figures, **added})


def _divided(over: Values, under: Values) -> Values:
    return tuple(None if one is None or not other else one / other for one, other in zip(over, under, strict=True))


def _measures(desk: Desk, part: ValuePart) -> tuple[str, ...]:
    """Those with any figure."""
    groups = part.ads.groups if part.ads else ()
    figures = [group.figures for group in groups] + ([part.work.figures] if part.work else [])
    known = {id_ for found in figures for id_, values in found.items() if any(v is not None for v in values)}
    return tuple(id_ for id_ in desk.catalog.measures if id_ in known)
