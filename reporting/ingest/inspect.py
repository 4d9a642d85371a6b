"""The way in: what is in a file, table by table (layer 2)."""

import datetime as dt
import hashlib
import logging
import secrets
from pathlib import Path

import duckdb

from reporting.catalog.model import Catalog
from reporting.errors import UnreadableError, say
from reporting.ingest.child.sandbox import run_in_child
from reporting.ingest.model import Answers, Found, Notice
from reporting.ingest.reading.grids import read_grids
from reporting.ingest.reading.workbench import connect
from reporting.ingest.understanding.describe import Inspection, describe, refused
from reporting.settings import Limits

log = logging.getLogger(__name__)
OUR_FAULT = "OUR_FAULT"
_NO_ANSWERS = Answers()
_NO_LIMITS = Limits()


def inspect_file(
    path: Path,
    name: str,
    *,
    catalog: Catalog,
    answers: Answers = _NO_ANSWERS,
    limits: Limits = _NO_LIMITS,
    work: Path,
    today: dt.date | None = None,
) -> list[Found]:
    """Read, recognise and normalise a file in a child process; the rows of each table lie under `work` as Parquet.

    name    as the person knows the file; account and period may stand in it
    today   the day of the import: dates without year are no newer, others no more than a day. A replay gives the day of
            the first import, or the outcome could differ
    Never raises for what is in the file: a bad one comes back as one Found that is refused.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    work.mkdir(parents=True, exist_ok=True)
    try:
        return run_in_child(inspect_here, path, name, catalog, answers, limits, work, day, limits=limits)
    except UnreadableError as error:
        error.where = error.where or name
        found = tuple(Notice("error", sentence) for sentence in error.sentences)
        return [Found(name, None, _sha256(path), "refused", notices=found, code=error.code)]


def inspect_here(  # noqa: PLR0917 -- what run_in_child passes on
    path: Path, name: str, catalog: Catalog, answers: Answers, limits: Limits, work: Path, today: dt.date
) -> list[Found]:
    """The same in this process, without its protection: what the child runs."""
    con = connect(work, readable=(path,), limits=limits)
    try:
        inspection = Inspection(con, catalog, answers, name, _sha256(path), work.resolve(), today)
        try:
            return describe(inspection, read_grids(path, name, con, limits))
        except UnreadableError as error:
            return [refused(inspection, None, error)]
        except (duckdb.Error, LookupError, ValueError) as fault:
            return [refused(inspection, None, our_fault(fault, name))]
    finally:
        con.close()


def our_fault(fault: Exception, name: str) -> UnreadableError:
    """A definition or a statement of ours failed on this file: a number to look up in the log, never a traceback."""
    number = secrets.token_hex(4).upper()
    log.error("fault %s while taking in a file", number, exc_info=fault)
    return UnreadableError(
        say("This file could not be understood (fault {number}); nothing was imported.", number=number),
        where=name,
        todo=say("Tell the person who runs this installation the number of the fault; the log has it."),
        code=OUR_FAULT,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
