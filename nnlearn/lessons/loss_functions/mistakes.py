"""Mistakes that people really make in the exercises of lesson 05: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.loss_functions.answers import huber, smoothed_cross_entropy

# 05.1


def huber_with(losses=None, slopes=None):
    """Return a wrong Huber loss.

    Parameters
    ----------
    losses, slopes : function of (e, delta, inside), optional
        The losses and slopes of the points; the right ones by default.
    """

    def wrong(p, y, delta):
        loss, gradient = huber(p, y, delta)
        e = p - y
        inside = abs(e) <= delta
        if losses is not None:
            loss = losses(e, delta, inside).mean()
        return loss, gradient if slopes is None else slopes(e, delta, inside) / len(p)

    return wrong


def outside(line):
    """Return a Huber loss with this function of (|e|, delta) in place of the line."""
    return huber_with(lambda e, delta, inside: np.where(inside, e**2 / 2, line(abs(e), delta)))


PARTS_DO_NOT_MEET = outside(lambda a, delta: delta * a)
OTHER_JUMPS = (
    outside(lambda a, delta: delta * (a - delta)),
    outside(lambda a, delta: delta * a - delta),
    outside(lambda a, delta: delta * a - delta / 2),
    outside(lambda a, delta: delta * a - delta**2),
    outside(lambda a, delta: delta * a - 0.5),
    outside(lambda a, delta: delta * (a + delta / 2)),
    outside(lambda a, delta: delta * a + delta**2),
)
LINE_OF_SLOPE_1 = huber_with(
    lambda e, delta, inside: np.where(inside, e**2 / 2, abs(e) - delta + delta**2 / 2),
    lambda e, delta, inside: np.where(inside, e, np.sign(e)),
)
OTHER_SLOPES_1 = (
    outside(lambda a, delta: a),
    outside(lambda a, delta: a - delta),
    outside(lambda a, delta: a - delta / 2),
    outside(lambda a, delta: a - 0.5),
    outside(lambda a, delta: a - delta**2 / 2),
    huber_with(slopes=lambda e, delta, inside: np.clip(e, -1, 1)),
    outside(lambda a, delta: delta**2 / 2),  # slope 0, in the loss, in the gradient, in both
    outside(lambda a, delta: delta),
    huber_with(slopes=lambda e, delta, inside: inside * e),
    huber_with(lambda e, delta, inside: np.clip(e, -delta, delta) ** 2 / 2, lambda e, delta, inside: inside * e),
)
PARABOLA_EVERYWHERE = huber_with(lambda e, delta, inside: e**2 / 2, lambda e, delta, inside: e)
SIGN_FORGOTTEN = huber_with(slopes=lambda e, delta, inside: np.where(inside, e, delta))
NO_SIGN_AT_ALL = (
    huber_with(slopes=lambda e, delta, inside: np.where(inside, abs(e), delta)),
    huber_with(slopes=lambda e, delta, inside: np.where(inside, e, -delta)),
)
ABS_FORGOTTEN = huber_with(
    lambda e, delta, inside: np.where(e <= delta, e**2 / 2, delta * (e - delta / 2)),
    lambda e, delta, inside: np.where(e <= delta, e, delta),
)
HALF_FORGOTTEN = huber_with(
    lambda e, delta, inside: np.where(inside, e**2, delta * (2 * abs(e) - delta)),
    lambda e, delta, inside: np.where(inside, 2 * e, 2 * delta * np.sign(e)),
)
HALF_FORGOTTEN_INSIDE = (
    huber_with(
        lambda e, delta, inside: np.where(inside, e**2, delta * (abs(e) - delta / 2)),
        lambda e, delta, inside: np.where(inside, 2 * e, delta * np.sign(e)),
    ),
    outside(lambda a, delta: delta * (a - delta / 2) / 2),
    huber_with(lambda e, delta, inside: np.where(inside, e**2, delta * abs(e))),
)


def abs_forgotten_on_the_line(p, y, delta):
    return huber_with(lambda e, delta, inside: np.where(inside, e**2 / 2, delta * (e - delta / 2)))(p, y, delta)


def huber_not_divided(p, y, delta):
    return huber(p, y, delta)[0] * len(p), huber(p, y, delta)[1] * len(p)


def huber_sign_flipped(p, y, delta):
    return huber(p, y, delta)[0], -huber(p, y, delta)[1]


# 05.3


def softmax(z):
    """Return the softmax of each row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, z):
    """Return a row for each label, as long as the rows of z: 1 at the label, 0 elsewhere."""
    return np.eye(z.shape[1])[labels]


def smoothed_by_logarithms(z, labels, share):
    with np.errstate(all="ignore"):
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        q = (1 - share) * one_hot(labels, z) + share / z.shape[1]
        return -(q * np.log(p)).sum(axis=1).mean(), (p - q) / len(z)


def with_targets(targets):
    """Return cross-entropy with the targets that a function of (one-hot rows, share, K) makes."""

    def wrong(z, labels, share):
        q, p = targets(one_hot(labels, z), share, z.shape[1]), softmax(z)
        return -(q * np.log(np.maximum(p, 1e-300))).sum(axis=1).mean(), (p - q) / len(z)

    return wrong


