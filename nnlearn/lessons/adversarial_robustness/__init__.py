"""Lesson 29, adversarial robustness: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.adversarial_robustness.readers": ["digits", "held_out", "measured", "reader"],
        "nnlearn.lessons.adversarial_robustness.records": ["columns", "recorded", "spread"],
        "nnlearn.lessons.adversarial_robustness.slopes": ["cross_entropy", "louder", "margin", "read"],
        "nnlearn.lessons.adversarial_robustness.novelty": ["KINDS", "SCORES", "letters", "score", "strangers"],
        "nnlearn.lessons.adversarial_robustness.training": ["attacked"],
    },
)
