"""One training in the playground, recorded: any step of it can be shown again, and it goes on from its end."""

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from nnlearn.arguments import NotFinite
from nnlearn.lessons.playground.data import EXTENT, batch, inputs
from nnlearn.lessons.playground.engine import Engine, Stopped, asked, belief, criterion_of, data_at, targets
from nnlearn.plots.plane import grid

KEEP = 50  # steps between two snapshots
SPACING = 5  # steps between two points of the loss curve
MOST = 20_000  # steps of a run
FINE = 40  # places along each side of the plane at which every unit is asked
SIDE_SHOWS: tuple = ("half", "lines", "panel", "pen", "discrete", "tests", "chosen", "unit", "grasped", "survey")
SIDE_SHOWS += ("position", "frozen")


@dataclass(frozen=True)
class Layer:
    """A dense layer as the diagram draws it: weight (out, in), bias (out,), the name of its activation."""

    weight: np.ndarray
    bias: np.ndarray
    name: str


class Run:
    """A training from its settings and events; `to(step)` brings `engine` there.

    Parameters
    ----------
    state : State
    before : Run, optional
        One with the same settings, and the same events up to some step: until there it is taken over.
    """

    def __init__(self, state, before=None):
        self.state = state
        self.engine = Engine(state)
        self.kept = {0: (self.engine.theta(), self.engine.memory())}
        self.curve: dict = {}  # step: (training loss, test loss)
        self.stopped = ""  # why it cannot go on
        self.reached = 0
        if before is not None:
            self._take_over(before)
        self._measure()

    def _take_over(self, before):
        same = 0
        for ours, theirs in zip(self.state.events, before.state.events, strict=False):
            if ours != theirs:
                break
            same += 1
        rest = [event[0] for event in (*self.state.events[same:], *before.state.events[same:])]
        fork = min(rest, default=before.reached)
        self.kept = {step: kept for step, kept in before.kept.items() if step <= fork}
        self.curve = {step: losses for step, losses in before.curve.items() if step < fork}
        self.reached = min(before.reached, fork)
        start = max(step for step in self.kept if step <= self.reached)
        self.engine.go_back(start, *self.kept[start])

    def to(self, step):
        """Be at a step: back to the snapshot before it and on from there, or on from the end. Stop where it must."""
        step = min(step, MOST)
        if step < self.engine.at:
            start = max(kept for kept in self.kept if kept <= step)
            self.engine.go_back(start, *self.kept[start])
        try:
            while self.engine.at < step:
                self.engine.step()
                self.reached = max(self.reached, self.engine.at)
                if self.engine.at % KEEP == 0 and self.engine.at not in self.kept:
                    self.kept[self.engine.at] = (self.engine.theta(), self.engine.memory())
                if self.engine.at % SPACING == 0:
                    self._measure()
            self.stopped = ""
        except Stopped as why:
            self.stopped = str(why)
        self._measure()
        return self.engine.at

    def _measure(self):
        if self.engine.at not in self.curve:
            self.curve[self.engine.at] = self.losses()

    def losses(self):
        """Return the loss on the training points and on the others; NaN where there are none."""
        state, points, nn = self.state, data_at(self.state, self.engine.at), self.engine.nn
        found = []
        for part in (points.train, ~points.train):
            if not part.any():
                found.append(np.nan)
                continue
            output = nn.predict(self.engine.model, inputs(points.x[part], state.features))
            goal = targets(state, points.y[part])
            try:
                found.append(float(criterion_of(nn, state)(nn.tensor(output), nn.tensor(goal)).item()))
            except NotFinite:
                found.append(np.nan)
        return tuple(found)

    def layers(self):
        """Return the network as the diagram draws it."""
        linear = [layer for layer in self.engine.model if hasattr(layer, "in_features")]
        to_numpy = self.engine.nn.to_numpy
        names = [self.state.activation] * (len(linear) - 1) + [""]
        return [
            Layer(to_numpy(a.weight).astype(float), to_numpy(a.bias).astype(float), name)
            for a, name in zip(linear, names, strict=True)
        ]

    def maps(self):
        """Return what each unit computes over the plane: for each layer (units, FINE, FINE); the last is the belief."""
        state, nn = self.state, self.engine.nn
        places = grid(EXTENT, FINE)
        h = inputs(places, state.features)
        found, model = [h], list(self.engine.model)
        ends = [k for k, part in enumerate(model) if not hasattr(part, "in_features")][: len(state.layers)]
        start = 0
        for end in ends:
            h = asked(nn, nn.Sequential(*model[start : end + 1]), h)
            found.append(h)
            start = end + 1
        output = asked(nn, nn.Sequential(*model[start:]), h)
        found.append(np.repeat(belief(state, output)[:, None], output.shape[1], axis=1) if output.ndim == 2 else output)
        if output.shape[1] == 2:
            found[-1] = np.stack([-found[-1][:, 0], found[-1][:, 1]], axis=1)
        return [values.T.reshape(-1, FINE, FINE).astype(float) for values in found]

    def gradients(self):
        """Return dL/dW of each layer on the next batch, penalties left out, and the rows of that batch."""
        engine = self.engine
        if len(engine.x) == 0:
            return [np.zeros(tuple(w.shape)) for w in engine.weights], np.zeros(0, int)
        rows = batch(len(engine.x), engine.rates["batch"], self.state.seed, engine.at)
        engine.optimizer.zero_grad()
        engine.nn.backprop(engine.model, engine.criterion, engine.x[rows], engine.y[rows])
        found = [engine.nn.to_numpy(w.grad).astype(float).copy() for w in engine.weights]
        engine.optimizer.zero_grad()
        return found, rows

    def updates(self):
        """Return what the last step did to each weight matrix."""
        at = self.engine.at
        after = [self.engine.nn.to_numpy(w).astype(float).copy() for w in self.engine.weights]
        if at == 0:
            return [np.zeros_like(w) for w in after]
        self.to(at - 1)
        before = [self.engine.nn.to_numpy(w).astype(float).copy() for w in self.engine.weights]
        self.to(at)
        return [b - a for a, b in zip(before, after, strict=True)]


def key(state):
    """Return what makes a run: the state without what only changes the picture."""
    plain = type(state)()
    return replace(state, **{name: getattr(plain, name) for name in SIDE_SHOWS})


class Runs:
    """The runs of one playground: the newest few are kept, and a new one takes over what it shares with another."""

    def __init__(self, most=4):
        self.kept: OrderedDict = OrderedDict()
        self.most = most

    def of(self, state):
        """Return the run of a state, at its step."""
        name = key(state)
        run = self.kept.get(name)
        if run is None:
            plain = replace(name, events=(), base=(), lr=0.03, batch=10, l1=0.0, l2=0.0)
            like = [
                other
                for kept, other in self.kept.items()
                if replace(kept, events=(), base=(), lr=0.03, batch=10, l1=0.0, l2=0.0) == plain
                and _first_rates(kept) == _first_rates(name)
            ]
            run = Run(state, like[-1] if like else None)
            self.kept[name] = run
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        self.kept.move_to_end(name)
        run.to(state.position)
        return run


def _first_rates(state):
    return state.base or (state.lr, state.batch, state.l1, state.l2)
