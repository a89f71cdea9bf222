"""What is wrong with a network that should follow a curve: found by changing it, and by looking at what it gives."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from nnlearn.lessons.forward_propagation import height_advice as by
from nnlearn.lessons.forward_propagation.answers import forward, sigmoid, target

X = np.linspace(0, 1, 1001)[:, None]
OTHER_CURVES: dict[str, Callable] = {
    "sin(2 pi x)": lambda x: np.sin(2 * np.pi * x),
    "sin(2 pi x) squared": lambda x: np.sin(2 * np.pi * x) ** 2,
    "sin(pi x^2)": lambda x: np.sin(np.pi * x**2),
    "sin(x^2)": lambda x: np.sin(x**2),
    "sin(2 x^2)": lambda x: np.sin(2 * x**2),
    "sin(x)": np.sin,
    "x^2": lambda x: x**2,
    "cos(2 pi x^2)": lambda x: np.cos(2 * np.pi * x**2),
}

FACTORS = (0.5, 2, 0.25, 4, 0.2, 5, 0.1, 10, 0.05, 20)  # of a bias that was forgotten when the weight was changed


def curve_advice(layers, most, units):
    """Say what keeps a network from following the curve.

    Parameters
    ----------
    layers : list of (ndarray, ndarray, function)
        Of a form that was checked.
    most : float
        The largest error allowed.
    units : int
        The number of hidden units allowed.

    Returns
    -------
    str
    """
    curve = Curve(layers, most)
    looks = (
        _too_many, _other_bias, _no_step, _flat, _other_curve, _whole_curve, _outside, by.heights_for_climbs, _softness,
        by.other_order, by.other_signs, by.beside, by.good_hidden_layer, _blurred, by.better_outputs,
    )  # fmt: skip
    for look in looks:
        sentence = look(curve, units)
        if sentence:
            return sentence
    return " ".join(filter(None, (_pairs(curve), _places(curve, units))))


class Curve:
    """A network, what it gives, and where its steps stand.

    Parameters
    ----------
    layers : list of (ndarray, ndarray, function)
    most : float
        The largest error allowed.
    """

    def __init__(self, layers, most):
        (self.weight, self.bias, _), (self.heights, self.level, _) = layers
        self.most = most
        self.given = forward(X, layers)[:, 0]
        self.wanted = target(X)[:, 0]
        self.worst = np.abs(self.given - self.wanted).max()
        steep = self.weight[:, 0] != 0
        self.steps = -self.bias[steep] / self.weight[steep, 0]
        self.inside = np.sort(self.steps[(self.steps > -0.1) & (self.steps < 1.1)])

    def error(self, weight=None, bias=None, heights=None):
        """Return the largest error with something in place of the learner's numbers."""
        weight, bias, heights = (
            own if new is None else new
            for own, new in ((self.weight, weight), (self.bias, bias), (self.heights, heights))
        )
        return np.abs(sigmoid(X @ weight.T + bias) @ heights.T + self.level - target(X)).max()

    def best_output(self):
        """Return the largest error with the best output weights and bias of moderate size, by least squares."""
        columns = np.hstack([sigmoid(X @ self.weight.T + self.bias), np.ones_like(X)])
        moderate = 1e-3 * np.eye(columns.shape[1])
        found = np.linalg.solve(columns.T @ columns + moderate, columns.T @ self.wanted)
        return np.abs(columns @ found - self.wanted).max() if np.abs(found).max() < 5 else np.inf

    @property
    def changes(self):
        """By how much each unit changes on [0, 1]; a whole step is 1."""
        return np.ptp(sigmoid(X @ self.weight.T + self.bias), axis=0)

    @property
    def ends(self):
        """Where the gaps between the steps begin and end."""
        return np.array([0.0, *np.unique(self.inside[(self.inside > 0) & (self.inside < 1)].round(6)), 1.0])

    @property
    def at(self):
        """Where the largest error is, and the number of the gap in which that lies."""
        at = float(X[np.abs(self.given - self.wanted).argmax(), 0])
        return at, int(np.clip(np.searchsorted(self.ends, at) - 1, 0, len(self.ends) - 2))

    @property
    def missed_between(self):
        """By how much the curve moves in the gap between two steps with the largest error."""
        k = self.at[1]
        return np.ptp(target(np.linspace(self.ends[k], self.ends[k + 1], 100)))

    @property
    def idle(self):
        """How many units hardly change on [0, 1]."""
        return int((self.changes < 0.05).sum())


