"""Files of the LinkedIn data archive: private letters and contacts, which have no place in a report (layer 2)."""

from reporting.catalog.folding import fold
from reporting.errors import say
from reporting.ingest.model import Notice

_NAMES = frozenset(
    (
        "connections.csv",
        "messages.csv",
        "invitations.csv",
        "contacts.csv",
        "importedcontacts.csv",
        "profile.csv",
        "registration.csv",
        "phonenumbers.csv",
        "email addresses.csv",
        "logins.csv",
        "search queries.csv",
        "securitychallenges.csv",
    )
)


def private_notice(file: str, member: str | None) -> tuple[Notice, ...] | None:
    """The refusal, if the name is one of the archive's."""
    names = {fold(text.rsplit("/", maxsplit=1)[-1]) for text in (file, member or "")}
    if not names & _NAMES:
        return None
    return (
        Notice(
            "error", say("This is a file of LinkedIn’s data archive: private contacts or messages, not statistics.")
        ),
        Notice(
            "info",
            say(
                "It was not read further and nothing of it was kept. Export the page’s or profile’s analytics instead."
            ),
        ),
    )
