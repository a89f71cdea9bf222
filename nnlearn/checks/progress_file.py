"""Where the learner's progress is kept.

1. Where the environment variable NNLEARN_PROGRESS says: a file, or `memory` for no file at all (builds and tests use
   that, so that every kernel starts from zero);
2. otherwise in the learner's `course/` folder, as `.nnlearn-progress.json`; in a browser (`make lite`) on the drive
   that JupyterLite keeps there, since all else in that Python's memory ends with the page;
3. otherwise in the user's data folder.

A learner's `os.chdir` does not move it: paths are seen from where the kernel began.
"""

import contextlib
import os
import sys
from pathlib import Path

from nnlearn.files import from_the_start
from nnlearn.originals import COPIES, MANIFEST


def places():
    """Return the folder in which the kernel began, if this is IPython, and the working folder, if it still exists."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    found = [Path(folder) for folder in getattr(shell, "user_ns", {}).get("_dh", [])[:1]]
    with contextlib.suppress(OSError):
        found.append(Path.cwd())
    return tuple(found)


COURSE = "NNLEARN_COURSE"  # the environment variable that names a learner's copy
DRIVE = Path("/drive")  # JupyterLite's files, in its kernel
BEGAN = places()  # when the first exercise is imported


def progress_path():
    """Return the path of the progress file, or None to keep progress in memory only."""
    setting = os.environ.get("NNLEARN_PROGRESS")
    with contextlib.suppress(RuntimeError):  # a machine without a home folder
        if setting:
            return None if setting == "memory" else from_the_start(setting)
        folder = course_folder()
        return folder / ".nnlearn-progress.json" if folder else user_folder() / "progress.json"
    return None


def course_folder():
    """Return the learner's course folder: at, above or just below where this process began. None if there is none."""
    named = os.environ.get(COURSE)  # a hub says where a learner's copy is
    if named and (Path(named) / MANIFEST).is_file():
        return Path(named)
    if sys.platform == "emscripten" and DRIVE.is_dir():
        return DRIVE
    for here in BEGAN:
        for folder in (here, *here.parents):
            for candidate in (folder, *(folder / name for name in COPIES)):
                with contextlib.suppress(OSError):  # a folder that may not be read
                    if (candidate / MANIFEST).is_file():
                        return candidate
    return None


def user_folder():
    """Return the folder in which this system keeps nnlearn's data for one user."""
    from platformdirs import user_data_path

    if sys.platform == "darwin":  # platformdirs obeys XDG_DATA_HOME there; nnlearn once did not
        earlier = Path("~/Library/Application Support/nnlearn").expanduser()
        if (earlier / "progress.json").is_file():
            return earlier
    return user_data_path("nnlearn", appauthor=False, roaming=True).expanduser()  # raises without a home folder
