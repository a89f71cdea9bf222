"""Mistakes that people really make in 21.1: what becomes of scores, mask and weights."""

import numpy as np

from nnlearn.checks.exercise import Wrong


def _softmax(s, axis=1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _with(scale=lambda q, k, v: 1 / np.sqrt(q.shape[1]), hide=None, weigh=_softmax, after=None):
    """Return an answer with another scale, another way to hide places, another softmax, or something after it."""
    hide = hide or (lambda s, mask: np.where(mask, s, -np.inf))

    def attention(q, k, v, mask):
        a = weigh(hide(q @ k.T * scale(q, k, v), mask))
        if after:
            a = after(a, mask)
        return a @ v, a

    return attention


def _not(s, mask):
    return s


def _whole_table(s):
    e = np.exp(s - s.max())
    return e / e.sum()


def _naive(s):
    return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)


def _largest_of_all(s):
    e = np.exp(s - s.max())
    return e / e.sum(axis=1, keepdims=True)


def largest_before_the_mask(q, k, v, mask):
    s = q @ k.T / np.sqrt(q.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True)) * mask
    a = e / e.sum(axis=1, keepdims=True)
    return a @ v, a


def masked_and_summed_again(q, k, v, mask):
    a = _softmax(q @ k.T / np.sqrt(q.shape[1])) * mask
    a = a / a.sum(axis=1, keepdims=True)
    return a @ v, a


def naive_after_the_mask(q, k, v, mask):
    e = np.exp(q @ k.T / np.sqrt(q.shape[1])) * mask
    a = e / e.sum(axis=1, keepdims=True)
    return a @ v, a


def _only_exp(s):
    return np.exp(s - s.max(axis=1, keepdims=True))


def divided_afterwards(q, k, v, mask):
    a = _softmax(np.where(mask, q @ k.T, -np.inf)) / np.sqrt(q.shape[1])
    return a @ v, a


def _over_columns(s):
    return _only_exp(s) / _only_exp(s).sum(axis=0)


def _over_all(s):
    return _only_exp(s) / _only_exp(s).sum()


WRONG = {
    "the scores are not divided by the square root of d": Wrong(
        _with(scale=lambda q, k, v: 1),
        "A score is the product q · k, divided once by the square root of its number of terms: the d of q and k.",
        also=(
            _with(scale=lambda q, k, v: 1 / q.shape[1]),
            _with(scale=lambda q, k, v: np.sqrt(q.shape[1])),
            _with(scale=lambda q, k, v: 1 / np.sqrt(len(k))),
            _with(scale=lambda q, k, v: 1 / np.sqrt(len(q))),
            _with(scale=lambda q, k, v: 1 / np.sqrt(v.shape[1])),
        ),
    ),
    "the weights do not sum to 1 for each query": Wrong(
        _with(weigh=lambda s: _softmax(s, axis=0)),
        "Add up the weights of one query, a row of a: each row should give 1, whatever the columns give.",
        also=(*(_with(weigh=one) for one in (_whole_table, _only_exp, _over_columns, _over_all)), divided_afterwards),
    ),
    "the mask comes after the softmax": Wrong(
        _with(hide=_not, after=lambda a, mask: a * mask),
        "The hidden places have the weight 0, but the softmax has seen their scores: they still make the other weights "
        "of the row smaller. What must their scores be before it?",
        also=(
            _with(hide=_not, after=lambda a, mask: np.where(mask, a, -np.inf)),
            _with(hide=lambda s, mask: s * mask, after=lambda a, mask: a * mask),
        ),
    ),
    "True and False of the mask are exchanged": Wrong(
        _with(hide=lambda s, mask: np.where(mask, -np.inf, s)),
        "Here True says that a query MAY look. Your weights are 0 where it may.",
        also=(_with(hide=_not, after=lambda a, mask: a * ~mask), _with(hide=lambda s, mask: np.where(mask, -1e9, s))),
    ),
    "hidden places get the score 0, or one in that region": Wrong(
        _with(hide=lambda s, mask: s * mask),
        "Softmax turns a score of 0 into a weight like any other: many scores are below 0. Which score gives the "
        "weight 0?",
        also=(
            _with(hide=lambda s, mask: s - ~mask),
            _with(hide=lambda s, mask: s + mask),
            _with(hide=lambda s, mask: np.where(mask, s, -10.0)),
        ),
    ),
    "the mask is not used": Wrong(
        _with(hide=_not), "Some queries may not look everywhere. Does your function do anything with `mask`?"
    ),
    "large scores end in infinity, or in 0 divided by 0": Wrong(
        _with(weigh=_naive),
        "e to the power of 1,000 is infinite, and of -1,000 it is 0: subtract, in each row, the largest score among "
        "the places that this query may see.",
        also=(*(_with(weigh=_largest_of_all), largest_before_the_mask, masked_and_summed_again), naive_after_the_mask),
        any_value=True,
    ),
    "a hidden place can win if its score is large enough": Wrong(
        _with(hide=lambda s, mask: s - 1e4 * ~mask),
        "Subtracting 10,000 hides a place only while its score is not larger than that. Put a number in the score's "
        "place, not on top of it: one that no score can overrule.",
        also=(_with(hide=lambda s, mask: s - 1e3 * ~mask),),
        any_value=True,
    ),
}
