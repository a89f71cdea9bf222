"""Diffusion of digits: the halves, the network with classes, and the judge of what it makes."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn import datasets, metrics
from nnlearn.diffusion import NoisePrediction, best_guess, cosine_schedule, sample

SCHEDULE = cosine_schedule(100)
DROP = 0.15  # share of the classes that training leaves out
BATCH = 128


@lru_cache(maxsize=8)
def halves(seed=0):
    """Return digits and labels to learn from, and as many that are held out.

    Returns
    -------
    x, y, held, held_y : ndarray
        x (899, 64) and held (898, 64), float32 from -1 (black) to 1 (white); y and held_y their classes.

    Examples
    --------
    >>> [each.shape for each in halves()]
    [(899, 64), (899,), (898, 64), (898,)]
    """
    data = datasets.digits()
    (x, y), (held, held_y) = datasets.split(data.x / 8 - 1, data.y, fraction=0.5, seed=seed)
    return x.astype(np.float32), y, held.astype(np.float32), held_y


def network(x, y, seed=0, steps=4000, hidden=128, side=numpy_side):
    """Return a network that has learned to guess the noise in digits of a class, or of none (label -1).

    Its rate falls to 0, gradients are clipped to length 1, and weights are averaged from the middle of the training on.

    Parameters
    ----------
    x : ndarray of shape (n, 64), float32
    y : ndarray of shape (n,) of whole numbers
    seed, steps, hidden : int
        hidden is the width of its two blocks.
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    DiffusionMLP

    Examples
    --------
    >>> x, y, _, _ = halves()
    >>> network(x, y, steps=8, hidden=8).noise(x[:3], 50, y[:3]).shape
    (3, 64)
    """
    side.manual_seed(seed)
    model = side.DiffusionMLP(64, hidden, blocks=2, classes=10)
    averaged = side.AveragedModel(model, multi_avg_fn=side.get_ema_multi_avg_fn(0.995))
    adam = side.Adam(model.parameters(), lr=0.002)
    falling = side.CosineAnnealingLR(adam, steps)
    noisy, rng = NoisePrediction(SCHEDULE, drop=DROP), np.random.default_rng(seed)
    loss = side.MSELoss()
    for step in range(1, steps + 1):
        some = rng.integers(len(x), size=BATCH)
        adam.zero_grad()
        side.backprop(model, loss, *noisy(x[some], y[some], rng))
        side.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        falling.step()
        if step > steps // 2:
            averaged.update_parameters(model)
    return averaged.module


def made(guess, labels=None, seed=0, count=898, **settings):
    """Return digits made by the way back.

    Parameters
    ----------
    guess : function (x, t) or (x, t, labels)
        Such as the method `noise` of a network.
    labels : ndarray of shape (count,) or None
    seed, count : int
    **settings
        steps, eta and guidance of `nnlearn.diffusion.sample`.

    Returns
    -------
    ndarray of shape (count, 64), float64
        From -1 to 1.

    Examples
    --------
    >>> made(memory(halves()[0]), count=3).shape
    (3, 64)
    """
    rng = np.random.default_rng(seed)
    start = rng.standard_normal((count, 64))
    return sample(guess, start, SCHEDULE, labels=labels, clip=1.0, rng=rng, **settings)


def memory(examples):
    """Return the best possible guess for a finite set: a softmax memory of the examples.

    Examples
    --------
    >>> x = halves()[0]
    >>> eps = np.random.default_rng(0).standard_normal((1, 64))
    >>> s = SCHEDULE.s[10]
    >>> bool(abs(memory(x)(SCHEDULE.a[10] * x[:1] + s * eps, 10) - eps).max() < 1e-6)  # it knows the digit
    True
    """
    examples = np.asarray(examples, float)
    return lambda x, t: best_guess(x, t, SCHEDULE, examples)


def asked(count=898):
    """Return the classes that are asked for: each equally often.

    Examples
    --------
    >>> asked(12).tolist()
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    """
    return np.arange(count) % 10


def losses(guess, x, t, seed=0, rounds=5):
    """Return the mean squared error of a guess at step t, over rounds of noise on all of x.

    Examples
    --------
    >>> x = halves()[0]
    >>> losses(memory(x), x, 3) < 1e-6
    True
    """
    rng = np.random.default_rng(seed)
    a, s = SCHEDULE.a[t], SCHEDULE.s[t]
    errors = [np.square(guess(a * x + s * eps, t) - eps).mean() for eps in rng.standard_normal((rounds, *x.shape))]
    return float(np.mean(errors))


@lru_cache(maxsize=8)
def reader(seed=0, ink=False):
    """Return a network that reads digits, trained on the half to learn from; its first four layers make features."""
    x, y, _, _ = halves(seed)
    x = black_and_white(x) if ink else x
    numpy_side.manual_seed(seed)
    net = numpy_side.MLP([64, 64, 32, 10])
    adam = numpy_side.AdamW(net.parameters(), lr=0.003, weight_decay=0.02)
    numpy_side.fit(net, numpy_side.CrossEntropyLoss(), adam, x, y, epochs=25, batch_size=64)
    return net


def black_and_white(x):
    """Return 1 where x is 0 or more, else -1, float32: lesson 22 cuts there, too."""
    return np.where(np.asarray(x) >= 0, 1, -1).astype(np.float32)


def judged(made, labels=None, train=None, held=None, seed=0, ink=False):
    """Return what the judge of lesson 22 says of made digits, against held-out ones.

    Parameters
    ----------
    made : ndarray of shape (n, 64)
        From -1 to 1.
    labels : ndarray of shape (n,) or None
        The classes that were asked for.
    train : ndarray of shape (m, 64) or None
        What the generator has seen; None takes the half to learn from.
    held : ndarray of shape (m, 64) or None
        What to compare with; None takes the half held out.
    seed : int
        Of the halves.
    ink : bool
        Whether all is cut to black and white first.

    Returns
    -------
    dict of str to float
        frechet: distance of the reader's features, 0 for equal; made alone, real alone: both sides of the
        nearest-neighbour test, 1/2 for equal; precision, recall; nearer: share nearer to a training digit than to one
        held out, 1/2 for no copies; copies: share within a twentieth of the usual distance of a training digit; as
        asked: share that the reader reads as the class asked for.

    Examples
    --------
    >>> x, y, _, _ = halves()
    >>> found = judged(x[:400], y[:400])
    >>> found["nearer"], found["copies"], found["frechet"] < 3
    (1.0, 1.0, True)
    """
    x, _, other, _ = halves(seed)
    train, held = x if train is None else train, other if held is None else held
    if ink:
        made, x, train, held = (black_and_white(each) for each in (made, x, train, held))
    made, net = np.asarray(made, np.float32), reader(seed, ink)
    count = min(len(made), len(held))
    made, real = made[:count], held[:count]
    features = [numpy_side.predict(net[:4], each).astype(float) for each in (made, held)]
    alone = metrics.nearest_neighbour_test(made, real)
    covered = metrics.sample_precision_recall(made, held)
    usual = np.median(distances(held, x))
    found = {
        "frechet": metrics.frechet_distance(*features),
        "made alone": alone.samples,
        "real alone": alone.real,
        "precision": covered.precision,
        "recall": covered.recall,
        "nearer": metrics.nearer_to_training(made, train, held),
        "copies": (distances(made, train) < 0.05 * usual).mean(),
    }
    if labels is not None:
        found["as asked"] = (numpy_side.predict(net, made).argmax(axis=1) == labels[:count]).mean()
    return {name: round(float(value), 4) for name, value in found.items()}


def distances(made, train):
    """Return how far each made digit is from its nearest training digit, (n,).

    Examples
    --------
    >>> distances(np.zeros((1, 2)), np.array([[3.0, 4.0], [6.0, 8.0]])).tolist()
    [5.0]
    """
    made, train = np.asarray(made, float), np.asarray(train, float)
    squares = (made**2).sum(axis=1)[:, None] + (train**2).sum(axis=1) - 2 * made @ train.T
    return np.sqrt(np.maximum(squares.min(axis=1), 0))
