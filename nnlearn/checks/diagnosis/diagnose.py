"""Say what a wrong answer does wrong: by the names that the author wrote, and by relations that need no author.

In this order: an earlier exercise that is wrong; a named mistake; how the result relates to what is expected; what an
error means; an ignored argument; the place in the answer where a small change, or another value, would make it right;
the first value that the solution does not have; the small change of the solution that would give the same. All look at
ordinary inputs first.
"""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.checks.diagnosis import errors, relations
from nnlearn.checks.diagnosis.changes.as_if import as_if
from nnlearn.checks.diagnosis.changes.repair import NAME, repair
from nnlearn.checks.diagnosis.dependence import exchanged, ignored, remembers
from nnlearn.checks.diagnosis.habits import habits
from nnlearn.checks.diagnosis.named import by_name
from nnlearn.checks.diagnosis.not_numbers import all_nan
from nnlearn.checks.diagnosis.relations.groups import wrong_values
from nnlearn.checks.diagnosis.values.transplant import transplant


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
    wrong = [i for i in range(len(found)) if trial.differ(trial.expected[i], found[i]) is not None]
    lines, mistake = by_name(trial, answer, found, names, wrong)
    advice = trial.exercise.advice(answer) if trial.exercise.advice else ""
    if lines:
        return Diagnosis((*lines, advice) if advice else tuple(lines), mistake, "named")
    if advice:
        return Diagnosis((advice,), None, "advice")
    state = np.random.get_state()  # noqa: NPY002, the learner's own state
    try:
        return _unnamed(trial, answer, found, names, wrong)
    finally:
        np.random.set_state(state)  # noqa: NPY002


def _unnamed(trial, answer, found, names, wrong):
    """Return the Diagnosis of an answer that no author foresaw, the surest findings first."""
    told = Diagnosis()

    def add(kind, lines):
        nonlocal told
        told = replace(told, lines=(*told.lines, *lines), kind=told.kind or (kind if lines else ""))

    sentences, vague = _relations(trial, found, names, wrong)
    add("relation", sentences)
    failing = [i for i in wrong if found[i].error is not None]
    failed = found[failing[0]] if failing else None
    if failed is not None:
        if failing[0] != wrong[0]:
            where = f" In the line `{failed.line}`." if failed.line else ""
            kind, text = failed.raised
            stop = "" if text.endswith((".", "?", "!")) else "."
            add("error", [f"For input {failing[0] + 1} it raises {kind}: {text}{stop}{where}"])
        add("error", [] if failed.refused else errors.explain(trial.exercise, answer, failed, names))
        told = replace(told, kind=told.kind or ("error" if failed.refused else ""))
    excused = habits(trial.exercise.reference, names)  # an argument that the solution, too, leaves aside
    facts = [fact for fact in habits(answer, names) if fact not in excused]
    nothing = all_nan(trial, found)
    if nothing:  # it depends on no argument any more, and that says nothing
        facts = [*nothing, *facts]
    elif failed is None and not sentences:
        for one in ignored(trial, answer, found, names):
            facts = [fact for fact in facts if f"`{one}`" not in fact]
            facts.append(f"The result does not depend on `{one}`: with another `{one}` it stays the same.")
        if remembers(trial, answer, found):
            facts.append(
                "A second call with the same arguments gives another result. "
                "Does it draw random numbers, or keep something from one call to the next?"
            )
    add("relation", facts)
    places = repair(trial, answer, wrong[:1])
    if any("factor" in one for one in sentences):  # what is missing is known: no name is confused
        places = [one for one in places if not one[1].endswith(NAME)]
    if 0 < len(places) <= 2:
        add("repair", [_place(places)])
    elif not sentences and not isinstance(getattr(failed, "error", None), NameError | AttributeError):
        add("value", transplant(trial, answer, wrong, names))
    if not told.kind:
        changed = as_if(trial, found)
        add("as if", [f"It gives what the solution would give if {changed}."] if changed else [])
    if not told.kind:
        add("relation", vague[:2])
    return told


def _relations(trial, found, names, wrong):
    """Return sentences about how the results relate to what is expected, and the vague ones, for want of better."""
    if not set(wrong) & set(trial.ordinary):
        kinds = list(dict.fromkeys(trial.inputs[i].kind for i in wrong))
        more = f" and for {len(kinds) - 3} more" if len(kinds) > 3 else ""
        return [f"It is right for all ordinary inputs, and wrong for {' and for '.join(kinds[:3])}{more}."], []
    group, places = wrong_values(trial, wrong, names)
    sentences = [*([group] if group else []), *relations.explain(trial, found, names, places or trial.ordinary)]
    if not sentences and (pair := exchanged(trial, found, names)):
        sentences = [f"It would be right with `{pair[0]}` and `{pair[1]}` in each other's places. Which is which?"]
    clear = [one for one in sentences if not one.endswith(relations.VAGUE)]
    return clear[:3], [one for one in sentences if one.endswith(relations.VAGUE)]


def _place(places):
    told = [f"look at {look}{'' if look.endswith('?') else '.'}\n    {line}" for line, look in places]
    if len(told) == 1:
        return f"One small change would make it right, in this line; {told[0]}"
    return f"One small change would make it right, here or there. Either {told[0]}\nor {told[1]}"
