"""What the answers to 12.4 and 12.5 are tried on: cases to be drawn again, and cases to be cut into folds."""

import numpy as np

from nnlearn.lessons.evaluation.answers import cross_validate

# 12.4


class Generator(np.random.Generator):
    """A generator that shows its seed, and to which a draw in a column is as good as one in a row."""

    def __init__(self, seed, draws=0):
        super().__init__(np.random.PCG64(seed))
        self.seed, self.draws = seed, draws

    def __deepcopy__(self, memo):
        fresh = Generator(self.seed, self.draws)
        fresh.bit_generator.state = self.bit_generator.state
        return fresh

    def __repr__(self):
        return f"np.random.default_rng({self.seed})"

    def _by_draws(self, draw, size):
        """Return what `draw(size)` does; with a draw in each column, the same numbers as with a draw in each row."""
        in_columns = isinstance(size, tuple) and len(size) == 2 and size[0] != size[1] == self.draws
        return draw(size[::-1]).T if in_columns else draw(size)

    def integers(self, low, high=None, size=None, **options):  # type: ignore[override]
        return self._by_draws(lambda size: super(Generator, self).integers(low, high, size, **options), size)

    def choice(self, a, size=None, *others, **options):
        return self._by_draws(lambda size: super(Generator, self).choice(a, size, *others, **options), size)


def two_ends(answer, right_a, right_b, rng, draws):
    """Return what an answer gives, an array of two numbers as a tuple of them."""
    found = answer(right_a, right_b, rng, draws)
    return tuple(found) if isinstance(found, np.ndarray) and found.shape == (2,) else found


def pair_of(rng, n, draws):
    """Return who was right in each case, two models that are wrong in much the same cases, and how to draw."""
    while True:
        hard = rng.random(n)
        a, b = ((hard + 0.25 * rng.normal(size=n) < easy).astype(int) for easy in (0.8, 0.65))
        if 0 < (a < b).sum() < (a > b).sum():
            return a, b, Generator(int(rng.integers(100)), draws), draws


def sample_pair(rng):
    return pair_of(rng, int(rng.choice([24, 35])), int(rng.integers(60, 120)))


A, B = np.array([1, 1, 0, 1, 1, 0, 1]), np.array([1, 0, 0, 1, 0, 1, 1])
SIX = (np.array([1, 1, 0, 1, 1, 0]), np.array([1, 0, 0, 1, 0, 1]), Generator(9, 40), 40)
PAIRS = {
    "a single case": (np.array([1]), np.array([0]), Generator(0, 20), 20),
    "two equal models": (A, A, Generator(1, 50), 50),
    "models that are never wrong": (np.ones(9, int), np.ones(9, int), Generator(2, 30), 30),
    "a model that is never wrong beside one that never is right": (np.ones(6), np.zeros(6), Generator(3, 30), 30),
    "a single draw": (A, B, Generator(4, 1), 1),
    "fewer draws than cases": (A, B, Generator(6, 3), 3),
    "two thousand draws": (A, B, Generator(7, 2000), 2000),
    "b right more often than a": (B, A, Generator(8, 100), 100),
}

# 12.5


class Nearest:
    """A learner with a perfect memory: a case gets the label of the training case nearest to it.

    Large numbers are drawn together, so that it matters where 0 is, and not only how large a measurement's unit is.
    """

    def __call__(self, x, y):
        x, y = np.arcsinh(np.array(x, dtype=float)), np.array(y)

        def predict(new):
            return y[((np.arcsinh(new)[:, None] - x) ** 2).sum(axis=2).argmin(axis=1)]

        return predict

    def __repr__(self):
        return "the nearest neighbour"


def cases_of(seed, n, d, k, classes=2):
    """Return cases in d measurements of different sizes, and a learner with its folds.

    One measurement of the first case is far out: where it lies in a training set, the scale is another one.
    """
    rng = np.random.default_rng([n, d, k, seed])
    y = rng.permutation(np.arange(n) % classes)
    x = (rng.normal(size=(n, d)) + y[:, None]) * 10.0 ** np.arange(d) + 3
    x[0, 0] += 25
    return x, y, k, Nearest(), Generator(seed)


def sample_cases(rng):
    """Return cases whose accuracies are others if the scale is that of all cases, or if there is none."""
    while True:
        n, seed = int(rng.integers(14, 22)), int(rng.integers(1000))
        x, y, k, fit, _ = cases_of(seed, n, int(rng.integers(2, 4)), 4)
        scales = ((x, cross_validate), ((x - x.mean(axis=0)) / x.std(axis=0), in_folds), (x, in_folds))
        results = {tuple(way(of, y, k, fit, Generator(seed))) for of, way in scales}
        if len(results) == 3 and n % k:
            return x, y, k, fit, Generator(seed)


def in_folds(x, y, k, fit, rng):
    """Return the accuracies on k folds of what is not scaled at all."""
    folds = np.array_split(rng.permutation(len(y)), k)
    trained = [np.concatenate(folds[:i] + folds[i + 1 :]) for i in range(k)]
    pairs = zip(trained, folds, strict=True)
    return np.array([(fit(x[train], y[train])(x[test]) == y[test]).mean() for train, test in pairs])


def by_class(x, y, *others):
    """Return the cases in the order of their classes, as files often store them."""
    order = np.argsort(y, kind="stable")
    return x[order], y[order], *others


def whole(x, *others):
    return np.round(x).astype(int), *others


FOLDS = {
    "cases that stand in the order of their classes": by_class(*cases_of(3, 15, 2, 4)),
    "two folds": cases_of(4, 9, 3, 2),
    "as many folds as cases": cases_of(5, 7, 2, 7),
    "folds of equal size": cases_of(6, 12, 2, 3),
    "a single measurement": cases_of(7, 10, 1, 3),
    "three classes": cases_of(8, 13, 2, 5, classes=3),
    "measurements that are whole numbers": whole(*cases_of(9, 11, 2, 3)),
    "a hundred cases": cases_of(10, 100, 3, 10),
}
