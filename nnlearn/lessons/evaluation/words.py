"""What the threshold explorer says in words, made from its view."""

import numpy as np

from nnlearn.lessons.evaluation.people import MEANS, ORDER
from nnlearn.lessons.evaluation.rates import (
    NAMES,
    average_precision,
    best_threshold,
    bins,
    calibration_error,
    cheapest,
    costs,
)
from nnlearn.lessons.evaluation.state import COST, PR, ROC
from nnlearn.lessons.evaluation.strip import interval, value
from nnlearn.lessons.evaluation.thresholds import written
from nnlearn.plots.numbers import fixed

MODELS = {
    "logistic": "One neuron with a sigmoid, trained on 427 other samples.",
    "network": "Two hidden layers, trained on 427 other samples until no mistake was left there.",
    "naive Bayes": "Naive Bayes, fitted to 427 other samples: each of the 30 measurements counts as new evidence.",
}
FORMULAS = {
    "recall": ("found / all ill", "TP", ("TP", "FN")),
    "specificity": ("rightly no alarm / all healthy", "TN", ("TN", "FP")),
    "precision": ("found / all alarms", "TP", ("TP", "FP")),
}


def title(view):
    """Return what the threshold makes of the samples shown."""
    found, missed, false, left = view.counts
    draw = f"draw {view.state.redraw}, " * bool(view.state.redraw)
    return (
        f"{draw}t = {written(view.state.threshold)}: {found} of {found + missed} malignant found, "
        f"{false} alarms among {false + left} benign"
    )


def head(view):
    """Return the heading of the panel on the right."""
    state = view.state
    if state.shown == ROC:
        return f"ROC: area (AUC) {value(view.numbers[2])}"
    if state.shown == PR:
        recall, alarms = view.path
        return f"average precision {fixed(average_precision(recall, alarms, state.prevalence), 3)}"
    if state.shown == COST:
        return f"cost per 1,000 people: {amount(cost(view))}"
    return f"calibration error (ECE) {fixed(calibration_error(bins(view.sample, view.times)), 3)}"


def fact(view):
    """Return the line below it."""
    state = view.state
    if state.shown == ROC:
        return "each point is a threshold; the dot is this one"
    if state.shown == PR:
        return f"if {1000 * state.prevalence:.0f} of 1,000 people are ill"
    if state.shown == COST:
        formula, at_formula, at_lowest = bargain(view)
        return f"▼ formula {written(formula)}: {amount(at_formula)}   ◆ lowest: {amount(at_lowest)}"
    return "share of malignant samples at each p; bars: 95 %"


def cost(view, threshold=None):
    """Return what the mistakes of 1,000 people cost at a threshold, that of the view if none is given."""
    place = view.place if threshold is None else view.sample.place(threshold)
    recall, alarms = (rate[place] for rate in view.path)
    return float(costs(recall, alarms, view.state.prevalence, view.state.cost))


def bargain(view):
    """Return the threshold of the formula, the cost there, and the lowest cost of all thresholds."""
    state = view.state
    formula = best_threshold(state.cost, state.prevalence)
    lowest = cheapest(view.path, state.prevalence, state.cost)
    return formula, cost(view, formula), cost(view, view.sample.threshold(lowest))


def amount(number):
    """Return a cost as text.

    Examples
    --------
    >>> amount(1083.4), amount(3.25)
    ('1,083', '3.2')
    """
    return f"{number:,.0f}" if number >= 10 else fixed(number, 1)


def alt(view):
    """Return all that the picture shows, as sentences."""
    counts = ", ".join(f"{MEANS[box]} {fixed(n, 1)}" for box, n in zip(ORDER, view.people, strict=True))
    numbers = ", ".join(
        f"{name} {value(v)} ({interval(*ends)})"
        for name, v, ends in zip(NAMES, view.numbers, view.intervals.T, strict=True)
    )
    ill = f"{1000 * view.state.prevalence:.0f}"
    moved = f" {len(view.state.moved)} moved by hand." * bool(view.state.moved)
    return (
        f"{len(view.sample.y)} samples. {MODELS[view.state.model]}{moved} {title(view)}. Of 1,000 people, {ill} of "
        f"them ill: {counts}. {numbers}. {head(view)}; {fact(view)}."
    )