def _too_many(curve, units):
    if len(curve.bias) <= units:
        return ""
    more = _pairs(curve) or "Where is the curve slow, so that fewer steps will do?"
    close = (
        "It is close enough, but not with so few units."
        if curve.worst <= curve.most
        else "Begin with the number of units."
    )
    return f"{close} {more}"


def _no_step(curve, units):
    """No unit climbs half of its way on [0, 1], for two reasons or one of them."""
    most = curve.changes.max()
    if most >= 0.5 or most < 0.05 or curve.best_output() <= curve.most:
        return ""
    return (
        f"None of your units makes its step on [0, 1]: a step climbs by 1, and the unit that changes most changes by "
        f"{most:.2f} there. A step stands at -bias / weight and is about 10 / |weight| wide; your largest |weight| is "
        f"{np.abs(curve.weight).max():.2g}, and your steps stand at {_some(np.sort(curve.steps))}."
    )


def _flat(curve, units):
    if np.ptp(curve.given) > 0.05:
        return ""
    if not len(curve.inside):
        return "It gives nearly the same everywhere on [0, 1]. " + _stand(curve)
    if np.ptp(curve.steps) < 0.1:
        return _other_bias(curve, units) or (
            f"Your steps all stand between x = {curve.steps.min():.2g} and {curve.steps.max():.2g}: a step stands "
            "where weight * x + bias = 0, at x = -bias / weight. Which bias puts a step of weight 100 at 0.5?"
        )
    return (
        f"It gives nearly the same everywhere on [0, 1], about {curve.given.mean():.2g}. Are the output weights, the "
        "heights of the steps, close to 0, or do they cancel?"
    )


def _stand(curve):
    if not len(curve.steps):
        return "All hidden weights are 0, so no unit looks at x."
    return (
        "A unit's step stands where weight * x + bias = 0, at x = -bias / weight. Yours stand at "
        f"{_some(np.sort(curve.steps))}, outside it."
    )


def _some(places):
    if len(places) <= 3:
        return " and ".join(f"{one:.3g}" for one in places)
    return f"{places[0]:.3g}, {places[1]:.3g} ... {places[-1]:.3g}"


def _other_curve(curve, units):
    if len(curve.bias) < 4:  # a few units are near a slow curve by chance
        return ""
    for name, function in OTHER_CURVES.items():
        other = function(X)[:, 0]
        away = np.abs(curve.given - other).max()
        if away <= min(curve.most * np.ptp(other), curve.worst / 3):
            return (
                f"It follows another curve, {name}, and is never more than {away:.2g} from it. The target is "
                "sin(2 pi x^2): what is squared there, and what is multiplied?"
            )
    return ""


def _whole_curve(curve, units):
    """The curve is right but for its sign, its level or its size."""
    close = min(1.5 * curve.most, curve.worst / 2)
    if np.abs(curve.given + curve.wanted).max() <= close:
        if (curve.weight < 0).all():
            return (
                "It follows the curve upside down. Your hidden weights are negative, so a unit goes down where x "
                "grows: with which output weight does the curve climb there?"
            )
        return "It follows the curve upside down: look at the sign of the output weights."
    away = curve.given - curve.wanted
    shift = (away.max() + away.min()) / 2
    if np.abs(away - shift).max() <= close:
        return (
            f"It has the right form, but all of it lies about {abs(shift):.2g} too {'high' if shift > 0 else 'low'}. "
            "Which number of the network lifts the whole curve?"
        )
    factor = curve.given @ curve.wanted / (curve.given @ curve.given)
    if factor > 0 and np.abs(factor * curve.given - curve.wanted).max() <= close:
        return f"It has the right form, but is {1 / factor:.2g} times as high as the curve: look at the output weights."
    return ""


