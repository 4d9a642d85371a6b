"""The measured cases, one function each: `python -m bench.cases NAME ARGUMENTS` prints what it took."""

import sys
from pathlib import Path

from bench import ours, rivals
from bench.measure import Watch


def main(name: str, *arguments: str) -> None:
    watch = Watch()
    match name, arguments:
        case "raw_read", (export, work):
            rivals.raw_read(watch, Path(export), Path(work))
        case "pandas", (export, work):
            rivals.pandas_script(watch, Path(export), Path(work))
        case "raw_workbook", (cells, work):
            rivals.raw_workbook(watch, int(cells), Path(work))
        case "import", (export, work):
            ours.import_posts(watch, Path(export), Path(work))
        case "overview", (posts, work):
            ours.overview(watch, int(posts), Path(work))
        case "workbook", (work,):
            ours.workbook(watch, Path(work))
        case _:
            raise SystemExit(f"no case {name} {arguments}")
    watch.print()


if __name__ == "__main__":
    main(*sys.argv[1:])
