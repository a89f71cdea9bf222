"""How what was found relates to what is expected, whatever the exercise: negated, transposed, a factor N too large ...

A relation counts if it holds for every ordinary input, and for at least one number that differs. None of them knows an
exercise; their sentences use the names of its arguments and of the parts of its result.
"""

from dataclasses import dataclass

import numpy as np

from nnlearn.checks.compare import as_numbers, plain, shape_of
from nnlearn.checks.diagnosis.relations import form, numbers, places, size, steps
from nnlearn.checks.diagnosis.relations.words import up
from nnlearn.checks.trial import parts

VAGUE = "the right numbers in the wrong places."  # the end of a sentence that is told if nothing else is


@dataclass(frozen=True)
class Case:
    """What is expected and what was found in one call, as float64 arrays, with the arguments by name."""

    expected: np.ndarray
    found: np.ndarray
    arguments: dict
    tolerance: float


def explain(trial, found, names, places=None):
    """Return a sentence for each wrong part of the result that a relation explains.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome
        What the answer did, for each input of the trial.
    names : list of str
        Of the arguments.
    places : list of int, optional
        The inputs to explain, by default all ordinary ones.

    Returns
    -------
    list of str
        Empty if nothing explains every ordinary input, or if two things explain it equally.
    """
    places = trial.ordinary if places is None else places
    if any(found[i].error is not None or trial.expected[i].error is not None for i in places):
        return []
    right, ours = ([plain(trial.part(one[i])) for i in places] for one in (trial.expected, found))
    arguments = [dict(zip(names, trial.inputs[i].arguments, strict=True)) for i in places]
    whole = form.explain(trial, right, ours, arguments)
    if whole:
        return [whole]
    labels = [parts(value, trial.exercise.returns) for value in right]
    values = [parts(value, trial.exercise.returns) for value in ours]
    if any(list(one) != list(other) for one, other in zip(labels, values, strict=True)):
        return []
    sentences = []
    for label in labels[0]:
        pairs = [(one[label], other[label]) for one, other in zip(labels, values, strict=True) if label in one]
        if len(pairs) == len(labels) and any(trial.compare(*pair) is not None for pair in pairs):
            sentences += _explain_part(label, pairs, arguments, trial)
    return sentences


def whole(trial, found, names):
    """Return the sentence of the relation that explains whole results on every ordinary input, or "".

    Parameters
    ----------
    trial : Trial
    found : list of Outcome
    names : list of str
        Of the arguments.
    """
    places = trial.ordinary
    if any(found[i].error is not None or trial.expected[i].error is not None for i in places):
        return ""
    right, ours = ([plain(trial.part(one[i])) for i in places] for one in (trial.expected, found))
    arguments = [dict(zip(names, trial.inputs[i].arguments, strict=True)) for i in places]
    return form.explain(trial, right, ours, arguments)


def _explain_part(label, pairs, arguments, trial):
    if all(ours is None and right is not None for right, ours in pairs):
        return [f"`{label}` is None, nothing: is there a `return` on the way that leads there?"]
    what = f"`{label}`" if label else "the result"
    if all(_ends_with(trial, *pair) for pair in pairs):
        return [f"{up(what)} holds one after the other; only the last of them is asked for."]
    cases = []
    for (right, ours), given in zip(pairs, arguments, strict=True):
        one, other = as_numbers(right), as_numbers(ours)
        if isinstance(ours, tuple) and not np.ndim(one):  # several things, not one that has more numbers
            return []
        if one is None or other is None or (one.dtype.kind == "b" and not one.ndim):  # yes or no: nothing to relate
            return []
        cases.append(Case(one.astype(float), other.astype(float), given, max(trial.exercise.tolerance, 1e-9)))
    with np.errstate(all="ignore"):
        for kind in (size, numbers, steps, places):
            sentences = list(dict.fromkeys(kind.relations(cases, what)))
            if sentences:
                return sentences if len(sentences) == 1 else []  # two that explain equally are not guessed between
    return []


def _ends_with(trial, right, ours):
    """Return whether a list or array of several things was found, the last of which is right."""
    several = isinstance(ours, list | np.ndarray) and shape_of(ours) != () and len(ours) > 1
    return several and len(shape_of(ours[0]) or ()) == len(shape_of(right) or ()) > 0 and _equal(trial, right, ours[-1])


def _equal(trial, right, ours):
    return trial.compare(right, ours) is None


def of_pairs(what, pairs, arguments, tolerance):
    """Return the sentence of the relation of numbers between pairs of arrays, in a list, or [].

    Parameters
    ----------
    what : str
        How the sentence calls it.
    pairs : list of (ndarray, ndarray)
        What is right and what was found, of equal shapes, one pair for each call.
    arguments : list of dict
    tolerance : float
    """
    if all(np.allclose(found, np.round(found), rtol=0, atol=1e-6) for _, found in pairs):  # they fit too many
        return []
    cases = [
        Case(right, found, given, max(tolerance, 1e-9)) for (right, found), given in zip(pairs, arguments, strict=True)
    ]
    with np.errstate(all="ignore"):
        sentences = list(dict.fromkeys(numbers.relations(cases, what)))
    return sentences if len(sentences) == 1 else []
