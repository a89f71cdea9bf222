"""Weights to a file and back, in a format that both sides and other programs read, and that cannot run code."""

import numpy as np
import safetensors.numpy

from nnlearn.files import write_atomically
from nnlearn.numpy.module import Module
from nnlearn.shared.saving import read_weights, weights_of, weights_path


def save(obj, f):
    """Write a model's weights to a .safetensors file; a crash leaves the old file or the new one, never half of it.

    Parameters
    ----------
    obj : Module or dict of str to ndarray
        A model, or its state dict.
    f : str or Path
        The file; its name ends in .safetensors.

    Raises
    ------
    TypeError, ValueError
        If `obj` is neither, a name in it is empty or not printable, or the file's name does not end in .safetensors.
    OSError
        If the file cannot be written.

    References
    ----------
    Hugging Face (2022), safetensors format, version 0.3.

    Examples
    --------
    >>> import tempfile, nnlearn.numpy as nn
    >>> path = tempfile.mkdtemp() + "/line.safetensors"
    >>> model = nn.Linear(2, 1)
    >>> nn.save(model, path)
    >>> sorted(nn.load(path))
    ['bias', 'weight']
    """
    weights = weights_of(obj, Module, np.ndarray)
    # safetensors writes memory as it lies, so the arrays must be contiguous.
    contiguous = {name: np.asarray(values, order="C") for name, values in weights.items()}
    write_atomically(weights_path("save", f), safetensors.numpy.save(contiguous))


def load(f):
    """Read weights that `save` wrote on either side: `model.load_state_dict(nn.load(f))`.

    Parameters
    ----------
    f : str or Path
        A .safetensors file.

    Returns
    -------
    dict of str to ndarray

    Raises
    ------
    TypeError, ValueError
        If the file's name does not end in .safetensors, or its content is something else.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> load("weights.pickle")
    Traceback (most recent call last):
    ...
    ValueError: load expected f to be a file name that ends in .safetensors, got 'weights.pickle'
    """
    return read_weights("load", f, safetensors.numpy.load)
