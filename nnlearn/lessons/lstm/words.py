"""What the explorer of lesson 19 says in words."""

import numpy as np

from nnlearn.lessons.lstm import gate_networks as net
from nnlearn.lessons.lstm.picture import SYMBOLS, held_gate, row_name, rows_of
from nnlearn.lessons.lstm.state import ROWS
from nnlearn.plots.numbers import fixed, real_minus, short, significant


def title(view):
    """Return which network it is, and how much of the gradient arrives."""
    steps = f"{short(view.shares[view.longest])} of the gradient arrives {view.longest} steps back"
    return f"{view.network}{', trained' if view.trained else start(view)}: {steps}"


def start(view):
    """Return the start of a network that is not trained, in brackets."""
    if view.kind == "RNN":
        return ""
    biases = [("f" if view.kind == "LSTM" else "z", view.state.forget)]
    biases += [("i", view.state.write)] if view.kind == "LSTM" else []
    named = [real_minus(f"{gate} {bias:+g}") for gate, bias in biases if bias]
    return f", bias {' and '.join(named)}" if named else ", biases as PyTorch draws them"


def line(view):
    """Return what training from this start came to, or what the trained network answers."""
    if view.trained:
        return answer(view)
    rows = view.record
    if rows is None:
        return f"{noise(view)}; {held(view) or 'no training is recorded from this start'}"
    solved = [row["solved"] for row in rows if row["solved"]]
    after = f", after {round(np.median(solved))} steps (median)" if solved else ""
    return f"Training from here over {view.state.distance} steps: {len(solved)} of {len(rows)} solve the task{after}"


def noise(view):
    """Return what is read, in a few words."""
    return f"{len(view.x) - 2} noise symbols, then the question"


def answer(view):
    """Return what a trained network answers at the step that is framed, and at the end."""
    if view.counting:
        n, longest = len(view.x) // 2, net.stored()[1][net.TRAINED[view.network]]["up to"]
        right = bool(((view.p > 0.5) == (np.arange(2 * n) == 2 * n - 1)).all())
        verdict = "right at every letter" if right else "not right at every letter"
        return f"{n} a and {n} b: {verdict}; {held(view) or f'right for every number up to {longest}'}"
    symbol = SYMBOLS[view.state.symbol]
    return f"After the question it gives {symbol}, the right answer, the probability {fixed(view.p[-1])}"


def held(view):
    """Return which gate is held, and where; "" if none is.

    Examples
    --------
    >>> from nnlearn.lessons.lstm.state import State, view_of
    >>> held(view_of(State(hold="f 0", held=3))), held(view_of(State(network="GRU", hold="i 0", held=2)))
    ('f is held at 0 at step 3', 'z is held at 1 from step 2 on')
    """
    state = view.state
    if state.hold == "nothing" or view.kind == "RNN":
        return ""
    value = "1" if state.hold == "i 0" and view.kind == "GRU" else state.hold[2]
    where = f"at step {state.held}" if state.hold == "f 0" else f"from step {state.held} on"
    return f"{held_gate(view)} is held at {value} {where}"


def describe(view):
    """Return the alt text."""
    gates = (
        ", ".join(f"{name} {fixed(view.value(name, view.at))}" for name in ROWS[view.kind]) if view.at else "all zero"
    )
    tail = f" Here {held(view)}." if held(view) else ""
    unit = f"Unit {view.unit + 1} after {view.at} of {len(view.x)} steps: {gates}."
    return f"{title(view)}. {line(view)}. {unit}{tail}"


# What lies under the pointer.


def cell(view, row, step):
    """Return what a cell of the rows over time is."""
    if row >= rows_of(view):
        return ""
    head = f"step {step} of {len(view.x)}: {token(view, step)}"
    tail = "click to go there" + ("; again, for another symbol" if step == 1 and not view.counting else "")
    if row == 0:
        return f"{head}\n{tail}"
    name, rows = row_name(view, row), ROWS[view.kind]
    value = view.p[step - 1] if row > len(rows) else view.value(rows[row - 1], step)
    return f"{head}\n{name}: {fixed(value)}\n{tail}"


def token(view, step):
    """Return what is read at a step, in words."""
    code = int(view.codes[step - 1])
    if view.counting:
        return "the letter " + "ab"[code]
    return f"the symbol {SYMBOLS[code]}" if code < 4 else "noise" if code < 8 else "the question"


def back(view, steps):
    """Return what arrives of the gradient some steps back."""
    power = f"\nσ(bias) to the power of {steps}: {significant(view.factor**steps, 2)}" if view.factor else ""
    return f"{steps} step{'' if steps == 1 else 's'} back\ngradient: {short(view.shares[steps])} of that here{power}"
