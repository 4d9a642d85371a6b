"""The only place that opens the DuckDB file, locked down (layer 3)."""

import os
import re

import duckdb

from reporting.errors import BilanError, BusyError, say
from reporting.settings import Settings

# Old enough that DuckDB 1.5 reads it: one release back stays possible.
STORAGE = "v1.5.0"
TEMPORARY_SPACE = "20GB"
_OWNER = re.compile(r"\(PID (\d+)\)")


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the store's file for this process alone. Raises BusyError if another process has it.

    DuckDB may then touch its own file and the work folder and nothing else: no other path, no network, no extension;
    memory, threads, temporary space and the time of a statement are bounded; and no statement can change that.
    """
    work = settings.work.resolve()
    spill = work / "spill"
    spill.mkdir(parents=True, exist_ok=True)
    try:
        con = duckdb.connect(
            settings.database,
            config={
                "memory_limit": settings.memory,
                "threads": str(settings.threads),
                "temp_directory": str(spill),
                "max_temp_directory_size": TEMPORARY_SPACE,
                "storage_compatibility_version": STORAGE,
                "max_execution_time": str(settings.statement_seconds * 1000),
                "preserve_insertion_order": "false",
                "python_enable_replacements": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
            },
        )
    except duckdb.Error as error:
        raise _not_opened(settings, error) from error
    con.execute("set allowed_directories = $folders", {"folders": [f"{work}{os.sep}"]})
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def _not_opened(settings: Settings, error: duckdb.Error) -> BilanError:
    owner = _OWNER.search(str(error))
    if owner:
        return busy(settings, int(owner[1]))
    return BilanError(
        say("The store can’t be opened."),
        where=str(settings.database),
        why=say("DuckDB says: {message}", message=str(error).splitlines()[0]),
        todo=say(
            "Keep the file and its .wal as they are, and restore the last backup into a new folder: "
            "python -m reporting --home NEW restore BACKUP."
        ),
        code="STORE_DAMAGED",
    )


def busy(settings: Settings, pid: int) -> BusyError:
    return BusyError(
        say("Another program has this store open: process {pid}.", pid=str(pid)),
        where=str(settings.home),
        why=say("One program at a time owns the data."),
        todo=say("Stop the app (or wait until the other command is done) and try again."),
        code="STORE_BUSY",
    )
