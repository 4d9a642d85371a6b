"""Competition and audience of a report: tracked pages by network, make-up of audiences, and their rows (layer 7)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.report_data import who
from reporting.catalog.model import Recipe
from reporting.errors import Sentence, say
from reporting.language import Language, text
from reporting.metrics import makeup, rivals
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.rivals import FIGURES, PARTS, Source, Stretch
from reporting.periods import Period
from reporting.warehouse.model import Account, Client
from reporting.workbook.market_model import MakeUp, MarketPart, People, RivalPage, RivalSet, Unfit, Values
from reporting.workbook.model import Cell, DataColumn, DataTable, Window
from reporting.workbook.sheets.content import media_label
from reporting.workbook.styles import date_format

_SOURCES: tuple[Source, ...] = ("rival_period", "rival_post")
_FILLING = {"and", "et", "und", "the", "le", "la", "les", "l", "page"}
_EXCERPT = 300
_AMOUNTS = ("rival_followers", "rival_new_followers", "rival_posts", "rival_engagements")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Market:
    """For which report: whose, in which recipe, windows and language. The windows may be cut, the period is whole."""

    client: Client
    accounts: Sequence[Account]
    recipe: Recipe
    period: Period
    windows: Sequence[Window]
    lang: Language


def market_part(desk: Desk, asked: Market) -> tuple[MarketPart, tuple[DataTable, ...]]:
    """Only what the recipe's sheets show."""
    kinds = {sheet.kind for sheet in asked.recipe.sheets}
    tracked = _Tracked(desk, asked) if "competition" in kinds else None
    people = _people(desk, asked) if "audience" in kinds else []
    made = tuple(_makeups(people, {one.id: one for one in asked.accounts}))
    imports = {id_ for row in people for id_ in row["import_ids"]} | (tracked.imports if tracked else set())
    sets = tracked.sets if tracked else ()
    known = {id_ for one in sets for page in one.pages for id_, values in page.figures.items() if any(_given(values))}
    known |= {"audience_share"} if made else set()
    part = MarketPart(
        sets=sets,
        unfit=tracked.unfit if tracked else (),
        makeups=made,
        measures=tuple(id_ for id_ in desk.catalog.measures if id_ in known),
        imports=tuple(sorted(imports)),
        periods=tuple(_whole(asked)),
    )
    return part, tracked.tables if tracked else ()


def _whole(asked: Market) -> list[Period]:
    """The windows as long as they are; the report's own may be cut at the last day of its networks."""
    whole = {
        "period": asked.period,
        "previous": asked.period.previous(),
        "last_year": asked.period.year_before(),
    }
    return [whole[window.id] for window in asked.windows]


def _given(values: Values) -> list[bool]:
    return [value is not None for value in values]


