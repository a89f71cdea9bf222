"""What the depth explorer says: its title, what is taken out, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.residual_networks.depth import WIDTH
from nnlearn.lessons.residual_networks.replays import DEPTHS, KINDS, MOMENTS, STORED
from nnlearn.lessons.residual_networks.state import NAMES
from nnlearn.plots.numbers import fixed, significant

MANY = 4  # blocks that are named one by one


def noun(view, number=1):
    """Return what a part of the network is called."""
    return ("block" if view.residual else "layer") + ("" if number == 1 else "s")


def number_of_weights(kind, depth):
    """Return how many numbers a network learns.

    Examples
    --------
    >>> number_of_weights("plain", 20), number_of_weights("x + F + BN", 2)
    (86474, 11978)
    """
    dense = 41 * WIDTH + depth * (WIDTH + 1) * WIDTH + (WIDTH + 1) * 10
    return dense + (2 * WIDTH * (depth + 1) if kind.endswith("BN") else 0)


def title(view):
    """Return the setting in one line."""
    return f"{view.state.depth} hidden layers, {NAMES[KINDS.index(view.state.kind)]}: {when(view)}"


def gradient_head(view):
    """Return the heading of the bars of dL/dW, which are not known once a block is taken out."""
    return "|dL/dW|: if whole" if view.changed else "|dL/dW|, last = 1"


def when(view):
    """Return the moment.

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.state import State, view_of
    >>> when(view_of(State(position=0))), when(view_of(State(position=1))), when(view_of(State()))
    ('before training', 'after 1 step', 'after 480 steps')
    """
    return f"after {view.step} step{'' if view.step == 1 else 's'}" if view.step else "before training"


def scores(view):
    """Return the shares of right answers in one line."""
    training, unseen = (part[:, view.at] for part in view.run[:2])
    return (
        f"Reads {fixed(training.mean(), 3)} of its 2,000 training signals (five starts: {fixed(training.min(), 3)} to "
        f"{fixed(training.max(), 3)}), {fixed(unseen.mean(), 3)} of unseen ones."
    )


def surgery(view):
    """Return what the first start does with the blocks that are left, in one line."""
    if view.state.depth not in STORED:
        return "Go to 20 layers or fewer to take blocks out."
    if view.live is None:
        return f"Click a {noun(view)} to take it out: that leads to the end of the training."
    whole = fixed(view.whole.accuracy, 3)
    if not view.changed:
        return f"The first start reads {whole} of 500 training signals. Click a {noun(view)} to take it out."
    parts = [taken(view), f"{noun(view, 2)} swapped" if view.state.order else ""]
    said = ", ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}: the first start reads {fixed(view.live.accuracy, 3)} of 500; whole, {whole}."


def taken(view):
    """Return which blocks are taken out, or ""."""
    off = [block + 1 for block in view.state.off]
    if not off:
        return ""
    if len(off) > MANY:
        return f"Without {len(off)} of {len(view.order)} {noun(view, 2)}"
    listed = ", ".join(map(str, off[:-1])) + (" and " if off[:-1] else "") + str(off[-1])
    return f"Without {noun(view, len(off))} {listed}"


def describe(view):
    """Return the alt text."""
    first, last = view.stem, view.spreads[np.isfinite(view.spreads)][-1:]
    flow = f"The signal's spread is {significant(first)} before the first {noun(view)}"
    flow += f" and {significant(last[0])} after the last. " if len(last) else ". "
    back = "" if view.changed else f"dL/dW in the first hidden layer is {_ratio(view)}. "
    others = ", ".join(f"{fixed(view.runs[depth].training[:, view.at].mean(), 3)} ({depth})" for depth in DEPTHS)
    return (
        f"{title(view)}. {scores(view)} {surgery(view)} {flow}{back}Training signals read at this moment, by number of "
        f"layers: {others}. The loss of 500 of them after training is {significant(centre(view))}."
    )


def _ratio(view):
    ratio = view.ratios[0]
    return "0" if ratio == 0 else f"{significant(ratio)} times that in the last"


def centre(view):
    """Return the loss in the middle of the slice."""
    losses = view.run.losses
    return losses[losses.shape[0] // 2, losses.shape[1] // 2]


# Under the pointer.


def block(view, place):
    """Return what is known of the block at a place of the column."""
    number, total = view.order[place], len(view.order)
    layers = f", layers {2 * number + 1} and {2 * number + 2}" if view.residual else ""
    named = f"{noun(view)} {number + 1} of {total}{layers}"
    if number in view.state.off:
        return f"{named}: taken out\nclick to put it back"
    before = view.stem if place == 0 else _last(view, place)
    share = f", F {significant(view.branches[place])}, skip {100 * view.shares[place]:.0f} %" if view.residual else ""
    spread = f"spread: in {significant(before)}{share}, out {significant(view.spreads[place])}"
    return f"{named}\n{spread}\n{_steps(view, number)}\n{_hint(view)}"


def _last(view, place):
    """Return the spread that comes in at a place."""
    before = [view.stem, *view.spreads[:place]]
    return next(value for value in before[::-1] if np.isfinite(value))


def _steps(view, number):
    if view.changed:
        return "dL/dW was measured on the whole network"
    own = view.gradients[2 * number : 2 * number + 2] if view.residual else view.gradients[number : number + 1]
    return "dL/dW: " + " and ".join(significant(value) for value in own)


def _hint(view):
    if view.state.depth not in STORED:
        return "20 layers or fewer can be taken apart"
    return "click: take it out; drag: swap it with another"


def ends(view, first):
    """Return what is known of the first layer, or of the last."""
    if first:
        return f"the first layer, 40 to {WIDTH}\nspread after it: {significant(view.stem)}"
    return f"the last layer, {WIDTH} to 10 scores\nwith a ReLU before it"


def moment(view, at):
    """Return the training curves at a moment."""
    reads = [f"{depth} layers {fixed(view.runs[depth].training[:, at].mean(), 3)}" for depth in DEPTHS]
    unseen = fixed(view.run.unseen[:, at].mean(), 3)
    return (
        f"training signals read after {MOMENTS[at]} steps:\n{reads[0]}, {reads[1]}\n{reads[2]}, {reads[3]}\n"
        f"unseen signals, {view.state.depth} layers: {unseen}"
    )


def loss(view, x, y):
    """Return the loss at a place of the slice."""
    losses = view.run.losses
    column, row = (int(np.clip(round((value + 1) * (len(losses) - 1) / 2), 0, len(losses) - 1)) for value in (x, y))
    a, b = (fixed(2 * place / (len(losses) - 1) - 1, 1) for place in (column, row))
    here = significant(losses[row, column])
    return f"weights + {a} d₁ + {b} d₂:\nloss {here}; in the middle {significant(centre(view))}"
