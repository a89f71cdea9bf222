"""Weights to a file and back, in a format that both sides and other programs read, and that cannot run code."""

import safetensors.torch
import torch

from nnlearn.files import write_atomically
from nnlearn.shared import checkpoint
from nnlearn.shared.saving import read_weights, weights_of, weights_path
from nnlearn.shared.seeds import shared_rng

PARTS = torch.nn.Module, torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler


def save(obj, f):
    """Write a model's weights to a .safetensors file; a crash leaves the old file or the new one, never half of it.

    Parameters
    ----------
    obj : Module or dict of str to Tensor
        A model, or its state dict.
    f : str or Path
        The file; its name ends in .safetensors.

    Raises
    ------
    TypeError, ValueError
        If `obj` is neither, a name in it is empty or not printable, or the file's name does not end in .safetensors.
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
    weights = weights_of(obj, torch.nn.Module, torch.Tensor)
    write_atomically(weights_path("save", f), safetensors.torch.save(contiguous(weights)))


def contiguous(weights):
    """Return copies as safetensors needs them: each on the CPU, in memory of its own."""
    return {name: values.detach().cpu().contiguous().clone() for name, values in weights.items()}


def load(f):
    """Read weights that `save` wrote on either side: `model.load_state_dict(nn.load(f))`.

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
    return read_weights("load", f, safetensors.torch.load)


def save_checkpoint(f, *, model, optimizer=None, scheduler=None, **progress):
    """Write a whole training run to a file, from which it continues to the last bit: an interruption changes nothing.

    The file holds the model's weights and buffers, what the optimizer remembers, the place of the schedule, the random
    generators that `manual_seed` sets (order of batches, dropout), and what you count. Gradients are not in it.

        nn.save_checkpoint("run.safetensors", model=model, optimizer=optimizer, scheduler=schedule, epoch=3)
        done = nn.load_checkpoint("run.safetensors", model=model, optimizer=optimizer, scheduler=schedule)["epoch"]

    Parameters
    ----------
    f : str or Path
        The file; its name ends in .safetensors. A crash leaves the old one or the new one, never half of it.
    model : Module
    optimizer : Optimizer or None
    scheduler : a schedule over the optimizer, or None
    **progress
        Finite numbers, strings, True, False, None, and lists or dicts of them, which `load_checkpoint` returns, such as
        epoch=3.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, or the file's name does not end in .safetensors.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile, nnlearn.torch as nn
    >>> path = tempfile.mkdtemp() + "/run.safetensors"
    >>> model = nn.Linear(2, 1)
    >>> optimizer = nn.Adam(model.parameters())
    >>> nn.save_checkpoint(path, model=model, optimizer=optimizer, epoch=3)
    >>> nn.load_checkpoint(path, model=model, optimizer=optimizer)
    {'epoch': 3}
    """
    path = weights_path("save_checkpoint", f)
    checkpoint.check_parts("save_checkpoint", model, optimizer, scheduler, PARTS)
    states = {"shared": shared_rng().bit_generator.state, "torch": torch.get_rng_state()}
    states |= {f"cuda.{i}": state for i, state in enumerate(cuda_states())}
    arrays, metadata = checkpoint.pack(model, optimizer, scheduler, states, progress, torch.Tensor)
    write_atomically(path, safetensors.torch.save(contiguous(arrays), metadata))


def load_checkpoint(f, *, model, optimizer=None, scheduler=None):
    """Read what `save_checkpoint` wrote, into a model, an optimizer and a schedule made as they were made then.

    Make the schedule before you load. A file of the other side loads as well, but for the generator of initial weights
    and dropout, which the sides do not share.

    Parameters
    ----------
    f : str or Path
        A .safetensors file.
    model : Module
    optimizer : Optimizer or None
    scheduler : a schedule over the optimizer, or None
        None leaves out what the file holds of it.

    Returns
    -------
    dict
        What was counted, such as {"epoch": 3}.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, the file is something else, or does not fit; nothing is changed then.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> nn.load_checkpoint("run.pickle", model=nn.Linear(2, 1))
    Traceback (most recent call last):
    ...
    ValueError: load_checkpoint expected f to be a file name that ends in .safetensors, got 'run.pickle'
    """
    checkpoint.check_parts("load_checkpoint", model, optimizer, scheduler, PARTS)
    arrays, rest = read_weights("load_checkpoint", f, lambda c: (safetensors.torch.load(c), checkpoint.metadata_of(c)))

    def restore(states):
        if "torch" in states:
            torch.set_rng_state(states["torch"])
        for i in range(len(cuda_states())):
            if f"cuda.{i}" in states:
                torch.cuda.set_rng_state(states[f"cuda.{i}"], i)
        if "shared" in states:
            shared_rng().bit_generator.state = states["shared"]

    return checkpoint.unpack(f, arrays, rest, model, optimizer, scheduler, restore)


def cuda_states():
    """Return the state of the generator of each GPU."""
    return torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
