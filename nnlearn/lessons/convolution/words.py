"""What the convolution explorer says in words."""

from nnlearn.lessons.convolution.kernels import HEIGHT, WIDTH
from nnlearn.plots.numbers import fixed, significant


def number(value):
    """Return a weight as its cell shows it: at most two decimals, and no zeros at the end.

    Examples
    --------
    >>> number(-2.0), number(1 / 9), number(0.5)
    ('−2', '0.11', '0.5')
    """
    return significant(round(value, 2))


def title(view):
    """Return the title: picture, kernel, and the place of the map."""
    state, (i, j) = view.state, view.place
    return f"{state.picture}, {state.kernel}: row {i}, column {j} of the map is {fixed(view.y[i, j])}"


def heads(view):
    """Return the headings of the picture and of the map."""
    state, (rows, columns) = view.state, view.y.shape
    frame = f", padded by {state.padding}" if state.padding else ""
    colours = "grey from 0 to 1" if view.grey else "blue below 0, orange above"
    return f"x  {HEIGHT} × {WIDTH}{frame}", f"z  {rows} × {columns}: {colours}"


def moved(view):
    """Return what happened to the map when the picture was shifted."""
    shift, equal = view.state.shift, view.equal
    pixels = f"{shift} pixel{'s' * (shift > 1)}"
    if not shift:
        return ""
    if equal.places < 0:
        stride = f"not a multiple of the stride {view.state.stride}"
        return f"Shifted by {pixels}, {stride}: the map is not the old one, moved."
    step = f"{equal.places} place{'s' * (equal.places > 1)}"
    return f"Shifted by {pixels}: the map is the old one, moved by {step}; equal at {equal.same} of {equal.of} places."


def under(view, axes, row, column):
    """Return what the pixel, the place of the map or the weight at a row and column is; "" outside."""
    what = {"picture": view.padded, "map": view.y, "kernel": view.kernel}[axes]
    pad = view.state.padding if axes == "picture" else 0
    if not (0 <= row + pad < what.shape[0] and 0 <= column + pad < what.shape[1]):
        return ""
    value = what[row + pad, column + pad]
    if axes == "kernel":
        return f"weight {number(value)}: click to choose it, + and − change it"
    name = {"picture": "pixel", "map": "place"}[axes]
    move = "click to move the window here"
    return f"{name} ({row}, {column}): {fixed(value)}\n{move}"


def law(view):
    """Return how many rows the map has, and why."""
    state, rows = view.state, view.y.shape[0]
    return f"rows of the map:\n({HEIGHT} + 2·{state.padding} − 3) // {state.stride} + 1 = {rows}"
