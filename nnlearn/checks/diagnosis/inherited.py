"""Find a named mistake of an earlier exercise that was written once more, in the lines of a later one."""

import ast

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.source import names_used, source_of
from nnlearn.checks.guarded_call import quiet


def inherited(trial, answer, found):
    """Return (id, name of the mistake, hint) of the earlier exercise whose mistake gives what was found, or None.

    If the solution of 04.2 calls that of 04.1, it is also computed with every wrong `dense` of 04.1.

    Parameters
    ----------
    trial : Trial
    answer : function or class
        If it calls the earlier function itself, that one is as right as its own check says, and not meant.
    found : list of Outcome
    """
    source = source_of(trial.exercise.reference)
    if source is None or trial.exercise.form != "function":
        return None
    called = {
        node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    own = names_used(answer)
    for other in registry.exercises(trial.exercise.id[:2]):
        if other.id == trial.exercise.id:
            return None
        name = getattr(other.reference, "__name__", "")
        if name in own or other.form != "function" or name not in called:
            continue
        if source.namespace.get(name) is not other.reference:
            continue
        for mistake, wrong in other.wrong.items():
            for version in (wrong.answer, *wrong.also):
                source.namespace[name] = version
                if _alike(trial, found, source):
                    return other.id, mistake, wrong.hint
        source.namespace[name] = other.reference
    return None


def _alike(trial, found, source):
    with quiet():
        theirs = trial.outcomes(source.build(), trial.ordinary)
    told = 0
    for i, outcome in zip(trial.ordinary, theirs, strict=True):
        if trial.differ(found[i], outcome) is not None:
            return False
        told += trial.differ(trial.expected[i], outcome) is not None and outcome.raised == found[i].raised
    return told > 0
