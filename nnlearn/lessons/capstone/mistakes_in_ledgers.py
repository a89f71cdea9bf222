"""Mistakes that people really make in 33.2 and 33.3: the wrong answers that `check` names."""

import hashlib
import math

import numpy as np

from nnlearn.lessons.capstone.answers import Ledger

# 33.2


class Overwriting(Ledger):
    """A dict by settings: a later try takes the place of an earlier one."""

    def add(self, settings, seed, value):
        place = next((k for k, one in enumerate(self.tries) if one[0] == dict(settings)), None)
        if place is None:
            super().add(settings, seed, value)
        else:
            self.tries[place] = (dict(settings), seed, value)


class OverwritingSeed(Ledger):
    """A dict by seed: a later try with the same seed takes the place of an earlier one."""

    def add(self, settings, seed, value):
        place = next((k for k, one in enumerate(self.tries) if one[1] == seed), None)
        if place is None:
            super().add(settings, seed, value)
        else:
            self.tries[place] = (dict(settings), seed, value)


class KeptIfBetter(Ledger):
    """Only a try that is better than all before is written down."""

    def add(self, settings, seed, value):
        if not self.tries or math.isnan(self.tries[-1][2]) or value > self.tries[-1][2]:
            super().add(settings, seed, value)


class LastOfEquals(Ledger):
    def best(self):
        self.tries.reverse()
        found = super().best()
        self.tries.reverse()
        return found


class HighestSeed(Ledger):
    """Of equally good tries the one with the highest seed: `max` of tuples that begin with the value."""

    def best(self):
        done = [one for one in self.tries if not math.isnan(one[2])]
        return max(done, key=lambda one: (one[2], one[1])) if done else None


class FailedDropped(Ledger):
    def add(self, settings, seed, value):
        if not math.isnan(value):
            super().add(settings, seed, value)


class DoneCounted(Ledger):
    """The report counts the tries that did not fail, and the failed ones beside them."""

    def report(self):
        tries, failed = super().report()
        return tries - failed, failed


class NoneFailed(Ledger):
    """`value == nan` is never true."""

    def report(self):
        return len(self.tries), 0


class SeedLost(Ledger):
    def best(self):
        found = super().best()
        return found and (found[0], found[2])


class PlaceForSeed(Ledger):
    """The place among the tries is returned where the seed should be."""

    def best(self):
        found = super().best()
        return found and (found[0], self.tries.index(found), found[2])


class LastSeed(Ledger):
    def best(self):
        found = super().best()
        return found and (found[0], self.tries[-1][1], found[2])


class NotCopied(Ledger):
    def add(self, settings, seed, value):
        self.tries.append((settings, seed, value))


class Shared(Ledger):
    """One list for the whole class."""

    of_all: list = []

    def __init__(self):
        self.tries = self.of_all


class FailedIsBest(Ledger):
    def best(self):
        return max(self.tries, key=lambda one: one[2]) if self.tries else None


class FailedIsZero(Ledger):
    """A failed try counts as 0."""

    def best(self):
        return max(self.tries, key=lambda one: 0 if math.isnan(one[2]) else one[2]) if self.tries else None


class Lowest(Ledger):
    def best(self):
        done = [one for one in self.tries if not math.isnan(one[2])]
        return min(done, key=lambda one: one[2]) if done else None


class Latest(Ledger):
    def best(self):
        done = [one for one in self.tries if not math.isnan(one[2])]
        return done[-1] if done else None


# 33.3


def naming(feed=None, order=sorted, old=None, again=False, digits=12):
    """Return an answer with some of its parts made otherwise.

    `feed(name, values)` are the bytes of one array, `order(weights)` that of the names, `old(made_for, now)` whether a
    claim is listed; with `again` the digest begins once more at each array; `digits` of it are kept.
    """

    def answer(card, weights):
        digest = hashlib.sha256()
        for name in order(weights):
            digest = hashlib.sha256() if again else digest
            digest.update(feed(name, weights[name]) if feed else name.encode() + weights[name].tobytes())
        now = digest.hexdigest()[:digits]
        return now, [claim for claim, made_for in card if (old(made_for, now) if old else made_for != now)]

    return answer


names_alone = naming(lambda name, values: name.encode())
NAMES = (
    naming(lambda name, values: name.encode() + str(values.shape).encode()),
    naming(lambda name, values: f"{name}{values.shape}".encode()),
)
order_of_dict = naming(order=list)
as_text = naming(lambda name, values: name.encode() + str(values).encode())
TEXTS = (
    naming(lambda name, values: (name + str(values)).encode(), order=list),
    naming(lambda name, values: str(values).encode()),
    naming(lambda name, values: name.encode() + repr(values).encode()),
    naming(lambda name, values: name.encode() + str(values.tolist()).encode()),
    naming(lambda name, values: name.encode() + np.round(values, 4).tobytes()),
    naming(lambda name, values: name.encode() + np.round(values, 3).tobytes()),
    naming(lambda name, values: name.encode() + values.astype("float64").tobytes()),
    naming(lambda name, values: name.encode() + values.astype("float32").tobytes()),
    naming(lambda name, values: name.encode() + str(values.sum()).encode()),
)
values_alone = naming(lambda name, values: values.tobytes())
VALUES = (naming(lambda name, values: values.tobytes(), order=list),)
nameless_are_fresh = naming(old=lambda made_for, now: bool(made_for) and made_for != now)
fresh_listed = naming(old=lambda made_for, now: made_for == now)
last_array = naming(again=True)
LAST = (naming(lambda name, values: values.tobytes(), again=True), naming(order=list, again=True))
all_digits = naming(digits=64)
DIGITS = (
    naming(digits=8),
    naming(digits=16),
    naming(digits=24),
    naming(old=lambda made_for, now: not now.startswith(made_for), digits=64),
)
