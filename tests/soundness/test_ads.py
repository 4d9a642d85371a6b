"""An export of advertising says its amounts again and again: in totals, by level, by group of people.

Which lines of a sample are its data, and what they come to, was counted by hand; the standard library counts it again.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reporting.access.people import local_person
from reporting.actions.desk import Desk
from reporting.actions.importing import take_in
from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.ingest.model import Answers
from reporting.settings import Settings
from reporting.warehouse.store import Store

SAMPLES = Path(__file__).parents[2] / "sample_data"
OURS = Answers(account="Verdier")
SEPTEMBER_12, SEPTEMBER_13 = dt.date(2026, 9, 12), dt.date(2026, 9, 13)


@dataclass(frozen=True)
class Sample:
    """A file; the lines of its headings, of its first and of its last row; and what its rows come to.

    mark is its decimal mark. Lines of totals stand before or after the rows.
    """

    file: str
    heading: int
    first: int
    last: int
    spend: tuple[str, str]
    impressions: tuple[str, int]
    mark: str = "."

    @property
    def table(self) -> str:
        return "fact_ad_day" if "_days/" in self.file else "fact_ad_period"

    def added(self, heading: str, first: int, last: int | None = None) -> Decimal:
        """A column's amounts in these lines."""
        data = (SAMPLES / self.file).read_bytes()
        text = data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig")
        head = text.splitlines()[self.heading - 1]
        lines = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)))
        place = lines[self.heading - 1].index(heading)
        return sum((amount(line[place], self.mark) for line in lines[first - 1 : last]), Decimal())


def amount(cell: str, mark: str) -> Decimal:
    """The digits as they stand; an empty cell adds nothing."""
    return Decimal(re.sub(rf"[^\d\-{re.escape(mark)}]", "", cell).replace(mark, ".").replace("--", "") or 0)


