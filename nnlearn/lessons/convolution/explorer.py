"""The convolution explorer: nine numbers slide over a picture, and what they find fills a map."""

from dataclasses import dataclass, field, replace

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.controls import ARROWS, pick, row, slide
from nnlearn.explorers.recorded import END
from nnlearn.lessons.convolution import words
from nnlearn.lessons.convolution.ink import DARK, LIGHT, ink_line, stroke
from nnlearn.lessons.convolution.kernels import (
    BY_HAND,
    HEIGHT,
    KERNELS,
    PICTURES,
    REACH,
    SHEET,
    WIDTH,
    compare,
    convolve,
    picture,
    size,
)
from nnlearn.lessons.convolution.picture import MAX_PADDING, SIZE, Bench, weight_at
from nnlearn.lessons.convolution.sweep import Sweep, swept
from nnlearn.lessons.convolution.tour import TOUR

MOVE = "window"
PENS = {MOVE: None, "light pen": LIGHT, "dark pen": DARK, "eraser": 0}
DRAG, QUARTER = 5, 0.25  # a weight changes by a quarter for each of these pixels


@dataclass(frozen=True)
class State:
    """Settings of the convolution explorer."""

    kernel: str = pick("edges, left to right", (*KERNELS, BY_HAND), "kernel")
    value: float | None = slide(None, -8.0, 8.0, QUARTER, "chosen weight", buttons="step")
    picture: str = pick("roof", PICTURES, "picture")
    tool: str = pick(MOVE, PENS, "tool")
    shift: int = slide(0, 0, REACH, 1, "shift", "pixels", buttons="step")
    stride: int = slide(1, 1, 4, 1, "stride", buttons="step")
    padding: int = slide(0, 0, MAX_PADDING, 1, "padding", buttons="step")
    position: int = slide(END, 0, 1, 1, "places done")
    weights: tuple = ()  # nine numbers, row by row; at first those of the named kernel
    chosen: int = 0  # the weight that `value` sets
    pixel: tuple = (17, 29)  # row and column of the picture on which the window is centred, or nearly so
    ink: bytes = field(default=b"", repr=False)  # drawn on the picture, see the module `ink`


@dataclass(frozen=True)
class View:
    """The picture, its map, and the position of the window."""

    state: State
    padded: np.ndarray
    y: np.ndarray
    done: int  # places of the map that are computed, row by row
    place: tuple  # row and column of the map
    window: np.ndarray  # (3, 3)
    kernel: np.ndarray  # (3, 3)
    grey: bool  # whether the map is itself a picture, and shown as one
    equal: object

    @property
    def grid(self):
        """Rows and columns of the map."""
        return self.y.shape

    @property
    def value(self):
        """The number at the place of the window."""
        return float(self.y[self.place])


