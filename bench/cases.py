"""One measured case in its own process: `python -m bench.cases MODULE.FUNCTION ARGUMENTS` prints what it took.

Only the module of the case is imported, so that the rivals don't carry our memory and we not theirs.
"""

import importlib
import sys

from bench.measure import Watch


def main(case: str, *arguments: str) -> None:
    module, _, function = case.partition(".")
    watch = Watch()
    getattr(importlib.import_module(f"bench.{module}"), function)(watch, *arguments)
    watch.print()


if __name__ == "__main__":
    main(*sys.argv[1:])
