"""Lesson 10, Initialization: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.initialization.propagation": ["deep"],
        "nnlearn.lessons.initialization.training": ["network", "share_read"],
        "nnlearn.lessons.initialization.learning": ["trained"],
    },
)
