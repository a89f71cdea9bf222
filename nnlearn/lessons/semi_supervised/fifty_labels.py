"""Exercise 23.6: which fifty labels are bought, and how many held-out digits are read with them, over five splits."""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.metrics.neighbours import nearest

SPLITS, OTHERS = range(5), range(5, 10)
BUDGET, TARGET = 50, 0.95


@dataclass(frozen=True)
class Round:
    """One split: the digits to learn from, those that were bought, and how many held-out digits are read.

    Parameters
    ----------
    x : ndarray of shape (1348, 64)
    y : ndarray of shape (1348,)
    bought : ndarray of int, at most 50
    right, nearest : float
        The shares of held-out digits that the learner reads, and that the nearest bought digit would.
    """

    x: np.ndarray
    y: np.ndarray
    bought: np.ndarray
    right: float
    nearest: float


class Clerk:
    """Sell labels, at most fifty different ones.

    Raises
    ------
    TypeError, ValueError
        If what is asked for is not an index, or if the budget does not suffice. The sentence says what to do.
    """

    def __init__(self, y):
        self._y, self.bought = y, []

    def __call__(self, indices):
        asked = np.asarray(indices)
        if asked.dtype == bool or not np.issubdtype(asked.dtype, np.integer):
            raise TypeError(
                f"buy was given {named(indices)}, expected whole numbers, the indices of digits: "
                "np.flatnonzero makes them from a mask."
            )
        if asked.size and (asked.min() < 0 or asked.max() >= len(self._y)):
            wrong = asked.ravel()[(asked.ravel() < 0) | (asked.ravel() >= len(self._y))][0]
            raise ValueError(f"buy was asked for digit {wrong}, expected indices from 0 to {len(self._y) - 1}.")
        both = list(dict.fromkeys([*self.bought, *asked.ravel().tolist()]))
        if len(both) > BUDGET:
            raise ValueError(
                f"buy was asked for {len(both)} different labels in all, and {BUDGET} are paid for. Ask for fewer."
            )
        self.bought = both
        return self._y[asked]


def digits(seed):
    """Return training digits, their labels, held-out digits and theirs; pixels from 0 to 1."""
    from nnlearn import datasets

    data = datasets.digits()
    (x, y), (new, truth) = datasets.split(data.x / 16, data.y, seed=seed)
    return x, y, new, truth


def played(learn, seed):
    """Let `learn` buy labels and read the held-out digits of one split."""
    x, y, new, truth = digits(seed)
    clerk = Clerk(y.copy())
    predict = learn(x.copy(), clerk, np.random.default_rng(seed))
    if not callable(predict):
        raise TypeError(
            f"learn returned {named(predict)}, expected a function: predict(x_new) returns a digit from 0 to 9 for "
            "each row of x_new." + (" Is a `return` missing?" if predict is None else "")
        )
    answers = _labels(predict(new.copy()), len(new))
    bought = np.array(clerk.bought, dtype=int)
    near = nearest(new, x[bought])[0] if len(bought) else np.zeros(len(new), int)
    by_nearest = float((y[bought][near] == truth).mean()) if len(bought) else 0.0
    return Round(x, y, bought, float((answers == truth).mean()), by_nearest)


def _labels(found, n):
    """Return the answers as an array of n digits, or raise."""
    try:
        answers = np.asarray(found.detach().cpu() if hasattr(found, "detach") else found)
    except (TypeError, ValueError):
        answers = np.empty(0, object)
    if answers.shape == (n, 10):
        raise ValueError(f"predict returned {named(found)}, ten numbers a digit: decide for one, with argmax(axis=1).")
    if answers.shape != (n,) or answers.dtype.kind not in "iuf":
        raise ValueError(f"predict returned {named(found)}, expected {n} digits, one for each row of x_new.")
    return answers


def measure(learn):
    """Let `learn` buy and learn on five splits, and count what it reads."""
    if isinstance(learn, type) or not callable(learn):
        raise TypeError(f"Expected the function learn itself, without brackets after its name, got {named(learn)}.")
    rounds = [played(learn, seed) for seed in SPLITS]
    right = [one.right for one in rounds]
    mean = float(np.mean(right))
    sentence = (
        f"Right on average {mean:.3f} of the held-out digits, with {max(len(one.bought) for one in rounds)} labels at "
        f"most; split by split {', '.join(f'{one:.3f}' for one in right)}."
    )
    if mean >= TARGET:
        others = np.mean([played(learn, seed).right for seed in OTHERS])
        return mean, True, f"{sentence} You may have chosen by these five splits; on five others it is {others:.3f}."
    return mean, False, sentence, advice(rounds)


def advice(rounds):
    """Say what the labels and the answers lack, as far as it can be measured.

    Parameters
    ----------
    rounds : list of Round

    Returns
    -------
    str
    """
    counts = [len(one.bought) for one in rounds]
    if max(counts) == 0:
        return "No label was bought: buy(indices) returns the labels of these digits."
    if np.mean(counts) < BUDGET - 1:
        return f"You bought {np.mean(counts):.0f} labels on average, and {BUDGET} are paid for."
    right, by_nearest = (np.mean([getattr(one, name) for one in rounds]) for name in ("right", "nearest"))
    if right < by_nearest - 0.02:
        return (
            f"To call each new digit what the nearest bought one is would already be right for {by_nearest:.3f}, more "
            "than your answers are: look at the learning before the buying."
        )
    far = np.mean([nearest(one.x, one.x[one.bought])[1].mean() for one in rounds])
    drawn = [one.x[_by_chance(k, len(one.x))] for k, one in enumerate(rounds)]
    chance = np.mean([nearest(one.x, some)[1].mean() for one, some in zip(rounds, drawn, strict=True)])
    if far > 0.97 * chance:
        return (
            f"From a digit to the nearest one whose label you know it is {far:.2f} on average; of 50 digits by "
            f"chance it is {chance:.2f}. Choose some that others lie around."
        )
    if right < by_nearest + 0.03:
        return (
            f"To call each new digit what the nearest bought one is would be right for {by_nearest:.3f}, hardly less "
            "than your answers are: the digits without a label do not help yet."
        )
    return "The labels lie well, and the others help. What remains is how far a label may spread, and who is asked."


def _by_chance(seed, n):
    return np.random.default_rng(1000 + seed).choice(n, BUDGET, replace=False)
