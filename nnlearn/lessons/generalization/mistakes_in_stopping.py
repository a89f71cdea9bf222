"""Mistakes that people really make in exercise 14.4, a callback that keeps the best weights."""

import numpy as np

from nnlearn.checks.exercise import Wrong


class _Keeper:
    """The right callback, whose parts the mistakes replace."""

    def __init__(self, patience, higher):
        self.patience, self.higher = patience, higher
        self.best = -np.inf if higher else np.inf
        self.kept, self.wait = [], 0
        self.last = None

    def better(self, value):
        return value > self.best if self.higher else value < self.best

    def keep(self, weights):
        self.kept = [w.copy() for w in weights]

    def out_of_patience(self):
        return self.wait >= self.patience

    def after_epoch(self, weights, value):
        self.wait += 1
        if self.better(value):
            self.best, self.wait = value, 0
            self.keep(weights)
        return self.out_of_patience()

    def restore(self, weights):
        for w, kept in zip(weights, self.kept, strict=False):
            w[...] = kept


class KeepsTheArrays(_Keeper):
    def keep(self, weights):
        self.kept = list(weights)


class KeepsTheList(_Keeper):
    def keep(self, weights):
        self.kept = weights


class KeepsViews(_Keeper):
    def keep(self, weights):
        self.kept = [w[...] for w in weights]


class DoesNotRestore(_Keeper):
    def restore(self, weights):
        pass


class OnlyNames(_Keeper):
    def restore(self, weights):
        for w, kept in zip(weights, self.kept, strict=False):
            w = kept  # noqa: F841 -- this is the mistake


class RestoreAdds(_Keeper):
    def restore(self, weights):
        for w, kept in zip(weights, self.kept, strict=False):
            w += kept


class RestoresTheFirst(_Keeper):
    def restore(self, weights):
        weights[0][...] = self.kept[0]


class KeepsEveryEpoch(_Keeper):
    def after_epoch(self, weights, value):
        self.keep(weights)
        return super().after_epoch(weights, value)


class KeepsTheFirst(_Keeper):
    def keep(self, weights):
        self.kept = self.kept or [w.copy() for w in weights]


class KeepsTheWorse(_Keeper):
    def after_epoch(self, weights, value):
        told = super().after_epoch(weights, value)
        if self.wait or not self.kept:
            _Keeper.keep(self, weights)
        return told

    def keep(self, weights):
        pass


class AlwaysLower(_Keeper):
    def better(self, value):
        return value < self.best or not np.isfinite(self.best)


class AlwaysHigher(_Keeper):
    def better(self, value):
        return value > self.best or not np.isfinite(self.best)


class TurnedRound(_Keeper):
    def better(self, value):
        return (value < self.best if self.higher else value > self.best) or not np.isfinite(self.best)


class AlwaysLowerFromTheStart(_Keeper):
    def better(self, value):
        return value < self.best


class AlwaysHigherFromTheStart(_Keeper):
    def better(self, value):
        return value > self.best


class TurnedRoundFromTheStart(_Keeper):
    def better(self, value):
        return value < self.best if self.higher else value > self.best


class TiesAreBest(_Keeper):
    def better(self, value):
        return value >= self.best if self.higher else value <= self.best


class ComparedWithTheLast(_Keeper):
    def better(self, value):
        old, self.last = self.last, value
        return old is None or (value > old if self.higher else value < old)


class BestNotKept(_Keeper):
    def after_epoch(self, weights, value):
        start = self.best
        told = super().after_epoch(weights, value)
        self.best = start
        return told


class BestAlwaysReplaced(_Keeper):
    def after_epoch(self, weights, value):
        told = super().after_epoch(weights, value)
        self.best = value
        return told


class OneLate(_Keeper):
    def out_of_patience(self):
        return self.wait > self.patience


class OneEarly(_Keeper):
    def out_of_patience(self):
        return self.wait >= self.patience - 1


class OnlyWhenEqual(_Keeper):
    def out_of_patience(self):
        return self.wait == self.patience + 1


class WaitNotReset(_Keeper):
    def after_epoch(self, weights, value):
        if self.better(value):
            self.best = value
            self.keep(weights)
        else:
            self.wait += 1
        return self.out_of_patience()


class CountsEveryEpoch(_Keeper):
    def after_epoch(self, weights, value):
        self.wait += 1
        if self.better(value):
            self.best = value
            self.keep(weights)
        return self.out_of_patience()


class WaitsFromOne(_Keeper):
    def after_epoch(self, weights, value):
        self.wait += 1
        if self.better(value):
            self.best, self.wait = value, 1
            self.keep(weights)
        return self.out_of_patience()


class NeverStops(_Keeper):
    def out_of_patience(self):
        return False


class StopsWhenBetter(_Keeper):
    def out_of_patience(self):
        return self.wait < self.patience


class GoesOnTold(_Keeper):  # returns whether to go on
    def out_of_patience(self):
        return not self.wait >= self.patience


WRONG = {
    "the kept weights are not those of the best epoch": Wrong(
        KeepsTheArrays,
        "Training changes the arrays in place, and a list, a slice or a second name shows the same arrays: what keeps "
        "the numbers of this moment? And does each new best, and nothing else, put its own in the place of those?",
        also=(KeepsTheList, KeepsViews, KeepsEveryEpoch, KeepsTheFirst, KeepsTheWorse),
    ),
    "restore does not put the kept numbers into all arrays of the network": Wrong(
        OnlyNames,
        "`w = kept` only gives the name w to another array. Each array of the network must be written into, and what "
        "stood there must be gone.",
        also=(DoesNotRestore, RestoresTheFirst, RestoreAdds),
    ),
    "the comparison does not suit both kinds of numbers, higher and lower": Wrong(
        AlwaysLower,
        "A loss should fall, an accuracy rise: self.higher says which, and self.best starts at -inf or inf. Does the "
        "first number beat it, in both cases? And the numbers after it?",
        also=(AlwaysHigher, TurnedRound, AlwaysLowerFromTheStart, AlwaysHigherFromTheStart, TurnedRoundFromTheStart),
    ),
    "an equal number counts as a new best": Wrong(
        TiesAreBest, "Equal is not better: you keep waiting, and the earlier weights stay."
    ),
    "a number is not compared with the best one so far": Wrong(
        ComparedWithTheLast,
        "Better than the epoch before is not yet the best. self.best holds the number to beat, and a new best "
        "replaces it.",
        also=(BestNotKept, BestAlwaysReplaced),
    ),
    "it stops an epoch too early or too late": Wrong(
        OneLate,
        "With a patience of 2, the second epoch in a row without a new best is the last.",
        also=(OneEarly, OnlyWhenEqual, WaitsFromOne),
    ),
    "epochs are counted that are not in a row without a new best": Wrong(
        WaitNotReset, "Each new best sets the count back to 0; every other epoch adds one.", also=(CountsEveryEpoch,)
    ),
    "what is returned does not say whether to stop": Wrong(
        NeverStops, "True means stop: patience has run out. False means go on.", also=(StopsWhenBetter, GoesOnTold)
    ),
}
