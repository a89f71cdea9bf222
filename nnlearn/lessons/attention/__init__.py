"""Lesson 21, Attention and transformers: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.attention.explanation": ["agreement", "explained"],
        "nnlearn.lessons.attention.heads": ["head_maps"],
        "nnlearn.lessons.attention.names": ["leak", "name_split", "name_writer", "nats", "new_share", "written"],
        "nnlearn.lessons.attention.records": ["recorded", "score_of"],
        "nnlearn.lessons.attention.scaling": ["spread_of"],
        "nnlearn.lessons.attention.shipped": ["stored"],
        "nnlearn.lessons.attention.training": ["train"],
        "nnlearn.lessons.attention.translation": ["exact_match", "translate", "translator", "unseen"],
    },
)
