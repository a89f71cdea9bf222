"""A computation graph: a box for each number, an edge for each use of it, from left to right."""

from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from nnlearn.arguments import describe, finite, to_array
from nnlearn.plots.layers import arrange
from nnlearn.plots.numbers import short, significant
from nnlearn.plots.style import FAINT, INK, PAPER, SMALL, TEXT, VERMILION, size

BOX = 76, 44  # pixels of a node, if there is room
DIGIT = 6.2  # pixels of a digit of small text
TWIN = 16  # pixels between two edges of the same two nodes
ROOM = 6  # digits on an edge
NAME: Any = {"size": TEXT, "color": INK, "weight": "bold"}
VALUE: Any = {"size": SMALL, "color": INK, "weight": "normal"}
GRADIENT: Any = {"size": SMALL, "color": VERMILION, "weight": "normal"}
SIGNS = {"*": "×", "-": "−", "/": "÷"}


def computation_graph(ax, nodes, edges, *, gradients=True, values=True, slopes=False, bright=(), flow=()):
    """Draw a computation graph: in each box a name or operation, its number, and in vermilion its gradient.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its axes are hidden.
    nodes : sequence of Node
        With name, operation, data, grad and level, as `nnlearn.autograd.graph` returns them; level is the column.
    edges : sequence of (int, int, float)
        (node, input, d node / d input), nodes by their index.
    gradients, values : bool or set of int, default True
        Which nodes show their gradient and their number: all, none, or those of these indices. So a forward pass can be
        drawn up to where it is, and then the backward pass.
    slopes : bool or set of int, default False
        Which edges show their d node / d input.
    bright : set of int
        Nodes with a wide frame: those of the current step.
    flow : set of int
        Edges, by their index, that are drawn wide.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If there is no node, a number is NaN or infinite, or an edge, `bright` or `flow` names something that does not
        exist; if an edge does not lead to a lower level.

    Examples
    --------
    >>> from nnlearn.autograd import Value, graph
    >>> from nnlearn.plots import figure
    >>> a, b = Value(2.0, "a"), Value(3.0, "b")
    >>> c = a * b + a
    >>> c.backward()
    >>> drawing = graph(c)
    >>> fig, ax = figure()
    >>> ax = computation_graph(ax, drawing.nodes, drawing.edges)
    >>> [text.get_text() for text in ax.texts][:3]
    ['a', '2', 'grad 4']
    """
    nodes, edges = list(nodes), list(edges)
    check(nodes, edges, bright, flow)
    places, ways, box = laid_out(ax, nodes, edges)
    for index, way in enumerate(ways):
        for artist in arrow(way, box[0], wide=index in _chosen(flow, len(edges))):
            ax.add_artist(artist)
        if index in _chosen(slopes, len(edges)):
            look: Any = {"size": SMALL, "ha": "center", "va": "center", "color": INK, "zorder": 5}
            ax.text(*middle(way), slope(edges[index][2]), bbox={"fc": PAPER, "ec": "none", "pad": 1}, **look)
    for index, (node, place) in enumerate(zip(nodes, places, strict=True)):
        ax.add_patch(frame(place, box, bright=index in bright))
        shown = index in _chosen(values, len(nodes)), index in _chosen(gradients, len(nodes))
        for words, spot, style in lines(node, place, box, *shown):
            ax.text(*spot, words, ha="center", va="center", zorder=4, **style)
    return ax


def laid_out(ax, nodes, edges):
    """Give `ax` pixels as its unit; return places (n, 2), the ways of the edges, and (width, height) of a box."""
    places, ways = arrange([node.level for node in nodes], [(node, source) for node, source, _ in edges])
    places, ways = _on_page(ax, places, ways)
    for index, ((node, source, _), way) in enumerate(zip(edges, ways, strict=True)):
        twins = [k for k, pair in enumerate(edges) if pair[:2] == (node, source)]  # a + a uses a twice: two arrows
        way[:, 1] += TWIN * (twins.index(index) - (len(twins) - 1) / 2)
    return places, ways, _box(ax, places)


