"""One at a time: a lock between processes that a crash cannot leave behind."""

import contextlib
import os
import sys
import time


@contextlib.contextmanager
def locked(path, *, patience=2.0):
    """Hold the lock `path`.lock during the block.

    Parameters
    ----------
    path : Path or None
        The file that is guarded; None guards nothing.
    patience : float
        Seconds to wait for it. Then, and where there can be no lock (a read-only folder, some network disks), the block
        runs without: a count that is lost is better than a notebook that hangs.
    """
    handle = None
    if path is not None:
        with contextlib.suppress(OSError):
            handle = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if handle is not None:
            until = time.monotonic() + patience
            while not _taken(handle) and time.monotonic() < until:
                time.sleep(0.01)
        yield
    finally:
        if handle is not None:
            os.close(handle)  # closing gives the lock back, and so does the end of the process


def _taken(handle):
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
