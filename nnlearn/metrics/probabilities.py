"""What a predicted probability is worth: log loss, Brier score, and how well probabilities match frequencies."""

import numpy as np

from nnlearn.arguments import between, integer
from nnlearn.metrics.classes import has_classes, predicted_labels
from nnlearn.metrics.ranking import binary


def log_loss(probability, target):
    """Return the mean surprise at the true classes, in nats.

    `log loss = -mean(log p[true class])`

    Parameters
    ----------
    probability : ndarray of shape (n,), (n, 1) or (n, classes), floats in [0, 1]
        Of class 1; or of every class, then each row adds up to 1.
    target : ndarray of shape (n,), or (n, 1) with one probability a sample
        Whole-number labels; with one probability a sample 0 and 1.

    Returns
    -------
    float
        0 or more. Infinite if a class occurred that was called impossible, where scikit-learn takes the float's eps
        instead, 2.2e-16 in float64.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or labels of several classes are floats.
    ValueError
        If one is empty or holds NaN or infinity, the shapes do not match, a label is not one of the classes, or a
        probability lies outside [0, 1] or a row of them does not add up to 1 (within 1e-3).

    References
    ----------
    Good (1952), "Rational decisions".

    Examples
    --------
    >>> round(log_loss(np.array([0.9, 0.5]), np.array([1, 0])), 4)  # -(log 0.9 + log 0.5) / 2
    0.3993
    """
    return _log_loss("log_loss", probability, target)


def _log_loss(caller, probability, target):
    p = _of_true_class(caller, probability, target)
    with np.errstate(divide="ignore"):
        return float(-np.log(p).mean()) + 0.0  # not -0.0


def perplexity(probability, target):
    """Return the size of a fair choice that would be as hard to predict as the true classes were.

    `perplexity = exp(log loss)`, the inverse of the geometric mean of p[true class]

    Parameters
    ----------
    probability, target : ndarray
        As in `log_loss`. Of a sequence model give one row for each position: `p.reshape(-1, classes)`, `y.ravel()`.

    Returns
    -------
    float
        1 (always certain and right) or more; the number of classes for the answer "all alike". Infinite if a class
        occurred that was called impossible. It depends on what one position is: compare only models of the same
        characters or words.

    Raises
    ------
    TypeError, ValueError
        As in `log_loss`.

    References
    ----------
    Jelinek, Mercer, Bahl, Baker (1977), "Perplexity: a measure of the difficulty of speech recognition tasks".

    Examples
    --------
    >>> round(perplexity(np.full((3, 4), 0.25), np.array([0, 3, 1])), 6)
    4.0
    """
    with np.errstate(over="ignore"):
        return float(np.exp(_log_loss("perplexity", probability, target)))


def brier_score_loss(probability, target):
    """Return the mean squared distance between probabilities of class 1 and what happened.

    `Brier score = mean((p - t)^2)`

    Parameters
    ----------
    probability : ndarray of shape (n,) or (n, 1), floats in [0, 1]
        Of class 1.
    target : ndarray of probability's shape
        0 and 1.

    Returns
    -------
    float
        0 to 1; 0.25 for the answer "one half" to every question.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a NumPy array of numbers, is empty or holds NaN or infinity, the shapes differ, the target
        holds anything but 0 and 1, or a probability lies outside [0, 1].

    References
    ----------
    Brier (1950), "Verification of forecasts expressed in terms of probability", for two classes half of its equation 2.

    Examples
    --------
    >>> brier_score_loss(np.array([1.0, 0.5]), np.array([1, 0]))
    0.125
    """
    p, target = _probabilities("brier_score_loss", probability, target)
    return float(np.mean((p - target) ** 2))


