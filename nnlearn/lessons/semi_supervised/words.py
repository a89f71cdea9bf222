"""What the label explorer says: its title and lines, what lies under the pointer, and its alt text."""

from collections import Counter

import numpy as np

from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.purchases import MOST, curves
from nnlearn.lessons.semi_supervised.self_training import NEAREST
from nnlearn.lessons.semi_supervised.state import MINE
from nnlearn.plots.numbers import fixed, significant


def number(count, noun):
    """Return a number with its noun.

    Examples
    --------
    >>> number(1, "label"), number(1327, "label")
    ('1 label', '1,327 labels')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def title(view):
    """Return the setting in one line."""
    state = view.state
    draw = "" if state.way == MINE else f", draw {state.draw}"
    told = number(len(view.bought), "label") if view.bought else "No label"
    return f"{told}, bought {state.way}{draw}" if view.bought else "No label: the clerk waits for your click"


def scores(view):
    """Return how good the learner is, and others with as many labels, in one line."""
    if not view.bought:
        return "1,348 scanned digits. Those that look alike lie near each other."
    n, found = len(view.bought), curves(view.state.learner)
    random, centres = (fixed(part[:, n - 1].mean(), 3) for part in found)
    others = f"{n} at random: {random}, of centres: {centres} (means of ten draws)."
    alone = f", {fixed(view.alone, 3)} before the first round" if view.at else ""
    return f"Reads {fixed(view.accuracy, 3)} of 449 held-out digits{alone}. " + ("" if view.at else others)


def kept(view):
    """Return what the rounds have done, in one line."""
    if not view.bought:
        return "Click a dot to buy its label."
    rest = len(digits().y) - len(view.bought)
    if not view.at:
        most = "Click a dot to buy its label. " if len(view.bought) < MOST else ""
        return f"{most}Play lets the learner label what it is sure of: p ≥ {view.state.threshold:g}."
    said = f"{number(view.at, 'round')}: {len(view.kept):,} of {rest:,} others have a label of the learner"
    return f"{said}, {number(len(view.wrong), 'wrong one')} (ringed)." if view.state.peek else f"{said}."


def islands(view, most=1):
    """Return the largest groups of wrong labels: (true digit, label, how many).

    Parameters
    ----------
    view : View
    most : int, default 1

    Returns
    -------
    list of tuple
    """
    pairs = Counter(zip(digits().y[view.wrong].tolist(), view.labels[view.wrong].tolist(), strict=True))
    found = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))[:most]
    return [(true, label, count) for (true, label), count in found]


def describe(view):
    """Return the alt text."""
    state = view.state
    learner = "Learner: " + ("the nearest labelled digit." if state.learner == NEAREST else "softmax on the pixels.")
    said = [title(view) + ".", scores(view).strip(), kept(view)]
    if view.bought:
        counts = np.bincount(view.labels[list(view.bought)], minlength=10)
        missing = [str(k) for k in np.flatnonzero(counts == 0)]
        said.append(
            f"Digits without a bought label: {', '.join(missing)}." if missing else "All ten digits are bought."
        )
        said.append(learner)
    if state.peek:
        said += [f"Largest island: {count} digits {true} labelled {label}." for true, label, count in islands(view)]
    said.append(f"Chosen: digit {state.chosen}, {told(view, state.chosen)}.")
    return " ".join(said)


def heads(view):
    """Return what stands above the picture of the chosen digit, and above those beside it."""
    return "chosen", "nearest labelled ones"


def short_label(view, place):
    """Return what stands below the picture of a digit: its label, the learner's answer, or a question mark."""
    if place in view.bought:
        return str(digits().y[place])
    if not view.bought:
        return "?"
    return f"{view.p[place].argmax()}?"


def told(view, place):
    """Return what is known of a digit, in a few words."""
    if place in view.bought:
        return f"bought: {digits().y[place]}"
    if not view.bought:
        return "no label"
    p = view.p[place]
    return f"the learner says {p.argmax()}, p = {fixed(p.max())}"


# Under the pointer.


def digit(view, place):
    """Return what is known of a digit of the map."""
    said, state = [f"digit {place}, {told(view, place)}"], view.state
    if place in view.bought:
        return f"{said[0]}\nclick to hand it back"
    if view.labels[place] >= 0:
        said.append(f"it kept the label {view.labels[place]} in round {view.at}")
    if state.peek:
        said.append(f"the clerk would say {digits().y[place]}")
    said.append("click to buy its label" if len(view.bought) < MOST else f"{MOST} labels are all you can pay")
    return "\n".join(said)


def bought(view, x):
    """Return the learning curves at a number of labels."""
    n, found = int(np.clip(round(x), 1, MOST)), curves(view.state.learner)
    low, high = (fixed(part, 3) for part in (found.random[:, n - 1].min(), found.random[:, n - 1].max()))
    own = f"\nthese: {fixed(view.own[n - 1], 3)}" if n <= len(view.own) else ""
    mean, centres = (fixed(part[:, n - 1].mean(), 3) for part in found)
    return f"{number(n, 'label')}, no rounds\nat random: {mean} ({low} to {high})\ncentres: {centres}{own}"


def rounds(view, x):
    """Return what was measured after a number of rounds."""
    k = max(round(x), 0)
    if not view.bought:
        return "no label, so there is nothing to learn"
    if k > view.at:
        return f"round {k} has not been played"
    accuracy, share, right = view.run[k]
    more = (
        f"\nof the kept labels {significant(100 * right)} % are right" if view.state.peek and np.isfinite(right) else ""
    )
    kept_then = f"\nkept {fixed(100 * share, 0)} % of the unlabelled digits" if k else ""
    return f"after {number(k, 'round')}: reads {fixed(accuracy, 3)}{kept_then}{more}"
