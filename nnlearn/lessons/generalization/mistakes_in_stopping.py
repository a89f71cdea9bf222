"""Mistakes that people really make in exercise 14.4, a callback that keeps the best weights."""

import numpy as np


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


class OtherArrays(_Keeper):
    def restore(self, weights):
        weights[:] = self.kept


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


class KeepsAtTheStop(_Keeper):
    def keep(self, weights):
        pass

    def after_epoch(self, weights, value):
        told = super().after_epoch(weights, value)
        _Keeper.keep(self, weights)
        return told


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
