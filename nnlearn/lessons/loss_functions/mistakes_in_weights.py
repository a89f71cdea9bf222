"""Mistakes that people really make in 05.2, a loss in which a yes counts more: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.loss_functions.answers import weighted_bce


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def bce_by_logarithms(z, y, weight):
    """Use the formula as it is printed: right for small logits, infinite for large ones."""
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        losses = -(weight * y * np.log(p) + (1 - y) * np.log(1 - p))
    return losses.mean(), (weight * y * (p - 1) + (1 - y) * p) / len(z)


def factors(yes, no):
    """Return the loss in which a yes and a no count this many times, both functions of the weight."""

    def wrong(z, y, weight):
        w = np.where(y == 1, yes(weight), no(weight))
        return (w * (np.logaddexp(0, z) - y * z)).mean(), w * (sigmoid(z) - y) / len(z)

    return wrong


def changed(losses=None, slopes=None):
    """Return the right answer but for the losses or the slopes of the examples, functions of (z, y, weight)."""

    def wrong(z, y, weight):
        loss, gradient = weighted_bce(z, y, weight)
        return (
            loss if losses is None else losses(z, y, weight).mean(),
            gradient if slopes is None else slopes(z, y, weight) / len(z),
        )

    return wrong


def right_slopes(z, y, weight):
    return np.where(y == 1, weight, 1.0) * (sigmoid(z) - y)


NO_EFFECT = factors(lambda weight: 1.0, lambda weight: 1.0)

# on a no; divided, on every example, one more, squared, as shares; on a part of an example
NOES_WEIGHTED = factors(lambda weight: 1.0, lambda weight: weight)
OTHER_FACTORS = (
    factors(lambda weight: 1 / weight, lambda weight: 1.0),
    factors(lambda weight: weight, lambda weight: weight),
    factors(lambda weight: 1 + weight, lambda weight: 1.0),
    factors(lambda weight: weight**2, lambda weight: 1.0),
    factors(lambda weight: weight / (1 + weight), lambda weight: 1 / (1 + weight)),
    changed(lambda z, y, weight: np.logaddexp(0, z) - weight * y * z, lambda z, y, weight: sigmoid(z) - weight * y),
    changed(lambda z, y, weight: weight * np.logaddexp(0, z) - y * z, lambda z, y, weight: weight * sigmoid(z) - y),
    changed(slopes=lambda z, y, weight: np.where(y == 1, weight * sigmoid(z) - 1, sigmoid(z))),
    changed(lambda z, y, weight: np.logaddexp(0, z) - y * z - y * np.log(weight)),
    *(  # on the logits of the yeses
        changed(
            lambda z, y, weight: np.logaddexp(0, weight**y * z) - y * weight * z,
            lambda z, y, weight, outer=outer: (sigmoid(weight**y * z) - y) * weight ** (outer * y),
        )
        for outer in (0, 1)
    ),
)


def slope_for_the_probability(z, y, weight):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    return weighted_bce(z, y, weight)[0], (-weight * y / p + (1 - y) / (1 - p)) / len(z)


SLOPE_TWICE = changed(slopes=lambda z, y, weight: right_slopes(z, y, weight) * sigmoid(z) * sigmoid(-z))


def exchanged(slopes):
    """Return a loss with p and 1 - p exchanged and its gradient as a function of (z, y, weight)."""
    return changed(lambda z, y, w: w * y * np.logaddexp(0, z) + (1 - y) * np.logaddexp(0, -z), slopes)


EXCHANGED = (
    exchanged(right_slopes),
    exchanged(lambda z, y, weight: weight * y * sigmoid(z) + (1 - y) * (sigmoid(z) - 1)),
    exchanged(lambda z, y, weight: -weight * y * sigmoid(z) + (1 - y) * (1 - sigmoid(z))),
    lambda z, y, weight: weighted_bce(z, 1 - y, weight),
)


def divided(by):
    """Return the loss whose sum and gradient are divided by a function of (y, weight)."""

    def wrong(z, y, weight):
        loss, gradient = weighted_bce(z, y, weight)
        return loss * len(z) / by(y, weight), gradient * len(z) / by(y, weight)

    return wrong


NOT_DIVIDED = divided(lambda y, weight: 1.0)
OTHER_MEANS = (
    divided(lambda y, weight: (weight * y + 1 - y).sum()),
    divided(lambda y, weight: y.sum()),
    divided(lambda y, weight: weight),
    divided(lambda y, weight: len(y) ** 2),
    changed(  # the mean of the yeses and the mean of the noes
        lambda z, y, w: len(y) * np.where(y == 1, w / y.sum(), 1 / (1 - y).sum()) * (np.logaddexp(0, z) - y * z),
        lambda z, y, w: len(y) * np.where(y == 1, w / y.sum(), 1 / (1 - y).sum()) * (sigmoid(z) - y),
    ),
    changed(lambda z, y, w: (np.logaddexp(0, z) - y * z) * (w * y + 1 - y).mean()),
)

ONE_TERM = changed(
    lambda z, y, weight: weight * y * np.logaddexp(0, -z), lambda z, y, weight: weight * y * (sigmoid(z) - 1)
)
OTHER_TERMS = (
    changed(lambda z, y, weight: (1 - y) * np.logaddexp(0, z), lambda z, y, weight: (1 - y) * sigmoid(z)),
    *(
        changed(
            lambda z, y, w, a=a, b=b: a * w * y * np.logaddexp(0, -z) + b * (1 - y) * np.logaddexp(0, z),
            lambda z, y, w, a=a, b=b: a * w * y * (sigmoid(z) - 1) + b * (1 - y) * sigmoid(z),
        )
        for a, b in ((1, -1), (-1, 1))
    ),
    changed(  # y or 1 - y forgotten
        lambda z, y, weight: weight * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z),
        lambda z, y, weight: weight * (sigmoid(z) - 1) + (1 - y) * sigmoid(z),
    ),
    changed(
        lambda z, y, weight: weight * y * np.logaddexp(0, -z) + np.logaddexp(0, z),
        lambda z, y, weight: weight * y * (sigmoid(z) - 1) + sigmoid(z),
    ),
    changed(slopes=lambda z, y, weight: np.where(y == 1, weight, 1.0) * sigmoid(z)),
    changed(slopes=lambda z, y, weight: np.where(y == 1, weight, 1.0) * (sigmoid(z) - 1)),
    changed(slopes=lambda z, y, weight: np.where(y == 1, -weight, 1.0) * sigmoid(z)),
)


def with_log(log):
    """Return the loss in which log(1 + exp a) is this function of a, and p = exp(-log(1 + exp(-z)))."""

    def losses(z, y, weight):
        return weight * y * log(-z) + (1 - y) * log(z)

    return changed(losses), changed(losses, lambda z, y, w: w * y * (np.exp(-log(-z)) - 1) + (1 - y) * np.exp(-log(-z)))


def with_shared_log(log):
    """Return the loss written as log(1 + exp z) - y z with this function for the logarithm."""
    return changed(lambda z, y, weight: np.where(y == 1, weight, 1.0) * (log(z) - y * z))


LOG_OF_OTHER = with_log(lambda a: np.logaddexp(1, a))
OTHER_LOGS = (
    *LOG_OF_OTHER[1:],
    with_shared_log(lambda z: np.logaddexp(1, z)),
    *(
        version
        for log in (
            lambda a: np.maximum(a, 0) + np.logaddexp(0, -a),  # the bars are missing in max(a, 0) + log(1 + exp(-|a|))
            lambda a: np.maximum(a, 0) + np.logaddexp(0, a),
            lambda a: np.maximum(a, 0) + np.logaddexp(0, np.abs(a)),
            lambda a: np.abs(a) + np.logaddexp(0, -np.abs(a)),
            lambda a: np.logaddexp(0, -np.abs(a)),
            lambda a: np.maximum(a, 0.0),
        )
        for version in (with_log(log)[0], with_shared_log(log))
    ),
)
