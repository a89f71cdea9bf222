"""Lesson 31, scaling out: the names here are what its texts use."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.scaling_out.collectives": ["clocked", "padded", "ring"],
        "nnlearn.lessons.scaling_out.costs": ["fewest_seconds", "seconds"],
        "nnlearn.lessons.scaling_out.launch": ["torchrun"],
        "nnlearn.lessons.scaling_out.plans": ["time_to_goal"],
        "nnlearn.lessons.scaling_out.real_processes": ["distance_to_one_process"],
        "nnlearn.lessons.scaling_out.records": ["recorded", "spread"],
        "nnlearn.lessons.scaling_out.rounding": ["accumulated"],
        "nnlearn.lessons.scaling_out.training": [
            *("alone", "digits", "distance", "draws", "network", "shards", "shown", "train", "weights")
        ],
    },
)
