"""The check of exercise 33.5: a fault and a line for each report, and the test that shows the fault."""

import operator

from nnlearn.checks.compare import named
from nnlearn.lessons.capstone import audits
from nnlearn.lessons.capstone.answers import FINDINGS
from nnlearn.lessons.capstone.reports import FAULTS, REPORTS


def finding(answer, name):
    """Return the fault and the line that an answer names for a report."""
    if not isinstance(answer, dict):
        raise TypeError(f'Expected a dict such as {{"A": ("leak", 1), ...}}, got {named(answer)}.')
    if other := [key for key in answer if key not in REPORTS]:
        raise ValueError(f"The reports are called {', '.join(REPORTS)}; there is no report {_short(other[0])}.")
    found = answer.get(name)
    if found is None or found is ...:
        return None
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise ValueError(f'Report {name}: expected a fault and the number of a line, ("leak", 1), got {_short(found)}.')
    fault, line = found
    if not isinstance(fault, str) or fault not in FAULTS:
        raise ValueError(f"Report {name}: there is no fault {_short(fault)}. Expected one of {', '.join(FAULTS)}.")
    try:
        line = operator.index(line)
    except TypeError:
        raise TypeError(f"Report {name}: expected the number of a line, counted from 1, got {_short(line)}.") from None
    return fault, line


def _short(value):
    told = repr(value)
    return told if len(told) <= 60 else f"{told[:56]} ..."


def shown(name):
    """Run the test that shows the fault of a report, and return in a sentence what it gives."""
    if name == "A":
        reported, again = audits.genes(False), audits.genes(True)
        return f"with the genes chosen from the learning half alone, {reported:.2f} becomes {again:.2f}, a coin's"
    if name == "B":
        found = audits.starts()
        best = found[found[:, 0].argmax()]
        return (
            f"the start that was kept reads {best[0]:.2f} of the 100 test digits and {best[1]:.2f} of 1,497 "
            f"others; the mean of the 20 starts there is {found[:, 1].mean():.2f}"
        )
    if name == "C":
        found = audits.rivals()
        before, after, ours = (found[key] for key in ("before", "after", "network"))
        chosen = f"with k by validation (k = {found['k']})"
        return f"{chosen} the neighbours' {before:.3f} becomes {after:.3f}, ahead of the network's {ours:.3f}"
    if name == "D":
        entropy, margin = audits.left()
        return f"along the slope of the margin, which cannot vanish, {entropy:.2f} becomes {margin:.2f}"
    if name == "E":
        learned, nothing, alike = audits.maps()
        return (
            f"networks that learned nothing put {nothing:.2f} of their maps on the stroke, the trained ones "
            f"{learned:.2f}, and the two maps of a digit agree (rank correlation {alike:.2f})"
        )
    (near, _), (later, rival) = audits.forecasts()
    cut = f"learned from the first 800 windows and tested on the later ones, {near:.2f} becomes {later:.2f}"
    return f"{cut}, the rival's error is {rival:.2f}"


TRIED = {  # what one would do to see whether a report has this fault
    "leak": "do all that looks at data again inside the learning part",
    "best of many": "judge the chosen model on examples that did not choose it",
    "untuned rival": "give both sides as many tries on validation",
    "masked attack": "attack along a slope that cannot vanish",
    "map of the picture": "draw the same map for a network that learned nothing",
    "shuffled time": "test on what comes later than all that was learned",
    "one start": "train again from four other starts",
    "no interval": "draw the test examples again and again",
}
WHY_NOT = {
    "one start": "Here more than one start was trained, or there is no start to draw",
    "no interval": "Its last line says how far chance moves the result",
}


def advice(answer):
    """Say of the first reports that are not found what the test for the answer's fault shows."""
    try:
        found = {name: finding(answer, name) for name in REPORTS}
    except (TypeError, ValueError):
        return ""  # the error says it
    right = sum(found[name] == FINDINGS[name] for name in REPORTS)
    told = [_of_one(name, found[name]) for name in REPORTS if found[name] != FINDINGS[name]]
    return " ".join([f"{right} of 6 are found.", *told[:2]])


def _of_one(name, found):
    if found is None:
        return f"Report {name} has no finding yet."
    fault, line = found
    if (name, fault, line) == ("A", "leak", 2):
        return "Report A: line 2 is a leak, too, and repaired alone it hardly changes the number. Which one does?"
    if fault == FINDINGS[name][0]:
        return (
            f"Report {name}: yes, {fault}, and the test shows it: {shown(name)}. But line {line} could stand in an "
            "honest report. Which one could not?"
        )
    why = WHY_NOT.get(fault, "This report would pass that test")
    return f"Report {name}: {fault!r} is tested like this: {TRIED[fault]}. {why}; look for another fault."


def told(findings):
    """Return what the tests show, a line for each report whose fault and line are found."""
    found = REPORTS if findings is not ... else ()
    return "\n".join(f"{name}: {shown(name)}." for name in found if finding(findings, name) == FINDINGS[name])


def finding_in(answer, name):
    """Return what an answer finds in a report, as a text; the right one looks alike for all, and is given away by none.

    Parameters
    ----------
    answer : dict of str to (str, int)
    name : str

    Returns
    -------
    str
    """
    found = finding(answer, name)
    if found == FINDINGS[name]:
        return "what the test shows"
    return "nothing yet" if found is None else f"{found[0]}, line {found[1]}"
