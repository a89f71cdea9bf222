"""Where a stranger's notebook runs: in bubblewrap, where it can write nowhere else, or at least in an empty home.

Bubblewrap (Debian's package bubblewrap) gives it the disk to read, a folder of its own to write, no network, and a
process space that ends with it. Where it is not there, the notebook is a copy, the home is empty, and what it changed
elsewhere is found by comparing files (`changes.py`).
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
PLACES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")
ALONE = ("--unshare-pid", "--unshare-ipc", "--unshare-net", "--die-with-parent")


@functools.cache
def bubblewrap():
    """Return the path of bubblewrap if it works here, otherwise ""."""
    path = shutil.which("bwrap") or ""
    if path:
        question = [path, "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", *ALONE, "true"]
        try:
            works = subprocess.run(question, capture_output=True, timeout=60).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            works = False
        path = path if works else ""
    return path


def enclosed(command, place, hidden=()):
    """Return a command that runs `command` in bubblewrap: it may write into `place`, and does not see `hidden`.

    Parameters
    ----------
    command : list of str
    place : Path
        The only folder that it may write into, besides an empty /tmp.
    hidden : iterable of Path
        Folders whose content it must not even read, such as the class's; one that holds the installation is left.

    Returns
    -------
    list of str
    """
    needed = {Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), ROOT}
    options = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", *ALONE]
    for folder in map(Path.resolve, map(Path, hidden)):
        if not any(one.is_relative_to(folder) for one in needed):
            options += ["--tmpfs", str(folder)]
    for one in sorted(needed):  # it may lie in /tmp
        options += ["--ro-bind", str(one), str(one)]
    return [bubblewrap(), *options, "--bind", str(place), str(place), *command]


def empty_home(environment, home):
    """Return an environment in which every program's own folder is an empty one."""
    kept = {name: value for name, value in environment.items() if name not in (*HOMES, *PLACES)}
    return kept | dict.fromkeys(HOMES if os.name == "nt" else HOMES[:1], str(home))


def described(boxed):
    """Return how the notebooks of a class were run, as a sentence for the page."""
    if boxed:
        return "Each notebook ran in bubblewrap: a copy, without network, which could write nowhere else."
    return (
        "Each notebook ran as a copy in an empty home, with the rights of the person who ran the check; files that "
        "changed meanwhile are named (with bubblewrap installed it cannot write elsewhere)."
    )
