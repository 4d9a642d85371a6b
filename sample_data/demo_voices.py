"""What people say of the example client: reviews of its shop and of its app, and what a listening tool found.

One day of October is loud: a batch of bars with a wrong label. Names, addresses and numbers in the texts are invented;
they are there because real texts have them.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from sample_data.demo_containers import Cell, Row, headings, plain_csv, write
from sample_data.demo_world import END, START

LOUD = dt.date(2026, 10, 14)
_SHARES = {"shop": 0.34, "words": 0.6, "app words": 0.7, "article": 0.05}
_BEST, _GOOD, _LOW = 5, 4, 2
_APP = "com.cairnetsel.carte"
_SHOP = "Cairn & Sel – Atelier de Die"
_GOOGLE = headings(
    "Review ID | Reviewer Name | Reviewer Photo | Star Rating | Review Text | Review Date | Review URL |"
    " Location Name | Reply Text | Reply Date"
)
_PLAY = headings(
    """
    Package Name | App Version Code | App Version Name | Reviewer Language | Device | Review Submit Date and Time |
    Review Submit Millis Since Epoch | Review Last Update Date and Time | Review Last Update Millis Since Epoch |
    Star Rating | Review Title | Review Text | Developer Reply Date and Time | Developer Reply Millis Since Epoch |
    Developer Reply Text | Review Link
    """
)
_MELTWATER = headings(
    """
    Date | Headline | URL | Opening Text | Hit Sentence | Source | Influencer | Country | Subregion | Language | Reach |
    Desktop Reach | Mobile Reach | Twitter Social Echo | Facebook Social Echo | Reddit Social Echo |
    National Viewership | Engagement | AVE | Sentiment | Key Phrases | Input Name | Keywords | Twitter Authority |
    Tweet Id | Alternate Date Format | Time | State | City | Document Tags
    """
)
_KIND = (
    "Accueil au top et une dégustation généreuse. La soupe aux orties est une merveille, on en a repris.",
    "Enfin des barres qui tiennent au froid et qui ont le goût de quelque chose. Merci à toute l’équipe de l’atelier.",
    "Le mélange des crêtes nous a sauvés au col de la Bataille. Bon, local, et pas un gramme de plastique.",
    "Commande reçue en deux jours, petit mot écrit à la main dans le colis. On reviendra.",
    "The hut granola is the best breakfast I have had in a tent, and the people at the workshop are lovely.",
    "Personnel très pro. Julie m’a rappelé au 06 12 34 56 78 pour vérifier mon adresse, ça devient rare.",
)
_PLAIN = ("Très bon.", "Rien à redire", "Correct, un peu cher.", "", "Good", "Bien mais parking difficile.", "")
_SOUR = (
    "Deux semaines pour recevoir trois barres, et personne au téléphone. Écrivez-moi à m.durand@example.org.",
    "Porte close un samedi à 15 h alors que le site annonce 18 h. Quarante kilomètres pour rien.",
    "Le pain de marche était moisi à l’ouverture. J’attends toujours un geste.",
    "Paid twice for one order and nobody answers. Call me on +33 6 98 76 54 32.",
)
_APP_SOUR = (
    "La carte plante dès que je perds le réseau. En montagne, c’est un peu l’idée pourtant.",
    "Impossible de se connecter depuis la mise à jour.",
    "Points de vente pas à jour, j’ai fait un détour pour une épicerie fermée.",
)
_APP_KIND = (
    "Simple, rapide, et les points de vente sont vraiment ouverts. Bravo pour la carte hors ligne.",
    "Works offline and shows every shop on the trail. Exactly what I needed.",
)
_SORRY = "Bonjour {name}, merci de nous l’avoir dit. Écrivez-nous à bonjour@cairnetsel.example, on s’en occupe."
_THANKS = "Merci {name}, l’atelier est ravi de vous lire."
_NAMES = ("Jeanne", "Bob", "Samira", "Loïc", "Agnès", "Tom")
_POSITIVE = (
    "Les barres de @cairnetsel, c’est la vie. Testées au Mont Aiguille avec @leo_grimpe.",
    "Petit-déjeuner au refuge avec le granola @cairnetsel : validé.",
    "Sea-salt chocolate by @cairnetsel on the ridge this morning. Heaven.",
)
_NEUTRAL = (
    "Qui sait si @cairnetsel expédie en Belgique ?",
    "Vu un stand @cairnetsel au marché de Die.",
    "Anyone tried the nettle soup from @cairnetsel?",
)
_NEGATIVE = (
    "Encore une rupture chez @cairnetsel, dommage.",
    "@cairnetsel trois mails sans réponse…",
)
_RECALL = (
    "Allergique aux noix et l’étiquette @cairnetsel ne le dit pas. Dangereux.",
    "@cairnetsel rappelle un lot de barres : vérifiez vos sacs avant de partir. Lot 2641.",
    "Déçue par @cairnetsel, une étiquette fausse sur un produit pour randonneurs, sérieusement ?",
)
_PRESS = (
    ("Cairn & Sel, le goût des crêtes", "… à Die, l’atelier Cairn & Sel emballe ses barres dans un papier de moulin …"),
    ("Dix producteurs à suivre dans la Drôme", "… parmi eux Cairn & Sel et sa soupe lyophilisée aux orties …"),
)


def write_voices(folder: Path) -> None:
    write(folder / "google-reviews.csv", plain_csv(_GOOGLE, list(_shop())))
    for first in _months():
        rows = [row for row in _app() if str(row[5])[:7] == f"{first:%Y-%m}"]
        write(folder / f"reviews_{_APP}_{first:%Y%m}.csv", _utf16(_PLAY, rows))
    write(folder / "meltwater.csv", plain_csv(_MELTWATER, list(_found())))


def _utf16(heads: Sequence[str], rows: Sequence[Row]) -> bytes:
    return f"\ufeff{plain_csv(heads, rows).decode()}".encode("utf-16-le")


def _months() -> Iterator[dt.date]:
    day = START
    while day <= END:
        yield day
        day = (day + dt.timedelta(days=32)).replace(day=1)


def _days() -> Iterator[dt.date]:
    return (START + dt.timedelta(days=at) for at in range((END - START).days + 1))


def _shop() -> Iterator[Row]:
    rng = random.Random("voices of the shop")
    for at, day in enumerate(_days()):
        if rng.random() > _SHARES["shop"]:
            continue
        stars = rng.choices((5, 4, 3, 2, 1), (58, 20, 8, 6, 8))[0]
        words = _KIND if stars == _BEST and rng.random() < _SHARES["words"] else _SOUR if stars <= _LOW else _PLAIN
        answered = rng.random() < (0.9 if stars <= _LOW else 0.6)
        reply = (_SORRY if stars <= _LOW else _THANKS).format(name=rng.choice(_NAMES)) if answered else ""
        link = f"https://maps.example/reviews/{at:04d}"
        later = f"{day + dt.timedelta(days=rng.randrange(1, 6))}" if answered else ""
        number = ("FIVE", "FOUR", "THREE", "TWO", "ONE")[5 - stars]
        yield (
            f"ChdDSUhN{at:04d}",
            rng.choice(_NAMES),
            "",
            number,
            rng.choice(words),
            f"{day}",
            link,
            _SHOP,
            reply,
            later,
        )


def _app() -> Iterator[Row]:
    rng = random.Random("voices of the app")
    for at, day in enumerate(_days()):
        count = rng.choices((0, 1, 2), (58, 32, 10))[0]
        for nth in range(count):
            moment = dt.datetime(
                day.year, day.month, day.day, rng.randrange(7, 23), rng.randrange(60), 0, tzinfo=dt.UTC
            )
            stars = rng.choices((5, 4, 3, 2, 1), (44, 20, 12, 9, 15))[0]
            said = rng.choice(_APP_KIND if stars >= _GOOD else _APP_SOUR) if rng.random() < _SHARES["app words"] else ""
            replied: dt.datetime | None = None
            if rng.random() < (0.92 if said else 0.35):
                replied = moment + dt.timedelta(minutes=round(rng.lognormvariate(6.2, 1.1)))
            yield _app_row(rng, f"{at:04d}{nth}", moment, (stars, said), replied)


def _app_row(
    rng: random.Random, number: str, moment: dt.datetime, verdict: tuple[int, str], replied: dt.datetime | None
) -> Row:
    stars, said = verdict
    text = (_SORRY if stars <= _LOW else _THANKS).format(name=rng.choice(_NAMES)) if replied else ""
    link = (
        f"https://play.google.com/console/developers/app/user-feedback/review-details?reviewId=gp:{number}"
        if said
        else ""
    )
    sent, millis = f"{moment:%Y-%m-%dT%H:%M:%SZ}", int(moment.timestamp() * 1000)
    answer: list[Cell] = ["", ""]
    if replied:
        answer = [f"{replied:%Y-%m-%dT%H:%M:%SZ}", int(replied.timestamp() * 1000)]
    return (_APP, 31, "3.1", "fr", "a52q", sent, millis, sent, millis, stars, "", said, *answer, text, link)


def _found() -> Iterator[Row]:
    rng = random.Random("voices found")
    for day in _days():
        usual = rng.choices((0, 1, 2, 3, 4), (18, 34, 28, 14, 6))[0]
        for nth in range(usual):
            tone = rng.choices(("Positive", "Neutral", "Negative", "Not Rated"), (42, 34, 12, 12))[0]
            yield _mention(rng, day, nth, tone, _words(tone))
        if rng.random() < _SHARES["article"]:
            yield _article(rng, day)
        if day in {LOUD, LOUD + dt.timedelta(days=1)}:
            for nth in range(31 if day == LOUD else 14):
                tone = rng.choices(("Negative", "Neutral"), (78, 22))[0]
                yield _mention(rng, day, 10 + nth, tone, _RECALL, tags="rappel;étiquette")


def _words(tone: str) -> Sequence[str]:
    return {"Positive": _POSITIVE, "Negative": _NEGATIVE}.get(tone, _NEUTRAL)


def _mention(  # noqa: PLR0917 -- a row of a file
    rng: random.Random, day: dt.date, nth: int, tone: str, words: Sequence[str], tags: str | None = None
) -> Row:
    number = f"{1_960_000_000_000_000_000 + day.toordinal() * 1_000_000 + nth * 7_919}"
    named = tags or rng.choice(("", "", "goût", "livraison", "points de vente", "prix"))
    link = f"https://twitter.com/lecteur{nth}/status/{number}"
    return _row(day, "", link, rng.choice(words), "Twitter", tone, (number, rng.randrange(0, 60), named))


def _article(rng: random.Random, day: dt.date) -> Row:
    title, words = rng.choice(_PRESS)
    link = f"https://journal-de-la-drome.example/{day}"
    return _row(day, title, link, words, "Journal de la Drôme", "Neutral", ("", rng.randrange(4, 90), "presse"))


def _row(  # noqa: PLR0917 -- a row of a file
    day: dt.date, title: str, link: str, words: str, source: str, tone: str, more: tuple[str, int, str]
) -> Row:
    number, engaged, tags = more
    seen = engaged * 37
    before: list[Cell] = [
        f"{day:%d-%b-%Y} 09:{engaged:02d}AM",
        title,
        link,
        "",
        words,
        source,
        "",
        "France",
        "",
        "French",
    ]
    middle: list[Cell] = [seen, 0, 0, "", "", "", "", engaged, "", tone, "", "Cairn & Sel", "cairnetsel", ""]
    return (*before, *middle, number, f"{day:%d-%b-%y}", "9:00 AM", "", "", tags)
