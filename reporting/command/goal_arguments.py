"""What can be typed after goals, labels and marks (layer 8)."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

Words = Callable[..., str]
KINDS = ("pillar", "campaign")
_SCOPE = "PLATFORM|account:NAME|media_type:M|pillar:NAME|campaign:NAME"


def goals(command: argparse.ArgumentParser, everywhere: argparse.ArgumentParser, t: Words) -> None:
    verbs = command.add_subparsers(dest="verb", metavar="list|set|edit|remove|history|import|template", required=True)

    def verb(name: str, says: str, default: str | None = None) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=says, description=says, parents=[everywhere], argument_default=default)

    listed = verb("list", t("goals and where they stand"))
    listed.add_argument("--client", metavar="NAME", help=t("of this client only"))
    listed.add_argument("--period", metavar="P", help=t("of this period only"))
    _set(verb("set", t("set a goal, or one for each month of a period")), t)
    _edit(verb("edit", t("change a goal; what is not named stays"), argparse.SUPPRESS), t)
    removing = verb("remove", t("take a goal away"))
    _number(removing, t)
    removing.add_argument("--reason", default="", help=t("why"))
    _number(verb("history", t("every change of a goal, also of one that was taken away")), t)
    _files(verb("import", t("targets from an Excel or CSV file")), verb("template", t("an Excel file to fill in")), t)


def _set(setting: argparse.ArgumentParser, t: Words) -> None:
    _client(setting, t)
    setting.add_argument("--metric", required=True, metavar="METRIC")
    setting.add_argument("--kind", required=True, metavar="KIND")
    setting.add_argument("--period", required=True, metavar="P")
    aim = setting.add_mutually_exclusive_group(required=True)
    aim.add_argument("--target", type=float, metavar="N")
    aim.add_argument("--targets", type=_numbers, metavar="N,N,…", help=t("with --every month: one for each month"))
    setting.add_argument("--every", choices=("month",), help=t("one goal for each month of the period"))
    setting.add_argument("--scope", action="append", default=[], metavar=_SCOPE, help=t("only of these"))
    setting.add_argument("--stretch", type=float, metavar="N", help=t("the ambitious value beyond the target"))
    setting.add_argument("--baseline", type=float, metavar="N", help=t("the level that growth starts from"))
    setting.add_argument("--baseline-period", metavar="P", help=t("the period that growth is measured against"))
    setting.add_argument("--objective", metavar="NAME", help=t("a name that several goals share"))
    setting.add_argument("--weight", type=float, default=1.0, metavar="N", help=t("its share of the objective"))
    setting.add_argument("--owner")
    setting.add_argument("--note")


def _edit(editing: argparse.ArgumentParser, t: Words) -> None:
    """What isn't typed isn't there afterwards, and stays as it is."""
    _number(editing, t)
    editing.add_argument("--reason", required=True, help=t("why it is changed"))
    editing.add_argument("--kind", metavar="KIND")
    editing.add_argument("--period", metavar="P")
    editing.add_argument("--target", type=float, metavar="N")
    editing.add_argument("--scope", action="append", metavar=_SCOPE, help=t("all: of everything"))
    for name in ("stretch", "baseline"):
        editing.add_argument(f"--{name}", type=_number_or_none, metavar="N|none")
    editing.add_argument("--baseline-period", metavar="P|none")
    editing.add_argument("--weight", type=float, metavar="N")
    for name in ("objective", "owner", "note"):
        editing.add_argument(f"--{name}", metavar="TEXT")


def _files(taking: argparse.ArgumentParser, making: argparse.ArgumentParser, t: Words) -> None:
    taking.add_argument(
        "file", type=Path, metavar="FILE", help=t("the template filled in, or a table with its headings")
    )
    taking.add_argument("--client", metavar="NAME", help=t("whose rows are that name no client"))
    taking.add_argument("--dry-run", action="store_true", help=t("say what would change; store nothing"))
    taking.add_argument("--strict", action="store_true", help=t("take nothing if a row can’t be read"))
    making.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help=t("where it is written"))
    making.add_argument("--client", metavar="NAME", help=t("of this client only"))
    making.add_argument("--filled", action="store_true", help=t("with the goals that are set"))


def labels(command: argparse.ArgumentParser, everywhere: argparse.ArgumentParser, t: Words) -> None:
    verbs = command.add_subparsers(dest="verb", metavar="list|add|remove", required=True)
    listed = verbs.add_parser("list", help=t("pillars and campaigns, and their words"), parents=[everywhere])
    listed.add_argument("--client", metavar="NAME", help=t("of this client only"))
    adding = verbs.add_parser("add", help=t("name a pillar or a campaign"), parents=[everywhere])
    _client(adding, t)
    adding.add_argument("--kind", required=True, choices=KINDS)
    adding.add_argument("--name", required=True)
    adding.add_argument(
        "--word", action="append", default=[], metavar="WORD", help=t("a word or hashtag of its posts; may be repeated")
    )
    adding.add_argument(
        "--period", metavar="P", help=t("the days of a campaign: a period, or two dates with .. between")
    )
    removing = verbs.add_parser("remove", help=t("take a pillar or a campaign away"), parents=[everywhere])
    removing.add_argument("number", type=int, metavar="LABEL", help=t("its number in the list of labels"))


def marks(command: argparse.ArgumentParser, everywhere: argparse.ArgumentParser, t: Words) -> None:
    verbs = command.add_subparsers(dest="verb", metavar="list|add|remove", required=True)
    listed = verbs.add_parser("list", help=t("notes in order of their days"), parents=[everywhere])
    listed.add_argument("--client", metavar="NAME", help=t("of this client only"))
    listed.add_argument("--period", metavar="P", help=t("of this period only"))
    adding = verbs.add_parser("add", help=t("write down what happened"), parents=[everywhere])
    _client(adding, t)
    adding.add_argument("--day", required=True, type=dt.date.fromisoformat, metavar="D")
    adding.add_argument("--text", required=True)
    removing = verbs.add_parser("remove", help=t("take a note away"), parents=[everywhere])
    removing.add_argument("number", type=int, metavar="NOTE", help=t("its number in the list of notes"))


def _client(to: argparse.ArgumentParser, t: Words) -> None:
    to.add_argument("--client", required=True, metavar="NAME", help=t("the client’s name"))


def _number(to: argparse.ArgumentParser, t: Words) -> None:
    to.add_argument("number", type=int, metavar="GOAL", help=t("its number in the list of goals"))


def _numbers(written: str) -> tuple[float, ...]:
    return tuple(float(one) for one in written.split(","))


def _number_or_none(written: str) -> float | None:
    return None if written == "none" else float(written)
