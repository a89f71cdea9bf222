"""Compare a wrong answer with small changes of the solution: "what comes out if a term, `bias`, were left out"."""

import ast
import time
import types

from nnlearn.checks.diagnosis.changes.mutations import mutate
from nnlearn.checks.diagnosis.changes.repair import ONE_TRY
from nnlearn.checks.diagnosis.source import source_of
from nnlearn.checks.guarded_call import quiet
from nnlearn.checks.limits import TimeUp, time_limit

SECONDS = 2.0


def as_if(trial, found):
    """Return how the solution would have to be changed to give what was found on every ordinary input.

    Parameters
    ----------
    trial : Trial
    found : list of Outcome

    Returns
    -------
    str
        "a term, `bias`, were left out"; empty if nothing or too much explains it.
    """
    source = source_of(trial.exercise.reference)
    places = trial.ordinary
    wrong = [i for i in places if trial.differ(trial.expected[i], found[i]) is not None]
    if source is None or not wrong or any(found[i].error is not None for i in places):
        return ""
    explanations: list[str] = []
    end = time.monotonic() + SECONDS
    order = [*wrong[:1], *places]
    for mutation, changed_in in _mutations(source):
        if time.monotonic() > end or len(explanations) > 6:
            break
        try:
            with time_limit(ONE_TRY), quiet():
                if changed_in is not source:
                    source.namespace[changed_in.tree.name] = changed_in.build()
                changed = source.build()
                if all(_same(trial, found[i], trial.outcomes(changed, [i])[0]) for i in order):
                    explanations.append(mutation.as_if)
        except (Exception, TimeUp):
            continue
    told = list(dict.fromkeys(explanations))
    clear = len(told) == 1 and ("something" not in told[0] or "`" in told[0])
    return told[0] if clear else ""  # two that explain equally are not guessed between


def _mutations(source):
    """Yield (Mutation, Source that is changed) for the solution, then for each function of the lesson that it calls."""
    for mutation in mutate(source.tree):
        yield mutation, source
    called = {node.func.id for node in ast.walk(source.tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")}
    for name in sorted(called):
        helper = source.namespace.get(name)
        own = isinstance(helper, types.FunctionType) and helper.__module__ == source.namespace.get("__name__")
        inner = source_of(helper) if own else None
        if inner is not None:
            for mutation in mutate(inner.tree):
                yield mutation, inner
            source.namespace[name] = helper


def _same(trial, found, changed):
    return changed.error is None and trial.compare(trial.part(changed), trial.part(found)) is None
