"""The ring of a small machine: its cells, the weights between them, and what lies at a place of it."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.boltzmann_machines.state import STRONGEST, edges
from nnlearn.plots.style import BLUE, DIVERGING, INK, PAPER, SMALL, TEXT, VERMILION

MIDDLE, RADIUS, CELL, STUB = (124, 168), 70, 14, 30  # pixels: of the ring, of a cell; how far a bias reaches out
NEAR = 7  # pixels from a line that belong to it


def cell_place(cell, cells, radius=RADIUS):
    """Return the middle of a cell; the first is at the top, the others follow clockwise.

    Examples
    --------
    >>> [round(float(v)) for v in cell_place(0, 6)]
    [124, 98]
    """
    angle = 2 * np.pi * cell / cells
    return MIDDLE[0] + radius * np.sin(angle), MIDDLE[1] - radius * np.cos(angle)


def segment(edge, cells):
    """Return both ends of a line; that of a bias points outwards."""
    i, j = edge
    if i == j:
        return cell_place(i, cells, RADIUS + CELL), cell_place(i, cells, RADIUS + STUB)
    return cell_place(i, cells), cell_place(j, cells)


def under_ring(cells, x, y):
    """Return ("cell", i), ("edge", (i, j)) or None.

    Examples
    --------
    >>> under_ring(6, 124, 98), under_ring(6, 124, 70), under_ring(6, 124, 190), under_ring(6, 5, 5)
    (('cell', 0), ('edge', (0, 0)), ('edge', (0, 3)), None)
    """
    for i in range(cells):
        if np.hypot(*np.subtract(cell_place(i, cells), (x, y))) <= CELL + 1:
            return "cell", i
    far = {edge: _distance(np.array((x, y), float), *map(np.array, segment(edge, cells))) for edge in edges(cells)}
    edge = min(far, key=far.__getitem__)
    return ("edge", edge) if far[edge] <= NEAR else None


def _distance(spot, start, end):
    along = end - start
    share = np.clip((spot - start) @ along / (along @ along), 0, 1)
    return float(np.hypot(*(start + share * along - spot)))


def edges_of_box(left, top, width, height):
    """Return the corners of a rectangle, the first one twice.

    Examples
    --------
    >>> edges_of_box(0, 0, 2, 1)
    [(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)]
    """
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height), (left, top)]


class Ring:
    """Artists of the ring, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture, ax):
        self.halo = ax.add_collection(LineCollection([], colors="#FFE3A3", capstyle="round"), autolim=False)
        self.lines = ax.add_collection(LineCollection([], capstyle="butt"), autolim=False)
        style = {"ls": "", "marker": "o", "zorder": 4}
        (self.up,) = ax.plot([], [], mfc=VERMILION, mec=INK, mew=1, ms=CELL * 1.44, **style)
        (self.down,) = ax.plot([], [], mfc=BLUE, mec=INK, mew=1, ms=CELL * 1.44, **style)
        (self.held,) = ax.plot([], [], ls="", marker="s", zorder=3.5, mfc=PAPER, mec=INK, mew=2.2, ms=CELL * 1.9)
        (self.drawn,) = ax.plot([], [], ls="", marker="o", zorder=3.6, mfc="#FFE3A3", mec=INK, mew=1, ms=CELL * 2)
        self.halo.set_zorder(1.5)
        self.lines.set_zorder(2)
        self.signs = Labels(ax.transData, TEXT, weight="bold", colour=PAPER)
        self.names = Labels(ax.transData, SMALL)
        self.artists = picture.moving(
            self.halo, self.lines, self.held, self.drawn, self.up, self.down, self.signs, self.names
        )

    def draw(self, view):
        """Show the machine in the state of the first walker."""
        cells, code = view.cells, view.code
        places = np.array([cell_place(i, cells) for i in range(cells)])
        up = (code >> np.arange(cells) & 1).astype(bool)
        self.up.set_data(*places[up].T)
        self.down.set_data(*places[~up].T)
        self.signs.put([("+" if u else "−", tuple(place)) for u, place in zip(up, places, strict=True)])
        self.names.put([(str(i + 1), cell_place(i, cells, RADIUS + STUB + 12)) for i in range(cells)])
        held = [i for i, _ in view.held]
        self.held.set_data(*places[held].T)
        self.drawn.set_data(*places[[draw.cell for draw in view.draws[-1:]]].T)
        whole = view.weight + np.diag(view.bias)
        shown = [edge for edge in edges(cells) if abs(whole[edge]) >= 0.005]
        values = np.array([whole[edge] for edge in shown])
        self.lines.set_segments([segment(edge, cells) for edge in shown])
        self.lines.set_color(DIVERGING(0.5 + 0.5 * np.sign(values) * (0.35 + 0.65 * np.abs(values) / STRONGEST)))
        self.lines.set_linewidths(0.8 + 3.2 * np.abs(values))
        self.halo.set_segments([segment(view.chosen, cells)])
        self.halo.set_linewidths([6 + 3.2 * abs(float(whole[view.chosen]))])
