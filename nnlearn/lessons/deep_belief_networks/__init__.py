"""Lesson 25, Deep belief networks: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.deep_belief_networks.bounds": ["first_machine"],
        "nnlearn.lessons.deep_belief_networks.dreamers": ["dreamer", "measured", "read"],
        "nnlearn.lessons.deep_belief_networks.parts": ["binary", "grey"],
        "nnlearn.lessons.deep_belief_networks.records": ["chosen", "duel", "recorded", "spread", "wins"],
        "nnlearn.lessons.deep_belief_networks.starts": ["STARTS", "fine_tune", "right", "start"],
    },
)
