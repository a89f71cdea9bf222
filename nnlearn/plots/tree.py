"""An expression tree: leaves below in the order of the sentence, each node at its height, the root on top."""

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.offsetbox import AnnotationBbox, OffsetImage
from matplotlib.patches import Ellipse

from nnlearn import trees
from nnlearn.arguments import finite, to_array
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, ORANGE, PAPER, TEXT, VERMILION, size

WIDE, HIGH = 42, 30  # pixels of a node, if there is room
EDGE: Any = {"colors": FAINT, "linewidths": 1.2, "zorder": 1}
RINGS: Any = {None: {"ec": FAINT, "lw": 1}, True: {"ec": ORANGE, "lw": 2.5}, False: {"ec": BLUE, "lw": 2, "ls": "--"}}


def tree_places(tree):
    """Return where each node of a tree is drawn: leaves one beside the other, a parent above its children's middle.

    Parameters
    ----------
    tree : str, int or tuple
        As `nnlearn.trees.parse` returns it.

    Returns
    -------
    ndarray of shape (nodes, 2), float64
        In the order of `nnlearn.trees.nodes`: x counts leaves from 0, y is the height of a node.

    Raises
    ------
    TypeError, ValueError
        If it is not a tree.

    Examples
    --------
    >>> tree_places(("or", ("not", "T"), "F")).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.5, 2.0]]
    """
    batch = trees.flat(trees.encode([tree], _operators(tree)))
    places = np.zeros((len(batch.kind), 2))
    leaves = 0
    for node, (left, right, height) in enumerate(zip(batch.left, batch.right, batch.height, strict=True)):
        below = [child for child in (left, right) if child >= 0]
        places[node] = places[below, 0].mean() if below else leaves, height
        leaves += not below
    return places


def tree(ax, tree, *, truth=None, numbers=None, wrong=(), pictures=None):
    """Draw an expression tree.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its axes are hidden.
    tree : str, int or tuple
        As `nnlearn.trees.parse` returns it.
    truth : sequence of bool or None, one per node
        In the order of `nnlearn.trees.nodes`: True has a solid orange ring, False a dashed blue one, None a thin one.
    numbers : sequence of float in [-1, 1], one per node
        Fills the nodes, blue below 0, vermilion above.
    wrong : set of int
        Nodes with a cross.
    pictures : ndarray of shape (n, height, width)
        Leaf k, where the leaves are numbers, is drawn as `pictures[k]`, dark where it is large.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If it is not a tree, or not one truth or number is given for each node; if `wrong` or a leaf names something
        that does not exist.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(width=3, height=2)
    >>> ax = tree(ax, ("or", ("not", "T"), "F"), truth=[True, False, False, False])
    >>> [text.get_text() for text in ax.texts]
    ['T', 'not', 'F', 'or']
    """
    parts, places = trees.nodes(tree), tree_places(tree)
    truth = [None] * len(parts) if truth is None else list(truth)
    fill = np.zeros(len(parts)) if numbers is None else to_array("tree", "numbers", numbers, "float64")
    check(parts, truth, fill, wrong, pictures)
    xy, box = _on_page(ax, places)
    ends = [(xy[node], xy[child]) for node, child in _edges(tree)]
    ax.add_collection(LineCollection(ends, **EDGE))
    for node, (part, place) in enumerate(zip(parts, xy, strict=True)):
        colour = PAPER if numbers is None else DIVERGING((fill[node] + 1) / 2)
        ax.add_patch(
            Ellipse(place, *box, fc=colour, zorder=2, **RINGS[None if truth[node] is None else bool(truth[node])])
        )
        if pictures is not None and not isinstance(part, tuple | str):
            image = OffsetImage(pictures[part], cmap="gray_r", zoom=0.62 * box[1] / len(pictures[part]))
            ax.add_artist(AnnotationBbox(image, place, frameon=False, zorder=3))
        else:
            name = str(part[0] if isinstance(part, tuple) else part)
            ax.text(*place, name, ha="center", va="center", size=TEXT, color=INK, zorder=3)
        if node in wrong:
            ax.plot(place[0] + 0.6 * box[0], place[1], "x", color=VERMILION, ms=8, mew=2, zorder=4)
    return ax


def check(parts, truth, fill, wrong, pictures):
    """Raise unless there is one truth and one number for each node, and all that is named exists."""
    finite("tree", "numbers", fill)
    for name, given in (("truth", truth), ("numbers", fill)):
        if len(given) != len(parts):
            raise ValueError(f"tree expected {name} for each of {len(parts)} nodes, got {len(given)}")
    if np.abs(fill).max() > 1:
        raise ValueError(
            f"tree expected numbers in [-1, 1], got {fill.min():g}..{fill.max():g}: np.tanh brings them there"
        )
    if unknown := [node for node in wrong if not 0 <= node < len(parts)]:
        raise ValueError(f"tree expected wrong to name nodes 0 to {len(parts) - 1}, got {unknown[0]}")
    leaves = [part for part in parts if not isinstance(part, tuple | str)]
    if pictures is not None and leaves and max(leaves) >= len(pictures):
        raise ValueError(f"tree expected pictures for leaves up to {max(leaves)}, got {len(pictures)} pictures")


def _operators(tree):
    return sorted({part[0] for part in trees.nodes(tree) if isinstance(part, tuple)})


def _edges(tree):
    """Return (parent, child) of every edge, by their places in post-order."""
    batch = trees.flat(trees.encode([tree], _operators(tree)))
    both = (*enumerate(batch.left), *enumerate(batch.right))
    return [(node, child) for node, child in both if child >= 0]


def _on_page(ax, places):
    """Give `ax` pixels as its unit; return the places on it and the size of a node."""
    width, height = size(ax)
    columns, levels = places[:, 0].max() + 1, places[:, 1].max() + 1
    step = np.array([min(width / columns, 90), min(height / levels, 64)])
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.set_axis_off()
    middle = np.array([width, height]) / 2
    box = min(WIDE, 0.9 * step[0]), min(HIGH, 0.8 * step[1])
    return (places - [(columns - 1) / 2, (levels - 1) / 2]) * step + middle, box
