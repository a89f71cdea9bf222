"""A lock between processes that lasts no longer than the process that holds it."""

import contextlib
import functools
import warnings


@contextlib.contextmanager
def locked(path, *, patience=2.0):
    """Hold the lock `path`.lock during the block.

    Parameters
    ----------
    path : Path or None
        The file to guard; None guards nothing.
    patience : float
        Seconds to wait for the lock. After that, and where a lock is impossible (a read-only folder, some network
        disks, Python in a browser), the block runs without one: a lost count is better than a notebook that hangs.

    Examples
    --------
    >>> with locked(None):
    ...     print("not locked")
    not locked
    """
    with contextlib.ExitStack() as stack:
        lock_class = system_lock()
        if lock_class is not None and path is not None and path.parent.is_dir():
            lock = lock_class(f"{path}.lock", mode=0o600)
            with contextlib.suppress(OSError, NotImplementedError):  # Timeout is an OSError
                stack.enter_context(lock.acquire(timeout=patience, poll_interval=0.01))
        yield


@functools.cache
def system_lock():
    """Return filelock's class for the locks of this system, or None if the system has none.

    A lock of the system ends with its process. Without one (in a browser), filelock offers a marker file instead, which
    a crash leaves on the disk.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # importing filelock warns if there is only the marker file
        try:
            from filelock import FileLock, SoftFileLock
        except ImportError:
            return None
    return None if FileLock is SoftFileLock else FileLock
