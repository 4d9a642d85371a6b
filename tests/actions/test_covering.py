"""What is missing in a sentence, and what to download as lines to be copied; from real files with real names."""

import datetime as dt
from pathlib import Path

from reporting.actions import clients, covering, importing
from reporting.actions.desk import Desk
from reporting.actions.reading import Upload
from reporting.ingest.model import Answers
from reporting.language import LANGUAGES, text
from reporting.warehouse.coverage import Calendar
from tests.stocking import stock

TODAY = dt.date(2026, 11, 8)
AT = dt.datetime(2026, 11, 8, 9, tzinfo=dt.UTC)


def acme(desk: Desk, today: dt.date = TODAY) -> Calendar:
    return covering.calendar(desk, clients.client_called(desk, "Acme").id, today)


def told(desk: Desk) -> str:
    return text(covering.headline(acme(desk), desk.catalog), "en")


def days(desk: Desk, platform: str, *on: int) -> None:
    rows = [{"day": dt.date(2026, 10, day), "views": day} for day in on]
    stock(desk.store, "Acme", "account_day", rows, platform=platform, at=AT)


def test_the_headline_counts_weeks_and_names_the_network(desk: Desk) -> None:
    """Between the 1st and the 20th, the weeks of the 28th of September and of the 5th, 12th and 19th lack days."""
    days(desk, "x", *range(1, 32))
    assert told(desk) == "Every week is there, up to what can be known today"
    days(desk, "linkedin", 1, 20)
    assert told(desk) == "4 weeks are missing, all on LinkedIn"
    days(desk, "facebook", 5, 7)
    assert told(desk) == "5 weeks are missing, on Facebook, LinkedIn"


def test_one_week_is_said_as_one(desk: Desk) -> None:
    days(desk, "linkedin", 5, 7, *range(8, 32))
    assert told(desk) == "1 week is missing, on LinkedIn"
    assert text(covering.headline(acme(desk), desk.catalog), "fr") == "1 semaine manque, sur LinkedIn"


def test_what_is_stale_is_said_when_nothing_is_missing(desk: Desk) -> None:
    days(desk, "x", *range(1, 7))
    assert told(desk) == "No week is missing, but 1 export is stale, on X"


def test_the_next_export_is_due_when_its_rhythm_is_over(desk: Desk) -> None:
    days(desk, "x", *range(1, 32))
    seen = acme(desk)
    assert seen.gaps == ()
    assert covering.next_due(seen) == dt.date(2026, 12, 2)  # a month of 31 days after the 31st, and one more


def test_a_line_says_network_account_export_and_days_in_the_language_of_the_reader(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Totals.csv"
    path.write_text("Date,Views\n2026-10-01,1\n2026-10-04,2\n")
    importing.take_in(desk, "Acme", [Upload(path, path.name, Answers(account="Maison Verdier"))])
    (gap,) = acme(desk, dt.date(2026, 10, 20)).gaps
    english, french = (text(covering.download(gap, desk.catalog), lang) for lang in LANGUAGES)
    assert english.startswith("YouTube, Maison Verdier: YouTube: channel by day")
    assert english.endswith(", from October 2, 2026 to October 3, 2026")
    assert french.startswith("YouTube, Maison Verdier\u00a0: YouTube : chaîne par jour")
    assert french.endswith(", du 2 octobre 2026 au 3 octobre 2026")


def test_the_period_in_the_name_of_a_file_counts_as_covered(desk: Desk, tmp_path: Path) -> None:
    """The videos are of the 3rd and the 5th; the name says 1 to 31 October, and the file came after it."""
    path = tmp_path / "Table data.csv"
    path.write_text(
        "Content,Video title,Video publish time,Views\n"
        'v1aaaaaaaaa,One,"Oct 3, 2026",1\nv2aaaaaaaaa,Two,"Oct 5, 2026",2\n'
    )
    name = "Content 2026-10-01_2026-10-31 Maison Verdier/Table data.csv"
    importing.take_in(desk, "Acme", [Upload(path, name, Answers(account="Maison Verdier"))])
    with desk.store.write() as cur:
        cur.execute("update \"import\" set made_at = timestamp '2026-11-08 09:00:00'")
    (export,) = acme(desk).exports
    assert (export.first, export.newest) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def test_each_figure_of_files_with_one_figure_is_named(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Views.csv"
    path.write_text('sep=,\n"Views"\n"Date","Primary"\n"2026-10-01T00:00:00","4"\n"2026-10-09T00:00:00","5"\n')
    (receipt,) = importing.take_in(desk, "Acme", [Upload(path, path.name, Answers(platform="facebook", account="a"))])
    assert receipt.found.status == "recognised", receipt.found.notices
    seen = acme(desk, dt.date(2026, 10, 12))
    (gap,) = seen.gaps
    assert text(covering.export_name(gap.export, desk.catalog), "en").endswith(", figure Views")
    document = covering.calendar_as_json(seen, desk.catalog, "en")
    assert document["download"][0] | {"text": ""} == {
        "platform": "facebook",
        "account": "a",
        "format": "meta_page_daily",
        "figure": "views",
        "from": dt.date(2026, 10, 2),
        "to": dt.date(2026, 10, 8),
        "why": "missing",
        "text": "",
    }
    assert [(week["week"], week["state"], week["days"], week["of"]) for week in document["weeks"]] == [
        (dt.date(2026, 9, 28), "missing", 1, 4),
        (dt.date(2026, 10, 5), "missing", 1, 5),
    ]
