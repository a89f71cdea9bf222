"""What can be set in the gap explorer, and the axes against which it draws its errors."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.explorers.recorded import END
from nnlearn.lessons.generalization.replays import (
    DECAYS,
    DROPOUTS,
    EXAMPLES,
    FEATURES,
    SEEDS,
    SHIFTS,
    SIGNALS,
    STRENGTHS,
    WRONG,
)
from nnlearn.lessons.generalization.sine_fits import DEGREES, DRAWS, POINTS, STEPS
from nnlearn.lessons.generalization.training import MOMENTS

SINE, RANDOM, NETWORK = "sine: a polynomial", "signals: random features", "signals: a trained network"
TASKS = (SINE, RANDOM, NETWORK)


class Axis(NamedTuple):
    """Something that can be changed, drawn from left to right.

    Parameters
    ----------
    field : str
        Of the state.
    values : tuple
        In ascending order.
    places : ndarray of shape (values,)
        Where each value stands.
    ticks : tuple of (place, text)
    label : str
    """

    field: str
    values: tuple
    places: np.ndarray
    ticks: tuple
    label: str


def _axis(field, values, label, ticks=None, scale=None):
    """Return an axis: evenly spaced values, or places by a scale; ticks at some of the values, or at all."""
    values = tuple(values)
    places = np.arange(len(values), dtype=float) if scale is None else np.array([float(scale(v)) for v in values])
    ticks = values if ticks is None else ticks
    return Axis(field, values, places, tuple((places[values.index(v)], _written(v)) for v in ticks), label)


def _written(value):
    """Return a value as its tick.

    Examples
    --------
    >>> _written(0.0001), _written(4000), _written(float("inf")), _written(100000)
    ('1e−4', '4,000', 'end', '1e5')
    """
    if np.isinf(value):
        return "end"
    if value == 0:
        return "0"
    if value < 0.001 or value >= 10_000:
        return f"{value:.0e}".replace("e-0", "e−").replace("e+0", "e")
    return f"{value:,g}"


SIZE, EXAMPLES_AXIS, L2, MOMENT = "degree", "number of points", "strength of L2", "step of the training"
STRENGTH_TICKS = (0.0, 0.001, 0.1, 10.0)
AXES = {
    SINE: {
        "degree": _axis("degree", DEGREES, "degree of the polynomial", (1, 10, 19, 30, 40, 50, 60), float),
        "points": _axis("points", POINTS, "points", scale=np.log),
        "L2": _axis("l2", STRENGTHS, "strength λ of L2", STRENGTH_TICKS),
        "steps": _axis("position", STEPS, "steps of gradient descent", (0, 10, 100, 10_000, 1_000_000, np.inf)),
    },
    RANDOM: {
        "features": _axis("features", FEATURES, "random features", (10, 40, 100, 300, 1000, 4000), np.log),
        "examples": _axis("examples", EXAMPLES, "labelled signals", scale=np.log),
        "L2": _axis("l2", STRENGTHS, "strength λ of L2", STRENGTH_TICKS),
    },
    NETWORK: {
        "steps": _axis("position", MOMENTS, "steps of 32 signals", (0, 13, 52, 156, 390, MOMENTS[-1])),
        "signals": _axis("signals", SIGNALS, "labelled signals", scale=np.log),
        "dropout": _axis("dropout", DROPOUTS, "share of the hidden units dropped"),
        "weight decay": _axis("decay", DECAYS, "weight decay of AdamW"),
        "shift": _axis("shift", SHIFTS, "places that copies are moved by"),
    },
}
AXIS_FIELD = {SINE: "sine_axis", RANDOM: "feature_axis", NETWORK: "run_axis"}
CONTROLS = {  # of each task
    SINE: ("degree", "points", "sigma", "l2", "draw", "sine_axis"),
    RANDOM: ("features", "examples", "wrong", "l2", "seed", "feature_axis"),
    NETWORK: ("signals", "dropout", "decay", "shift", "seed", "run_axis"),
}


@dataclass(frozen=True)
class State:
    """Settings of the gap explorer."""

    task: str = pick(SINE, TASKS, "task")
    degree: int = slide(9, DEGREES[0], DEGREES[-1], 1, "degree", buttons="step")
    features: int = slide_over(300, FEATURES, "random features")
    points: int = slide_over(20, POINTS, "points")
    examples: int = slide_over(300, EXAMPLES, "labelled signals")
    signals: int = slide_over(400, SIGNALS, "labelled signals")
    sigma: float = slide(0.3, 0.0, 1.0, 0.05, "noise σ")
    wrong: float = slide_over(0.0, WRONG, "labels drawn at random")
    dropout: float = slide_over(0.0, DROPOUTS, "dropout")
    decay: float = slide_over(0.0, DECAYS, "weight decay")
    shift: int = slide_over(0, SHIFTS, "copies moved by", "places")
    l2: float = slide_over(0.0, STRENGTHS, "strength λ of L2")
    draw: int = slide(0, 0, DRAWS[-1], 1, "draw", buttons="step")
    seed: int = slide(0, 0, SEEDS[-1], 1, "seed", buttons="step")
    sine_axis: str = pick("degree", AXES[SINE], "errors against")
    feature_axis: str = pick("features", AXES[RANDOM], "errors against")
    run_axis: str = pick("steps", AXES[NETWORK], "errors against")
    position: int = slide(END, 0, 1, 1, "moment")
    chosen: int = 9  # the point whose influence is drawn, and that the keys move
    moved: tuple = ()  # (index, y) of each point that was moved


class Curves(NamedTuple):
    """The errors against an axis, and the mark of the setting on them.

    Parameters
    ----------
    training, unseen : ndarrays of shape (values,)
        Means over all draws, or over the seeds.
    low, high : ndarrays of shape (2, values), or None
        The smallest and the largest of the seeds: training, unseen.
    below : dict of str to ndarray of shape (values,)
        What the strip below shows.
    """

    training: np.ndarray
    unseen: np.ndarray
    low: np.ndarray | None
    high: np.ndarray | None
    below: dict


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state."""

    state: State
    axis: Axis
    place: int  # of the setting, among the values of the axis
    curves: Curves
    parts: tuple  # of the bar: numbers from left to right that add up to the unseen error
    own: tuple  # training and unseen error of this draw, or of this seed
    step: float  # steps of the training so far
    fits: object = None  # of the sine
    answers: np.ndarray | None = None  # to the first of the unseen signals
    norm: float = 0.0  # of the output weights of random features
    loss: float = 0.0  # of the unseen signals, mean over the seeds
    interpolation: float | None = None  # where on the axis the numbers of weights and of examples are equal
