"""What is kept of a report beside its bytes (layer 6)."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from reporting.catalog.model import Catalog
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.insights.commentary import texts
from reporting.language import text
from reporting.warehouse.model import Import
from reporting.warehouse.snapshot import KeptFigure, KeptGoal, KeptImport, KeptRemark, Snapshot
from reporting.workbook.lint.goals import comment
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import ReportInput

Behind = Mapping[str, tuple[tuple[int, ...], ...]]
_SPEND = "ad_spend"
_PAGES = "rival_"
"""Tables of tracked pages begin so; a page's figures are read from one of them or another."""

_WORDS = ("label", "meaning", "formula", "subject", "better")


def snapshot_of(
    report: ReportInput, known: Iterable[Import], behind: Behind, remarks: Iterable[Remark] = ()
) -> Snapshot:
    """behind: by metric, the imports under its value of each window; known: every import of the client."""
    known = list(known)
    every = {**behind, **_behind_values(report, known)}
    figures = (
        *(KeptFigure(one.metric, one.platform, one.values) for one in report.figures),
        *_values(report),
        *_pages(report),
    )
    needed = {number for windows in every.values() for ids in windows for number in ids}
    needed |= {number for one in report.standings for number in one.imports}
    needed |= {one.id for one in report.imports}
    metrics = {figure.metric for figure in figures} | {one.goal.metric for one in report.standings}
    comments = ((one.goal.id, comment(report, one)) for one in report.standings)
    return Snapshot(
        windows=tuple((window.id, window.period) for window in report.windows),
        timezone=report.client.timezone,
        figures=figures,
        goals=tuple(_goal(one) for one in report.standings),
        imports=tuple(kept_import(one) for one in sorted(known, key=lambda one: one.id) if one.id in needed),
        behind=every,
        definitions={name: edition(report.catalog, name) for name in sorted(metrics) if _defined(report.catalog, name)},
        comments={number: words for number, words in comments if words},
        remarks=tuple(_remark(one) for one in remarks),
        texts=tuple(texts(report.passages)),
    )


def _values(report: ReportInput) -> Iterator[KeptFigure]:
    """Figures of ads by platform, currency and account, of ads together by currency, and of work."""
    ads, work = report.value.ads, report.value.work
    for group in ads.groups if ads else ():
        part = " · ".join(word for word in (group.currency, group.account) if word)
        for measure, values in group.figures.items():
            yield KeptFigure(measure, group.platform, values, part)
    for currency, values in (ads.spend if ads else {}).items():
        yield KeptFigure(_SPEND, None, values, currency)
    for measure, values in (work.figures if work else {}).items():
        yield KeptFigure(measure, None, values)


def _pages(report: ReportInput) -> Iterator[KeptFigure]:
    """Figures of tracked pages, by network and page."""
    for tracked in report.market.sets:
        for page in tracked.pages:
            for measure, values in page.figures.items():
                yield KeptFigure(measure, tracked.platform, values, page.name)


def _behind_values(report: ReportInput, known: Iterable[Import]) -> Behind:
    """Of these the imports are known by table, not by window."""
    used, measures = {*report.value.imports, *report.market.imports}, report.catalog.measures
    by_table: dict[str, tuple[int, ...]] = {}
    for one in sorted(known, key=lambda one: one.id):
        if one.id in used:
            table = _PAGES if one.table.startswith(_PAGES) else one.table
            by_table[table] = (*by_table.get(table, ()), one.id)
    named = [measures[name] for name in (*report.value.measures, *report.market.measures) if name in measures]
    tables = {one.id: _PAGES if one.subject == "competition" else one.table for one in named}
    return {name: (by_table.get(table, ()),) * len(report.windows) for name, table in tables.items()}


def _goal(one: Standing) -> KeptGoal:
    goal = one.goal
    target = goal.target if one.wanted is None else one.wanted
    return KeptGoal(
        goal.id, goal.metric, goal.period.key, goal.scope.platforms, target, one.actual, one.status, one.imports
    )


def kept_import(one: Import) -> KeptImport:
    names = [field.name for field in dataclasses.fields(KeptImport)]
    return KeptImport(**{name: getattr(one, name) for name in names})


def _remark(one: Remark) -> KeptRemark:
    return KeptRemark(one.rule, one.level, _both(one.where), _both(one.what), _both(one.how))


def kept_remarks(snapshot: Snapshot) -> tuple[Remark, ...]:
    """What the linter said when the report was kept."""
    return tuple(
        Remark(
            one.rule,
            one.level,
            say("{words}", words=one.where),
            say("{words}", words=one.what),
            say("{words}", words=one.how),
        )
        for one in snapshot.remarks
    )


def _both(sentence: Sentence | str) -> Words:
    return Words(en=text(sentence, "en"), fr=text(sentence, "fr"))


def _defined(catalog: Catalog, name: str) -> bool:
    return name in catalog.metrics or name in catalog.measures


def edition(catalog: Catalog, metric: str) -> str:
    """The same for definitions that compute alike: of the metric, and of those that it is made of."""
    known = catalog.metrics.get(metric) or catalog.measures[metric]
    parts = {name: value for name, value in dataclasses.asdict(known).items() if name not in _WORDS}
    names = (getattr(known, part, None) for part in ("over", "under", "flow"))
    made_of = {name: edition(catalog, name) for name in names if name}
    told = json.dumps([parts, made_of], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