class _Tracked:
    """Asks once for everything that tracked pages of a report show."""

    def __init__(self, desk: Desk, asked: Market) -> None:
        self._catalog, self._asked = desk.catalog, asked
        self._engine = DuckDBEngine(desk.store)
        self._accounts = {account.id: account for account in asked.accounts}
        self._spans = {window.id: period for window, period in zip(asked.windows, _whole(asked), strict=True)}
        self._exports = self._periods(rivals.exports(asked.client.id).found(self._engine))
        chosen = {"rival_period": self._of_exports(), "rival_post": self._of_posts()}
        now = {one.account for one in chosen["rival_period"] if one.span == "period"}
        chosen["rival_post"] = [one for one in chosen["rival_post"] if one.account not in now]
        self._chosen: dict[Source, list[Stretch]] = {s: self._with_now(chosen[s]) for s in _SOURCES}
        self._numbers: dict[tuple[int, str], int] = {}
        self.sets = tuple(self._sets())

    def _periods(self, found: Iterable[Row]) -> dict[int, list[Period]]:
        made: dict[int, list[Period]] = {}
        for row in found:
            if row["account_id"] in self._accounts:
                made.setdefault(row["account_id"], []).append(Period(row["first"], row["last"]))
        return made

    def _of_exports(self) -> list[Stretch]:
        return [
            Stretch(span, account, days)
            for account, periods in self._exports.items()
            for span, whole in self._spans.items()
            for days in rivals.fitting(periods, whole)
        ]

    def _of_posts(self) -> list[Stretch]:
        known = self._periods(rivals.known_posts(self._asked.client.id).found(self._engine))
        return [
            Stretch(span, account, days)
            for account, (stretch,) in known.items()
            for span, whole in self._spans.items()
            if (days := rivals.within(stretch, whole)) is not None
        ]

    @staticmethod
    def _with_now(chosen: list[Stretch]) -> list[Stretch]:
        """What the period itself has no figures of is not shown."""
        now = {one.account for one in chosen if one.span == "period"}
        return [one for one in chosen if one.account in now]

    def _sets(self) -> Iterable[RivalSet]:
        order = list(self._catalog.theme.platforms)
        made = [one for source in _SOURCES if self._chosen[source] for one in self._of_source(source)]
        made.sort(key=lambda one: (order.index(one.platform), one.account))
        return made

    def _of_source(self, source: Source) -> Iterable[RivalSet]:
        found = rivals.pages(source, self._asked.client.id, self._chosen[source]).found(self._engine)
        for account in sorted({row["account_id"] for row in found}):
            mine = [row for row in found if row["account_id"] == account]
            yield self._set(source, self._accounts[account], mine)

    def _set(self, source: Source, account: Account, found: Sequence[Row]) -> RivalSet:
        names = sorted({row["rival"] for row in found})
        own = self._own(account, names)
        by = {(row["rival"], row["span"]): row for row in found}
        pages = [self._page(account, name, own, by) for name in names]
        counted = [
            tuple(sorted(c.days for c in self._chosen[source] if (c.account, c.span) == (account.id, span)))
            for span in self._spans
        ]
        made_of = tuple(part for part in PARTS if found[0]["kind"] == "parts" and found[0][f"has_{part}"])
        return RivalSet(
            account.id,
            account.platform,
            account.name,
            source,
            tuple(pages),
            tuple(counted),
            made_of,
            self._alike(pages),
        )

    def _page(self, account: Account, name: str, own: str | None, by: Mapping[tuple[str, str], Row]) -> RivalPage:
        rows = [by.get((name, span)) for span in self._spans]
        figures = {id_: tuple(_number(row[id_]) if row else None for row in rows) for id_ in FIGURES}
        number = self._numbers.setdefault((account.id, name), len(self._numbers) + 1)
        return RivalPage(number, name, name == own, figures)

    def _own(self, account: Account, names: Sequence[str]) -> str | None:
        """The page that is called as the account or the client; none where two are."""
        wanted = {_folded(words) for words in (account.name, account.external_id, self._asked.client.name)} - {()}
        found = [name for name in names if _folded(name) in wanted]
        return found[0] if len(found) == 1 else None

    def _alike(self, pages: Sequence[RivalPage]) -> tuple[bool, ...]:
        """A share of other pages is another share."""
        known = [
            {page.number for page in pages if page.figures["rival_engagements"][at] is not None}
            for at in range(len(self._spans))
        ]
        return tuple(bool(one) and one == known[0] for one in known)

    @property
    def unfit(self) -> tuple[Unfit, ...]:
        """Exports that touch the period and do not count in it, by network."""
        used = {(one.account, one.days) for one in self._chosen["rival_period"] if one.span == "period"}
        found = [
            Unfit(self._accounts[account].platform, period)
            for account, periods in sorted(self._exports.items())
            for period in periods
            if _overlaps(period, self._asked.period) and (account, period) not in used
        ]
        return tuple(dict.fromkeys(found))

    @property
    def imports(self) -> set[int]:
        asked = [rivals.sources(s, self._asked.client.id, self._chosen[s]) for s in _SOURCES if self._chosen[s]]
        return {row["import_id"] for one in asked for row in one.found(self._engine)}

    @property
    def tables(self) -> tuple[DataTable, ...]:
        made = (self._table(source) for source in _SOURCES if self._chosen[source])
        return tuple(table for table in made if table.rows)

    def _table(self, source: Source) -> DataTable:
        found = rivals.rows(source, self._asked.client.id, self._chosen[source]).found(self._engine)
        own, line = (_OF_EXPORTS, _export_line) if source == "rival_period" else (_OF_POSTS, _post_line)
        lines = tuple((row["day"], *self._who(row), *line(row, self._asked.lang), *_amounts(row)) for row in found)
        return DataTable(source, (*self._columns((*_FIXED, *own)), *self._measured()), lines)

    def _who(self, row: Row) -> tuple[Cell, ...]:
        account = self._accounts[row["account_id"]]
        return (*who(self._catalog, account), self._numbers[account.id, row["rival"]], row["rival"])

    def _columns(self, headings: Sequence[tuple[str, Sentence]]) -> tuple[DataColumn, ...]:
        forms = {"page": "0", "from_day": date_format(self._asked.lang)}
        return tuple(DataColumn(id_, text(heading, self._asked.lang), form=forms.get(id_)) for id_, heading in headings)

    def _measured(self) -> tuple[DataColumn, ...]:
        measures = (self._catalog.measures[id_] for id_ in _AMOUNTS)
        return tuple(DataColumn(one.id, one.label[self._asked.lang], one.unit) for one in measures)


