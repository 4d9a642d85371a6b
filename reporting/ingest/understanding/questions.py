"""What a file can't tell, and what its name suggests (layer 2, pure)."""

import datetime as dt
import re
from collections.abc import Mapping

from reporting.catalog.format import Format
from reporting.errors import say
from reporting.ingest.model import Answers, Question

_DAYS = ("%Y-%m-%d", "%Y%m%d", "%b-%d-%Y", "%Y.%m.%d")


def hints(fmt: Format, name: str, member: str | None) -> Mapping[str, str]:
    """What the patterns of the format find in the file's name or the member's: account, from, to, until."""
    for pattern in fmt.names:
        for text in (name, *((member,) if member else ())):
            found = re.search(pattern, text)
            if found and found.groupdict():
                return {key: value.strip() for key, value in found.groupdict().items() if value}
    return {}


def last_day(hinted: Mapping[str, str]) -> dt.date | None:
    """The last day that the name states."""
    return _day(hinted.get("until") or hinted.get("to"))


def stated_days(fmt: Format, name: str, member: str | None) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that the name of a file states, if it states both."""
    hinted = hints(fmt, name, member)
    first, last = _day(hinted.get("from")), last_day(hinted)
    return (first, last) if first and last and first <= last else None


def _day(text: str | None) -> dt.date | None:
    for form in _DAYS if text else ():
        try:
            return dt.datetime.strptime(text or "", form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def platform_of(fmt: Format, titled: str | None, answers: Answers) -> str | None:
    """The network: the format's, the title's, or the answer where it is one of the format's."""
    if fmt.platform is not None or titled is not None:
        return fmt.platform or titled
    return answers.platform if answers.platform in fmt.platforms else None


def platform_question(fmt: Format) -> Question:
    return Question("platform", say("Which network is this file from? It doesn’t say."), fmt.platforms)


def account_question(hinted: Mapping[str, str]) -> Question:
    return Question("account", say("Whose account is this file from? It doesn’t say."), proposal=hinted.get("account"))


def until_question(taken: dt.date) -> Question:
    return Question(
        "until",
        say("Which is the last day of this file? Its dates have no year."),
        proposal=taken.isoformat(),
    )


def order_question() -> Question:
    return Question(
        "order",
        say("Are the dates of this file day/month or month/day? Every one of them could be both."),
        ("dmy", "mdy"),
    )


def format_question(ids: tuple[str, ...]) -> Question:
    return Question("format", say("Several formats fit this file. Which is it?"), ids)
