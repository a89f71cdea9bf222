"""The file of a sealed test set: .safetensors, whose metadata hold the hash of the arrays and their order."""

import json
import stat

import numpy as np
import safetensors.numpy

from nnlearn.report.weights import plain, state_hash
from nnlearn.shared.saving import check_header

KEY = "sealed"  # in the metadata


def packed(arrays, digest):
    """Return the bytes of the file."""
    ready = {name: plain(name, values) for name, values in arrays.items()}
    return safetensors.numpy.save(ready, {KEY: json.dumps([digest, list(arrays)])})


def read(path):
    """Return the arrays of a sealed file and their hash, or raise ValueError if it is something else or damaged."""
    if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait for ever
        raise OSError(f"open_seal expected {path.name} to be a file, got a folder, a pipe or a device")
    try:
        with path.open("rb") as file:
            check_header(file, path.stat().st_size)
            file.seek(0)
            content = file.read()
        arrays = safetensors.numpy.load(content)
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        said, names = json.loads(header["__metadata__"][KEY])
        arrays = {name: np.array(arrays[name]) for name in names}  # an older safetensors gives read-only ones
    except OSError:
        raise
    except Exception as error:
        raise ValueError(f"open_seal expected {path.name} to be written by seal, got other content ({error})") from None
    if state_hash(arrays) != said:
        raise ValueError(f"open_seal expected {path.name} as it was sealed, got other numbers: take an unharmed copy")
    return arrays, said


def holds(path, digest):
    """Return whether a file holds the arrays with this hash, unharmed."""
    try:
        return read(path)[1] == digest
    except (OSError, ValueError):
        return False
