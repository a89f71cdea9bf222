"""Lesson 13, Machine learning and deep learning: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.ml_versus_dl.coefficients": ["cancer", "refits"],
        "nnlearn.lessons.ml_versus_dl.features": ["WIDTHS", "fits", "hand_made", "hog", "match", "resampled"],
        "nnlearn.lessons.ml_versus_dl.networks": ["network"],
        "nnlearn.lessons.ml_versus_dl.record": ["duel", "experiments", "measured", "recorded"],
        "nnlearn.lessons.ml_versus_dl.rivals": ["NAMES", "fit"],
    },
)