WITH_TOTALS = (
    Sample("google_ads_days/Campaign report.csv", 3, 4, 7, ("Cost", "1027.55"), ("Impr.", 91710)),
    Sample("google_ads_days/Kampagnenbericht.csv", 3, 4, 5, ("Kosten", "1235.31"), ("Impr.", 12392), ","),
    Sample("google_ads_days/Rapport sur les campagnes.csv", 3, 4, 6, ("Coût", "1025.45"), ("Impr.", 91500), ","),
    Sample("google_ads_periods/Ad group report.csv", 3, 4, 5, ("Cost", "3652.20"), ("Impr.", 93800)),
    Sample("google_ads_periods/Campaign report (1).csv", 3, 4, 5, ("Cost", "987.84"), ("Impr.", 28720)),
    Sample("google_ads_periods/Campaign report.csv", 3, 4, 6, ("Cost", "1164.10"), ("Impr.", 40573)),
    Sample("google_ads_periods/Rapport sur les campagnes.csv", 3, 4, 6, ("Coût", "1164.10"), ("Impr.", 40573), ","),
    Sample("google_ads_periods/Search keyword report.csv", 3, 4, 5, ("Cost", "365.22"), ("Impr.", 9380)),
    Sample("google_ads_periods/Search terms report.csv", 3, 4, 8, ("Cost", "7.73"), ("Impr.", 1021)),
    Sample(
        "linkedin_ads_days/account_500000001_ad_performance_report.csv",
        6, 7, 8, ("Total Spent", "1100.00"), ("Impressions", 135480),
    ),
    Sample(
        "linkedin_ads_periods/demographics_report.csv",
        4, 5, 6, ("Total Spent", "1801.56"), ("Impressions", 13380),
    ),
    Sample(
        "meta_ads_days/Rapport-12-sept-2026-au-13-sept-2026.csv",
        1, 3, 4, ("Montant dépensé (EUR)", "63.20"), ("Impressions", 5000),
    ),
    Sample(
        "meta_ads_periods/Maison-Verdier-Ads-1-Sep-2026-30-Sep-2026.csv",
        1, 3, 4, ("Amount spent (UAH)", "540.50"), ("Impressions", 12000),
    ),
    Sample(
        "meta_ads_periods/Maison-Verdier-Campagnes-1-Sept-2026-30-Sept-2026.csv",
        1, 3, 4, ("Montant dépensé (EUR)", "1093.53"), ("Impressions", 96417),
    ),
    Sample(
        "meta_ads_periods/Maison-Verdier-Campaigns-1-Sep-2026-30-Sep-2026.csv",
        1, 3, 5, ("Amount spent (EUR)", "1093.53518622"), ("Impressions", 96417),
    ),
    Sample(
        "meta_ads_periods/Rapport-sans-titre-1-sept-2026-30-sept-2026.csv",
        1, 3, 5, ("Montant dépensé (EUR)", "100.50"), ("Impressions", 9000),
    ),
    Sample(
        "pinterest_ads_days/pinterest-2026-09-01_2026-09-02.csv",
        1, 2, 3, ("Spend in account currency", "22.34"), ("Impressions", 7000),
    ),
    Sample(
        "pinterest_ads_periods/campaigns_2026-09-01_to_2026-09-30.csv",
        1, 2, 2, ("Spend in account currency", "122.50"), ("Impressions", 40000),
    ),
    Sample("tiktok_ads_days/rapport.csv", 1, 2, 2, ("Coût", "18.40"), ("Impressions", 5210)),
    Sample(
        "tiktok_ads_periods/Ad Report_20260901-20260930.csv",
        1, 2, 3, ("Cost (USD)", "1251.00"), ("Impressions", 91000),
    ),
)  # fmt: skip
WITHOUT_TOTALS = (
    Sample(
        "google_ads_card_devices/Appareils(2026.09.05-2026.09.10).csv",
        1, 2, 3, ("Coût", "1139.19"), ("Impressions", 291), ",",
    ),
    Sample(
        "google_ads_card_devices/Devices(2026.09.05-2026.09.10).csv",
        1, 2, 5, ("Cost", "1139.67"), ("Impressions", 299),
    ),
    Sample(
        "google_ads_card_hours/Série temporelle(2026.09.05).csv",
        1, 2, 3, ("Coût", "1.20"), ("Impressions", 52), ",",
    ),
    Sample("google_ads_card_hours/Time_series(2026.09.05).csv", 1, 2, 4, ("Cost", "1623.10"), ("Impressions", 54)),
    Sample("linkedin_ads_days/rapport_performances.csv", 3, 4, 4, ("Total dépensé", "48.72"), ("Impressions", 6000)),
    Sample("linkedin_ads_periods/campagnes.csv", 5, 6, 6, ("Total dépensé", "1729.56"), ("Impressions", 12480)),
    Sample(
        "meta_ads_months/Rapport-sans-titre-1-août-2026-au-11-sept-2026.csv",
        1, 2, 3, ("Montant dépensé (EUR)", "351.37"), ("Impressions", 2250),
    ),
    Sample(
        "pinterest_ads_days/pinterest-rapport.csv",
        1, 2, 2, ("Dépenses dans la devise du compte", "12.34"), ("Impressions", 4000),
    ),
    Sample(
        "pinterest_ads_periods/campagnes_2026-09-01_au_2026-09-30.csv",
        1, 2, 2, ("Dépenses dans la devise du compte", "122.50"), ("Impressions", 40000),
    ),
    Sample(
        "tiktok_ads_periods/Rapport_2026-09-01_2026-09-30.csv",
        1, 2, 2, ("Coût", "1240.50"), ("Impressions", 90000),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What a store holds, asked in SQL written by hand."""

    desk: Desk

    def asked(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self.desk.store.read() as cur:
            return cur.execute(sql, list(values)).fetchall()

    def takes(self, *files: Path) -> list[int | None]:
        receipts = take_in(self.desk, "Verdier", [Upload(path, path.name, OURS) for path in files])
        assert {receipt.found.status for receipt in receipts} <= {"recognised", "duplicate"}
        assert sum(receipt.found.rejected for receipt in receipts) == 0
        return [receipt.import_id for receipt in receipts]

    def in_store(self, sample: Sample, at: int) -> tuple[int, float, int]:
        """Rows of its import, what they cost and how often they were shown."""
        sql = f"select count(*), round(sum(spend), 8), sum(impressions) from {sample.table} where import_id = ?"
        ((rows, spend, shown),) = self.asked(sql, at)
        return rows, spend, shown


Taken = tuple[Held, dict[str, int | None]]
"""A store, and which import of it is of which sample."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[Taken]:
    """All samples in one store, as exports of one account wherever they don't name another."""
    settings = Settings(home=tmp_path_factory.mktemp("ads"), person="tester")
    store = Store.open(settings, catalog)
    held = Held(Desk(store, settings, local_person("tester")))
    files = [sample.file for sample in (*WITH_TOTALS, *WITHOUT_TOTALS)]
    yield held, dict(zip(files, held.takes(*(SAMPLES / file for file in files)), strict=True))
    store.close()


@pytest.mark.parametrize("sample", [*WITH_TOTALS, *WITHOUT_TOTALS], ids=lambda sample: sample.file)
def test_what_is_kept_of_a_file_is_its_rows_to_the_cent(samples: Taken, sample: Sample) -> None:
    held, imports = samples
    (spend, cost), (impressions, shown) = sample.spend, sample.impressions
    assert sample.added(spend, sample.first, sample.last) == Decimal(cost)
    assert sample.added(impressions, sample.first, sample.last) == shown
    kept = held.in_store(sample, imports[sample.file] or 0)
    assert kept == (sample.last - sample.first + 1, float(cost), shown)


@pytest.mark.parametrize("sample", WITH_TOTALS, ids=lambda sample: sample.file)
def test_lines_of_totals_would_have_been_seen(sample: Sample) -> None:
    """Read as rows they would at least double what was spent: the test above can tell."""
    assert sample.added(sample.spend[0], sample.heading + 1) >= 2 * Decimal(sample.spend[1]) - Decimal("0.02")


def test_levels_and_groups_of_one_account_stand_apart(samples: Taken) -> None:
    """September on Meta is 1093.53 twice (two exports), 540.50 of ads and 100.50 by age: no one number."""
    held, _ = samples
    assert held.asked("""
        select p.grain, p.currency, round(sum(p.spend), 2), sum(p.impressions)
        from current_ad_period p join account a on a.id = p.account_id
        where p.platform = 'meta_ads' and a.name = 'Verdier' and p.period_to = date '2026-09-30'
        group by p.grain, p.currency order by p.grain
        """) == [
        ("ad_group_ad", "UAH", 540.5, 12000),
        ("campaign", "EUR", 2187.07, 192834),
        ("campaign_ad_group_age_gender", "EUR", 100.5, 9000),
    ]


def test_amounts_of_each_currency_are_added_for_themselves(samples: Taken) -> None:
    """Pinterest’s files don’t say theirs: it is unknown, and not that of the others."""
    held, _ = samples
    assert held.asked("""
        select platform, currency, round(sum(spend), 2) from current_ad_period
        where period_to between date '2026-09-01' and date '2026-09-30' and level = 'campaign'
        group by all order by all
        """) == [
        ("google_ads", "EUR", 1164.1),
        ("google_ads", "GBP", 1164.1),
        ("meta_ads", "EUR", 2228.19),
        ("pinterest_ads", None, 245.0),
        ("tiktok_ads", "EUR", 1240.5),
    ]


SEVERAL_LEVELS: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "campaigns": (("Campaign name",), [("Soap", "400.00", "60000")]),
    "sets": (
        ("Campaign name", "Ad set name"),
        [("Soap", "25-44", "250.10", "40000"), ("Soap", "45-64", "149.90", "20000")],
    ),
    "ads": (
        ("Campaign name", "Ad set name", "Ad name"),
        [
            ("Soap", "25-44", "Film", "200.00", "30000"),
            ("Soap", "25-44", "Image", "50.10", "10000"),
            ("Soap", "45-64", "Film", "149.90", "20000"),
        ],
    ),
    "ages": (("Campaign name", "Age"), [("Soap", "25-34", "300.00", "45000"), ("Soap", "35-44", "100.00", "15000")]),
    "devices": (
        ("Campaign name", "Impression device"),
        [("Soap", "Android smartphone", "100.00", "50000"), ("Soap", "Desktop", "300.00", "10000")],
    ),
}
"""One month of one campaign, exported five times: each export comes to 400.00 and 60,000."""


@pytest.fixture
def held(desk: Desk) -> Held:
    return Held(desk)


def meta(path: Path, headings: Sequence[str], *rows: Sequence[str]) -> Path:
    """An export of September; a line of totals comes first, as Meta writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*headings, "Reporting starts", "Reporting ends"])
        writer.writerows([*row, "2026-09-01", "2026-09-30"] for row in rows)
    return path


def one_month(folder: Path, name: str) -> Path:
    dimensions, rows = SEVERAL_LEVELS[name]
    total = [*[""] * len(dimensions), "400.00", "60000"]
    return meta(folder / f"{name}.csv", (*dimensions, "Amount spent (EUR)", "Impressions"), total, *rows)


@pytest.mark.parametrize("names", [tuple(SEVERAL_LEVELS), tuple(SEVERAL_LEVELS)[::-1]], ids=["down", "up"])
def test_five_exports_of_one_month_are_five_times_the_same_amount(
    held: Held, tmp_path: Path, names: tuple[str, ...]
) -> None:
    held.takes(*(one_month(tmp_path, name) for name in names))
    found = held.asked(
        "select grain, sum(spend), sum(impressions), count(*) from current_ad_period group by 1 order by 1"
    )
    assert found == [
        ("campaign", 400, 60000, 1),
        ("campaign_ad_group", 400, 60000, 2),
        ("campaign_ad_group_ad", 400, 60000, 3),
        ("campaign_age", 400, 60000, 2),
        ("campaign_device", 400, 60000, 2),
    ]
    assert held.asked("select spend from current_ad_period where dimension is null and level = 'campaign'") == [(400,)]


def test_ads_of_one_name_are_parts_of_one(held: Held, tmp_path: Path) -> None:
    """486.31 and 13.69 of one ad on one day, in two places; its other day is its own. Order changes nothing."""
    export = SAMPLES / "meta_ads_days/Creative-report-Sep-12-2026-to-Sep-13-2026.csv"
    head, *lines = export.read_text(encoding="utf-8-sig").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([head, *reversed(lines)]), encoding="utf-8-sig")
    for path in (export, export, turned):
        held.takes(path)
        assert held.asked("""
            select day, ad, round(spend, 2), impressions, results, link_clicks, round(conversion_value, 2)
            from current_ad_day order by day, ad
            """) == [
            (SEPTEMBER_12, "Soap - image 8", 500.0, 15000, 21, 140, 908.0),
            (SEPTEMBER_12, "Soap - video 3", 1082.05, 55659, 48, 397, 1041.63),
            (SEPTEMBER_13, "Soap - image 8", 2.5, 90, None, None, None),
        ]


def test_a_keyword_of_two_match_types_is_added_up(held: Held) -> None:
    held.takes(SAMPLES / "google_ads_card_keywords/Search_keywords(2026.09.05).csv")
    assert held.asked("select keyword, match_type, spend, clicks from current_ad_period order by keyword") == [
        ("marseille soap", None, 2.1, 3),
        ("total care", "Broad match", 0.4, 1),
    ]


def test_a_later_export_takes_the_place_of_the_earlier_and_is_not_added(held: Held, tmp_path: Path) -> None:
    headings = ("Ad name", "Amount spent (EUR)", "Impressions")
    held.takes(meta(tmp_path / "first.csv", headings, ("Film", "10.00", "100"), ("Film", "5.00", "50")))
    held.takes(meta(tmp_path / "second.csv", headings, ("Film", "12.00", "120"), ("Film", "5.50", "50")))
    assert held.asked("select spend, impressions from current_ad_period") == [(17.5, 170)]


def test_people_of_parts_and_results_of_two_kinds_are_not_added(held: Held, tmp_path: Path) -> None:
    """Who saw both ads would count twice; a lead and a click are not two of anything."""
    headings = ("Ad name", "Amount spent (EUR)", "Impressions", "Reach", "Results", "Result indicator")
    leads = ("Film", "10.00", "100", "80", "3", "actions:lead")
    clicks = ("Film", "5.00", "50", "40", "9", "actions:link_click")
    held.takes(meta(tmp_path / "ads.csv", headings, leads, clicks))
    found = held.asked("select spend, impressions, reach, results, result_type from current_ad_period")
    assert found == [(15, 150, None, None, None)]


@pytest.mark.parametrize(("second", "spend"), [("GBP", 14.5), ("EUR", None)])
def test_parts_in_two_currencies_have_no_sum(held: Held, tmp_path: Path, second: str, spend: float | None) -> None:
    """1,380 and 210 impressions are 1,590 all the same."""
    path = tmp_path / "Campaign report.csv"
    path.write_text(
        "Campaign report\n27 September 2026 - 28 September 2026\n"
        "Day,Campaign,Currency code,Cost,Impr.,Clicks\n"
        '2026-09-27,Verdier,GBP,12.40,"1,380",9\n'
        f"2026-09-27,Verdier,{second},2.10,210,2\n",
        encoding="utf-8",
    )
    held.takes(path)
    found = held.asked("select spend, currency, impressions, clicks from current_ad_day")
    assert found == [(spend, None if spend is None else "GBP", 1590, 11)]


def test_what_was_never_shown_has_no_impressions_rather_than_none_of_them(held: Held) -> None:
    held.takes(SAMPLES / "meta_ads_periods/Maison-Verdier-Campaigns-1-Sep-2026-30-Sep-2026.csv")
    sql = "select spend, impressions, reach, results from current_ad_period where campaign = 'Never shown'"
    assert held.asked(sql) == [(0, None, None, None)]


def test_one_thousand_and_a_little_is_that_in_every_language(samples: Taken) -> None:
    """“1.234,56”, “1 013,05” and “1,013.05”: neither a thousandth nor a hundredfold."""
    held, imports = samples
    names = ("Kampagnenbericht.csv", "Rapport sur les campagnes.csv", "Campaign report.csv")
    ids = [imports[f"google_ads_days/{name}"] for name in names]
    sql = "select max(spend) from fact_ad_day where import_id = ?"
    assert [held.asked(sql, at) for at in ids] == [[(1234.56,)], [(1013.05,)], [(1013.05,)]]
