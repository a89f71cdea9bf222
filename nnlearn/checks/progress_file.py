"""Where the learner's progress is kept.

1. Where the environment variable NNLEARN_PROGRESS says: a file, or `memory` for nowhere (builds and tests use that, so
   that every kernel starts afresh);
2. else in the learner's `course/` folder, as `.nnlearn-progress.json`;
3. else in the user's own data folder.
"""

import contextlib
import os
import sys
from pathlib import Path


def place():
    """The path of the progress file, or None for memory alone."""
    told = os.environ.get("NNLEARN_PROGRESS")
    with contextlib.suppress(RuntimeError):  # a machine without a home folder
        if told:
            return None if told == "memory" else Path(told).expanduser()
        folder = course()
        return folder / ".nnlearn-progress.json" if folder else user_folder() / "nnlearn" / "progress.json"
    return None


def course():
    """The learner's course folder, at, above or just below the working folder; None if there is none."""
    with contextlib.suppress(OSError):  # the working folder may be gone
        here = Path.cwd()
        for folder in (here, *here.parents):
            for candidate in (folder, folder / "course"):
                if (candidate / ".nnlearn.json").is_file():  # the list of what was handed out (workspace.py) marks it
                    return candidate
    return None


def user_folder():
    """The folder in which this system keeps the data of a user's programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
