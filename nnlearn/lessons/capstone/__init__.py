"""Lesson 33, capstone: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.adversarial_robustness.slopes": ["cross_entropy", "margin"],
        "nnlearn.lessons.capstone.example": ["EXAMPLE"],
        "nnlearn.lessons.capstone.networks": ["pairs", "trained", "tries"],
        "nnlearn.lessons.capstone.project": [
            *("SETTINGS", "SPEAKERS", "flat", "network", "parts", "support_vectors", "together", "untrained")
        ],
        "nnlearn.lessons.capstone.replays": ["gaps", "replay", "right", "rival"],
        "nnlearn.lessons.capstone.soft_maximum": ["SoftMaximum"],
        "nnlearn.lessons.boltzmann_machines.records": ["spread"],
    },
)
