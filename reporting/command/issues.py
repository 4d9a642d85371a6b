"""issues: reports that were kept as they were (layer 8)."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from reporting.actions import clients, report_issues
from reporting.actions.desk import Desk, at_desk
from reporting.actions.report_issues import Comparison
from reporting.command.console import Console
from reporting.errors import say
from reporting.language import Language, text
from reporting.numbers import value_text
from reporting.periods import parse
from reporting.settings import Settings
from reporting.warehouse.report_issues import Issue
from reporting.workbook.issue_model import Difference, parted, unseen_words
from reporting.workbook.lint.model import SYMBOLS
from reporting.workbook.sheets.changes import NO_CAUSE


def issues(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        match args.verb:
            case "list":
                _list(args, desk, console)
            case "show":
                _show(args, desk, console)
            case "diff":
                _diff(args, desk, console)
            case _:
                _approve(args, desk, console)
    return 0


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> None:
    client = clients.client_called(desk, args.client) if args.client else None
    period = parse(args.period) if args.period else None
    found = report_issues.issue_list(desk, client.id if client else None, period)
    if args.json:
        console.document([report_issues.issue_as_json(one, console.lang) for one in found])
        return
    words = [say("Number"), say("Client"), say("Period"), say("Version"), say("Status"), say("Kept"), say("File")]
    console.table([console.text(word) for word in words], [_row(one, console) for one in found])


def _row(one: Issue, console: Console) -> tuple[Any, ...]:
    status = console.text(STATUSES[one.status])
    return one.id, one.client, one.series.period.key, one.version, status, f"{one.at:%Y-%m-%d %H:%M}", one.opens[0]


STATUSES = {"draft": say("draft"), "approved": say("approved")}


def _show(args: argparse.Namespace, desk: Desk, console: Console) -> None:
    """With -o the workbook as it was kept, else what is known of it."""
    one = report_issues.issue(desk, args.number)
    if args.output:
        kept = report_issues.open_issue(desk, args.number)
        path = args.output / kept.file_name if args.output.is_dir() else args.output
        path.write_bytes(kept.data)
        console.say(say("Written: {file}.", file=path))
    if args.json:
        console.document({**report_issues.issue_as_json(one, console.lang), **_content(one, console.lang)})
        return
    if args.output:
        return
    console.table(
        [console.text(word) for word in (say("Figure"), say("Platform"), *(days for _, days in _windows(one)))],
        [_figure(desk, one, at, console) for at in range(len(one.snapshot.figures))],
    )
    for remark in one.snapshot.remarks:
        where, what = remark.where[console.lang], remark.what[console.lang]
        console.result(f"{SYMBOLS[remark.level]} {where}: {what}")


def _windows(one: Issue) -> list[tuple[str, Any]]:
    return [(name, say("{period}", period=days)) for name, days in one.snapshot.windows]


def _figure(desk: Desk, one: Issue, at: int, console: Console) -> tuple[str, ...]:
    figure = one.snapshot.figures[at]
    known = desk.catalog.metrics.get(figure.metric) or desk.catalog.measures.get(figure.metric)
    unit = known.unit if known else "number"
    values = (value_text(value, unit, console.lang) for value in figure.values)
    where = " · ".join(part for part in (figure.platform, figure.part) if part)
    return known.label[console.lang] if known else figure.metric, where, *values


def _content(one: Issue, lang: Language) -> Mapping[str, Any]:
    kept = one.snapshot
    names = [name for name, _ in kept.windows]
    return {
        "windows": {name: [days.start, days.end] for name, days in kept.windows},
        "figures": [
            {"metric": figure.metric, "platform": figure.platform, "part": figure.part}
            | dict(zip(names, figure.values, strict=True))
            for figure in kept.figures
        ],
        "goals": [
            {
                "goal": goal.id,
                "metric": goal.metric,
                "target": goal.target,
                "actual": goal.actual,
                "status": goal.status,
            }
            for goal in kept.goals
        ],
        "texts": [{"kind": kind, "text": words} for kind, words in kept.texts],
        "imports": [{"id": entry.id, "file": entry.file, "sha256": entry.sha256} for entry in kept.imports],
        "remarks": [
            {
                "rule": remark.rule,
                "level": remark.level,
                "where": remark.where[lang],
                "what": remark.what[lang],
                "how": remark.how[lang],
            }
            for remark in kept.remarks
        ],
    }


def _diff(args: argparse.Namespace, desk: Desk, console: Console) -> None:
    found = report_issues.compare_issues(desk, args.number, args.other)
    if args.json:
        console.document(_comparison(found, console.lang))
        return
    seen, unseen = parted(found.differences, console.lang)
    for one in seen:
        console.result(_line(one, console.lang))
        for cause in one.causes or (NO_CAUSE,):
            console.result(f"    {console.text(cause)}")
    if unseen:
        console.result(console.text(unseen_words(unseen)))
    after = found.after.version if found.after else console.text(say("now"))
    console.say(
        say(
            "{n} {n:figure is|figures are} another in {after} than in {before}.",
            n=len(found.differences),
            before=found.before.version,
            after=after,
        )
    )


def _line(one: Difference, lang: Language) -> str:
    was, is_ = (value_text(value, one.unit, lang) for value in (one.before, one.now))
    names = [text(one.what, lang), *([one.where] if one.where else []), text(one.when, lang)]
    return text(say("{figure}: was {was}, now {now}.", figure=" · ".join(names), was=was, now=is_), lang)


def _comparison(found: Comparison, lang: Language) -> Mapping[str, Any]:
    return {
        "before": report_issues.issue_as_json(found.before, lang),
        "after": report_issues.issue_as_json(found.after, lang) if found.after else None,
        "differences": [_difference(one, lang) for one in found.differences],
        "sources": _texts(found.sources, lang),
    }


def _difference(one: Difference, lang: Language) -> Mapping[str, Any]:
    return {
        "figure": text(one.what, lang),
        "where": one.where,
        "when": text(one.when, lang),
        "before": one.before,
        "now": one.now,
        "causes": _texts(one.causes, lang),
    }


def _texts(sentences: Sequence[Any], lang: Language) -> list[str]:
    return [text(one, lang) for one in sentences]


def _approve(args: argparse.Namespace, desk: Desk, console: Console) -> None:
    done = report_issues.approve_issue(desk, args.number)
    if args.json:
        console.document(report_issues.issue_as_json(done, console.lang))
    console.say(say("{version} of {client} is approved.", version=done.version, client=done.client))
