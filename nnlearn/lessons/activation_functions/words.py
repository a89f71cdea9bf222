"""What the activation explorer says in words."""

from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS
from nnlearn.plots.numbers import fixed, significant


def title(view):
    """Return the function, the weights and the number of dead units."""
    state = view.state
    weights = f"gain {fixed(state.gain)}, bias {fixed(state.bias, 1)}"
    return f"{state.activation}, {weights}: {view.dead.sum()} of {view.dead.size} units are dead"


def result(view):
    """Return what is left of the signal at the end, and of the sensitivity at the beginning."""
    return (
        f"After 20 layers the signal is {significant(view.signal[-1], 2)} (1 at the start); "
        f"the sensitivity to the input is {significant(view.sensitivity[0], 2)}"
    )


def point(view, z):
    """Return function and slope at the place under the pointer."""
    y, slope = ACTIVATIONS[view.state.activation].at(z)
    values = f"f(z) = {significant(y)}, slope f′(z) = {significant(slope)}"
    return f"z = {fixed(z)}: {values}\ndrag the tangent here"


def layer(view, k):
    """Return signal and sensitivity of the layer under the pointer; 0 is the input."""
    signal, sensitivity = significant(view.signal[k], 2), significant(view.sensitivity[k], 2)
    choose = "\nclick to choose it" if k else ""
    return f"{f'layer {k}' if k else 'input'}: signal {signal}\nsensitivity {sensitivity}{choose}"


def bar(what, count, total, low, high):
    """Return how many numbers are in the bar of a histogram under the pointer."""
    return f"{what} from {significant(low)} to {significant(high)}:\n{count} of {total}"


def unit(view, k, which):
    """Return how steep the unit under the pointer is."""
    share = view.open[k - 1, which]
    steep = f"on average {fixed(100 * share, 0)} % of the steepest slope"
    state = "dead, its slope is zero for every input" if view.dead[k - 1, which] else steep
    return f"layer {k}, unit {which}: {state}\nclick to choose the layer"
