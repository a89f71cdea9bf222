"""What the answers of lesson 33 are tried on."""

import copy

import numpy as np

from nnlearn.lessons.capstone.answers import stale
from nnlearn.lessons.evaluation import inputs as evaluation

NAN = float("nan")

# 33.1


class Generator(evaluation.Generator):
    """A generator to which other ways to draw n of n examples are as good as `integers`."""

    def __init__(self, seed, draws=0, n=0):
        super().__init__(seed, draws)
        self.n = n

    def __deepcopy__(self, memo):
        fresh = Generator(self.seed, self.draws, self.n)
        fresh.bit_generator.state = self.bit_generator.state
        return fresh

    def random(self, size=None, *others, **options):
        """Return numbers from 0 to 1: n times each, rounded down, is the number of an example.

        Only where as many are wanted as examples are drawn.
        """
        if size is None or int(np.prod(size)) not in (self.n, self.n * self.draws):
            return super().random(size, *others, **options)
        return (self.integers(self.n, size=size) + 0.5) / self.n

    def uniform(self, low=0.0, high=1.0, size=None):
        return low + (high - low) * self.random(size)

    def multinomial(self, n, pvals, size=None, **options):
        """Return how often each example comes in each draw of as many."""
        if n != self.n or np.shape(pvals) != (n,) or not np.allclose(pvals, 1 / n):
            return super().multinomial(n, pvals, size, **options)
        drawn = self.integers(n, size=(1 if size is None else int(np.prod(size)), n))
        counts = np.array([np.bincount(row, minlength=n) for row in drawn])
        return counts[0] if size is None else counts


def two_ends(answer, right_a, right_b, rng, draws):
    """Return what an answer gives, an array of two numbers as a tuple of them."""
    found = answer(right_a, right_b, rng, draws)
    return tuple(found) if isinstance(found, list | np.ndarray) and len(found) == 2 else found


def starts_of(rng, starts_a, starts_b, n, draws):
    """Return which of n examples each start of two models reads; hard examples are hard for all."""
    hard = rng.random(n)
    a, b = (
        (hard + 0.3 * rng.normal(size=(starts, n)) < easy).astype(int)
        for starts, easy in ((starts_a, 0.85), (starts_b, 0.6))
    )
    return a, b, Generator(int(rng.integers(100)), draws, n), draws


def sample_starts(rng):
    starts_a, starts_b = (int(one) for one in rng.permutation([2, 3, 4, 5])[:2])
    return starts_of(rng, starts_a, starts_b, int(rng.choice([24, 35])), int(rng.integers(60, 120)))


def _starts(seed, *sizes):
    return starts_of(np.random.default_rng(seed), *sizes)


STARTS = {
    "one start each": _starts(1, 1, 1, 12, 30),
    "a rival without randomness, with one start": _starts(2, 5, 1, 20, 50),
    "a single example": _starts(3, 3, 2, 1, 20),
    "a single draw": _starts(4, 2, 3, 9, 1),
    "more starts than examples": _starts(5, 8, 6, 4, 40),
    "two thousand draws": _starts(6, 2, 4, 15, 2000),
    "models that are never wrong": (np.ones((3, 8), int), np.ones((2, 8), int), Generator(7, 30, 8), 30),
    "b right more often than a": (*_starts(8, 3, 4, 16, 60)[1::-1], Generator(9, 60, 16), 60),
    "answers that are True and False": (*(one > 0 for one in _starts(8, 3, 4, 16, 60)[:2]), Generator(9, 60, 16), 60),
}

# 33.2


def kept(answer, tries):
    """Return the best try after each that is added, the final report, and the best try of another ledger.

    As a search does it, one dict is changed from try to try, and another ledger is filled meanwhile. What a class
    itself holds is put back afterwards, so that every check begins alike.
    """
    held = {name: value for name, value in vars(answer).items() if isinstance(value, list | dict)}
    before = copy.deepcopy(held)
    try:
        return _used(answer, tries)
    finally:
        for name, value in before.items():
            setattr(answer, name, value)


def _used(answer, tries):
    ledger, other, bests = answer(), answer(), []
    settings: dict = {}
    first = ledger.best()
    other.add({"lr": 0.5}, 3, 0.25)
    for changes, seed, value in tries:
        settings.clear()
        settings.update(changes)
        ledger.add(settings, seed, value)
        bests.append(_plain(ledger.best()))
    settings.clear()
    bests.append(_plain(ledger.best()))
    return first, bests, _plain(ledger.report()), _plain(other.best())


def _plain(parts):
    return tuple(parts) if isinstance(parts, tuple | list) else parts


RATES = (0.001, 0.003, 0.01)