def _other_bias(curve, units):
    weight = curve.weight[:, 0]
    changes = {
        "with its sign flipped": -curve.bias,
        "multiplied by its weight": curve.bias * weight,
        "multiplied by its weight, and with its sign flipped": -curve.bias * weight,
        **{f"multiplied by {factor:g}": factor * curve.bias for factor in FACTORS},
    }
    for words, bias in changes.items():
        error = curve.error(bias=bias)
        if error <= max(curve.most, min(curve.worst / 3, 0.5)):
            return (
                f"Were each hidden bias {words}, the error would be {error:.2f}. A step stands where "
                "weight * x + bias = 0. What must the bias be for a step at 0.5, if the weight is 100?"
            )
    return ""


def _outside(curve, units):
    if curve.idle < max(2, 0.25 * len(curve.bias)) or curve.worst <= curve.most:
        return ""
    outside = np.sort(curve.steps[(curve.steps < 0) | (curve.steps > 1)])
    if not len(outside):
        return ""
    return (
        f"{curve.idle} of your {len(curve.bias)} units hardly change between 0 and 1. A unit's step stands where "
        f"weight * x + bias = 0, at x = -bias / weight, and {len(outside)} of yours stand outside, at {_some(outside)}."
    )


def _softness(curve, units):
    for factor in (2, 4, 8, 16, 32, 64):
        gentle = curve.error(weight=curve.weight / factor, bias=curve.bias / factor)
        if gentle <= curve.most:
            return (
                f"Your steps stand well, but they are too sharp. {factor} times gentler, each still at its place, they "
                f"would be off by {gentle:.2f} at most. What else of a unit has to change with its weight, so that its "
                "step stays where it is?"
            )
        sharp = curve.error(weight=curve.weight * factor, bias=curve.bias * factor)
        if sharp <= curve.most:
            return (
                f"Your steps stand well, but they are too gentle and blur into each other. {factor} times as steep, "
                f"each still at its place, they would be off by {sharp:.2f} at most."
            )
    return ""


def _blurred(curve, units):
    """Other widths of the steps are not enough, but the error would be a third."""
    if curve.worst <= 0.3:
        return ""
    factors = (2, 4, 8, 16, 32, 64)
    error, factor = min((curve.error(weight=curve.weight * one, bias=curve.bias * one), one) for one in factors)
    if error > curve.worst / 3:
        return ""
    return (
        f"Your steps are so gentle that they blur into each other. {factor} times as steep, each still at its place, "
        f"they would be off by {error:.2f} at most, not by {curve.worst:.2f}."
    )


def _pairs(curve):
    different = len(np.unique(curve.inside.round(6)))
    if different == 1 < len(curve.inside):
        return f"All your units have their step at x = {curve.inside[0]:.3g}. Each can have a place of its own."
    if different and different < 0.8 * len(curve.inside):
        return (
            f"Your {len(curve.inside)} units stand at only {different} places. In a row of bumps each ends where the "
            "next one begins: one unit there can climb from one height to the next, and does the work of two."
        )
    return ""


def _places(curve, units):
    """Name the gap with the largest error, and the reason for it."""
    at, k = curve.at
    if len(curve.bias) <= 0.6 * units:
        return f"You use {len(curve.bias)} of {units} units. Near x = {at:.2f}, where the error is largest, add some."
    ends = curve.ends
    gaps = np.diff(ends)[1:-1]
    changes = [np.ptp(target(np.linspace(a, b, 100))) for a, b in pairwise(ends)]
    gap = f"From x = {ends[k]:.2f} to {ends[k + 1]:.2f}, where the error is largest,"
    where = f"{gap} the curve moves by {changes[k]:.2f}"
    if len(gaps) > 2 and np.ptp(gaps) < 0.1 * gaps.mean():
        least = f"from one step to another it is only {min(changes):.2f}"
        return f"Your steps stand at equal distances, {gaps.mean():.3g} apart. {where}; {least}."
    return f"{where}, and you have no step between them."
