"""One number that makes an over-confident network modest: the temperature of its softmax."""

import numpy as np

from nnlearn.metrics import log_loss

LOW, HIGH = 0.05, 100.0


def softmax(logits, temperature=1.0):
    """Return the probabilities of logits that are divided by a temperature first.

    Parameters
    ----------
    logits : ndarray of shape (n, classes)
    temperature : float, above 0

    Returns
    -------
    ndarray of shape (n, classes), float64

    Examples
    --------
    >>> softmax(np.array([[4.0, 0.0]])).round(2), softmax(np.array([[4.0, 0.0]]), 4.0).round(2)
    (array([[0.98, 0.02]]), array([[0.73, 0.27]]))
    """
    z = logits.astype(np.float64) / temperature
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def best_temperature(logits, labels):
    """Return the temperature with the lowest log loss, by narrowing down a range of temperatures.

    Seen over the logarithm of the temperature, the log loss falls and then rises, so a third of the range can be
    dropped at every step.

    Parameters
    ----------
    logits : ndarray of shape (n, classes)
    labels : ndarray of shape (n,), whole numbers

    Returns
    -------
    float

    Examples
    --------
    >>> logits = np.array([[8.0, 0.0], [8.0, 0.0], [8.0, 0.0], [8.0, 0.0]])  # sure, and right in three of four
    >>> round(best_temperature(logits, np.array([0, 0, 0, 1])), 2), round(float(8 / np.log(3)), 2)
    (7.28, 7.28)
    """
    low, high = np.log(LOW), np.log(HIGH)
    while high - low > 1e-6:
        third = (high - low) / 3
        left, right = (log_loss(softmax(logits, np.exp(at)), labels) for at in (low + third, high - third))
        low, high = (low, high - third) if left < right else (low + third, high)
    return float(np.exp((low + high) / 2))
