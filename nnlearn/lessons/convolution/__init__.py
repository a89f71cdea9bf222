"""Lesson 15, Convolution: the names here are what its text and its explorers' code use."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(__name__, {"nnlearn.lessons.convolution.network": ["by_hand"]})
