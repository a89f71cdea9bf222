"""Mistakes that people really make in 33.5: the wrong answers that `check` names."""

from nnlearn.lessons.capstone.answers import FINDINGS
from nnlearn.lessons.capstone.reports import REPORTS


def instead(**others):
    """Return the findings with some of them replaced."""
    return {**FINDINGS, **others}


from_zero = {name: (fault, line - 1) for name, (fault, line) in FINDINGS.items()}
at_the_result = {name: (fault, len(REPORTS[name])) for name, (fault, _) in FINDINGS.items()}
search_blamed = instead(C=("best of many", 3))
SEARCHES = (instead(C=("leak", 3)),)
kept_for_one_start = instead(B=("one start", 6))
KEPT = tuple(instead(B=("one start", line)) for line in (3, 4, 7))
time_for_leak = instead(F=("leak", 3))
TIMES = (instead(F=("leak", 4)),)
scale_blamed = instead(A=("leak", 2))
weak_step = instead(D=("masked attack", 5))
STEPS = (instead(D=("masked attack", 4)),)
share_blamed = instead(E=("map of the picture", 5))
