"""Lesson 16, LeNet: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.lenet.network": ["STAGES", "held_out", "mnist_record", "trained"],
        "nnlearn.lessons.lenet.watch": ["TrainingWatch"],
    },
)
