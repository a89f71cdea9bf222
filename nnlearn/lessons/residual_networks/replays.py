"""What `record_networks.py` recorded for the explorer of lesson 17, read from the file that ships."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.residual_networks.depth import WIDTH, signals

RECORD = Path(__file__).with_name("networks.npz")
KINDS = ("plain", "plain + BN", "x + F", "x + F, zero", "x + F + BN")
DEPTHS = (2, 10, 20, 40)
STORED = (2, 10, 20)  # depths of which the trained weights are stored
SEEDS, RATES = range(5), (1e-3, 3e-3)
EPOCHS, STEPS = 15, 480  # 15 epochs of 32 batches
MOMENTS = (0, 1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, STEPS)
MEASURED, SLICED = 256, 500  # training signals whose spread is measured; training signals of a slice
RESOLUTION, DIRECTIONS = 21, 0  # of a slice, and the seed of its two directions
LEVELS = 31  # steps above zero that a stored weight can take


class Runs(NamedTuple):
    """Five training runs of one kind and depth at each of `MOMENTS`; the sizes are those of the first.

    Parameters
    ----------
    training, unseen : ndarrays of shape (5, moments)
        Shares of right answers, to the 2,000 signals learned from and to 1,000 others.
    rate : float
        The learning rate, the better one of `RATES`.
    stem : ndarray of shape (moments,)
        Spread of the signal after the first layer, before the hidden ones.
    spread : ndarray of shape (moments, depth)
        Of a plain network, spread of the signal after each hidden layer. Of a residual one, pairs: the spread of a
        branch, and of the signal after its block.
    gradient : ndarray of shape (moments, depth)
        Root mean square of dL/dW of each hidden layer.
    losses : ndarray of shape (21, 21)
        The loss over a plane through the trained weights.
    both : ndarray of shape (rates, 5, 2)
        Training and unseen shares at the end, for both learning rates.
    seconds : float
        Processor time of all ten trainings.
    """

    training: np.ndarray
    unseen: np.ndarray
    rate: float
    stem: np.ndarray
    spread: np.ndarray
    gradient: np.ndarray
    losses: np.ndarray
    both: np.ndarray
    seconds: float


class Layer(NamedTuple):
    """A layer as it is stored: z becomes max(a z + c, 0) W^T + b, where a and c are those of a batch normalisation.

    Parameters
    ----------
    a, c : ndarrays of shape (inputs,)
        1 and 0 without one.
    W : ndarray of shape (outputs, inputs)
    b : ndarray of shape (outputs,)
    """

    a: np.ndarray
    c: np.ndarray
    W: np.ndarray
    b: np.ndarray


class Trained(NamedTuple):
    """A trained network, the first of the five, with its weights rounded to 6 bits.

    Parameters
    ----------
    stem : Layer
        The first one, without ReLU.
    blocks : tuple of tuples of Layer
        One layer each in a plain network, two in a residual one.
    head : Layer
    """

    stem: Layer
    blocks: tuple
    head: Layer


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name] for name in file.files}


def _checked(caller, kind, depth, depths):
    if kind not in KINDS or depth not in depths:
        raise ValueError(
            f"{caller} expected a kind of {KINDS} and a depth of {depths}, got {kind!r} and {depth!r}: no other was "
            "stored, so take one of these"
        )
    return f"{kind} {depth}"


@lru_cache(maxsize=32)
def recorded_runs(kind, depth):
    """Return the five recorded runs of a kind and a depth.

    Parameters
    ----------
    kind : {"plain", "plain + BN", "x + F", "x + F, zero", "x + F + BN"}
    depth : {2, 10, 20, 40}

    Returns
    -------
    Runs

    Raises
    ------
    ValueError
        If it was not recorded.

    Examples
    --------
    >>> run = recorded_runs("plain", 20)
    >>> run.training.shape, run.gradient.shape, run.losses.shape
    ((5, 22), (22, 20), (21, 21))
    """
    name, found = _checked("recorded_runs", kind, depth, DEPTHS), _record()
    training, unseen = found[f"{name} counts"].transpose(1, 0, 2)
    stem, spread, gradient, losses = (
        10.0 ** found[f"{name} {part}"].astype(float) for part in ("stem", "spread", "gradient", "slice")
    )
    rate, seconds = float(found[f"{name} rate"]), float(found[f"{name} seconds"])
    both = found[f"{name} both"] / np.array([2000, 1000])
    return Runs(training / 2000, unseen / 1000, rate, stem, spread, gradient, losses, both, seconds)


@lru_cache(maxsize=1)
def learned():
    """Return the first 500 of the signals that the networks learned from: x (500, 40) and y (500,).

    Examples
    --------
    >>> [part.shape for part in learned()]
    [(500, 40), (500,)]
    """
    x, y, *_ = signals()
    return x[:SLICED], y[:SLICED]


@lru_cache(maxsize=16)
def trained(kind, depth):
    """Return the trained weights of a kind and a depth.

    Parameters
    ----------
    kind : {"plain", "plain + BN", "x + F", "x + F, zero", "x + F + BN"}
    depth : {2, 10, 20}

    Returns
    -------
    Trained

    Raises
    ------
    ValueError
        If its weights are not stored.

    Examples
    --------
    >>> net = trained("x + F", 10)
    >>> len(net.blocks), net.blocks[0][0].W.shape
    (5, (64, 64))
    """
    name, found = _checked("trained", kind, depth, STORED), _record()
    return unpack(found[f"{name} whole"], found[f"{name} parts"], 2 if kind.startswith("x") else 1)


def unpack(whole, parts, each):
    """Return the network that `pack` stored.

    Parameters
    ----------
    whole, parts : ndarrays
        As from `pack`.
    each : {1, 2}
        Layers of a block.

    Returns
    -------
    Trained

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> len(unpack(*pack(build("plain", 2)).values(), 1).blocks)
    2
    """
    parts, layers = parts.astype(np.float32), []
    depth = (len(whole) - (40 + 10) * WIDTH) // WIDTH**2
    for inputs, outputs in [(40, WIDTH), *[(WIDTH, WIDTH)] * depth, (WIDTH, 10)]:
        own, parts = np.split(parts, [2 * (inputs + outputs)])
        a, c, step, b = np.split(own, np.cumsum([inputs, inputs, outputs]))
        steps, whole = np.split(whole, [inputs * outputs])
        layers.append(Layer(a, c, steps.reshape(outputs, inputs) * step[:, None], b))
    stem, *hidden, head = layers
    return Trained(stem, tuple(tuple(hidden[k : k + each]) for k in range(0, depth, each)), head)


def pack(net):
    """Return the arrays that store a trained network: its weights in 6 bits, everything else in float16.

    Parameters
    ----------
    net : Sequential
        As `depth.build` makes it.

    Returns
    -------
    dict
        "whole", int8 (weights,), and "parts", float16: a, c, the size of a step of each row, and b, layer by layer.

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> {name: part.shape for name, part in pack(build("plain", 2)).items()}
    {'whole': (11392,), 'parts': (868,)}
    """
    whole, parts, a, c = [], [], None, None
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d):
            a = module.weight.data / np.sqrt(module.running_var + module.eps)
            c = module.bias.data - module.running_mean * a
        if isinstance(module, nn.Linear):
            W = module.weight.data
            if a is None:
                a, c = np.ones(W.shape[1]), np.zeros(W.shape[1])
            step = (np.abs(W).max(axis=1) / LEVELS).astype(np.float16)
            whole.append(np.round(W / np.maximum(step, 1e-7)[:, None].astype(float)).astype(np.int8).ravel())
            parts += [a, c, step, module.bias.data]  # type: ignore[union-attr]
            a = c = None
    return {"whole": np.concatenate(whole), "parts": np.concatenate(parts).astype(np.float16)}
