"""Mistakes that people really make in 29.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.adversarial_robustness.mistakes import softmax


def margins(exclude=None, largest=None, scores=None, sign=1.0, scale=None, hinge=None, ones=(1, -1)):
    """Return an answer with some of its parts made otherwise.

    `exclude(s, rows, y)` returns the scores among which the largest is looked for, `largest(wrong, s)` which it is,
    `scores(s)` what is compared, `scale(N)` divides, `hinge` is the margin below which all is 0, and `ones` are the
    slopes at j and at y.
    """

    def answer(s, y):
        rows = np.arange(len(s))
        s = scores(s) if scores else s.astype(float)
        wrong = s.copy()
        if exclude:
            wrong = exclude(wrong, rows, y)
        else:
            wrong[rows, y] = -np.inf
        j = largest(wrong, s) if largest else wrong.argmax(axis=1)
        slope = np.zeros(s.shape)
        slope[rows, j] += ones[0]
        slope[rows, y] += ones[1]
        margin, slope = sign * (s[rows, j] - s[rows, y]), sign * slope
        if hinge is not None:
            slope[margin <= -hinge] = 0.0
            margin = np.maximum(margin + hinge, 0)
        return margin, slope / (scale(len(s)) if scale else 1)

    return answer


def zero_for_right(wrong, rows, y):
    wrong[rows, y] = 0.0
    return wrong


def mean_of_wrong(s, y):
    rows, others = np.arange(len(s)), s.shape[1] - 1
    slope = np.full(s.shape, 1 / others)
    slope[rows, y] = -1
    return (s.sum(axis=1) - s[rows, y]) / others - s[rows, y], slope


def sum_of_wrong(s, y):
    rows = np.arange(len(s))
    slope = np.ones(s.shape)
    slope[rows, y] = -1
    return s.sum(axis=1) - 2 * s[rows, y], slope


def smooth(s, y):
    """The logarithm of the sum of exponentials in place of the largest."""
    rows, wrong = np.arange(len(s)), s.astype(float)
    wrong[rows, y] = -np.inf
    best = wrong.max(axis=1)
    sums = np.exp(wrong - best[:, None]).sum(axis=1)
    slope = np.exp(wrong - best[:, None]) / sums[:, None]
    slope[rows, y] = -1
    return best + np.log(sums) - s[rows, y], slope


def in_every_row(mask, right, *slopes):
    """[:, y] in place of [rows, y]: where the largest is looked for, for the right scores, for slopes of j and y."""

    def answer(s, y):
        rows = np.arange(len(s))
        wrong, slope = s.astype(float), np.zeros(s.shape)
        wrong[slice(None) if mask else rows, y] = -np.inf
        slope[slice(None) if slopes[0] else rows, wrong.argmax(axis=1)] = 1
        slope[slice(None) if slopes[1] else rows, y] = -1
        return wrong.max(axis=1) - s[slice(None) if right else rows, y], slope

    return answer


def one_margin(s, y):
    """The mean margin, and its slope."""
    margin, slope = margins()(s, y)
    return margin.mean(), slope / len(s)


def both_averaged(s, y):
    margin, slope = margins()(s, y)
    return margin / len(s), slope / len(s)


def margin_cut(s, y):
    """The margin ends at 0, and its slope does not."""
    margin, slope = margins()(s, y)
    return np.maximum(margin, 0), slope


def right_written_last(s, y):
    """Where the right class is found, its slope is set to 1 and then to -1."""
    rows, j = np.arange(len(s)), s.argmax(axis=1)
    slope = np.zeros(s.shape)
    slope[rows, j] = 1
    slope[rows, y] = -1
    return s[rows, j] - s[rows, y], slope


def zero_and(written, left):
    """A 0 stands in the right class's place; slopes are `written` one after the other, or added; it may be `left`."""

    def answer(s, y):
        rows, wrong = np.arange(len(s)), zero_for_right(s.astype(float), np.arange(len(s)), y)
        slope, j = np.zeros(s.shape), wrong.argmax(axis=1)
        slope[rows, j] = 1
        slope[rows, y] = -1 if written else slope[rows, y] - 1
        return (wrong if left else s)[rows, j] - s[rows, y], slope

    return answer


def softmax_in_the_slope(s, y):
    """The margin, and the slope of the cross-entropy."""
    return margins()(s, y)[0], softmax(s.astype(float)) - np.eye(s.shape[1])[y]


def added_after_delete(s, y):
    """As below; where both places are the same, 1 and -1 cancel."""
    margin, slope = place_after_delete(s, y)
    for n in range(len(s)):
        slope[n, y[n]] += np.delete(s[n], y[n]).argmax() == y[n]
    return margin, slope


def place_after_delete(s, y):
    """The largest wrong score is looked for in a row without the right one, where the places after it are one less."""
    margin, slope = np.zeros(len(s)), np.zeros(s.shape)
    for n in range(len(s)):
        others = np.delete(s[n], y[n])
        margin[n] = others.max() - s[n, y[n]]
        slope[n, others.argmax()] = 1
        slope[n, y[n]] = -1
    return margin, slope


def sum_of_margins(s, y):
    margin, slope = margins()(s, y)
    return margin.sum(), slope


right_takes_part = margins(exclude=lambda wrong, rows, y: wrong)
TAKING_PART = (
    margins(exclude=zero_for_right),
    right_written_last,
    zero_and(written=False, left=True),
    zero_and(written=True, left=True),
    zero_and(written=True, left=False),
)
second = margins(
    exclude=lambda wrong, rows, y: wrong, largest=lambda wrong, s: np.argsort(-s, axis=1, kind="stable")[:, 1]
)
turned = margins(sign=-1.0)
TURNED = (
    lambda s, y: (margins()(s, y)[0], -margins()(s, y)[1]),
    lambda s, y: (-margins()(s, y)[0], margins()(s, y)[1]),
    margins(ones=(1, 1)),
    margins(ones=(-1, -1)),
)
averaged = margins(scale=lambda N: N)
AVERAGED = (one_margin, both_averaged, sum_of_margins)
OF_ALL_WRONG = (
    sum_of_wrong,
    smooth,
    in_every_row(True, True, True, True),
    in_every_row(True, False, True, True),
    in_every_row(True, True, False, True),
    in_every_row(True, False, False, False),
    in_every_row(False, True, True, True),
    in_every_row(False, True, False, False),
    in_every_row(False, False, True, True),
    in_every_row(False, False, False, True),
)
hinged = margins(hinge=0.0)
HINGED = (margins(hinge=1.0), margin_cut)
of_probabilities = margins(scores=lambda s: softmax(s.astype(float)))
WITH_SOFTMAX = (softmax_in_the_slope,)
half_a_slope = margins(ones=(1, 0))
HALVES = (margins(ones=(0, -1)), place_after_delete, added_after_delete)
