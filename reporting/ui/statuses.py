"""The status of a goal in a word, a symbol and a colour, always together (layer 8)."""

from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.goals.model import StatusWord
from reporting.language import Language, text


@dataclass(frozen=True, slots=True)
class Sign:
    """color is Streamlit's name of the slot that the theme fills with the status' colour (.streamlit/config.toml).

    symbol   an icon where Markdown is read; sign: a letter-like one where it is not, as in tables
    """

    word: Sentence
    symbol: str
    color: str
    sign: str

    def markdown(self, lang: Language) -> str:
        return f":{self.color}[:material/{self.symbol}: **{text(self.word, lang)}**]"


SIGNS: dict[StatusWord, Sign] = {
    "achieved": Sign(say("achieved"), "check_circle", "green", "✔"),
    "on_track": Sign(say("on track"), "trending_up", "yellow", "↗"),
    "at_risk": Sign(say("at risk"), "warning", "orange", "⚠"),
    "behind": Sign(say("behind"), "trending_down", "red", "↘"),
    "missed": Sign(say("missed"), "cancel", "violet", "✖"),
    "no_data": Sign(say("no data"), "help", "gray", "?"),
}
