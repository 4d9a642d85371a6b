"""What the linter finds (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.errors import Sentence, say
from reporting.language import Language, text
from reporting.warehouse.snapshot import Level, RuleId

__all__ = ["LEVELS", "RULES", "SYMBOLS", "Level", "Remark", "RuleId", "errors", "worst_first"]

RULES: Mapping[RuleId, Sentence] = {
    "stale_source": say("every source goes to the end of the period"),
    "missing_export": say("every day of the period is covered"),
    "stated_total": say("the platforms’ own totals are ours"),
    "parts": say("each total is the sum of its platforms"),
    "definition_change": say("nothing is compared across a change of definition"),
    "red_goal": say("every red goal has a comment"),
    "unjudged_goal": say("every goal has data"),
    "stale_text": say("no sentence was written about figures that have changed since"),
    "formula": say("every formula can be computed"),
    "disagreement": say("the formulas agree with the database"),
    "empty_section": say("no section is empty"),
    "contrast": say("every text can be read"),
    "alt_text": say("every drawing is described"),
    "personal_data": say("no personal data of others in the client version"),
}
LEVELS: Mapping[Level, Sentence] = {"error": say("Error"), "warning": say("Warning"), "note": say("Note")}
SYMBOLS: Mapping[Level, str] = {"error": "✗", "warning": "▲", "note": "●"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding. An error forbids that the report is approved; a warning is for the eyes of who sends it.

    where   a sheet and its cell, a platform, a goal; how: what mends it
    """

    rule: RuleId
    level: Level
    where: Sentence | str
    what: Sentence
    how: Sentence

    def written(self, lang: Language) -> dict[str, str]:
        """As one object of a JSON document."""
        return {
            "rule": self.rule,
            "level": self.level,
            "where": text(self.where, lang),
            "what": text(self.what, lang),
            "how": text(self.how, lang),
        }


def worst_first(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Errors, warnings, notes; within each in the order of the rules."""
    levels, rules = list(LEVELS), list(RULES)
    return tuple(sorted(remarks, key=lambda one: (levels.index(one.level), rules.index(one.rule))))


def errors(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return tuple(one for one in remarks if one.level == "error")
