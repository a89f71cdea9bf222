"""The tour of the label explorer: clicks, chance, centres, rounds, a peek, and the threshold."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.purchases import CENTRES, RANDOM, curves
from nnlearn.lessons.semi_supervised.self_training import NEAREST, after
from nnlearn.lessons.semi_supervised.state import MINE, ROUNDS, TEN
from nnlearn.plots.numbers import fixed

MISSING = 9  # the digit of which no label is bought at a stop
NINE = tuple(place for place in TEN if digits().y[place] != MISSING)


def _mean(view, way):
    """Return the mean accuracy of ten draws of as many labels as were bought."""
    found = curves(view.state.learner)
    return fixed((found.random if way == RANDOM else found.centres)[:, len(view.bought) - 1].mean(), 3)


def _grey(view):
    return (
        f"Each dot is one of {len(view.labels):,} scanned digits, and none has a label. The map was made from the "
        "pixels alone: digits that look alike lie near each other."
    )


def _clicks(view):
    return (
        f"Ten clicks, one on each of ten islands: the learner, which asks the nearest labelled digit, reads "
        f"{fixed(view.accuracy, 3)} of 449 held-out digits. Ten labels at random read {_mean(view, RANDOM)} on average."
    )


def _chance(view):
    kinds = len(set(digits().y[list(view.bought)].tolist()))
    column = curves(view.state.learner).random[:, len(view.bought) - 1]
    return (
        f"Ten at random: this draw has only {kinds} of the ten digits, and reads {fixed(view.accuracy, 3)}. The "
        f"pale band shows ten draws: from {fixed(column.min(), 3)} to {fixed(column.max(), 3)}, for the same money."
    )


def _centres(view):
    return (
        f"k-means has made {len(view.bought)} clusters, without a look at any label, and the digit nearest to each "
        f"centre is bought: ten draws read {_mean(view, CENTRES)} on average. As many labels at random read "
        f"{_mean(view, RANDOM)}."
    )


def _rounds(view):
    share = view.run[-1, 1]
    return (
        f"In each round the learner labels what it is sure of, p ≥ {view.state.threshold:g}, and learns again. After "
        f"{view.at} rounds it has labelled {fixed(100 * share, 0)} % of the rest, and reads {fixed(view.accuracy, 3)} "
        f"in place of {fixed(view.alone, 3)}."
    )


def lost(view, rounds):
    """Return how many of the digits without a bought label have one from the learner, so a wrong one.

    Parameters
    ----------
    view : View
    rounds : int

    Returns
    -------
    counts : ndarray of shape (10,), int
        Of each label.
    confidence : float
        The mean of p of these labels.
    """
    learner, bought = view.after(rounds), len(view.bought)
    rows, labels = learner.rows[bought:], learner.labels[bought:]
    own = digits().y[rows] == MISSING
    return np.bincount(labels[own], minlength=10), float(view.after(rounds - 1).p[rows[own]].max(axis=1).mean())


def _peek(view):
    (first, _), (last, sure) = lost(view, 1), lost(view, view.at)
    return (
        f"No {MISSING} was bought. Rings are wrong labels: {first.sum()} of the {MISSING}s have one after the first "
        f"round, {last.sum()} after round {view.at}, with a mean p of {fixed(sure)}, and {last.max()} of these are "
        f"called {last.argmax()}. What the learner has told itself, it believes."
    )


def _threshold(view):
    state = view.state
    ends = {tau: after(state.learner, view.bought, tau, ROUNDS) for tau in (0.0, 0.8, 0.95)}
    keeps = fixed(100 * (len(ends[0.95].rows) - len(view.bought)) / (len(view.labels) - len(view.bought)), 0)
    reads = {tau: fixed(one.accuracy, 3) for tau, one in ends.items()}
    return (
        f"The same {len(view.bought)} labels, τ = 0.95: it keeps {keeps} % and ends at {reads[0.95]}. Keep all, τ = 0: "
        f"{reads[0.0]}. In between, τ = 0.8: {reads[0.8]}. Without any round it is {fixed(view.alone, 3)}."
    )


PLAIN = {"learner": NEAREST, "threshold": 0.8, "peek": False, "position": 0, "draw": 0}
CLICKS = {**PLAIN, "way": MINE, "bought": TEN, "chosen": TEN[-1]}
DRAWN = {**PLAIN, "way": RANDOM, "budget": 20}
TOUR = (
    Stop({**CLICKS, "bought": ()}, _grey, "Click ten of them: which ones?"),
    Stop(CLICKS, _clicks, "Press Play: what happens to the islands that nobody clicked?"),
    Stop({**DRAWN, "budget": 10}, _chance, "Step through the draws: how much is luck?"),
    Stop({**PLAIN, "way": CENTRES, "budget": 20}, _centres, "Can 20 clicks of yours beat it?"),
    Stop({**DRAWN, "position": ROUNDS}, _rounds, "Are the small digits right? Tick “peek”."),
    Stop(
        {**CLICKS, "bought": NINE, "chosen": NINE[-1], "peek": True, "position": ROUNDS},
        _peek,
        "Who hides among the 8s?",
    ),
    Stop({**DRAWN, "threshold": 0.95, "position": ROUNDS}, _threshold, "Which τ suits the softmax?"),
)
