"""What files are, asked without a store: it may be in use by the app, or not exist (layer 7)."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from reporting.actions.reading import Upload
from reporting.catalog.model import Catalog
from reporting.ingest.inspect import inspect_file
from reporting.ingest.model import Found
from reporting.settings import Settings


def describe(
    settings: Settings, catalog: Catalog, uploads: Sequence[Upload], progress: Callable[[int, int, str], None]
) -> list[Found]:
    """The tables of each file, without their rows: those are gone when this returns."""
    founds: list[Found] = []
    with tempfile.TemporaryDirectory(prefix="bilan-") as folder:
        for at, upload in enumerate(uploads):
            progress(at, len(uploads), upload.name)
            founds += inspect_file(
                upload.path,
                upload.name,
                catalog=catalog,
                answers=upload.answers,
                limits=settings.limits,
                work=Path(folder) / str(at),
            )
    progress(len(uploads), len(uploads), "")
    return founds
