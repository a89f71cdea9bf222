"""What is wrong with the output weights of a network that should follow a curve: order, signs, place and size."""

import numpy as np

from nnlearn.lessons.forward_propagation.answers import target


class Steps:
    """The units of a curve's network from left to right, each of which makes a step.

    Parameters
    ----------
    curve : Curve
        All of its hidden weights differ from 0.
    """

    def __init__(self, curve):
        self.order = np.argsort(curve.steps, kind="stable")
        self.places = curve.steps[self.order]
        self.up = np.sign(curve.weight[self.order, 0])
        self.climbs = curve.heights[0, self.order] * self.up + 0.0  # no -0
        between = (self.places[1:] + self.places[:-1]) / 2
        self.ends = np.clip([0.0, *between, 1.0], 0, 1)
        self.wanted = np.diff(target(self.ends))

    def heights(self, climbs):
        """Return the output weights that make these climbs, in the order of the learner's units."""
        heights = np.empty((1, len(climbs)))
        heights[0, self.order] = climbs * self.up
        return heights

    def moved(self, curve, places):
        """Return the hidden biases that put the steps at these places."""
        bias = np.empty(len(places))
        bias[self.order] = -curve.weight[self.order, 0] * places
        return bias


def steps_of(curve):
    """Return the steps from left to right, or None if a unit makes none or many share a place."""
    many = len(curve.bias)
    if many < 3 or len(curve.steps) < many or len(np.unique(curve.steps.round(6))) < 0.8 * many:
        return None
    return Steps(curve)


def heights_for_climbs(curve, units):
    """The heights of the curve stand in the output weights, where the step from one height to the next belongs."""
    order = (
        np.argsort(curve.steps, kind="stable") if len(curve.steps) == len(curve.bias) else np.arange(len(curve.bias))
    )
    climbs = np.empty_like(curve.heights)
    climbs[0, order] = np.diff(curve.heights[0, order], prepend=0)
    if len(curve.bias) > 2 and curve.error(heights=climbs) < min(0.8, curve.worst / 3):
        return (
            "Your output weights look like the heights of the curve. But the steps add up: left of x all of them are "
            "on. By how much does one step have to climb, if those before it have reached the height before?"
        )
    return ""


def other_order(curve, units):
    """The output weights would fit in another order, or with other signs in one half."""
    heights = curve.heights[0]
    half, odd = divmod(len(heights), 2)
    if odd or half < 2:
        return ""
    orders = {
        "alternately from their first and their second half": heights.reshape(2, half).T.ravel(),
        "first every other one, then the rest": heights.reshape(half, 2).T.ravel(),
    }
    for words, one in orders.items():
        error = curve.error(heights=one[None])
        if error < min(0.8, curve.worst / 3):
            return (
                f"Output weight k belongs to hidden unit k. Taken {words}, your output weights would leave an error of "
                f"{error:.2f}: do they stand in the same order as your hidden units?"
            )
    for words, signs in (("the second half", np.repeat([1, -1], half)), ("every other one", np.tile([1, -1], half))):
        error = curve.error(heights=(heights * signs)[None])
        if error < min(0.8, curve.worst / 3):
            return (
                f"Were {words} of your output weights of the other sign, the error would be {error:.2f}. A bump goes "
                "up at its left edge, and down again at its right edge."
            )
    return ""


def other_signs(curve, units):
    """Some steps climb where the curve falls, or fall where it climbs."""
    steps = steps_of(curve)
    if steps is None:
        return ""
    wrong = (steps.climbs * steps.wanted < 0) & (np.minimum(np.abs(steps.climbs), np.abs(steps.wanted)) > 0.02)
    if not wrong.any() or curve.error(heights=steps.heights(np.where(wrong, -1, 1) * steps.climbs)) > curve.worst / 2:
        return ""
    count, first = int(wrong.sum()), int(wrong.argmax())
    at, falls = steps.places[first], steps.wanted[first] < 0
    which = (
        f"Your step at x = {at:.2f} goes"
        if count == 1
        else f"{count} of your steps go the wrong way, the first of them at x = {at:.2f}"
    )
    return (
        f"{which}{' the wrong way' if count == 1 else ''}: the curve {'falls' if falls else 'climbs'} there, and your "
        f"step {'climbs' if falls else 'falls'}. Look at the sign of its output weight."
    )


def beside(curve, units):
    """The climbs would fit one step further to the left or right, or the steps half a gap further."""
    steps = steps_of(curve)
    if steps is None:
        return ""
    before, after = steps.places[:-1], steps.places[1:]
    middles, climbs, wanted = (before + after) / 2, steps.climbs, steps.wanted
    found = []
    for side, late, new, places in (
        ("right", "early", [wanted[0], *climbs[:-1]], [*middles, (after[-1] + max(1.0, after[-1])) / 2]),
        ("left", "late", [*climbs[1:], wanted[-1]], [(before[0] + min(0.0, before[0])) / 2, *middles]),
    ):
        error = curve.error(heights=steps.heights(np.array(new)))
        words = f"Were each output weight at the next step to the {side}, the error would be {error:.2f}."
        found.append((error, words, late))
        error = curve.error(bias=steps.moved(curve, np.array(places)))
        words = f"Were each step half a gap further to the {side}, the error would be {error:.2f}."
        found.append((error, words, late))
    error, words, late = min(found)
    if error > 0.65 * curve.worst:
        return ""
    return (
        f"Your network moves too {late}. {words} A step takes the curve from one height to the next: where between the "
        "two should it stand?"
    )


def good_hidden_layer(curve, units):
    """Other output weights would be enough."""
    best = curve.best_output()
    if best > curve.most:
        return ""
    return (
        f"Your hidden layer is good enough: with other output weights and another output bias the error could be "
        f"{best:.2f}. {_largest_miss(curve)}"
    )


def better_outputs(curve, units):
    """Other output weights are not enough, but would halve the error, and no gap between steps explains it."""
    best = curve.best_output()
    if best > curve.worst / 2 or curve.missed_between > 0.8 * curve.worst:
        return ""
    return (
        f"Look at the output layer first: with other output weights and another output bias the error could be "
        f"{best:.2f}. {_largest_miss(curve)}"
    )


def _largest_miss(curve):
    """Name the step whose climb is furthest from that of the curve around it."""
    steps = steps_of(curve)
    miss = np.zeros(1) if steps is None else np.abs(steps.climbs - steps.wanted) * (np.diff(steps.ends) > 0.01)
    k = int(miss.argmax())
    if steps is None or miss[k] < 0.1:
        return "Which height does the curve climb at each of your steps?"
    return (
        f"For example, from x = {steps.ends[k]:.2f} to {steps.ends[k + 1]:.2f} the curve changes by "
        f"{steps.wanted[k]:+.2f}, and your one step there, at {steps.places[k]:.2f}, by {steps.climbs[k]:+.2f}."
    )
