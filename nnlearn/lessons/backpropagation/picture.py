"""The picture of the backpropagation explorer: the pass, the gradients under the weights, one weight, and one sum."""

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import FancyArrowPatch

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.backpropagation.layout import DOWN, LABELS, LINE, TABLE, blocks, card, column_width
from nnlearn.lessons.backpropagation.network import parameters
from nnlearn.lessons.backpropagation.steps import CHECKED, STEPS
from nnlearn.lessons.backpropagation.words import KEY, cards, followed, marks_of, table_title, verdicts, where_it_enters
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import DIVERGING, FAINT, GREEN, INK, SMALL, TEXT, VERMILION

SOFT = LinearSegmentedColormap.from_list("soft", DIVERGING(np.linspace(0.12, 0.88, 256)))  # ink is legible on it
TABLE_OF_COLOURS = SOFT(np.arange(256), bytes=True)
LIMITS = {"value": 1.0, "error": 0.08, "gradient": 0.3}  # what gets the strongest colour, and all beyond it
SCALES = {"s": "value", "W": "value", "y": "value", "e": "error", "D": "gradient"}
DIGITS = {"value": 2, "error": 3, "gradient": 3}
HEADS = {"s0": "x", "s1": "h1", "s2": "h2", "s3": "p", "y": "y", "e1": "dL/dz1", "e2": "dL/dz2", "e3": "dL/dz3"}
HEADS |= {f"W{k}": f"W{k + 1}, b{k + 1}" for k in range(3)} | {f"D{k}": f"dW{k + 1}, db{k + 1}" for k in range(3)}
BARS = ("signals, weights", 150), ("errors", 330), ("gradients", 518)  # their words, and the left of the strip
WAITING, FOLLOWED, NOW = (FAINT, 1.0, (0, (3, 3))), (GREEN, 2.4, "-"), (INK, 1.3, "-")  # frames
SIGNS = ("", "×", "=", "Σ", "=")  # between the cards


