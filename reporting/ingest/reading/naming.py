"""A name that promises something else than the file holds (layer 2, pure)."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from reporting.errors import Sentence, say
from reporting.ingest.model import Notice

_TITLES: Mapping[str, Sentence] = {
    "csv": say("delimited text (CSV)"),
    "xlsx": say("an Excel workbook (.xlsx)"),
    "xls": say("an old Excel workbook (.xls)"),
    "xml": say("a workbook in XML"),
    "html": say("a web page with a table"),
    "zip": say("a zip archive"),
}
# Facebook itself saved XML under the name .xls for years.
_PROMISED: Mapping[str, tuple[str, ...]] = {
    ".csv": ("csv",),
    ".tsv": ("csv",),
    ".tab": ("csv",),
    ".txt": ("csv",),
    ".xlsx": ("xlsx",),
    ".xls": ("xls", "xml"),
    ".xml": ("xml",),
    ".htm": ("html",),
    ".html": ("html",),
    ".zip": ("zip",),
}


def mismatch(name: str, kind: str) -> Notice | None:
    """kind: what the file is by its content. A name without a known ending promises nothing."""
    ending = PurePosixPath(name).suffix.lower()
    if kind in _PROMISED.get(ending, (kind,)):
        return None
    return Notice(
        "warning",
        say(
            "“{name}” ends in {ending}, but the file is {kind}; it was read as that.",
            name=PurePosixPath(name).name,
            ending=ending,
            kind=_TITLES[kind],
        ),
    )
