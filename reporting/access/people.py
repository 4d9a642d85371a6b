"""Who is at the desk and what they may do (layer 4). Without sign-in there is one local person who may do all."""

from dataclasses import dataclass

from reporting.errors import NotAllowedError, say

PERMISSIONS = frozenset(
    {
        "reports.read",
        "reports.write",
        "reports.send",
        "reports.approve",
        "imports.write",
        "goals.write",
        "clients.write",
        "formats.write",
        "store.maintain",
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name for the audit trail, and permissions as `area.verb`."""

    name: str
    permissions: frozenset[str]

    def require(self, permission: str) -> None:
        """Raises NotAllowedError, naming what is missing."""
        if permission not in self.permissions:
            raise NotAllowedError(
                say("{person} may not do this.", person=self.name),
                why=say("It needs the permission {permission}.", permission=permission),
                todo=say("Ask an administrator of this installation."),
            )


def local_person(name: str) -> Person:
    """The one person of an installation without sign-in; the app then listens on this machine only."""
    return Person(name, PERMISSIONS)
