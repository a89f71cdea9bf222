"""What trains the playground's network, step by step: the library's own parts, on NumPy or on PyTorch."""

import copy

import numpy as np

import nnlearn.numpy as written_out
from nnlearn.arguments import NotFinite
from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.data import batch, inputs
from nnlearn.lessons.playground.events import points_at, rates_at
from nnlearn.lessons.playground.network import criterion_of, initial_network, library, targets


class Stopped(Exception):
    """Training cannot continue; the message says why."""


class Engine:
    """A training that moves forward: `position` steps have been taken, and `model` is the network after them.

    Parameters
    ----------
    state : State
        Its settings and events; its position does not matter.

    Raises
    ------
    Stopped
        By `step`, if the loss is no longer finite or there are no points to learn from.
    """

    def __init__(self, state):
        self.state, self.position, self.nn = state, 0, library(state.side)
        self.model = initial_network(state)
        self.criterion = criterion_of(self.nn, state)
        name, arguments = options.OPTIMIZERS[state.optimizer]
        self.optimizer = getattr(self.nn, name)(self.model.parameters(), lr=state.lr, **arguments)
        self.parameters = list(self.model.parameters())
        self.weights = [p for p in self.parameters if p.ndim == 2]
        self.steps_with_events = {event[0] for event in state.events}
        self.apply_events()

    def apply_events(self):
        """Apply the events of this step: set weights, rates and points."""
        state, linear = self.state, [layer for layer in self.model if hasattr(layer, "in_features")]
        for event in state.events:
            if event[:2] == (self.position, "weight"):
                layer, unit, source, value = event[2:]
                target = linear[layer].bias.data if source < 0 else linear[layer].weight.data
                target[unit if source < 0 else (unit, source)] = value
        self.rates = rates_at(state, self.position)
        self.optimizer.param_groups[0]["lr"] = self.rates["lr"]
        self.points = points_at(state, self.position)
        train = self.points.train
        self.x, self.y = inputs(self.points.x[train], state.features), targets(state, self.points.y[train])

    def next_batch(self):
        """Return the batch of the next step, as rows of `x` and `y`."""
        return batch(len(self.x), self.rates["batch"], self.state.seed, self.position)

    def step(self):
        """Take one step on the next batch."""
        if len(self.x) == 0:
            raise Stopped("there is no point to learn from: draw some, or take a larger part for training")
        rows = self.next_batch()
        self.optimizer.zero_grad()
        try:
            loss = self.nn.backprop(self.model, self.criterion, self.x[rows], self.y[rows])
        except NotFinite:
            loss = np.nan
        if not np.isfinite(loss):
            raise Stopped(f"the loss is no longer finite after step {self.position}: take a smaller learning rate")
        penalise(self.nn, self.weights, self.rates["l1"], self.rates["l2"])
        self.optimizer.step()
        self.position += 1
        if self.position in self.steps_with_events:
            self.apply_events()

    def theta(self):
        """Return all weights as one vector, a copy."""
        return self.nn.to_numpy(self.nn.parameters_to_vector(self.parameters))

    def memory(self):
        """Return (position, all weights, what the optimizer remembers), as copies."""
        return self.position, self.theta(), copy.deepcopy(self.optimizer.state_dict())

    def restore(self, memory):
        """Go back to where a memory was taken."""
        self.position, theta, kept = memory
        self.nn.vector_to_parameters(self.nn.tensor(theta, dtype="float32"), self.parameters)
        self.optimizer.load_state_dict(copy.deepcopy(kept))
        self.apply_events()


def penalise(nn, weights, l1, l2):
    """Add the gradient of the penalty l1 sum |w| + l2/2 sum w^2, over all weights; biases are not penalised."""
    sign = np.sign if nn is written_out else (lambda w: w.sign())
    for w in weights:
        if l1:
            w.grad += l1 * sign(w.data)  # d|w|/dw = sign w
        if l2:
            w.grad += l2 * w.data  # d(w^2/2)/dw = w
