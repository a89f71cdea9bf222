"""What the code explorer says: its title, what goes in and comes out, the line, what lies under the pointer."""

import numpy as np

from nnlearn.lessons.autoencoders.codes import nearest
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.plots.numbers import fixed

CALLED = {"PCA": "PCA"}


def pair(z):
    """Return a code as text.

    Examples
    --------
    >>> pair((0.5, -1.0))
    '(0.50, −1.00)'
    """
    return f"({fixed(z[0])}, {fixed(z[1])})"


def name(view):
    """Return the model as it is called in a sentence."""
    return CALLED.get(view.state.model, f"the {view.state.model}")


def picture(view):
    """Return what goes in."""
    if view.own:
        return "a blank page" if view.blank else "a picture fed back"
    kind = f"an unseen {view.label}"
    if not view.spoiled:
        return kind
    return f"{kind}, drawn over," if view.state.pen else f"{kind} with noise"


def title(view):
    """Return what is shown, in one line."""
    if view.by_hand:
        return _capital(f"{name(view)} decodes a code set by hand")
    return _capital(f"{picture(view)} through {name(view)}: error {fixed(view.error, 3)}")


def line(view):
    """Return what that means, in one line."""
    if view.by_hand:
        seen, away = f"{len(digits().x):,}", fixed(view.away[-1], 3)
        return f"Of {seen} digits learned from, a {view.kinds[-1]} is nearest to what comes out: difference {away}."
    unseen = len(digits().x_test)
    if view.shows_clean:
        before, after = fixed(view.damage, 3), fixed(view.error, 3)
        return f"What goes in differs from the clean digit by {before}, what comes out by {after}."
    return f"Of {unseen} unseen digits, {fixed(100 * view.worse, 1)} % come back with a larger error."


def way(view):
    """Return what lies along the line, in one line."""
    k = int(view.away.argmax())
    ends = f"from the ring (a {view.kinds[0]}) to the cross (a {view.kinds[-1]})"
    return f"Ten codes {ends}: number {k + 1} is least like a digit, difference {fixed(view.away[k], 3)}."


def beside(view):
    """Return the words below what goes in and what comes out, and above the two small pictures."""
    if view.own:
        went = "blank page" if view.blank else "fed back"
    else:
        went = f"unseen {view.label}{', spoiled' if view.spoiled else ''}"
    came = "by hand" if view.by_hand else f"error {fixed(view.error, 3)}"
    clean = "clean ◇" if view.shows_clean else ""
    return went, came, clean, f"nearest: a {view.kinds[-1]}"


def describe(view):
    """Return the alt text."""
    cloud = ""
    if view.spread.any():
        cloud = f" The code of what goes in has spread {pair(view.spread)}."
    entered = f" What goes in, {picture(view).rstrip(',')}, has code {pair(view.codes[1])}." if view.by_hand else ""
    return f"{title(view)}. Code {pair(view.z)}. {line(view)}{entered}{cloud} {way(view)}"


# What lies under the pointer.


def ring(view):
    """Return what the ring is."""
    return (
        f"here the line begins: a {view.kinds[0]}, code {pair(view.ring)}\ndrag it, or press a to put it at the cross"
    )


def place(view, z, near):
    """Return what lies at a place (2,) of the plane: a dot at most `near` away, otherwise what is decoded there."""
    codes = view.coder.codes
    away = np.hypot(*(codes - z).T)
    k = int(away.argmin())
    if away[k] <= near:
        return f"a {digits().y[k]}, learned from\nits code {pair(codes[k])}"
    _, difference = _nearest(view, z)
    return f"code {pair(z)}\ndecoded, it differs from the nearest digit by {fixed(difference, 3)}"


def pixel(view, k):
    """Return what a pixel of the picture that goes in says."""
    row, column = divmod(k, 8)
    goes, comes = fixed(view.x[k]), fixed(view.coder.decode(view.codes[1:])[0, k])
    does = "draw" if view.x[k] <= 0.5 else "erase"
    return f"row {row + 1}, column {column + 1}: {goes} goes in, {comes} comes back\nclick to {does}"


def picture_of_row(view, k):
    """Return what a picture of the row is."""
    z = view.ring + k / (len(view.line) - 1) * (view.z - view.ring)
    return (
        f"{k + 1} of {len(view.line)}: code {pair(z)}\nnearest: a {view.kinds[k]}, difference {fixed(view.away[k], 3)}"
    )


def _nearest(view, z):
    which, difference = nearest(view.coder.decode(np.asarray(z, float)[None]))
    return int(which[0]), float(difference[0])


def _capital(text):
    return text[0].upper() + text[1:]
