"""report, recipients (layer 8)."""

import argparse
import datetime as dt
import zoneinfo

from reporting.actions import clients, mailing
from reporting.actions.batch import BatchQuery, Failure, build_batch
from reporting.actions.desk import at_desk
from reporting.actions.mailing import Sending
from reporting.command.console import Console
from reporting.command.making import Maker
from reporting.errors import BilanError, say
from reporting.language import as_language
from reporting.periods import COMPARISONS, Comparison, parse_from
from reporting.settings import Settings

WRONG_USAGE = 2


def report(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """In the client's language unless --lang says another. A client whose report fails doesn't keep the others.

    Exit code 1 where one fails, and with --lint where one has an error.
    """
    if args.output is None and not (args.lint or args.freeze):
        console.say(say("It isn’t said where the report is written. Add `-o FILE`, or `--lint`."))
        return WRONG_USAGE
    if args.mail and (args.output is None or args.data or args.pdf):
        console.say(say("Mail carries workbooks: `--mail` needs `-o`, and goes with neither `--data` nor `--pdf`."))
        return WRONG_USAGE
    period = parse_from(args.period, dt.datetime.now(zoneinfo.ZoneInfo(settings.timezone)).date())
    lang = as_language(args.lang) if "lang" in args else None
    with at_desk(settings) as desk:
        wanted = () if args.all_clients else (clients.client_called(desk, args.client).id,)
        maker = Maker(args, desk, console)
        query = BatchQuery(period, args.recipe, lang, wanted, _compared(args.compare), args.readers)
        batch = build_batch(desk, query, maker, console.step)
        _tell_failures(batch.failures, console)
        sending = mailing.send_batch(desk, batch, maker.read, console.step, again=args.again) if args.mail else None
    failed = bool(batch.failures) or maker.errors > 0
    if sending:
        _tell_sending(sending, console)
        maker.note_sent(sending)
        failed = failed or bool(sending.failures)
    if args.json:
        console.document(maker.documents)
    return 1 if failed else 0


def _compared(asked: str | None) -> tuple[Comparison, ...] | None:
    """None: as the recipe says."""
    if asked is None:
        return None
    return tuple(one for one in COMPARISONS if asked in {one, "both"})


def _tell_sending(sending: Sending, console: Console) -> None:
    for one in sending.sent:
        console.say(say("{file}: sent to {addresses}.", file=one.file_name, addresses=list(one.addresses)))
    for client in sending.before:
        console.say(say("{client}: sent before; --again sends it once more.", client=client.name))
    for client in sending.nobody:
        console.say(say("{client}: has no recipients.", client=client.name))
    _tell_failures(sending.failures, console)


def _tell_failures(failures: tuple[Failure, ...], console: Console) -> None:
    for one in failures:
        what, *rest = one.why
        told = say("{client}: {what}", client=one.client.name, what=what)
        console.fault(BilanError(told, why=rest[0] if rest else None, todo=rest[1] if rest[1:] else None))


def recipients(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    """List them, or set those of one client."""
    with at_desk(settings) as desk:
        of = clients.client_called(desk, args.client) if args.client else None
        if args.set is not None:
            if of is None:
                raise BilanError(say("Whose recipients are these?"), todo=say("Name the client with --client."))
            mailing.save_recipients(desk, of.id, args.set)
        known, listed = mailing.recipient_list(desk), [of] if of else clients.client_list(desk)
    if args.json:
        console.document({client.name: list(known.get(client.id, ())) for client in listed})
        return 0
    for client in listed:
        console.result(f"{client.name}: {', '.join(known.get(client.id, ())) or '–'}")
    return 0
