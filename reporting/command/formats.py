"""describe --write, and formats list, add, export, remove (layer 8)."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from reporting.actions import own_formats
from reporting.actions.desk import Desk, at_desk
from reporting.actions.drafting import written_draft
from reporting.actions.mapping import outline_of
from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.command.console import Console
from reporting.errors import ConflictError, FileError, say
from reporting.ingest.model import Found
from reporting.language import text
from reporting.settings import Settings


def formats(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    verbs = {"list": _list, "add": _add, "export": _export, "remove": _remove}
    with at_desk(settings) as desk:
        return verbs[args.verb](args, desk, console)


def write_format(  # noqa: PLR0917 -- what describe has at hand
    args: argparse.Namespace,
    settings: Settings,
    catalog: Catalog,
    console: Console,
    founds: Sequence[Found],
    given: Sequence[Upload],
) -> int:
    """A definition for the first table that no format knows, or for the one of --member."""
    target: Path = args.write
    if target.exists() and not args.force:
        raise ConflictError(
            say("{file} is there already.", file=str(target)),
            todo=say("Give another name, or --force to write over it."),
            code="FILE_EXISTS",
        )
    found = _to_map(founds, args.member)
    upload = next(upload for upload in given if upload.name == found.file)
    seen = outline_of(settings, catalog, upload, found.member)
    written = written_draft(seen, catalog, target.stem.replace("_", " "), console.lang)
    target.write_text(written.toml, encoding="utf-8", newline="\n")
    if args.json:
        points = [text(point, console.lang) for point in written.open_points]
        console.document({"file": str(target), "open": points})
    about = found.member or found.file
    console.say(say("A definition for {file} was written to {target}.", file=about, target=str(target)))
    unsaid = [column.heading for column in seen.columns if column.proposals and column.taken is None]
    if unsaid:
        console.say(say("Left out until you say what they mean (the file has proposals): {headings}.", headings=unsaid))
    for point in written.open_points:
        console.say(say("Still open: {point}", point=point))
    console.say(
        say("Finish it, then: {command}", command=f"python -m reporting formats add {target}")
        if written.open_points
        else say("Read it, then: {command}", command=f"python -m reporting formats add {target}")
    )
    return 0


def _to_map(founds: Sequence[Found], member: str | None) -> Found:
    wanted = [found for found in founds if member in (None, found.member)]
    unknown = [found for found in wanted if found.status == "unknown"]
    if unknown:
        return unknown[0]
    raise FileError(
        say("There is no table here that no format knows."),
        why=say("Tables found: {tables}.", tables=[found.member or found.file for found in founds]),
        todo=say("--member names a sheet or a file of a zip."),
        code="NOTHING_TO_MAP",
    )


def _list(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    own = own_formats.own_formats(desk)
    documents = [
        {
            "id": one.name.removesuffix(".toml"),
            "title": one.title[console.lang] if one.title else None,
            "amends": one.amends,
            "imports": one.uses,
            "faults": list(one.faults),
        }
        for one in own
    ]
    if args.json:
        console.document(documents)
        return 0
    shown = ("id", "title", "amends", "imports")
    console.table(shown, [[document[name] for name in shown] for document in documents])
    for one in own:
        for fault in one.faults:
            console.say(say("Set aside: {fault}", fault=fault))
    if not own:
        console.say(say("There are no own formats yet."))
    return 0


def _add(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    try:
        written = args.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            say("The file can’t be read as text."), where=str(args.file), todo=say("Correct the path."), code="NO_FILE"
        ) from error
    name = own_formats.keep(desk, written, over=args.force).removesuffix(".toml")
    if args.json:
        console.document({"id": name})
    console.say(say("{name} is a format of this installation now.", name=name))
    return 0


def _export(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    console.result(own_formats.own_format(desk, args.id).text.rstrip("\n"))
    return 0


def _remove(args: argparse.Namespace, desk: Desk, console: Console) -> int:
    own_formats.remove(desk, args.id)
    if args.json:
        console.document({"id": args.id})
    console.say(say("{name} is no format of this installation any more.", name=args.id))
    return 0
