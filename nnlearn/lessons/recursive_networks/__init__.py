"""Lesson 20, Recursive networks: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.recursive_networks.arithmetic": ["ClassesSecond", "at_roots", "calculations", "result"],
        "nnlearn.lessons.recursive_networks.heaps": ["apart", "push", "vectors_of"],
        "nnlearn.lessons.recursive_networks.pictures": ["digits", "parity_of_leaves", "picture_expressions"],
        "nnlearn.lessons.recursive_networks.records": ["recorded", "table"],
        "nnlearn.lessons.recursive_networks.rivals": ["TOKENS", "bag", "pairs", "sequences", "without_brackets"],
    },
)
