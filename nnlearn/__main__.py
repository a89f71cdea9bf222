"""`python -m nnlearn` is the command `nnlearn`."""

import sys

from nnlearn.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