def middle(way):
    """Return the place of an edge's slope."""
    return way[len(way) // 2 - 1 : len(way) // 2 + 1].mean(axis=0)


def slope(value):
    """Return an edge's slope as it is written: short, since it stands between two boxes."""
    text = significant(value, 2)
    return text if len(text) <= ROOM else short(value)


def frame(place, box, bright):
    """Return the frame of a node, wide if it is bright."""
    (x, y), (width, height) = place, box
    style: Any = {"boxstyle": "round,pad=0,rounding_size=6", "fc": PAPER, "zorder": 3}
    edge: Any = {"ec": INK, "lw": 2.5} if bright else {"ec": FAINT, "lw": 1}
    return FancyBboxPatch((x - width / 2, y - height / 2), width, height, **style, **edge)


def lines(node, place, box, value, gradient):
    """Return the lines of text in a box, each as (words, its place, its style)."""
    (x, y), (width, height) = place, box
    found = [(node.name or SIGNS.get(node.operation, node.operation), NAME)]
    if value:
        found.append((significant(node.data), VALUE))
    if gradient:
        words = f"grad {significant(node.grad)}"
        found.append((words if len(words) * DIGIT <= width else f"grad {significant(node.grad, 1)}", GRADIENT))
    # the first line clear of the frame
    spots = [(x, y + (k - (len(found) - 1) / 2) * 0.29 * height) for k in range(len(found))]
    return [(words, spot, style) for (words, style), spot in zip(found, spots, strict=True)]


def check(nodes, edges, bright, flow):
    """Raise unless every edge leads from a lower level to a higher one, and all that is named exists."""
    if not nodes:
        raise ValueError(f"computation_graph expected at least one node, got {describe(nodes)}")
    for name, numbers in (("data", [n.data for n in nodes]), ("grad", [n.grad for n in nodes])):
        finite("computation_graph", name, to_array("computation_graph", name, numbers, "float64"))
    for node, source, _ in edges:
        if not (0 <= node < len(nodes) and 0 <= source < len(nodes)) or nodes[source].level >= nodes[node].level:
            raise ValueError(f"computation_graph expected edges (node, input) to a lower level, got {(node, source)}")
    for name, chosen, count in (("bright", bright, len(nodes)), ("flow", flow, len(edges))):
        if unknown := [index for index in _chosen(chosen, count) if not 0 <= index < count]:
            raise ValueError(f"computation_graph expected {name} to name 0 to {count - 1}, got {unknown[0]}")


def _chosen(which, count):
    """Return the indices that True, False or a collection of indices stand for."""
    return range(count) if which is True else () if which is False else which


def _on_page(ax, places, ways):
    """Give `ax` pixels as its unit, y downwards, and return places and ways on it, spread over the room there is."""
    page = np.array(size(ax))
    low, high = places.min(axis=0), places.max(axis=0)
    for way in ways:
        low, high = np.minimum(low, way.min(axis=0)), np.maximum(high, way.max(axis=0))
    span = np.maximum(high - low, 1e-9)
    margin = np.array([BOX[0] / 2 + 6, BOX[1] / 2 + 6])
    room = page - 2 * margin
    step = np.where(high > low, np.minimum(room / span, (190, 110)), 0)
    middle = page / 2
    ax.set(xlim=(0, page[0]), ylim=(page[1], 0))
    ax.set_axis_off()
    centre = (low + high) / 2
    return (places - centre) * step + middle, [(way - centre) * step + middle for way in ways]


def _box(ax, places):
    """Return the width and height of a node, smaller where columns or slots are close together."""
    width, height = BOX
    columns = np.unique(places[:, 0].round(3))
    if len(columns) > 1:
        width = min(width, 0.7 * np.diff(columns).min())
    for x in columns:
        slots = np.sort(places[places[:, 0].round(3) == x, 1])
        if len(slots) > 1:
            height = min(height, 0.88 * np.diff(slots).min())
    return width, height


def arrow(way, width, wide):
    """Return the artists of an edge along its way, from the right side of its input to the left side of its node."""
    way = way.copy()
    way[0, 0] += width / 2
    way[-1, 0] -= width / 2
    colour, line = (VERMILION, 3) if wide else (FAINT, 1.2)
    style: Any = {"arrowstyle": "-|>", "mutation_scale": 9, "shrinkA": 0, "shrinkB": 0, "lw": line, "zorder": 2}
    head = FancyArrowPatch(way[-2], way[-1], color=colour, **style)
    if len(way) == 2:
        return [head]
    return [Line2D(*way[:-1].T, color=colour, lw=line, zorder=2, solid_joinstyle="round"), head]
