"""Run many networks of one shape at once: one layer of all of them is one stacked matrix product.

Arrays are those of a single network with one more axis in front, the network: (networks, batch, features), or
(networks, batch, channels, height, width). All networks share the input of the first layer: that axis is 1, and is
broadcast. In memory the batch is innermost, so that a weight matrix of 16 x 2 meets a matrix of 2 x batch, which is
wide enough for BLAS. A product overwrites that of the previous chunk, and an activation overwrites its input, because
new memory costs more than tanh. Each layer has a dict of its own, `memory`, for what the next chunk overwrites.
"""

from collections.abc import Callable

import numpy as np

from nnlearn.numpy.activations import Heaviside, LeakyReLU, LogSoftmax, ReLU, Sigmoid, Softmax, Tanh
from nnlearn.numpy.adaptive_pool import AdaptiveAvgPool2d
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.conv import Conv2d
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.flatten import Flatten, Identity
from nnlearn.numpy.functional import log_softmax, softmax
from nnlearn.numpy.internals.correlation import Correlation
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.pool import AvgPool2d, MaxPool2d
from nnlearn.numpy.smooth_activations import ELU, GELU, SiLU, Softplus
from nnlearn.numpy.upsample import Upsample


def linear(layer, x, memory, weight, bias=None):
    """Run Linear: y^T = W x^T + b, for each network."""
    weight = weight.reshape(len(weight), *(1,) * (x.ndim - 3), *weight.shape[1:])
    shape = *x.shape[1:-2], layer.out_features, x.shape[-2]
    if len(memory.get(shape, ())) < len(weight):
        memory[shape] = np.empty((len(weight), *shape), x.dtype)
    yt = np.matmul(weight, x.swapaxes(-1, -2), out=memory[shape][: len(weight)])
    if bias is not None:
        yt += bias.reshape(len(bias), *(1,) * (x.ndim - 3), -1, 1)
    return yt.swapaxes(-1, -2)


def convolution(layer, x, memory, weight, bias=None):
    """Run Conv2d: networks side by side are the groups of one convolution, or its filters if they share one batch."""
    networks, shared = len(weight), len(x) == 1 and layer.groups == 1
    groups = 1 if shared else networks * layer.groups
    if groups not in memory:
        memory[groups] = Correlation(layer.correlation.height, layer.correlation.width, groups)
    correlation = memory[groups]
    x = into_channels(x if shared else np.broadcast_to(x, (networks, *x.shape[1:])))
    size = correlation.size(x)
    rows = correlation.cut(x, size, x.dtype)
    columns = correlation.columns(rows, size[0])
    y = correlation.correlate(columns, weight.reshape(-1, *weight.shape[2:]), size, len(x))
    correlation.scratch.give("rows", x.shape, rows)
    if bias is not None:
        y += bias.reshape(-1, 1, 1)
    return from_channels(y, networks)


def pool(layer, x, memory):
    """Run a layer that treats each channel by itself: the channels of all networks are those of one batch."""
    return from_channels(layer.forward(into_channels(x)), len(x))


def into_channels(x):
    """View (networks, batch, channels, height, width) as (batch, networks channels, height, width)."""
    return x.swapaxes(0, 1).reshape(x.shape[1], -1, *x.shape[3:])


def from_channels(y, networks):
    """Undo `into_channels`."""
    return y.reshape(len(y), networks, -1, *y.shape[2:]).swapaxes(0, 1)


def flatten(layer, x, memory):
    """Run Flatten on the axes after the network's, keeping the batch innermost in memory."""
    start, end = (axis if axis >= 0 else axis + x.ndim - 1 for axis in (layer.start_dim, layer.end_dim))
    if start == 0:  # the batch is one of the axes that are joined
        return Flatten(1, end + 1).forward(x)
    inner = np.ascontiguousarray(np.moveaxis(x, 1, -1))  # (networks, ..., batch)
    return np.moveaxis(Flatten(start, end).forward(inner), -1, 1)


def reusable(x):
    """Return x if a result may overwrite it, None if it is the batch itself."""
    return x if x.flags.writeable else None


def sigmoid(layer, x, memory):
    """Run Sigmoid: y = 1 / (1 + e^-x)."""
    y = np.negative(x, out=reusable(x))
    np.exp(y, out=y)
    y += 1
    return np.divide(1, y, out=y)


def stack_axis(axis):
    """Return the axis of the stack that is this axis of a single network."""
    return axis + 1 if axis >= 0 else axis


LAYERS: dict[type, Callable] = {
    Linear: linear,
    Sigmoid: sigmoid,
    Tanh: lambda layer, x, memory: np.tanh(x, out=reusable(x)),
    ReLU: lambda layer, x, memory: np.maximum(x, 0, out=reusable(x)),
    Softmax: lambda layer, x, memory: softmax(x, stack_axis(layer.dim)),
    LogSoftmax: lambda layer, x, memory: log_softmax(x, stack_axis(layer.dim)),
    Flatten: flatten,
    Conv2d: convolution,
    **dict.fromkeys((MaxPool2d, AvgPool2d, AdaptiveAvgPool2d, Upsample), pool),
    # A layer that treats each number by itself runs as it is, with any number of axes.
    **dict.fromkeys(
        (Dropout, ELU, GELU, Heaviside, Identity, LeakyReLU, SiLU, Softplus), lambda layer, x, memory: layer.forward(x)
    ),
}


def layers_of(model):
    """Return the layers of a model that runs them in sequence, or None if one of them is unknown here."""
    if isinstance(model, Sequential) and type(model).forward is Sequential.forward:
        parts = [layers_of(layer) for layer in model]
        return None if None in parts else [layer for part in parts for layer in part]
    return [model] if type(model) in LAYERS else None


def outputs(layers, thetas, x, memory):
    """Run networks that differ only in their weights, and yield the output of each layer.

    Parameters
    ----------
    layers : list of Module
        As `layers_of` returns them, in evaluation mode and under `no_grad`.
    thetas : ndarray of shape (networks, P)
        All weights of each network, in the order of `parameters()`.
    x : ndarray of shape (batch, ...)
    memory : list of dict, one per layer

    Yields
    ------
    ndarray of shape (networks or 1, batch, ...)
        It is valid until the next layer, or the next call with this memory, overwrites it.
    """
    y = np.moveaxis(np.array(np.moveaxis(x, 0, -1), order="C")[None], -1, 1)  # the batch is axis 1, innermost in memory
    y.flags.writeable = False
    start = 0
    for layer, own in zip(layers, memory, strict=True):
        weights = {}
        for name, part in vars(layer).items():
            if isinstance(part, Parameter):
                weights[name] = thetas[:, start : start + part.numel()].reshape(len(thetas), *part.shape)
                start += part.numel()
        y = LAYERS[type(layer)](layer, y, own, **weights)
        yield y


def run(layers, thetas, x, memory):
    """Return the predictions (networks, batch, ...) of the last layer; see `outputs`."""
    *_, last = outputs(layers, thetas, x, memory)
    return last


def new_memory(layers):
    """Return an empty memory for these layers."""
    return [{} for _ in layers]


def largest_output(layers, thetas, x):
    """Return the bytes per network of the largest output of a layer."""
    return max(y.nbytes // len(y) for y in outputs(layers, thetas[:1], x, new_memory(layers)))


def as_one_batch(predictions):
    """Return predictions (networks, batch, ...) as one batch (networks batch, ...), with the classes outermost."""
    last = np.ascontiguousarray(np.moveaxis(predictions, (0, 1), (-2, -1)))
    return np.moveaxis(last.reshape(*last.shape[:-2], -1), -1, 0)