class PassPicture:
    """Artists in axes that cover the page and count its pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    """

    def __init__(self, picture):
        self.blocks = blocks()
        ax = self.ax = picture.axes("pass", 0, 0, picture.width, picture.height)
        ax.set(xlim=(0, picture.width), ylim=(picture.height, 0))
        ax.set_axis_off()
        for name, block in self.blocks.items():
            left, top, width, _ = block.frame()
            ax.text(left + width / 2, top - 3, HEADS[name], size=SMALL, color=INK, ha="center", va="bottom")
        for limit, (words, left) in zip(LIMITS.values(), BARS, strict=True):
            ColourBar(picture, left, 306, 56, SOFT, f"{words} {significant(-limit)}", significant(limit))
        self.cells = Images(picture.page)
        self.cells.set_zorder(2)
        self.outlines = ax.add_collection(PolyCollection([], facecolors="none", zorder=3), autolim=False)
        (self.crosses,) = ax.plot([], [], "x", color=INK, ms=6, mew=1.4, zorder=4)
        style: Any = {"arrowstyle": "-|>", "mutation_scale": 12, "lw": 1.8, "shrinkA": 0, "shrinkB": 0, "zorder": 3}
        self.arrows = [ax.add_patch(FancyArrowPatch((0, 0), (1, 1), **style)) for _ in range(2)]
        self.numbers, self.bold = Labels(ax.transData, SMALL), Labels(ax.transData, TEXT, weight="bold")
        self.left = Labels(ax.transData, SMALL, across=0)
        self.strong = Labels(ax.transData, TEXT, weight="bold", across=0, up=0)
        self.follow = Labels(ax.transData, TEXT, weight="bold", across=0, up=0, colour=GREEN)
        picture.fig.add_artist(self.cells)
        picture.moving(self.cells, *self.arrows, self.outlines, self.crosses)
        picture.moving(self.numbers, self.bold, self.left, self.strong, self.follow)

    def draw(self, view):
        """Show a view."""
        self.cells.images = []
        self.written, self.lines = list[Any](), list[Any]()  # numbers in the middle of their place, lines from the left
        self.marks, self.frames = list[Any](), list[Any]()  # crosses, and outlines with their style
        self._blocks(view)
        self._frames(view)
        self._arrows(view)
        self._cards(view)
        self._table(view)
        self.lines += [("gradient\nof each\nweight", (6, DOWN + 8)), *where_it_enters(view)]
        self.written += verdicts(view)
        verts, styles = zip(*self.frames, strict=True)
        colour, width, dashes = zip(*styles, strict=True)
        self.outlines.set(verts=np.array(verts), edgecolors=colour, linewidths=width, linestyles=dashes)
        self.numbers.put(self.written)
        self.left.put(self.lines)
        self.crosses.set_data(*(np.transpose(self.marks) if self.marks else ([], [])))

    def _blocks(self, view):
        """Colour what has arrived; the rest gets a dashed frame."""
        for name, block in self.blocks.items():
            if not view.arrived(name):
                self.frames.append((outline(*block.frame()), WAITING))
                continue
            values = numbers_of(view, name)
            rgba = tiles(colours(values, SCALES[name[0]]), block.cell, block.slit)
            self.cells.images.append((rgba, block.left, block.top, rgba.shape[1], rgba.shape[0]))
            wrong = view.wrong(name) if name[0] in "eD" else np.zeros(values.shape, bool)
            for i, j in np.argwhere(wrong):
                left, top, width, height = block.bounds(i, j)
                self.marks.append((left + (width / 2 if name[0] == "D" else width + 6), top + height / 2))
            if name[0] in "sey":
                digits = 0 if name == "y" else DIGITS[SCALES[name[0]]]
                for i, value in enumerate(values[:, 0]):
                    left, top, width, height = block.bounds(i, 0)
                    self.written.append((written(value, digits), (left + width / 2, top + height / 2)))

    def _frames(self, view):
        """Frame the cells of the sum thinly, and those of the weight that is followed in green."""
        lit = view.sum.lit if view.sum else []
        self.frames += [(outline(*self.blocks[name].bounds(i, j)), FOLLOWED) for name, i, j in marks_of(view)]
        self.frames += [(outline(*self.blocks[name].bounds(*where), around=2.5), NOW) for name, *where in lit]

    def _arrows(self, view):
        """Point from what the step uses to what it computes."""
        kind, k, _ = STEPS[view.at - 1] if view.at else ("", 0, "")
        ends = {
            "forward": [(f"s{k}", f"s{k + 1}", INK)],
            "back": [(f"e{k + 1}", f"e{k}", VERMILION)],
            "gradient": [(f"s{k}", f"D{k}", INK), (f"e{k + 1}", f"D{k}", VERMILION)],
        }.get(kind, [])
        for arrow in self.arrows[len(ends) :]:
            arrow.set_visible(False)
        for arrow, (source, target, colour) in zip(self.arrows, ends, strict=False):
            arrow.set_visible(True)
            arrow.set_color(colour)
            (x0, y0, w0, h0), (x1, y1, w1, _) = self.blocks[source].frame(), self.blocks[target].frame()
            if kind == "gradient":
                right = x0 > x1
                arrow.set_positions((x0 + (0 if right else w0), y0 + h0 + 4), (x1 + (w1 + 3 if right else -3), y1 + 6))
            else:
                arrow.set_positions((x0 + w0 / 2, 184), (x1 + w1 / 2, 184))

    def _cards(self, view):
        """Show the quantities of the chosen weight; those that are not computed yet in a dashed box."""
        bold = []
        for k, (role, name, value, wrong) in enumerate(cards(view)):
            left, top, width, height = card(k)
            self.frames.append((outline(left, top, width, height), WAITING if value is None else FOLLOWED))
            self.written += [(role, (left + width / 2, top + 11)), (name, (left + width / 2, top + 27))]
            bold.append((value or "", (left + width / 2, top + 43)))
            if wrong:
                self.marks.append((left + width - 8, top + 43))
            if k < len(SIGNS):
                sign = "≠" if k == 4 and view.at == CHECKED and wrong else SIGNS[k]
                bold.append((sign, (left + width + 8, top + 27)))
        self.bold.put(bold)

    def _table(self, view):
        """Show the sum term by term, with a green frame around the term of the weight that is followed."""
        one = view.sum
        title, *below = table_title(view)
        self.follow.put([(followed(view), (8, 324))])
        self.strong.put([(title, (8, 406))])
        self.lines += [(text, (8, top)) for text, top in zip(below, (516, 534), strict=True)]
        if one is None:
            self.lines.append(("\n".join(KEY), (8, TABLE - 8)))
            return
        width = column_width(len(one.heads))
        self.lines.append((one.over, (8, TABLE - 11)))
        self.written += [(head, (LABELS + (c + 0.5) * width, TABLE - 11)) for c, head in enumerate(one.heads)]
        for r, (label, scale, numbers) in enumerate(one.rows):
            middle = TABLE + (r + 0.5) * LINE
            self.lines.append((label, (8, middle)))
            values = np.array([[0.0 if number is None else number for number in numbers]])
            rgba = tiles(colours(values, scale), (width, LINE))
            self.cells.images.append((rgba, LABELS, TABLE + r * LINE, rgba.shape[1], LINE))
            for c, number in enumerate(numbers):
                text = "–" if number is None else written(number, DIGITS[scale])
                self.written.append((text, (LABELS + (c + 0.5) * width, middle)))
        if one.column is not None:
            self.frames.append((outline(LABELS + one.column * width, TABLE, width, 3 * LINE), FOLLOWED))


