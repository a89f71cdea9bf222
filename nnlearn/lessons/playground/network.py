"""The network of a playground's state, on NumPy or on PyTorch: its layers, its first weights, its targets and loss."""

import numpy as np

import nnlearn.numpy as written_out
from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.state import regression, sizes
from nnlearn.numpy import random


def library(side):
    """Return nnlearn.numpy or nnlearn.torch."""
    if side == "NumPy":
        return written_out
    import nnlearn.torch  # it costs seconds, so import it only for those who ask for it

    return nnlearn.torch


def network(nn, state):
    """Return the model of a state: Linear and activation layers in a Sequential, not yet initialized."""
    size, layers = sizes(state), []
    for k in range(len(size) - 1):
        layers += [nn.Linear(size[k], size[k + 1]), getattr(nn, options.ACTIVATIONS[state.activation])()]
    return nn.Sequential(*layers[:-1], *([nn.Sigmoid()] if state.loss == "cross-entropy, sigmoid" else []))


def initial_network(state):
    """Return the model with its first weights, drawn with NumPy from the state's seed; the reader's stream stays."""
    with random.fork_rng():
        model = network(written_out, state)
    rng = np.random.default_rng(state.seed)
    for layer in model:
        if isinstance(layer, written_out.Linear):
            initialize(state.init, layer, rng)
    return model if state.side == "NumPy" else as_torch(state, model)


def initialize(init, layer, rng):
    """Draw the first weights of a layer; biases start at 0, except under PyTorch's default."""
    (name, arguments), bound = options.INITS[init], layer.in_features**-0.5
    getattr(written_out, name)(layer.weight, **arguments, generator=rng)
    low, high = (-bound, bound) if init == "PyTorch's default" else (0.0, 0.0)
    written_out.uniform_(layer.bias, low, high, generator=rng)


def as_torch(state, model):
    """Return the same network with the same weights on PyTorch's device; PyTorch's random stream stays."""
    import torch

    nn = library("PyTorch")
    with torch.random.fork_rng(devices=[]):
        same = network(nn, state)
    same.load_state_dict({name: torch.from_numpy(value) for name, value in model.state_dict().items()})
    return same.to(nn.device())


def targets(state, y):
    """Return what the loss compares with: a column of 0 and 1, or of -1 and 1, labels, or the numbers themselves."""
    if regression(state):
        return y[:, None]
    if state.loss == "cross-entropy, softmax":
        return y.astype(int)
    return y[:, None] if state.loss.startswith("cross-entropy") else 2 * y[:, None] - 1


def belief(state, output):
    """Return what an output (n, 1 or 2) says, from -1 (surely class 0) to 1 (surely class 1); a regression's number.

    With logits z and p = sigmoid(z) it is 2p - 1 = tanh(z/2).
    """
    if state.loss == "cross-entropy, sigmoid":
        return 2 * output[:, 0] - 1
    if state.loss == "cross-entropy, softmax":
        return np.tanh((output[:, 1] - output[:, 0]) / 2)
    return np.tanh(output[:, 0] / 2) if state.loss == "cross-entropy" else np.clip(output[:, 0], -1, 1)


def criterion_of(nn, state):
    """Return the loss of a state."""
    return getattr(nn, options.LOSSES[state.loss][0])()
