"""Named mistakes that explain an answer piece by piece: another one in each part, or any value on special inputs."""

import numpy as np

from nnlearn.checks.trial import parts


def by_parts(trial, found):
    """Return (name, parts it explains) for the named mistakes that explain wrong parts of a result.

    A part, such as the gradient of (loss, gradient), is explained if it is as in one version of the mistake on every
    ordinary input. A mistake that explains more parts goes first, then the order in which the author wrote them.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome

    Returns
    -------
    list of (str, list of str)
        Empty if the result is one thing, or if no part is explained.
    """
    places = trial.ordinary
    right, ours = _parts(trial, trial.expected, places), _parts(trial, found, places)
    if (
        right is None
        or ours is None
        or len(right[0]) < 2
        or any(list(a) != list(b) for a, b in zip(right, ours, strict=True))
    ):
        return []
    wrong = [label for label in right[0] if not _equal(trial, right, ours, label)]
    wrong = [label for label in wrong if not _may_be_chance(trial, right, ours, label)]
    explained: dict[str, list[str]] = {}
    for name, mistake in trial.exercise.wrong.items():
        for version in (mistake.answer, *mistake.also):
            theirs = _parts(trial, trial.of_mistake(version), places)
            if theirs is not None and all(list(a) == list(b) for a, b in zip(right, theirs, strict=True)):
                new = [label for label in wrong if _equal(trial, theirs, ours, label)]
                explained[name] = list(dict.fromkeys([*explained.get(name, []), *new]))
    told: list = []
    for name in sorted(explained, key=lambda one: -len(explained[one])):
        left = [label for label in explained[name] if not any(label in labels for _, labels in told)]
        if left:
            told.append((name, left))
    return told


def _parts(trial, outcomes, places):
    """Return the parts of each outcome by name, or None if one raised."""
    if any(outcomes[i].error is not None for i in places):
        return None
    return [parts(trial.part(outcomes[i]), trial.exercise.returns) for i in places]


def _equal(trial, one, other, label):
    return all(trial.compare(a[label], b[label]) is None for a, b in zip(one, other, strict=True) if label in a)


def _may_be_chance(trial, right, ours, label):
    """Return whether a part is wrong on one input alone, and a whole number there: many mistakes give it."""
    pairs = [(a[label], b[label]) for a, b in zip(right, ours, strict=True) if label in a]
    found = [other for one, other in pairs if trial.compare(one, other) is not None]
    return len(found) == 1 and np.size(found[0]) == 1 and isinstance(found[0], int | np.integer)


def on_special(trial, wrong):
    """Return the name of the mistake that is made on the special inputs where an answer is wrong, or None.

    Only those count that the author has marked: "it overflows" is one mistake, whether it gives infinity, NaN or an
    error.

    Parameters
    ----------
    trial : Trial
    wrong : list of int
        The inputs on which the answer is wrong, all of them special.
    """
    names = []
    for name, mistake in trial.exercise.wrong.items():
        if mistake.any_value:
            shows = [set(trial.shown_by(version)) for version in (mistake.answer, *mistake.also)]
            if any(set(wrong) <= one and not one & set(trial.ordinary) for one in shows):
                names.append(name)
    return names[0] if len(names) == 1 else None
