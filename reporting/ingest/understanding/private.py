"""Files of the LinkedIn data archive: private letters and contacts, which have no place in a report (layer 2)."""

from reporting.catalog.folding import fold
from reporting.errors import FileError, say

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


def private_refusal(file: str, member: str | None) -> FileError | None:
    """The refusal, if the name is one of the archive's."""
    names = {fold(text.rsplit("/", maxsplit=1)[-1]) for text in (file, member or "")}
    if not names & _NAMES:
        return None
    return FileError(
        say("This is a file of LinkedIn’s data archive: private contacts or messages, not statistics."),
        where=", ".join(filter(None, (file, member))),
        todo=say(
            "It was not read further and nothing of it was kept. Export the page’s or profile’s analytics instead."
        ),
        code="PRIVATE",
    )
