"""What the gap explorer says: its title, the parts of an error, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.generalization.replays import SHOWN
from nnlearn.lessons.generalization.signals import unseen
from nnlearn.lessons.generalization.sine_fits import PLACES
from nnlearn.lessons.generalization.state import NETWORK, RANDOM, SINE
from nnlearn.plots.numbers import fixed, significant


def big(value):
    """Return a number with thousands separated, or with three digits; what rounding makes of a zero is 0.

    Examples
    --------
    >>> big(16251.2), big(0.0862), big(4e-21), big(147_454_671)
    ('16,251', '0.0862', '0', '1.47e8')
    """
    if 1000 <= value < 1e6:
        return f"{value:,.0f}"
    return tiny(value)


def tiny(value):
    """Return a number with three digits, or 0 if it is what rounding leaves of one.

    Examples
    --------
    >>> tiny(-0.0862), tiny(-4e-21)
    ('−0.0862', '0')
    """
    return significant(value) if abs(value) >= 1e-6 else "0"


def moment(view):
    """Return when this is, or "" at the end."""
    if view.state.task == SINE:
        return "" if np.isinf(view.step) else f", after {counted(view.step, 'step')} of gradient descent"
    return f", after {counted(view.step, 'step')}" if view.state.task == NETWORK else ""


def counted(number, noun):
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "step"), counted(1560, "step")
    ('1 step', '1,560 steps')
    """
    return f"{number:,.0f} {noun}{'' if number == 1 else 's'}"


def remedies(state):
    """Return what is done against the gap, in words."""
    if state.task != NETWORK:
        return f"λ = {significant(state.l2)}" if state.l2 else "no L2"
    found = []
    if state.shift:
        found.append(f"shift {state.shift}")
    if state.dropout:
        found.append(f"dropout {significant(state.dropout)}")
    if state.decay:
        found.append(f"weight decay {significant(state.decay)}")
    return ", ".join(found) or "no remedy"


def title(view):
    """Return the setting in one line."""
    state = view.state
    if state.task == SINE:
        return f"Degree {state.degree} on {state.points} points, {remedies(state)}{moment(view)}"
    if state.task == RANDOM:
        wrong = f", {100 * state.wrong:.0f} % random labels" if state.wrong else ""
        return f"{state.features:,} random features on {state.examples:,} signals{wrong}, {remedies(state)}"
    return f"A network on {state.signals:,} signals, {remedies(state)}{moment(view)}"


def sentence(view):
    """Return the errors in one line."""
    training, unseen_error = (curve[view.place] for curve in view.curves[:2])
    if view.state.task == SINE:
        return f"Squared error, mean of all draws: training {big(training)}, unseen {big(unseen_error)}."
    text = f"Wrong answers, five recorded seeds: training {fixed(training, 3)}, unseen {fixed(unseen_error, 3)}"
    if view.state.task == RANDOM:
        return f"{text}. Norm of the weights: {big(view.norm)}."
    return f"{text}. Loss of the unseen: {fixed(view.loss)}."


def strip(view):
    """Return the heading of the strip below the errors."""
    return {SINE: "", RANDOM: "norm of the output weights", NETWORK: "loss of the unseen signals"}[view.state.task]


def crossing(task):
    """Return the name of the dotted line."""
    return "weights = points" if task == SINE else "features =\nsignals"


def influence_head(view):
    """Return the heading of the strip below the sine."""
    return f"how far the fit moves if point {view.state.chosen + 1} rises by 1"


def signals_head(view):
    """Return the heading of the signals."""
    return f"six unseen signals, and what seed {view.state.seed} says"


def answer(label, says):
    """Return what was answered to a signal.

    Examples
    --------
    >>> answer(2, 2), answer(6, 5)
    ('a 2: says 2 ✓', 'a 6: says 5 ✗')
    """
    return f"a {label}: says {says} {'✓' if label == says else '✗'}"


def parts(view):
    """Return the parts of the bar, each with its number."""
    if view.state.task == SINE:
        names = ("bias²", "variance", "noise σ²")
        return [f"{name} {big(value)}" for name, value in zip(names, view.parts, strict=True)]
    return [f"{name} {fixed(value, 3)}" for name, value in zip(("training error", "gap"), view.parts, strict=True)]


