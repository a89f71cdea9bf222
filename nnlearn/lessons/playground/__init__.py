"""The Playground: the names here are what its code uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__, {"nnlearn.lessons.playground.engine": ["Engine"], "nnlearn.lessons.playground.state": ["State"]}
)
