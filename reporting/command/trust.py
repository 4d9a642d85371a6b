"""coverage, reconcile, rejected, replay (layer 8)."""

import argparse
import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

from reporting.actions import clients, covering, reconciling, rejections, replaying
from reporting.actions.desk import Desk, at_desk
from reporting.actions.reconciling import Reconciled
from reporting.actions.replaying import Candidate, Pair, Replayed
from reporting.catalog.model import Catalog
from reporting.command.console import Console
from reporting.errors import QueryError, say
from reporting.language import text
from reporting.numbers import value_text
from reporting.settings import Settings


def coverage(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        client = clients.client_called(desk, args.client)
        seen = covering.calendar(desk, client.id, _today(client.timezone))
        catalog = desk.catalog
    if args.json:
        console.document(covering.calendar_as_json(seen, catalog, console.lang))
        return 0
    for gap in seen.gaps:
        console.result(text(covering.download(gap, catalog), console.lang))
    console.say(covering.headline(seen, catalog) if seen.exports else say("Nothing was imported yet."))
    return 0


def reconcile(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Exit code 1 where something has no reason."""
    with at_desk(settings) as desk:
        if args.number is not None:
            every = [reconciling.reconciled(desk, args.number)]
        else:
            client = clients.client_called(desk, args.client) if args.client else None
            every = reconciling.all_reconciled(desk, client.id if client else None)
        catalog = desk.catalog
    if args.json:
        console.document([reconciling.reconciled_as_json(one, console.lang) for one in every])
    else:
        for one in every:
            _show_reconciled(one, catalog, console)
    wrong = sum(not one.adds_up for one in every)
    if wrong:
        console.say(say("{n} of {all} {all:import|imports} don’t add up.", n=wrong, all=len(every)))
        return 1
    console.say(say("{all} {all:import adds|imports add} up, or the reason is known.", all=len(every)))
    return 0


def rejected(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        written = rejections.rejections_as_csv(desk, args.number, console.lang)
        lacking = rejections.kept(desk, args.number)
    args.output.write_bytes(written)
    if lacking:
        console.say(lacking)
    console.say(say("Written: {file}.", file=args.output))
    return 0


def replay(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Exit code 1 where an import that was chosen could not be read again."""
    with at_desk(settings) as desk:
        chosen = [one.entry.id for one in replaying.candidates(desk) if _is_chosen(one, args)]
        _refuse_unknown(desk, args, chosen)
        act = replaying.preview if args.dry_run else replaying.replay
        done = act(desk, chosen, console.step) if chosen else Replayed((), (), ())
        catalog = desk.catalog
    if args.json:
        console.document(_document(done, console))
    else:
        for pair in done.pairs:
            _show(pair, catalog, console)
    for left in done.left:
        console.say(left.reason)
    differing = sum(pair.differs for pair in done.pairs)
    words = (
        say(
            "A dry run: {n} {n:import|imports} read again, {m} would come out otherwise.",
            n=len(done.pairs),
            m=differing,
        )
        if args.dry_run
        else say("{n} {n:import|imports} replayed, {m} came out otherwise.", n=len(done.pairs), m=differing)
    )
    console.say(words)
    return 1 if done.left else 0


def _is_chosen(one: Candidate, args: argparse.Namespace) -> bool:
    """Those that are named; without names, those of the format and the client, else those whose definition changed."""
    entry = one.entry
    if args.numbers:
        return entry.id in args.numbers
    if args.format or args.client:
        return args.format in {None, entry.format} and args.client in {None, entry.client}
    return one.changed is not False


def _refuse_unknown(desk: Desk, args: argparse.Namespace, chosen: list[int]) -> None:
    if args.client:
        clients.client_called(desk, args.client)
    if args.format and not chosen:
        raise QueryError(
            say("No import that counts is of the format {format}.", format=args.format),
            todo=say("`imports` has the list, with the format of each."),
        )
    missing = set(args.numbers) - set(chosen)
    if missing:
        raise QueryError(
            say("No import that counts has the number {ids}.", ids=[str(number) for number in sorted(missing)]),
            todo=say("The list of imports has the numbers."),
        )


def _show_reconciled(one: Reconciled, catalog: Catalog, console: Console) -> None:
    console.result(f"{one.entry.id} {one.entry.file}")
    for line in one.lines:
        column = catalog.columns[line.column]
        unit = column.unit or "number"
        shown = [value_text(value, unit, console.lang) for value in (line.own, line.file, line.stored, line.figure)]
        words = say(
            "  {column}: total line {own}, rows {file}, stored {stored}, figure {figure}",
            column=column.label,
            own=shown[0],
            file=shown[1],
            stored=shown[2],
            figure=shown[3],
        )
        console.result(text(words, console.lang))
        for reason in (*line.reasons, *line.unexplained):
            console.result(f"    {text(reason, console.lang)}")
    for reason in (*one.reasons, *one.unexplained):
        console.result(f"  {text(reason, console.lang)}")


def _show(pair: Pair, catalog: Catalog, console: Console) -> None:
    if not pair.differs:
        return
    entry = pair.after.entry
    console.result(f"{entry.id} {entry.file}")
    words = text(say("rows"), console.lang), text(say("left out"), console.lang)
    counts = ((pair.before.rows, pair.after.rows), (pair.before.entry.rejected, entry.rejected))
    for word, (was, will) in zip(words, counts, strict=True):
        if was != will:
            console.result(f"  {word}: {was} → {will}")
    for name, (before, after) in pair.sums.items():
        unit = catalog.columns[name].unit or "number"
        shown = [value_text(value, unit, console.lang) for value in (before, after)]
        console.result(f"  {catalog.columns[name].label[console.lang]}: {shown[0]} → {shown[1]}")


def _document(done: Replayed, console: Console) -> dict[str, Any]:
    return {
        "imports": [_pair(pair) for pair in done.pairs],
        "figures": [
            {
                "client": one.client,
                "metric": one.metric,
                "month": f"{one.month:%Y-%m}",
                "before": one.before,
                "after": one.after,
            }
            for one in done.moved
        ],
        "left": [{"id": one.entry.id, "reason": text(one.reason, console.lang)} for one in done.left],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    def of(side: Any) -> Mapping[str, Any]:
        entry = side.entry
        return {"format": entry.format, "records": entry.records, "rejected": entry.rejected, "rows": side.rows}

    return {
        "id": pair.after.entry.id,
        "file": pair.after.entry.file,
        "differs": pair.differs,
        "before": of(pair.before),
        "after": of(pair.after),
        "sums": {name: {"before": before, "after": after} for name, (before, after) in pair.sums.items()},
    }


def _today(timezone: str) -> dt.date:
    """Where the client is."""
    return dt.datetime.now(zoneinfo.ZoneInfo(timezone)).date()
