"""What the convolution explorer says in words."""

from nnlearn.lessons.convolution.kernels import HEIGHT, WIDTH
from nnlearn.plots.numbers import fixed, significant

DRAWN = {"light pen": "draw on it", "dark pen": "draw on it", "eraser": "erase"}


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
    name = "your drawing" if state.ink else state.picture.partition(",")[0]
    verb = "is" if view.done else "will be"
    return f"{name}, {state.kernel}: row {i}, column {j} of the map {verb} {fixed(view.value)}"


def heads(view):
    """Return the headings of the picture and of the map."""
    state, (rows, columns) = view.state, view.grid
    frame = f", padded by {state.padding}" if state.padding else ""
    pen = DRAWN.get(state.tool, "drag the window")
    colours = "grey from 0 to 1" if view.grey else "blue below 0, orange above"
    return f"picture x, {HEIGHT} × {WIDTH}{frame}: {pen}", f"map z, {rows} × {columns}: {colours}"


def news(view):
    """Return how far the window has come, or what happened to the map when the picture was shifted."""
    shift, equal, (rows, columns) = view.state.shift, view.equal, view.grid
    if view.done < rows * columns:
        return f"The window slides row by row: {view.done:,} of {rows * columns:,} numbers of the map are computed."
    pixels = f"{shift} pixel{'s' * (shift > 1)}"
    if not shift:
        return "The green window is where the number comes from. Play slides it over the whole picture."
    if equal.places < 0:
        stride = f"not a multiple of the stride {view.state.stride}"
        return f"Shifted by {pixels}, {stride}: the map is not the old one, moved."
    step = f"{equal.places} place{'s' * (equal.places > 1)}"
    return f"Shifted by {pixels}: the map is the old one, moved by {step}; equal at {equal.same} of {equal.of} places."


def under(view, axes, row, column):
    """Return what the pixel or the place of the map at a row and column is; "" outside."""
    what = {"picture": view.padded, "map": view.y}[axes]
    pad = view.state.padding if axes == "picture" else 0
    if not (0 <= row + pad < what.shape[0] and 0 <= column + pad < what.shape[1]):
        return ""
    if axes == "map" and row * view.grid[1] + column >= view.done:
        return f"place ({row}, {column}): not computed yet\nclick to compute all and move the window here"
    value = f"({row}, {column}): {fixed(what[row + pad, column + pad])}"
    move = "click to move the window here"
    if axes == "map":
        return f"place {value}\n{move}"
    within = 0 <= row < HEIGHT and 0 <= column < WIDTH
    tool = view.state.tool
    return f"{'pixel' if within else 'padding'} {value}\n{f'drag with the {tool}' if tool in DRAWN else move}"


def weight(view, row, column):
    """Return what the weight at a row and column of the kernel is."""
    return f"weight {number(view.kernel[row, column])}: drag it up or down, or click it and press + or −"


def law(view):
    """Return how many rows the map has, and why."""
    state, rows = view.state, view.grid[0]
    return f"rows of the map: {rows} =\n({HEIGHT} + 2·{state.padding} − 3) // {state.stride} + 1"
