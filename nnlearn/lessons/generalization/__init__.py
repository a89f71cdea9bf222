"""Lesson 14, Generalization: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.generalization.comparisons": ["nearest_strokes"],
        "nnlearn.lessons.generalization.least_squares": [
            "bias_and_variance",
            "chebyshev",
            "directions",
            "hat_matrix",
            "inverse_lengths",
            "sine",
        ],
        "nnlearn.lessons.generalization.random_features": ["fit_outputs", "relu_features"],
        "nnlearn.lessons.generalization.signals": ["labelled", "unseen"],
        "nnlearn.lessons.generalization.trainings": ["best", "chosen", "recorded", "spread", "table"],
    },
)
