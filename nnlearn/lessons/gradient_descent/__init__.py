"""Lesson 06, Gradient descent: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.gradient_descent.network": ["data", "loss_and_gradient", "start", "watch"],
        "nnlearn.lessons.gradient_descent.surfaces": ["functions"],
    },
)
