"""Recognise a mistake that the author of an exercise has named, in the whole result or in a part of it."""

import re

from nnlearn.checks.diagnosis import relations
from nnlearn.checks.diagnosis.habits import beside_a_name
from nnlearn.checks.diagnosis.inherited import inherited
from nnlearn.checks.diagnosis.named_parts import by_parts, on_special
from nnlearn.checks.trial import parts

SHAPE = re.compile(r"\([\d, ]*\)")


def by_name(trial, answer, found, names, wrong):
    """Return the sentences about the named mistakes that explain an answer, and the name of the first; or ([], None).

    Parameters
    ----------
    trial : Trial
    answer : object
    found : list of Outcome
    names : list of str
        Of the arguments.
    wrong : list of int
        The inputs on which it is wrong.
    """
    name, where = recognise(trial, found)
    if name is not None:
        return [_sentence(trial, name, [where] if where else []), *beside_a_name(answer)], name
    if not set(wrong) & set(trial.ordinary):
        name = on_special(trial, wrong)
        return ([_sentence(trial, name, [])], name) if name else ([], None)
    named = by_parts(trial, found)
    if named and not _better_as_relation(trial, found, names, named):
        return _several(trial, found, names, named), named[0][0]
    before = inherited(trial, answer, found)
    if before:
        id, earlier, hint = before
        return [f"This looks like a mistake of {id}: {earlier}. {hint}"], None
    return [], None


def _sentence(trial, name, labels):
    told = f" (in {' and '.join(labels)})" if labels else ""
    return f"This looks like the following mistake: {name}{told}. {trial.exercise.wrong[name].hint}"


def _better_as_relation(trial, found, names, named):
    """Return whether relations explain the whole result, or more of its parts than the named mistakes do."""
    parts_named = {label for _, labels in named for label in labels}
    return bool(relations.whole(trial, found, names)) or len(relations.explain(trial, found, names)) > len(parts_named)


def _several(trial, found, names, named):
    """Return sentences about the named mistake in each of some parts, and relations for the others."""
    explained = {label for _, labels in named for label in labels}
    rest = [
        one
        for one in relations.explain(trial, found, names)
        if not any(f"`{label}`" in one for label in explained) and not one.endswith(relations.VAGUE)
    ]
    return [*(_sentence(trial, name, labels) for name, labels in named), *rest[:2]]


def recognise(trial, found):
    """Return the name of the wrong answer that does the same, and in which part of the result; or (None, "").

    It must do the same on every ordinary input, or on every input if it differs from the right answer only on the
    special ones. An error counts as the same if type and text are equal, up to the order of shapes. What explains the
    whole result wins over what explains the wrong parts of it, then the most evidence, then the order in which the
    author wrote them.
    """
    best, most = (None, ""), (False, 0)
    for name, wrong in trial.exercise.wrong.items():
        for version in (wrong.answer, *wrong.also):
            evidence, where = _alike(trial, found, trial.of_mistake(version), trial.shown_by(version))
            whole = not where
            if evidence and (whole, evidence) > most:
                best, most = (name, where), (whole, evidence)
    return best


def _alike(trial, found, theirs, shows):
    """Return on how many inputs a named mistake explains what was found (0 if it contradicts), and in which part."""
    everywhere = range(len(found))
    ordinary = [i for i in trial.ordinary if i in shows]
    places = trial.ordinary if ordinary else everywhere
    if all(_same(trial, found[i], theirs[i]) for i in places):
        evidence = sum(i in shows and _raised(theirs[i]) == _raised(found[i]) for i in places)
        exact = all(_same(trial, found[i], theirs[i]) for i in everywhere)
        return 2 * evidence + (exact and evidence > 0), ""
    return _part_alike(trial, found, theirs, places)


def _raised(outcome):
    """Return type and text of an error, shapes in any order: which side of a `*` stands first does not matter."""
    kind, text = outcome.raised
    return kind, SHAPE.sub("", text), sorted(SHAPE.findall(text))


def _same(trial, one, other):
    return trial.differ(one, other) is None


def _part_alike(trial, found, theirs, places):
    """Compare part by part: in all inputs a part is right, or in all as the named mistake has it."""
    right: list[dict] = []
    shown: list[dict] = []
    ours: list[dict] = []
    for i in places:
        if any(outcome.error is not None for outcome in (trial.expected[i], theirs[i], found[i])):
            return 0, ""
        three = [parts(trial.part(one[i]), trial.exercise.returns) for one in (trial.expected, theirs, found)]
        if any(list(one) != list(three[0]) for one in three) or len(three[0]) < 2:
            return 0, ""
        for kept, one in zip((right, shown, ours), three, strict=True):
            kept.append(one)
    evidence, names = 0, set()
    for label in set().union(*right):
        pairs = [(one[label], other[label]) for one, other in zip(right, ours, strict=True) if label in one]
        wrong = sum(trial.compare(*pair) is not None for pair in pairs)
        if not wrong:
            continue
        made = [(one[label], other[label]) for one, other in zip(shown, ours, strict=True) if label in one]
        if any(trial.compare(*pair) is not None for pair in made):
            return 0, ""
        evidence += wrong
        names.add(label)
    return evidence, " and ".join(sorted(names))
