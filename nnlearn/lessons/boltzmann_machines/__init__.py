"""Lesson 24, Boltzmann machines: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.boltzmann_machines.spins": ["boltzmann", "crossing", "energies", "shares", "states", "walk"],
        "nnlearn.lessons.boltzmann_machines.memory": [
            "alike",
            "crosstalk",
            "ends",
            "figures",
            "flickers",
            "share_recalled",
            "rises",
            "spoiled",
            "strangers",
        ],
        "nnlearn.lessons.boltzmann_machines.digits": ["binary", "completed", "log_odds", "train"],
        "nnlearn.lessons.boltzmann_machines.rivals": ["neighbours"],
        "nnlearn.lessons.boltzmann_machines.records": ["recorded", "spread"],
    },
)
