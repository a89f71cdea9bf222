"""Exercise 13.5: small data and the settings of a rival, so that a learning curve takes milliseconds."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Neighbours:
    """A setting of a rival, `fit(x, y) -> read`: the majority of the k nearest examples."""

    k: int

    def __repr__(self):
        return f"Neighbours({self.k})"

    def __call__(self, x, y):
        x, y = np.asarray(x, float), np.asarray(y)
        if x.ndim != 2 or len(x) != len(y) or not len(x):
            raise ValueError(
                f"fit expected one label for each row of x, and one row at least, got x of shape {x.shape} and "
                f"{len(y)} labels"
            )
        classes = np.unique(y)

        def read(new):
            new = np.asarray(new, float)
            if new.ndim != 2 or new.shape[1] != x.shape[1]:
                raise ValueError(f"the reader expected shape (n, {x.shape[1]}), got {new.shape}")
            near = ((new[:, None] - x) ** 2).sum(axis=2).argsort(axis=1, kind="stable")[:, : self.k]
            return classes[(y[near][:, :, None] == classes).sum(axis=1).argmax(axis=1)]

        return read


def clouds(rng, n, d, classes=3):
    """Return n points in clouds that overlap, (n, d), in order of their class as files often are, and their labels."""
    y = np.sort(np.arange(n) % classes)
    centres = np.random.default_rng(d).normal(size=(classes, d))
    return centres[y] + rng.normal(size=(n, d)), y


def contest(rng, n=60, d=3, sizes=(10, 25, 50), seeds=(0, 1, 2), neighbours=(1, 4, 9)):
    """Return the arguments of learning_curve."""
    x, y = clouds(rng, n, d)
    unseen, labels = clouds(rng, 30, d)
    return [Neighbours(k) for k in neighbours], x, y, unseen, labels, list(sizes), list(seeds)


def sample(rng):
    n, d = int(rng.integers(60, 80)), int(rng.integers(2, 5))
    sizes = 10 + int(rng.integers(0, 9)), 30 + int(rng.integers(0, 5)), int(rng.integers(45, 56))
    seeds = [int(seed) for seed in rng.integers(0, 100, size=3)]
    return contest(rng, n, d, sizes, seeds)


def edges():
    """Return special inputs by name."""

    def rng(k):
        return np.random.default_rng([13, k])

    return {
        "a single setting": contest(rng(0), neighbours=(3,)),
        "a single size": contest(rng(1), sizes=(30,)),
        "two seeds": contest(rng(2), seeds=(4, 9), sizes=(12, 40)),
        "one feature": contest(rng(3), d=1, seeds=(0, 5)),
        "a size of five": contest(rng(4), sizes=(5, 40)),
        "all examples in use": contest(rng(5), n=50, sizes=(20, 50)),
        "sizes that do not rise": contest(rng(6), sizes=(40, 10, 30), seeds=(1, 2)),
        "settings in another order": contest(rng(8), neighbours=(9, 1, 4, 2), seeds=(7, 8)),
    }
