"""Start one learner's server: first bring their copy of the course up to date, then become jupyterhub-singleuser."""

import os
import sys
from pathlib import Path

from nnlearn.app.lab import STILLS
from nnlearn.app.learner_copy import refresh


def main():
    sys.stderr.write(f"{refresh(course=Path.home() / 'nnlearn')}\n")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *STILLS, *sys.argv[1:]])


if __name__ == "__main__":
    main()
