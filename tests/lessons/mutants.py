"""Small changes of the solutions: which of them do the inputs of an exercise tell from the solution?

    python tests/lessons/mutants.py 02 18

Prints the changes that still pass and are not listed as equal, and the counts. A change that gives the same for every
input the task allows is listed, with the reason, in equivalent_mutants/02.json: {"02.1": {"the changed lines": "why"}}.
"""

import ast
import difflib
import json
import os
import sys
from pathlib import Path

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.changes.mutations import mutate, without_docstrings
from nnlearn.checks.diagnosis.source import source_of
from nnlearn.checks.guarded_call import quiet
from nnlearn.checks.limits import TimeUp, time_limit
from nnlearn.checks.report import right_but
from nnlearn.checks.trial import Trial

LISTS = Path(__file__).parent / "equivalent_mutants"
ENOUGH = 8  # with fewer core changes the others are tried as well
ONE_TRY = 3.0  # seconds: a changed loop may never end


def mutants(exercise):
    """Return {the changed lines: whether the inputs tell them from the solution}; {} if its text is not at hand."""
    source, trial, told = source_of(exercise.reference), Trial(exercise), {}
    if source is None:
        return {}
    assert trial.expected  # found before there is a limit: the first call may import PyTorch
    without_docstrings(source.tree)
    before = ast.unparse(source.tree).splitlines()
    for core in (True, False):
        if not core and len(told) >= ENOUGH:
            break
        for mutation in mutate(source.tree):
            if mutation.core is not core:
                continue
            changed = _difference(before, ast.unparse(source.tree).splitlines())
            if changed and changed not in told:
                told[changed] = _told(trial, source)
    return told


def _difference(before, after):
    """Return the lines that are new, or those that are gone if none is new."""
    changes = list(difflib.ndiff(before, after))
    new = [line[2:].strip() for line in changes if line.startswith("+ ")]
    gone = [f"without: {line[2:].strip()}" for line in changes if line.startswith("- ")]
    return " | ".join(new or gone)


def _told(trial, source):
    """Return whether `check` would refuse the changed solution."""
    try:
        with time_limit(ONE_TRY), quiet():
            changed = source.build()
            found = []
            for place, expected in enumerate(trial.expected):
                found += trial.outcomes(changed, [place])
                if trial.differ(expected, found[-1]) is not None:
                    return True
            return bool(right_but(trial, found, changed))
    except TimeUp:
        return True


def equivalent(number):
    """Return {exercise: {changed lines: why they give the same}} of one lesson."""
    path = LISTS / f"{number}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main(*numbers):
    os.environ["NNLEARN_PROGRESS"] = "memory"
    for number in numbers:
        for exercise in registry.exercises(number):
            if exercise.form != "function":
                continue
            told, listed = mutants(exercise), equivalent(number).get(exercise.id, {})
            alive = [changed for changed, known in told.items() if not known]
            print(f"{exercise.id}: {sum(told.values())} told, {len(alive)} alive, {len(listed)} listed")
            print("".join(f"    {changed}\n" for changed in alive if changed not in listed), end="")
            print("".join(f"    listed, but told: {changed}\n" for changed in listed if told.get(changed) is not False))


if __name__ == "__main__":
    main(*sys.argv[1:])
