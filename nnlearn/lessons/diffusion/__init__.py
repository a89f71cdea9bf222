"""Lesson 27, Diffusion: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.diffusion.plane": ["exact", "guess_of", "measures", "points", "spoiled", "walked"],
        "nnlearn.lessons.diffusion.digits": ["asked", "distances", "halves", "losses", "made", "memory"],
        "nnlearn.lessons.diffusion.shelf": ["shelved"],
        "nnlearn.lessons.diffusion.records": ["mean", "recorded", "spread"],
    },
)
