"""Every text for people exists in both languages, says the same fields, and its French reads as French."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
SAYERS = ("say", "t", "Sentence")
# The machinery itself makes sentences from what it is given.
MACHINERY = ("reporting/errors.py", "reporting/language.py")
WIDGETS = set(
    """
    title header subheader text caption markdown write button checkbox toggle radio selectbox multiselect
    slider text_input number_input text_area date_input file_uploader download_button form_submit_button
    metric success info warning error toast expander popover spinner status tabs segmented_control pills
    link_button
    """.split()  # noqa: SIM905 -- a list that is read as one
)
_MARKUP = re.compile(r":material/\w*|:?[a-z-]+\[")
_FIELD = re.compile(r"\{[^{}]*\}")
_SPACES = "\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Said:
    """A text in the code: where, its msgid (None where it is not a literal), and its fields (None: given elsewhere)."""

    where: str
    msgid: str | None
    fields: frozenset[str] | None


def _sources(root: Path) -> Iterator[Path]:
    yield from (path for folder in ("reporting", "pages") for path in sorted((root / folder).rglob("*.py")))
    yield from root.glob("app.py")


def _calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Call):  # translator(lang)("…")
                yield node, "t" if isinstance(function.func, ast.Name) and function.func.id == "translator" else ""
            else:
                yield node, getattr(function, "id", getattr(function, "attr", ""))


def _literals(node: ast.expr) -> Iterator[str | None]:
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    else:
        yield node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def said(root: Path) -> list[Said]:
    found: list[Said] = []
    for path in _sources(root):
        name = str(path.relative_to(root))
        for node, function in _calls(path) if name not in MACHINERY else ():
            if function in SAYERS and node.args:
                given = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                complete = given and all(keyword.arg for keyword in node.keywords)
                found += [
                    Said(f"{name}:{node.lineno}", text, given if complete else None)
                    for text in _literals(node.args[0])
                    if text is not None or _must_be_literal(node)
                ]
    return [*found, *_machinery(root)]


def _must_be_literal(call: ast.Call) -> bool:
    """A Sentence may be made again from a stored msgid, and a console says sentences that were made elsewhere."""
    name = getattr(call.func, "id", "")
    return name in {"say", "t"} or getattr(call.func, "attr", "") == "t"


def _machinery(root: Path) -> Iterator[Said]:
    for name in MACHINERY:
        for node, function in _calls(root / name) if (root / name).exists() else ():
            if function in SAYERS and node.args:
                yield from (Said(f"{name}:{node.lineno}", text, None) for text in _literals(node.args[0]) if text)


def fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _french(root: Path) -> tuple[dict[str, str], list[str]]:
    texts: dict[str, str] = {}
    faults: list[str] = []
    for path in sorted((root / "reporting" / "locale" / "fr").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="fr", abort_invalid=True):
                msgid, words = str(message.id), str(message.string)
                if msgid and message.fuzzy:
                    faults.append(f"{path.name}: not confirmed (fuzzy): {msgid!r}")
                elif msgid and texts.setdefault(msgid, words) != words:
                    faults.append(f"{path.name}: a second translation of {msgid!r}")
    return texts, faults


def catalogue_faults(root: Path) -> list[str]:
    """What is not translated, translated for nobody, or translated with other fields."""
    texts, faults = _french(root)
    used = said(root)
    for one in used:
        if one.msgid is None:
            faults.append(f"{one.where}: a text that is not a literal can't be translated")
            continue
        if not texts.get(one.msgid):
            faults.append(f"{one.where}: no French for {one.msgid!r}")
        if one.fields is not None and one.fields != fields(one.msgid):
            faults.append(
                f"{one.where}: {sorted(one.fields ^ fields(one.msgid))} given or named only once in {one.msgid!r}"
            )
    faults += [f"nobody says {msgid!r}" for msgid in sorted(texts.keys() - {one.msgid for one in used})]
    faults += [
        f"other fields in the French of {msgid!r}" for msgid, words in texts.items() if fields(msgid) != fields(words)
    ]
    return faults


def french_faults(text: str) -> list[str]:
    """Where a French text breaks the rules of its typography; a field counts as a word, its choices as theirs."""
    plain = _FIELD.sub(lambda found: found[0].partition(":")[2].strip("}").replace("|", " ") or "x", text)
    rules = {
        "a no-break space before : ; ! ?": rf"[^{_SPACES}!?.…][:;!?](?=[\s»)\"]|$)",
        "a no-break space before %": rf"[^{_SPACES}(]%(?!\w)",
        "a no-break space after «": rf"«[^{_SPACES}]",
        "a no-break space before »": rf"[^{_SPACES}]»",
        "a typographic apostrophe": r"(?i)(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])",
        "French quotation marks": r"[“”]",
    }
    return [rule for rule, broken in rules.items() if re.search(broken, plain)]


def widget_faults(root: Path) -> list[str]:
    """Texts that a page or widget writes without asking for the reader's language."""
    found = []
    for path in [*sorted((root / "pages").rglob("*.py")), *sorted((root / "reporting" / "ui").rglob("*.py"))]:
        for node, function in _calls(path):
            if isinstance(node.func, ast.Attribute) and function in WIDGETS and not _is_log(node.func.value):
                texts = [
                    *node.args[:1],
                    *(keyword.value for keyword in node.keywords if keyword.arg in {"label", "help"}),
                ]
                if any(_has_words(text) for text in texts):
                    found.append(f"{path.relative_to(root)}:{node.lineno}: {function} writes words of no language")
    return found