_FIXED = (
    ("day", say("Day")),
    ("platform", say("Platform")),
    ("account", say("Account no.")),
    ("account_name", say("Account")),
    ("page", say("Page no.")),
    ("page_name", say("Page")),
)
_OF_EXPORTS = (("from_day", say("First day")), ("link", say("Link")))
_OF_POSTS = (("media_type", say("Format")), ("text", say("Text (beginning)")), ("link", say("Link")))


def _export_line(row: Row, _: Language) -> tuple[Cell, ...]:
    return (row["from_day"], row["permalink"])


def _post_line(row: Row, lang: Language) -> tuple[Cell, ...]:
    words = " ".join((row["caption"] or "").split())[:_EXCERPT] or None
    return (text(media_label(row["media_type"]), lang), words, row["permalink"])


def _amounts(row: Row) -> tuple[Cell, ...]:
    return tuple(row[name] for name in ("followers", "new_followers", "posts", "public"))


def _overlaps(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _number(value: Any) -> float | int | None:
    """Sums of counts come as decimals of the engine."""
    if value is None:
        return None
    return int(value) if value == int(value) and not isinstance(value, float) else float(value)


def _folded(words: str) -> tuple[str, ...]:
    """The words of a name without case, accents, signs and the little ones: `Cairn & Sel` is `cairn-et-sel`."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    kept = tuple(word for word in letters.split() if word not in _FILLING)
    return kept or tuple(letters.split())


def _people(desk: Desk, asked: Market) -> list[dict[str, Any]]:
    known = {account.id for account in asked.accounts}
    found = makeup.makeup(asked.client.id, asked.period.end).found(DuckDBEngine(desk.store))
    return [row for row in found if row["account_id"] in known]


def _makeups(found: Sequence[Row], accounts: Mapping[int, Account]) -> Iterable[MakeUp]:
    grouped: dict[tuple[int, str, str], list[Row]] = {}
    for row in found:
        grouped.setdefault((row["account_id"], row["group"], row["dimension"]), []).append(row)
    groups, dimensions = makeup.GROUPS, makeup.DIMENSIONS
    order = sorted(grouped, key=lambda key: (key[0], groups.index(key[1]), dimensions.index(key[2])))
    for key in order:
        rows, account = grouped[key], accounts[key[0]]
        people = tuple(People(row["label"], row["label_2"], row["share"], row["people"]) for row in rows)
        stated = all(row["stated"] for row in rows)
        yield MakeUp(account.platform, account.name, key[1], key[2], rows[0]["observed"], stated, people)
