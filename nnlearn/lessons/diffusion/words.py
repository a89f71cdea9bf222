"""What the diffusion explorer says in words."""

import numpy as np

from nnlearn.lessons.diffusion.mixtures import EXACT, GUESSES, LAST, LEARNED, MEMORY, PARTS, nearest_part
from nnlearn.lessons.diffusion.view import NEAR, loss
from nnlearn.plots.numbers import fixed, significant

NAMES = {LEARNED: "learned", EXACT: "exact", MEMORY: "memory's"}  # of the arrows


def title(view):
    """Return where on the way the points are."""
    state = view.state
    if view.at_end:
        return f"Back from step {state.turn} after {state.done} steps: {percent(view.on)} {on(view)}"
    if view.returning:
        return f"On the way back, {state.done} of {state.back} steps done: the noise of step {view.t}"
    if view.t == 0:
        return "The data, before any noise"
    return f"On the way out, step {view.t} of {state.turn}: {mixture(view)}"


def mixture(view):
    """Return the shares of signal and noise."""
    return f"{fixed(view.a)} × data + {fixed(view.s)} × noise"


def line(view):
    """Return what leads the points, in one line."""
    state = view.state
    how = "fresh noise in each" if state.fresh else "no fresh noise"
    guess = {LEARNED: "the network's arrows", EXACT: "the exact arrows", MEMORY: "the arrows of a memory of 20 points"}
    after = "by" if view.returning else f"Out to step {state.turn}; then back by"
    text = f"{after} {guess[state.arrows]}, {state.back} steps, {how}."
    return text[0].upper() + text[1:]


def heads(view):
    """Return the names of the two diagrams."""
    return f"points nearest to each {part(view)}", "loss on unseen points"


def counts(view):
    """Return the three counts."""
    what = "example" if view.memory else part(view)
    return (
        f"{percent(view.home)} nearest to their own {what}",
        f"{percent(view.on)} {on(view)}",
        f"{part(view)} shares off by {fixed(view.off)}",
    )


def part(view):
    """Return what a part is called."""
    return "mode" if view.state.data == "eight Gaussians" else "part"


def on(view):
    """Return where points are that have arrived."""
    if view.memory:
        return f"within {NEAR} of one of the 20"
    return "on a mode" if view.state.data == "eight Gaussians" else "on the curve"


def percent(share):
    """Return a share in per cent.

    Examples
    --------
    >>> percent(0.125), percent(0.9975), percent(1.0)
    ('12 %', '99.8 %', '100 %')
    """
    return f"{100 * share:.{int(0.995 <= share < 1)}f} %"


def describe(view):
    """Return the alt text."""
    hand = ""
    if view.fan is not None:
        ends = nearest_part(view.state.data, view.fan[-1])[0]
        place, many = pair(view.state.particle), view.fan.shape[1]
        ways = f"{many} ways lead" if many > 1 else "the way leads"
        hand = f" From {place} {ways} to {part(view)} {', '.join(str(k + 1) for k in np.unique(ends))}."
    found = f"{view.state.data}: {title(view)}. {line(view)} {', '.join(counts(view))}.{hand}"
    return found[0].upper() + found[1:]


# What lies under the pointer.


def plane(view, place, near):
    """Return what lies at a place (2,) of the plane: a point at most `near` away, otherwise what is guessed there."""
    away = np.hypot(*(view.x - place).T)
    k, name = int(away.argmin()), part(view)
    if away[k] <= near:
        own = nearest_part(view.state.data, view.start[k : k + 1])[0][0] + 1
        return f"point at {pair(view.x[k])}\nit came from {pair(view.start[k])}, {name} {own}"
    if view.t == 0:
        return f"{pair(place)}\nno noise is left to guess"
    eps, x = view.guess(place)
    return f"{pair(place)}, guessed noise {pair(eps)}\nguess of the data {pair(x)}\nclick: ways back from here"


def bar(view, x):
    """Return what a bar says, "" beside the bars."""
    k = round(x)
    if not 0 <= k < PARTS:
        return ""
    return f"{part(view)} {k + 1}: {100 * view.shares[k]:.1f} % of the points\nof the data: {100 / PARTS:.1f} %"


def losses(view, t):
    """Return the losses near a step."""
    t = int(np.clip(round(t), 1, LAST))
    lines = [f"{kind}: {significant(loss(view.state.data, kind)[t - 1])}" for kind in GUESSES]
    return "\n".join([f"step {t}, mean squared error", *lines])


def pair(x):
    """Return a place (2,) as text.

    Examples
    --------
    >>> pair((0.5, -1.0))
    '(0.50, −1.00)'
    """
    return f"({fixed(x[0])}, {fixed(x[1])})"
