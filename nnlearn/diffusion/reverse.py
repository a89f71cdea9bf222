"""The reverse process: from noise, step by step, to data."""

from itertools import pairwise

import numpy as np

from nnlearn.arguments import batch, describe, finite, integer, number
from nnlearn.diffusion.schedule import pair
from nnlearn.shared.seeds import rng_or_shared


def reverse_process(
    guess, x, schedule, *, steps=None, eta=1.0, clip=3.0, labels=None, guidance=1.0, start=None, rng=None
):
    """Go back from noise to data, and yield what there is at each step.

    At step t, with p the step that comes next, the data are guessed and brought to its noise:

    `x^ = (x_t - s_t eps^) / a_t`, `x_p = a_p x^ + sqrt(s_p^2 - tau^2) eps^ + tau fresh`

    with fresh noise and tau = eta (s_p / s_t) sqrt(1 - a_t^2 / a_p^2). eta = 1 is DDPM, eta = 0 is DDIM: no noise but
    the one at the start. At the last step s_p = 0, and x^ itself is left.

    Parameters
    ----------
    guess : function (x, t) -> ndarray of x's shape
        The guessed noise eps^ in rows x at step t, an int: such as `model.noise`. With `labels`, a function
        (x, t, labels), where None in place of labels asks for a guess that knows none.
    x : ndarray of shape (N, ...)
        Where to start: noise from the standard normal distribution, or data at the noise of step `start`.
    schedule : Schedule or pair of arrays (a, s)
    steps : int or None
        Number of steps, 1..start, spread evenly; None takes every one.
    eta : float
        Share of fresh noise, 0..1.
    clip : float or None
        Guesses x^ are cut off at [-clip, clip], > 0; None leaves them. At first a_t is near 0, and a small error of
        eps^ would become a large one of x^: take the range of the data, 1 for pictures in [-1, 1].
    labels : ndarray of shape (N,) or None
        The class of each row, for `guess`.
    guidance : float
        w: eps^ = eps_none + w (eps_class - eps_none), any finite number. 1 takes the guess with classes alone, and so
        half the time; more makes the class plainer and the samples more alike.
    start : int or None
        The step in which x is, 1..T; None takes T.
    rng : numpy.random.Generator or None
        Draws the fresh noise; None takes the generator that `manual_seed` sets.

    Yields
    ------
    (int, ndarray, ndarray or None)
        A step, x there (float64), and the guess x^ it came from: first `start`, x itself and None, last step 0.

    Raises
    ------
    TypeError, ValueError
        At the first step, if an argument is not one of these; if a guess does not have x's shape or is not finite.

    Notes
    -----
    x^ is a mean, and stands for all data that x_t may come from. So even exact guesses make data too narrow in few
    steps: those of N(0.5, 0.3^2) come out with a standard deviation of 0.291 by DDIM and 0.281 by DDPM in 100 steps.

    References
    ----------
    Ho, Jain, Abbeel (2020), "Denoising diffusion probabilistic models", algorithm 2. Song, Meng, Ermon (2021),
    "Denoising diffusion implicit models", equation 12. Ho, Salimans (2022), "Classifier-free diffusion guidance".

    Examples
    --------
    >>> from nnlearn.diffusion import best_guess, cosine_schedule
    >>> schedule, examples = cosine_schedule(100), np.array([[-1.0], [1.0]])
    >>> way = reverse_process(
    ...     lambda x, t: best_guess(x, t, schedule, examples), np.array([[0.3]]), schedule, steps=4, eta=0
    ... )
    >>> [(t, x.round(2).item()) for t, x, guess in way]
    [(100, 0.3), (67, 0.26), (34, 0.25), (1, 0.65), (0, 1.0)]
    """
    who = "reverse_process"
    a, s = pair(who, schedule)
    x = np.asarray(batch(who, "x", x), np.float64)
    start = len(a) - 1 if start is None else integer(who, "start", start, low=1, high=len(a) - 1)
    steps = start if steps is None else integer(who, "steps", steps, low=1, high=start)
    eta = number(who, "eta", eta, low=0, high=1)
    clip = None if clip is None else number(who, "clip", clip, low=0, open_low=True)
    rng = rng_or_shared(who, "rng", rng)
    guess = guided(guess, labels, guidance, len(x))
    yield start, x, None
    levels = [*np.linspace(start, 1, steps).round().astype(int).tolist(), 0]
    for t, p in pairwise(levels):
        eps = guessed(guess(x, t), x)
        x_hat = (x - s[t] * eps) / a[t]
        if clip is not None:
            x_hat = np.clip(x_hat, -clip, clip)
            eps = (x - a[t] * x_hat) / s[t]  # the noise that fits this guess
        tau = eta * s[p] / s[t] * np.sqrt(1 - (a[t] / a[p]) ** 2)
        x = a[p] * x_hat + np.sqrt(max(s[p] ** 2 - tau**2, 0)) * eps
        if tau:
            x = x + tau * rng.standard_normal(x.shape)
        yield p, x, x_hat


