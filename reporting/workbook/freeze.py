"""What is kept of a report beside its bytes (layer 6)."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping

from reporting.catalog.model import Catalog
from reporting.catalog.words import Words
from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.language import text
from reporting.warehouse.model import Import
from reporting.warehouse.snapshot import KeptFigure, KeptGoal, KeptImport, KeptRemark, Snapshot
from reporting.workbook.lint.goals import comment
from reporting.workbook.lint.model import Remark
from reporting.workbook.model import ReportInput

Behind = Mapping[str, tuple[tuple[int, ...], ...]]
_WORDS = ("label", "meaning", "formula", "subject", "better")


def snapshot_of(
    report: ReportInput, known: Iterable[Import], behind: Behind, remarks: Iterable[Remark] = ()
) -> Snapshot:
    """behind: by metric, the imports under its value of each window; known: every import of the client."""
    needed = {number for windows in behind.values() for ids in windows for number in ids}
    needed |= {number for one in report.standings for number in one.imports}
    needed |= {one.id for one in report.imports}
    metrics = {figure.metric for figure in report.figures} | {one.goal.metric for one in report.standings}
    comments = ((one.goal.id, comment(report, one)) for one in report.standings)
    return Snapshot(
        windows=tuple((window.id, window.period) for window in report.windows),
        timezone=report.client.timezone,
        figures=tuple(KeptFigure(one.metric, one.platform, one.values) for one in report.figures),
        goals=tuple(_goal(one) for one in report.standings),
        imports=tuple(kept_import(one) for one in sorted(known, key=lambda one: one.id) if one.id in needed),
        behind=dict(behind),
        definitions={name: edition(report.catalog, name) for name in sorted(metrics)},
        comments={number: words for number, words in comments if words},
        remarks=tuple(_remark(one) for one in remarks),
    )


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


def edition(catalog: Catalog, metric: str) -> str:
    """The same for definitions that compute alike: of the metric, and of those that it is made of."""
    known = catalog.metrics[metric]
    parts = {name: value for name, value in dataclasses.asdict(known).items() if name not in _WORDS}
    made_of = {name: edition(catalog, name) for name in (known.over, known.under, known.flow) if name}
    told = json.dumps([parts, made_of], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
