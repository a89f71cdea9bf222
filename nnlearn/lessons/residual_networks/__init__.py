"""Lesson 17, Residual networks: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.residual_networks.depth": ["KINDS", "build", "signals", "train"],
        "nnlearn.lessons.residual_networks.inside": ["likeness", "sizes"],
        "nnlearn.lessons.residual_networks.trainings": ["accuracies", "better", "recorded", "table"],
    },
)
