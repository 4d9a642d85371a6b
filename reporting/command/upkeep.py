"""rebuild, verify, backup, restore, demo, golden (layer 8)."""

import argparse

from reporting.access.people import local_person
from reporting.actions import demo as demos
from reporting.actions import upkeep
from reporting.actions.desk import at_desk
from reporting.catalog.load import load_catalog
from reporting.command.console import Console
from reporting.errors import say
from reporting.ingest.golden import write_expected
from reporting.language import text
from reporting.settings import Settings


def rebuild(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        done = upkeep.rebuild(desk, console.step)
    if args.json:
        console.document({"imports": done.imports, "rows": done.rows})
    console.say(
        say(
            "{imports} {imports:import|imports} replayed: {rows} {rows:row|rows}.", imports=done.imports, rows=done.rows
        )
    )
    return 0


def verify(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        done = upkeep.verify(desk, console.step)
    differences = [text(sentence, console.lang) for sentence in done.differences]
    if args.json:
        console.document({"imports": done.imports, "rows": done.rows, "differences": differences})
    else:
        for difference in differences:
            console.result(difference)
    if differences:
        console.say(
            say(
                "{count} {count:difference|differences} found. Nothing was changed: `rebuild` makes the facts again.",
                count=len(differences),
            )
        )
        return 1
    console.say(
        say(
            "Everything stored is what the originals give: {imports} {imports:import|imports}, {rows} {rows:row|rows}.",
            imports=done.imports,
            rows=done.rows,
        )
    )
    return 0


def backup(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        manifest = upkeep.backup(desk, args.folder)
    if args.json:
        console.document({"folder": str(args.folder), "files": len(manifest.files), "tables": manifest.tables})
    console.say(
        say("Saved and checked: {count} {count:file|files} in {folder}.", count=len(manifest.files), folder=args.folder)
    )
    return 0


def restore(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    manifest = upkeep.restore(settings, args.folder, local_person(settings.person))
    if args.json:
        console.document({"home": str(settings.home), "files": len(manifest.files), "tables": manifest.tables})
    console.say(say("Restored into {home}, as it was at {moment}.", home=settings.home, moment=manifest.made_at))
    return 0


def demo(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    with at_desk(settings) as desk:
        done = demos.load_demo(desk, console.step)
    if args.json:
        console.document({"client": done.client.name, "imports": done.imports, "goals": done.goals})
    console.say(
        say(
            "The example client {client} is there; new are {imports} {imports:import|imports} and {goals} "
            "{goals:goal|goals}.",
            client=done.client.name,
            imports=done.imports,
            goals=done.goals,
        )
    )
    return 0


def golden(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    written = write_expected(args.folder, load_catalog(settings.formats), force=args.force)
    for path in written:
        console.result(str(path))
    console.say(say("Read them against the samples before you commit them."))
    return 0
