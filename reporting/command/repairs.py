"""repair and health: exports that have changed (layer 8)."""

import argparse
import datetime as dt
from typing import Any

from reporting.actions import drifting, importing
from reporting.actions import health as healths
from reporting.actions.desk import at_desk
from reporting.actions.drifting import Choice
from reporting.actions.health import FormatHealth
from reporting.command.console import Console
from reporting.command.paths import uploads
from reporting.errors import say
from reporting.ingest.model import Answers, Drift, Found
from reporting.language import Language, text
from reporting.settings import Settings


def repair(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """What has changed in each file; with --accept the proposals are kept, and the files are known from then on."""
    with at_desk(settings) as desk:
        documents = []
        for upload in uploads(args.paths, Answers()):
            # Read one by one: what one file has taught is known for the next.
            for found in importing.inspect(desk, [upload]):
                choices = drifting.proposed(found)
                kept = bool(args.accept and choices)
                if kept:
                    drifting.accept(desk, found, choices)
                documents.append(_document(found, choices, kept=kept, lang=console.lang))
                if not args.json:
                    _show(found, choices, console)
    if args.json:
        console.document(documents)
    waiting = sum(1 for one in documents if one["proposals"] and not one["kept"])
    mended = sum(1 for one in documents if one["kept"])
    if mended:
        console.say(say("Mended for {n} {n:table|tables}; import the files again.", n=mended))
    if waiting:
        console.say(say("Proposals for {n} {n:table|tables}; --accept keeps them.", n=waiting))
    if not any(one["drifts"] for one in documents):
        console.say(say("Nothing has changed in these files."))
    return 1 if waiting else 0


def _document(found: Found, choices: tuple[Choice, ...], *, kept: bool, lang: Language) -> dict[str, Any]:
    return {
        "file": found.file,
        "member": found.member,
        "format": found.format or found.nearest,
        "status": found.status,
        "drifts": [_drift(drift, lang) for drift in found.drifts],
        "proposals": [{"heading": one.heading, "target": one.target, "kind": one.drift.kind} for one in choices],
        "kept": kept,
    }


def _drift(drift: Drift, lang: Language) -> dict[str, Any]:
    return {
        "kind": drift.kind,
        "target": drift.target,
        "old": drift.old,
        "new": drift.new,
        "needed": drift.needed,
        "score": drift.score,
        "text": text(drift.sentence, lang),
    }


def _show(found: Found, choices: tuple[Choice, ...], console: Console) -> None:
    if not found.drifts:
        return
    console.result(f"{found.file} / {found.member}" if found.member else found.file)
    proposed = {choice.drift for choice in choices}
    for drift in found.drifts:
        mark = "→" if drift in proposed else "·"
        console.result(f"  {mark} {text(drift.sentence, console.lang)}")


def health(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        found = healths.health(desk, dt.datetime.now(dt.UTC))
    documents = [_health(one) for one in found.formats]
    if args.json:
        console.document({"formats": documents, "set_aside": {name: list(f) for name, f in found.set_aside.items()}})
        return 0
    shown = ("id", "last_taken", "last_day", "recent", "untested", "changes")
    rows = [[len(one[name]) if name == "changes" else one[name] for name in shown] for one in documents]
    console.table(shown, rows)
    for name, faults in found.set_aside.items():
        console.say(say("{file} is set aside: {faults}", file=name, faults=list(faults)))
    return 0


def _health(one: FormatHealth) -> dict[str, Any]:
    seen = one.seen
    return {
        "id": one.format.id,
        "source": one.format.source,
        "own": one.format.local,
        "amended_by": list(one.format.amended_by),
        "last_taken": seen.whole.isoformat(timespec="seconds") if seen and seen.whole else None,
        "last_day": str(seen.last_day) if seen and seen.last_day else None,
        "recent": seen.recent if seen else 0,
        "languages": list(seen.languages) if seen else [],
        "untested": one.untested,
        "changes": [
            {
                "kind": shift.kind,
                "target": shift.target,
                "old": shift.old,
                "new": shift.new,
                "first": str(shift.first.date()),
                "last": str(shift.last.date()),
                "open": shift in one.open,
            }
            for shift in one.shifts
        ],
        "headings": [
            {
                "heading": heading.heading,
                "language": heading.language,
                "first": str(heading.first.date()),
                "last": str(heading.last.date()),
                "files": heading.files,
                "new": heading.new,
                "gone": heading.gone,
            }
            for heading in one.headings
        ],
    }
