"""Diffusion in the plane: data, the network, the two guesses that need none, and what is measured of made points."""

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn import datasets
from nnlearn.diffusion import NoisePrediction, best_guess, cosine_schedule, sample
from nnlearn.metrics import mode_coverage, nearest_neighbour_test, total_variation

SCHEDULE = cosine_schedule(100)
STD = 0.05  # of each of the eight Gaussians
ANGLES = 2 * np.pi * np.arange(8) / 8
MODES = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
SOURCES = ("eight Gaussians", "moons")
COUNT, BATCH = 2000, 250  # points to learn from, and in a step
TURNS = 2.0 ** np.arange(5) * np.pi / 2 / 100  # angles per step
NOISY = NoisePrediction(SCHEDULE)


def points(source, count, seed):
    """Return points of a source, about as wide as the plane from -1 to 1.

    Parameters
    ----------
    source : {"eight Gaussians", "moons"}
    count : int
    seed : int

    Returns
    -------
    ndarray of shape (count, 2), float32

    Examples
    --------
    >>> points("moons", 4, 0).shape
    (4, 2)
    """
    if source == "eight Gaussians":
        return datasets.gaussians(count, noise=STD, seed=seed).x
    moons = datasets.moons(count, noise=STD, seed=seed).x
    return ((moons - np.array([0.5, 0.25])) / 0.8).astype(np.float32)


def exact(x, t):
    """Return the best guess of the noise that there is for the eight Gaussians.

    Examples
    --------
    >>> (exact(np.zeros((1, 2)), 50).round(6) + 0.0).tolist()  # the middle is right between all clouds
    [[0.0, 0.0]]
    """
    return best_guess(x, t, SCHEDULE, MODES, STD)


def told(x, t):
    """Return points beside the time as sines and cosines, which a network reads more easily than a number.

    Parameters
    ----------
    x : ndarray of shape (N, 2)
    t : int, or ndarray of shape (N,)
        The step; its angles are 2^k pi/2 t/T for k = 0..4.

    Returns
    -------
    ndarray of shape (N, 12), float32

    Examples
    --------
    >>> told(np.zeros((3, 2)), 50).shape
    (3, 12)
    """
    angle = np.broadcast_to(np.asarray(t, float).reshape(-1, 1), (len(x), 1)) * TURNS
    return np.hstack([x, np.sin(angle), np.cos(angle)]).astype(np.float32)


def spoiled(x, y, rng):
    """Return what a step of the training sees: every point at a step of its own, told (N, 12), and its noise (N, 2).

    Examples
    --------
    >>> x = np.zeros((4, 2), np.float32)
    >>> [each.shape for each in spoiled(x, x, np.random.default_rng(0))]
    [(4, 12), (4, 2)]
    """
    rows, eps = NOISY(x, y, rng)  # (N, 3): x_t and t
    return told(rows[:, :2], rows[:, 2]), eps


def network(x, seed=0, epochs=500, side=numpy_side):
    """Return the guess of a network that has learned from points, with a rate that falls to 0.

    Parameters
    ----------
    x : ndarray of shape (n, 2), float32
    seed : int
    epochs : int
        Passes over x, in batches of 250.
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    function (x, t) -> ndarray of x's shape

    Examples
    --------
    >>> network(points("moons", 250, 0), epochs=1)(np.zeros((3, 2)), 50).shape
    (3, 2)
    """
    side.manual_seed(seed)
    model = side.MLP([12, 64, 64, 64, 2], activation=side.GELU)
    adam = side.Adam(model.parameters(), lr=0.004)
    falling = side.CosineAnnealingLR(adam, epochs * -(-len(x) // BATCH))  # one call a step
    side.fit(
        model, side.MSELoss(), adam, x, x, epochs=epochs, batch_size=BATCH, transform=spoiled,
        callbacks=[lambda run: falling.step()],
    )  # fmt: skip
    return guess_of(model, side)


def guess_of(model, side=numpy_side):
    """Return a network's guess of the noise as a function of x and t.

    Examples
    --------
    >>> guess_of(numpy_side.MLP([12, 2]))(np.zeros((3, 2)), 50).shape
    (3, 2)
    """
    return lambda x, t: side.predict(model, told(x, t), batch_size=len(x))


def walked(guess, count, seed, **settings):
    """Return points made by the way back: `steps` and `eta` as in `nnlearn.diffusion.sample`.

    Examples
    --------
    >>> walked(exact, 500, 0, steps=20, eta=0).shape
    (500, 2)
    """
    rng = np.random.default_rng(seed)
    return sample(guess, rng.standard_normal((count, 2)), SCHEDULE, rng=rng, **settings)


def measures(made, held):
    """Return what is measured of points made for the eight Gaussians, against as many that were held out.

    Returns
    -------
    dict of str to float
        "1-NN": the mean of both sides of the nearest-neighbour test, 1/2 for equal; "on a mode": the share within three
        standard deviations of one; "captured": modes with half their share; "off": how far the shares of the modes,
        among the points on one, are from 1/8 each (total variation; 1 if there is none).

    Examples
    --------
    >>> found = measures(points("eight Gaussians", 1000, 0), points("eight Gaussians", 1000, 1))
    >>> abs(found["1-NN"] - 0.5) < 0.1, found["captured"], found["off"] < 0.1
    (True, 8, True)
    """
    cover = mode_coverage(np.asarray(made, float), MODES, STD)
    shares = cover.shares / cover.shares.sum() if cover.high_quality else np.zeros(8)
    return {
        "1-NN": float(np.mean(nearest_neighbour_test(np.asarray(made, float), np.asarray(held, float)))),
        "on a mode": cover.high_quality,
        "captured": cover.captured,
        "off": total_variation(shares, np.full(8, 1 / 8)) if cover.high_quality else 1.0,
    }