class ConvolutionExplorer(Sweep):
    """Slide nine numbers over a picture, or draw one, and see what they find.

    On the left is the picture with the window, on the right the map with the number that the window gives. Below, the
    pixels in the window times the kernel make nine products, and their sum is that number. A kernel whose weights add
    up to 1 keeps the brightness, and its map is shown as a picture; any other map is blue below zero. Play slides the
    window over the picture, and the map fills.

    Click the picture or the map, or press the arrow keys, to move the window. Drag a weight up or down, or choose it
    with n and p and press + and -. Choose a pen, or the eraser, as the tool and
    draw on the picture; or press Space, which draws at the window's centre.

    Parameters
    ----------
    **start
        Where the settings start: kernel, value, picture, tool, shift, stride, padding, position. See `Explorer`.

    Examples
    --------
    >>> explorer = ConvolutionExplorer(kernel="blur")
    >>> explorer.on_key("ArrowRight")
    >>> print(explorer)  # doctest: +ELLIPSIS
    roof, blur: row 16, column 29 of the map is 0.75...
    >>> explorer.close()
    """

    State = State
    size = SIZE
    cursors = {"picture": "pointer", "map": "pointer", "kernel": "grab"}
    keys = ("n", "p", "+", "-", " ", *ARROWS)
    help = "Arrow keys move the window, Space draws there. Drag a weight up or down, or press n or p, then + or -."
    suggestion = "press Play, then draw on the picture."
    tour = TOUR
    placed_elsewhere: tuple = ("position", "picture", "tool")

    def setup(self):
        self._last = self._grip = None  # where the pen was; where a weight was grasped, and its value there

    def build(self, picture):
        self.bench = Bench(picture)

    def extras(self):
        self.clear_button = widgets.Button(description="Clear", tooltip="Take away what was drawn")
        self.clear_button.on_click(lambda _: self.set(ink=b""))
        return [*super().extras(), row([self.panel.placed("picture"), self.panel.placed("tool"), self.clear_button])]

    def compute(self, state):
        kernel = np.reshape(state.weights, (3, 3)).astype(float)
        image = picture(state.picture, state.shift, state.ink)
        padded, y = convolve(image, kernel, state.stride, state.padding)
        before = y
        if state.shift:
            before = convolve(picture(state.picture, 0, state.ink), kernel, state.stride, state.padding)[1]
        done, (i, j) = swept(state.position, y.shape, place_at(state.pixel, y.shape, state))
        top, left = i * state.stride, j * state.stride
        window = padded[top : top + 3, left : left + 3]
        grey = abs(kernel.sum() - 1) < 1e-6
        equal = compare(y, before, state.shift, state.stride)
        return View(state, padded, y, done, (i, j), window, kernel, grey, equal)

    def draw(self, view):
        self.bench.draw(view)

    def after_draw(self, view):
        super().after_draw(view)
        self.canvas.cursors = self.cursors | ({} if view.state.tool == MOVE else {"picture": "crosshair"})
        self.canvas.prints = self.bench.prints(view)

    # Text and code.

    def describe(self, view):
        numbers = ", ".join(words.number(w) for w in view.state.weights)
        left, right = words.heads(view)
        return f"{words.title(view)}. Kernel {numbers}. {left}; {right}. {words.news(view)}"

    def code(self, view):
        state, (i, j), start = view.state, view.place, REACH - view.state.shift
        rows = [", ".join(f"{round(float(w), 9):g}" if w != 1 / 9 else "1 / 9" for w in row) for row in view.kernel]
        image, ink = f"({PICTURES[state.picture]})", []
        if state.ink:
            ink = [f"{ink_line(state.ink, (HEIGHT, WIDTH + REACH))}  # drawn: 1 is dark, 2 is light"]
            image = f"np.where(ink, ink - 1.0, {image})"
        return "\n".join(
            [
                *(["import zlib", ""] if ink else []),
                "import numpy as np",
                "from nnlearn import datasets",
                "",
                *ink,
                f"x = {image}[:, {start}:{start + WIDTH}]",
                f"kernel = np.array([[{'], ['.join(rows)}]])",
                f"padded = np.pad(x, {state.padding})",
                "windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))",
                f"windows = windows[::{state.stride}, ::{state.stride}]  # (rows, columns, 3, 3)",
                "z = (windows * kernel).sum(axis=(2, 3))",
                f"done = z.ravel()[:{view.done}]  # row by row",
                f"print(z.shape, len(done), z[{i}, {j}])",
            ]
        )

    def numbers(self, view):
        done = view.y.ravel()[: view.done]
        return {"z": view.y, "done": done, "windows[{}, {}]".format(*view.place): view.window}

    # Pointer and keys.

    def next_state(self, state, **changes):
        new = replace(state, **changes)
        if not new.weights or new.kernel != state.kernel:
            new = replace(new, weights=tuple(map(float, changes.get("weights", KERNELS.get(new.kernel, (0,) * 9)))))
        start = not state.weights and new.value is not None
        if start or ("value" in changes and "chosen" not in changes):
            weights = (*new.weights[: new.chosen], float(new.value), *new.weights[new.chosen + 1 :])
            named = next((name for name, known in KERNELS.items() if known == weights), BY_HAND)
            new = replace(new, weights=weights, kernel=named)
        if new.picture != state.picture:  # what was drawn belongs to the old one
            new = replace(new, ink=changes.get("ink", b""))
            if "tool" not in changes:
                new = replace(new, tool="light pen" if new.picture == SHEET else MOVE)
        if "position" not in changes:
            new = replace(new, position=END if "pixel" in changes or "ink" in changes else kept(state, new))
        return replace(new, value=new.weights[new.chosen])

    def move(self, row, column):
        """Move the window to a row and column of the map, within the map."""
        state, (rows, columns) = self.state, self.view.grid
        i, j = int(np.clip(row, 0, rows - 1)), int(np.clip(column, 0, columns - 1))
        self.set(pixel=centre((i, j), state))

    def ink_stroke(self, start, end, shade):
        """Draw from one pixel of the picture to another, as it is shown: the ink shifts along with it."""
        away = (0, REACH - self.state.shift)
        ends = np.add(start, away), np.add(end, away)
        self.set(ink=stroke(self.state.ink, (HEIGHT, WIDTH + REACH), *ends, shade))

    def on_pointer(self, event):
        x, y, axes, kind = event["x"], event["y"], event["axes"], event["type"]
        if kind == "up":
            self._last = self._grip = None
        elif axes == "map":
            self.move(round(y), round(x))
        elif axes == "picture" and (shade := PENS[self.state.tool]) is not None:
            spot = round(y), round(x)
            self.ink_stroke(self._last if kind == "move" and self._last else spot, spot, shade)
            self._last = spot
        elif axes == "picture":
            self.move(*place_at((y, x), self.view.grid, self.state))
        elif axes == "kernel" and kind == "down" and (found := weight_at(x, y)):
            self.set(chosen=3 * found[0] + found[1])
            self._grip = y, self.state.value
        elif axes == "kernel" and kind == "move" and self._grip:
            self.turn(self._grip[1] + QUARTER * round((self._grip[0] - y) / DRAG))

    def turn(self, value):
        """Set the chosen weight, within the range of its slider."""
        self.set(value=float(np.clip(value, -8, 8)))

    def on_hover(self, event):
        x, y, axes = event["x"], event["y"], event["axes"]
        if axes == "kernel":
            found = weight_at(x, y)
            return words.weight(self.view, *found) if found else ""
        return words.under(self.view, axes, round(y), round(x))

    def on_key(self, key):
        if key in ARROWS:
            (i, j), (right, up) = self.view.place, ARROWS[key]
            self.move(i - up, j + right)
        elif key == " ":
            middle = centre(self.view.place, self.state)
            shade = PENS[self.state.tool]
            self.ink_stroke(middle, middle, LIGHT if shade is None else shade)
        elif key in "+-":
            self.turn(self.state.value + (QUARTER if key == "+" else -QUARTER))
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


def centre(place, state):
    """Return the pixel of the picture on which the window of a place of the map is centred."""
    row, column = (k * state.stride - state.padding + 1 for k in place)
    return row, column


def kept(old, new):
    """Return the position with the window at the same pixels as before, if stride or padding change in a sweep."""
    before, after = size(old.stride, old.padding), size(new.stride, new.padding)
    if before == after or new.position >= before[0] * before[1]:
        return new.position if before == after else END
    i, j = place_at(centre(swept(new.position, before, (0, 0))[1], old), after, new)
    return after[1] * i + j + 1
