"""Start one learner's server: update their copy of the course, then become jupyterhub-singleuser."""

import os
import sys
from pathlib import Path

from nnlearn.app.lab import SAVED_PICTURES
from nnlearn.app.learner_copy import refresh


def main():
    """Update the copy, report what changed, and start the server."""
    sys.stderr.write(f"{refresh(course=Path.home() / 'nnlearn')}\n")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *SAVED_PICTURES, *sys.argv[1:]])


if __name__ == "__main__":
    main()
