"""A ring and eight Gaussians: distributions in the plane that a generator has to imitate."""

import numpy as np

from nnlearn.arguments import integer
from nnlearn.datasets.generated import checked, plane


def ring(n=1000, *, noise=0.05, seed=0):
    """Return points near a circle of radius 1, all of one class.

    `x = (cos a, sin a) + noise * N(0, 1)`, with a uniform in [0, 2 pi).

    Parameters
    ----------
    n : int, 1 or more
        Number of points.
    noise : float, 0 or more
        Standard deviation of the noise added to each coordinate.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32; y (n,) int64, all 0: there is nothing to tell apart.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> np.hypot(*ring(4, noise=0).x.T).round(3).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    n, noise, seed = checked("ring", n, noise, seed, least=1)
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, n)
    x = np.column_stack([np.cos(angle), np.sin(angle)]) + noise * rng.standard_normal((n, 2))
    use = "generative models: the points fill a curve, so one look shows whether a generator's points lie on it."
    return plane("ring", x, np.zeros(n), 1, "Points near a circle of radius 1.", "by nnlearn", use)


def gaussians(n=1000, *, modes=8, noise=0.05, seed=0):
    """Return narrow clouds that are evenly spaced on a circle of radius 1.

    `x = (cos a, sin a) + noise * N(0, 1)` with `a = 2 pi label / modes`, each label sampled at random.

    Parameters
    ----------
    n : int, at least `modes`
        Number of points; each cloud gets at least one.
    modes : int, 1 to 20
        Number of clouds.
    noise : float, 0 or more
        Standard deviation of each cloud.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal points.

    Returns
    -------
    Dataset
        x (n, 2) float32; y (n,) int64, the cloud that a point comes from, 0..modes-1.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    References
    ----------
    Metz, Poole, Pfau and Sohl-Dickstein (2017), "Unrolled generative adversarial networks", ICLR, section 3: the task.

    Examples
    --------
    >>> gaussians(800)
    Dataset(gaussians: x float32 (800, 2), y int64 (800,), classes 0, 1, 2, 3, 4, 5, 6, 7)
    """
    modes = integer("gaussians", "modes", modes, low=1, high=20)
    n, noise, seed = checked("gaussians", n, noise, seed, least=modes)
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.concatenate([np.arange(modes), rng.integers(modes, size=n - modes)]))
    angle = 2 * np.pi * y / modes
    x = np.column_stack([np.cos(angle), np.sin(angle)]) + noise * rng.standard_normal((n, 2))
    use = "mode collapse in generative models: counting shows when a generator produces only some of the clouds."
    return plane("gaussians", x, y, modes, f"Narrow clouds on a circle, {modes} in number.", "by nnlearn", use)
