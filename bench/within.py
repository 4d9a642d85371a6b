"""How much of an import's processor time is spent inside DuckDB: its connections are wrapped, each call is timed.

One after the other and in this process, so that the readers' time is seen too.
"""

import datetime as dt
import time
from pathlib import Path
from typing import Any

from bench.folder import write_folder
from bench.measure import Watch
from reporting.actions import importing
from reporting.actions.desk import at_desk
from reporting.actions.reading import Upload
from reporting.ingest import inspect
from reporting.settings import Limits, Settings


class Timed:
    """A connection or cursor that adds the time of its calls to a common sum."""

    def __init__(self, real: Any, spent: list[float]) -> None:
        self._real = real
        self._spent = spent

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        return self._call(real) if callable(real) else real

    def _call(self, function: Any) -> Any:
        def timed(*args: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                result = function(*args, **named)
            finally:
                self._spent[0] += time.process_time() - started
            return Timed(result, self._spent) if isinstance(result, type(self._real)) else result

        return timed


def folder(watch: Watch, files: str, work: str) -> None:
    place = Path(work) / "in"
    uploads = [
        Upload(one.path, one.path.relative_to(place).as_posix(), one.answers, one.client)
        for one in write_folder(place, int(files))
    ]
    with at_desk(Settings(home=Path(work) / "home")) as desk:
        inside, rows = [0.0], desk.settings.work / "bench"
        real: Any = vars(inspect)["connect"]
        vars(inspect)["connect"] = lambda *args, **named: Timed(real(*args, **named), inside)
        started, today = time.process_time(), dt.datetime.now(dt.UTC).date()
        founds = [
            found
            for one in uploads
            for found in inspect.inspect_here(one.path, one.name, desk.catalog, one.answers, Limits(), rows, today)
        ]
        watch.seconds |= {"reading": time.process_time() - started, "reading, in DuckDB": inside[0]}
        inside[0] = 0.0
        con, desk.store._con = desk.store._con, Timed(desk.store._con, inside)  # type: ignore[assignment]  # noqa: SLF001 -- watched
        started = time.process_time()
        importing.take_in(desk, None, uploads, founds=founds)
        watch.seconds |= {"storing": time.process_time() - started, "storing, in DuckDB": inside[0]}
        desk.store._con = con  # noqa: SLF001 -- as it was
