"""Mistakes that people really make in 32.4: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.applications.answers import rank_hidden


def emptied(scores, baskets):
    return np.where(baskets > 0, -np.inf, scores)


def ranks(left, hidden, above=np.greater_equal):
    """The rank of what was hidden, from 1 if equal scores stand before it."""
    return above(left, left[np.arange(len(hidden)), hidden][:, None]).sum(axis=1)


def ranked(left=emptied, rank=ranks, hits=None, inverse=None):
    """Return an answer with some of its steps made otherwise."""

    def answer(scores, baskets, hidden, k):
        r = rank(left(scores, baskets), hidden)
        hit = (r <= k).mean() if hits is None else hits(r, k, scores)
        with np.errstate(all="ignore"):
            return hit, (1 / r).mean() if inverse is None else inverse(r, k)

    return answer


nothing_removed = ranked(lambda scores, baskets: scores)
REMOVED = (
    ranked(lambda scores, baskets: np.where(baskets > 0, np.inf, scores)),
    lambda scores, baskets, hidden, k: _one_list_for_all(scores, baskets, hidden, k),
    lambda scores, baskets, hidden, k: _among_those_held(scores, baskets, hidden, k),
)


def _among_those_held(scores, baskets, hidden, k):
    """The hidden thing is ranked among what is in the basket, and not among the rest."""
    own = scores[np.arange(len(hidden)), hidden][:, None]
    r = ((scores >= own) & (baskets > 0)).sum(axis=1) + 1
    return (r <= k).mean(), (1 / r).mean()


def _one_list_for_all(scores, baskets, hidden, k):
    """What is in any basket is taken out of all rows, what was hidden excepted."""
    rows = np.arange(len(hidden))
    left = np.where(baskets.any(axis=0), -np.inf, scores)
    left[rows, hidden] = scores[rows, hidden]
    return ranked(lambda scores, baskets: left)(scores, baskets, hidden, k)


scored_zero = ranked(lambda scores, baskets: np.where(baskets > 0, 0.0, scores))
ZEROS = (
    ranked(lambda scores, baskets: scores - baskets),
    ranked(lambda scores, baskets: np.where(baskets > 0, -1.0, scores)),
    ranked(lambda scores, baskets: np.where(baskets > 0, -10.0, scores)),
    ranked(lambda scores, baskets: np.where(baskets > 0, scores.min(), scores)),
)


def from_zero(left, hidden):
    return ranks(left, hidden) - 1


from_nought = ranked(rank=from_zero)
FROM_ZERO = (
    ranked(hits=lambda r, k, scores: (r < k).mean()),
    ranked(hits=lambda r, k, scores: (r - 1 <= k).mean()),
    ranked(rank=lambda left, hidden: ranks(left, hidden) + 1),
    ranked(inverse=lambda r, k: (1 / (r + 1)).mean()),
    ranked(inverse=lambda r, k: (1 / (r - 1)).mean()),
    ranked(hits=lambda r, k, scores: (r < k).mean(), inverse=lambda r, k: (1 / (r + 1)).mean()),
    ranked(
        hits=lambda r, k, scores: (r - 1 <= k).mean(), inverse=lambda r, k: np.mean([1 / one for one in r - 1 if one])
    ),
)

smallest_first = ranked(lambda scores, baskets: np.where(baskets > 0, np.inf, scores), rank=lambda left, hidden: ranks(
    left, hidden, np.less_equal
))  # fmt: skip
TURNED = (ranked(rank=lambda left, hidden: ranks(left, hidden, np.less_equal)),)


def number_for_rank(left, hidden):
    """The place `hidden` of the order, where it should be the place of `hidden` in the order."""
    order = np.argsort(-left, axis=1, kind="stable")
    return order[np.arange(len(hidden)), hidden] + 1


thing_for_rank = ranked(rank=number_for_rank)
PLACES = (
    ranked(rank=lambda left, hidden: number_for_rank(left, hidden) - 1),
    ranked(rank=lambda left, hidden: np.argsort(left, axis=1, kind="stable")[np.arange(len(hidden)), hidden] + 1),
    ranked(rank=lambda left, hidden: hidden + 1),
)


def best_case(left, hidden):
    return ranks(left, hidden, np.greater) + 1


def among_distinct(left, hidden):
    """Equal scores share a rank, and the next one is only 1 larger."""
    return np.array([(np.unique(row) > row[one]).sum() + 1 for row, one in zip(left, hidden, strict=True)])


ties_before = ranked(rank=best_case)
TIES = (
    ranked(rank=among_distinct),
    ranked(rank=lambda left, hidden: (best_case(left, hidden) + ranks(left, hidden)) / 2),
    ranked(
        rank=lambda left, hidden: (
            np.argsort(np.argsort(-left, axis=1, kind="stable"), axis=1, kind="stable")[np.arange(len(hidden)), hidden]
            + 1
        )
    ),
)

of_the_mean = ranked(inverse=lambda r, k: 1 / r.mean())
MEANS = (
    ranked(inverse=lambda r, k: r.mean()),
    ranked(inverse=lambda r, k: 1 / np.median(r)),
    ranked(inverse=lambda r, k: (1 / r).sum()),
    ranked(inverse=lambda r, k: np.where(r <= k, 1 / r, 0).mean()),
    ranked(inverse=lambda r, k: (1 / r[r <= k]).mean() if (r <= k).any() else 0.0),
    lambda *arguments: (lambda hit, inverse: (inverse, hit))(*rank_hidden(*arguments)),
)

divided_by_k = ranked(hits=lambda r, k, scores: (r <= k).mean() / k)
HITS = (
    ranked(hits=lambda r, k, scores: (r <= k).sum()),
    ranked(hits=lambda r, k, scores: (r <= 1).mean()),
    ranked(hits=lambda r, k, scores: (r == k).mean()),
    ranked(hits=lambda r, k, scores: (r <= k).sum() / scores.shape[1]),
    ranked(hits=lambda r, k, scores: 1 - (r <= k).mean()),
    ranked(hits=lambda r, k, scores: (r <= 5).mean()),
)
