"""What the activation explorer says in words."""

from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS
from nnlearn.plots.numbers import fixed, short, significant


def size(value):
    """Return a signal or a sensitivity: two digits, and what is large as it is.

    Examples
    --------
    >>> size(602.3), size(0.834), size(1.6e-13)
    ('602', '0.83', '1.6e−13')
    """
    return short(value) if value >= 99.5 else significant(value, 2)


def remains(value):
    """Return what is left of a signal, which is a difference: below about 1e-14 float64 holds rounding alone.

    Examples
    --------
    >>> remains(1.6e-17), remains(0.0), remains(0.12)
    ('below 1e−14', '0', '0.12')
    """
    return "below 1e−14" if 0 < value < 1e-14 else size(value)


def title(view):
    """Return the function, the weights and the number of dead units."""
    state = view.state
    weights = f"gain {fixed(state.gain)}, bias {fixed(state.bias, 1)}"
    return f"{state.activation}, {weights}: {view.dead.sum()} of {view.dead.size} units are dead"


def result(view):
    """Return what is left of the signal at the end, and of the sensitivity at the beginning."""
    return (
        f"After 20 layers the signal is {remains(view.signal[-1])} (1 at first); "
        f"the sensitivity to the input is {size(view.sensitivity[0])}"
    )


def values(z, y, slope):
    """Return the point that is dragged, its value and its slope."""
    return f"z = {fixed(z)}\nf(z) = {significant(y)}\nslope f′(z) = {significant(slope)}"


def nudge(z, slope):
    """Return what a slope at z does to a nudge, once and 20 times in a row."""
    if slope == 0 and z == 0:
        return "Corner or jump: the slope\ncounts as 0 here, so to the\nlibrary a nudge is lost."
    if slope == 0:
        return "A small nudge of z is\nlost here: f does not\nmove at all."
    times, row = significant(slope), significant(slope**20, 2)
    return f"A small nudge of z is\nmultiplied by {times};\nby 20 such slopes in a\nrow, by {row}."


def legend(k):
    """Return the words beside the samples of lines and colours, from top to bottom."""
    return (
        "f(z), blue where steep",
        "its slope f′(z)",
        "1 to the right, slope up",
        f"sums z of layer {k}",
        f"layer {k}, below",
    )


def point(view, z):
    """Return function and slope at the place under the pointer."""
    y, slope = ACTIVATIONS[view.state.activation].at(z)
    found = f"f(z) = {significant(y)}, slope f′(z) = {significant(slope)}"
    return f"z = {fixed(z)}: {found}\ndrag the point here"


def layer(view, k):
    """Return signal and sensitivity of the layer under the pointer; 0 is the input."""
    signal, sensitivity = remains(view.signal[k]), size(view.sensitivity[k])
    choose = "\nclick to choose it" if k else ""
    return f"{f'layer {k}' if k else 'input'}: signal {signal}\nsensitivity {sensitivity}{choose}"


def bar(what, count, total, low, high):
    """Return how many numbers are in the bar of a histogram under the pointer."""
    return f"{what} from {significant(low)} to {significant(high)}:\n{count} of {total}"


def unit(view, k, which):
    """Return how steep the unit under the pointer is."""
    steep = f"slope {significant(view.open[k - 1, which], 2)} on average over the inputs"
    state = "dead, its slope is 0 for every input" if view.dead[k - 1, which] else steep
    return f"layer {k}, unit {which}: {state}\nclick to choose the layer"


def describe(view):
    """Return the alt text."""
    state, k = view.state, view.state.layer
    signal, sensitivity = remains(view.signal[k]), size(view.sensitivity[k])
    y, slope = (significant(value, 2) for value in ACTIVATIONS[state.activation].at(state.at))
    return (
        f"{title(view)}. {result(view)}. In layer {k} the signal is {signal} and the sensitivity {sensitivity}. "
        f"At z = {fixed(state.at, 1)} the function is {y} and its slope {slope}."
    )
