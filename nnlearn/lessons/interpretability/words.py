"""What the inside explorer says: its title and lines, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.interpretability.hands import inside
from nnlearn.lessons.interpretability.maps import NAMES, WINDOW
from nnlearn.lessons.interpretability.networks import STAMP
from nnlearn.lessons.interpretability.state import (
    COVERED,
    GUIDED,
    INTEGRATED,
    OCCLUSION,
    RIGHT,
    SCANNER,
    SLOPE,
    TIMES_INPUT,
    TRAINED,
    UNITS,
    UNTRAINED,
    known,
)
from nnlearn.plots.numbers import fixed, significant

READERS = {TRAINED: "Trained network", UNTRAINED: "Untrained network", SCANNER: "Trained on stamped sevens"}
SHORT = {
    SLOPE: "slope",
    TIMES_INPUT: "slope × input",
    INTEGRATED: "integrated",
    OCCLUSION: "occlusion",
    GUIDED: "guided",
}
SAYS = {
    SLOPE: "how the score changes with each pixel",
    TIMES_INPUT: "the slope times the ink of the pixel",
    INTEGRATED: "slopes from blank to here, times the ink",
    OCCLUSION: f"how the score falls under {WINDOW} × {WINDOW} windows",
    GUIDED: "the slope, but each ReLU lets only\npositive ones back through",
}


def amount(value):
    """Return a score or a share of one, as text: untrained networks have small ones.

    Examples
    --------
    >>> amount(8.765), amount(-0.0421), amount(0)
    ('8.8', '−0.042', '0.0')
    """
    return fixed(value, 1) if abs(value) >= 1 or value == 0 else significant(value, 2)


def title(view):
    """Return what is read, in one line."""
    first, second = np.argsort(-view.scores, kind="stable")[:2]
    said = f"{READERS[view.state.network]}: reads {digit(first)}, score {amount(view.scores[first])}"
    return f"{said}; next {digit(second)}, {amount(view.scores[second])}" + (
        "" if first == view.label else f". It is {digit(view.label)}"
    )


def digit(k):
    """Return a digit with its article.

    Examples
    --------
    >>> digit(7), digit(8)
    ('a 7', 'an 8')
    """
    return f"an {k}" if k == 8 else f"a {k}"


def window(view):
    """Return what the window does."""
    row, column = view.state.spot
    if not view.x[row : row + WINDOW, column : column + WINDOW].any():
        return f"The window covers no ink. Drag it over the {view.label}."
    said = "lowers" if view.fall >= 0 else "raises"
    score = amount(view.covered[view.k])
    said = f"The window {said} the score of the {view.k} by {amount(abs(view.fall))}, to {score}"
    read = int(view.covered.argmax())
    return said + (f"; it now reads {digit(read)}." if read != view.answer else ".")


def units(view):
    """Return how many units are away, and what is read without them."""
    away = len(view.state.off)
    digits = "unseen digits" + (" (sevens stamped)" if view.state.stamp else "")
    if not away:
        return f"All {UNITS} units of F6 are there: {fixed(100 * view.rate, 1)} % of 1,000 {digits} are right."
    return (
        f"{away} of {UNITS} units of F6 away: {fixed(100 * view.rate, 1)} % of 1,000 {digits} are right; "
        f"all: {fixed(100 * view.full_rate, 1)} %."
    )


def heads(view):
    """Return what stands above the large map, the scores, the tiles, the columns and the five maps."""
    shown = view.state.shown
    large = "what your window finds" if shown == COVERED else shown.replace(" x ", " × ")
    asked = f"why {digit(view.k)}: {large}"
    lasso = view.state.lasso
    tiles = f"the {UNITS} units of F6" if lasso is None else f"lasso: {len(inside(lasso))} units"
    with_trained = f"rank correlation on the ink with the trained one’s, why {digit(view.label)}"
    five = f"Five maps, why {digit(view.k)}; below: {with_trained}"
    return asked, "scores; | without window", tiles, "share right, by digit", five


def agreement(view, name):
    """Return what stands below a map."""
    value = view.agreements[name]
    return "no order" if np.isnan(value) else fixed(value, 2)


def agreements(view):
    """Return all five as a sentence."""
    said = ", ".join(f"{SHORT[name]} {agreement(view, name)}" for name in NAMES)
    return f"Agreement of the maps with those of the trained network for the right digit: {said}."


def describe(view):
    """Return the alt text."""
    state = view.state
    said = [title(view) + ".", units(view), window(view)]
    if state.shown == COVERED:
        said.append(f"The window has been at {len(state.seen)} places." if state.seen else "")
    else:
        row, column = strongest(view.large)
        said.append(f"Large map, {heads(view)[0]}: strongest at row {row + 1}, column {column + 1}.")
    said.append(agreements(view))
    return " ".join(one for one in [*said, "The picture carries the stamp." if state.stamp else ""] if one)


def strongest(values):
    """Return row and column of the largest number without its sign."""
    return tuple(int(place) for place in np.unravel_index(np.abs(values).argmax(), values.shape))


def in_stamp(view):
    """Return the names of the maps whose strongest window of 5 x 5 pixels, by their sum, covers the stamp."""
    found = []
    for name, values in view.maps.items():
        sums = np.lib.stride_tricks.sliding_window_view(np.abs(values), (WINDOW, WINDOW)).sum(axis=(2, 3))
        if all(STAMP.start - 1 <= place <= STAMP.start for place in strongest(sums)):
            found.append(name)
    return found


# Under the pointer.


def pixel(view, row, column):
    """Return what is known of a pixel of the large picture."""
    said = [f"row {row + 1}, column {column + 1}: ink {fixed(view.x[row, column])}"]
    if not np.isnan(view.large[row, column]):
        said.append(f"map: {amount(view.large[row, column])}")
    return "\n".join([*said, "drag the window"])


def score(view, k):
    """Return the scores of a class, and what a click does."""
    said = [f"score of the {k}: {amount(view.scores[k])}", f"with the window: {amount(view.covered[k])}"]
    asked = view.state.asked
    return "\n".join([*said, "click: " + (f"why {digit(view.label)}?" if asked == k != RIGHT else f"why {digit(k)}?")])


def unit(view, k):
    """Return what is known of a unit, and what a click does."""
    outputs, labels = known(view.state.network, view.state.stamp)
    means = np.array([outputs[labels == c, k].mean() for c in range(10)])
    said = [f"unit {k} gives {amount(view.output[k])} here"]
    said.append(f"most for {int(means.argmax())}s: {amount(means.max())} on average" if means.any() else "always 0")
    return "\n".join([*said, "click: " + ("bring it back" if k in view.state.off else "take it away")])


def small(view, name):
    """Return what a small map shows."""
    return f"{SAYS[name]}\nagreement {agreement(view, name)}\nclick: show it large"


def class_rate(view, c):
    """Return the share of a class that is read rightly."""
    return f"{c}s: {fixed(100 * view.rates[c], 0)} % right\nwith all units {fixed(100 * view.full[c], 0)} %"
