"""Names of the months in the languages of the exports, folded, full and short (layer 2)."""

MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "janvier", "janv", "januar", "enero", "ene", "janeiro", "gennaio", "gen", "januari"),
    (
        "february",
        "feb",
        "fevrier",
        "fevr",
        "fev",
        "februar",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
        "pebruari",
    ),
    ("march", "mar", "mars", "marz", "mrz", "marzo", "marco", "maret"),
    ("april", "apr", "avril", "avr", "abril", "abr", "aprile"),
    ("may", "mai", "mayo", "maio", "maggio", "mag", "mei"),
    ("june", "jun", "juin", "juni", "junio", "junho", "giugno", "giu"),
    ("july", "jul", "juillet", "juil", "juli", "julio", "julho", "luglio", "lug"),
    ("august", "aug", "aout", "agosto", "ago", "agustus", "agu", "agt"),
    ("september", "sep", "sept", "septembre", "septiembre", "setiembre", "setembro", "set", "settembre"),
    ("october", "oct", "octobre", "oktober", "okt", "octubre", "outubro", "out", "ottobre", "ott"),
    ("november", "nov", "novembre", "noviembre", "novembro", "nopember"),
    ("december", "dec", "decembre", "dezember", "dez", "diciembre", "dic", "dezembro", "dicembre", "desember", "des"),
)
