"""What a diffusion model sees of each batch: every example at a step of its own, with noise of its own."""

import numpy as np

from nnlearn.arguments import describe, number
from nnlearn.diffusion.schedule import add_noise, pair


class NoisePrediction:
    """Make the batches that teach a model to guess the noise: `nn.fit(..., transform=NoisePrediction(schedule))`.

    For each example a step t is drawn evenly from 1..T, and noise eps from the standard normal distribution; the input
    is x_t = a_t x + s_t eps beside t, the target is eps. With `nn.MSELoss` that is the plain denoising loss,

    `L = mean |eps^(x_t, t) - eps|^2`

    It is a transform and not a training step of its own, since nothing else is new: loss, gradient and step are those
    of any regression, so `fit` keeps its callbacks, checks and history. A GAN needs its own step; this does not.

    Parameters
    ----------
    schedule : Schedule or pair of arrays (a, s)
    drop : float or None
        None makes rows (x_t, t), for a model without classes; y is not looked at, and `fit` may get x in its place.
        A share from 0 to 1 makes rows (x_t, t, label), for one with classes: y holds the labels, of which this share
        is replaced by -1, no class. Guidance needs guesses without a class, so some must be dropped; 0.15 is usual.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these; in `fit`, if x does not have shape (N, features), or with `drop` y is not
        (N,) whole numbers.

    Notes
    -----
    The loss does not go to 0: even the best guess, E[eps | x_t], is a mean. Ho, Jain and Abbeel derive it from a bound
    of log p(x) and leave the weights of the steps out, so it is no longer a likelihood.

    References
    ----------
    Ho, Jain, Abbeel (2020), "Denoising diffusion probabilistic models", equation 14, algorithm 1. Ho, Salimans (2022),
    "Classifier-free diffusion guidance", algorithm 1 (dropped classes).

    Examples
    --------
    >>> import numpy as np
    >>> from nnlearn.diffusion import cosine_schedule
    >>> transform = NoisePrediction(cosine_schedule(100), drop=0.5)
    >>> x, y = np.zeros((4, 2), np.float32), np.array([3, 1, 4, 1])
    >>> rows, eps = transform(x, y, np.random.default_rng(0))
    >>> rows.shape, eps.shape, rows[:, 2:].tolist()  # the step and the label
    ((4, 4), (4, 2), [[86.0, 3.0], [64.0, -1.0], [52.0, 4.0], [27.0, -1.0]])
    """

    def __init__(self, schedule, drop=None):
        self.schedule = pair("NoisePrediction", schedule)
        self.drop = None if drop is None else number("NoisePrediction", "drop", drop, low=0, high=1)

    def __call__(self, x, y, rng):
        """Return the rows and the noise in them, for a batch x (N, features)."""
        if x.ndim != 2:
            raise ValueError(
                f"NoisePrediction expected x of shape (N, features), got {x.shape}: x.reshape(len(x), -1) makes rows"
            )
        dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
        t = rng.integers(1, len(self.schedule[0]), len(x))
        eps = rng.standard_normal(x.shape).astype(dtype)
        columns = [add_noise(x, t, eps, self.schedule), t[:, None].astype(dtype)]
        if self.drop is not None:
            if y.shape != (len(x),) or y.dtype.kind not in "iu":
                raise ValueError(
                    f"NoisePrediction with drop expected y to hold a label, a whole number, for each row, got "
                    f"{describe(y)}"
                )
            columns.append(np.where(rng.random(len(x)) < self.drop, -1, y)[:, None].astype(dtype))
        return np.hstack(columns), eps
