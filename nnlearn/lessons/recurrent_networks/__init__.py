"""Lesson 18, Recurrent networks: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.recurrent_networks.forecasting": ["forecaster"],
        "nnlearn.lessons.recurrent_networks.memory": ["ask"],
        "nnlearn.lessons.recurrent_networks.network": [
            "LETTERS",
            "TEXTS",
            "back",
            "long_training",
            "pieces",
            "radius_of",
            "reach",
            "read",
            "weights_of",
        ],
        "nnlearn.lessons.recurrent_networks.train": ["train_long"],
        "nnlearn.lessons.recurrent_networks.watch": ["TextWatch"],
    },
)
