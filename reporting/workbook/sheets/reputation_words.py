"""How kinds of items, verdicts and ways of handling are called (layer 6)."""

from reporting.errors import Sentence, say
from reporting.numbers import FIXED, Amount
from reporting.warehouse.said import Item, Verdict

KINDS: dict[str, Sentence] = {
    "review": say("Review"),
    "comment": say("Comment"),
    "mention": say("Mention"),
}
VERDICTS: dict[Verdict, Sentence] = {
    "positive": say("Positive"),
    "neutral": say("Neutral"),
    "mixed": say("Mixed"),
    "negative": say("Negative"),
}


def kind_label(kind: str | None) -> Sentence:
    return KINDS.get(kind or "mention", KINDS["mention"])


def verdict(item: Item) -> Sentence | str | None:
    """Stars, else the sentiment that the file gives."""
    if item.rating is not None:
        return stars(item.rating)
    return VERDICTS[item.sentiment] if item.sentiment else None


def stars(rating: float) -> str:
    return f"{rating:g}{FIXED}★"


def handled(item: Item) -> Sentence:
    if item.answered is None:
        return say("Not told by the file")
    if not item.answered:
        return say("▲ No answer yet")
    if item.seconds is None:
        return say("✓ Answered")
    return say("✓ Answered after {time}", time=Amount(item.seconds, "seconds"))
