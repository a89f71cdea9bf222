"""Quality and variety of generated samples, apart: precision and recall."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import integer
from nnlearn.metrics.neighbours import in_units_of, rows, squares

TIE = 1e-12  # a squared distance that is larger by less, where the real examples lie in [-1, 1], still counts


class SamplePrecisionRecall(NamedTuple):
    """The outcome of `sample_precision_recall`: the share of samples that look real, and of real ones that are met."""

    precision: float
    recall: float


def sample_precision_recall(samples, real, *, k=3):
    """Return how many samples lie where real examples are, and how many real examples lie where samples are.

    Where a set is: in the balls around its points that reach to their k-th nearest neighbour in the set.

    `precision = share of samples in a ball of the real ones`, `recall = share of the real ones in a ball of a sample`

    Parameters
    ----------
    samples : ndarray of shape (n, d)
        What a generator made.
    real : ndarray of shape (m, d)
        Real examples that it was not trained on. Take as many of both: balls are smaller among more points.
    k : int, >= 1
        Which neighbour a ball reaches to; both sets need more points. A larger one forgives more.

    Returns
    -------
    SamplePrecisionRecall
        `precision` (quality) and `recall` (variety), from 0 to 1. New real examples do not reach 1: their own numbers
        are the measure.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or k not a whole number.
    ValueError
        If one is empty, has k rows or fewer or holds NaN or infinity, or their widths differ.

    Notes
    -----
    One distant sample has a large ball, in which many real examples lie: so noise of the right means has a high recall
    beside a precision of 0. With scikit-learn's digits, 898 samples against 898 held-out ones, k = 3
    (mean over five splits):

    ====================================  =========  ======
    samples                               precision  recall
    ====================================  =========  ======
    other real digits (449)               0.90       0.91
    copies of training digits             0.90       0.91
    copies and noise of 0.15              0.47       0.97
    class means                           1.00       0.00
    one class alone                       0.91       0.00
    noise from 0 to 1                     0.00       0.00
    pixels drawn one by one               0.00       0.78
    one Gaussian                          0.24       0.46
    mixture of 30 Gaussians               0.88       0.58
    ====================================  =========  ======

    Class means are perfectly precise, which is why a number for quality alone rewards a generator that makes ten
    pictures; neither number sees copies.

    References
    ----------
    Kynkäänniemi, Karras, Laine, Lehtinen, Aila (2019), "Improved precision and recall metric for assessing generative
    models".

    Examples
    --------
    >>> real = np.arange(10.0)[:, None]
    >>> sample_precision_recall(np.array([[0.4], [0.5], [0.6]]), real, k=1)
    SamplePrecisionRecall(precision=1.0, recall=0.0)
    >>> sample_precision_recall(np.array([[0.4], [0.5], [0.6], [20.0]]), real, k=1)  # whose ball reaches to 0.6
    SamplePrecisionRecall(precision=0.75, recall=0.9)
    """
    real = rows("sample_precision_recall", "real", real)
    samples = rows("sample_precision_recall", "samples", samples, real.shape[1])
    k = integer("sample_precision_recall", "k", k, low=1)
    for name, values in (("samples", samples), ("real", real)):
        if len(values) <= k:
            raise ValueError(
                f"sample_precision_recall expected {name} with more than k = {k} rows, got {len(values)}: "
                f"make more, or take a smaller k"
            )
    a, b = in_units_of(real, samples)
    return SamplePrecisionRecall(inside(a, b, k), inside(b, a, k))


def inside(points, others, k):
    """Return the share of points that lie in a ball of one of the others."""
    reach, within = np.empty(len(others)), np.empty(len(points), bool)
    for index, found in squares(others, others):
        found[np.arange(len(index)), index] = np.inf
        reach[index] = np.partition(found, k - 1, axis=1)[:, k - 1]
    for index, found in squares(points, others):
        within[index] = (found <= reach + TIE).any(axis=1)
    return float(within.mean())
