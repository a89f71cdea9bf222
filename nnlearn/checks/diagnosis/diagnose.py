"""Say what a wrong answer does wrong: by the names that the author wrote, and by relations that need no author.

In this order: an earlier exercise that is wrong; a named mistake; how the result relates to what is expected; what an
error means; an ignored argument; the place in the answer where a small change, or another value, would make it right;
the first value that the solution does not have; the small change of the solution that would give the same. All look at
ordinary inputs first.
"""

import re
from dataclasses import dataclass, replace

import numpy as np

from nnlearn.checks.diagnosis import errors, relations
from nnlearn.checks.diagnosis.as_if import as_if
from nnlearn.checks.diagnosis.dependence import exchanged, ignored, remembers
from nnlearn.checks.diagnosis.groups import wrong_values
from nnlearn.checks.diagnosis.habits import habits, returns_in_loops
from nnlearn.checks.diagnosis.inherited import inherited
from nnlearn.checks.diagnosis.named_parts import by_parts, on_special
from nnlearn.checks.diagnosis.repair import repair
from nnlearn.checks.diagnosis.transplant import transplant
from nnlearn.checks.trial import parts

SHAPE = re.compile(r"\([\d, ]*\)")
VAGUE = "the right numbers in the wrong places."


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong: sentences, the name of the mistake if the author named it, and which kind of finding it is.

    Parameters
    ----------
    lines : tuple of str
    mistake : str, optional
    kind : str
        "named", "relation", "error", "repair", "value", "as if", "advice", or "" if only the wrong number is known.
    """

    lines: tuple[str, ...] = ()
    mistake: str | None = None
    kind: str = ""


def diagnose(trial, answer, found, names):
    """Return the Diagnosis of a wrong answer.

    Parameters
    ----------
    trial : Trial
    answer : object
        What the learner wrote.
    found : list of Outcome
        What it did for each input.
    names : list of str
        Of the arguments.
    """
    told = _told(trial, answer, found, names)
    advice = trial.exercise.advice(answer) if trial.exercise.advice else ""
    if not advice:
        return told
    return replace(told, lines=(*told.lines, advice)) if told.mistake else Diagnosis((advice,), None, "advice")


def _told(trial, answer, found, names):
    wrong = [i for i in range(len(found)) if trial.differ(trial.expected[i], found[i]) is not None]
    only_special = not set(wrong) & set(trial.ordinary)
    kind, lines = "", []
    name, where = recognise(trial, found)
    if name is not None:
        told = f" (in {where})" if where else ""
        hint = trial.exercise.wrong[name].hint
        line = f"This looks like the following mistake: {name}{told}. {hint}"
        return Diagnosis((line, *returns_in_loops(answer)), name, "named")
    named: list = by_parts(trial, found) if not only_special else []
    if named and _better_as_relation(trial, found, names, named):
        named = []
    if only_special and (name := on_special(trial, wrong)):
        named = [(name, [])]
    if named:
        return _several(trial, found, names, named)
    if not only_special and (before := inherited(trial, found)):
        id, name, hint = before
        return Diagnosis((f"This looks like a mistake of {id}: {name}. {hint}",), None, "named")
    if only_special:
        kinds = list(dict.fromkeys(trial.inputs[i].kind for i in wrong))
        lines.append(f"It is right for all ordinary inputs, and wrong for {' and for '.join(kinds)}.")
        kind = "relation"
    sentences: list[str] = []
    if not only_special:
        group, places = wrong_values(trial, wrong, names)
        explained = relations.explain(trial, found, names, places or trial.ordinary)
        sentences = [group, *explained] if group else explained
        pair = exchanged(trial, found, names) if not sentences else ()
        if pair:
            sentences = [f"It would be right with `{pair[0]}` and `{pair[1]}` in each other's places. Which is which?"]
    vague = [one for one in sentences if one.endswith(VAGUE)]  # told if nothing else is found
    sentences = [one for one in sentences if one not in vague]
    if sentences:
        kind = "relation"
        lines += sentences[:3]
    state = np.random.get_state()  # noqa: NPY002, the learner's own state
    try:
        failed = next((found[i] for i in wrong if found[i].error is not None), None)
        if failed is not None:
            more = errors.explain(trial.exercise, answer, failed, names) if not failed.refused else []
            lines, kind = [*lines, *more], kind or ("error" if more or failed.refused else "")
        facts = habits(answer, names)
        if failed is None and not only_special and not sentences:
            for one in ignored(trial, answer, found, names):
                facts = [fact for fact in facts if f"`{one}`" not in fact]
                facts.append(f"The result does not depend on `{one}`: with another `{one}` it stays the same.")
            if remembers(trial, answer, found):
                facts.append(
                    "A second call with the same arguments gives another result. "
                    "Does it draw random numbers, or keep something from one call to the next?"
                )
        lines, kind = [*lines, *facts], kind or ("relation" if facts else "")
        places = repair(trial, answer, wrong[:1])
        if 0 < len(places) <= 2:
            lines.append(_place(places))
            kind = kind or "repair"
        else:
            told = transplant(trial, answer, wrong, names) if kind in ("", "error") or not sentences else []
            lines, kind = [*lines, *told], kind or ("value" if told else "")
        if not kind:
            changed = as_if(trial, found)
            if changed:
                lines.append(f"It gives what the solution would give if {changed}.")
                kind = "as if"
        if not kind and vague:
            lines, kind = [*lines, *vague[:2]], "relation"
    finally:
        np.random.set_state(state)  # noqa: NPY002
    return Diagnosis(tuple(lines), None, kind)


def _better_as_relation(trial, found, names, named):
    """Return whether relations explain the whole result, or more of its parts than the named mistakes do."""
    parts_named = {label for _, labels in named for label in labels}
    return bool(relations.whole(trial, found, names)) or len(relations.explain(trial, found, names)) > len(parts_named)


def _several(trial, found, names, named):
    """Return the Diagnosis of an answer with a named mistake in each of some parts; relations for the others."""
    lines = []
    for name, labels in named:
        told = f" (in {' and '.join(labels)})" if labels else ""
        lines.append(f"This looks like the following mistake: {name}{told}. {trial.exercise.wrong[name].hint}")
    explained = {label for _, labels in named for label in labels}
    rest = [
        one
        for one in relations.explain(trial, found, names)
        if not any(f"`{label}`" in one for label in explained) and not one.endswith(VAGUE)
    ]
    return Diagnosis((*lines, *rest[:2]), named[0][0], "named")


def _place(places):
    told = [f"in this line; look at {look}{'' if look.endswith('?') else '.'}\n    {line}" for line, look in places]
    return f"One small change would make it right, {' or '.join(told)}"


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
            evidence, where = _alike(trial, found, trial.of_mistake(version))
            whole = not where
            if evidence and (whole, evidence) > most:
                best, most = (name, where), (whole, evidence)
    return best


def _alike(trial, found, theirs):
    """Return on how many inputs a named mistake explains what was found (0 if it contradicts), and in which part."""
    everywhere = range(len(found))
    shows = [i for i in everywhere if trial.differ(trial.expected[i], theirs[i]) is not None]
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
