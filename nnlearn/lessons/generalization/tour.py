"""The tour of the gap explorer: bias, variance, a penalty, the gap of a network, and double descent last."""

from dataclasses import replace

import numpy as np

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.generalization.replays import FEATURES
from nnlearn.lessons.generalization.state import NETWORK, RANDOM, SINE
from nnlearn.lessons.generalization.views import sine_errors, view_of
from nnlearn.lessons.generalization.words import big
from nnlearn.plots.numbers import fixed

POLYNOMIAL = {
    "task": SINE, "points": 20, "sigma": 0.3, "l2": 0.0, "draw": 0, "position": END, "sine_axis": "degree", "chosen": 9,
    "moved": (),
}  # fmt: skip
SIGNALS = {
    "task": NETWORK, "signals": 400, "dropout": 0.0, "decay": 0.0, "shift": 0, "seed": 0, "position": END,
    "run_axis": "steps",
}  # fmt: skip
UNITS = {
    "task": RANDOM, "examples": 300, "wrong": 0.0, "l2": 0.0, "seed": 0, "position": END, "feature_axis": "features",
}  # fmt: skip


def _line(view):
    bias2, variance, _ = view.parts
    return (
        f"A line: 20 people draw nearly the same one (variance {fixed(variance, 4)}), and all are wrong in the same "
        f"way (bias² {fixed(bias2, 3)}, {bias2 / variance:.0f} times as much)."
    )


def _swings(view):
    bias2, variance, _ = view.parts
    return (
        f"Degree {view.state.degree}: the mean of all fits lies on the sine (bias² {fixed(bias2)}), but every draw "
        f"goes its own way (variance {fixed(variance)})."
    )


def _shrunk(view):
    before, (bias2, variance, _) = sine_errors(replace(view.state, l2=0.0)), view.parts
    return (
        f"The same degree with L2: the band shrinks, from a variance of {fixed(before.variance)} to "
        f"{fixed(variance, 3)}, and the mean bends a little: bias² is {fixed(bias2, 4)}. Together they are "
        f"{(before.bias2 + before.variance) / (bias2 + variance):.0f} times smaller."
    )


def _gap(view):
    training, gap = view.parts
    return (
        f"A network knows its {view.state.signals} signals by heart: training error {fixed(training, 3)}. Of unseen "
        f"ones it gets {fixed(training + gap, 3)} wrong. This gap is what we fight."
    )


def _copies(view):
    before, (training, gap) = view_of(replace(view.state, shift=0)).parts, view.parts
    return (
        f"Nine shifted copies of each signal, as many steps: the training error rises, from {fixed(before[0], 3)} to "
        f"{fixed(training, 3)}, and the unseen one falls, from {fixed(sum(before), 3)} to {fixed(training + gap, 3)}."
    )


def _peak(view):
    unseen = view.curves.unseen
    return (
        f"{view.state.features} random features on {view.state.examples} signals: just enough weights to fit every "
        f"label, the worst place to be. The unseen error is {fixed(unseen[view.place], 3)}; guessing gets 0.9. "
        f"{FEATURES[FEATURES.index(100)]} features had {fixed(unseen[FEATURES.index(100)], 3)}."
    )


def _beyond(view):
    unseen, norm = view.curves.unseen, view.curves.below["norm"]
    peak, least = FEATURES.index(300), int(np.argmin(unseen[: FEATURES.index(300)]))
    side = "less than" if unseen[view.place] < unseen[least] else "no less than"
    return (
        f"{view.state.features:,} features: the unseen error is down again, to {fixed(unseen[view.place], 3)}, {side} "
        f"the {fixed(unseen[least], 3)} of {FEATURES[least]}. Read the norm of the weights below: it has fallen from "
        f"{big(norm[peak])} to {big(norm[view.place])}. Of all weights that fit, these are the smallest."
    )


TOUR = (
    Stop({**POLYNOMIAL, "degree": 1}, _line, "Would more points help?"),
    Stop({**POLYNOMIAL, "degree": 15}, _swings, "Drag the ringed point: where does the fit move most?"),
    Stop({**POLYNOMIAL, "degree": 15, "l2": 1.0}, _shrunk, "What if λ is 10?"),
    Stop(SIGNALS, _gap, "Play it: when does the loss below turn?"),
    Stop({**SIGNALS, "shift": 10}, _copies, "Which of the two errors would you watch?"),
    Stop({**UNITS, "features": 300}, _peak, "What will 4,000 do?"),
    Stop({**UNITS, "features": 4000}, _beyond, "Turn on L2, and the peak?"),
)
