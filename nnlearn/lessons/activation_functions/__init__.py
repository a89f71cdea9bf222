"""Lesson 03, Activation functions: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(__name__, {"nnlearn.lessons.activation_functions.survival": ["survive"]})
