"""The .safetensors format: which names and arrays may be saved, and what is checked before a file is believed."""

import json
import math
import os
import stat
from pathlib import Path

import numpy as np

from nnlearn.arguments import describe, dtype_kind

MAX_HEADER_BYTES = 2**22  # 40,000 arrays; the format allows 100 MB, which would only fill the memory


def weights_path(caller, f, name="f"):
    """Return the path of a weights file, or raise if its name does not end in .safetensors."""
    if not isinstance(f, str | os.PathLike):
        raise TypeError(f"{caller} expected {name} to be a file name, got {describe(f)}")
    path = Path(f)
    if path.suffix != ".safetensors":
        raise ValueError(f"{caller} expected {name} to be a file name that ends in .safetensors, got {str(f)!r}")
    return path


def weights_of(obj, module, array):
    """Return the weights of a model, or of its state dict, by name, or raise.

    Parameters
    ----------
    module, array : type
        What counts as a model and as an array on this side.
    """
    weights = obj.state_dict() if isinstance(obj, module) else obj
    if not isinstance(weights, dict):
        raise TypeError(f"save expected obj to be a model or its state_dict, got {describe(obj)}")
    for name, values in weights.items():
        if not isinstance(name, str):
            raise TypeError(f"save expected obj to be a dict with names of str, got the name {name!r}")
        if not is_name(name):
            raise ValueError(f"save expected obj to have names such as '0.weight', got the name {name[:80]!r}")
        masked = isinstance(values, np.ma.MaskedArray)
        if masked or not isinstance(values, array) or dtype_kind(values) not in "fiub":
            raise TypeError(f"save expected obj[{name!r}] to be a {array.__name__} of numbers, got {describe(values)}")
    return weights


def is_name(name):
    """Return whether this is a path through a model, such as "0.weight": printable, nothing empty between the dots."""
    return name.isprintable() and all(name.split("."))


def read_weights(caller, f, parse):
    """Return `parse(bytes of the file)`, or raise ValueError if the content is not such a file."""
    path = weights_path(caller, f)
    if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever, and a device never ends
        raise OSError(f"{caller} expected {path.name} to be a file, got a folder, a pipe or a device")
    try:
        with path.open("rb") as file:
            check_header(file, path.stat().st_size)
            file.seek(0)
            return parse(file.read())
    except OSError:
        raise
    except Exception as error:
        cause = f"{error} is not a dtype of this side" if isinstance(error, KeyError) else str(error)[:200]
        raise ValueError(
            f"{caller} expected {path.name} to hold safetensors weights, got other content ({cause})"
        ) from None


def check_header(file, size):
    """Raise ValueError unless the header describes arrays that fill the file; nothing else is read before that.

    A file begins with the length of its header in eight bytes, the lowest byte first; then comes JSON, {"name":
    {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...}; then the numbers. The parser checks the rest.
    """
    length = int.from_bytes(file.read(8), "little")
    if not 2 <= length <= min(MAX_HEADER_BYTES, size - 8):
        raise ValueError(f"a header of {length} bytes in a file of {size}")
    header = json.loads(file.read(length).decode(), object_pairs_hook=_unique)
    if not isinstance(header, dict):
        raise ValueError(f"a header that is {describe(header)}")
    header.pop("__metadata__", None)
    for name, array in header.items():
        if not is_name(name) or not _is_array(array):
            raise ValueError(f"{name[:80]!r} has an odd name, shape or data_offsets")
    end = max((array["data_offsets"][1] for array in header.values()), default=0)
    if end != size - 8 - length:
        raise ValueError(f"{size - 8 - length} bytes of numbers instead of {end}")


def _is_array(array):
    if not isinstance(array, dict) or array.keys() != {"dtype", "shape", "data_offsets"}:
        return False
    shape, offsets = array["shape"], array["data_offsets"]
    whole = all(isinstance(part, list) and all(type(n) is int and n >= 0 for n in part) for part in (shape, offsets))
    return whole and len(shape) <= 32 and len(offsets) == 2 and math.prod(max(n, 1) for n in shape) < 2**48


def _unique(pairs):
    """Return the dict of these pairs, or raise ValueError if a name occurs twice: readers choose differently."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name that occurs twice")
    return dict(pairs)
