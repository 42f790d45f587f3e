"""`python -m cqcmd`."""

import sys

from cqcmd.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
