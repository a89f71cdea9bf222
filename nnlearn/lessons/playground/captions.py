"""The small print of the playground's picture: what colours, lines and marks mean, and the second run in words."""

from nnlearn.lessons.playground.state import RATES, SETTINGS, regression
from nnlearn.lessons.playground.view import shown_lines
from nnlearn.lessons.playground.words import few, number, unit_name, weight_name, written
from nnlearn.plots.numbers import fixed

LONGEST = 30  # characters of a name above a large picture
TABS = {"output": "output", "chosen unit": "unit", "landscape": "landscape", "two runs": "two runs"}
SHORT = {"features": "inputs", "layers": "units", "lr": "learning rate", "batch": "batch", "init": "start"}


def ends(view):
    """Return what the two ends of the large picture's colours mean."""
    if view.unit:
        limit = view.limit(view.unit)
        return few(-limit, 3), few(limit, 3)
    if regression(view.state):
        return "target −1", "1"
    return "class 0 ●", "■ class 1"


def losses(low, high):
    """Return the ends of the landscape's colours."""
    return f"loss {few(low)}", few(high)


def lines(view, side):
    """Return the end of the colours of the lines on one side, -1 or 1."""
    name = f"{shown_lines(view.state)[:-1]} " if side < 0 else ""
    return f"{name}{few(side * view.full_width)}"


def legend(view):
    """Return what the marks in the large picture mean."""
    state = view.state
    if view.mountain:
        return "line: path of this run; ×: where it is"
    if view.unit:
        return f"{unit_name(view, *view.unit)}: no colour where it is 0"
    if state.half:
        return "rings: the batch of the next step"
    if not state.tests:
        return "the test points are hidden"
    if regression(state):
        return "circle: training, diamond: test"
    return "large points: training, small: test"


def facts(view):
    """Return the lines below the network: the chosen weight, its gradient, what frames mean, the pen, the penalties."""
    state, (layer, unit, source) = view.state, view.state.chosen
    start = weight_name(view, layer, unit, source)
    flagged = any(flag for _, _, flags in view.stats for flag in flags)
    rates = [f"{name} {rate:g}" for name, rate in (("L1", state.l1), ("L2", state.l2)) if rate]
    found = [
        f"chosen, dotted: {start}",
        f"its value {number(view.weight(state.chosen))}, gradient {number(view.gradient(state.chosen))}",
        "yellow frame: saturated, or dead if crossed out" if flagged else "",
        "; ".join([f"pen: {state.pen}", *([f"penalties: {', '.join(rates)}"] if rates else [])]),
    ]
    return "\n".join(line for line in found if line)


def second_name(view):
    """Return how the kept run differs from this one."""
    first, *more = differences(view.state, view.state.frozen).split(", ")
    found = f"kept run: {first}"
    while more and len(found) + len(more[0]) < LONGEST:
        found += f", {more.pop(0)}"
    return found + ", ..." * bool(more)


def second_facts(view):
    """Return where the kept run is."""
    train, test = view.second.losses
    return f"kept run, step {view.second.step}\nloss {fixed(train, 4)}, test {fixed(test, 4)}"


def differences(one, other):
    """Return in which settings another run differs, in words; "the same settings" if in none.

    Examples
    --------
    >>> from nnlearn.lessons.playground.state import State
    >>> differences(State(), State(seed=3, lr=0.3))
    'seed 3, learning rate 0.3'
    """
    names = [name for name in (*SETTINGS, *RATES) if getattr(one, name) != getattr(other, name)]
    found = [f"{SHORT.get(name, name)} {_value(getattr(other, name))}" for name in names]
    return ", ".join(found) or "the same settings"


def _value(value):
    if isinstance(value, tuple):
        return ", ".join(written(str(one)) for one in value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
