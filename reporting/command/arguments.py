"""What can be typed after `python -m reporting` (layer 8)."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from reporting.catalog.model import Readers
from reporting.command.goal_arguments import goals, labels, marks
from reporting.language import LANGUAGES, Language, translator
from reporting.periods import COMPARISONS

Words = Callable[..., str]
SPLITS = ("platform", "account", "day", "week", "month", "media_type", "post", "hour", "weekday", "kind")


def parser(lang: Language) -> argparse.ArgumentParser:
    """Options that every command has may stand before or after it."""
    t = translator(lang)
    everywhere = _everywhere(t)
    top = argparse.ArgumentParser(
        prog="python -m reporting",
        description=t("Bilan: from the exports of platforms to goals judged and a report, all in one folder of yours."),
        parents=[everywhere],
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says, parents=[everywhere])

    _files(command, t)
    _figures(command, everywhere, t)
    _trust(command, t)
    _upkeep(command, t)
    return top


def _everywhere(t: Words) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument(
        "--home", type=Path, metavar="DIR", help=t("where the data lies (REPORTING_HOME, else ./data)")
    )
    options.add_argument("--lang", choices=LANGUAGES, help=t("language of the messages, and of a report"))
    options.add_argument("--json", action="store_true", help=t("the result as one JSON document"))
    return options


Command = Callable[[str, str], argparse.ArgumentParser]


def _files(command: Command, t: Words) -> None:
    describe = command("describe", t("what each file is; changes nothing"))
    _paths(describe, t)
    _answers(describe, t)
    describe.add_argument(
        "--write", type=Path, metavar="FORMAT.toml", help=t("write a definition for a table that no format knows")
    )
    describe.add_argument("--member", metavar="M", help=t("with --write: the sheet, or the file of a zip"))
    describe.add_argument("--force", action="store_true", help=t("with --write: also over a file that is there"))
    take = command("import", t("take files in; a receipt for each table found"))
    _paths(take, t)
    take.add_argument("--client", metavar="NAME", help=t("whose files they are; made if new. Known accounts need none"))
    _answers(take, t)
    take.add_argument("--dry-run", action="store_true", help=t("say what would become of each table; store nothing"))
    take.add_argument("--watch", action="store_true", help=t("go on looking into the folders for new files"))
    take.add_argument("--every", type=_seconds, default=10.0, metavar="SECONDS", help=t("between two looks"))
    take.add_argument("--once", action="store_true", help=t("with --watch: end after what is there now"))
    take.add_argument(
        "--strict", action="store_true", help=t("refuse a file as soon as one of its rows would not go in")
    )
    repair = command("repair", t("what has changed in exports that nearly are a format"))
    _paths(repair, t)
    repair.add_argument(
        "--accept", action="store_true", help=t("keep the proposals: such files are known from then on")
    )
    command("health", t("what was seen of each format, and what has changed"))
    listed = command("imports", t("the list of imports that count"))
    listed.add_argument("--client", metavar="NAME", help=t("of this client only"))
    _rules(command("rules", t("whose are files that no known account leads to its client")), t)
    undo = command("undo", t("take one import back"))
    undo.add_argument("number", type=int, metavar="IMPORT", help=t("its number in the list of imports"))
    _own_formats(command("formats", t("the formats that this installation has made")), t)


def _own_formats(own: argparse.ArgumentParser, t: Words) -> None:
    verbs = own.add_subparsers(dest="verb", metavar="list|add|export|remove", required=True)
    everywhere = _everywhere(t)
    verbs.add_parser("list", help=t("own formats, and imports that were read with them"), parents=[everywhere])
    adding = verbs.add_parser("add", help=t("use a definition from now on"), parents=[everywhere])
    adding.add_argument("file", type=Path, metavar="FORMAT.toml", help=t("as describe --write makes it"))
    adding.add_argument("--force", action="store_true", help=t("also in the place of one of the same name"))
    for name, says in (("export", t("print its definition")), ("remove", t("no longer use it"))):
        verb = verbs.add_parser(name, help=says, parents=[everywhere])
        verb.add_argument("id", metavar="ID", help=t("as in the list"))


def _rules(rules: argparse.ArgumentParser, t: Words) -> None:
    verbs = rules.add_subparsers(dest="verb", metavar="list|add|move|remove", required=True)
    everywhere = _everywhere(t)
    verbs.add_parser("list", help=t("rules in the order in which they are asked"), parents=[everywhere])
    adding = verbs.add_parser("add", help=t("add a rule behind the others"), parents=[everywhere])
    _client(adding, t)
    adding.add_argument("--path", metavar="PATTERN", help=t("a folder, as Acme/, or a pattern, as *acme*.csv"))
    adding.add_argument("--named", metavar="TEXT", help=t("a text in the account’s name or id"))
    adding.add_argument("--of-platform", metavar="P", help=t("only files of this platform"))
    adding.add_argument("--account", metavar="A", help=t("the account, where the file doesn’t name it"))
    adding.add_argument("--platform", metavar="P", help=t("the platform, where the file can’t tell"))
    moving = verbs.add_parser("move", help=t("ask a rule earlier or later"), parents=[everywhere])
    moving.add_argument("number", type=int, metavar="RULE", help=t("its number in the list of rules"))
    moving.add_argument("steps", type=int, metavar="STEPS", help=t("below 0 is earlier: -1 is one place up"))
    removing = verbs.add_parser("remove", help=t("take a rule away"), parents=[everywhere])
    removing.add_argument("number", type=int, metavar="RULE", help=t("its number in the list of rules"))


def _paths(to: argparse.ArgumentParser, t: Words) -> None:
    to.add_argument("paths", nargs="+", type=Path, metavar="FILE|FOLDER|ZIP", help=t("files, or folders of them"))


def _answers(to: argparse.ArgumentParser, t: Words) -> None:
    to.add_argument("--platform", metavar="P", help=t("the platform, where the file can’t tell"))
    to.add_argument("--account", metavar="A", help=t("the account, where the file doesn’t name it"))
    to.add_argument("--until", type=_day, metavar="D", help=t("last day of the file, where its dates have no year"))
    to.add_argument("--format", metavar="F", help=t("the format, where several fit the file"))
    to.add_argument("--order", choices=("mdy", "dmy"), help=t("month or day first, where no date of the file tells"))


def _figures(command: Command, everywhere: argparse.ArgumentParser, t: Words) -> None:
    query = command("query", t("figures, or the SQL behind them"))
    query.add_argument("metrics", nargs="+", metavar="METRIC", help=t("ids of metrics"))
    _client(query, t)
    query.add_argument("--from", dest="first", type=_day, metavar="D", help=t("first day, as 2026-10-01"))
    query.add_argument("--to", dest="last", type=_day, metavar="D", help=t("last day, as 2026-10-31"))
    query.add_argument("--period", metavar="P", help=t("instead of two days: 2026-10, 2026-Q4, 2026-W44 or 2026"))
    query.add_argument("--by", action="append", choices=SPLITS, default=[], help=t("one row for each; may be repeated"))
    query.add_argument("--compare", action="append", choices=COMPARISONS, default=[], help=t("beside which period"))
    query.add_argument("--platform", action="append", default=[], metavar="P", help=t("of this platform only"))
    query.add_argument("--pillar", action="append", default=[], metavar="NAME", help=t("posts of this pillar only"))
    query.add_argument("--campaign", action="append", default=[], metavar="NAME", help=t("posts of this campaign only"))
    query.add_argument("--sql", action="store_true", help=t("show the statement instead of running it"))
    goals(command("goals", t("goals: what is aimed at, and where each stands")), everywhere, t)
    labels(command("labels", t("content pillars and campaigns: which posts are of them")), everywhere, t)
    marks(command("marks", t("dated notes: what happened on a day of a client")), everywhere, t)
    _report(command("report", t("the workbook")), t)
    _issues(command("issues", t("reports that were kept as they were")), everywhere, t)
    _recipients(command("recipients", t("who gets a client’s reports by mail")), t)


def _report(report: argparse.ArgumentParser, t: Words) -> None:
    whose = report.add_mutually_exclusive_group(required=True)
    whose.add_argument("--client", metavar="NAME")
    whose.add_argument("--all-clients", action="store_true", help=t("one workbook for each client, into a folder"))
    report.add_argument(
        "--period", required=True, metavar="P", help=t("2026-10, 2026-Q4, 2026-W44, 2026 or last-month")
    )
    report.add_argument(
        "--recipe", default="monthly", metavar="NAME", help=t("which kind of report; own ones lie in HOME/recipes")
    )
    report.add_argument(
        "--readers", choices=get_args(Readers), help=t("whom it is for: personal data and hours are internal")
    )
    report.add_argument(
        "--compare",
        choices=(*COMPARISONS, "both", "none"),
        help=t("beside which period; without it, as the recipe says"),
    )
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help=t("where it is written"))
    report.add_argument("--data", action="store_true", help=t("the rows behind it as CSV and Parquet, in a zip"))
    report.add_argument("--mail", action="store_true", help=t("send each to its client’s recipients, once a period"))
    report.add_argument("--again", action="store_true", help=t("with --mail: also what was sent before"))
    report.add_argument("--pdf", action="store_true", help=t("as a PDF instead of a workbook; needs LibreOffice"))
    report.add_argument(
        "--lint", action="store_true", help=t("say what is wrong with it; exit code 1 where there is an error")
    )
    report.add_argument(
        "--freeze", action="store_true", help=t("keep it as an issue: as it is now, it can be opened again")
    )


def _recipients(recipients: argparse.ArgumentParser, t: Words) -> None:
    """Without addresses they are listed."""
    recipients.add_argument("--client", metavar="NAME", help=t("of this client only"))
    recipients.add_argument("--set", nargs="*", metavar="ADDRESS", help=t("these and no others; none: nobody"))


def _issues(kept: argparse.ArgumentParser, everywhere: argparse.ArgumentParser, t: Words) -> None:
    verbs = kept.add_subparsers(dest="verb", metavar="list|show|diff|approve", required=True)
    listed = verbs.add_parser("list", help=t("newest first"), parents=[everywhere])
    listed.add_argument("--client", metavar="NAME", help=t("of this client only"))
    listed.add_argument("--period", metavar="P", help=t("2026-10, 2026-Q4, 2026-W44 or 2026"))
    show = verbs.add_parser("show", help=t("its figures and remarks, or its workbook"), parents=[everywhere])
    show.add_argument("-o", "--output", type=Path, metavar="FILE", help=t("write the workbook as it was kept"))
    diff = verbs.add_parser("diff", help=t("which figures differ, and what made them so"), parents=[everywhere])
    approve = verbs.add_parser("approve", help=t("say that it is the one; it can’t be undone"), parents=[everywhere])
    for verb in (show, diff, approve):
        verb.add_argument("number", type=int, metavar="ISSUE", help=t("its number in the list of issues"))
    diff.add_argument(
        "other", nargs="?", type=int, metavar="ISSUE", help=t("without it: against what a new one would be")
    )


def _client(to: argparse.ArgumentParser, t: Words) -> None:
    to.add_argument("--client", required=True, metavar="NAME", help=t("the client’s name"))


def _trust(command: Command, t: Words) -> None:
    _client(command("coverage", t("the weeks that are missing, and what to download next")), t)
    check = command("reconcile", t("the totals of each file against the figures of the same days, with the reasons"))
    check.add_argument("number", nargs="?", type=int, metavar="IMPORT", help=t("only this one of the list of imports"))
    check.add_argument("--client", metavar="NAME", help=t("of this client only"))
    rejected = command("rejected", t("the rows of an import that stayed out, as CSV"))
    rejected.add_argument("number", type=int, metavar="IMPORT", help=t("its number in the list of imports"))
    rejected.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help=t("where it is written"))
    replay = command("replay", t("read imports again by the definitions of today"))
    replay.add_argument(
        "numbers",
        nargs="*",
        type=int,
        metavar="IMPORT",
        help=t("without any: those whose definition has changed since"),
    )
    replay.add_argument("--format", metavar="F", help=t("those of this format"))
    replay.add_argument("--client", metavar="NAME", help=t("those of this client"))
    replay.add_argument("--dry-run", action="store_true", help=t("show what would change; store nothing"))


def _upkeep(command: Command, t: Words) -> None:
    command("rebuild", t("make every fact again from the originals"))
    command("verify", t("hold the facts against the originals; changes nothing"))
    command("backup", t("the whole installation into a new folder")).add_argument("folder", type=Path, metavar="DIR")
    command("restore", t("a backup into an empty home")).add_argument("folder", type=Path, metavar="DIR")
    command("demo", t("an example client, through the ordinary import"))
    golden = command("golden", t("write the expected rows beside the samples of a format"))
    golden.add_argument("folder", type=Path, metavar="sample_data/FORMAT")
    golden.add_argument("--force", action="store_true", help=t("also over expected rows that are there"))


def _seconds(written: str) -> float:
    seconds = float(written)
    if not 0 < seconds < float("inf"):
        raise ValueError(written)
    return seconds


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
