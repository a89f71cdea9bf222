"""The dream explorer's picture: the stack upright, the ten dreams beside it, and what one cell adds."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon, Rectangle

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours, greys
from nnlearn.lessons.boltzmann_machines.ring import edges_of_box
from nnlearn.lessons.deep_belief_networks import words
from nnlearn.lessons.deep_belief_networks.dreamers import DEPTHS, LABELS
from nnlearn.lessons.deep_belief_networks.dreaming import DREAMS
from nnlearn.lessons.deep_belief_networks.state import COLUMNS, ROWS, SIDE
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 506
CELL, LEFT = 12, 14  # of the boards, in pixels
GAP, TOP = 40, 72  # between two boards, above the highest
PICTURE = (LEFT, 372, 112)  # left, top, side
FIELD = (304, 386, 90)
BEFORE = (304, 62)  # left and side of the picture before a cell was turned over
TEN = (452, 76, 66, 100, 86)  # left, top, side of a dream; across and down from one to the next
LABEL = 24  # side of a label cell
SHAFT = LEFT + 136  # where the arrows stand
ON, OFF = (np.array([*bytes.fromhex(colour), 255], np.uint8) for colour in (BLUE[1:], "E8E8E8"))


def board_top(layer):
    """Return the upper edge of a board; layer 1 is the lowest.

    Examples
    --------
    >>> board_top(3), board_top(1)
    (72, 272)
    """
    return TOP + (len(DEPTHS) - layer) * (ROWS * CELL + GAP)


def label_place(depth):
    """Return left and top of the label cells, which stand beside the layer below the top."""
    return (LEFT + 132, 412) if depth == 1 else (LEFT + 256, board_top(depth - 1) + 12)


def before_place(depth):
    """Return where the picture stands as it was before a cell was turned over: beside the top board."""
    left, side = BEFORE
    return left, board_top(depth), side, side


def dream_place(k):
    """Return left, top, width, height of one of the ten dreams."""
    left, top, side, across, down = TEN
    return left + across * (k % 2), top + down * (k // 2), side, side


def under(state, x, y):
    """Return what lies at a place: ("cell", layer, number), ("slot", layer), ("pixel", number) and so on, or None.

    Examples
    --------
    >>> from nnlearn.lessons.deep_belief_networks.state import State
    >>> [under(State(), x, y) for x, y in ((15, 173), (15, 73), (15, 373), (455, 80), (639, 505))]
    [('cell', 2, 0), ('slot', 3), ('pixel', 0), ('dream', 0), None]
    """
    for layer in DEPTHS:
        row, column = (y - board_top(layer)) // CELL, (x - LEFT) // CELL
        if 0 <= row < ROWS and 0 <= column < COLUMNS:
            return ("cell", layer, int(COLUMNS * row + column)) if layer <= state.depth else ("slot", layer)
    left, top = label_place(state.depth)
    row, column = (y - top) // LABEL, (x - left) // LABEL
    if 0 <= row < 2 and 0 <= column < 5:
        return "label", int(5 * row + column)
    for name, (left, top, side) in (("pixel", PICTURE), ("field", FIELD)):
        row, column = (y - top) * SIDE // side, (x - left) * SIDE // side
        if 0 <= row < SIDE and 0 <= column < SIDE:
            return name, int(SIDE * row + column)
    for k in range(DREAMS):
        left, top, side, _ = dream_place(k)
        if left <= x < left + side and top <= y < top + side:
            return "dream", k
    return None


def papers(view):
    """Return the places in which dark is ink."""
    places = [(*PICTURE, PICTURE[2]), *(dream_place(k) for k in range(DREAMS))]
    return [*places, before_place(view.state.depth)] if view.flipped else places


class Scene:
    """All artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._has_field = picture, True
        ax = picture.axes("scene", 0, 0, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.title, self.line = picture.words(LEFT, 8, TEXT, "bold"), picture.words(LEFT, 30, SMALL)
        self.images = Images(ax.transData)
        self.frames = ax.add_collection(LineCollection([], colors=FAINT, linewidths=1), autolim=False)
        self.grid = ax.add_collection(LineCollection([], colors=PAPER, linewidths=1, zorder=3), autolim=False)
        dashed = LineCollection([], colors=FAINT, linewidths=1.2, linestyles="--")
        self.slots = ax.add_collection(dashed, autolim=False)
        self.arrows = [ax.add_patch(Polygon(np.zeros((1, 2)), fc=FAINT, ec="none")) for _ in DEPTHS]
        self.turned = ax.add_collection(LineCollection([], colors=VERMILION, linewidths=2.4, zorder=4), autolim=False)
        self.pick = ax.add_patch(Rectangle((0, 0), CELL, CELL, fc="none", ec=INK, lw=1.8, zorder=4.5))
        self.held = ax.add_collection(LineCollection([], colors=VERMILION, linewidths=2.4, zorder=4), autolim=False)
        self.heads = Labels(ax.transData, SMALL, across=0)
        self.names = Labels(ax.transData, SMALL)
        self.dark, self.light = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL, weight="bold", colour=PAPER)
        picture.moving(
            *(self.images, self.frames, self.grid, self.slots, *self.arrows, self.turned, self.pick, self.held),
            *(self.heads, self.names, self.dark, self.light),
        )
        self.bar = ColourBar(picture, FIELD[0] + 12, 486, 60, DIVERGING, "less", "more ink")

    def draw(self, view):
        """Show a view."""
        state = view.state
        places = [(*PICTURE, PICTURE[2]), *(dream_place(k) for k in range(DREAMS))]
        shown = [view.pictures[view.dream], *view.pictures]
        images = [(paper(one), *place) for one, place in zip(shown, places, strict=True)]
        lines, grid, slots, heads = [edges_of_box(*place) for place in places], [], [], []
        for layer in DEPTHS:
            place = (LEFT, board_top(layer), COLUMNS * CELL, ROWS * CELL)
            if layer > state.depth:
                slots.append(edges_of_box(*place))
                continue
            images.append((board(view.layers[layer][0][view.dream], ROWS), *place))
            grid += lattice(*place[:2], CELL, ROWS, COLUMNS)
            heads.append((words.board(view, layer), (LEFT, place[1] - 9)))
            heads.append((words.arrow(view, layer), (SHAFT + 14, place[1] + ROWS * CELL + GAP / 2)))
        self._arrows(view)
        x, y = label_place(state.depth)
        images.append((board(view.label_cells, 2), x, y, 5 * LABEL, 2 * LABEL))
        grid += lattice(x, y, LABEL, 2, 5)
        heads += [(words.labels(view), (x, y - 10)), (words.chosen(view), (FIELD[0], FIELD[1] - 12))]
        heads.append(("ten dreams", (TEN[0], TEN[1] - 12)))
        if view.flipped:
            place = before_place(state.depth)
            images.append((paper(view.before.pictures[view.dream]), *place))
            lines.append(edges_of_box(*place))
            heads.append((words.before(view), (place[0], place[1] - 10)))
        if bool(state.chosen[0]) != self._has_field:
            self._has_field = bool(state.chosen[0])
            self.bar.show(self._has_field)
            self.picture.redraw()
        if self._has_field:
            images.append((colours(view.field.reshape(SIDE, SIDE)), *FIELD, FIELD[2]))
            lines.append(edges_of_box(*FIELD, FIELD[2]))
        self.images.images = images
        self.frames.set_segments(lines)
        self.grid.set_segments(grid)
        self.slots.set_segments(slots)
        self.heads.put(heads)
        middle = (x + LABEL / 2, y + LABEL / 2)
        digits = [(str(k), (middle[0] + LABEL * (k % 5), middle[1] + LABEL * (k // 5))) for k in range(LABELS)]
        self.dark.put([one for one, on in zip(digits, view.label_cells, strict=True) if not on])
        self.light.put([one for one, on in zip(digits, view.label_cells, strict=True) if on])
        self._marks(view, x, y)
        self._names(view)
        self.title.say(words.title(view))
        self.line.say(words.line(view))

    def _arrows(self, view):
        for layer, arrow in zip(DEPTHS, self.arrows, strict=True):
            there, top = layer <= view.state.depth, layer == view.state.depth
            arrow.set_visible(there)
            start = board_top(layer) + ROWS * CELL + 4
            both = top and not view.goes_up
            arrow.set(fc=VERMILION if both else INK)
            arrow.set_xy(outline(start, start + GAP - 8, view.goes_up or both, not view.goes_up, 7 if both else 3))

    def _marks(self, view, left_of_labels, top_of_labels):
        state = view.state
        boxes = [(x - 2, y - 2, w + 4, h + 4) for x, y, w, h in (cell_box(state.depth, cell) for cell in view.flipped)]
        self.turned.set_segments([edges_of_box(*box) for box in boxes])
        left, top, width, height = cell_box(*state.chosen)
        self.pick.set(xy=(left, top), width=width, height=height)
        held = [edges_of_box(*(value + by for value, by in zip(dream_place(view.dream), (-2, -2, 4, 4), strict=True)))]
        if view.asked:
            k = view.asked[view.dream]
            held.append(edges_of_box(left_of_labels + LABEL * (k % 5), top_of_labels + LABEL * (k // 5), LABEL, LABEL))
        self.held.set_segments(held)

    def _names(self, view):
        names = [(words.slot(layer), layer) for layer in DEPTHS if layer > view.state.depth]
        items = [(text, (LEFT + COLUMNS * CELL / 2, board_top(layer) + ROWS * CELL / 2)) for text, layer in names]
        for k in range(DREAMS):
            left, top, side, _ = dream_place(k)
            items.append((words.below(view, k), (left + side / 2, top + side + 10)))
        self.names.put(items)


def cell_box(layer, cell):
    """Return left, top, width, height of a cell of a board, or of a pixel of the picture.

    Examples
    --------
    >>> cell_box(1, 21), cell_box(0, 9)
    ((26, 284, 12, 12), (28.0, 386.0, 14.0, 14.0))
    """
    if layer:
        row, column = divmod(cell, COLUMNS)
        return LEFT + CELL * column, board_top(layer) + CELL * row, CELL, CELL
    (left, top, side), (row, column) = PICTURE, divmod(cell, SIDE)
    return left + side / SIDE * column, top + side / SIDE * row, side / SIDE, side / SIDE


def lattice(left, top, cell, rows, columns):
    """Return the lines between the cells of a board."""
    across = [[(left, top + cell * k), (left + cell * columns, top + cell * k)] for k in range(1, rows)]
    return across + [[(left + cell * k, top), (left + cell * k, top + cell * rows)] for k in range(1, columns)]


def outline(start, end, up, down, half):
    """Return the corners of an upright arrow with heads at its ends: `half` is half the width of its shaft."""
    head, x = half + 5, SHAFT
    high, low = (start + head if up else start), (end - head if down else end)
    right = [(half, high), (half, low)]
    right = ([(0, start), (head, high)] if up else []) + right + ([(head, low), (0, end)] if down else [])
    return [(x + dx, y) for dx, y in right] + [(x - dx, y) for dx, y in right[::-1]]


def paper(values):
    """Return a picture of 64 numbers as it looks on paper: 0 white, 1 black."""
    return greys(1 - np.reshape(values, (SIDE, SIDE)).astype(float))


def board(cells, rows):
    """Return cells as colours: blue for on."""
    return np.where(np.reshape(cells, (rows, -1, 1)), ON, OFF)
