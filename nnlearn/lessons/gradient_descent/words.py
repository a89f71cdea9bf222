"""What the descent explorer says in words, and the lines of Python that give the same walk."""

import numpy as np

from nnlearn.lessons.gradient_descent.surfaces import SURFACES, functions, resting_places, short
from nnlearn.plots.numbers import fixed, significant


def title(view):
    """Return the step, and the loss there."""
    found, at = view.walk, view.at
    step = f"After step {at} of {len(found.path) - 1}" if at else "Before the first step"
    off = np.abs(found.path[at]).max() > SURFACES[view.state.surface].reach
    return f"{step}: loss {short(found.losses[at])}{', off the map' if off else ''}"


def result(view):
    """Return how the walk ended, once it has; before, where the next step leads."""
    found, at = view.walk, view.at
    if at == len(found.path) - 1:
        return found.end
    length = significant(np.linalg.norm(found.path[at + 1] - found.path[at]))
    change = "lower" if found.losses[at + 1] < found.losses[at] else "higher"
    return f"The next step is {length} long, against the slope, and ends {change}"


def facts(view):
    """Return the numbers of the step that comes next."""
    found, at, lr = view.walk, view.at, view.state.lr
    (a, b), (s, t), (low, high) = found.path[at], found.slopes[at], found.curvatures[at]
    shape = "up both ways" if low > 0 else "up one way, down the other" if high > 0 else "down both ways"
    edge = f", so 2 / λ_max = {fixed(2 / high)}" if high > 1e-6 else ""
    return "\n".join(
        [
            f"({view.names[0]}, {view.names[1]}) = ({fixed(a)}, {fixed(b)})",
            f"slope = ({fixed(s)}, {fixed(t)})",
            f"next step = ({fixed(-lr * s)}, {fixed(-lr * t)})",
            f"curvature {fixed(low)} to {fixed(high)}:",
            f"it bends {shape}",
            f"λ_max = {fixed(high)}{edge}",
        ]
    )


def describe(view):
    """Return the alt text."""
    a, b = (significant(place, 4) for place in view.state.start)
    minima, saddles = (len(places) for places in resting_places(view.state.surface))
    return (
        f"The {view.state.surface} as a model in 3-D and as a map. Learning rate {view.state.lr:g}, start ({a}, {b}). "
        f"Minima: {minima}, saddle points: {saddles}. {title(view)}. {result(view)}. {facts(view)}"
    )


def code(view):
    """Return the walk as lines of the library."""
    state = view.state
    return "\n".join(
        [
            "import numpy as np",
            "import nnlearn.numpy as nn",
            "",
            SURFACES[state.surface].lines,
            f"start, lr, steps = {list(state.start)}, {state.lr:g}, {max(view.at, 1)}",
            "downhill = lambda w: slope(*w[:, None])[0]",
            "path = nn.gradient_descent(lambda w: loss(*w), start, lr=lr, steps=steps, gradient=downhill)",
            f"at = {view.at}",
            "print(path[at], loss(*path[at, :, None])[0], downhill(path[at]))",
        ]
    )


def place(view, a, b):
    """Return loss and way down at a place of the surface."""
    loss, slope = functions(view.state.surface)
    point = np.array([a]), np.array([b])
    down = [fixed(value) for value in -slope(*point)[0]]
    names = f"({view.names[0]}, {view.names[1]}) = ({fixed(a)}, {fixed(b)})"
    return f"{names}\nloss {significant(loss(*point)[0], 3)}, downhill ({down[0]}, {down[1]})"


def step(view, number):
    """Return what the curve shows at a step."""
    return f"step {number}: loss {short(view.walk.losses[number])}\nclick to go there"


def zone(product):
    """Return what happens at a learning rate times a curvature, in the direction of that curvature."""
    if product < 1:
        return "below 1: each step stops short of the bottom"
    if product < 2:
        return "1 to 2: each step jumps across the bottom\nand lands nearer to it"
    return "above 2: each step jumps across the bottom\nand lands farther away"
