"""What a person likes: the language of the pages (layer 7)."""

from reporting.actions.desk import Desk
from reporting.actions.door import action, change
from reporting.language import LANGUAGES, Language
from reporting.warehouse.preferences import prefer, preference


@action("reports.read")
def language_of(desk: Desk) -> Language | None:
    """The language that the person chose last, None if never."""
    with desk.store.read() as cur:
        kept = preference(cur, desk.person.name, "language")
    return next((known for known in LANGUAGES if known == kept), None)


@action("reports.read")
def remember_language(desk: Desk, lang: Language) -> None:
    with change(desk, "preference.language", language=lang) as made:
        prefer(made.cur, desk.person.name, "language", lang)
