"""The lines of code that a state of the playground stands for: plain calls that give the same numbers."""

from itertools import groupby

from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.code_parts import first_weights, layers, penalties, points
from nnlearn.lessons.playground.events import rates_at
from nnlearn.lessons.playground.state import RATES, State


def to_code(state: State, at):
    """Return the lines that train the network of a state for `at` steps and give the same numbers.

    What the reader changed on the way stands between the steps at which it happened.

    Examples
    --------
    >>> from nnlearn.lessons.playground.events import next_state
    >>> print(to_code(next_state(State(position=20), lr=0.3), 50).splitlines()[-4])
    optimizer.param_groups[0]["lr"] = 0.3  # changed after step 20
    """
    name, further = options.OPTIMIZERS[state.optimizer]
    first = rates_at(state, 0)
    settings = "".join(f", {key}={value!r}" for key, value in {"lr": first["lr"], **further}.items())
    return "\n".join(
        [
            "import numpy as np",
            "import nnlearn.numpy as nn",
            "from nnlearn.lessons.playground import data",
            "",
            *points(state, 0),
            f"model = nn.Sequential({', '.join(layers(state))})",
            *first_weights(state),
            f"criterion = nn.{options.LOSSES[state.loss][0]}()",
            f"optimizer = nn.{name}(model.parameters(){settings})",
            *(replayed if changes_until(state, at) else straight)(state, at),
            "theta = nn.to_numpy(nn.parameters_to_vector(model.parameters()))  # all weights, one after the other",
            "print(len(theta), theta[:4])",
        ]
    )


def changes_until(state, at):
    """Return what the reader changed up to a step, except the points and rates with which the run began."""
    return [e for e in state.events if e[0] <= at and (e[0] > 0 or e[1] == "weight")]


def straight(state, at):
    """Return the loop of a run during which nothing was changed."""
    rates = rates_at(state, 0)
    return [f"for step in range({at}):", *one_step(state, f"{rates['batch']}", penalties(state, rates))]


def replayed(state, at):
    """Return the loop as a function, and its calls with what was changed between them."""
    changes = changes_until(state, at)
    size, l1, l2 = (
        len({rates_at(state, step)[name] for step in (0, *(e[0] for e in changes))}) > 1 for name in RATES[1:]
    )
    first, names = rates_at(state, 0), [name for name, moves in (("batch", size), ("l1", l1), ("l2", l2)) if moves]
    batch = "batch" if size else f"{first['batch']}"
    penalty = penalties(state, first, "l1" if l1 else None, "l2" if l2 else None)
    lines = ["", f"def train({', '.join(['first', 'last', *names])}):", "    for step in range(first, last):"]
    lines += [f"    {line}" for line in one_step(state, batch, penalty)] + [""]
    done = 0
    for step, events in groupby(changes, key=lambda event: event[0]):
        lines += [call(state, done, step, names)] if step > done else []
        lines += changed(state, step, list(events))
        done = step
    return lines + ([call(state, done, at, names)] if at > done else [])


def call(state, first, last, names):
    """Return the call that trains from one step to another, with the rates that hold there."""
    rates = rates_at(state, first)
    return f"train({first}, {last}{''.join(f', {name}={rates[name]!r}' for name in names)})"


def one_step(state, batch, penalty):
    """Return the lines of one step."""
    return [
        f"    rows = data.batch(len(x), {batch}, {state.seed}, step)",
        "    optimizer.zero_grad()",
        "    loss = nn.backprop(model, criterion, x[rows], y[rows])",
        *penalty,
        "    optimizer.step()",
    ]


def changed(state, step, events):
    """Return the lines that do what was changed at a step."""
    lines = []
    for _, what, *rest in events:
        if what == "weight":
            layer, unit, source, value = rest
            place = f"bias.data[{unit}]" if source < 0 else f"weight.data[{unit}, {source}]"
            lines.append(f"model[{2 * layer}].{place} = {value!r}  # set by hand after step {step}")
        elif what == "lr":
            lines.append(f'optimizer.param_groups[0]["lr"] = {rest[0]!r}  # changed after step {step}')
    if step and any(event[1] == "point" for event in events):
        lines += points(state, step)
    return lines
