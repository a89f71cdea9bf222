"""The trained networks of the attention explorer at four moments of their training, read from the file that ships."""

import copy
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.numpy import random

RECORD = Path(__file__).with_name("networks.npz")
NETWORKS = ("dates", "dates, other seed", "names", "names, no mask", "copy")
STEPS = (0, 100, 300, 1000)  # of training, after which the weights are stored
SEEDS = {"dates": 0, "dates, other seed": 1, "names": 0, "names, no mask": 0, "copy": 0}
LETTERS = "abcdefghijklmnopqrstuvwxyz"  # of the copying task
COPIED = 18  # letters of a row of the copying task
LEVELS = 15  # steps above zero that a stored weight can take


def made(name):
    """Return a network before its training, with weights from its seed.

    Examples
    --------
    >>> [sum(p.numel() for p in made(name).parameters()) for name in ("dates", "names", "copy")]
    [51206, 60894, 15258]
    """
    begin = np.random.default_rng(SEEDS[name]).bit_generator.state
    with random.fork_rng():  # the reader's own numbers stay as they are
        random.generator().bit_generator.state = begin
        return _built(name)


def _built(name):
    if name.startswith("dates"):
        data = datasets.dates(1)
        return nn.Seq2Seq(len(data.characters), data.source_length, padding_idx=0)
    if name.startswith("names"):
        return nn.GPT(30, 28, d_model=48, is_causal=name == "names")
    return nn.GPT(len(LETTERS), COPIED, d_model=32, nhead=2, dim_feedforward=32)


def copies(rng, n):
    """Return n rows of the copying task: x, y of shape (n, 18); y is -100 where the next letter cannot be known.

    A row is a piece of four to eight different letters, again and again. From the second letter of the first repetition
    on, the next letter is the one that followed before.

    Examples
    --------
    >>> x, y = copies(np.random.default_rng(0), 1)
    >>> "".join(LETTERS[code] for code in x[0])
    'teklzcygteklzcygte'
    >>> int((y == -100).sum())  # 8 letters of the piece, of which the first is not to be predicted, and the next one
    8
    """
    rows, known = np.empty((n, COPIED + 1), np.int64), np.zeros((n, COPIED + 1), bool)
    for row, sure in zip(rows, known, strict=True):
        length = int(rng.integers(4, 9))
        row[:] = np.resize(rng.permutation(len(LETTERS))[:length], COPIED + 1)
        sure[length + 1 :] = True
    return rows[:, :-1].copy(), np.where(known, rows, -100)[:, 1:].copy()


def pack(model):
    """Return the arrays that store a network: its weights in 5 bits, and the size of a step in each of their rows.

    Examples
    --------
    >>> {name: part.dtype.name for name, part in pack(made("copy")).items()}
    {'whole': 'int8', 'size': 'float16'}
    """
    whole, sizes = [], []
    for value in model.state_dict().values():
        rows = np.asarray(value, float).reshape(len(value), -1)
        rows = rows if value.ndim > 1 else rows.T  # a bias is one row
        size = np.maximum(np.abs(rows).max(axis=1) / LEVELS, 1e-6).astype(np.float16)
        whole.append(np.round(rows / size[:, None].astype(float)).clip(-127, 127).astype(np.int8).ravel())
        sizes.append(size)
    return {"whole": np.concatenate(whole), "size": np.concatenate(sizes)}


def unpack(model, whole, size):
    """Return the weights that `pack` stored, by name, for `load_state_dict` of a model of this form.

    Examples
    --------
    >>> model = made("copy")
    >>> state = unpack(model, **pack(model))
    >>> largest = max(np.abs(state[name] - value).max() for name, value in model.state_dict().items())
    >>> bool(largest < 0.02)
    True
    """
    state = {}
    for name, value in model.state_dict().items():
        rows = len(value) if value.ndim > 1 else 1
        own, whole = np.split(whole, [value.size])
        steps, size = np.split(size, [rows])
        values = own.reshape(rows, -1) * steps[:, None].astype(np.float32)
        state[name] = values.reshape(value.shape).astype(np.float32)
    return state


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


def _checked(caller, name, steps):
    if name not in NETWORKS or steps not in STEPS:
        raise ValueError(
            f"{caller} expected a network of {NETWORKS} and steps of {STEPS}, got {name!r} and {steps!r}: no other was "
            "stored, so take one of these"
        )


def scores_of(name, steps):
    """Return what was measured of a network after so many steps: one number, or for names two.

    For dates the share of 400 held-out ones that it writes without a mistake; for names the loss in nats a letter on 90
    held-out ones, as in training, and letter by letter; for copies the share of letters that can be known.

    Parameters
    ----------
    name : {"dates", "dates, other seed", "names", "names, no mask", "copy"}
    steps : {0, 100, 300, 1000}

    Returns
    -------
    ndarray of shape (1,) or (2,)

    Raises
    ------
    ValueError
        If it was not recorded.

    Examples
    --------
    >>> scores_of("dates", 1000).shape, scores_of("names", 1000).shape
    ((1,), (2,))
    """
    _checked("scores_of", name, steps)
    return _record()[f"{name} {steps} scores"]


@lru_cache(maxsize=40)
def network(name, steps, temperature=1.0):
    """Return a network as it was after so many steps of training. Do not change it: others get the same one.

    Parameters
    ----------
    name : {"dates", "dates, other seed", "names", "names, no mask", "copy"}
    steps : {0, 100, 300, 1000}
    temperature : float, default 1.0
        What the scores of its attention are divided by.

    Returns
    -------
    Seq2Seq or GPT
        Of `nnlearn.numpy`.

    Raises
    ------
    ValueError
        If it was not recorded.

    Examples
    --------
    >>> data = datasets.dates(1)
    >>> model = network("dates", 1000)
    >>> data.decode(model.generate(data.encode(["5 march 1998"]), 10, temperature=0)[0, 31:])
    '1998-03-05'
    """
    _checked("network", name, steps)
    if temperature != 1:
        return cooled(network(name, steps), temperature)
    model = made(name)
    model.load_state_dict(weights_of(name, steps))
    return model.eval()


def weights_of(name, steps=STEPS[-1]):
    """Return the weights of a network by name, for `load_state_dict`.

    Examples
    --------
    >>> weights_of("names")["head.weight"].shape
    (30, 48)
    """
    _checked("weights_of", name, steps)
    model = made(name)
    if not steps:
        return model.state_dict()
    return unpack(model, *(_record()[f"{name} {steps} {part}"] for part in ("whole", "size")))


def cooled(model, temperature):
    """Return a copy of a model whose scores are divided by a temperature."""
    model = copy.deepcopy(model)
    if isinstance(model, nn.Seq2Seq):
        model.query.weight.data /= temperature
        return model
    for block in model.blocks:  # the first third of the weights makes the queries
        block.self_attn.in_proj_weight.data[: block.self_attn.embed_dim] /= temperature
        block.self_attn.in_proj_bias.data[: block.self_attn.embed_dim] /= temperature
    return model
