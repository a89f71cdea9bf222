"""Does a generator copy its training data? Its samples are compared with real examples that were held out."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import integer, number
from nnlearn.metrics.neighbours import nearest, rows


class DataCopying(NamedTuple):
    """The outcome of `data_copying`: the shares of samples that look copied, and that look like no real example."""

    too_close: float
    too_far: float


def data_copying(samples, train, held_out, *, quantile=0.05):
    """Compare how near samples and held-out real examples come to the training data.

    `d(x) = min_i |x - train_i|`, and a and b are the quantiles q and 1 - q of d over the held-out examples:

    `too_close = share of samples with d < a`, `too_far = share of samples with d > b`

    Parameters
    ----------
    samples : ndarray of shape (n, d), floats
        What the generator made.
    train : ndarray of shape (m, d), floats
        The examples that it was trained on.
    held_out : ndarray of shape (h, d), floats
        Real examples that it was not trained on, 1 / q or more. They say how near a new one comes by itself.
    quantile : float, above 0 and below 0.5
        q, the share of real new examples that is called too close, and too far, wrongly. A larger one is more sensitive
        to blurred copies, a smaller one to a few exact ones.

    Returns
    -------
    DataCopying
        `too_close` and `too_far`, floats from 0 to 1. Samples as good as new real examples give q and q, up to chance:
        `sqrt(q (1 - q) (1 / n + 1 / h))`, which is 0.014 for 500 of each.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or not a number.
    ValueError
        If an array is empty, holds NaN or infinity or has another shape; if too few examples are held out, or if a is
        0, since many of them are in `train` as well.

    Notes
    -----
    A large distance alone proves nothing: noise is far from every example. With scikit-learn's digits:

    =========================================  =========  =======
    samples                                    too close  too far
    =========================================  =========  =======
    new real digits                            7 %        5 %
    training digits                            100 %      0 %
    noise                                      0 %        100 %
    half training digits, half noise           50 %       50 %
    =========================================  =========  =======

    The last row is why there are two numbers: in one, such as how often a sample is nearer than a held-out example
    (Meehan and others, who therefore take it in many small cells), copies and noise cancel. Neither number measures
    variety: one good digit, drawn again and again, can pass.

    References
    ----------
    Meehan, Chaudhuri, Dasgupta (2020), "A non-parametric test to detect data-copying in generative models", AISTATS:
    the test with three samples. Bhattacharjee, Dasgupta, Chaudhuri (2023), "Data-copying in generative models: a formal
    framework", ICML: how copies cancel in it.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> train, held_out = rng.normal(size=(500, 8)), rng.normal(size=(500, 8))
    >>> data_copying(train[:100], train, held_out)
    DataCopying(too_close=1.0, too_far=0.0)
    >>> data_copying(rng.uniform(-9, 9, size=(100, 8)), train, held_out)
    DataCopying(too_close=0.0, too_far=1.0)
    """
    train = rows("data_copying", "train", train)
    samples = rows("data_copying", "samples", samples, train.shape[1])
    held_out = rows("data_copying", "held_out", held_out, train.shape[1])
    quantile = number("data_copying", "quantile", quantile, low=0, high=0.5, open_low=True, open_high=True)
    if len(held_out) * quantile < 1:
        raise ValueError(
            f"data_copying expected at least {np.ceil(1 / quantile):.0f} held-out examples for quantile {quantile:g}, "
            f"got {len(held_out)}: hold out more, or take a larger quantile"
        )
    usual = nearest(held_out, train)[1]
    close, far = np.quantile(usual, [quantile, 1 - quantile])
    if close == 0:
        raise ValueError(
            f"data_copying expected held-out examples that are not in train, got {(usual == 0).sum()} of "
            f"{len(usual)} at distance 0: a copy cannot be told from a new example here"
        )
    distance = nearest(samples, train)[1]
    return DataCopying(float(np.mean(distance < close)), float(np.mean(distance > far)))


def nearer_to_training(samples, train, held_out, *, seed=0):
    """Return the share of samples that lie nearer to a training example than to a held-out one.

    `mean of [min_i |x - train_i| < min_j |x - held_out_j|]`, a tie counting half, with as many of both.

    Parameters
    ----------
    samples : ndarray of shape (n, d)
        What the generator made.
    train, held_out : ndarray of shape (m, d) and (h, d)
        Real examples that it was trained on, and that it was not. Of the larger set as many are drawn as the other has.
    seed : int, 0 to 2**32 - 1
        Equal seeds draw the same ones.

    Returns
    -------
    float
        0.5 if the generator does not know which examples it was trained on, up to chance, about 0.5 / sqrt(n) and more
        where h is small; 1 if every sample hugs a training example.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a NumPy array of numbers of this shape, is empty, or holds NaN or infinity.

    Notes
    -----
    It says nothing of quality: noise is like new digits. A model that learned the training set a little too well, such
    as the mixture, is found too. Ties are common in pictures of zeros and ones. With scikit-learn's digits, 898
    samples, 899 training and 898 held-out ones (mean over five splits):

    ====================================  =====  =========
    samples                               share  too close
    ====================================  =====  =========
    other real digits (449)               0.50   6 %
    copies of training digits             1.00   100 %
    copies and noise of 0.15              1.00   2 %
    class means                           0.57   2 %
    one class alone                       1.00   100 %
    noise from 0 to 1                     0.48   0 %
    pixels drawn one by one               0.54   0 %
    one Gaussian                          0.52   0 %
    mixture of 30 Gaussians               0.73   3 %
    ====================================  =====  =========

    One class alone has training digits for its samples, so it is a set of copies. `data_copying`, whose `too_close`
    stands beside it, knows exact copies from good new samples, but not those that are spoilt: they are farther from
    any digit than real ones are.

    References
    ----------
    Meehan, Chaudhuri, Dasgupta (2020), "A non-parametric test to detect data-copying in generative models", AISTATS,
    whose test compares such distances.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> train, held_out = rng.normal(size=(500, 8)), rng.normal(size=(500, 8))
    >>> nearer_to_training(train, train, held_out)
    1.0
    >>> 0.4 < nearer_to_training(rng.normal(size=(500, 8)), train, held_out) < 0.6
    True
    """
    train = rows("nearer_to_training", "train", train)
    samples = rows("nearer_to_training", "samples", samples, train.shape[1])
    held_out = rows("nearer_to_training", "held_out", held_out, train.shape[1])
    rng = np.random.default_rng(integer("nearer_to_training", "seed", seed, low=0, high=2**32 - 1))
    count = min(len(train), len(held_out))
    train, held_out = (x if len(x) == count else x[rng.choice(len(x), count, replace=False)] for x in (train, held_out))
    a, b = nearest(samples, train)[1], nearest(samples, held_out)[1]
    tie = np.abs(a - b) <= 1e-9 * np.maximum(a, b)
    return float(np.where(tie, 0.5, a < b).mean())
