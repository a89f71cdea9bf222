"""Generated samples against the modes of their data: how many modes they reach, and how many of them lie on one."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import number
from nnlearn.metrics.neighbours import nearest, rows


class ModeCoverage(NamedTuple):
    """The outcome of `mode_coverage`: variety, quality, and the share of the samples on each mode, (k,) float64."""

    captured: int
    high_quality: float
    shares: np.ndarray


def mode_coverage(samples, modes, std, *, radius=3.0, least=0.5):
    """Count the modes that generated samples reach, and the share of the samples that lie on a mode.

    `on mode j: samples whose nearest mode is j, at most radius std away`

    `high_quality = (samples on any mode) / n`, `captured = number of modes with at least least n / k samples on them`

    Parameters
    ----------
    samples : ndarray of shape (n, d), floats
        What the generator made. 100 per mode or more; with fewer, chance decides whether a mode counts.
    modes : ndarray of shape (k, d), floats
        The centres of the clouds that the data consist of, equally many points in each.
    std : float
        Standard deviation of a cloud in each direction, > 0.
    radius : float
        Farthest distance from a mode that counts as on it, in standard deviations. In the plane 98.9 % of the real
        points lie within 3; in d dimensions they lie about sqrt(d) away, so it has to be larger.
    least : float, 0 to 1
        Share of its equal part n / k that a mode needs in order to count.

    Returns
    -------
    ModeCoverage
        `captured` (int), `high_quality` (float, 0 to 1) and `shares` (ndarray of shape (k,), float64): the share of
        all samples that lie on each mode.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers, or not a number.
    ValueError
        If an array is empty, holds NaN or infinity or has another shape, or a number is out of range.

    Notes
    -----
    Read both numbers: neither says enough alone. Eight clouds of std 0.05 on a circle of radius 1, and what a
    generator might make of them, 2000 samples each:

    ========================================  ========  ============
    samples                                   captured  high quality
    ========================================  ========  ============
    real points                               8 of 8    99 %
    one cloud only                            1 of 8    99 %
    a ring of the same width through them     0 of 8    36 %
    noise in the square from -1.8 to 1.8      0 of 8    4 %
    ========================================  ========  ============

    Srivastava and others count a mode as soon as one sample of high quality is nearest to it. Ring and noise would then
    reach all eight, which is why `least` asks for more.

    References
    ----------
    Srivastava, Valkov, Russell, Gutmann, Sutton (2017), "VEEGAN: Reducing mode collapse in GANs using implicit
    variational learning", NeurIPS 30, the experiments on synthetic data: a sample is of high quality if it is within
    three standard deviations of the nearest mode.

    Examples
    --------
    >>> modes = np.array([[0.0, 0.0], [1.0, 0.0]])
    >>> samples = np.array([[0.0, 0.1], [0.1, 0.0], [0.0, 0.0], [0.5, 0.0]])
    >>> mode_coverage(samples, modes, std=0.05)
    ModeCoverage(captured=1, high_quality=0.75, shares=array([0.75, 0.  ]))
    """
    modes = rows("mode_coverage", "modes", modes)
    samples = rows("mode_coverage", "samples", samples, modes.shape[1])
    std = number("mode_coverage", "std", std, low=0, open_low=True)
    radius = number("mode_coverage", "radius", radius, low=0, open_low=True)
    least = number("mode_coverage", "least", least, low=0, high=1, open_low=True)
    index, distance = nearest(samples, modes)
    counts = np.bincount(index[distance <= radius * std], minlength=len(modes))
    captured = int((counts >= least * len(samples) / len(modes)).sum())
    return ModeCoverage(captured, float(counts.sum() / len(samples)), counts / len(samples))