def numbers_of(view, name):
    """Return the numbers of a block as a matrix."""
    if name[0] == "W":
        return np.column_stack([part[int(name[-1])] for part in parameters(view.state.seed)])
    return view.block(name)


def colours(values, scale):
    """Return the colours of numbers on their scale, RGBA of 0 to 255; beyond its ends the strongest.

    Examples
    --------
    >>> colours(np.array([0.3, 7.0]), "gradient").tolist() == colours(np.array([1.0, 1.0]), "value").tolist()
    True
    """
    share = 0.5 + 0.5 * np.clip(values / LIMITS[scale], -1, 1)
    return TABLE_OF_COLOURS[np.minimum(share * 256, 255).astype(int)]


def tiles(rgba, cell, slit=0):
    """Return an image of cells of (width, height) pixels, with a line of paper between them, as wide as one pixel.

    Examples
    --------
    >>> tiles(np.zeros((2, 3, 4), np.uint8), (12, 14), slit=3).shape
    (28, 39, 4)
    """
    width, height = cell
    image = rgba.repeat(height, axis=0).repeat(width, axis=1)
    image[height - 1 :: height] = image[:, width - 1 :: width] = 255
    if not slit:
        return image
    gap = np.full((image.shape[0], slit, 4), 255, np.uint8)
    return np.concatenate([image[:, :-width], gap, image[:, -width:]], axis=1)


def written(value, digits):
    """Return a number with so few decimals that it fits its cell.

    Examples
    --------
    >>> written(-0.0123, 3), written(-12.345, 3)
    ('−0.012', '−12.35')
    """
    return fixed(value, digits if abs(value) < 9.9995 else max(digits - 1, 0))


def outline(left, top, width, height, *, around=0.0):
    """Return the corners of a rectangle, or of one that is `around` pixels larger on every side.

    Examples
    --------
    >>> outline(10, 20, 5, 5, around=1)
    [(9, 19), (16, 19), (16, 26), (9, 26)]
    """
    right, bottom = left + width + around, top + height + around
    left, top = left - around, top - around
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