def sample(guess, x, schedule, **settings):
    """Return what noise x becomes at the end of the reverse process: new data.

    Parameters
    ----------
    guess : function (x, t) -> ndarray of x's shape
    x : ndarray of shape (N, ...)
        Noise from the standard normal distribution.
    schedule : Schedule or pair of arrays (a, s)
    **settings
        steps, eta (1 for DDPM, 0 for DDIM), clip, labels, guidance, start, rng: see `reverse_process`.

    Returns
    -------
    ndarray of x's shape, float64

    Raises
    ------
    TypeError, ValueError
        As `reverse_process` does.

    References
    ----------
    Ho, Jain, Abbeel (2020), "Denoising diffusion probabilistic models", algorithm 2.

    Examples
    --------
    >>> from nnlearn.diffusion import best_guess, cosine_schedule
    >>> schedule, examples = cosine_schedule(100), np.array([[-1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    >>> rng = np.random.default_rng(0)
    >>> made = sample(
    ...     lambda x, t: best_guess(x, t, schedule, examples), rng.standard_normal((4, 2)), schedule, rng=rng
    ... )
    >>> made.round(2) + 0.0
    array([[ 0.,  1.],
           [ 0.,  1.],
           [-1.,  0.],
           [-1.,  0.]])
    """
    for _, state, _ in reverse_process(guess, x, schedule, **settings):
        x = state
    return x


def guided(guess, labels, guidance, count):
    """Return a function (x, t) that knows the labels, with guidance, or raise."""
    who = "reverse_process"
    if not callable(guess) or isinstance(guess, type) or hasattr(guess, "named_parameters"):
        cure = ": a model's method `noise` is one" if hasattr(guess, "named_parameters") else ""
        raise TypeError(f"{who} expected guess to be a function of (x, t), got {describe(guess)}{cure}")
    w = number(who, "guidance", guidance)
    if labels is None:
        if w != 1:
            raise ValueError(f"{who} expected labels with a guidance of {w:g}, got None: it needs a class to go to")
        return guess
    if finite(who, "labels", labels).shape != (count,) or labels.dtype.kind not in "iu":
        raise ValueError(
            f"{who} expected labels to hold a whole number for each of the {count} rows, got {describe(labels)}"
        )

    def mixed(x, t):
        with_class = guessed(guess(x, t, labels), x)
        if w == 1:
            return with_class
        without = guessed(guess(x, t, None), x)
        return without + w * (with_class - without)

    return mixed


def guessed(eps, x):
    """Return a guess in float64, or raise unless there is a finite number for each of x."""
    if np.shape(finite("reverse_process", "the guess", eps)) != x.shape:
        raise ValueError(f"reverse_process expected guess to return x's shape {x.shape}, got {np.shape(eps)}")
    return np.asarray(eps, np.float64)
