"""Many networks of one shape run at once: one layer of all of them is one stacked matrix product.

Arrays are those of the single network with one axis more in front, the network: (networks, batch, features), or
(networks, batch, channels, height, width). The first layer sees one batch for all: its axis is 1, and is broadcast.
In memory the batch lies innermost, so that a weight matrix of 16 x 2 meets a matrix of 2 x batch, wide enough for BLAS.
A product is written over that of the chunk before, and an activation over its input: new memory costs more than tanh.
"""

from collections.abc import Callable

import numpy as np

from nnlearn.numpy.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.functional import log_softmax, softmax
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.shape import Flatten, Identity


def linear(layer, x, memory, weight, bias=None):
    """Run Linear: y^T = W x^T + b, for each network."""
    xt = x.swapaxes(-1, -2)
    weight = weight.reshape(len(weight), *(1,) * (x.ndim - 3), *weight.shape[1:])
    yt = np.matmul(weight, xt, out=memory((len(weight), *x.shape[1:-2], layer.out_features, x.shape[-2]), x.dtype))
    if bias is not None:
        yt += bias.reshape(len(bias), *(1,) * (x.ndim - 3), -1, 1)
    return yt.swapaxes(-1, -2)


def over(x):
    """Return where a result may be written: over x, unless that is the batch itself."""
    return x if x.flags.writeable else None


def sigmoid(layer, x, memory):
    """Run Sigmoid: y = (1 + tanh(x/2)) / 2."""
    y = np.multiply(x, 0.5, out=over(x))
    np.tanh(y, out=y)
    y += 1
    y *= 0.5
    return y


def inside(axis):
    """Return the axis of a single network as one of the stack."""
    return axis + 1 if axis >= 0 else axis


LAYERS: dict[type, Callable] = {
    Linear: linear,
    Sigmoid: sigmoid,
    Tanh: lambda layer, x, memory: np.tanh(x, out=over(x)),
    ReLU: lambda layer, x, memory: np.maximum(x, 0, out=over(x)),
    Softmax: lambda layer, x, memory: softmax(x, inside(layer.dim)),
    LogSoftmax: lambda layer, x, memory: log_softmax(x, inside(layer.dim)),
    Flatten: lambda layer, x, memory: Flatten(inside(layer.start_dim), inside(layer.end_dim)).forward(x),
    # What looks at each number by itself runs as it is, whatever the number of axes.
    **dict.fromkeys((Dropout, Heaviside, Identity, LeakyReLU), lambda layer, x, memory: layer.forward(x)),
}


class Memory:
    """Arrays that are written again in every chunk, one for each layer."""

    def __init__(self):
        self.arrays = {}

    def of(self, layer):
        """Return a function (shape, dtype) -> array with the layer's numbers of last time, or new ones."""

        def take(shape, dtype):
            if layer not in self.arrays or self.arrays[layer].shape != shape:
                self.arrays[layer] = np.empty(shape, dtype)
            return self.arrays[layer]

        return take


def layers_of(model):
    """Return the layers of a model that runs them one after another, or None if one of them is unknown here."""
    if isinstance(model, Sequential) and type(model).forward is Sequential.forward:
        parts = [layers_of(layer) for layer in model]
        return None if None in parts else [layer for part in parts for layer in part]
    return [model] if type(model) in LAYERS else None


def outputs(layers, thetas, x, memory):
    """Run the networks that differ in their weights alone, and yield what each layer gives.

    Parameters
    ----------
    layers : list of Module
        As `layers_of` gives them, in evaluation mode and under `no_grad`.
    thetas : ndarray of shape (networks, P)
        All weights of each, in the order of `parameters()`.
    x : ndarray of shape (batch, ...)
    memory : Memory

    Yields
    ------
    ndarray of shape (networks or 1, batch, ...)
        It holds until the next layer, or the next call with this memory, writes over it.
    """
    y = np.moveaxis(np.array(np.moveaxis(x, 0, -1), order="C")[None], -1, 1)  # the batch second, and innermost
    y.flags.writeable = False
    start = 0
    for layer in layers:
        weights = {}
        for name, part in vars(layer).items():
            if isinstance(part, Parameter):
                weights[name] = thetas[:, start : start + part.numel()].reshape(len(thetas), *part.shape)
                start += part.numel()
        y = LAYERS[type(layer)](layer, y, memory.of(layer), **weights)
        yield y


def run(layers, thetas, x, memory):
    """Return the predictions (networks, batch, ...) of the last layer; see `outputs`."""
    *_, last = outputs(layers, thetas, x, memory)
    return last


def widest(layers, thetas, x):
    """Return how many bytes the largest output of a layer takes for each network."""
    return max(y.nbytes // len(y) for y in outputs(layers, thetas[:1], x, Memory()))


def as_batch(predictions):
    """Return predictions (networks, batch, ...) as one batch (networks batch, ...), with the classes outermost."""
    last = np.ascontiguousarray(np.moveaxis(predictions, (0, 1), (-2, -1)))
    return np.moveaxis(last.reshape(*last.shape[:-2], -1), -1, 0)
