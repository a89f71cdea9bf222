"""Lesson 09, Backpropagation: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.backpropagation.network": [
            "BUGS",
            "backward",
            "data",
            "fingerprint",
            "forward",
            "loss_of",
            "parameters",
            "run",
            "train",
        ]
    },
)
