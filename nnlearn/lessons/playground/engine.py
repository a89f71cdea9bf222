"""The network of the playground, and what trains it: the library's own parts, on NumPy or on PyTorch."""

import copy

import numpy as np

import nnlearn.numpy as written_out
from nnlearn.arguments import NotFinite
from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.data import batch, inputs, points
from nnlearn.numpy import random


def library(side):
    """Return nnlearn.numpy or nnlearn.torch."""
    if side == "NumPy":
        return written_out
    import nnlearn.torch  # it costs seconds: only who asks for it waits

    return nnlearn.torch


def network(nn, state):
    """Return the model of a state, a Sequential of Linear and activation layers, its weights not yet drawn."""
    size, layers = states.sizes(state), []
    for k in range(len(size) - 1):
        layers += [nn.Linear(size[k], size[k + 1]), getattr(nn, states.ACTIVATIONS[state.activation])()]
    return nn.Sequential(*layers[:-1], *([nn.Sigmoid()] if state.loss == "cross-entropy, sigmoid" else []))


def started(state):
    """Return the model on NumPy with its first weights, drawn from the state's seed; the reader's own stream stays."""
    with random.fork_rng():
        model, nn = network(written_out, state), written_out
    rng = np.random.default_rng(state.seed)
    for layer in model:
        if isinstance(layer, nn.Linear):
            draw(nn, state.init, layer, rng)
    return model


def draw(nn, init, layer, rng):
    """Draw the first weights of a layer; biases are 0, but for PyTorch's default."""
    (name, further), bound = states.INITS[init], layer.in_features**-0.5
    getattr(nn, name)(layer.weight, **further, generator=rng)
    low, high = (-bound, bound) if init == "PyTorch's default" else (0.0, 0.0)
    nn.uniform_(layer.bias, low, high, generator=rng)


def targets(state, y):
    """Return what the loss compares with: a column of 0 and 1, or of -1 and 1, labels, or the numbers themselves."""
    if states.regression(state):
        return y[:, None]
    if state.loss == "cross-entropy, softmax":
        return y.astype(int)
    return y[:, None] if state.loss.startswith("cross-entropy") else 2 * y[:, None] - 1


def belief(state, output):
    """Return what an output (n, 1 or 2) says, from -1 (class 0 for sure) to 1 (class 1); for regression the number.

    With logits z and p = sigmoid(z) it is 2p - 1 = tanh(z/2).
    """
    if state.loss == "cross-entropy, sigmoid":
        return 2 * output[:, 0] - 1
    if state.loss == "cross-entropy, softmax":
        return np.tanh((output[:, 1] - output[:, 0]) / 2)
    return np.tanh(output[:, 0] / 2) if state.loss == "cross-entropy" else np.clip(output[:, 0], -1, 1)


def asked(nn, model, x):
    """Return what a part of the network gives; what has overflowed before it counts as the largest number."""
    return np.nan_to_num(nn.predict(model, np.nan_to_num(x)))


def criterion_of(nn, state):
    """Return the loss of a state."""
    return getattr(nn, states.LOSSES[state.loss][0])()


def data_at(state, step):
    """Return the points once `step` steps are done."""
    return points(state.data, state.noise, state.share, state.sample, states.drawn(state, step))


class Engine:
    """A run of the playground that goes on: `at` steps are done, `model` is the network after them.

    Parameters
    ----------
    state : State
        Its settings and events; its position does not matter.
    dtype : {"float32", "float64"}

    Raises
    ------
    Stopped
        By `step`, where the loss is no longer finite, or there is no point to learn from.
    """

    def __init__(self, state, dtype="float32"):
        self.state, self.dtype, self.at = state, dtype, 0
        nn = self.nn = library(state.side)
        self.model = started(state)
        if dtype == "float64":
            self.model.double()
        if state.side == "PyTorch":
            self.model = as_torch(nn, state, self.model)
        self.criterion = criterion_of(nn, state)
        name, further = states.OPTIMIZERS[state.optimizer]
        self.optimizer = getattr(nn, name)(self.model.parameters(), lr=state.lr, **further)
        self.parameters = list(self.model.parameters())
        self.weights = [p for p in self.parameters if p.ndim == 2]
        self.happen()

    def happen(self):
        """Let happen what the events say of this step."""
        state, linear = self.state, [layer for layer in self.model if hasattr(layer, "in_features")]
        for event in state.events:
            if event[:2] == (self.at, "weight"):
                layer, unit, source, value = event[2:]
                target = linear[layer].bias.data if source < 0 else linear[layer].weight.data
                target[unit if source < 0 else (unit, source)] = value
        self.rates = states.rates(state, self.at)
        self.optimizer.param_groups[0]["lr"] = self.rates["lr"]
        p = data_at(state, self.at)
        self.x, self.y = inputs(p.x[p.train], state.features), targets(state, p.y[p.train])
        self.steps_with_events = {event[0] for event in state.events}

    def step(self):
        """Take one step on the next batch."""
        if len(self.x) == 0:
            raise Stopped("there is no point to learn from: draw some, or take a larger part for training")
        rows = batch(len(self.x), self.rates["batch"], self.state.seed, self.at)
        self.optimizer.zero_grad()
        try:
            loss = self.nn.backprop(self.model, self.criterion, self.x[rows], self.y[rows])
        except NotFinite:
            loss = np.nan
        if not np.isfinite(loss):
            raise Stopped(f"the loss is no longer finite after step {self.at}: take a smaller learning rate")
        penalise(self.nn, self.weights, self.rates["l1"], self.rates["l2"])
        self.optimizer.step()
        self.at += 1
        if self.at in self.steps_with_events:
            self.happen()

    def theta(self):
        """Return all weights as one vector, a copy."""
        return self.nn.to_numpy(self.nn.parameters_to_vector(self.parameters))

    def memory(self):
        """Return what the optimizer remembers, a copy."""
        if self.state.side == "PyTorch":
            return copy.deepcopy(self.optimizer.state_dict())
        return self.optimizer.steps, {name: values.copy() for name, values in self.optimizer.state.items()}

    def go_back(self, at, theta, memory):
        """Be again where `at`, `theta` and `memory` were taken; the events of that step happen anew."""
        self.at = at
        self.nn.vector_to_parameters(self.nn.tensor(theta, dtype=self.dtype), self.parameters)
        if self.state.side == "PyTorch":
            self.optimizer.load_state_dict(copy.deepcopy(memory))
        else:
            steps, values = memory
            self.optimizer.steps, self.optimizer.state = steps, {name: v.copy() for name, v in values.items()}
        self.happen()


class Stopped(Exception):
    """Training cannot go on; the message says why."""


def penalise(nn, weights, l1, l2):
    """Add the gradient of the penalty l1 sum |w| + l2/2 sum w^2, over all weights and no biases."""
    sign = np.sign if nn is written_out else (lambda w: w.sign())
    for w in weights:
        if l1:
            w.grad += l1 * sign(w.data)  # d|w|/dw = sign w
        if l2:
            w.grad += l2 * w.data  # d(w^2/2)/dw = w


def as_torch(nn, state, model):
    """Return the same network on PyTorch, on its device, with the same weights; PyTorch's own stream stays."""
    import torch

    with torch.random.fork_rng(devices=[]):
        same = network(nn, state)
    values = {name: torch.from_numpy(value) for name, value in model.state_dict().items()}
    if next(iter(values.values())).dtype == torch.float64:
        same.double()
    same.load_state_dict(values)
    return same.to(nn.device())
