"""Lesson 30, interpretability: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.interpretability.networks": ["FAINT", "copied", "digits", "network"],
        "nnlearn.lessons.interpretability.units": [
            *("AWAY", "accuracy_without", "activity", "drops", "scores", "scores_without", "softmax")
        ],
        "nnlearn.lessons.interpretability.dreams": ["dream"],
        "nnlearn.lessons.interpretability.maps": ["NAMES", "map_of", "slope"],
        "nnlearn.lessons.interpretability.records": ["recorded", "spread"],
    },
)
