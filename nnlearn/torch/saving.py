"""Weights to a file and back, in a format that both sides and other programs read and that can run no code."""

import safetensors.torch
import torch

from nnlearn import arguments
from nnlearn.files import check_weights, read_weights, weights_path, write_atomically


def save(obj, f):
    """Write the weights of a model to a .safetensors file; a crash leaves the old file or the new one, never a half.

    Parameters
    ----------
    obj : Module or dict of str to Tensor
        A model, or its state dict.
    f : str or Path
        The file; its name ends in .safetensors.

    Raises
    ------
    TypeError, ValueError
        If `obj` is neither, a name in it is empty or not printable, or the name of the file ends otherwise.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> path = tempfile.mkdtemp() + "/line.safetensors"
    >>> save(torch.nn.Linear(2, 1), path)
    >>> sorted(load(path))
    ['bias', 'weight']
    """
    weights = obj.state_dict() if isinstance(obj, torch.nn.Module) else obj
    if not isinstance(weights, dict):
        raise TypeError(f"save expected obj to be a model or its state_dict, got {arguments.describe(obj)}")
    check_weights(weights, torch.Tensor)
    own = {name: values.detach().cpu().contiguous().clone() for name, values in weights.items()}
    write_atomically(weights_path("save", f), safetensors.torch.save(own))


def load(f):
    """Read the weights that `save` of either side wrote: `model.load_state_dict(nn.load(f))`.

    Parameters
    ----------
    f : str or Path
        A .safetensors file.

    Returns
    -------
    dict of str to Tensor

    Raises
    ------
    TypeError, ValueError
        If the name does not end in .safetensors, or the content is not such a file.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> load("weights.pickle")
    Traceback (most recent call last):
    ...
    ValueError: load expected f to be a file name that ends in .safetensors, got 'weights.pickle'
    """
    return read_weights("load", f, safetensors.torch.load)
