"""Ads and work of a report, put together: what the sheets show, the rows behind them, the imports (layer 7)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Asked:
    """For which report. windows are its own, cut at the last day of its networks; today is the client's."""

    period: Period
    windows: Sequence[Window]
    today: dt.date
    readers: Readers
    lang: Language


def value_part(
    desk: Desk, accounts: Sequence[Account], covered: Sequence[Covered], results: Sequence[Figure], asked: Asked
) -> tuple[ValuePart, tuple[DataTable, ...]]:
    """covered: what the imports of networks cover; results: what hours are compared with."""
    if not accounts:
        return ValuePart(), ()
    known, client = {account.id: account for account in accounts}, accounts[0].client_id
    ads = AdsGathering(desk, client, _ad_windows(asked), known)
    work = WorkGathering(desk, client, asked.windows, _posts_known(covered), hours=asked.readers == "internal")
    done = _with_results(work.part, results)
    measures = _measures(desk, ValuePart(ads.part, done))
    tables = (*((table,) if (table := ads.table(asked.lang)) else ()), *work.tables(asked.lang, known))
    return ValuePart(ads.part, done, measures, tuple(sorted(ads.imports | work.imports))), tables


def _ad_windows(asked: Asked) -> tuple[Window, ...]:
    """Ads of a period that is over are counted to its last day, though posts may be known for fewer."""
    if asked.today <= asked.period.end:
        return tuple(asked.windows)
    whole = {"period": asked.period, "previous": asked.period.previous(), "last_year": asked.period.year_before()}
    return tuple(Window(one.id, whole[one.id]) for one in asked.windows)


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
