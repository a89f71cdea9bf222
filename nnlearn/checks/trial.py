"""One exercise being tried: its inputs, ordinary ones first, and what the right answer gives for each."""

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from nnlearn.checks.compare import Difference, first_difference, named
from nnlearn.checks.guarded_call import call


@dataclass(frozen=True)
class Input:
    """The arguments of one call; `kind` says what is special about them, and is empty for sampled ones."""

    arguments: tuple
    kind: str = ""


class Trial:
    """An exercise of the form "function" with all its inputs.

    Parameters
    ----------
    exercise : Exercise
    """

    def __init__(self, exercise):
        self.exercise = exercise
        self.inputs = sample_inputs(exercise)
        self._of_mistakes: dict = {}
        self._shown_by: dict = {}
        self.ordinary = [i for i, one in enumerate(self.inputs) if not one.kind] or list(range(len(self.inputs)))

    @cached_property
    def expected(self):
        """The outcomes of the reference."""
        return self.outcomes(self.exercise.reference)

    def outcomes(self, answer, places=None):
        """Return what `answer` does for every input, or for those at `places`: a list of Outcome."""
        chosen = self.inputs if places is None else [self.inputs[i] for i in places]
        return [self.call(answer, one.arguments) for one in chosen]

    def of_mistake(self, version):
        """Return the outcomes of one version of a named mistake; they are computed once."""
        if id(version) not in self._of_mistakes:
            self._of_mistakes[id(version)] = self.outcomes(version)
        return self._of_mistakes[id(version)]

    def shown_by(self, version):
        """Return the places of the inputs on which one version of a named mistake is wrong; they are found once."""
        if id(version) not in self._shown_by:
            pairs = zip(self.expected, self.of_mistake(version), strict=True)
            self._shown_by[id(version)] = [i for i, pair in enumerate(pairs) if self.differ(*pair) is not None]
        return self._shown_by[id(version)]

    def call(self, answer, arguments):
        run = self.exercise.run
        return call((lambda *given: run(answer, *given)) if run else answer, arguments)

    def part(self, outcome):
        """Return what is compared: the returned value, or the arguments if they are to be changed in place."""
        return outcome.arguments if self.exercise.in_place == "required" else outcome.value

    def differ(self, expected, found):
        """Return the Difference of two outcomes, or None. If one raises, the other must raise the same type."""
        if expected.error is not None or found.error is not None:
            if type(expected.error) is type(found.error):
                return None
            wanted = f"{expected.raised[0]} to be raised" if expected.error is not None else "no error"
            return Difference("", f"Expected {wanted}.", "")
        return self.compare(self.part(expected), self.part(found))

    def compare(self, expected, found):
        """Return the Difference of two values, or None."""
        exercise = self.exercise
        options = {"tolerance": exercise.tolerance, "exact_dtype": exercise.exact_dtype}
        try:
            return first_difference(expected, found, names=exercise.returns, **options)
        except Exception:  # an object of the learner's that refuses to be compared
            return Difference("result", f"result: found {named(found)}, which cannot be compared.", "")

    def solves(self, answer):
        """Return whether an answer is right for every input; it stops at the first that is wrong."""
        places = range(len(self.inputs))
        return all(self.differ(self.expected[i], self.outcomes(answer, [i])[0]) is None for i in places)


def sample_inputs(exercise):
    """Return all inputs: ordinary ones, fixed and sampled, then the special ones; the same every time."""
    count = exercise.samples if exercise.inputs else 0
    seeds = ([zlib.crc32(exercise.id.encode()), k] for k in range(count))
    sampled = [Input(tuple(exercise.inputs(np.random.default_rng(seed)))) for seed in seeds]
    fixed = [Input(tuple(arguments)) for arguments in exercise.cases]
    ordinary = [*fixed, *sampled]
    return [*ordinary, *_by_columns(ordinary), *(Input(given, kind) for kind, given in exercise.special.items())]


def _by_columns(inputs):
    """Return an input once more, its arrays stored as a transposed one is: `ravel` and `reshape` copy such a one."""
    for one in reversed(inputs):  # the last is sampled
        if any(
            isinstance(value, np.ndarray) and min(value.shape, default=0) > 1 < value.ndim for value in one.arguments
        ):
            given = tuple(
                np.asfortranarray(value) if isinstance(value, np.ndarray) else value for value in one.arguments
            )
            return [Input(given, "arrays stored column by column, as a transposed one is: a view of it may be a copy")]
    return []


def parts(value, names=()) -> dict[str, Any]:
    """Return the parts of what is compared by name, {"": value} if it is one thing.

    Examples
    --------
    >>> parts((1, 2), ("w", "b")), parts(3)
    ({'w': 1, 'b': 2}, {'': 3})
    """
    if isinstance(value, dict):
        return {repr(key): one for key, one in value.items()}
    if isinstance(value, tuple):
        labels = names if len(names) == len(value) else [f"part {i + 1}" for i in range(len(value))]
        return dict(zip(labels, value, strict=True))
    return {"": value}
