"""Trained models that ship with the lesson."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np

from nnlearn import datasets
from nnlearn.files import write_atomically
from nnlearn.lessons.attention.networks import weights_of

FILE = Path(__file__).parent / "documentation.npz"


def stored(nn, name):
    """Return a trained model that ships with the lesson.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    name : {"dates 0", "dates 1", "names", "names, no mask", "documentation"}
        Two Seq2Seq models of `datasets.dates` that differ in their seed, and GPTs that write `datasets.colour_names`,
        with and without the causal mask, all trained by `record_networks.py`; and the GPT of seed 0 that `record.py`
        has trained on `datasets.python_docs`.

    Returns
    -------
    Module
        New at each call.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> data = datasets.dates(1)
    >>> model = stored(nn, "dates 0")
    >>> data.decode(model.generate(data.encode(["thu 5 mar 1998"]), 10, temperature=0)[0, 31:])
    '1998-03-05'
    """
    model = _made(nn, name)
    names = {"dates 0": "dates", "dates 1": "dates, other seed"}
    weights = _documentation() if name == "documentation" else weights_of(names.get(name, name))
    model.load_state_dict({key: nn.tensor(value) for key, value in weights.items()})
    return model.to(nn.device())


def store(model):
    """Write the weights of the GPT that reads Python's documentation into its file, as float16."""
    content = io.BytesIO()
    halves: dict = {key: np.asarray(value, np.float16) for key, value in model.state_dict().items()}
    np.savez_compressed(content, **halves)
    write_atomically(FILE, content.getvalue())


@lru_cache(maxsize=1)
def _documentation():
    with np.load(FILE) as file:
        return {key: file[key].astype(np.float32) for key in file.files}


def _made(nn, name):
    if name.startswith("dates"):
        data = datasets.dates(1)
        return nn.Seq2Seq(len(data.characters), data.source_length, padding_idx=0)
    if name.startswith("names"):
        return nn.GPT(30, 28, d_model=48, is_causal=name == "names")
    return nn.GPT(len(datasets.python_docs().characters), 60, d_model=56)
