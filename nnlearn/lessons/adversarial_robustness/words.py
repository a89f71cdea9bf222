"""What the attack explorer says: its title, what stands at its pictures, what lies under the pointer."""

import numpy as np

from nnlearn.lessons.adversarial_robustness.readers import CNN, LINEAR, NOTHING, SIDE, SIZES, TRAINED
from nnlearn.lessons.adversarial_robustness.state import OWN, PIXELS, index
from nnlearn.plots.numbers import fixed, real_minus

NAMES = {LINEAR: "the linear reader", CNN: "the CNN", TRAINED: "the MLP trained on attacks"}
SEEN = 0.5 / SIDE  # of the map's cells: an answer that covers more of them is written there
APART = 4  # cells between two such answers


def article(digit):
    """Return a digit with its article.

    Examples
    --------
    >>> article(8), article(4)
    ('an 8', 'a 4')
    """
    return f"an {digit}" if digit == 8 else f"a {digit}"


def sure(p):
    """Return how probable something is, without a 1 that is none.

    Examples
    --------
    >>> sure(0.9996), sure(0.87), sure(0.001)
    ('p > 0.99', 'p = 0.87', 'p < 0.01')
    """
    if p >= 0.995:
        return "p > 0.99"
    return f"p = {fixed(p)}" if p >= 0.005 else "p < 0.01"


def reader_name(view):
    """Return the reader with its article."""
    return NAMES.get(view.state.reader, f"the {view.state.reader}")


def sizes(view):
    """Return what has been done, in a few words."""
    state = view.state
    parts = [f"{kind} signs {fixed(getattr(state, kind))}" for kind in ("chosen", "tossed") if getattr(state, kind)]
    return " and ".join(parts) or "nothing changed"


def title(view):
    """Return what is shown, in one line."""
    return (
        f"{article(view.label).capitalize()}, {sizes(view)}: read as {article(view.read)} ({sure(view.p[view.read])})"
    )


def line(view):
    """Return how large the change is, in one line."""
    moved = int((np.abs(view.change) > 1e-12).sum())
    if not moved:
        return f"Read by {reader_name(view)}. No pixel is changed."
    most = fixed(float(np.abs(view.change).max()))
    return f"Read by {reader_name(view)}. {moved} of {PIXELS} pixels are changed, none by more than {most} of full ink."


def borders(view):
    """Return where the answer is lost, in one line."""
    places = {kind: view.border(kind) for kind in ("chosen", "tossed")}
    if places["chosen"] == 0.0:
        return "It is misread before anything is changed."
    said = [
        f"{kind} signs at {fixed(at)}" if at is not None else f"{kind} signs not within {SIZES[-1]:g}"
        for kind, at in places.items()
    ]
    return f"The right answer is lost along {said[0]}, along {said[1]}."


def held(view):
    """Return how many pixels may not change."""
    count = int((view.free == 0).sum())
    return f"{count} pixels fixed" if count else "click a pixel: fix it"


def regions(view):
    """Return the answers on the map, each with the place (tossed, chosen) in the middle of where it is given.

    Parameters
    ----------
    view : View

    Returns
    -------
    list of (int, (row, column))
        Those that cover most come first; small ones, and those too near to one before, are left out.
    """
    found: list = []
    answers, counts = np.unique(view.answers, return_counts=True)
    for order in np.argsort(-counts, kind="stable"):
        cells = np.argwhere(view.answers == answers[order])
        if len(cells) < SEEN * view.answers.size and found:
            break
        middle = cells[((cells - cells.mean(axis=0)) ** 2).sum(axis=1).argmin()]
        if all(np.abs(middle - other).max() >= APART for _, other in found):
            found.append((int(answers[order]), tuple(middle.tolist())))
    return found


def describe(view):
    """Return the alt text."""
    state, at = view.state, {kind: index(getattr(view.state, kind)) for kind in ("chosen", "tossed")}
    fix = "" if state.held == NOTHING else f" {int((view.free == 0).sum())} pixels may not change."
    shares = [f"{fixed(100 * view.curve[kind][at[kind]], 0)} % of 449 digits with {kind} ones" for kind in at]
    given = ", ".join(str(answer) for answer, _ in regions(view))
    number = f"digit {state.digit}, toss {state.seed}"
    kept = f" By hand: {state.drawn:x}." if state.held == OWN else ""
    return (
        f"{title(view)}. {line(view)} {borders(view)}{fix}{kept} The map, over chosen and tossed signs, has the "
        f"answers {given} ({number}). With signs of these sizes and no pixel fixed the reader reads {shares[0]}, "
        f"{shares[1]}."
    )


# What lies under the pointer.


def pixel_told(view, pixel):
    """Return what a pixel says."""
    row, column = divmod(pixel, SIDE)
    before, after = (fixed(float(one[row, column])) for one in (view.x, view.changed))
    signs = [f"{'+' if one[row, column] > 0 else real_minus('-')}" for one in (view.signs, view.toss)]
    free = bool(view.free[row, column])
    does = "click: it may not change" if free else "click: it may change"
    marks = f"chosen sign {signs[0]}, tossed {signs[1]}" if free else "it may not change"
    return f"row {row + 1}, column {column + 1}: ink {before}, now {after}\n{marks}\n{does}"


def bar_told(view, digit):
    """Return what one of the ten bars says."""
    right = ", the right answer" if digit == view.label else ""
    return f"{digit}{right}: {sure(view.p[digit])}\nbefore the change {sure(view.before[digit])}"


def map_told(view, chosen, tossed):
    """Return what the map says of a place."""
    column, row = index(chosen), index(tossed)
    p = view.map[row, column]
    read = int(p.argmax())
    return (
        f"chosen {fixed(SIZES[column])}, tossed {fixed(SIZES[row])}\n"
        f"read as {article(read)} ({sure(p[read])})\nclick or drag: go there"
    )


def curve_told(view, size):
    """Return what the two curves say of a size."""
    at = index(size)
    shares = [f"{kind} signs: {fixed(100 * view.curve[kind][at], 1)} % read" for kind in ("tossed", "chosen")]
    return "\n".join([f"size {fixed(SIZES[at])}", *shares, "drag along a curve: set it"])
