"""Ads of a report: the groups, the campaigns, and the rows that their formulas read (layer 7)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.report_data import label_of, who
from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.language import Language, text
from reporting.metrics import ads
from reporting.metrics.engine import DuckDBEngine
from reporting.numbers import Amount
from reporting.periods import Period
from reporting.warehouse.model import Account
from reporting.workbook.model import Cell, DataColumn, DataTable, Window
from reporting.workbook.sheets.ad_notes import LEVELS
from reporting.workbook.styles import date_format
from reporting.workbook.value_model import AdGroup, AdsPart, Campaign, Values

TABLE = "ad_day"
_CODE = re.compile(r"[A-Z]{3}")
_KEYS = ("platform", "currency", "unstated")
_CAMPAIGN_KEYS = (*_KEYS, "account_id", "campaign")

Row = Mapping[str, Any]
Accounts = Mapping[int, Account]


class AdsGathering:
    """Asks once for everything that the ads of a report show."""

    def __init__(self, desk: Desk, client_id: int, windows: Sequence[Window], known: Accounts) -> None:
        self._catalog, self._client, self._known = desk.catalog, client_id, known
        self._windows: Mapping[str, Period] = {one.id: one.period for one in windows}
        self._engine = DuckDBEngine(desk.store)
        self._rows = ads.rows(desk.catalog, client_id, self._windows).found(self._engine)
        self._groups = self._grouped() if self._rows else {}
        self._campaigns = self._of_campaigns() if self._rows else {}

    @property
    def part(self) -> AdsPart | None:
        if not self._rows:
            return None
        shown = sorted(
            (one for one in self._campaigns.values() if one.figures),
            key=lambda one: (one.group.number, -(one.figures["ad_spend"] or 0), one.number),
        )
        return AdsPart(
            tuple(self._groups.values()), tuple(shown), self._spend(), tuple(self._windows.values()), self._disputes()
        )

    @property
    def imports(self) -> set[int]:
        found = ads.sources(self._catalog, self._client, self._windows).found(self._engine) if self._rows else []
        return {row["import_id"] for row in found}

    def table(self, lang: Language) -> DataTable | None:
        """The rows that count, each once; both parts of a quotient stand beside the amounts."""
        names = [name for name in self._rows[0] if name in self._catalog.measures or "__" in name] if self._rows else []
        lines = tuple((*self._who(row), *(row[name] for name in names)) for row in self._rows)
        columns = (*_fixed(lang), *(_measure_column(self._catalog, name, lang) for name in names))
        return DataTable(TABLE, columns, lines) if lines else None

    def _who(self, row: Row) -> tuple[Cell, ...]:
        group = self._groups[tuple(row[key] for key in _KEYS)]
        campaign = self._campaigns[tuple(row[key] for key in _CAMPAIGN_KEYS)]
        own = (row["first_day"], group.number, row["currency"], campaign.number, row["campaign"])
        return (row["last_day"], *who(self._catalog, self._known[row["account_id"]]), *own)

    def _asked(self, by: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Row]]:
        """By group, a row for each span."""
        found: dict[tuple[Any, ...], dict[str, Row]] = {}
        for row in ads.groups(self._catalog, self._client, self._windows, by).found(self._engine):
            found.setdefault(tuple(row[key] for key in by), {})[row["span"]] = row
        return found

    def _grouped(self) -> dict[tuple[Any, ...], AdGroup]:
        """In the order of the theme; the currency of most is in front."""
        order = list(self._catalog.theme.platforms)
        found = self._asked(_KEYS)
        keys = sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), str(key[1])))
        return {key: self._group(number, key, found[key]) for number, key in enumerate(keys, 1)}

    def _group(self, number: int, key: tuple[Any, ...], spans: Mapping[str, Row]) -> AdGroup:
        now, any_span = spans.get("period"), next(iter(spans.values()))
        return AdGroup(
            number=number,
            platform=key[0],
            currency=key[1],
            account=self._known[key[2]].name if key[2] is not None else None,
            figures={one.id: self._values(spans, one.id) for one in ads.ad_measures(self._catalog)},
            kinds={one.id: any_span[f"{one.id}__kind"] for one in ads.amounts(self._catalog)},
            levels=tuple(now["levels"]) if now else (),
            days=(now["first_day"], now["last_day"]) if now else None,
        )

    def _values(self, spans: Mapping[str, Row], name: str) -> Values:
        return tuple(spans[span][name] if span in spans else None for span in self._windows)

    def _of_campaigns(self) -> dict[tuple[Any, ...], Campaign]:
        """Every campaign of any span; those of the period have figures."""
        found = self._asked(_CAMPAIGN_KEYS)
        measures = [one.id for one in ads.ad_measures(self._catalog)]
        made = {}
        for number, (key, spans) in enumerate(found.items(), 1):
            figures = {name: spans["period"][name] for name in measures} if "period" in spans else {}
            made[key] = Campaign(number, self._groups[key[:3]], key[4], figures)
        return made

    def _spend(self) -> Mapping[str, Values]:
        """Only of currencies that are stated: two that are not may differ."""
        return {key[0]: self._values(spans, "ad_spend") for key, spans in self._asked(("currency",)).items() if key[0]}

    def _disputes(self) -> tuple[Sentence, ...]:
        asked = ads.disputed(self._catalog, self._client, self._windows["period"])
        return tuple(self._dispute(row) for row in asked.found(self._engine))

    def _dispute(self, row: Row) -> Sentence:
        account = self._known[row["account_id"]]
        return say(
            "{platform}, {account}: for the same days the export {level} says {other} spent, the counted one {ours}.",
            platform=label_of(self._catalog, account.platform),
            account=account.name,
            level=LEVELS[row["level"]],
            other=Amount(row["other"], "money"),
            ours=Amount(row["ours"], "money"),
        )


def _fixed(lang: Language) -> tuple[DataColumn, ...]:
    return (
        DataColumn("day", text(say("Day (last of the row)"), lang)),
        DataColumn("platform", text(say("Platform"), lang)),
        DataColumn("account", text(say("Account no."), lang)),
        DataColumn("account_name", text(say("Account"), lang)),
        DataColumn("first_day", text(say("First day of the row"), lang), form=date_format(lang)),
        DataColumn("group", text(say("Platform and currency no."), lang), form="0"),
        DataColumn("currency", text(say("Currency"), lang)),
        DataColumn("campaign", text(say("Campaign no."), lang), form="0"),
        DataColumn("campaign_name", text(say("Campaign"), lang)),
    )


def _measure_column(catalog: Catalog, name: str, lang: Language) -> DataColumn:
    """An amount, or `<quotient>.over` and `<quotient>.under`."""
    id_, _, side = name.partition("__")
    measure = catalog.measures[id_]
    if not side:
        return DataColumn(id_, measure.label[lang], measure.unit)
    part = catalog.measures[(measure.over if side == "over" else measure.under) or ""]
    words = say("{part}, for {measure}", part=part.label[lang], measure=measure.label[lang])
    return DataColumn(f"{id_}.{side}", text(words, lang), part.unit)
