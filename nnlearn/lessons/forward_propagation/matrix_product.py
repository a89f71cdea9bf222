"""A matrix product traced cell by cell: which row times which column gives which cell, with shapes and numbers."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels, font
from nnlearn.explorers.picture import SQUARE
from nnlearn.lessons.forward_propagation.words import MARKS, NAMES, PALE, heads, number, sentence, subscript
from nnlearn.plots.style import DIVERGING, DPI, FAINT, PAPER, SMALL, TEXT

HEAD, BODY = 46, 58  # middle of the headings, top of the matrices
ROW, WIDE = 20, 44  # height and width of a cell in pixels, if there is room
LEAST = 40  # width that a number needs
FIRST, GAP = 88, 28  # left of the first matrix, and between two
AFTER = 6  # between W^T and b
DIGITS = round(SMALL * DPI / 72)  # size of the numbers in pixels


class MatrixProduct:
    """Artists of H W^T + b = Z in axes whose coordinates are pixels, y downwards; b stands under W^T.

    Each row of H and Z belongs to a point of the batch, and has its mark and colour. Every number is written where its
    column is wide enough; where the matrices are too wide, the columns that are not at work become narrow.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        Where it stands, in pixels.
    """

    def __init__(self, picture, left, top, width, height):
        self.corner, self.width, self.height = np.array([left, top]), width, height
        ax = self.ax = picture.axes("product", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.6, zorder=2), autolim=False)
        self.frames = [ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, lw=2.4, zorder=3)) for _ in range(4)]
        self.rows = [ax.plot([], [], mark, color=colour, ms=8, zorder=3)[0] for mark, colour in MARKS]
        self.whose = [Labels(ax.transData, SMALL, across=1, colour=colour) for _, colour in MARKS]
        self.signs = Labels(ax.transData, TEXT + 4)
        self.numbers, self.pale = Labels(ax.transData, SMALL, zorder=6), Labels(ax.transData, SMALL, colour=PALE)
        self.names, self.bias = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL, across=1)
        self.sentence = Labels(ax.transData, TEXT, across=0, up=0, place=(0, 0))
        texts = self.signs, self.numbers, self.pale, self.names, self.bias, self.sentence
        picture.moving(self.cells, *self.frames, *self.rows, *self.whose, *texts)

    def draw(self, view):
        """Show the product of the layer at work: the cells of Z that are not computed yet stay empty."""
        h, layer, z, cell = view.values[view.layer], view.layers[view.layer], view.z, view.cell
        self.places = self._placed(h, layer, z, cell.unit if cell else 0)
        values = {"H": h, "W": layer.weight.T, "b": layer.bias[None], "Z": z}
        done = sum(step.layer == view.layer for step in view.steps[: view.at])
        limit = max(*(np.abs(one).max() for one in values.values()), 1e-12)
        boxes: list = []
        colours: list = []
        numbers: list = []
        pale: list = []
        for name, matrix in values.items():
            for (i, j), value in np.ndenumerate(matrix):
                left, top, wide, high = box = self.places[name][i][j]
                boxes.append(SQUARE * box[2:] + box[:2])
                there = name != "Z" or i * z.shape[1] + j < done
                colours.append(DIVERGING(0.5 + 0.3 * value / limit) if there else to_rgba(PAPER))
                if there and wide >= LEAST:
                    texts = numbers if cell and at_work(name, cell, i, j) else pale
                    texts.append((number(value), (left + wide / 2, top + high / 2)))
        self.cells.set(verts=boxes, facecolors=colours)
        self.numbers.put(numbers)
        self.pale.put(pale)
        self._names(view, len(layer.bias))
        self._frames(cell)
        self.sentence.say(sentence(view, self.width))

    def _placed(self, h, layer, z, unit):
        """Return {matrix: [row][column] of (left, top, width, height)}."""
        (rows, in_), out = h.shape, len(layer.bias)
        room = self.width - FIRST - 2 * GAP
        own, others = column_widths(in_, out, room)
        shared = np.full(out, float(others))
        shared[unit] = own
        below = max(rows, in_)  # rows above b
        high = min(ROW, (self.height - BODY - AFTER - 2) / (below + 1))
        widths = {"H": np.full(in_, own), "W": shared, "b": shared, "Z": shared}
        lefts = {"H": FIRST, "W": FIRST + in_ * own + GAP}
        lefts |= {"b": lefts["W"], "Z": lefts["W"] + shared.sum() + GAP}
        tops = {"b": BODY + below * high + AFTER}
        found = {}
        for name, count in {"H": rows, "W": in_, "b": 1, "Z": rows}.items():
            starts = lefts[name] + np.cumsum(widths[name]) - widths[name]
            found[name] = [[(left, tops.get(name, BODY) + i * high, wide, high)
                            for left, wide in zip(starts, widths[name], strict=True)]
                           for i in range(count)]  # fmt: skip
        return found

    def _names(self, view, out):
        """Write the headings, the signs between the matrices, and whose row is whose."""
        texts = heads(view)
        middles = [(self.places[name][0][0][0] + sum(self.places[name][0][-1][::2])) / 2 for name in "HWZ"]
        self.names.put([(head, (x, HEAD)) for head, x in zip(texts, apart(texts, middles), strict=True)])
        left, top, _, high = self.places["b"][0][0]
        self.bias.put([(f"+ b{subscript(view)} ({out},)", (left - 8, top + high / 2))])
        middle = BODY + 1.5 * high
        signs = zip("·=", (left, self.places["Z"][0][0][0]), strict=True)
        self.signs.put([(sign, (x - GAP / 2, middle)) for sign, x in signs])
        for k, (mark, name) in enumerate(zip(self.rows, self.whose, strict=True)):
            mark.set_data([FIRST - 12], [BODY + (k + 0.5) * high])
            name.put([(NAMES[k], (FIRST - 22, BODY + (k + 0.5) * high))])

    def _frames(self, cell):
        """Frame the row, the column, the bias and the cell at work in the colour of the row."""
        for frame in self.frames:
            frame.set_visible(cell is not None)
        if cell is None:
            return
        rows = self.places["H"][cell.row], [row[cell.unit] for row in self.places["W"]]
        ends = self.places["b"][0][cell.unit], self.places["Z"][cell.row][cell.unit]
        for frame, boxes in zip(self.frames, (*rows, ends[:1], ends[1:]), strict=True):
            (left, top, *_), (x, y, wide, high) = boxes[0], boxes[-1]
            frame.set_bounds(left, top, x + wide - left, y + high - top)
            frame.set_edgecolor(MARKS[cell.row][1])

    # Where the pointer is, and where things are.

    def cell_at(self, spot):
        """Return ("H", "W", "b" or "Z", row, column) of the cell under a pixel, or None."""
        for name, rows in self.places.items():
            for i, row in enumerate(rows):
                for j, (left, top, wide, high) in enumerate(row):
                    if left <= spot[0] < left + wide and top <= spot[1] < top + high:
                        return name, i, j
        return None

    def box(self, name, i, j):
        """Return [left, top, width, height] of a cell in pixels of the page."""
        left, top, wide, high = self.places[name][i][j]
        return [self.corner[0] + left - 1, self.corner[1] + top - 1, wide + 2, high + 2]


def column_widths(in_, out, room):
    """Return the width of a column of H, and of a column of W^T or Z that is not at work.

    Examples
    --------
    >>> column_widths(2, 4, 480), column_widths(6, 6, 480)
    ((44, 44), (40, 16.0))
    """
    even = min(WIDE, room // (in_ + 2 * out))
    if even >= LEAST:
        return even, even
    return LEAST, float(np.clip((room - LEAST * (in_ + 2)) / (2 * max(out - 1, 1)), 4, LEAST - 2))


def at_work(name, cell, i, j):
    """Return whether the number in row i and column j of a matrix is one of those that give the cell."""
    return {"H": i == cell.row, "Z": (i, j) == (cell.row, cell.unit)}.get(name, j == cell.unit)


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
    widths = [font(DIGITS, "normal").getlength(text) for text in texts]
    places = middles[:1]
    for k in range(1, len(texts)):
        places.append(max(middles[k], places[-1] + (widths[k - 1] + widths[k]) / 2 + gap))
    return places
