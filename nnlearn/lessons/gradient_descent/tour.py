"""The tour of the descent explorer: a walk downhill, a rate that is too large, and a place that is not a minimum."""

import numpy as np

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.gradient_descent.surfaces import short
from nnlearn.plots.numbers import fixed, significant

SOON = 15  # steps, after which the loss of the second stop hardly falls any more


def _before(view):
    a, b = (fixed(step, 1) for step in -view.state.lr * view.walk.slopes[0])
    return (
        f"A network with two weights: each place is one pair of weights, and its height is the loss, here "
        f"{short(view.walk.losses[0])}. The ball feels only the slope under it, and the first step is ({a}, {b})."
    )


def _after(view):
    found = view.walk
    return (
        f"{SOON} steps took the loss from {short(found.losses[0])} to {short(found.losses[SOON])}, the other "
        f"{len(found.path) - 1 - SOON} only to {short(found.losses[-1])}: the flatter the ground, the shorter the step."
    )


def _other(view):
    a, b = (fixed(place, 1) for place in view.walk.path[-1])
    return (
        f"Dropped elsewhere, the ball is now at ({a}, {b}), on its way down the other valley: the same network with "
        "the signs of both weights flipped. The start decided it."
    )


def _zigzag(view):
    return (
        f"Learning rate {view.state.lr:g} times curvature {fixed(_high(view), 1)} is {fixed(_product(view), 1)}: the "
        f"ball has jumped across the floor of this valley {_crossings(view)} times in {view.at} steps, and each time "
        "landed a little lower."
    )


def _flies(view):
    return (
        f"Now the product is {fixed(_product(view), 1)}, above 2: each jump lands higher than the last, and after "
        f"{view.at} steps the loss has gone from {short(view.walk.losses[0])} to {short(view.walk.losses[view.at])}."
    )


def _ridge(view):
    low, high = (fixed(bend, 1) for bend in view.walk.curvatures[-1])
    return (
        f"The ball came in exactly along the ridge and rests, at loss {short(view.walk.losses[-1])}. The slope is 0, "
        f"but the curvatures are {low} and {high}."
    )


def _beside(view):
    found, start = view.walk, view.state.start
    late = int((found.losses > (found.losses[-1] + found.losses[SOON]) / 2).sum())
    return (
        f"A saddle point: started {significant(start[1])} beside the ridge, the ball first seems to come to rest, "
        f"leaves after about {late} steps, and ends at loss {short(found.losses[-1])}."
    )


def _high(view):
    return view.walk.curvatures[0, 1]


def _product(view):
    return view.state.lr * _high(view)


def _crossings(view):
    """Return in how many steps so far the ball has crossed the floor of the long valley, the line a = b."""
    side = np.sign(np.subtract(*view.walk.path[: view.at + 1].T))
    return int((side[1:] != side[:-1]).sum())


NETWORK = {"surface": "small network (2 weights)", "lr": 0.1, "start": (2.0, -2.5), "turn": 115.0, "tilt": 38.0}
VALLEY = {"surface": "long valley", "lr": 0.38, "start": (-1.2, -2.7), "turn": 50.0, "tilt": 42.0}
SADDLE = {"surface": "saddle", "lr": 0.1, "start": (1.6, 0.0), "turn": -160.0, "tilt": 38.0}

TOUR = (
    Stop(
        {**NETWORK, "position": 0}, _before, "The thin line is the way it will take: where will it be slow? Press Play."
    ),
    Stop({**NETWORK, "position": END}, _after, "Drag the model: where is it still going?"),
    Stop({**NETWORK, "start": (-3.0, 1.5), "position": END}, _other),
    Stop({**VALLEY, "position": 12}, _zigzag, "What if the rate grows just a little?"),
    Stop({**VALLEY, "lr": 0.42, "position": 8}, _flies),
    Stop({**SADDLE, "position": END}, _ridge, "Is this a minimum? Turn the model."),
    Stop({**SADDLE, "start": (1.6, 0.02), "position": END}, _beside),
)
