"""Lesson 28, reinforcement learning: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.reinforcement_learning.ways": ["row_above", "sweeps", "way"],
        "nnlearn.lessons.reinforcement_learning.two_states": ["grown"],
        "nnlearn.lessons.reinforcement_learning.poles": ["greedy", "guess", "lengths", "rule"],
        "nnlearn.lessons.reinforcement_learning.deep_q": ["deep_q"],
        "nnlearn.lessons.reinforcement_learning.climbing": ["WAYS", "estimates", "exact_gradient", "reinforce"],
        "nnlearn.lessons.reinforcement_learning.records": ["recorded", "spread"],
    },
)
