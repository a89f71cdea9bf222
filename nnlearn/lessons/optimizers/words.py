"""What the optimizer explorer says in words, and the lines of Python that give the same race."""

import numpy as np

from nnlearn.lessons.optimizers.race import (
    EXAMPLES,
    FAR,
    ITERATIONS,
    MAP_STEPS,
    MOMENTA,
    RACERS,
    RATES,
    SURFACES,
    lowest,
    means,
)
from nnlearn.plots.numbers import fixed, significant


def result(name, sign, loss):
    """Return an optimizer's line under the picture: its sign, its name and its last loss; empty if it has none."""
    return f"{sign} {RACERS[name].name}\n{_short(loss[-1])}" if len(loss) else ""


def describe(view):
    """Return the alt text: what is counted, and how far each optimizer has come."""
    batch = f"batch {view.batch} of {view.batches.per_epoch} of epoch {view.epoch}" if view.at else "nothing yet"
    losses = ", ".join(f"{RACERS[name].name} {_short(loss[view.at])}" for name, (_, loss) in view.races.items())
    return (
        f"Iteration {view.at} of {ITERATIONS}, {batch}, {view.looked} examples looked at. Surface: "
        f"{view.state.surface}, lowest loss {_short(lowest(view.state.surface))}. "
        f"Loss over all {EXAMPLES} examples: {losses or 'no optimizer races'}."
    )


def example(view, which):
    """Return whether the example under the pointer has been looked at."""
    lit, seen = view.batches.lit(view.at)
    when = "in this batch" if which in lit else "seen in this epoch" if which in seen else "not seen in this epoch"
    return f"example {which}: {when if view.at else 'not seen yet'}"


def place(view, x, y):
    """Return the loss under the pointer in the landscape."""
    loss = SURFACES[view.state.surface].loss(means(view.state.surface), x, y)
    return f"weights ({fixed(x)}, {fixed(y)}): loss {significant(loss, 3)}\nclick to start here"


def racer(view, name):
    """Return where an optimizer is."""
    path, loss = view.races[name]
    a, b = (fixed(weight) for weight in path[view.at])
    return f"{RACERS[name].name} after iteration {view.at}\nweights ({a}, {b}): loss {significant(loss[view.at], 3)}"


def above(view, name, at):
    """Return how far an optimizer's loss is above the lowest at an iteration."""
    loss = view.races[name][1][at]
    left = "diverged" if loss >= 100 else f"{significant(loss - lowest(view.state.surface), 3)} above the lowest loss"
    return f"{RACERS[name].name}, iteration {at}\n{left}"


def setting(view, lr, momentum):
    """Return what momentum achieves with the learning rate and momentum under the pointer."""
    row, column = np.abs(MOMENTA - momentum).argmin(), np.abs(RATES - lr).argmin()
    left = view.gained[row, column]
    share = "at most 1e−8" if left <= -8 else significant(10**left, 2)
    found = "the loss grew" if np.isnan(left) else f"{share} of the loss is left after {MAP_STEPS} steps"
    return f"learning rate {fixed(lr)}, momentum {fixed(momentum)}\n{found}\nclick to choose both"


def code(view):
    """Return the race as lines of the library."""
    state, surface = view.state, SURFACES[view.state.surface]
    settings = {"lr": state.lr, "mu": state.momentum, "ahead": state.momentum > 0}
    racers = [RACERS[name] for name in view.races]
    lines = [
        *("import numpy as np", "import nnlearn.numpy as nn", "from nnlearn import datasets", "", surface.lines, ""),
        *("optimizers = {", *(f'    "{r.name}": lambda theta: {r.line.format(**settings)},' for r in racers), "}"),
        "found = {}  # the two weights each has come to",
        "for name, make in optimizers.items():",
        f"    model = {surface.model}.double()",
        f"    nn.vector_to_parameters(np.array({list(state.start)}), model.parameters())",
        "    optimizer, order, done = make(model.parameters()), np.random.default_rng(0), 0",
        f"    while done < {view.at}:  # an epoch",
        f"        for xb, yb in datasets.batches(x, y, {state.size}, shuffle={state.shuffle}, seed=order):",
        f"            if done < {view.at}:  # an iteration",
        "                optimizer.zero_grad()",
        "                nn.backprop(model, nn.MSELoss(), xb, yb)",
        "                optimizer.step()",
        "                done += 1",
        "    found[name] = nn.parameters_to_vector(model.parameters())",
        "    print(name, found[name])",
    ]
    return "\n".join(lines)


def numbers(view):
    """Return the place of each optimizer that has not diverged, as `code` finds it."""
    places = {RACERS[name].name: path[view.at] for name, (path, _) in view.races.items()}
    return {
        "len(x)": EXAMPLES,
        **{f"found[{name!r}]": place for name, place in places.items() if abs(place).sum() < FAR},
    }


def _short(loss):
    return fixed(loss, 3) if loss < 100 else "diverged"
