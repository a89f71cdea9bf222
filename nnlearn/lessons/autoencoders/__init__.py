"""Lesson 22, Autoencoders: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.autoencoders.parts": ["digits"],
        "nnlearn.lessons.autoencoders.principal": ["principal_axes"],
        "nnlearn.lessons.autoencoders.restoration": ["softmax_memory", "spoil"],
        "nnlearn.lessons.autoencoders.trainings": ["alarm_table", "recorded", "restored", "table", "verdicts"],
    },
)
