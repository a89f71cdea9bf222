"""Write files so that a crash never costs the reader anything: to a temporary name first, then renamed."""

import os
import tempfile
from pathlib import Path

from nnlearn.arguments import describe, dtype_kind


def write_atomically(path, content):
    """Write `content` to `path` so that a reader finds the old file or the new one, never a half.

    Parameters
    ----------
    path : str or Path
        Where the file shall be. Its folder must exist.
    content : bytes or str
        The whole content; text is written as UTF-8 with newlines as they are.

    Raises
    ------
    OSError
        If the folder is missing, read-only or full. The old file is then still there, no temporary one is.

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


def weights_path(who, f, name="f"):
    """Return the path of a weights file, or raise if it is no .safetensors name."""
    if not isinstance(f, str | os.PathLike):
        raise TypeError(f"{who} expected {name} to be a file name, got {describe(f)}")
    path = Path(f)
    if path.suffix != ".safetensors":
        raise ValueError(f"{who} expected {name} to be a file name that ends in .safetensors, got {str(f)!r}")
    return path


def check_weights(weights, kind):
    """Raise unless these are arrays of numbers by name."""
    for name, values in weights.items():
        if not isinstance(name, str):
            raise TypeError(f"save expected obj to be a dict with names of str, got the name {name!r}")
        if not isinstance(values, kind) or dtype_kind(values) not in "fiub":
            raise TypeError(f"save expected obj[{name!r}] to be a {kind.__name__} of numbers, got {describe(values)}")


def read_weights(who, f, parse):
    """Return `parse(bytes of the file)`, or raise ValueError if the content is no such file."""
    path = weights_path(who, f)
    data = path.read_bytes()
    try:
        return parse(data)
    except Exception as error:
        raise ValueError(
            f"{who} expected {path.name} to hold safetensors weights, got other content ({error})"
        ) from None
