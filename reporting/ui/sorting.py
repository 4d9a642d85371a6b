"""The files of a basket by what is to be done with them (layer 8): clear, doubtful, there already, refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.actions.importing import is_clear
from reporting.ingest.model import MUST_BE_ANSWERED, Found
from reporting.ui.basket import Basket
from reporting.ui.visit import Visit
from reporting.warehouse.sharing import Share

State = Literal["clear", "doubtful", "known", "refused"]


@dataclass(frozen=True, slots=True)
class Sorted:
    """One file. twin is the file of the same bytes that came before it in the basket.

    agreeable: it could go in as it is, though there is something to say about it; ownerless: only a client is missing;
    leaves: nothing but its rejected rows, and perhaps a client, has to be decided.
    """

    name: str
    state: State
    founds: tuple[Found, ...]
    shares: tuple[Share, ...]
    twin: str | None = None
    agreeable: bool = False
    ownerless: bool = False
    leaves: bool = False

    @property
    def rejected(self) -> int:
        return sum(share.found.rejected for share in self.shares if not share.earlier)

    @property
    def nobodys(self) -> list[Share]:
        return [share for share in self.shares if share.client is None]


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Accounts that nobody owns, or files that name none, and the files that are about them."""

    platform: str | None
    names: tuple[str, ...]
    folder: str
    files: tuple[str, ...]


def sort_out(visit: Visit, basket: Basket) -> list[Sorted]:
    """In the order of the drop, the files that were read."""
    by_file: dict[str, list[Share]] = {}
    for share in basket.shares(visit.desk):
        by_file.setdefault(share.found.file, []).append(share)
    first: dict[object, str] = {}
    told: list[Sorted] = []
    for name, upload in basket.uploads.items():
        founds = tuple(basket.founds.get(name, ()))
        if founds:
            twin = first.setdefault((founds[0].sha256, upload.answers), name)
            told.append(_sorted(basket, name, founds, tuple(by_file.get(name, ())), None if twin == name else twin))
    return told


def unclaimed(files: Sequence[Sorted]) -> list[Unclaimed]:
    """By account; files that name none by their folder."""
    groups: dict[tuple[str | None, tuple[str, ...], str], list[str]] = {}
    for file in files:
        for share in file.nobodys if file.state == "doubtful" else ():
            groups.setdefault(_about(share), []).append(file.name)
    return [Unclaimed(*key, tuple(dict.fromkeys(names))) for key, names in groups.items()]


def is_of(share: Share, group: Unclaimed) -> bool:
    return _about(share) == (group.platform, group.names, group.folder)


def _about(share: Share) -> tuple[str | None, tuple[str, ...], str]:
    names = tuple(account.name for account in share.found.accounts)
    return share.found.platform, names, "" if names else share.found.file.rpartition("/")[0]


def _sorted(
    basket: Basket, name: str, founds: tuple[Found, ...], shares: tuple[Share, ...], twin: str | None
) -> Sorted:
    if twin:
        return Sorted(name, "known", founds, shares, twin)
    if shares and all(share.earlier for share in shares):
        return Sorted(name, "known", founds, shares)
    if not shares:
        state: State = "refused" if all(found.status == "refused" for found in founds) else "doubtful"
        return Sorted(name, state, founds, shares)
    asked = {question.about for found in founds for question in found.questions}
    stuck = bool(asked & MUST_BE_ANSWERED)
    odd = any(share.against or share.found.rejected for share in shares if not share.earlier)
    odd = odd or bool(asked) or any(found.status != "recognised" for found in founds)
    nobodys = [share for share in shares if share.client is None]
    agreed, agreeable = name in basket.agreed, not stuck and len(nobodys) < len(shares)
    clear = is_clear(founds, shares) or (agreed and agreeable)
    return Sorted(
        name,
        "clear" if clear else "doubtful",
        founds,
        shares,
        agreeable=agreeable and bool(odd or nobodys),
        ownerless=not stuck and bool(nobodys) and (agreed or not odd),
        leaves=not stuck and not agreed and any(share.found.rejected for share in shares if not share.earlier),
    )
