"""Write files so that a crash never costs the reader anything, and find them again after a change of folder."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

try:
    BEGAN = Path.cwd()
except OSError:  # the working folder is gone
    BEGAN = Path()


def from_the_start(path):
    """Return a path as it was seen when nnlearn was imported: a later `os.chdir` does not move it.

    Examples
    --------
    >>> from_the_start("data") == Path.cwd() / "data"
    True
    """
    return BEGAN / Path(path).expanduser()


def write_atomically(path, content):
    """Write `content` to `path` so that a reader finds the old file or the new one, never half of it.

    Parameters
    ----------
    path : str or Path
        The file. Its folder must exist.
    content : bytes or str
        The whole content; text is written as UTF-8 with newlines as they are.

    Raises
    ------
    OSError
        If the folder is missing, read-only or full. The old file is then still there, and no temporary one is left.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> write_atomically(folder / "note.txt", "kept")
    >>> (folder / "note.txt").read_text(), len(list(folder.iterdir()))
    ('kept', 1)
    """
    path = Path(path)
    temporary = _beside(path, content)
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644  # mkstemp makes the file private to its owner
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_new(path, content):
    """Write `content` to a file that is not there yet: two processes cannot both, and neither overwrites anything.

    Parameters
    ----------
    path : str or Path
        The file. Its folder must exist.
    content : bytes or str
        The whole content; text is written as UTF-8 with newlines as they are.

    Raises
    ------
    FileExistsError
        If there is something of this name, be it a link that leads nowhere. It is left as it was.
    OSError
        If the folder is missing, read-only or full. No part of the file is left then.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> note = pathlib.Path(tempfile.mkdtemp()) / "note.txt"
    >>> write_new(note, "first")
    >>> write_new(note, "second")
    Traceback (most recent call last):
    ...
    FileExistsError: [Errno 17] File exists: 'note.txt'
    >>> note.read_text()
    'first'
    """
    path = Path(path)
    temporary = _beside(path, content)
    try:
        os.chmod(temporary, 0o644)
        if os.path.lexists(path):
            raise _exists(path)
        try:
            os.link(temporary, path)  # unlike a replacement, it refuses a name that is taken
        except FileExistsError:
            raise _exists(path) from None
        except (OSError, NotImplementedError, AttributeError):  # a memory stick has no second name for a file
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))  # takes the name, or raises
            try:
                os.replace(temporary, path)
            except BaseException:
                os.unlink(path)
                raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)


def _exists(path):
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.name)


def _beside(path, content):
    """Write `content` to a temporary file in the folder of `path`, down to the disk, and return its name."""
    data = content.encode() if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # the bytes are on the disk before the name points to them
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary
