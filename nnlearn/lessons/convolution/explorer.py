"""The convolution explorer: nine numbers to edit by hand, one window of a photograph, and the map."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.picture import SQUARE
from nnlearn.explorers.pixels import colours, greys
from nnlearn.lessons.convolution import words
from nnlearn.lessons.convolution.kernels import (
    BY_HAND,
    HEIGHT,
    KERNELS,
    PICTURES,
    REACH,
    WIDTH,
    compare,
    convolve,
    picture,
)
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, FAINT, GREEN, INK, PAPER, SMALL, TEXT

MAX_PADDING = 3  # rows and columns
CELL = 42  # pixels of the page
LEFTS = (14, 170, 326)  # of window, kernel and products, in pixels
TOP = 20  # of their cells, in their own axes


@dataclass(frozen=True)
class State:
    """Settings of the convolution explorer."""

    picture: str = pick("roof", PICTURES, "picture")
    kernel: str = pick("edges, left to right", (*KERNELS, BY_HAND), "kernel")
    value: float | None = slide(None, -8.0, 8.0, 0.25, "chosen weight")
    shift: int = slide(0, 0, REACH, 1, "shift the picture", "pixels")
    stride: int = slide(1, 1, 4, 1, "stride")
    padding: int = slide(0, 0, MAX_PADDING, 1, "padding")
    weights: tuple = ()  # nine numbers, row by row; at first those of the named kernel
    chosen: int = 0  # the weight that `value` sets
    pixel: tuple = (17, 29)  # row and column of the picture on which the window is centred, or nearly so


@dataclass(frozen=True)
class View:
    """The picture, its map, and the position of the window."""

    state: State
    padded: np.ndarray
    y: np.ndarray
    place: tuple  # row and column of the map
    window: np.ndarray  # (3, 3)
    kernel: np.ndarray  # (3, 3)
    grey: bool  # whether the map is itself a picture, and shown as one
    equal: object


class ConvolutionExplorer(Explorer):
    """Edit the nine numbers of a kernel and see what they find in a photograph.

    On the left is the picture with the window, on the right the map with the number that the window gives. Below, the
    pixels in the window times the kernel make nine products, and their sum is that number. A kernel whose weights add
    up to 1 keeps the brightness, and its map is shown as a picture; any other map is blue below zero.

    Click the picture or the map, or press the arrow keys, to move the window. Click a weight, or press n and p, to
    choose it; the slider, or + and -, changes it.

    Parameters
    ----------
    **start
        Where the settings start: picture, kernel, value, shift, stride, padding. See `Explorer`.

    Examples
    --------
    >>> explorer = ConvolutionExplorer(kernel="blur")
    >>> explorer.on_key("ArrowRight")
    >>> print(explorer)  # doctest: +ELLIPSIS
    roof, blur: row 16, column 29 of the map is 0.75...
    >>> explorer.close()
    """

    State = State
    size = (640, 464)
    cursors = {"picture": "pointer", "map": "pointer", "kernel": "pointer"}
    prints = ("picture", "map", (LEFTS[0], 300 + TOP, 3 * CELL, 3 * CELL))
    keys = ("n", "p", "+", "-", *ARROWS)
    help = "Click picture or map, or press arrow keys, to move the window. Click a weight, or press n or p; + - set it."
    suggestion = (
        "set all weights to 0, then change one: what does the map show? Which nine numbers find horizontal edges?"
    )

    # The picture.

    def build(self, picture):
        self.title, self.moved = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL)
        wide, tall = WIDTH + 2 * MAX_PADDING, HEIGHT + 2 * MAX_PADDING
        self.images, self.marks, self.heads, self.edges = [], [], [], []
        for name, left in (("picture", 14), ("map", 330)):
            ax = picture.axes(name, left, 66, 296, 220)
            ax.set(
                xlim=(-MAX_PADDING - 0.5, WIDTH + MAX_PADDING - 0.5),
                ylim=(HEIGHT + MAX_PADDING - 0.5, -MAX_PADDING - 0.5),
            )
            ax.set_axis_off()
            style = {"aspect": "auto", "interpolation": "nearest", "zorder": 1}
            self.images.append(ax.imshow(np.zeros((tall, wide)), **style))
            self.edges.append(ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=FAINT, lw=0.8, zorder=2)))
            for colour, width in ((PAPER, 3.4), (GREEN, 1.8)):
                mark = Rectangle((0, 0), 1, 1, fill=False, ec=colour, lw=width, zorder=4, joinstyle="miter")
                self.marks.append(ax.add_patch(mark))
            self.heads.append(picture.words(left, 48, SMALL))
        self.under = self._under(picture)
        picture.moving(*self.images, *self.edges, *self.marks, *self.under)

    def _under(self, picture):
        """Make the row of cells (window, kernel, products, sum), in axes whose unit is a pixel of the page."""
        ax = self.kernel = picture.axes("kernel", 0, 300, 640, 160)
        ax.set(xlim=(0, 640), ylim=(160, 0))
        ax.set_axis_off()
        self.cells = ax.add_collection(PolyCollection([], edgecolors=FAINT, linewidths=0.6, zorder=2), autolim=False)
        self.ring = ax.add_patch(Rectangle((0, 0), CELL, CELL, fill=False, ec=INK, lw=2.4, zorder=4))
        self.figures, self.names = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL)
        self.pale = Labels(ax.transData, SMALL, colour=PAPER)
        self.signs, self.sum = Labels(ax.transData, TEXT + 4), Labels(ax.transData, TEXT + 1, weight="bold")
        self.boxes = [np.array([x + CELL * m, TOP + CELL * k]) for x in LEFTS for k in range(3) for m in range(3)]
        self.boxes.append(np.array([514, TOP + CELL]))
        size = [CELL] * 27 + [80]
        self.cells.set_verts([box + SQUARE * (w, CELL) for box, w in zip(self.boxes, size, strict=True)])
        middle = TOP + 1.5 * CELL
        self.signs.put([("×", (LEFTS[1] - 15, middle)), ("=", (LEFTS[2] - 15, middle)), ("→", (483, middle))])
        return self.cells, self.ring, self.figures, self.pale, self.names, self.signs, self.sum

    def compute(self, state):
        kernel = np.reshape(state.weights, (3, 3)).astype(float)
        padded, y = convolve(picture(state.picture, state.shift), kernel, state.stride, state.padding)
        before = y if not state.shift else convolve(picture(state.picture, 0), kernel, state.stride, state.padding)[1]
        i, j = place = place_at(state.pixel, y.shape, state)
        top, left = i * state.stride, j * state.stride
        window = padded[top : top + 3, left : left + 3]
        grey = abs(kernel.sum() - 1) < 1e-6
        return View(state, padded, y, place, window, kernel, grey, compare(y, before, state.shift, state.stride))

    def draw(self, view):
        state, (i, j), (rows, columns) = view.state, view.place, view.y.shape
        pad, limit = state.padding, 1e-12 + np.abs(view.y).max()
        sizes = (HEIGHT + 2 * pad, WIDTH + 2 * pad), (rows, columns)
        for image, edge, (down, across) in zip(self.images, self.edges, sizes, strict=True):
            corner = (-pad if image is self.images[0] else 0) - 0.5
            image.set_extent((corner, corner + across, corner + down, corner))
            edge.set_bounds(corner, corner, across, down)
        self.images[0].set_data(greys(view.padded))
        self.images[1].set_data(greys(view.y) if view.grey else colours(view.y, limit))
        corner = j * state.stride - pad - 0.5, i * state.stride - pad - 0.5
        for k in (0, 1):
            self.marks[k].set_bounds(*np.subtract(corner, 0.2), 3.4, 3.4)
            self.marks[2 + k].set_bounds(j - 1, i - 1, 2, 2)
        self._cells(view, limit)
        self.title.say(words.title(view))
        self.moved.say(words.moved(view))
        for head, said in zip(self.heads, words.heads(view), strict=True):
            head.say(said)

    def _cells(self, view, limit):
        """Colour the cells of window, kernel, products and sum, and write their numbers."""
        window, kernel = view.window.ravel(), view.kernel.ravel()
        products, value = window * kernel, view.y[view.place]
        strongest = max(np.abs(kernel).max(), 1e-12)
        signed = [0.5 + 0.4 * w / strongest for w in (*kernel, *products)]
        fills = [(v, v, v, 1.0) for v in window] + [DIVERGING(v) for v in signed]
        shade = float(np.clip(value, 0, 1))
        fills.append((shade, shade, shade, 1.0) if view.grey else DIVERGING(0.5 + 0.4 * value / limit))
        self.cells.set_facecolors(fills)
        said = [fixed(v) for v in window] + [words.number(v) for v in kernel] + [fixed(v) for v in products]
        places = [box + CELL / 2 for box in self.boxes[:27]]
        dark = np.array([sum(c[:3]) < 1.5 for c in fills])
        items = list(zip(said, places, strict=True))
        self.figures.put([item for item, d in zip(items, dark[:27], strict=True) if not d])
        self.pale.put([item for item, d in zip(items, dark[:27], strict=True) if d])
        self.sum.colour = PAPER if dark[27] else INK
        self.sum.put([(fixed(value), self.boxes[27] + (40, CELL / 2))])
        self.ring.set_xy(self.boxes[9 + view.state.chosen])
        middle = 1.5 * CELL
        heads = zip(("pixels in the window", "kernel", "products"), LEFTS, strict=True)
        below = [("their sum, in the map", (554, TOP + CELL - 12)), (words.law(view), (554, TOP + 2 * CELL + 22))]
        self.names.put([(name, (left + middle, 8)) for name, left in heads] + below)

    # Text and code.

    def describe(self, view):
        numbers = ", ".join(words.number(w) for w in view.state.weights)
        left, right = words.heads(view)
        return f"{words.title(view)}. Kernel {numbers}. {left}; {right}. {words.moved(view)}"

    def code(self, view):
        state, (i, j), start = view.state, view.place, REACH - view.state.shift
        rows = [", ".join(f"{round(float(w), 9):g}" if w != 1 / 9 else "1 / 9" for w in row) for row in view.kernel]
        return "\n".join(
            [
                "import numpy as np",
                "from nnlearn import datasets",
                "",
                f"x = ({PICTURES[state.picture]})[:, {start}:{start + WIDTH}]",
                f"kernel = np.array([[{'], ['.join(rows)}]])",
                f"padded = np.pad(x, {state.padding})",
                "windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))",
                f"windows = windows[::{state.stride}, ::{state.stride}]  # (rows, columns, 3, 3)",
                "z = (windows * kernel).sum(axis=(2, 3))",
                f"print(z.shape, z[{i}, {j}])",
            ]
        )

    def numbers(self, view):
        return {"z": view.y, "windows[{}, {}]".format(*view.place): view.window}

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        if not new.weights or new.kernel != state.kernel:
            new = replace(new, weights=tuple(map(float, KERNELS.get(new.kernel, (0,) * 9))))
        start = not state.weights and new.value is not None
        if start or ("value" in changes and "chosen" not in changes):
            weights = (*new.weights[: new.chosen], float(new.value), *new.weights[new.chosen + 1 :])
            named = next((name for name, known in KERNELS.items() if known == weights), BY_HAND)
            new = replace(new, weights=weights, kernel=named)
        return replace(new, value=new.weights[new.chosen])

    def move(self, row, column):
        """Move the window to a row and column of the map, within the map."""
        state, (rows, columns) = self.state, self.view.y.shape
        i, j = int(np.clip(row, 0, rows - 1)), int(np.clip(column, 0, columns - 1))
        self.set(pixel=tuple(k * state.stride - state.padding + 1 for k in (i, j)))

    def on_pointer(self, event):
        x, y, axes = event["x"], event["y"], event["axes"]
        if axes == "map" and event["type"] != "up":
            self.move(round(y), round(x))
        elif axes == "picture" and event["type"] != "up":
            self.move(*place_at((y, x), self.view.y.shape, self.state))
        elif axes == "kernel" and event["type"] == "down":
            column, row = int((x - LEFTS[1]) // CELL), int((y - TOP) // CELL)
            if 0 <= column < 3 and 0 <= row < 3:
                self.set(chosen=3 * row + column)

    def on_hover(self, event):
        x, y, axes = event["x"], event["y"], event["axes"]
        if axes == "kernel":
            return words.under(self.view, axes, int((y - TOP) // CELL), int((x - LEFTS[1]) // CELL))
        return words.under(self.view, axes, round(y), round(x))

    def on_key(self, key):
        if key in ARROWS:
            (i, j), (right, up) = self.view.place, ARROWS[key]
            self.move(i - up, j + right)
        elif key in "+-":
            self.set(value=float(np.clip(self.state.value + (0.25 if key == "+" else -0.25), -8, 8)))
        else:
            self.set(chosen=(self.state.chosen + (1 if key == "n" else -1)) % 9)


def place_at(pixel, shape, state):
    """Return the row and column of the map whose window is centred nearest to a pixel of the picture.

    Examples
    --------
    >>> place_at((5, 0), (26, 36), State(stride=2, padding=1))
    (2, 0)
    """
    nearest = np.round((np.asarray(pixel, float) + state.padding - 1) / state.stride)
    i, j = np.clip(nearest, 0, np.subtract(shape, 1)).astype(int)
    return int(i), int(j)
