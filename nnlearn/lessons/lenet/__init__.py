"""Lesson 16, LeNet: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.lenet.network": [
            "STAGES",
            "answers_of",
            "favourites",
            "held_out",
            "mnist_record",
            "recorded",
            "trained",
        ],
        "nnlearn.lessons.lenet.sharing": ["placed", "twins"],
        "nnlearn.lessons.lenet.watch": ["TrainingWatch"],
    },
)
