"""What the child of test_sandbox reports: has it read a workbook with the workbook reader loaded?"""

import sys
import tempfile
from pathlib import Path

from reporting.settings import Limits
from tests.ingest.reading.hostile import xlsx


def seen_in_child() -> bool:
    from reporting.ingest.reading.grids import read_grids  # noqa: PLC0415 -- the parent must not load it
    from reporting.ingest.reading.workbench import connect  # noqa: PLC0415 -- the same

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book"
        path.write_bytes(xlsx())
        con = connect(Path(folder), limits=Limits())
        return len(read_grids(path, "book", con, Limits())) == 1 and "python_calamine" in sys.modules
