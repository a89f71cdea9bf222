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

MEMORIES = {
    "sgd": "steps along the gradient, remembers nothing",
    "momentum": "steps along a velocity that adds up gradients",
    "nesterov": "momentum that looks ahead",
    "adagrad": "divides by the root of the sum of all squared gradients",
    "rmsprop": "divides by the root of the mean of recent squared gradients",
    "adam": "a velocity, divided by the root of recent squared gradients",
    "adamw": "Adam that also shrinks the weights",
}


def result(name, sign, loss):
    """Return an optimizer's line under the picture: its sign, its name and its last loss; empty if it has none."""
    return f"{idle(name, sign)}\n{'loss ' if loss[-1] < 100 else ''}{_short(loss[-1])}" if len(loss) else ""


def idle(name, sign):
    """Return the line under the picture of an optimizer that does not race."""
    return f"{sign} {RACERS[name].name}"


def steady(state):
    """Return the optimizer that the dotted path shows without noise: the one looked at, else the first that races."""
    return state.focus or next(iter(state.racers), "")


def dotted(view):
    """Return what the dotted path is."""
    name = steady(view.state)
    return f"dotted: {RACERS[name].name} on all sixty, no noise" if name else ""


def about(view, name):
    """Return what an optimizer remembers, and how far it has come."""
    racer = f"{RACERS[name].name}: {MEMORIES[name]}"
    if name in view.races:
        racer += f"\nloss {_short(view.races[name][1][view.at])} after iteration {view.at}"
    return f"{racer}\nclick to {'see all alike' if name == view.state.focus else 'look at it'}"


def describe(view):
    """Return the alt text: what is counted, and how far each optimizer has come."""
    batch = f"batch {view.batch} of {view.batches.per_epoch} of epoch {view.epoch}" if view.at else "nothing yet"
    losses = ", ".join(f"{RACERS[name].name} {_short(loss[view.at])}" for name, (_, loss) in view.races.items())
    return (
        f"Iteration {view.at} of {ITERATIONS}, {batch}, {view.looked} examples looked at. Surface: "
        f"{view.state.surface}, lowest loss {_short(lowest(view.state.surface))}. "
        f"Loss over all {EXAMPLES} examples: {losses or 'no optimizer races'}. {dotted(view).capitalize()}"
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


def left_of(view, lr, momentum):
    """Return log10 of the share of the loss that momentum leaves, at most -8; NaN if the loss grew."""
    return view.gained[np.abs(MOMENTA - momentum).argmin(), np.abs(RATES - lr).argmin()]


def share(left):
    """Return a share in words, from its log10."""
    return "at most 1e−8" if left <= -8 else significant(10**left, 2)


def setting(view, lr, momentum):
    """Return what momentum achieves with the learning rate and momentum under the pointer."""
    left = left_of(view, lr, momentum)
    found = (
        "the loss grew"
        if np.isnan(left)
        else f"{share(left)} of the loss above the lowest\nis left after {MAP_STEPS} steps"
    )
    return f"learning rate {fixed(lr)}, momentum {fixed(momentum)}\n{found}\nclick to choose both"


def code(view):
    """Return the race as lines of the library."""
    state, surface = view.state, SURFACES[view.state.surface]
    settings = {"lr": state.lr, "mu": state.momentum, "ahead": state.momentum > 0}
    racers = [RACERS[name] for name in view.races]
    lost = any(abs(path[view.at]).sum() >= FAR for path, _ in view.races.values())
    near = f" and abs(nn.parameters_to_vector(model.parameters())).sum() < {FAR:g}" if lost else ""
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
        f"            if done < {view.at}{near}:  # an iteration",
        "                optimizer.zero_grad()",
        "                nn.backprop(model, nn.MSELoss(), xb, yb)",
        "                optimizer.step()",
        "            done += 1",
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
