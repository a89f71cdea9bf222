"""The tour of the depth explorer: deeper until it fails, the plus sign, and what is inside the network that learned."""

import numpy as np

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.residual_networks.replays import KINDS, recorded_runs
from nnlearn.lessons.residual_networks.words import number_of_weights
from nnlearn.plots.numbers import fixed, significant


def _end(view):
    """Return the share of training signals that are read at the end."""
    return fixed(view.run.training[:, -1].mean(), 2)


def _shallow(view):
    return f"Two hidden layers read {_end(view)} of the signals they train on."


def _deep(view):
    return (
        f"Forty layers, nothing else changed: {_end(view)}, on the same signals. The orange bars show dL/dW before "
        f"training: the first hidden layer's is {significant(view.ratios[0], 2)} times the last one's. It has not "
        "vanished."
    )


def _adds(view):
    begin, end = significant(view.stem, 2), f"{view.spreads[-1]:,.0f}"
    return (
        f"Add the skip, y = x + F(x). Each block adds to the spread of the signal (blue), from {begin} to {end} after "
        f"{len(view.order)} blocks, and training ends at {_end(view)}."
    )


def _zero(view):
    still, spread = int((view.gradients == 0).sum()), significant(view.spreads[-1], 2)
    return (
        f"Let the last layer of each branch start at zero: every block hands on what it gets, and the spread stays "
        f"{spread} at any depth. In {still} of {view.state.depth} layers dL/dW is 0, but only for the first step."
    )


def _learns(view):
    return (
        f"Forty layers have learned: {_end(view)} of the training signals. Of unseen signals (dotted) they read "
        f"{fixed(view.run.unseen[:, -1].mean())}, and two layers read {fixed(view.runs[2].unseen[:, -1].mean())}."
    )


def _lesion(view):
    return (
        f"Block {view.state.off[0] + 1} is out, and the network reads {fixed(view.live.accuracy)} of 500 training "
        f"signals; whole, it reads {fixed(view.whole.accuracy)}. Click another away, and another."
    )


def reach(losses):
    """Return how far from the middle of a slice the loss is higher by 1: the radius of a circle of the same area.

    Examples
    --------
    >>> y, x = np.mgrid[-1:1:21j, -1:1:21j]
    >>> round(reach(4 * (x**2 + y**2)), 1)
    0.5
    """
    middle, side = len(losses) // 2, 2 / (len(losses) - 1)
    inside = (losses < losses[middle, middle] + 1).sum() * side**2
    return float(np.sqrt(inside / np.pi))


def _slices(view):
    plain, normalised = (fixed(reach(recorded_runs(kind, view.state.depth).losses)) for kind in KINDS[:2])
    directions = number_of_weights(view.state.kind, view.state.depth)
    return (
        f"Within the ring the loss rises by less than 1. It reaches {fixed(reach(view.run.losses))} from the middle, "
        f"{plain} in the plain network, and {normalised} in plain + BN, which learned least. Two directions out "
        f"of {directions:,}: trust the numbers more than the picture."
    )


LAST = {"position": END, "order": (), "off": (), "chosen": 0}
FIRST = {**LAST, "position": 0}
TOUR = (
    Stop({**LAST, "kind": "plain", "depth": 2}, _shallow, "Will forty read more, or less?"),
    Stop({**FIRST, "kind": "plain", "depth": 40}, _deep, "Does batch normalisation help? Choose plain + BN."),
    Stop({**FIRST, "kind": "x + F", "depth": 40}, _adds, "What if there were 100 blocks?"),
    Stop({**FIRST, "kind": "x + F, zero", "depth": 40}, _zero, "Press Play: does it learn?"),
    Stop({**LAST, "kind": "x + F, zero", "depth": 40}, _learns, "What has depth bought?"),
    Stop({**LAST, "kind": "x + F, zero", "depth": 20, "off": (3,), "chosen": 3}, _lesion, "And in the plain network?"),
    Stop({**LAST, "kind": "x + F, zero", "depth": 20}, _slices, "Which network would you choose by the rings alone?"),
)
