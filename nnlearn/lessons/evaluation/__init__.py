"""Lesson 12, Evaluation: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.evaluation.leaks": ["copies_accuracy", "noise_accuracy"],
        "nnlearn.lessons.evaluation.models": ["nearest"],
        "nnlearn.lessons.evaluation.record": ["measured", "stored_logits"],
        "nnlearn.lessons.evaluation.screening": ["cases", "cost", "four_boxes", "magnified"],
        "nnlearn.lessons.evaluation.simulations": ["coverage", "equal_models", "honest_ece"],
        "nnlearn.lessons.evaluation.temperature": ["best_temperature", "softmax"],
    },
)
