"""The guess of the noise that no network can beat, where the data's distribution is known."""

import numpy as np

from nnlearn.arguments import batch, number
from nnlearn.diffusion.schedule import pair, steps_of

LARGEST = 1e100  # the squares of such numbers still fit


def best_guess(x, t, schedule, centres, std=0.0):
    """Return E[eps | x_t = x] if the data are drawn from a mixture of Gaussians: the least mean square error there is.

    Each centre m_k is equally probable, and std is the width of all. With v = a_t^2 std^2 + s_t^2,

    `w = softmax_k(-|x - a_t m_k|^2 / 2v)`, `E[eps | x] = s_t / v (x - a_t sum_k w_k m_k)`

    With std = 0 and the training examples as centres this is the exact minimiser of the training loss: a softmax memory
    of the examples, and so attention with query x, keys a_t m_k / v and values m_k. Run backwards, it copies them.

    Parameters
    ----------
    x : ndarray of shape (N, features)
        Data with noise, x_t.
    t : int, or ndarray of shape (N,) of whole numbers
        The step, 1..T.
    schedule : Schedule or pair of arrays (a, s)
    centres : ndarray of shape (K, features)
        The means m_k, or the examples.
    std : float
        Standard deviation of each Gaussian in each direction, >= 0.

    Returns
    -------
    ndarray of shape (N, features), float64

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or holds NaN, infinity or numbers beyond 1e100.

    Notes
    -----
    The score, grad log p_t(x), is -E[eps | x] / s_t (Tweedie's formula); the best guess of the data is
    (x - s_t E[eps | x]) / a_t. x^2 is the same for all k and drops out of the softmax.

    References
    ----------
    Vincent (2011), "A connection between score matching and denoising autoencoders". Kamb, Ganguli (2024), "An analytic
    theory of creativity in convolutional diffusion models" (the memory).

    Examples
    --------
    >>> from nnlearn.diffusion import cosine_schedule
    >>> schedule, centres = cosine_schedule(100), np.array([[-1.0], [1.0]])
    >>> a, s = schedule.a[20], schedule.s[20]
    >>> x = a * 1.0 + s * np.array([[0.5]])  # the example 1 and the noise 0.5
    >>> best_guess(x, 20, schedule, centres).round(4).tolist()
    [[0.5]]
    """
    a, s = pair("best_guess", schedule)
    x, centres = (rows("best_guess", name, each) for name, each in (("x", x), ("centres", centres)))
    if x.shape[1] != centres.shape[1]:
        raise ValueError(
            f"best_guess expected centres of shape (K, {x.shape[1]}), as many features as x, got {centres.shape}"
        )
    std = number("best_guess", "std", std, low=0, high=LARGEST)
    t = steps_of("best_guess", t, len(x), len(a) - 1)
    a, s = a[t][:, None], s[t][:, None]
    middle = centres.mean(axis=0)  # differences count, and are more precise without it
    x, centres = x - a * middle, centres - middle
    v = (a * std) ** 2 + s**2
    scores = (a * (x @ centres.T) - a**2 * (centres**2).sum(axis=1) / 2) / v  # -|x - a m|^2 / 2v, without x^2
    w = np.exp(scores - scores.max(axis=1, keepdims=True))
    w /= w.sum(axis=1, keepdims=True)  # p(k | x), by Bayes
    return s / v * (x - a * (w @ centres))


def rows(caller, name, values):
    """Return a matrix of numbers in float64, or raise."""
    values = np.asarray(batch(caller, name, values), np.float64)
    if values.ndim != 2:
        cure = f": {name}[:, None] has one feature" if values.ndim == 1 else f": {name}.reshape(len({name}), -1)"
        raise ValueError(f"{caller} expected {name} of shape (n, features), got {values.shape}{cure}")
    if np.abs(values).max() > LARGEST:
        raise ValueError(f"{caller} expected {name} of numbers up to {LARGEST:g}: divide by a common size")
    return values
