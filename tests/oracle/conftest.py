"""The fixed data of the oracle: posts and days of seven accounts, written by hand, and a second client as noise."""

from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from tests.tables import Tables

DATA = Path(__file__).parent / "data"

# What the hand-written SQL starts from: the client's own posts and its days, of October 2026 or of all time.
VIEWS = {
    "own": "select * from current_post where client_id = 1 and is_reply is distinct from true"
    " and is_share is distinct from true and is_crosspost is distinct from true",
    "october": "select * from own where report_day between '2026-10-01' and '2026-10-31'",
    "september": "select * from own where report_day between '2026-09-01' and '2026-09-30'",
    "said": "select * from current_mention where client_id = 1 and is_reply is distinct from true"
    " and report_day between '2026-10-01' and '2026-10-31'",
    "days": "select * from current_account_day where client_id = 1"
    " and report_day between '2026-10-01' and '2026-10-31'",
    "days_before": "select * from current_account_day where client_id = 1"
    " and report_day between '2026-09-01' and '2026-09-30'",
}


@pytest.fixture(scope="session")
def tables(catalog: Catalog) -> Tables:
    made = Tables(catalog)
    for path in sorted(DATA.glob("*.csv")):
        names = ", ".join(path.read_text().split("\n", maxsplit=1)[0].split(","))
        made.con.execute(
            f"insert into current_{path.stem} ({names}) select {names} from read_csv($file, all_varchar = true)",
            {"file": str(path)},
        )
        made.con.execute(
            f"insert into account select distinct account_id, client_id, platform from current_{path.stem}"
            " where account_id not in (select id from account)"
        )
    made.con.execute("update current_account_day set day = report_day")
    for view, sql in VIEWS.items():
        made.con.execute(f"create view {view} as {sql}")
    return made
