"""Ads, planned posts and hours of the example client: exports of ad managers, a calendar, time tracking; invented."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sample_data.demo_containers import Cell, Row, headings, meta_csv, plain_csv, write
from sample_data.demo_world import END, PARIS, START, Post, climate, days

_SEED = "cairn-et-sel valeur"
_AUTUMN = (dt.date(2026, 10, 5), dt.date(2026, 10, 25))
_PLANNED_FROM = dt.date(2026, 9, 1)
_NAMES = {"facebook": "Page Facebook", "instagram": "Instagram", "linkedin": "LinkedIn"}
_META = headings(
    """
    Jour | Nom de la campagne | Montant dépensé (EUR) | Impressions | Couverture | Clics sur un lien | Achats |
    Valeur de conversion des achats | Début des rapports | Fin des rapports
    """
)
_GOOGLE = headings("Jour | Campagne | Code de la devise | Coût | Impr. | Clics | Conversions | Valeur de conv.")
_LINKEDIN = headings(
    """
    Date de début (en UTC) | Nom du compte | Devise | Nom de la campagne | Total dépensé | Impressions | Clics
    """
)
_TOGGL = headings(
    """
    User | Email | Client | Project | Task | Description | Billable | Start date | Start time | End date | End time |
    Duration | Tags
    """
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a campaign spends on a day of its days, and what it gets for it; value is that of one conversion."""

    name: str
    spend: float
    per_thousand: float
    clicked: float
    converted: float
    value: float
    first: dt.date = START
    last: dt.date = END


_META_CAMPAIGNS = (
    Campaign("Toujours visible – Drôme", 9.5, 5.4, 0.0115, 0.021, 47.0),
    Campaign("Rentrée en forêt – Reels", 31.0, 6.9, 0.0142, 0.034, 54.0, *_AUTUMN),
    Campaign("Notoriété – vidéo", 12.0, 3.1, 0.0041, 0.0, 0.0, dt.date(2026, 9, 7), dt.date(2026, 10, 18)),
)
_GOOGLE_CAMPAIGNS = (
    Campaign("Marque – Cairn & Sel", 6.2, 28.0, 0.083, 0.072, 51.0),
    Campaign("Sel de bain – recherche", 14.8, 19.5, 0.031, 0.026, 49.0),
)
_LINKEDIN_CAMPAIGNS = (Campaign("Revendeurs – Suisse romande", 18.0, 34.0, 0.0062, 0.0, 0.0, dt.date(2026, 8, 3)),)


def write_ads(folder: Path) -> None:
    name = f"Cairn-Sel-Campagnes-{START.day}-sept-{START.year}-{END.day}-oct-{END.year}.csv"
    write(folder / "meta_ads" / name, meta_csv(_META, [_meta(*one) for one in _spent(_META_CAMPAIGNS)]))
    write(folder / "google_ads" / "Rapport sur les campagnes.csv", _google())
    write(folder / "linkedin_ads" / "rapport_performances.csv", _linkedin())


def _spent(campaigns: Sequence[Campaign]) -> Iterator[tuple[dt.date, Campaign, tuple[float, int, int, int, float]]]:
    """Spend, impressions, clicks, conversions and their value, day by day."""
    for campaign in campaigns:
        rng = random.Random(f"{_SEED} {campaign.name}")
        for day in days(max(START, campaign.first), min(END, campaign.last)):
            spend = round(campaign.spend * climate(day, 1.05) * rng.uniform(0.8, 1.2), 2)
            shown = round(spend / campaign.per_thousand * 1000 * rng.uniform(0.9, 1.1))
            clicks = round(shown * campaign.clicked * rng.uniform(0.85, 1.15))
            bought = sum(rng.random() < campaign.converted for _ in range(clicks))
            value = round(sum(campaign.value * rng.uniform(0.6, 1.5) for _ in range(bought)), 2)
            yield day, campaign, (spend, shown, clicks, bought, value)


def _meta(day: dt.date, campaign: Campaign, got: tuple[float, int, int, int, float]) -> Row:
    """Where nothing was bought Meta leaves the cells empty."""
    spend, shown, clicks, bought, value = got
    found: list[Cell] = [bought, f"{value:.2f}"] if bought else ["", ""]
    return [f"{day}", campaign.name, f"{spend:.2f}", shown, round(shown * 0.8), clicks, *found, f"{day}", f"{day}"]