SHARED_AMONG_THE_OTHERS = with_targets(lambda right, share, k: (1 - share) * right + share / (k - 1) * (1 - right))
NOT_SMOOTHED = with_targets(lambda right, share, k: right)
OWN_PART_MISSING = with_targets(lambda right, share, k: (1 - share) * right + share / k * (1 - right))
OTHER_SUMS = tuple(
    with_targets(targets)
    for targets in (
        lambda right, share, k: right + share / k,
        lambda right, share, k: share / k + (1 - share) * right.max(axis=0) + 0 * right,  # q[:, labels] += 1 - share
        lambda right, share, k: np.where(right.max(axis=0) > 0, 1 - share, share / k) + 0 * right,
        lambda right, share, k: right + share / k * (1 - right),
        lambda right, share, k: right + share / (k - 1) * (1 - right),
        lambda right, share, k: (1 - share) * right + share,
        lambda right, share, k: (1 - share) * right + share * (1 - right),
        lambda right, share, k: (1 - share) * right + share / (k - 1),
        lambda right, share, k: (1 - share) * right,
        lambda right, share, k: (1 - share / k) * right + share / k,
        lambda right, share, k: (1 - share / k) * right + share * (1 - right),
        lambda right, share, k: right - share + share / k,
    )
)


def shared_by_examples(z, labels, share):
    """Divide the share by N, not by K."""
    q, p = (1 - share) * one_hot(labels, z) + share / len(z), softmax(z)
    return -(q * np.log(p)).sum(axis=1).mean(), (p - q) / len(z)


def classes_from(labels_to_k):
    """Return smoothed cross-entropy that finds K in the labels, for rows and shares or for the shares alone."""

    def in_both(z, labels, share):
        k = labels_to_k(labels)
        q, p = (1 - share) * np.eye(k)[labels] + share / k, softmax(z)
        return -(q * np.log(p)).sum(axis=1).mean(), (p - q) / len(z)

    def in_the_share(z, labels, share):
        q, p = (1 - share) * one_hot(labels, z) + share / labels_to_k(labels), softmax(z)
        return -(q * np.log(np.maximum(p, 1e-300))).sum(axis=1).mean(), (p - q) / len(z)

    return in_both, in_the_share


OTHER_SUMS += (
    shared_by_examples,
    *classes_from(lambda labels: labels.max() + 1),
    *classes_from(lambda labels: len(np.unique(labels))),
    *classes_from(lambda labels: labels.max()),
)


def with_softmax(p_of):
    """Return smoothed cross-entropy with other probabilities."""

    def wrong(z, labels, share):
        log_p = np.log(np.maximum(p_of(z), 1e-300))
        q = (1 - share) * one_hot(labels, z) + share / z.shape[1]
        return -(q * log_p).sum(axis=1).mean(), (np.exp(log_p) - q) / len(z)

    return wrong


OVER_EXAMPLES = with_softmax(lambda z: softmax(z.T).T)
OTHER_PROBABILITIES = (  # over all numbers; not divided at all; the row's maximum taken off in one of two places
    with_softmax(lambda z: softmax(z.reshape(1, -1)).reshape(z.shape)),
    with_softmax(lambda z: np.exp(z - z.max(axis=1, keepdims=True))),
    with_softmax(np.exp),
    with_softmax(lambda z: softmax(z) * np.exp(z.max(axis=1, keepdims=True))),
    with_softmax(lambda z: softmax(z) * np.exp(-z.max(axis=1, keepdims=True))),
)


def with_loss_of(of):
    """Return smoothed cross-entropy whose losses are a function of (q, p)."""

    def wrong(z, labels, share):
        q, p = (1 - share) * one_hot(labels, z) + share / z.shape[1], softmax(z)
        return of(q, np.maximum(p, 1e-300)).mean(), smoothed_cross_entropy(z, labels, share)[1]

    return wrong


LOGARITHM_OF_THE_TARGETS = with_loss_of(lambda q, p: -(p * np.log(q)).sum(axis=1))
OTHER_LOGARITHMS = (
    with_loss_of(lambda q, p: -(q * p).sum(axis=1)),
    with_loss_of(lambda q, p: -np.log((q * p).sum(axis=1))),
    with_loss_of(lambda q, p: -(p * np.log(p)).sum(axis=1)),
    with_loss_of(lambda q, p: -np.log(q * p).sum(axis=1)),
    with_loss_of(lambda q, p: -np.log(p).sum(axis=1)),
)


def with_gradient_of(of):
    """Return smoothed cross-entropy whose gradient is a function of (q, p), divided by N."""

    def wrong(z, labels, share):
        q, p = (1 - share) * one_hot(labels, z) + share / z.shape[1], np.maximum(softmax(z), 1e-300)
        return smoothed_cross_entropy(z, labels, share)[0], of(q, p) / len(z)

    return wrong


GRADIENT_OF_THE_PROBABILITIES = with_gradient_of(lambda q, p: -q / p)
OTHER_SLOPES_OF_SOFTMAX = (  # twice; only how a probability depends on its own logit
    with_gradient_of(lambda q, p: (p - q) * p * (1 - p)),
    with_gradient_of(lambda q, p: -q * (1 - p)),
)


def divided_by_all_numbers(z, labels, share):
    loss, gradient = smoothed_cross_entropy(z, labels, share)
    return loss / z.shape[1], gradient / z.shape[1]


def cross_entropy_not_divided(z, labels, share):
    loss, gradient = smoothed_cross_entropy(z, labels, share)
    return loss * len(z), gradient * len(z)
