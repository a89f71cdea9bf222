"""Where training starts: the biases of the gates, and how far a gradient then reaches back."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.arguments import choice, integer, number

GATES = {"LSTM": "ifgo", "GRU": "rzn"}  # the order of the blocks in weights and biases, PyTorch's
# name: (layer, {gate: bias}); "orthogonal" starts the recurrent weights as a rotation
STARTS: dict[str, tuple[str, dict[str, float]]] = {
    "RNN": ("RNN", {}),
    "RNN, orthogonal": ("RNN", {}),
    "LSTM": ("LSTM", {}),
    "LSTM, f 1": ("LSTM", {"f": 1.0}),
    "LSTM, f 3": ("LSTM", {"f": 3.0}),
    "LSTM, f 5": ("LSTM", {"f": 5.0}),
    "LSTM, f 3, i -3": ("LSTM", {"f": 3.0, "i": -3.0}),
    "LSTM, f 5, i -5": ("LSTM", {"f": 5.0, "i": -5.0}),
    "GRU": ("GRU", {}),
    "GRU, z 3": ("GRU", {"z": 3.0}),
    "GRU, z 5": ("GRU", {"z": 5.0}),
}


def set_gate(layer, gate, bias):
    """Start a gate with a bias, the same for all units of every layer.

    A gate has two biases, `bias_ih` and `bias_hh`, whose sum counts: the first becomes `bias`, the second 0.

    Parameters
    ----------
    layer : nn.LSTM or nn.GRU of either side
        Changed in place.
    gate : {"i", "f", "g", "o"} of an LSTM, {"r", "z"} of a GRU
        Which gate.
    bias : float
        What it starts with.

    Raises
    ------
    TypeError, ValueError
        If the layer has no such gate, or the bias is not a finite number.

    Examples
    --------
    >>> lstm = nn.LSTM(3, 2)
    >>> set_gate(lstm, "f", 3)
    >>> lstm.bias_ih_l0.data[2:4].tolist(), lstm.bias_hh_l0.data[2:4].tolist()
    ([3.0, 3.0], [0.0, 0.0])
    """
    kind = type(layer).__name__
    if kind not in GATES:
        raise TypeError(f"set_gate expected an nn.LSTM or nn.GRU, got {kind}: no other layer has gates")
    choice("set_gate", "gate", gate, tuple(GATES[kind].replace("n", "")))
    number("set_gate", "bias", bias)
    first = GATES[kind].index(gate) * layer.hidden_size
    for name, parameter in layer.named_parameters():
        if name.startswith("bias"):
            parameter.data[first : first + layer.hidden_size] = bias if "_ih_" in name else 0.0


def made(start, inputs, units, seed):
    """Return the layer of a start, such as "LSTM, f 3", made after a seed, and batch_first.

    Examples
    --------
    >>> made("GRU, z 3", 2, 4, seed=0).bias_ih_l0.data[4:8].tolist()
    [3.0, 3.0, 3.0, 3.0]
    """
    choice("made", "start", start, tuple(STARTS))
    kind, gates = STARTS[start]
    nn.manual_seed(seed)
    layer = getattr(nn, kind)(inputs, units, batch_first=True)
    for gate, bias in gates.items():
        set_gate(layer, gate, bias)
    if "orthogonal" in start:
        nn.orthogonal_(layer.weight_hh_l0)
    return layer


def gradient_back(start, steps=60, *, units=32, seeds=range(10)):
    """Return how much of a gradient at the last output arrives at the inputs k steps back, before training.

    Parameters
    ----------
    start : str
        A name in STARTS, such as "LSTM, f 3".
    steps : int, >= 1
        The largest k.
    units : int
        Hidden units.
    seeds : iterable of int
        A layer and random inputs for each.

    Returns
    -------
    ndarray of shape (steps + 1,), float64
        The length of the gradient k steps back, as a share of that at the last input (so the first is 1); the geometric
        mean over the seeds.

    Examples
    --------
    >>> back = gradient_back("RNN", 20, seeds=range(2))
    >>> float(back[0]), bool(back[20] < 1e-3)
    (1.0, True)
    """
    integer("gradient_back", "steps", steps, low=1)
    sizes = []
    for seed in seeds:
        layer, rng = made(start, 8, units, seed), np.random.default_rng(seed)
        x = np.eye(8, dtype=np.float32)[rng.integers(0, 8, (16, steps + 1))]
        h, _ = layer.double()(x.astype(np.float64))
        grad = np.zeros_like(h)
        grad[:, -1] = rng.normal(size=grad[:, -1].shape)
        grad_x, _ = layer.backward(grad)
        size = np.sqrt((grad_x**2).sum(axis=(0, 2)))[::-1]
        sizes.append(np.log(size / size[0]))
    return np.exp(np.mean(sizes, axis=0))


def cells_after(start, x, seed, *, units=32):
    """Return the cell states of a new LSTM after it has read sequences.

    Parameters
    ----------
    start : str
        A name in STARTS that begins with LSTM.
    x : ndarray of shape (N, T, features), float32
        The sequences.
    seed : int
        Of the layer.
    units : int
        Number of cells.

    Returns
    -------
    ndarray of shape (N, units), float32

    Examples
    --------
    >>> cells_after("LSTM, f 5", np.ones((2, 80, 3), np.float32), seed=0, units=4).shape
    (2, 4)
    """
    with nn.no_grad():
        _, (_, c) = made(start, x.shape[2], units, seed)(x)
    return c[0]