def sample_tries(rng):
    """Return tries: the first failed, settings and seeds come again, and two are equally good and best."""
    n = int(rng.integers(6, 9))
    values = rng.integers(30, 80, n) / 100
    high, again = (int(one) for one in sorted(rng.permutation(np.arange(2, n))[:2]))
    values[high] = values[again] = 0.85
    values[[0, 1]] = NAN, 0.5
    rates = [RATES[i] for i in rng.permutation(np.arange(n) % 3)]
    seeds = [int(one) for one in rng.permutation(np.arange(10, 10 + n))]
    seeds[-1] = seeds[1]
    return ([({"lr": rate}, seed, float(value)) for rate, seed, value in zip(rates, seeds, values, strict=True)],)


def _tries(*values):
    return ([({"lr": RATES[k % 3], "units": 8 * k}, k, value) for k, value in enumerate(values)],)


TRIES = {
    "a single try": _tries(0.7),
    "a single try, which failed": _tries(NAN),
    "tries that all failed": _tries(NAN, NAN, NAN),
    "a value of 0": _tries(0.0, NAN),
    "settings that are empty": ([({}, 0, 0.5), ({}, 0, 0.75)],),
    "the same try twice": ([({"lr": 0.1}, 4, 0.5), ({"lr": 0.1}, 4, 0.5)],),
}

# 33.3


def weights_of(rng, names):
    """Return weights by name, float32, in an order that is not the alphabet's."""
    return {
        name: rng.normal(size=(int(rng.integers(2, 4)), int(rng.integers(4, 7)))).astype("float32") for name in names
    }


def name_first(answer, card, weights):
    """Return name and claims in a list, which is one part: right claims say nothing about how the name was made."""
    found = answer(card, weights)
    return [*found] if isinstance(found, tuple | list) and len(found) == 2 else found


OTHER = ("0123456789ab", "80fd5ba7c1d2", "c0ffee00c0de")
CLAIMS = ("accuracy", "interval", "attack", "worst group", "strangers", "parity")


def sample_card(rng):
    weights = weights_of(rng, ("2.weight", "0.weight", "1.gain"))
    now = stale([], weights)[0]
    made_for = [now, OTHER[0], "", now, OTHER[1], ""][: int(rng.integers(5, 7))]
    order = rng.permutation(len(made_for))
    return [(CLAIMS[k], made_for[i]) for k, i in enumerate(order)], weights


_W = weights_of(np.random.default_rng(0), ("b", "a"))
_NOW = stale([], _W)[0]
CARDS = {
    "a single claim": ([("accuracy", _NOW)], _W),
    "a card without claims": ([], _W),
    "one array of one number": ([("accuracy", OTHER[0]), ("parity", _NOW)], {"w": np.ones(1, "float32")}),
    "the same claim twice": ([("accuracy", OTHER[0]), ("accuracy", OTHER[1])], _W),
    "large arrays that differ in the middle": (
        [("accuracy", stale([], {"w": np.zeros(3000)})[0])],
        {"w": np.where(np.arange(3000) == 1500, 1.0, 0.0)},
    ),
    "an array stored column by column": ([("accuracy", _NOW)], {name: np.asfortranarray(w) for name, w in _W.items()}),
    "a change in the eighth digit": ([("accuracy", _NOW)], {name: w * np.float32(1 + 2e-7) for name, w in _W.items()}),
}

# 33.4


def sample_groups(rng):
    """Return who was right, the group of each example, and the least size.

    Two groups are smaller, one is as large; a larger one has fewer right answers than that.
    """
    least = int(rng.integers(5, 8))
    names = [str(one) for one in rng.permutation(["theo", "lucas", "george", "nicolas", "jackson", "yweweler"])]
    sizes = [least, least - 2, least + 9, least - 3, least + 5, least + 14]
    rights = [least - 2, 1, round(0.45 * (least + 9)), 2, least - 1, round(0.7 * (least + 14))]
    groups = np.repeat(names, sizes)
    right = np.concatenate([np.arange(n) < k for n, k in zip(sizes, rights, strict=True)]).astype(int)
    order = rng.permutation(len(right))
    return right[order], groups[order], least


_RIGHT, _GROUPS = np.array([1, 0, 1, 1, 0, 1, 1, 1, 0, 1]), np.array(list("baabbacbac"))
GROUPS = {
    "a single example": (np.array([1]), np.array(["a"]), 1),
    "one group alone": (_RIGHT, np.repeat("a", 10), 3),
    "groups that are all too small": (_RIGHT, _GROUPS, 9),
    "no group too small": (_RIGHT, _GROUPS, 1),
    "equally good groups": (np.array([1, 0, 1, 0, 1, 0, 0]), np.array(list("ccaabbb")), 2),
    "a group without a mistake": (np.array([1, 1, 1, 0, 1]), np.array(list("aaabb")), 2),
    "a group without a right answer": (np.array([1, 1, 0, 0, 0]), np.array(list("aabbb")), 2),
    "answers that are True and False": (_RIGHT > 0, _GROUPS, 3),
}
