"""The forward process: how much signal and noise there is at each step, and the jump to any of them."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import batch, describe, finite, integer

LEAST_KEPT = 0.001  # a step keeps at least this share of the signal's variance, or a_T = 0 and no way leads back


class Schedule(NamedTuple):
    """A noise schedule: x_t = a_t x + s_t eps, with a_t^2 + s_t^2 = 1, from data (t = 0) to noise (t = T).

    Parameters
    ----------
    a : ndarray of shape (T + 1,), float64
        Share of the signal at each step: 1 at step 0, then falling, above 0.
    s : ndarray of shape (T + 1,), float64
        Share of the noise: 0 at step 0, then rising.

    Notes
    -----
    In the letters of Ho, Jain and Abbeel a^2 is alpha-bar, s^2 is 1 - alpha-bar, and beta_t = 1 - a_t^2 / a_(t-1)^2 is
    the variance that step t adds. They count the steps from 1 to T, as here; programs often count them from 0.

    Examples
    --------
    >>> a, s = Schedule(np.array([1.0, 0.8, 0.0005**0.5]), np.array([0.0, 0.6, 0.9995**0.5]))
    >>> (a**2 + s**2).round(9).tolist()
    [1.0, 1.0, 1.0]
    """

    a: np.ndarray
    s: np.ndarray


def cosine_schedule(steps=100):
    """Return the schedule whose signal falls as a cosine: a_t^2 = f(t) / f(0), f(t) = cos^2(pi/2 (t/T + c) / (1 + c)).

    The offset c = 0.008 keeps the first steps from being too small. A step keeps at least 0.001 of the signal's
    variance (beta <= 0.999): otherwise a_T would be 0.

    Parameters
    ----------
    steps : int
        T, >= 1.

    Returns
    -------
    Schedule
        a and s, float64 of shape (T + 1,).

    Raises
    ------
    TypeError, ValueError
        If `steps` is not a whole number from 1 to 1,000,000.

    References
    ----------
    Nichol, Dhariwal (2021), "Improved denoising diffusion probabilistic models".

    Examples
    --------
    >>> schedule = cosine_schedule(100)
    >>> schedule.a[[0, 50, 100]].round(4).tolist(), schedule.s[[0, 50, 100]].round(4).tolist()
    ([1.0, 0.7027, 0.0005], [0.0, 0.7114, 1.0])
    """
    steps = integer("cosine_schedule", "steps", steps, low=1, high=10**6)
    f = np.cos((np.arange(steps + 1) / steps + 0.008) / 1.008 * np.pi / 2) ** 2
    kept = np.clip(f[1:] / f[:-1], LEAST_KEPT, 1)  # 1 - beta: what a step keeps of the signal's variance
    square = np.concatenate([[1.0], np.cumprod(kept)])
    return Schedule(np.sqrt(square), np.sqrt(1 - square))


def add_noise(x, t, eps, schedule):
    """Jump to step t of the forward process in one line: x_t = a_t x + s_t eps.

    Parameters
    ----------
    x : ndarray of shape (N, ...)
        Data.
    t : int, or ndarray of shape (N,) of whole numbers
        The step, from 0 (the data) to T: one for all rows, or one for each.
    eps : ndarray of x's shape
        Noise, from the standard normal distribution.
    schedule : Schedule or pair of arrays (a, s)

    Returns
    -------
    ndarray of x's shape
        float32 if x and eps are, else float64.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or holds NaN or infinity.

    Notes
    -----
    Many small steps are one jump: if x_t = k x_(t-1) + sqrt(1 - k^2) eps at each of them, the variances of the
    independent noises add up, and a_t is the product of the k.

    References
    ----------
    Ho, Jain, Abbeel (2020), "Denoising diffusion probabilistic models", equation 4.

    Examples
    --------
    >>> schedule = cosine_schedule(100)
    >>> add_noise(np.array([[1.0, 0.0]]), 50, np.array([[0.0, 1.0]]), schedule).round(4).tolist()
    [[0.7027, 0.7114]]
    """
    a, s = pair("add_noise", schedule)
    x, eps = batch("add_noise", "x", x), finite("add_noise", "eps", eps)
    if eps.shape != x.shape:
        raise ValueError(f"add_noise expected eps of x's shape {x.shape}, got {eps.shape}: each number has its noise")
    t = steps_of("add_noise", t, len(x), len(a) - 1, low=0)
    dtype = np.result_type(x, eps, np.float32)
    a, s = (share[t].astype(dtype).reshape(-1, *[1] * (x.ndim - 1)) for share in (a, s))
    return a * x + s * eps  # x_t = a x + s eps


def pair(caller, schedule):
    """Return the arrays a and s of a schedule, or raise unless it is one."""
    if not (isinstance(schedule, tuple | list) and len(schedule) == 2):
        raise TypeError(f"{caller} expected schedule to be a pair of arrays (a, s), got {describe(schedule)}")
    a, s = (finite(caller, f"{name} of schedule", each) for name, each in zip("as", schedule, strict=True))
    if a.ndim != 1 or a.shape != s.shape or len(a) < 2 or (a <= 0).any() or np.abs(a * a + s * s - 1).max() > 1e-6:
        raise ValueError(
            f"{caller} expected schedule to hold a > 0 and s of shape (T + 1,) with a^2 + s^2 = 1, got {a.shape} and "
            f"{s.shape}: cosine_schedule(100) makes them"
        )
    if a[0] != 1 or (np.diff(a) >= 0).any() or (s < 0).any():
        raise ValueError(
            f"{caller} expected schedule with a that falls from 1 at step 0, and s >= 0, got a from {a[0]} to {a[-1]}"
        )
    return a.astype(np.float64), s.astype(np.float64)


def steps_of(caller, t, rows, last, low=1):
    """Return the steps as an array of whole numbers, (1,) or (rows,), or raise."""
    if not isinstance(t, np.ndarray):
        return np.array([integer(caller, "t", t, low=low, high=last)])
    if finite(caller, "t", t).dtype.kind not in "iu":
        raise TypeError(f"{caller} expected t to hold whole numbers, got {describe(t)}: the step, not t / T")
    if t.shape not in ((rows,), ()):
        raise ValueError(f"{caller} expected t to be one step or an array of shape ({rows},), got shape {t.shape}")
    if t.min() < low or t.max() > last:
        raise ValueError(f"{caller} expected t in {low}..{last}, got {t.min()}..{t.max()}")
    return t.reshape(-1)
