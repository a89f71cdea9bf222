"""The networks that the explorer of lesson 19 looks into, before training or trained, and a way to hold a gate."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lstm.starts import GATES, set_gate
from nnlearn.numpy import random

STORED = Path(__file__).parent / "gate_networks.npz"
FRESH = {"LSTM": "LSTM, before training", "GRU": "GRU, before training", "plain": "plain net, before training"}
TRAINED = {  # name in the explorer: name in the file of `train_gates.py`
    "LSTM over 20": "LSTM, f 3",
    "LSTM over 80": "LSTM, f 5, i -5",
    "GRU over 40": "GRU, z 3",
    "plain net over 20": "RNN",
    "LSTM that counts": "LSTM, f 1, counting",
    "GRU that counts": "GRU, counting",
}
UNITS, COUNTERS, SEED = 32, 8, 0
LONGEST_WORD = 40  # letters a of a^n b^n
HOLDS = ("nothing", "f 0", "f 1", "i 0")
HELD = 40.0  # sigmoid(40) is 1 in float32, sigmoid(-40) is 0 for every purpose


@lru_cache(maxsize=1)
def stored():
    """Return what `train_gates.py` has stored: {name of the file: {name of the parameter: array}}, and its notes."""
    with np.load(STORED) as file:
        arrays = dict(file)
    notes = json.loads(str(arrays.pop("notes")))
    found: dict = {}
    for name, values in arrays.items():
        network, _, parameter = name.partition("/")
        found.setdefault(network, {})[parameter] = values
    return found, notes


def kind_of(network):
    """Return the layer's class of a network by name: "LSTM", "GRU" or "RNN".

    Examples
    --------
    >>> kind_of("LSTM over 80"), kind_of("plain net over 20")
    ('LSTM', 'RNN')
    """
    return "RNN" if network.startswith("plain") else network[:4].strip()


def counts(network):
    """Return whether a network has learned a^n b^n; all others read a symbol, noise and a question."""
    return network.endswith("counts")


def layer_of(network, forget=0.0, write=0.0):
    """Return the recurrent layer of a network, with two more inputs, which hold gates.

    Parameters
    ----------
    network : str
        A name in FRESH or TRAINED.
    forget, write : float
        Before training: the biases of f (in a GRU z) and of i. At 0 they stay as PyTorch draws them.

    Returns
    -------
    nn.LSTM, nn.GRU or nn.RNN

    Examples
    --------
    >>> layer = layer_of("LSTM", forget=3.0)
    >>> layer, layer.bias_ih_l0.data[32:34].tolist()
    (LSTM(11, 32), [3.0, 3.0])
    """
    kind, size = kind_of(network), COUNTERS if counts(network) else UNITS
    inputs = 2 if counts(network) else 9
    with random.fork_rng():  # the reader's own random numbers stay as they are
        random.generator().bit_generator.state = np.random.default_rng(SEED).bit_generator.state
        layer, wide = getattr(nn, kind)(inputs, size), getattr(nn, kind)(inputs + 2, size)
    if network in TRAINED:
        weights = stored()[0][TRAINED[network]]
        layer.load_state_dict({name: weights[f"recurrent.{name}"] for name in layer.state_dict()})
    elif kind != "RNN":
        for gate, bias in (("f" if kind == "LSTM" else "z", forget), ("i", write)):
            if bias and gate in GATES[kind]:
                set_gate(layer, gate, bias)
    values = layer.state_dict()
    holding = np.zeros((len(values["weight_ih_l0"]), 2), np.float32)
    for column, gate in enumerate({"LSTM": "fi", "GRU": "z", "RNN": ""}[kind]):
        first = GATES[kind].index(gate) * size
        holding[first : first + size, column] = HELD
    wide.load_state_dict({**values, "weight_ih_l0": np.hstack([values["weight_ih_l0"], holding])})
    return wide


def text_of(network, distance=20, symbol=0, hold="nothing", held=1):
    """Return what a network reads, and in the last two columns which gates are held.

    Parameters
    ----------
    network : str
    distance : int
        Noise symbols between symbol and question; or the letters a, at most 40, which are followed by as many b.
    symbol : {0, 1, 2, 3}
        Which one is to be remembered.
    hold : {"nothing", "f 0", "f 1", "i 0"}
        f at 0 for one step, f at 1 from a step on, i at 0 from a step on. A GRU's z takes the place of f, and of 1 - i.
    held : int
        That step, from 1.

    Returns
    -------
    float32 array (T, 1, features + 2)

    Examples
    --------
    >>> text_of("LSTM", 5, symbol=2, hold="f 0", held=3)[:, 0].argmax(axis=1).tolist()[0]
    2
    """
    if counts(network):
        x = datasets.counting_task([min(distance, LONGEST_WORD)]).x
    else:
        x = datasets.recall_task(4, distance=distance, seed=SEED).x[:1].copy()
        x[0, 0] = np.eye(9)[symbol]
    columns = np.zeros((x.shape[1], 1, 2), np.float32)
    here, onwards = slice(held - 1, held), slice(held - 1, None)
    if hold == "i 0":
        columns[onwards, 0, :] = (1, 0) if kind_of(network) == "GRU" else (0, -1)
    elif hold != "nothing":
        columns[here if hold == "f 0" else onwards, 0, 0] = -1 if hold == "f 0" else 1
    return np.concatenate([x.swapaxes(0, 1), columns], axis=2)


def gates_of(layer, x):
    """Return what a layer's gates do, by name: arrays (T, 1, units). A plain layer has only h."""
    if hasattr(layer, "gates"):
        return layer.gates(x)
    with nn.no_grad():
        return {"h": layer(x)[0]}


def gradient_sizes(layer, x, draws=16):
    """Return how much of a gradient at the last h arrives at the inputs k steps back, as a share of the last input's.

    Parameters
    ----------
    layer : nn.LSTM, nn.GRU or nn.RNN
    x : float32 array (T, 1, features + 2)
        Of `text_of`.
    draws : int
        Random gradients at the last h, whose squares are averaged.

    Returns
    -------
    float64 array (T,)

    Examples
    --------
    >>> sizes = gradient_sizes(layer_of("LSTM", forget=3.0), text_of("LSTM"))
    >>> float(sizes[0]), bool(sizes[20] > 0.05)
    (1.0, True)
    """
    layer(np.repeat(x, draws, axis=1))
    d = np.random.default_rng(SEED).normal(size=(1, draws, layer.hidden_size)).astype(np.float32)
    grad_x, _ = layer.backward(None, (d, None) if isinstance(layer, nn.LSTM) else d)
    sizes = np.sqrt((grad_x[..., :-2].astype(float) ** 2).sum(axis=(1, 2)))[::-1]
    return sizes / max(sizes[0], 1e-300)


def answers(network, h):
    """Return what a trained network answers after each step.

    Parameters
    ----------
    network : str
        A name in TRAINED.
    h : float array (T, units)

    Returns
    -------
    float64 array (T, 4) or (T, 1)
        The probabilities of the four symbols, or that the word ends here.
    """
    weights = stored()[0][TRAINED[network]]
    z = h.astype(float) @ weights["head.weight"].T + weights["head.bias"]
    if counts(network):
        return 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)
