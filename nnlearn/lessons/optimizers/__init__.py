"""Lesson 07, Optimizers: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(__name__, {"nnlearn.lessons.optimizers.tuning": ["GRID", "LOSSES", "tune"]})
