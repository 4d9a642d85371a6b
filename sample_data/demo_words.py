"""The words of the example client: an invented maker of food for hikers. Everybody and everything here is made up."""

import random
from dataclasses import dataclass

CLIENT = "Cairn & Sel"
HANDLE = "cairnetsel"
SLUG = "cairn-et-sel"

_THINGS = {
    "fr": (
        "la barre noisette-abricot",
        "le mélange des crêtes",
        "la soupe lyophilisée aux orties",
        "le pain de marche au seigle",
        "le chocolat fleur de sel",
        "la tartinade de pois chiches",
        "le granola du refuge",
        "les biscuits au sarrasin",
        "la tomme en petits dés",
        "le sirop de sapin",
    ),
    "en": (
        "our hazelnut and apricot bar",
        "the ridge mix",
        "our nettle soup",
        "the rye trail loaf",
        "sea-salt chocolate",
        "chickpea spread",
        "the hut granola",
        "buckwheat biscuits",
        "diced mountain cheese",
        "pine syrup",
    ),
}
_PLACES = {
    "fr": (
        "au col de la Bataille",
        "sur les crêtes du Vercors",
        "au bord du lac de Crop",
        "dans la forêt de Saoû",
        "au refuge de la Jasse",
        "sur le sentier des Trois-Becs",
        "au pied du Mont Aiguille",
        "dans les gorges d’Omblèze",
    ),
    "en": (
        "at the Bataille pass",
        "on the Vercors ridge",
        "by the lake at dawn",
        "in the Saoû forest",
        "at the Jasse hut",
        "on the Trois-Becs trail",
        "below Mont Aiguille",
        "down in the gorge",
    ),
}
_LINES = {
    "photo": (
        "Pause {place}, avec {thing}. Et vous, vous la faites où ce week-end ?",
        "Six heures du matin {place}. On n’a croisé que deux chamois.",
        "Nouvelle étiquette pour {thing} : le papier vient d’un moulin à 12 km de l’atelier.",
    ),
    "carousel": (
        "Cinq idées pour glisser {thing} dans un sac déjà plein. La 4e surprend toujours.",
        "Le carnet de route du mois : trois boucles à la journée {place}.\nDistances et dénivelés dans les images.",
        "Comment nous fabriquons {thing}, étape par étape.",
    ),
    "reel": (
        "Une minute {place} : le bruit du vent, c’est tout.",
        "On a fait goûter {thing} à des gens qui redescendaient {place}. Leurs têtes !",
        "Préparer {thing} en trente secondes, montre en main.",
    ),
    "video": (
        "Portrait : Maëlle, qui prépare {thing} depuis l’ouverture de l’atelier.",
        "Deux jours {place}, sans réseau, avec {thing}. Le film est en ligne.",
        "Visite de l’atelier : d’où vient {thing} ?",
    ),
    "link": (
        "Sur le blog : comment conserver {thing} en été.",
        "Notre carte des points de vente est à jour. Il y en a un {place}.",
        "Offre d’emploi : nous cherchons une personne pour l’atelier, à Die.",
    ),
    "text": (
        "Question sérieuse : {thing}, avant ou après le sommet ?",
        "Il neige {place}. Voilà, c’est tout, bonne journée.",
        "Merci pour vos 214 messages sur {thing}. On répond à tout le monde, promis.",
    ),
    "document": (
        "Notre bilan matières : d’où viennent les ingrédients de {thing}, en huit pages.",
        "Ce que nous a appris une année sans plastique autour : chiffres et erreurs comprises.",
    ),
    "story": (
        "Sondage : {thing}, sucré ou salé ?",
        "En direct {place}",
        "",
    ),
}
_ENGLISH = {
    "photo": ("A break {place} with {thing}.",),
    "carousel": ("Five ways to pack {thing} when the bag is already full.",),
    "reel": ("One minute {place}. Sound on.",),
    "video": ("Two days {place}, no signal, and {thing}.",),
    "link": ("On the blog: how we source what goes into {thing}.",),
    "text": ("Serious question: {thing}, before or after the summit?",),
    "document": ("A year without plastic around {thing}: figures, mistakes included.",),
    "story": ("Live {place}",),
}
_TAGS = ("#randonnée", "#cairnetsel", "#vercors", "#drôme", "#bivouac", "#montagne", "#madeinfrance", "#picnic")
_ENGLISH_SHARE = 0.14
_QUOTED = '« Le meilleur "quatre-heures" de la Drôme », dit le journal du coin. On rougit.'
_QUOTED_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    language: str


def caption(rng: random.Random, media: str, *, tags: int = 0) -> Caption:
    """Some lines of text, French mostly; now and then with quotes, line breaks and hashtags, as people write."""
    language = "en" if rng.random() < _ENGLISH_SHARE else "fr"
    lines = _ENGLISH[media] if language == "en" else _LINES[media]
    text = rng.choice(lines).format(thing=rng.choice(_THINGS[language]), place=rng.choice(_PLACES[language]))
    if media != "story" and rng.random() < _QUOTED_SHARE:
        text = _QUOTED
    if tags and text:
        text += "\n\n" + " ".join(rng.sample(_TAGS, tags))
    return Caption(text, language)


def title(rng: random.Random, media: str) -> str:
    """A short title of a video."""
    thing, place = rng.choice(_THINGS["fr"]), rng.choice(_PLACES["fr"])
    if media == "short":
        return rng.choice((f"30 secondes {place}", f"{thing.capitalize()} : le test", f"Le bruit du vent {place}"))
    return rng.choice(
        (f"Deux jours {place}", f"Dans l’atelier : {thing}", f"On goûte {thing} {place}", f"Recette : {thing}")
    )
