"""Find an argument that the answer ignores, and a function that remembers its last call."""

import copy

import numpy as np


def ignored(trial, answer, found, names):
    """Return the names of arguments whose values do not matter to the answer, although they do to the reference.

    Each argument is replaced by the same argument of another input, or by its own in reverse order.
    """
    names_ignored = []
    for k, name in enumerate(names):
        tried, ours, theirs = 0, 0, 0
        for i in trial.ordinary:
            arguments = trial.inputs[i].arguments
            for other in _others(trial, i, k):
                given = (*arguments[:k], copy.deepcopy(other), *arguments[k + 1 :])
                right = trial.call(trial.exercise.reference, given)
                if right.error is not None:
                    continue
                got = trial.call(answer, given)
                tried += 1
                theirs += trial.differ(trial.expected[i], right) is not None
                ours += got.error is not None or trial.differ(found[i], got) is not None
        if tried and theirs and not ours:
            names_ignored.append(name)
    return names_ignored


def _others(trial, i, k):
    own = trial.inputs[i].arguments[k]
    for j in trial.ordinary:
        other = trial.inputs[j].arguments[k]
        alike = type(own) is type(other) and np.shape(own) == np.shape(other) if _plain(own) else False
        if j != i and alike:
            yield other
            return
    if isinstance(own, np.ndarray) and own.ndim and len(own) > 1:
        yield np.ascontiguousarray(own[::-1])


def _plain(value):
    return isinstance(value, int | float | bool | str | np.ndarray | np.number)


def remembers(trial, answer):
    """Return whether a second call with the same arguments gives something else."""
    i = trial.ordinary[0]
    first, second = (trial.call(answer, trial.inputs[i].arguments) for _ in range(2))
    if first.error is not None or second.error is not None:
        return False
    return trial.compare(trial.part(first), trial.part(second)) is not None
