"""Start one learner's server: update their copy of the course, then become jupyterhub-singleuser."""

import os
import sys
from pathlib import Path

from nnlearn.app.lab import SAVED_PICTURES, settle
from nnlearn.app.learner_copy import refresh

QUIET = ("--LabApp.extension_manager=readonly",)  # no list of extensions from the network


def main():
    """Update the copy, report what changed, and start the server."""
    os.umask(0o077)  # some systems let everybody read new files and new homes
    course = Path.home() / "nnlearn"
    sys.stderr.write(f"{refresh(course=course)}\n")
    course.chmod(0o700)
    os.environ["NNLEARN_COURSE"] = str(course)  # `nnlearn fresh` and `nnlearn progress` in a terminal mean this copy
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    settle(Path.home() / ".jupyter")  # no pop-up about news
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    options = [*SAVED_PICTURES, *QUIET, *root, *sys.argv[1:]]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *options])


if __name__ == "__main__":
    main()
