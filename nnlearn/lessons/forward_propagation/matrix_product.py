"""A matrix product traced cell by cell: which row times which column gives which cell, with shapes and numbers."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels, font
from nnlearn.explorers.picture import SQUARE
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import COLOURS, DIVERGING, DPI, FAINT, INK, MARKERS, PAPER, SMALL, TEXT, VERMILION

ROW = 19  # height of a cell in pixels, if there is room
HEAD = 46  # top of the matrices
WIDE = 36  # its width, if there is room
GAP = 26  # between two matrices
ROWS = (("D", INK), (MARKERS[0], COLOURS[0]), (MARKERS[1], COLOURS[1]))  # the marks of the points in the plane


class MatrixProduct:
    """Artists of H W^T + b = Z in axes whose coordinates are pixels, y downwards; b stands under W^T.

    Each row of H has the mark of its point in the plane: the reader's, one of class 0, one of class 1.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top, width, height):
        self.width, self.height = width, height
        ax = self.ax = picture.axes("product", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.6, zorder=2), autolim=False)
        self.marks = [ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=VERMILION, lw=2, zorder=3)) for _ in range(4)]
        self.rows = [ax.plot([], [], mark, color=colour, ms=5, zorder=3)[0] for mark, colour in ROWS]
        self.signs = Labels(ax.transData, TEXT + 3)
        self.numbers, self.names = Labels(ax.transData, SMALL - 0.3), Labels(ax.transData, SMALL)
        self.sentence = Labels(ax.transData, TEXT, across=0, up=0, place=(0, 2))
        picture.moving(self.cells, *self.marks, *self.rows, self.signs, self.numbers, self.names, self.sentence)

    def draw(self, h, layer, z, done, cell):
        """Show a product.

        Parameters
        ----------
        h : array of shape (rows, in)
        layer : Layer
        z : array of shape (rows, out)
        done : int
            Cells of z that are computed, row by row; the others stay empty.
        cell : (row, unit) or None
            The one that was computed last.
        """
        (rows, in_), out = h.shape, len(layer.bias)
        across = min(WIDE, (self.width - 2 * GAP - 24) / (in_ + 2 * out))
        row_height = min(ROW, (self.height - HEAD - 4) / (in_ + 1))
        lefts = np.array([0, in_ * across + GAP, (in_ + out) * across + 2 * GAP]) + 12
        below = np.vstack([layer.weight.T, layer.bias])
        limit = max(np.abs(h).max(), np.abs(below).max(), np.abs(z).max(), 1e-12)
        heads = [f"H {h.shape}", f"Wᵀ {layer.weight.T.shape}, b ({out},)", f"Z {z.shape}"]
        middles = apart(heads, [left + m.shape[1] * across / 2 for m, left in zip((h, below, z), lefts, strict=True)])
        for k, mark in enumerate(self.rows):
            mark.set_data([lefts[0] - 7], [HEAD + (k + 0.5) * row_height])
        boxes, colours, numbers, names = [], [], [], []
        for matrix, head, left, centre in zip((h, below, z), heads, lefts, middles, strict=True):
            names.append((head, (centre, HEAD - 11)))
            for (i, j), value in np.ndenumerate(matrix):
                corner = np.array([left + j * across, HEAD + i * row_height])
                boxes.append(corner + SQUARE * (across, row_height))
                there = matrix is not z or i * out + j < done
                colours.append(DIVERGING(0.5 + 0.3 * value / limit) if there else to_rgba(PAPER))
                if there and cell is not None and _written(matrix, h, below, cell, i, j):
                    numbers.append(
                        (fixed(value, 2 if across > 32 else 1), corner + 0.5 * np.array([across, row_height]))
                    )
        self.cells.set(verts=boxes, facecolors=colours)
        self.numbers.put(numbers)
        names.append(("b", (lefts[1] - 8, HEAD + (in_ + 0.5) * row_height)))
        self.names.put(names)
        middle = HEAD + rows * row_height / 2
        self.signs.put([("·", (lefts[1] - GAP / 2, middle)), ("=", (lefts[2] - GAP / 2, middle))])
        for mark in self.marks:
            mark.set_visible(cell is not None)
        if cell is not None:
            row, unit = cell
            self.marks[0].set_bounds(lefts[0], HEAD + row * row_height, in_ * across, row_height)
            self.marks[1].set_bounds(lefts[1] + unit * across, HEAD, across, in_ * row_height)
            self.marks[2].set_bounds(lefts[1] + unit * across, HEAD + in_ * row_height, across, row_height)
            self.marks[3].set_bounds(lefts[2] + unit * across, HEAD + row * row_height, across, row_height)
        self.sentence.say(sentence(h, layer, z, cell))
        self.placed = [
            (name, matrix.shape, left, across, row_height)
            for name, matrix, left in zip(("H", "W", "Z"), (h, below, z), lefts, strict=True)
        ]

    def cell_at(self, spot):
        """Return ("H", "W" or "Z", row, column) of the cell under a pixel, or None; W is W^T with b as its last row."""
        x, y = spot
        for name, (rows, columns), left, across, row_height in self.placed:
            i, j = int((y - HEAD) // row_height), int((x - left) // across)
            if 0 <= i < rows and 0 <= j < columns:
                return name, i, j
        return None


def apart(texts, middles, gap=10):
    """Return where the middles of texts side by side must be, so that none meets the one before it.

    Examples
    --------
    >>> apart(["one", "two"], [50, 300])
    [50, 300]
    >>> first, second = apart(["a long heading", "another one"], [50, 60])
    >>> second - first > 60
    True
    """
    widths = [font(round(SMALL * DPI / 72), "normal").getlength(text) for text in texts]
    places = middles[:1]
    for k in range(1, len(texts)):
        places.append(max(middles[k], places[-1] + (widths[k - 1] + widths[k]) / 2 + gap))
    return places


def _written(matrix, h, below, cell, i, j):
    """Return whether a number is written: those of the row, of the column, and all of Z so far."""
    row, unit = cell
    return i == row if matrix is h else j == unit if matrix is below else True


def sentence(h, layer, z, cell):
    """Return the sum of one cell as text, with its activation.

    Examples
    --------
    >>> from nnlearn.lessons.forward_propagation.network import Layer
    >>> layer = Layer(np.array([[2.0, -1.0]]), np.array([0.5]), np.tanh, "tanh")
    >>> h = np.array([[1.0, 3.0]])
    >>> sentence(h, layer, layer.product(h), (0, 0))
    'z = 1.00·2.00 + 3.00·(−1.00) + 0.50 = −0.50      tanh(−0.50) = −0.46'
    """
    if cell is None:
        return "Press Step: each cell of Z is one row of H times one column of Wᵀ, plus b."
    row, unit = cell
    terms = [f"{_bracket(a)}·{_bracket(w)}" for a, w in zip(h[row], layer.weight[unit], strict=True)]
    if len(terms) > 4:
        terms = [*terms[:3], "…"]
    words = f"z = {' + '.join(terms)} + {_bracket(layer.bias[unit])} = {fixed(z[row, unit])}"
    if layer.name:
        words += f"      {layer.name}({fixed(z[row, unit])}) = {fixed(layer.activation(z)[row, unit])}"
    return words


def _bracket(value):
    return f"({fixed(value)})" if fixed(value).startswith("−") else fixed(value)
