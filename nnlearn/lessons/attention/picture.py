"""The picture of the attention explorer: the text, the map below it, and one cell of the map opened."""

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels, font
from nnlearn.explorers.pixels import Cells, Images, colours
from nnlearn.lessons.attention import words
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import FAINT, INK, ORANGE, PAPER, SMALL, TEXT, VALUES, VERMILION

WIDTH, HEIGHT = 640, 484
LEFT, WIDE = 92, 534  # of the text and of the map, in pixels
STRIP, MAP = (84, 22), (110, 252)  # top and height of the text and of the map
PRODUCT = (92, 396, 300, 48)  # left, top, width and height of query, key and their products
BAR = (470, 372, 80)  # left, top and width of the colour bar
NEXT, SAMPLES = (430, 396), (510, 396)
BELOW = "#DDDDDD"  # of a cell at which a row may not look
ACROSS = 120  # pixels that a sample has


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title, self.line, self.hint = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 47, SMALL),
        )  # fmt: skip
        self._text(picture)
        self._map(picture)
        self._product(picture)

    def _text(self, picture):
        ax = self.text = picture.axes("text", LEFT, STRIP[0] - 12, WIDE, STRIP[1] + 12)
        ax.set(xlim=(0, 1), ylim=(STRIP[1] + 12, 0))
        ax.set_axis_off()
        self.shades = Images(picture.page)
        self.letters = Labels(picture.page, TEXT)
        self.hidden_letters = Labels(picture.page, TEXT, colour=FAINT)
        self.marks = Marks(ax, clip=False)
        (self.cursor,) = ax.plot([], [], color=VERMILION, lw=1.6, zorder=3)
        picture.moving(self.shades, self.cursor, self.letters, self.hidden_letters, self.marks)

    def _map(self, picture):
        ax = self.map = picture.axes("map", LEFT, MAP[0], WIDE, MAP[1])
        viridis = colormaps[VALUES].with_extremes(bad=BELOW)
        self.cells = Cells(ax, np.zeros((1, 1)), cmap=viridis)
        ax.set(xlim=(0, 1), ylim=(1, 0), xticks=(), yticks=())
        self.row = ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=PAPER, lw=1.6, zorder=3))
        self.chosen = ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=VERMILION, lw=2.4, zorder=4, clip_on=False))
        self.rows = Labels(picture.page, SMALL, across=1)
        self.now = Labels(picture.page, SMALL, weight="bold", across=1)
        picture.moving(self.cells, self.row, self.chosen, self.rows, self.now)
        self.bar = ColourBar(picture, *BAR, VALUES, "weight 0", "1")

    def _product(self, picture):
        left, top, width, height = PRODUCT
        ax = self.product = picture.axes("product", left, top, width, height)
        ax.set(xlim=(0, 1), ylim=(3, 0))
        ax.set_axis_off()
        self.strips = Images(picture.page)
        names = Labels(picture.page, SMALL, across=1)
        names.put([(name, (left - 8, top + 8 + 16 * k)) for k, name in enumerate(("query q", "key k", "q × k"))])
        picture.moving(self.strips, names)
        self.opened, self.sum = picture.words(14, 372, SMALL), picture.words(14, 452, SMALL)
        self.next, self.samples = picture.words(*NEXT, SMALL), picture.words(*SAMPLES, SMALL)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.row(view))
        self.hint.say(words.hiding(view))
        self._draw_text(view)
        self._draw_map(view)
        self._draw_product(view)
        self.next.say("next:\n" + words.likely(view, 3))
        self.samples.say("it invents:\n" + "\n".join(fitting(each) for each in view.samples) if view.samples else "")

    def _draw_text(self, view):
        text, wide = view.reading.text, WIDE / len(view.reading.text)
        strength = view.row[:, None] * np.ones(4)
        strength[:, 3] = 0
        shades = 255 * (1 - strength * (1 - np.array([*to_rgb(ORANGE), 1.0])))
        self.shades.images = [(shades.round().astype(np.uint8)[None], LEFT, STRIP[0], WIDE, STRIP[1])]
        places = [(LEFT + wide * (k + 0.5), STRIP[0] + STRIP[1] / 2) for k in range(len(text))]
        items = [(words.seen(letter), place) for letter, place in zip(text, places, strict=True)]
        hidden = set(view.state.hidden)
        self.letters.put([item for k, item in enumerate(items) if k not in hidden])
        self.hidden_letters.put([item for k, item in enumerate(items) if k in hidden])
        typed = [view.reading.typed / len(text)] * 2 if view.reading.typed < len(text) else []
        self.cursor.set_data(typed, [11, 12 + STRIP[1]] if typed else [])
        x = (np.arange(len(text)) + 0.5) / len(text)
        needed = [k for k in np.flatnonzero(view.changes) if k not in hidden]
        gone = [k for k in sorted(hidden) if k < len(text)]
        self.marks.items = [
            mark(np.column_stack([x[needed], np.full(len(needed), 6.0)]), "v", 7, INK),
            mark(np.column_stack([x[gone], np.full(len(gone), 12 + STRIP[1] / 2)]), "x", 12, None, VERMILION, 2),
        ]

    def _draw_map(self, view):
        reading, kind = view.reading, view.state.show
        rows, columns = view.weights.shape
        values = {"weights": view.weights, "scores": view.scores, "moved": view.moved}[kind]
        allowed = np.isfinite(view.scores)
        low, high = (0.0, 1.0) if kind == "weights" else (0.0, max(float(values.max()), 1e-9))
        if kind == "scores":
            low, high = (values[allowed].min(), values[allowed].max()) if allowed.any() else (0.0, 1.0)
        self.cells.set_data(np.where(allowed, values, np.nan))
        self.cells.set_clim(low, max(high, low + 1e-9))
        name = {"weights": "weight", "scores": "score", "moved": "a × |v|"}[kind]
        self.bar.say(f"{name} {significant(low, 2)}", significant(high, 2))
        self.row.set_bounds(0, view.at / rows, 1, 1 / rows)
        self.chosen.set_bounds(view.place / columns, view.at / rows, 1 / columns, 1 / rows)
        tall = MAP[1] / rows
        said = [(row_label(view, k), (LEFT - 8, MAP[0] + tall * (k + 0.5))) for k in range(len(reading.writes))]
        self.now.put(said[view.at : view.at + 1])
        self.rows.put(said[: view.at] + said[view.at + 1 :])

    def _draw_product(self, view):
        left, top, width, _ = PRODUCT
        q, k = view.query * view.state.temperature, view.key
        self.strips.images = [
            (colours(part[None]), left, top + 16 * number + 1, width, 14) for number, part in enumerate((q, k, q * k))
        ]
        self.opened.say(words.opened(view))
        self.sum.say(words.cell(view))


def fitting(text):
    """Return as much of a text as has room.

    Examples
    --------
    >>> fitting("dark seafoam"), len(fitting("m" * 17)) < 17
    ('dark seafoam', True)
    """
    wide = font(12, "normal").getlength
    return next(text[:end] for end in range(len(text), -1, -1) if wide(text[:end]) <= ACROSS)


def row_label(view, row):
    """Return what stands beside a row of the map: the letter that it writes, and its probability."""
    reading = view.reading
    asks = "" if view.dates else f"{words.seen(reading.asks[row])} → "
    return f"{asks}{words.seen(reading.writes[row])}  {reading.chances[row].max():.2f}"


def place_at(view, x):
    """Return the place of the text at a share of the width.

    Examples
    --------
    >>> from nnlearn.lessons.attention.state import State, view_of
    >>> view = view_of(State(text="5 may 1998"))
    >>> place_at(view, 0.0), place_at(view, 0.15), place_at(view, 1.0)
    (0, 1, 9)
    """
    return int(np.clip(x * len(view.reading.text), 0, len(view.reading.text) - 1))


def row_at(view, y):
    """Return the row at a share of the height of the map."""
    return int(np.clip(y * len(view.reading.writes), 0, len(view.reading.writes) - 1))
