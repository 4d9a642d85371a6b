"""Exports of the web, of places and of what people say: in, out again, replayed and checked like any other."""

from pathlib import Path

import pytest

from reporting.actions import importing, upkeep
from reporting.actions.desk import Desk
from reporting.actions.importing import Upload
from reporting.ingest.model import Answers
from tests.actions.test_importing import SAMPLES

NETWORK = Answers(platform="facebook")
ONE_OF_EACH = {
    "ga4_splits/Pages_and_screens_Page_path_and_screen_class.csv": ("web_split", 4, ["GA4 - maison-verdier.example"]),
    "ga4_days/Report.csv": ("web_day", 3, ["GA4 - maison-verdier.example"]),
    "search_console_days/maison-verdier.example-Performance-on-Search-2026-11-01.xlsx": (
        "web_day",
        2,
        ["maison-verdier.example"],
    ),
    "google_business_profile/GMB insights (Performance Report) - 2026-9-1 - 2026-9-30 - 0c2d.csv": (
        "account_period",
        1,
        ["GE-01"],
    ),
    "google_play_reviews/reviews_com.maisonverdier.app_202610.csv": ("mention", 2, ["com.maisonverdier.app"]),
    "trustpilot_reviews/reviews.csv": ("mention", 2, [""]),
    "meltwater_mentions/meltwater.csv": ("mention", 2, ["", ""]),
    "exportcomments/comments.csv": ("mention", 2, [""]),
}


def rows(desk: Desk, table: str) -> int:
    with desk.store.read() as cur:
        row = cur.execute(f"select count(*) from current_{table}").fetchone()
    return int(row[0]) if row else 0


def accounts(desk: Desk) -> list[str]:
    with desk.store.read() as cur:
        return [name for (name,) in cur.execute("select external_id from account order by id").fetchall()]


@pytest.mark.parametrize("sample", ONE_OF_EACH)
def test_an_export_goes_in_and_out_again_and_stands_a_replay(sample: str, desk: Desk) -> None:
    table, count, names = ONE_OF_EACH[sample]
    path: Path = SAMPLES / sample
    receipts = importing.take_in(desk, "Acme", [Upload(path, path.name, NETWORK)])
    taken = [receipt for receipt in receipts if receipt.import_id is not None and receipt.found.table == table]
    assert sum(receipt.added for receipt in taken) == rows(desk, table) == count
    assert accounts(desk)[: len(names)] == names
    upkeep.rebuild(desk)
    assert upkeep.verify(desk).differences == ()
    assert rows(desk, table) == count
    for receipt in receipts:
        if receipt.import_id is not None:
            importing.undo(desk, receipt.import_id)
    assert rows(desk, table) == 0
