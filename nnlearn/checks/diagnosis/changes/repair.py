"""Look for the one place in a wrong answer where a small change makes it right.

The change itself is never told: only the line, and what in it to look at.
"""

import time

from nnlearn.checks.diagnosis.changes.mutations import mutate
from nnlearn.checks.diagnosis.source import source_of
from nnlearn.checks.guarded_call import quiet
from nnlearn.checks.limits import TimeUp, time_limit

SECONDS = 2.5  # for the whole search
ONE_TRY = 0.25  # a changed loop may never end
NAME = "is it the right name?"


def repair(trial, answer, places):
    """Return (line of code, what to look at) for the changes that make an answer right, those in one place once.

    Parameters
    ----------
    trial : Trial
    answer : function or class
    places : list of int
        The inputs to try first: those on which the answer is wrong.

    Returns
    -------
    list of (str, str)
        Empty if there is none; two or more places are equally good.
    """
    found: dict = {}
    for (line, look), mutation in working(trial, answer, places, SECONDS):
        found.setdefault(mutation.core, {}).setdefault(line, []).append(look)
    likely = found.get(True) or found.get(False) or {}  # rather an operator or a name than one minus more
    return [(line, _one_look(looks)) for line, looks in likely.items()]


def _one_look(several):
    """Return what to look at in a line: where several changes of it would do, a wrong name is the least likely."""
    slips = (one for one in several if not one.endswith(NAME))
    return next(slips, several[0])


def working(trial, answer, places, seconds):
    """Yield ((line, what to look at), Mutation) for every change of the source that solves the exercise."""
    source = source_of(answer)
    if source is None:
        return
    end = time.monotonic() + seconds
    for mutation in mutate(source.tree):
        if time.monotonic() > end:
            return
        try:
            with time_limit(ONE_TRY), quiet():
                changed = source.build()
                right = all(trial.differ(trial.expected[i], trial.outcomes(changed, [i])[0]) is None for i in places)
                right = right and trial.solves(changed)
        except (Exception, TimeUp):  # a changed program may do anything
            continue
        if right:
            yield (source.line(mutation.line), mutation.look), mutation
