"""The axis of the scores: probabilities, stretched where they crowd, near 0 and near 1."""

import math

import numpy as np

from nnlearn.lessons.evaluation.held_out import SURE
from nnlearn.plots.numbers import fixed, significant

EDGE = float(np.arcsinh(SURE / 2))  # where a probability is 0 or 1 to the computer
REACH = 4.26  # the end of the axis: beyond the edge are those cases
TICKS = {"0": -REACH + 0.3, "1": REACH - 0.3}
PROBABILITIES = (1e-12, 1e-6, 0.02, 0.2, 0.5, 0.8, 0.98)


def stretched(z):
    """Return where log-odds stand on the axis: evenly around p = 1/2, and closer and closer outside.

    Parameters
    ----------
    z : float or ndarray

    Examples
    --------
    >>> stretched(np.array([0.0, 2.0, 20.0])).round(2).tolist()
    [0.0, 0.88, 3.0]
    """
    return np.arcsinh(np.asarray(z) / 2)


def at(threshold):
    """Return where a threshold stands on the axis; 0 and 1 stand at its ends.

    Examples
    --------
    >>> at(0.5), at(0.0), at(1.0)
    (0.0, -4.26, 4.26)
    """
    if not 0 < threshold < 1:
        return -REACH if threshold <= 0 else REACH
    z = math.log(threshold) - math.log1p(-threshold)
    return float(stretched(np.clip(z, -SURE, SURE)))


def log_odds(u):
    """Return the log-odds at a place of the axis, at most those of its edge.

    Examples
    --------
    >>> log_odds(0.0), round(log_odds(9.0), 6)
    (0.0, 36.0)
    """
    return float(2 * np.sinh(np.clip(u, -EDGE, EDGE)))


def threshold_at(u):
    """Return the threshold at a place of the axis, with few digits; 0 and 1 beyond its edges.

    Examples
    --------
    >>> threshold_at(0.0), threshold_at(-4.0), threshold_at(1.44)
    (0.5, 0.0, 0.982)
    """
    if abs(u) > EDGE:
        return 0.0 if u < 0 else 1.0
    p = 1 / (1 + math.exp(-log_odds(u)))
    return float(f"{p:.3g}") if p < 0.99 else 1 - float(f"{1 - p:.2g}")


def written(p):
    """Return a probability as text: near 1 as its distance from it.

    Examples
    --------
    >>> [written(p) for p in (0.0, 3.21e-10, 0.0196, 0.5, 0.9996, 1.0)]
    ['0', '3.2e−10', '0.020', '0.50', '1 − 0.0004', '1']
    """
    if 0.9985 < p < 1:
        return f"1 − {significant(1 - p, 2)}"
    if 0 < p < 0.001:
        return significant(p, 2)
    return fixed(p, 0 if p in (0, 1) else 3 if p < 0.1 or p > 0.9 else 2)


def ticks():
    """Return places and names of the ticks of the axis.

    Examples
    --------
    >>> places, names = ticks()
    >>> names[0], names[4], names[-1]
    ('0', '0.2', '1')
    """
    names = [significant(p, 3) for p in PROBABILITIES]
    inner = dict(zip(names, (at(p) for p in PROBABILITIES), strict=True))
    far = {"1 − 1e−6": at(1 - 1e-6)}
    every = {**inner, **far, **TICKS}
    order = sorted(every, key=lambda name: every[name])
    return [every[name] for name in order], order