def _is_log(receiver: ast.expr) -> bool:
    """What is logged is for those who run the installation, in English."""
    return isinstance(receiver, ast.Name) and receiver.id.strip("_").lower() == "log"


def _has_words(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.search(r"[^\W\d_]{2}", _MARKUP.sub("", part.value))
        for part in parts
    )


def test_every_text_has_its_french_with_the_same_fields_and_every_french_its_text() -> None:
    assert catalogue_faults(ROOT) == []


def test_french_reads_as_french() -> None:
    texts, _ = _french(ROOT)
    assert {words: faults for words in texts.values() if (faults := french_faults(words))} == {}


def test_pages_and_widgets_write_only_translated_words() -> None:
    assert widget_faults(ROOT) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Attention: danger", "a no-break space before : ; ! ?"),
        ("Vraiment ?", "a no-break space before : ; ! ?"),
        ("12 % de plus", "a no-break space before %"),
        ("le fichier «\u00a0x »", "a no-break space before »"),
        ("l'export", "a typographic apostrophe"),
        ("{n} {n:l'un|les deux}", "a typographic apostrophe"),
        ("le “mot”", "French quotation marks"),
    ],
)
def test_a_fault_of_typography_is_found(text: str, fault: str) -> None:
    assert fault in french_faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Attention\u00a0: danger\u202f!",
        "12\u00a0% de plus, «\u00a0x\u00a0»",
        "http://localhost:8501 à 12:30",
        "{count:erreur|erreurs} dans {file}",
        "Quoi\u00a0?!",
        "Taux (%)",
    ],
)
def test_good_french_has_no_fault(text: str) -> None:
    assert french_faults(text) == []


PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("source", "catalogue", "fault"),
    [
        ('say("Hello")', "", "no French for 'Hello'"),
        ('t("Hello" if x else "Bye")', 'msgid "Hello"\nmsgstr "Salut"\n', "no French for 'Bye'"),
        ('Sentence("Hello")', 'msgid "Hello"\nmsgstr ""\n', "no French for 'Hello'"),
        ("t(name)", "", "not a literal"),
        ('say("{n} left", n=1)', 'msgid "{n} left"\nmsgstr "reste {m}"\n', "other fields in the French"),
        ('say("{n} left", m=1)', 'msgid "{n} left"\nmsgstr "reste {n}"\n', "['m', 'n'] given or named only once"),
        ("", 'msgid "Old"\nmsgstr "Vieux"\n', "nobody says 'Old'"),
        ('t("A")', 'msgid "A"\nmsgstr "A"\n#, fuzzy\nmsgid "B"\nmsgstr "B"\n', "not confirmed (fuzzy): 'B'"),
    ],
)
def test_a_fault_of_translation_is_found(source: str, catalogue: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "reporting" / "locale" / "fr").mkdir(parents=True)
    (tmp_path / "reporting" / "a.py").write_text(source)
    (tmp_path / "reporting" / "locale" / "fr" / "a.po").write_text(PO + catalogue)
    assert any(fault in found for found in catalogue_faults(tmp_path))


def test_two_translations_of_one_text_are_found(tmp_path: Path) -> None:
    (tmp_path / "reporting" / "locale" / "fr").mkdir(parents=True)
    (tmp_path / "reporting" / "a.py").write_text('t("A")')
    for name in ("a", "b"):
        (tmp_path / "reporting" / "locale" / "fr" / f"{name}.po").write_text(f'{PO}msgid "A"\nmsgstr "{name}"\n')
    assert catalogue_faults(tmp_path) == ["b.po: a second translation of 'A'"]


def test_words_of_no_language_are_found_in_pages(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.py").write_text(
        'st.button("Import")\nst.text(f"{n} files")\nst.metric(t("Reach"), v, help="People")\n'
        'st.text(f"{n} · :orange[{m}] :{color}-badge[{word}]")\n'
    )
    assert [fault.partition(": ")[0] for fault in widget_faults(tmp_path)] == [
        "pages/a.py:1",
        "pages/a.py:2",
        "pages/a.py:3",
    ]
