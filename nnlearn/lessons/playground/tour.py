"""The tour of the playground: a line is not enough, units cut the plane, a spiral, a rate too large, noise by heart."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.playground.network import belief
from nnlearn.plots.numbers import fixed

START = {
    **{"noise": 0, "share": 50, "sample": 0, "features": ("x1", "x2"), "activation": "tanh", "seed": 0},
    **{"init": "PyTorch's default", "loss": "cross-entropy", "optimizer": "SGD", "lr": 0.1, "batch": 10},
    **{"l1": 0.0, "l2": 0.0, "side": "NumPy", "events": (), "base": (), "half": False, "lines": "weights"},
    **{"panel": "output", "discrete": False, "tests": True, "frozen": None, "survey": -1, "grasped": -1},
}
CIRCLE = {**START, "data": "circle"}
FOUR = {**CIRCLE, "layers": (4,), "lr": 0.3, "position": 2500}
SPIRAL = {**START, "data": "spiral", "share": 80, "layers": (8, 8), "optimizer": "Adam", "lr": 0.03, "batch": 50}
NOISY = {**START, "data": "moons", "noise": 30, "share": 20, "layers": (8, 8), "optimizer": "Adam", "lr": 0.01}


def wrong(view, train=True):
    """Return how many training or test points the network takes for the other class, and how many there are."""
    p = view.now.points
    these = p.train == train
    guess = belief(view.state, view.outputs(p.x[these])[-1]) > 0
    return int(np.sum(guess != (p.y[these] > 0.5))), int(these.sum())


def _line(view):
    miss, n = wrong(view)
    return (
        f"No hidden layer: the network can only draw a straight line. After {view.at} steps {miss} of {n} training "
        f"points are on the wrong side, loss {fixed(view.now.losses[0])}. It will not get much better."
    )


def _four(view):
    (miss, n), loss = wrong(view), view.now.losses[0]
    return (
        f"One hidden layer of {view.state.layers[0]} units, {view.at:,} steps: training loss {fixed(loss)}, "
        f"{miss} of {n} training points wrong. The output has closed a ring around the middle."
    )


def _cut(view):
    _, unit = view.state.unit
    return (
        f"Unit {unit + 1} alone, large: tanh of a weighted sum, so its border is straight. Point at the other "
        "units, or press u: each cuts off one side, and the output adds them up."
    )


def _spiral(view):
    train, test = view.now.losses
    return (
        f"Two layers of 8, Adam, {view.at:,} steps: training loss {fixed(train)}, test loss {fixed(test)}. Layer 1 "
        "cuts with straight lines, layer 2 bends them."
    )


def _fast(view):
    losses = view.now.curve[20:, 1]
    return (
        f"The network of stop 2 again, with learning rate {view.state.lr:g}: the loss has jumped between "
        f"{fixed(losses.min())} and {fixed(losses.max())}. Press Play, then lower the rate: it calms down."
    )


def _noise(view):
    (miss, n), (lost, m) = wrong(view), wrong(view, False)
    return (
        f"Noisy moons: {miss} of {n} training points are wrong, but {lost} of {m} test points. The test loss was "
        f"lowest at step {lowest(view)}; since then the network has learned the noise by heart."
    )


def lowest(view):
    """Return the step at which the test loss was lowest."""
    return int(view.now.curve[view.now.curve[:, 2].argmin(), 0])


def _path(view):
    return (
        f"The loss around the weights of step {view.state.survey:,}, over the two directions in which they moved most. "
        f"The path of this run leads downhill, from {fixed(view.now.curve[0, 1])} to {fixed(view.now.losses[0])}."
    )


TOUR = (
    Stop({**CIRCLE, "layers": (), "position": 300}, _line, "What would help?"),
    Stop(FOUR, _four, "What has each unit done for it?"),
    Stop({**FOUR, "panel": "chosen unit", "unit": (0, 0)}, _cut, "How few units would do?"),
    Stop({**FOUR, "panel": "landscape", "survey": 2500}, _path),
    Stop({**SPIRAL, "position": 1500}, _spiral, "Which layer sees arms?"),
    Stop({**FOUR, "lr": 3.0, "position": 400}, _fast),
    Stop({**NOISY, "position": 2000}, _noise, "Would L2 have helped?"),
)
