"""Run the cells of notebooks without what a browser lacks; `forked.py` says how they come and go.

Python in a browser has no processes, threads or sockets, and not every package; in PyTorch's place is what `make lite`
puts there, which says so.
"""

import builtins
import importlib.abc
import socket
import subprocess
import sys
import threading
from pathlib import Path

from forked import serve

ABSENT = {"psutil", "fcntl", "jupyterlab", "jupyter_server", "nbconvert"}  # for everybody
INSTEAD = Path(__file__).resolve().parents[2] / "tools" / "browser_torch"
NOT_OURS = {"multiprocessing"}  # importable, but it does not work: scikit-learn may import it, we may not


class Absent(importlib.abc.MetaPathFinder):
    """Refuse to find the modules that are absent."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def refuse_ours(name, names=None, *more, **further):
    """Import as usual, except what neither the course nor a cell may import."""
    importer = str((names or {}).get("__name__", ""))
    if name.partition(".")[0] in NOT_OURS and importer.startswith(("nnlearn", "__main__")):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return IMPORT(name, names, *more, **further)


def refusing(error):
    """Return a function that always raises this error."""

    def refuse(*values, **settings):
        raise error

    return refuse


def hide():
    """Hide what a browser lacks."""
    for name in (ABSENT | {"torch"}) & sys.modules.keys():
        del sys.modules[name]
    sys.path.insert(0, str(INSTEAD))
    sys.meta_path.insert(0, Absent())
    builtins.__import__ = refuse_ours
    threading.Thread.start = refusing(RuntimeError("can't start new thread"))
    subprocess.Popen.__init__ = refusing(OSError(138, "emscripten does not support processes"))
    socket.socket.__init__ = refusing(OSError(52, "Function not implemented"))


if __name__ == "__main__":
    IMPORT = builtins.__import__
    hide()
    serve()
