"""Lesson 02, The perceptron: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__, {"nnlearn.lessons.perceptron.convergence": ["margin", "mistake_bound", "plane_margin"]}
)
