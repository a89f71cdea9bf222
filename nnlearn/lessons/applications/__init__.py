"""Lesson 32, Applications: the names here are what its text uses."""

from nnlearn import lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    {
        "nnlearn.lessons.applications.meeting": ["meet", "verdicts"],
        "nnlearn.lessons.applications.pairs": ["embedder", "trained_by_pairs"],
        "nnlearn.lessons.applications.records": ["ahead", "recorded", "spread", "table", "tally", "values"],
        "nnlearn.lessons.applications.risks": ["applicants"],
    },
)