def _google() -> bytes:
    months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]

    def written(day: dt.date) -> str:
        return f"{day.day} {months[day.month - 1]} {day.year}"

    def amount(value: float) -> str:
        return f"{value:.2f}".replace(".", ",")

    lines = ["Rapport sur les campagnes", f"{written(START)} - {written(END)}", ";".join(_GOOGLE)]
    for day, campaign, (spend, shown, clicks, bought, value) in _spent(_GOOGLE_CAMPAIGNS):
        cells = (written(day), campaign.name, "EUR", amount(spend), shown, clicks, amount(bought), amount(value))
        lines.append(";".join(map(str, cells)))
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _linkedin() -> bytes:
    rows: list[list[str | int | float]] = [
        [f"{day.month}/{day.day}/{day.year}", "Cairn & Sel Suisse", "CHF", campaign.name, f"{spend:.2f}", shown, clicks]
        for day, campaign, (spend, shown, clicks, _, _) in _spent(_LINKEDIN_CAMPAIGNS)
    ]
    return b"Rapport sur les performances\n\n" + plain_csv(_LINKEDIN, rows)


def write_calendar(folder: Path, platform: str, published: Sequence[Post]) -> None:
    """What was planned: most posts on their day, some a day off, and now and then one that never came."""
    rng = random.Random(f"{_SEED} calendar {platform}")
    rows: list[Row] = []
    for post in published:
        moment = post.published.astimezone(PARIS)
        if moment.date() < _PLANNED_FROM or rng.random() < 0.12:  # noqa: PLR2004 -- one in eight was not planned
            continue
        day = moment.date() - dt.timedelta(days=1) if rng.random() < 0.09 else moment.date()  # noqa: PLR2004 -- late ones
        rows.append(_planned(platform, day, moment.hour, post.caption))
        if rng.random() < 0.1:  # noqa: PLR2004 -- one in ten never came
            never = min(END, day + dt.timedelta(days=1))
            rows.append(_planned(platform, never, 12, f"Coulisses de l’atelier, épisode {len(rows)}"))
    write(folder / f"calendrier_{platform}.csv", plain_csv(("Date", "Heure", "Texte", "Profil social"), rows))


def _planned(platform: str, day: dt.date, hour: int, text: str) -> Row:
    return [f"{day:%d/%m/%Y}", f"{hour:02d}:00", text, _NAMES[platform]]


_WORK = (
    ("Maëlle Garnier", "Reels", "Tournage et montage", 3.0, 2.6),
    ("Maëlle Garnier", "Carrousels", "Maquettes", 2.0, 1.4),
    ("Yann Tessier", "Rédaction", "Textes de la semaine", 2.4, 2.2),
    ("Yann Tessier", "Communauté", "Réponses aux commentaires", 0.7, 4.2),
    ("Inès Vidal", "Vidéos YouTube", "Montage", 4.0, 1.1),
    ("Inès Vidal", "Rapports", "Chiffres du mois", 2.0, 0.5),
)
_STARTS = (8, 9, 9, 10, 11, 14, 14, 15, 16, 17, 18, 20)


def write_hours(folder: Path) -> None:
    """Two months of 2026 and the October before, one file each."""
    for first, last in (
        (dt.date(2025, 10, 1), dt.date(2025, 10, 31)),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        (dt.date(2026, 10, 1), END),
    ):
        rng = random.Random(f"{_SEED} hours {first}")
        rows = [row for day in days(first, last) for row in _worked(rng, day)]
        data = plain_csv(_TOGGL, rows, bom=True, quoted=True)
        write(folder / f"Toggl_time_entries_{first}_to_{last}.csv", data)


def _worked(rng: random.Random, day: dt.date) -> Iterator[Row]:
    """On a weekend only now and then; in a campaign more, and later."""
    busy = climate(day, 1)
    for person, task, words, length, weekly in _WORK:
        wanted = weekly / 5 * (0.25 if day.weekday() > 4 else busy)  # noqa: PLR2004 -- Saturday and Sunday
        if rng.random() < wanted:
            start = dt.datetime.combine(day, dt.time(rng.choice(_STARTS), rng.choice((0, 15, 30))))
            end = start + dt.timedelta(minutes=round(60 * length * rng.uniform(0.6, 1.4)))
            length_words = f"{int((end - start).total_seconds()) // 3600:02d}:{(end - start).seconds // 60 % 60:02d}:00"
            email = f"{person.split()[0].lower()}@example.com"
            yield [
                *(person, email, "Cairn & Sel", "Réseaux sociaux", task, words, "Yes"),
                *(f"{start:%Y-%m-%d}", f"{start:%H:%M:%S}", f"{end:%Y-%m-%d}", f"{end:%H:%M:%S}", length_words, ""),
            ]
