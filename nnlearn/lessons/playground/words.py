"""What the playground says in words: the lines of its picture, and its alt text."""

from nnlearn.lessons.playground.state import sizes
from nnlearn.lessons.playground.view import shown_lines
from nnlearn.plots.numbers import fixed, short


def title(view):
    """Return where the training is."""
    train, test = view.now.losses
    where = f"half of step {view.at + 1}: its batch and gradient" if view.state.half else f"step {view.at}"
    return f"{where}: training loss {fixed(train, 4)}, test loss {fixed(test, 4)}"


def settings(view):
    """Return how the network is trained, or why training has stopped."""
    state = view.state
    if view.now.stopped:
        return f"Stopped: {view.now.stopped}"
    optimizer = f"{state.optimizer}, learning rate {state.lr:g}, batch {state.batch or 'all'}"
    penalties = "".join(f", {name} {rate:g}" for name, rate in (("L1", state.l1), ("L2", state.l2)) if rate)
    return f"{state.activation}, {state.loss}; {optimizer}{penalties}; {state.side}"


def foot(view):
    """Return three lines: what the lines show, the chosen weight, what the panel shows."""
    state, (layer, unit, source) = view.state, view.state.chosen
    name = "bias" if source < 0 else f"weight from {source + 1}"
    panel = {
        "chosen unit": f"right: unit {state.unit[1] + 1} of layer {state.unit[0] + 1}",
        "landscape": f"right: loss near step {max(state.survey, 0)}, x: here",
        "second run": "right: output of the second run" if view.second else "no second run is kept (View)",
    }[state.panel]
    weight = number(view.weight(state.chosen))
    return f"lines: {shown_lines(state)}\nlayer {layer + 1}, unit {unit + 1}, {name}: {weight}\n{panel}"


def describe(view):
    """Return the alt text."""
    state, units = view.state, ", ".join(map(str, sizes(view.state)))
    flags = sum(bool(flag) for _, _, flags in view.stats for flag in flags)
    return (
        f"Network with {units} units on {state.data}, {title(view)}. Inputs {', '.join(state.features)}. "
        f"{settings(view)}. {flags} units flagged. {foot(view)}."
    )


def number(value):
    """Return a number in at most six characters besides its sign.

    Examples
    --------
    >>> number(0.1234), number(0.0), number(-0.00012)
    ('0.12', '0', '−1e−4')
    """
    return fixed(value) if 0.01 <= abs(value) < 1000 else short(value)
