"""Headings are compared whatever a platform did to their spelling."""

import pytest

from reporting.catalog.folding import fold


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Detail Expands", "detail expands"),
        ("Vues de vidéo de 3\u00a0secondes", "vues de video de 3 secondes"),
        ("CPM (Coût pour 1\u202f000 impressions)", "cpm (cout pour 1 000 impressions)"),
        ("Mentions J\u2019aime", "mentions j'aime"),
        ("Ver\u00adöf\u00adfent\u00adli\u00adchungs\u00adzeit\u00adpunkt", "veroffentlichungszeitpunkt"),
        ("\ufeffDate", "date"),
        ("Phone number clicks ", "phone number clicks"),
        ("  Age \t &\n gender ", "age & gender"),
        ("„Gefällt mir“-Angaben", '"gefallt mir"-angaben'),
        ("Status « Financé »", 'status " finance "'),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_fold(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded


def test_fold_of_a_folded_heading_is_itself() -> None:
    assert fold(fold("Réactions, Commentaires")) == fold("Réactions, Commentaires")
