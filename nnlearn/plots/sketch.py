"""Small drawings of networks: units as marks whose shape says what they are, wires as lines."""

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, SMALL, VERMILION

MARKS = {  # kind: (marker, colour)
    "i": ("o", BLUE),
    "h": ("s", FAINT),
    "o": ("^", VERMILION),
    "m": ("D", GREEN),
    "b": ("p", ORANGE),
    "z": ("X", PURPLE),
}


def legend(fig, names):
    """Explain the marks below a figure of sketches; `names` is {kind: what it is}."""
    handles = [
        Line2D([], [], linestyle="", marker=form, color=colour, mec=PAPER, ms=6.5, label=names[kind])
        for kind, (form, colour) in MARKS.items()
    ]
    style = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "handletextpad": 0.1, "columnspacing": 1.0}
    fig.legend(handles=handles, loc="outside lower center", ncols=len(handles), **style)


def sketch(ax, nodes, links, *, bows=(), title=""):
    """Draw a network of a few units.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its axes are hidden.
    nodes : sequence of (str, float, float)
        Kind and place, in a square of side 1. Kinds are "i" input, "h" hidden, "o" output, "m" hidden with a loop to
        itself, "b" connected both ways, "z" noise.
    links : sequence of pairs of int
        Pairs of nodes connected by a line.
    bows : sequence of pairs of int
        Pairs connected by a bow over the others.
    title : str
        Written above.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If a kind is unknown.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(width=1, height=1)
    >>> ax = sketch(ax, [("i", 0, 0.75), ("i", 0, 0.25), ("o", 1, 0.5)], [(0, 2), (1, 2)], title="perceptron")
    >>> ax.get_title()
    'perceptron'
    """
    if unknown := {kind for kind, *_ in nodes} - set(MARKS):
        raise ValueError(f"sketch expected kinds {', '.join(MARKS)}, got {sorted(unknown)[0]!r}")
    places = np.array([place for _, *place in nodes], float)
    ax.add_collection(LineCollection([places[list(pair)] for pair in links], colors=FAINT, linewidths=0.6, zorder=1))
    for pair in bows:
        arc: Any = {"arrowstyle": "-", "connectionstyle": "arc3,rad=-0.35", "shrinkA": 0, "shrinkB": 0, "zorder": 1}
        ax.add_patch(FancyArrowPatch(*places[list(pair)], color=VERMILION, lw=1.3, **arc))
    for kind, (form, colour) in MARKS.items():
        xy = places[[k for k, node in enumerate(nodes) if node[0] == kind]]
        if kind == "m":
            style = {"linestyle": "", "marker": "o", "ms": 6, "mfc": "none", "mec": colour, "mew": 0.9, "zorder": 2}
            ax.plot(xy[:, 0] + 0.035, xy[:, 1] + 0.055, **style)
        ax.plot(*xy.T, form, ms=5.5, color=colour, mec=PAPER, mew=0.5, zorder=3)
    ax.set(xlim=(-0.12, 1.12), ylim=(-0.12, 1.24 if bows else 1.12))
    ax.set_title(title, size=SMALL, color=INK)
    ax.set_axis_off()
    return ax
