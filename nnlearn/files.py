"""Write files so that a crash never costs the reader anything: to a temporary name first, then renamed."""

import json
import math
import os
import stat
import tempfile
from pathlib import Path

from nnlearn.arguments import describe, dtype_kind

LARGEST_HEADER = 2**22  # bytes: 40,000 arrays. Longer ones are there to fill the memory, as the format allows 100 MB


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


def weights_path(caller, f, name="f"):
    """Return the path of a weights file, or raise if it is no .safetensors name."""
    if not isinstance(f, str | os.PathLike):
        raise TypeError(f"{caller} expected {name} to be a file name, got {describe(f)}")
    path = Path(f)
    if path.suffix != ".safetensors":
        raise ValueError(f"{caller} expected {name} to be a file name that ends in .safetensors, got {str(f)!r}")
    return path


def check_weights(weights, kind):
    """Raise unless these are arrays of numbers by name."""
    for name, values in weights.items():
        if not isinstance(name, str):
            raise TypeError(f"save expected obj to be a dict with names of str, got the name {name!r}")
        if not is_name(name):
            raise ValueError(f"save expected obj to have names such as '0.weight', got the name {name[:80]!r}")
        if not isinstance(values, kind) or dtype_kind(values) not in "fiub":
            raise TypeError(f"save expected obj[{name!r}] to be a {kind.__name__} of numbers, got {describe(values)}")


def is_name(name):
    """Whether this is a way through a model, such as "0.weight": printable, with something between the dots."""
    return name.isprintable() and all(name.split("."))


def read_weights(caller, f, parse):
    """Return `parse(bytes of the file)`, or raise ValueError if the content is no such file."""
    path = weights_path(caller, f)
    if not stat.S_ISREG(path.stat().st_mode):  # one would wait at a pipe for ever, and a device never ends
        raise OSError(f"{caller} expected {path.name} to be a file, got a folder, a pipe or a device")
    try:
        with path.open("rb") as file:
            check_header(file, path.stat().st_size)
            file.seek(0)
            return parse(file.read())
    except OSError:
        raise
    except Exception as error:
        cause = f"{error} is no number of this side" if isinstance(error, KeyError) else str(error)[:200]
        raise ValueError(
            f"{caller} expected {path.name} to hold safetensors weights, got other content ({cause})"
        ) from None


def check_header(file, size):
    """Raise ValueError unless the header describes arrays and their sum is the file: nothing else is read until then.

    A file begins with the length of its header in eight bytes, the smallest first; then comes JSON, {"name": {"dtype":
    "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...}; then the numbers. Whoever parses it checks the rest.
    """
    length = int.from_bytes(file.read(8), "little")
    if not 2 <= length <= min(LARGEST_HEADER, size - 8):
        raise ValueError(f"a header of {length} bytes in a file of {size}")
    header = json.loads(file.read(length).decode(), object_pairs_hook=_once)
    if not isinstance(header, dict):
        raise ValueError(f"a header that is {describe(header)}")
    header.pop("__metadata__", None)
    for name, array in header.items():
        if not is_name(name) or not _is_array(array):
            raise ValueError(f"{name[:80]!r} has an odd name, shape or data_offsets")
    end = max((array["data_offsets"][1] for array in header.values()), default=0)
    if end != size - 8 - length:
        raise ValueError(f"{size - 8 - length} bytes of numbers in place of {end}")


def _is_array(array):
    if not isinstance(array, dict) or array.keys() != {"dtype", "shape", "data_offsets"}:
        return False
    shape, offsets = array["shape"], array["data_offsets"]
    whole = all(isinstance(part, list) and all(type(n) is int and n >= 0 for n in part) for part in (shape, offsets))
    return whole and len(shape) <= 32 and len(offsets) == 2 and math.prod(max(n, 1) for n in shape) < 2**48


def _once(pairs):
    """Return the dict of these pairs, or raise ValueError if a name is there twice: readers choose differently."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name that is there twice")
    return dict(pairs)