# What lies under the pointer.


def case(view, number):
    """Return what a sample is, and what the threshold says of it."""
    sample = view.sample
    p, malignant = sample.p[number], sample.y[number] == 1
    alarm = p >= view.state.threshold
    kind = MEANS[("TP" if malignant else "FP") if alarm else ("FN" if malignant else "TN")]
    said = {"found": "found", "missed": "missed", "false alarms": "a false alarm"}.get(kind, kind)
    times = f"in this draw {view.times[number]:.0f} times\n" * bool(view.state.redraw)
    truth = "malignant" if malignant else "benign"
    return f"sample {number + 1}, {truth}: drag me\np = {written(p)}: {said}\n{times}".strip()


def threshold(view, t):
    """Return what a threshold would do."""
    ill, place = view.sample.y == 1, view.sample.p >= t
    false = int((place & ~ill).sum())
    return (
        f"t = {written(t)}: {int((place & ill).sum())} of {int(ill.sum())} found,\n{false} false alarms: click or drag"
    )


def people(view, box):
    """Return what a square of the thousand stands for."""
    number = fixed(view.people[ORDER.index(box)], 1)
    sick = "ill" if box in ("TP", "FN") else "healthy"
    alarm = "an alarm" if box in ("TP", "FP") else "no alarm"
    return f"{MEANS[box]}: {number} of 1,000 people\n{sick}, and {alarm} ({box})"


def point(view, place):
    """Return where a point of the curve is: its threshold, and what it gives."""
    recall, alarms = (rate[place] for rate in view.path)
    start = f"t = {written(view.sample.threshold(place))}: recall {fixed(recall, 3)},\n"
    if view.state.shown == ROC:
        return f"{start}1 − specificity {fixed(alarms, 3)}: click to go there"
    pi = view.state.prevalence
    every = pi * recall + (1 - pi) * alarms
    return f"{start}precision {value(pi * recall / every if every else np.nan)}: click to go there"


def price(view, t):
    """Return what the mistakes at a threshold cost."""
    return f"t = {written(t)}: {amount(cost(view, t))} per 1,000 people,\ncounted in false alarms: click to go there"


def honesty(view, p):
    """Return what the bin of a probability holds, or that it is empty."""
    low = min(int(p * 10), 9) / 10
    here = [one for one in bins(view.sample, view.times) if low <= one[0] < low + 0.1 + (low == 0.9)]
    if not here:
        return f"no sample with p from {fixed(low, 1)} to {fixed(low + 0.1, 1)}"
    (mean, share, count) = here[0]
    return f"{count:.0f} samples, p = {fixed(mean)} on average:\n{share * count:.0f} malignant, {fixed(share)}"


def number(view, column):
    """Return what one of the six numbers is, and its interval."""
    name, pi = NAMES[column], view.state.prevalence
    counts = dict(zip(ORDER, view.people, strict=True))
    if name in FORMULAS:
        text, top, parts = FORMULAS[name]
        how = f"{text}\n= {fixed(counts[top], 1)} / ({' + '.join(fixed(counts[part], 1) for part in parts)})"
    else:
        right = fixed(counts["TP"] + counts["TN"], 1)
        how = {
            "AUC": "how often a malignant sample\nhas a higher score than a benign one",
            "accuracy": f"right answers / all people\n= {right} / 1,000",
            "F1": "2 TP / (2 TP + FP + FN): the harmonic mean\nof precision and recall",
        }[name]
    low, high = view.intervals[:, column]
    sure = f"95 % of the draws: {fixed(low, 3)} to {fixed(high, 3)}" if np.isfinite(low) else "some draws have no alarm"
    if low == high:
        sure = "no mistake here, so none in any draw: too sure"
    ill = f"at {1000 * pi:.0f} ill of 1,000" if column > 2 else "at every prevalence"
    return f"{name} {value(view.numbers[column])}, {ill}\n{how}\n{sure}"
