"""Lesson 23, Learning with few labels: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.semi_supervised.choosing": ["network", "representatives", "right", "train"],
        "nnlearn.lessons.semi_supervised.data": ["digits", "hidden"],
        "nnlearn.lessons.semi_supervised.planes": ["points", "spread_to"],
        "nnlearn.lessons.semi_supervised.pretraining": ["encoder", "features", "started_from"],
        "nnlearn.lessons.semi_supervised.pseudo": ["self_train"],
        "nnlearn.lessons.semi_supervised.trainings": ["gain", "recorded", "table"],
    },
)
