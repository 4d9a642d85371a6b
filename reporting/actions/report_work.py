"""Work of a report: the calendar against the posts, hours in the internal version, and their rows (layer 7)."""

from collections.abc import Mapping, Sequence
from typing import Any

from reporting.actions.desk import Desk
from reporting.actions.report_data import label_of, who
from reporting.errors import Sentence, say
from reporting.language import Language, text
from reporting.metrics import work
from reporting.metrics.engine import DuckDBEngine
from reporting.metrics.work import HOURS, Known
from reporting.periods import Period
from reporting.warehouse.model import Account
from reporting.workbook.model import DataColumn, DataTable, Window
from reporting.workbook.value_model import NetworkPlan, Noted, Values, WorkPart

PLANS, ENTRIES = "plan_item", "time_entry"
_PLANNED = ("plan_planned", "plan_published", "plan_kept")
_SHARES = ("work_hours", "work_timed", "work_outside", "work_outside_share")
Row = Mapping[str, Any]


class WorkGathering:
    """Asks once for everything that plans and hours of a report show; hours only where the readers may see them."""

    def __init__(self, desk: Desk, client_id: int, windows: Sequence[Window], known: Known, *, hours: bool) -> None:
        self._catalog, self._client, self._known = desk.catalog, client_id, known
        self._windows: Mapping[str, Period] = {one.id: one.period for one in windows}
        self._engine = DuckDBEngine(desk.store)
        self._days = work.plan_days(client_id, self._windows, known).found(self._engine)
        self._entries = work.hour_rows(client_id, self._windows).found(self._engine) if hours else []
        platforms = list(desk.catalog.theme.platforms)
        self._networks = sorted({row["platform"] for row in self._days}, key=platforms.index)
        self._people, self._activities = self._noted("person"), self._noted("activity")

    @property
    def part(self) -> WorkPart | None:
        if not self._days and not self._entries:
            return None
        shown = {name: [one for one in noted.values() if one.figures] for name, noted in self._lists().items()}
        return WorkPart(
            figures=self._figures(),
            networks=tuple(self._plans()),
            activities=tuple(shown["activity"]),
            people=tuple(shown["person"]),
        )

    @property
    def imports(self) -> set[int]:
        asked = []
        if self._days:
            asked.append(work.plan_sources(self._client, self._windows))
        if self._entries:
            asked.append(work.hour_sources(self._client, self._windows))
        return {row["import_id"] for one in asked for row in one.found(self._engine)}

    def tables(self, lang: Language, accounts: Mapping[int, Account]) -> tuple[DataTable, ...]:
        tables = (self._plan_table(lang), self._entry_table(lang, accounts))
        return tuple(table for table in tables if table.rows)

    def _lists(self) -> dict[str, dict[str | None, Noted]]:
        return {"person": self._people, "activity": self._activities}

    def _plan_table(self, lang: Language) -> DataTable:
        """A day that can't be judged has no figures, only its drafts."""
        lines = []
        for row in self._days:
            figures = (row["planned"], row["published"], min(row["planned"], row["published"]))
            known = figures if row["judged"] else (None, None, None)
            network = (label_of(self._catalog, row["platform"]), self._networks.index(row["platform"]) + 1)
            lines.append((row["day"], *network, *known))
        columns = _columns(lang, ("day", "platform", "network"))
        return DataTable(PLANS, (*columns, *self._measured(_PLANNED, lang)), tuple(lines))

    def _entry_table(self, lang: Language, accounts: Mapping[int, Account]) -> DataTable:
        lines = []
        for row in self._entries:
            person, activity = self._people[row["person"]], self._activities[row["activity"]]
            names = (person.number, person.name, activity.number, activity.name)
            account = who(self._catalog, accounts[row["account_id"]])
            lines.append((row["day"], *account, *names, *(row[name] for name in HOURS)))
        fixed = ("day", "platform", "account", "account_name", "person", "person_name", "activity", "activity_name")
        timed = DataColumn("work_timed", text(_HEADINGS["work_timed"], lang), "number")
        hours, outside = self._measured(("work_hours", "work_outside"), lang)
        return DataTable(ENTRIES, (*_columns(lang, fixed), hours, timed, outside), tuple(lines))

    def _measured(self, names: Sequence[str], lang: Language) -> tuple[DataColumn, ...]:
        measures = (self._catalog.measures[name] for name in names)
        return tuple(DataColumn(one.id, one.label[lang], one.unit) for one in measures)

    def _figures(self) -> Mapping[str, Values]:
        found: dict[str, Values] = {}
        if self._days:
            rows = work.plan_totals(self._client, self._windows, self._known, by_network=False).found(self._engine)
            found |= self._by_span(rows, (*_PLANNED, "plan_rate"))
        if self._entries:
            found |= self._by_span(work.hour_totals(self._client, self._windows).found(self._engine), _SHARES)
        return found

    def _by_span(self, rows: Sequence[Row], names: Sequence[str]) -> dict[str, Values]:
        spans = {row["span"]: row for row in rows}
        return {name: tuple(spans[one][name] if one in spans else None for one in self._windows) for name in names}

    def _plans(self) -> list[NetworkPlan]:
        asked = work.plan_totals(self._client, {"period": self._windows["period"]}, self._known, by_network=True)
        found = {row["platform"]: row for row in asked.found(self._engine)}
        return [
            NetworkPlan(
                number=number,
                platform=name,
                planned=found[name]["plan_planned"],
                published=found[name]["plan_published"],
                kept=found[name]["plan_kept"],
                drafts=found[name]["drafts"],
                later=found[name]["later"],
                until=self._known[name][1] if name in self._known else None,
            )
            for number, name in enumerate(self._networks, 1)
            if name in found
        ]

    def _noted(self, by: Any) -> dict[str | None, Noted]:
        """Every name of any span, numbered; those of the period, which have figures, in front."""
        if not self._entries:
            return {}
        found: dict[str | None, Noted] = {}
        rows = work.hour_totals(self._client, self._windows, by).found(self._engine)
        for row in sorted(rows, key=lambda row: row["span"] != "period"):
            figures = {name: row[name] for name in _SHARES} if row["span"] == "period" else {}
            named = work.format_of(row["name"]) if by == "activity" else None
            found.setdefault(row["name"], Noted(len(found) + 1, row["name"], figures, named))
        return found


_HEADINGS: Mapping[str, Sentence] = {
    "day": say("Day"),
    "platform": say("Platform"),
    "network": say("Network no."),
    "account": say("Account no."),
    "account_name": say("Account"),
    "person": say("Person no."),
    "person_name": say("Person"),
    "activity": say("Activity no."),
    "activity_name": say("Activity"),
    "work_timed": say("Hours whose time of day is known"),
}


def _columns(lang: Language, names: Sequence[str]) -> tuple[DataColumn, ...]:
    numbers = {"network", "person", "activity"}
    return tuple(DataColumn(name, text(_HEADINGS[name], lang), form="0" if name in numbers else None) for name in names)
