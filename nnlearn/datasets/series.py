"""Time series: waves, cycles like those of the sunspots, and windows to learn from."""

import numpy as np

from nnlearn.arguments import describe, finite, integer, number
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.generated import CARD, checked


def waves(n=500, *, period=25.0, noise=0.1, seed=0):
    """Return a sine as a time series to forecast.

    `y[t] = sin(2 pi t / period + phase) + noise * N(0, 1)`, with a random phase.

    Parameters
    ----------
    n : int, 2 or more
        Number of steps.
    period : float, 2 to 10000
        Steps per wave.
    noise : float, 0 or more
        Standard deviation of the noise added to each value; the wave's amplitude is 1.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal series.

    Returns
    -------
    Dataset
        x (n, 1) float32, the time in steps, 0..n-1; y (n, 1) float32, the value. `windows(y, length)` cuts it up.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> wave = waves(100, period=20, noise=0)
    >>> bool(np.allclose(wave.y[20:], wave.y[:-20], atol=1e-5))
    True
    """
    period = number("waves", "period", period, low=2, high=10_000)
    n, noise, seed = checked("waves", n, noise, seed, least=2)
    rng = np.random.default_rng(seed)
    y = np.sin(2 * np.pi * (np.arange(n) / period + rng.random())) + noise * rng.standard_normal(n)
    use = (
        "forecasting with a recurrent network: one value is not enough to continue, two are, and noise calls for more."
    )
    return _series("waves", y, 1.0, "step", f"A sine of period {period:g} with noise, as a time series.", use)


def sunspots(n=300, *, noise=0.1, seed=0):
    """Return a series that rises and falls like the yearly sunspot numbers, but is generated (see `sunspot_numbers`).

    `y[t] = sum of a_k u^3 / (exp(u^2) - 0.71), u = (t - t_k) / b_k`, one term per cycle: cycles begin about 11 years
    apart, have different heights, rise in about 4 years and fall in about 7; higher ones rise faster.

    Parameters
    ----------
    n : int, 2 or more
        Number of years.
    noise : float, 0 or more
        Standard deviation of the noise, in units of a typical cycle's height, 100. Negative values become 0.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal series.

    Returns
    -------
    Dataset
        x (n, 1) float32, the year, 0..n-1; y (n, 1) float32, 0 or more, mostly below 250. `windows(y, length)` cuts it
        up.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    References
    ----------
    Hathaway, Wilson and Reichmann (1994), "The shape of the sunspot cycle", Solar Physics 151, equation 1: the shape.

    Examples
    --------
    >>> spots = sunspots(300)
    >>> spots.y.shape, bool((spots.y >= 0).all()), bool(spots.y.max() > 100)
    ((300, 1), True, True)
    """
    n, noise, seed = checked("sunspots", n, noise, seed, least=2)
    rng = np.random.default_rng(seed)
    cycles = n // 8 + 4  # more than fit into n years; two begin before the first year
    begin = np.cumsum(np.clip(rng.normal(11, 1.2, cycles), 8, 14)) - 22 - rng.uniform(0, 11)
    height = np.clip(rng.normal(100, 35, cycles), 30, 220)
    width = 4.0 * (100 / height) ** 0.25
    y = np.zeros(n)
    for start, top, wide in zip(begin, height, width, strict=True):
        years = np.arange(max(0, int(np.ceil(start))), min(n, int(start) + 30))  # a cycle is over after 30 years
        u = (years - start) / wide
        y[years] += top / 0.504 * u**3 / (np.exp(u**2) - 0.71)  # 0.504: the highest value of the formula itself
    y = np.maximum(y + 100 * noise * rng.standard_normal(n), 0)
    use = "forecasting: a cycle takes about 11 years and no two are equal, so a fixed period predicts it badly."
    what = "A series like the yearly sunspot numbers, about 11 years per cycle; it contains no observations of the sun."
    return _series("sunspots", y, 1.0, "year", what, use)


def windows(values, length, *, step=1):
    """Cut a series into windows of equal length; the target of each is the same window one step later.

    `x[i] = values[i step : i step + length]`, `y[i] = values[i step + 1 : i step + length + 1]`

    Parameters
    ----------
    values : ndarray of shape (T,) or (T, features)
        The series, or the codes of a text.
    length : int, 1 to T - 1
        Steps per window.
    step : int, 1 or more
        Stride between consecutive windows; `length` makes windows that do not overlap.

    Returns
    -------
    x, y : ndarray of shape (n, length) or (n, length, features)
        Copies in the dtype of `values`. `y[:, -1]` is the value that follows each window.

    Raises
    ------
    TypeError
        If `values` is not a NumPy array of numbers, or another argument is not a whole number.
    ValueError
        If it is empty, holds NaN or infinity, has more than two axes, or is too short for one window and its target.

    Examples
    --------
    >>> x, y = windows(np.array([1.0, 2.0, 3.0, 4.0]), 2)
    >>> x.tolist(), y.tolist()
    ([[1.0, 2.0], [2.0, 3.0]], [[2.0, 3.0], [3.0, 4.0]])
    """
    finite("windows", "values", values)
    if values.ndim not in (1, 2):
        raise ValueError(f"windows expected values of shape (T,) or (T, features), got {describe(values)}")
    if len(values) < 2:
        raise ValueError(f"windows expected at least two steps, got {describe(values)}")
    length = integer("windows", "length", length, low=1, high=len(values) - 1)
    step = integer("windows", "step", step, low=1)
    view = np.lib.stride_tricks.sliding_window_view(values, length, axis=0)
    view = np.moveaxis(view, -1, 1)  # (T - length + 1, length, ...)
    return view[:-1:step].copy(), view[1::step].copy()


def _series(name, y, spacing, unit, what, use):
    n = len(y)
    card = CARD.format(
        what=f"{what} x is the time in {unit}s.", source="by nnlearn", n=n, d=1, column=", 1", dtype="float32", use=use
    )
    time = (spacing * np.arange(n, dtype=np.float32))[:, None]
    return Dataset(name, time, y.astype(np.float32)[:, None], (unit,), (), paragraph(card))
