"""Write files so that a crash never costs the reader anything, and find them again after a change of folder."""

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
    data = content.encode() if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # the bytes are on the disk before the name points to them
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644  # mkstemp makes the file private to its owner
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
