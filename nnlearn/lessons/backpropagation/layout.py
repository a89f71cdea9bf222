"""Where everything stands in the backpropagation explorer: strips, matrices, cards, and the table of the sum."""

from dataclasses import dataclass

from nnlearn.lessons.backpropagation.network import SIZES

TOP, DOWN = 74, 206  # top of the strips and weights, and of the gradients under the weights
CELL, ROW, LOW = 12, 20, 14  # pixels: width of a weight's cell, height of a cell, height of a gradient's
SLIT = 3  # between weights and biases
CARDS, CARD = 344, (90, 54)  # top of the cards, and their size
TABLE, LABELS, COLUMN, LINE = 446, 80, 46, 19  # top of the table's rows, its left, width of a column, height of a row
WIDEST = 92  # a column of the table, if there are few


@dataclass(frozen=True)
class Block:
    """A strip or matrix of cells.

    Parameters
    ----------
    left, top : float
        Its upper left corner, in pixels.
    rows, columns : int
    cell : tuple of float
        Width and height of a cell.
    slit : float, default 0
        Room before the last column: biases stand apart from weights.

    Examples
    --------
    >>> block = Block(10, 20, 2, 3, (12, 14), slit=3)
    >>> block.corner(1, 2), block.at((38, 35)), block.at((5, 5))
    ((37, 34), (1, 2), None)
    """

    left: float
    top: float
    rows: int
    columns: int
    cell: tuple
    slit: float = 0

    def corner(self, row, column):
        """Return the upper left corner of a cell."""
        across, down = self.cell
        return self.left + column * across + self.slit * (column == self.columns - 1), self.top + row * down

    def at(self, spot):
        """Return (row, column) of the cell under a pixel, or None."""
        row = int((spot[1] - self.top) // self.cell[1])
        column = int((spot[0] - self.left) // self.cell[0])
        if column >= self.columns - 1:  # the last column stands apart
            column = int((spot[0] - self.slit - self.left) // self.cell[0])
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None

    def bounds(self, row, column, rows=1, columns=1):
        """Return left, top, width and height of some cells side by side."""
        left, top = self.corner(row, column)
        right, bottom = self.corner(row + rows - 1, column + columns - 1)
        return left, top, right + self.cell[0] - left, bottom + self.cell[1] - top

    def frame(self):
        """Return left, top, width and height of all of it."""
        return self.bounds(0, 0, self.rows, self.columns)


def blocks():
    """Return {name: Block}: "s0" to "s3" the signals, "y" the target, "e1" to "e3" the errors, "W0" and "D0" to 2.

    Layers are counted from 0 here, as in the code: W0 lies between s0 and s1, and D0 is its gradient.

    Examples
    --------
    >>> found = blocks()
    >>> len(found), found["W1"].left == found["D1"].left
    (14, True)
    """
    found, left = {}, 8
    for k, size in enumerate(SIZES):
        found[f"s{k}"] = Block(left, TOP, size, 1, (40, ROW))
        left += 42
        if k == len(SIZES) - 1:
            found["y"] = Block(left, TOP, size, 1, (20, ROW))
            left += 22
        if k:
            found[f"e{k}"] = Block(left, TOP, size, 1, (47, ROW))
            left += 49
        left += 11
        if k < len(SIZES) - 1:
            for name, top, height in (("W", TOP, ROW), ("D", DOWN, LOW)):
                found[f"{name}{k}"] = Block(left, top, SIZES[k + 1], SIZES[k] + 1, (CELL, height), SLIT)
            left += (SIZES[k] + 1) * CELL + SLIT + 13
    return found


def card(k):
    """Return left, top, width and height of a card.

    Examples
    --------
    >>> card(0), card(5)[0] + card(5)[2] <= 632
    ((8, 344, 90, 54), True)
    """
    return 8 + k * (CARD[0] + 16), CARDS, *CARD


def column_width(count):
    """Return the width of a column of the table if it has this many.

    Examples
    --------
    >>> column_width(12), column_width(3)
    (46, 92)
    """
    return min(WIDEST, COLUMN * 12 // count)
