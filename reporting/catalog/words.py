"""A text of a definition, in both languages (layer 1)."""

from dataclasses import dataclass

from reporting.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    en: str
    fr: str

    def __getitem__(self, lang: Language) -> str:
        return self.fr if lang == "fr" else self.en

    def spoken(self, lang: Language) -> str:
        """As a field of a Sentence."""
        return self[lang]
