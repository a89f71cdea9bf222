"""Exercise 12.6: what the answers to unseen samples cost, over ten splits, and whether an interval foresaw it."""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.lessons.evaluation.card_advice import advice

SPLITS, OTHERS = range(10), range(10, 20)
TARGET = 60
MISS = 50  # what a miss costs, in false alarms


@dataclass(frozen=True)
class Split:
    """One split: the samples, the truth about the new ones, the learner's answers, and the interval, if there is one.

    Parameters
    ----------
    x, y, new, truth : ndarray of shape (427, 30), (427,), (142, 30), (142,)
    alarm : ndarray of shape (142,), bool
    interval : (float, float) or None
    """

    x: np.ndarray
    y: np.ndarray
    new: np.ndarray
    truth: np.ndarray
    alarm: np.ndarray
    interval: tuple[float, float] | None

    @property
    def misses(self):
        return int((~self.alarm & (self.truth == 1)).sum())

    @property
    def alarms(self):
        return int((self.alarm & (self.truth == 0)).sum())

    @property
    def cost(self):
        return MISS * self.misses + self.alarms


def samples(seed):
    """Return training samples, their truth, new samples and their truth; 1 is malignant.

    Examples
    --------
    >>> x, y, new, truth = samples(0)
    >>> x.shape, new.shape, int(truth.sum())
    ((427, 30), (142, 30), 53)
    """
    from nnlearn import datasets

    data = datasets.breast_cancer()
    (x, y), (new, truth) = datasets.split(data.x, 1 - data.y, seed=seed)
    return x, y, new, truth


def answered(report, seed):
    """Return the Split with what `report` answers.

    Raises
    ------
    TypeError, ValueError
        If it does not return an answer of 0 or 1 for each new sample. The sentence says what it returns.
    """
    x, y, new, truth = samples(seed)
    found = report(x.copy(), y.copy(), new.copy())
    interval = None
    if isinstance(found, tuple | list) and len(found) in (2, 3) and np.ndim(found[0]) > 0:
        ends = found[1] if len(found) == 2 else found[1:]
        found, interval = found[0], _ends(ends)
    return Split(x, y, new, truth, _alarms(found, len(new)), interval)


def _ends(ends):
    """Return low and high as floats, or raise."""
    try:
        numbers = np.asarray(ends, dtype=float)
    except (TypeError, ValueError):
        numbers = None
    if numbers is None or numbers.shape != (2,) or not np.isfinite(numbers).all():
        raise TypeError(
            f"After the answers report returned {named(ends)}. Expected two numbers, the ends of an interval of the "
            "cost: return answers, low, high. Or return the answers alone."
        )
    low, high = (float(one) for one in numbers)
    if low > high:
        raise ValueError(f"The interval goes from {low:.4g} to {high:.4g}: return its lower end first.")
    if 0 < high <= 1:
        raise ValueError(
            f"The interval goes from {low:.2g} to {high:.2g}. It is asked for the cost of all 142 samples together, in "
            "false alarms, not for a share or for one sample."
        )
    return low, high


def _alarms(found, n):
    """Return the answers as an array of bool, or raise."""
    wanted = f"an array of {n} answers, 1 for an alarm and 0 for none"
    if found is None:
        raise TypeError(f"report returned nothing (None), expected {wanted}. Is a `return` missing?")
    if callable(found) and not hasattr(found, "__array__"):
        raise TypeError(f"report returned {named(found)}, expected {wanted}: answer for x_new inside of report.")
    try:
        answers = np.asarray(found.detach().cpu() if hasattr(found, "detach") else found, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"report returned {named(found)}, expected {wanted}.") from None
    if answers.shape == (n, 1):
        answers = answers[:, 0]
    if answers.shape != (n,):
        other = {427: " Are these answers for the training samples?", 569: " Are these answers for all samples?"}
        more = other.get(answers.shape[0] if answers.ndim else 0, "")
        if answers.shape == (n, 2):
            more = " Two columns are scores of two classes: decide for one."
        raise ValueError(f"report returned an array of shape {answers.shape}, expected {wanted}, shape ({n},).{more}")
    if not np.isfinite(answers).all():
        raise ValueError(f"report returned {answers[~np.isfinite(answers)][0]} for a sample, expected 0 or 1.")
    if not np.isin(answers, (0, 1)).all():
        odd = answers[~np.isin(answers, (0, 1))][0]
        raise ValueError(
            f"report returned {odd:.3g} for a sample, expected 0 or 1. The answer is a decision: compare the "
            "probability, or the logit, with a threshold of yours."
        )
    return answers == 1


def measure(report):
    """Let `report` answer for the new samples of ten splits, and add up what the answers cost."""
    if isinstance(report, type) or not callable(report):
        raise TypeError(f"Expected the function report itself, without brackets after its name, got {named(report)}.")
    splits = [answered(report, seed) for seed in SPLITS]
    mean = float(np.mean([one.cost for one in splits]))
    sentence = (
        f"Mean cost {mean:.1f}: of 53 malignant samples {np.mean([one.misses for one in splits]):.1f} missed, of 89 "
        f"benign ones {np.mean([one.alarms for one in splits]):.1f} alarmed. Split by split: "
        f"{', '.join(str(one.cost) for one in splits)}."
    )
    told = _intervals(splits)
    if mean <= TARGET:
        others = [answered(report, seed).cost for seed in OTHERS]
        told = (
            f"{told} You may have chosen by these ten splits; on ten others the mean cost is {np.mean(others):.1f}."
        ).strip()
        return mean, True, f"{sentence} {told}"
    return mean, False, f"{sentence} {told}".strip(), advice(report, splits, answered, MISS)


def _intervals(splits):
    """Say how often the cost lay in the interval."""
    if any(one.interval is None for one in splits):
        return ""
    inside = sum(one.interval[0] <= one.cost <= one.interval[1] for one in splits)
    width = np.mean([one.interval[1] - one.interval[0] for one in splits])
    return f"The cost lay in your interval in {inside} of 10 splits; on average it is {width:.0f} wide."
