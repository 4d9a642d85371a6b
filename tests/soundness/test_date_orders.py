"""Day and month: a date that fits both orders must never be swapped without anybody being asked."""

import datetime as dt
from pathlib import Path

from reporting.actions.desk import Desk
from reporting.actions.importing import take_in
from reporting.actions.reading import Upload
from reporting.ingest.model import Answers
from reporting.warehouse.model import Receipt

HEAD = "Post link,Created date,Impressions,Clicks\n"
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:720470348000000000{}"


def take(desk: Desk, tmp_path: Path, *days: str, order: object = None) -> Receipt:
    path = tmp_path / "posts.csv"
    path.write_text(HEAD + "".join(f"{LINK.format(n)},{day},1,1\n" for n, day in enumerate(days)), encoding="utf-8")
    answers = Answers(order=order)  # type: ignore[arg-type]  # mdy or dmy
    (receipt,) = take_in(desk, "Acme", [Upload(path, path.name, answers)])
    return receipt


def stored(desk: Desk) -> list[dt.date]:
    with desk.store.read() as cur:
        return [day for (day,) in cur.execute("select published_on from current_post order by post").fetchall()]


def test_dates_that_all_fit_the_format_are_read_by_it(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, tmp_path, "10/03/2026", "10/04/2026").found.status == "recognised"
    assert stored(desk) == [dt.date(2026, 10, 3), dt.date(2026, 10, 4)]


def test_one_date_against_the_format_keeps_the_whole_file_out_until_somebody_answers(
    desk: Desk, tmp_path: Path
) -> None:
    """Before, 14/10 was rejected as a bad row, and 3 October went in as 10 March."""
    receipt = take(desk, tmp_path, "03/10/2026", "04/10/2026", "14/10/2026")
    assert (receipt.found.status, stored(desk)) == ("ambiguous", [])
    answered = take(desk, tmp_path, "03/10/2026", "04/10/2026", "14/10/2026", order="dmy")
    assert (answered.found.status, answered.found.rejected) == ("recognised", 0)
    assert stored(desk) == [dt.date(2026, 10, 3), dt.date(2026, 10, 4), dt.date(2026, 10, 14)]


def test_an_answer_that_the_dates_disprove_does_not_let_the_file_in(desk: Desk, tmp_path: Path) -> None:
    receipt = take(desk, tmp_path, "03/10/2026", "14/10/2026", order="mdy")
    assert (receipt.found.status, stored(desk)) == ("ambiguous", [])


def test_dates_of_both_orders_in_one_file_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    receipt = take(desk, tmp_path, "14/10/2026", "10/15/2026", "03/10/2026")
    assert (receipt.found.status, stored(desk)) == ("ambiguous", [])
    answered = take(desk, tmp_path, "14/10/2026", "10/15/2026", "03/10/2026", order="mdy")
    assert (answered.found.status, answered.found.rejected) == ("recognised", 1)
    assert stored(desk) == [dt.date(2026, 10, 15), dt.date(2026, 3, 10)]


def test_a_date_that_is_none_is_a_bad_row_and_no_change_of_order(desk: Desk, tmp_path: Path) -> None:
    receipt = take(desk, tmp_path, "10/03/2026", "32/10/2026", "13/13/2026")
    assert (receipt.found.status, receipt.found.rejected) == ("recognised", 2)
    assert stored(desk) == [dt.date(2026, 10, 3)]
