"""Lesson 11, PyTorch and the GPU: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.pytorch.graph": ["recorded"],
        "nnlearn.lessons.pytorch.products": ["product"],
        "nnlearn.lessons.pytorch.record": ["stored"],
        "nnlearn.lessons.pytorch.timing": ["seconds"],
    },
)
