"""Lesson 16, LeNet: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.lenet.network": ["STAGES", "favourites", "held_out", "trained"],
        "nnlearn.lessons.lenet.pad": ["centred"],
        "nnlearn.lessons.lenet.record": ["answers_of", "mnist_record", "recorded"],
        "nnlearn.lessons.lenet.sharing": ["placed", "twins"],
        "nnlearn.lessons.lenet.watch": ["TrainingWatch"],
    },
)