def calibration_curve(probability, target, *, n_bins=10):
    """Compare probabilities with frequencies: of the samples that got about 70 %, about 70 % should be positive.

    [0, 1] is cut into `n_bins` equal parts; of each that holds a sample, it returns the frequency, the mean probability
    and the number of samples.

    Parameters
    ----------
    probability, target : ndarray
        As in `brier_score_loss`. For a network of several classes, take the largest probability of each sample, and
        whether its class is the right one.
    n_bins : int, >= 1

    Returns
    -------
    frequency, mean : ndarray of shape (parts that hold a sample,), float64
        Equal for perfect probabilities and infinitely many samples. A probability on a border counts to the part below.
    count : ndarray of the same shape, int64
        scikit-learn, whose function returns the first two, does not say how many samples a point stands for.

    Raises
    ------
    TypeError, ValueError
        As in `brier_score_loss`; if n_bins is not a whole number >= 1.

    References
    ----------
    DeGroot, Fienberg (1983), "The comparison and evaluation of forecasters".

    Examples
    --------
    >>> frequency, mean, count = calibration_curve(np.array([0.1, 0.7, 0.8, 0.9]), np.array([0, 1, 0, 1]), n_bins=2)
    >>> frequency.round(3).tolist(), mean.round(3).tolist(), count.tolist()
    ([0.0, 0.667], [0.1, 0.8], [1, 3])
    """
    return _calibration("calibration_curve", probability, target, n_bins)


def expected_calibration_error(probability, target, *, n_bins=10):
    """Return the mean distance between probability and frequency, over the parts of `calibration_curve`.

    `ECE = sum_b (n_b / n) |frequency_b - mean probability_b|`

    Parameters
    ----------
    probability, target, n_bins : ndarray, ndarray, int
        As in `calibration_curve`.

    Returns
    -------
    float
        0 to 1. Chance alone keeps it above 0, the more so the fewer the samples: compare only between equal numbers of
        samples and parts. The same probability for all, equal to the share of positives, has 0 and is of no use.

    Raises
    ------
    TypeError, ValueError
        As in `calibration_curve`.

    References
    ----------
    Naeini, Cooper, Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian binning". Guo, Pleiss,
    Sun, Weinberger (2017), "On calibration of modern neural networks", section 2.

    Examples
    --------
    >>> round(expected_calibration_error(np.array([0.1, 0.7, 0.8, 0.9]), np.array([0, 1, 0, 1]), n_bins=2), 3)
    0.125
    """
    frequency, mean, count = _calibration("expected_calibration_error", probability, target, n_bins)
    return float(np.abs(frequency - mean) @ count / count.sum())


def _calibration(caller, probability, target, n_bins):
    n_bins = integer(caller, "n_bins", n_bins, low=1)
    p, target = _probabilities(caller, probability, target)
    part = np.searchsorted(np.linspace(0, 1, n_bins + 1)[1:-1], p)
    count = np.bincount(part, minlength=n_bins)
    held = count > 0
    frequency, mean = (np.bincount(part, values, n_bins)[held] / count[held] for values in (target, p))
    return frequency, mean, count[held]


def _probabilities(caller, probability, target):
    """Return probabilities of class 1 as flat float64 and the target as flat int64, or raise."""
    p, target = binary(caller, "probability", probability, target)
    between(caller, "probability", p, 0, 1, "the sigmoid makes probabilities of logits")
    return p.astype(np.float64), target


def _of_true_class(caller, probability, target):
    """Return the probability of each sample's true class, or raise."""
    if not (isinstance(probability, np.ndarray) and has_classes(probability)):
        p, target = _probabilities(caller, probability, target)
        return np.where(target == 1, p, 1 - p)
    predicted_labels(caller, probability, target, None)
    between(caller, "probability", probability, 0, 1, "softmax makes probabilities of scores")
    sums = probability.sum(axis=1, dtype=np.float64)
    if (off := np.abs(sums - 1)).max() > 1e-3:
        raise ValueError(f"{caller} expected rows of probability that add up to 1, got {sums.flat[off.argmax()]:.4g}")
    return np.take_along_axis(probability, target[:, None], axis=1).astype(np.float64)
