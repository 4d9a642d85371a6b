"""`python -m reporting COMMAND` (layer 8)."""

import sys

from reporting.command.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
