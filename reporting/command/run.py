"""From the words typed to an exit code: 0 done, 1 refused or failed, 2 wrong usage (layer 8)."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from reporting.command import (
    figures,
    formats,
    goals,
    issues,
    labels,
    repairs,
    reports,
    rules,
    taking,
    trust,
    upkeep,
    watching,
)
from reporting.command.arguments import parser
from reporting.command.console import Console
from reporting.errors import BilanError, say
from reporting.language import LANGUAGES, Language, as_language
from reporting.settings import Settings, from_environment

Command = Callable[[argparse.Namespace, Settings, Console], int]

COMMANDS: Mapping[str, Command] = {
    "describe": taking.describe,
    "import": lambda args, *rest: (watching.watch if args.watch else taking.take_in)(args, *rest),
    "imports": taking.imports,
    "rules": rules.rules,
    "undo": taking.undo,
    "formats": formats.formats,
    "repair": repairs.repair,
    "health": repairs.health,
    "query": figures.query,
    "goals": goals.goals,
    "labels": labels.labels,
    "marks": labels.marks,
    "report": reports.report,
    "recipients": reports.recipients,
    "issues": issues.issues,
    "coverage": trust.coverage,
    "reconcile": trust.reconcile,
    "rejected": trust.rejected,
    "replay": trust.replay,
    "rebuild": upkeep.rebuild,
    "verify": upkeep.verify,
    "backup": upkeep.backup,
    "restore": upkeep.restore,
    "demo": upkeep.demo,
    "golden": upkeep.golden,
}
INTERRUPTED = 130


def main(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Exits by itself (2) only for wrong usage, as argparse does."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text file here
    console = Console(_language(argv, environ))
    args = parser(console.lang).parse_args(argv)
    args.json = getattr(args, "json", False)
    try:
        settings = from_environment(environ, home=getattr(args, "home", None))
        code = COMMANDS[args.command](args, settings, console)
        sys.stdout.flush()
    except BilanError as error:
        console.fault(error)
        return 1
    except KeyboardInterrupt:
        console.say(say("Stopped. What was taken in before stays; nothing is half done."))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading has gone (`… | head`): that is theirs to decide.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _language(argv: Sequence[str], environ: Mapping[str, str]) -> Language:
    """--lang, else REPORTING_LANGUAGE, else the machine's; needed before the arguments are read, for their help."""
    typed = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    typed.add_argument("--lang", choices=LANGUAGES)
    try:
        said = typed.parse_known_args(argv)[0].lang
    except argparse.ArgumentError:
        said = None
    machine = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return as_language(said or environ.get("REPORTING_LANGUAGE") or machine.replace(".", "-"))
