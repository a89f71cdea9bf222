"""The trial of an exercise, kept from one answer to the next: what is right is computed once, not for every answer."""

from functools import lru_cache

from nnlearn.checks import registry
from nnlearn.checks.trial import Trial


@lru_cache(maxsize=8)
def _of(id):
    return Trial(registry.find("exercises", id))


def kept_trial(exercise):
    """Return the trial of an exercise of a lesson; it stands in for `Trial` in the judge."""
    found = _of(exercise.id)
    return found if found.exercise is exercise else Trial(exercise)
