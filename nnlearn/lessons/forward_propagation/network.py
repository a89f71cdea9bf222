"""What the forward explorer shows, as arrays: the layers, what every unit computes, and the product cell by cell."""

import copy
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.arguments import describe
from nnlearn.explorers.listing import run_listing

MAX_UNITS = 8  # of a layer that can be drawn

SOURCES = {
    "moons": "data = datasets.moons(120, noise=0.15)",
    "circles": "data = datasets.circles(120, noise=0.08)",
    "blobs": "data = datasets.blobs(120, noise=0.7)",
    "XOR": 'data = datasets.gates("xor")',
}
FUNCTIONS = {"tanh": nn.tanh, "relu": nn.relu, "sigmoid": nn.sigmoid, "heaviside": nn.heaviside, "": lambda z: z}


class Layer(NamedTuple):
    """One layer, h = f(x W^T + b): W of shape (out, in), b of shape (out,), f and its name ("" for none)."""

    weight: np.ndarray
    bias: np.ndarray
    activation: Callable
    name: str

    def product(self, x):
        """Return z = x W^T + b of a batch x (N, in)."""
        return x @ self.weight.T + self.bias

    def __call__(self, x):
        return self.activation(self.product(x))


@lru_cache(maxsize=8)
def points(source):
    """Return x (n, 2) and y (n,) of a source, computed by its own line: what "As code" shows is what runs."""
    data = run_listing(SOURCES[source], "data", datasets=datasets)
    return data.x, data.y


def batch(source, point):
    """Return the three rows that are traced, to four digits: the reader's point, and the first point of each class.

    Examples
    --------
    >>> batch("XOR", (0.5, 0.5)).tolist()
    [[0.5, 0.5], [0.0, 0.0], [0.0, 1.0]]
    """
    x, y = points(source)
    return np.array([point, x[y == 0][0], x[y == 1][0]], float).round(4)


def random_network(widths, activation, seed):
    """Return layers with normally distributed weights: two inputs, hidden layers, one output without activation.

    Parameters
    ----------
    widths : tuple of int
        Units of the hidden layers.
    activation : str
        "tanh", "relu", "sigmoid", "heaviside" or "" for none.
    seed : int
        Of NumPy's generator; the one that the reader's own cells use is left alone.

    Returns
    -------
    list of Layer

    Examples
    --------
    >>> [layer.weight.shape for layer in random_network((4, 3), "tanh", 0)]
    [(4, 2), (3, 4), (1, 3)]
    """
    rng, sizes = np.random.default_rng(seed), [2, *widths, 1]
    layers = []
    for k, (in_, out) in enumerate(pairwise(sizes)):
        name = activation if k < len(widths) else ""
        layers.append(Layer(rng.normal(size=(out, in_)), rng.normal(size=out), FUNCTIONS[name], name))
    return layers


def read_network(model):
    """Return the layers of the reader's own model, as copies.

    Parameters
    ----------
    model : nnlearn.numpy.Sequential
        Of `Linear`, each followed by activations or by nothing; two inputs, at most 8 units per layer.

    Returns
    -------
    list of Layer

    Raises
    ------
    TypeError
        If it is not a `Sequential` of the NumPy side, or holds something else before the first `Linear`.
    ValueError
        If it has no `Linear`, other than two inputs, or a layer that is too wide to be drawn.

    Examples
    --------
    >>> layers = read_network(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)))
    >>> [(layer.weight.shape, layer.name) for layer in layers]
    [((3, 2), 'ReLU'), ((1, 3), '')]
    """
    if not isinstance(model, nn.Sequential):
        raise TypeError(f"ForwardExplorer expected a Sequential of nnlearn.numpy, got {describe(model)}")
    layers: list = []
    for module in copy.deepcopy(model).eval():
        if isinstance(module, nn.Linear):
            weight = module.weight.data.astype(float)
            bias = np.zeros(len(weight)) if module.bias is None else module.bias.data.astype(float)
            layers.append((weight, bias, []))
        elif layers:
            layers[-1][2].append(module)
        else:
            raise TypeError(f"ForwardExplorer expected Linear first, got {type(module).__name__}")
    if not layers or layers[0][0].shape[1] != 2 or max(len(weight) for weight, *_ in layers) > MAX_UNITS:
        sizes = [layers[0][0].shape[1], *(len(weight) for weight, *_ in layers)] if layers else []
        raise ValueError(
            f"ForwardExplorer expected Linear layers with two inputs and at most {MAX_UNITS} units each, got sizes "
            f"{sizes}: more inputs have no plane to draw, so use nnlearn.plots.network"
        )
    return [_layer(weight, bias, modules) for weight, bias, modules in layers]


def _layer(weight, bias, modules):
    def activation(z):
        with nn.no_grad():
            for module in modules:
                z = module(z)
        return z

    return Layer(weight, bias, activation, ", ".join(type(module).__name__ for module in modules))


def edited(layers, edits):
    """Return the layers with single weights replaced: `edits` holds ((layer, unit, source), value), source -1 the bias.

    Examples
    --------
    >>> layers = random_network((1,), "tanh", 0)
    >>> edited(layers, (((0, 0, 1), 5.0),))[0].weight[0, 1], edited(layers, (((0, 0, -1), 7.0),))[0].bias[0]
    (np.float64(5.0), np.float64(7.0))
    """
    layers = [layer._replace(weight=layer.weight.copy(), bias=layer.bias.copy()) for layer in layers]
    for place, value in edits:
        array, index = weight_at(layers, place)
        array[index] = value
    return layers


def weight_at(layers, place):
    """Return the array and the index in it of the weight at (layer, unit, source)."""
    layer, unit, source = place
    return (layers[layer].bias, unit) if source < 0 else (layers[layer].weight, (unit, source))


def forward(layers, x):
    """Return the values of all layers for a batch, input first: h0 = x, h1 = f1(h0 W1^T + b1), ...

    Examples
    --------
    >>> [h.shape for h in forward(random_network((4, 3), "tanh", 0), np.zeros((5, 2)))]
    [(5, 2), (5, 4), (5, 3), (5, 1)]
    """
    values = [np.asarray(x, float)]
    for layer in layers:
        values.append(layer(values[-1]))
    return values


class Cell(NamedTuple):
    """A cell of a product Z = H W^T + b: row `row` of H times column `unit` of W^T, in layer `layer`."""

    layer: int
    row: int
    unit: int


def centre(layer):
    """Return the value of a unit that counts as neither high nor low: one half after a sigmoid, else zero."""
    return 0.5 if layer.name.lower() == "sigmoid" else 0.0


def cells(layers, rows):
    """Return all cells of a forward pass over `rows` points in the order in which they are traced.

    Examples
    --------
    >>> cells(random_network((2,), "tanh", 0), 1)
    [Cell(layer=0, row=0, unit=0), Cell(layer=0, row=0, unit=1), Cell(layer=1, row=0, unit=0)]
    """
    return [
        Cell(k, row, unit) for k, layer in enumerate(layers) for row in range(rows) for unit in range(len(layer.bias))
    ]
