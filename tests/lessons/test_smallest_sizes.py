"""A size that is free is 1 in some input: one row, one unit, one step, where squeezing and broadcasting go wrong."""

import json

import numpy as np
import pytest
from blind_answers import HERE

from nnlearn.checks import registry
from nnlearn.checks.trial import Trial

CLOSED = [one for n in registry.lessons() for one in registry.exercises(n) if one.form != "open" and one.inputs]
NOT_ONE = json.loads((HERE / "smallest_sizes.json").read_text(encoding="utf-8"))  # why a size cannot be 1


def sizes(exercise):
    """Return {(argument, axis): sizes over all inputs}; the length of a list is its axis 0."""
    found: dict = {}
    for one in Trial(exercise).inputs:
        for place, value in enumerate(one.arguments):
            if isinstance(value, np.ndarray | list | tuple):
                shape = value.shape if isinstance(value, np.ndarray) else (len(value),)
                for axis, size in enumerate(shape):
                    found.setdefault((place, len(shape), axis), set()).add(size)
    return found


@pytest.mark.parametrize("exercise", CLOSED, ids=lambda one: one.id)
def test_a_free_size_is_one_somewhere(exercise):
    never = {place: sorted(of) for place, of in sizes(exercise).items() if len(of) > 1 and 1 not in of}
    if exercise.id in NOT_ONE:
        assert never, f"{exercise.id} no longer needs its reason"
    else:
        assert never == {}, f"{exercise.id}: add an input in which it is 1, or say in smallest_sizes.json why not"


def test_reasons_belong_to_exercises():
    assert set(NOT_ONE) <= {one.id for one in CLOSED}