def total(view):
    """Return what the parts add up to."""
    if view.state.task == SINE:
        return f"= {big(sum(view.parts))}{': off the bar' if sum(view.parts) > 1 else ' unseen'}"
    return f"= {fixed(sum(view.parts), 3)} of 1,000 unseen signals"


def describe(view):
    """Return the alt text."""
    said = f"{title(view)}. {sentence(view)} {', '.join(parts(view))}, {total(view)}."
    if view.state.task == SINE:
        return f"{said} {spread(view)} {influence(view)}"
    _, labels = unseen()
    right = int((view.answers == labels[:SHOWN]).sum())
    return f"{said} Of six unseen signals seed {view.state.seed} reads {right} right."


def spread(view):
    """Return how far apart the fits are, and where most."""
    place = int(view.fits.spread.argmax())
    widest = big(view.fits.spread[place])
    return f"The fits of other draws spread most at x = {fixed(PLACES[place])}: by {widest} (standard deviation)."


def influence(view):
    """Return what the chosen point does to the fit where it does most."""
    j = view.state.chosen
    column = view.fits.influence[:, j]
    place = int(np.abs(column).argmax())
    return (
        f"If point {j + 1} at x = {fixed(view.fits.x[j])} rises by 1, the fit moves most at x = {fixed(PLACES[place])}"
        f": by {tiny(column[place])}."
    )


# Under the pointer.


def point(view, j):
    """Return what is known of a point."""
    fits = view.fits
    return (
        f"point {j + 1}: drag me up or down\nx = {fixed(fits.x[j])}, y = {fixed(fits.y[j])}\n"
        f"truth {fixed(np.sin(np.pi * fits.x[j]))}"
    )


def at_x(view, x):
    """Return the fits at a place of the sine."""
    fits, k = view.fits, int(np.abs(PLACES - x).argmin())
    truth = np.sin(np.pi * PLACES[k])
    return (
        f"x = {fixed(PLACES[k])}: this fit {significant(fits.fit[k])}, truth {fixed(truth)}\n"
        f"bias {tiny(fits.mean[k] - truth)}, standard deviation {tiny(fits.spread[k])}"
    )


def influence_at(view, x):
    """Return the influence of the chosen point at a place."""
    k = int(np.abs(PLACES - x).argmin())
    return (
        f"point {view.state.chosen + 1} up by 1:\nthe fit at x = {fixed(PLACES[k])} moves by "
        f"{tiny(view.fits.influence[k, view.state.chosen])}"
    )


def value(view, place):
    """Return a value of the axis, in words."""
    number = view.axis.values[place]
    return f"{view.axis.label}: " + ("the end" if np.isinf(number) else f"{number:,g}")


def errors_at(view, place):
    """Return the errors at a value of the axis."""
    write = big if view.state.task == SINE else lambda number: fixed(number, 3)
    training, unseen_error = (write(curve[place]) for curve in view.curves[:2])
    return f"{value(view, place)}\ntraining {training}, unseen {unseen_error}\nclick or drag to go there"


def below_at(view, place):
    """Return what the strip shows at a value of the axis."""
    found = (f"{name} {big(values[place])}" for name, values in view.curves.below.items())
    return f"{value(view, place)}\n{', '.join(found)}"


def signal(view, k):
    """Return what is known of one of the signals shown."""
    _, labels = unseen()
    return f"unseen signal {k + 1}, a {labels[k]}\nseed {view.state.seed} says {view.answers[k]}"


MEANING = {
    "bias²": "how wrong the mean of all fits is, squared",
    "variance": "how far the fits of other draws are from their mean, squared",
    "noise σ²": "no fit can predict the noise of a new point",
    "training error": "share of wrong answers to the signals it learned from",
    "gap": "what is added on signals it has not seen",
}


def part(view, k):
    """Return what a part of the bar means."""
    names = ("bias²", "variance", "noise σ²") if view.state.task == SINE else ("training error", "gap")
    return f"{parts(view)[k]}\n{MEANING[names[k]]}"
