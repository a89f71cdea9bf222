"""Find an argument that the answer ignores, and a function that remembers its last call."""

import copy
import itertools

import numpy as np


def ignored(trial, answer, found, names):
    """Return the names of arguments whose values do not matter to the answer, although they do to the reference.

    Each argument is replaced by the same argument of another input, by its own in reverse order, and, if it holds
    fractions, by its own with the sign turned, and with every number stretched by another factor: a sum over the rows
    keeps their order a secret. A single fraction is made smaller and larger.
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
    same = (trial.inputs[j].arguments[k] for j in trial.ordinary if j != i)
    yield from itertools.islice((one for one in same if _plain(own) and _alike(own, one)), 1)
    if isinstance(own, float):
        yield from (own * factor for factor in (0.01, 0.3, 3.0, 100.0))
    if isinstance(own, np.ndarray) and own.ndim and len(own) > 1:
        yield np.ascontiguousarray(own[::-1])
        if own.dtype.kind == "f":
            yield -own  # a label, or a count, seldom changes with a little
            yield own * np.linspace(0.7, 1.3, own.size, dtype=own.dtype).reshape(own.shape)


def _alike(one, other):
    return type(one) is type(other) and np.shape(one) == np.shape(other)


def _plain(value):
    return isinstance(value, int | float | bool | str | np.ndarray | np.number)


def exchanged(trial, found, names):
    """Return the names of two arguments of equal form such that the right answer, given them exchanged, gives the same.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome
    names : list of str

    Returns
    -------
    tuple of two str
        Empty if there are none.
    """
    for k in range(len(names)):
        for i in range(k):
            if _same_exchanged(trial, found, i, k):
                return names[i], names[k]
    return ()


def _same_exchanged(trial, found, i, k):
    differs = False
    for place in trial.ordinary:
        given = list(trial.inputs[place].arguments)
        if type(given[i]) is not type(given[k]) or not _plain(given[i]) or np.shape(given[i]) != np.shape(given[k]):
            return False
        given[i], given[k] = given[k], given[i]
        other = trial.call(trial.exercise.reference, tuple(given))
        if other.error is not None or found[place].error is not None or trial.differ(other, found[place]) is not None:
            return False
        differs |= trial.differ(trial.expected[place], other) is not None
    return differs


def remembers(trial, answer, found):
    """Return whether a second round of the same calls gives something else."""
    for i in trial.ordinary[:10]:
        if trial.compare(trial.part(found[i]), trial.part(found[i])) is not None:
            return False  # a result that does not even equal itself: an array of arrays
        second = trial.call(answer, trial.inputs[i].arguments)
        both = found[i].error is None and second.error is None
        if both and trial.compare(trial.part(found[i]), trial.part(second)) is not None:
            return True
    return False
