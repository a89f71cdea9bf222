"""Text that changes with every frame, drawn in a tenth of matplotlib's time: its font, without its layout."""

from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont
from PIL import ImageFont

from nnlearn.plots.style import INK

LINE = 1.5  # distance of two lines, as a multiple of the text's size


@lru_cache(maxsize=32)
def font(pixels, weight):
    """Return matplotlib's own font in a size."""
    path = findfont(FontProperties(family="DejaVu Sans", weight=weight))
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def whole(pixels):
    """Return the size of the font: never larger, so that what fits a plain screen fits one of 1.5 times the pixels.

    Examples
    --------
    >>> whole(19.5), whole(12 - 1e-9)
    (19, 12)
    """
    return int(pixels + 0.01)


@lru_cache(maxsize=2048)
def stamp(text, pixels, weight, colour):
    """Return one line of text as RGBA with its last row first, as Agg wants it; every line of a size is equally high.

    Examples
    --------
    >>> stamp("w·x", 20, "normal", INK).shape[0] == stamp("0", 20, "normal", INK).shape[0]
    True
    """
    face = font(pixels, weight)
    ascent, descent = face.getmetrics()
    width = max(1, round(face.getlength(text)))
    mask, (left, top) = face.getmask2(text, "L", anchor="ls")
    ink = np.array(mask, np.uint8).reshape(mask.size[::-1])
    image = np.zeros((ascent + descent, max(width, ink.shape[1] + max(left, 0)), 4), np.uint8)
    image[..., :3] = np.multiply(to_rgb(colour), 255).astype(np.uint8)
    y, x = max(ascent + top, 0), max(left, 0)
    ink = ink[: image.shape[0] - y, : image.shape[1] - x]
    image[y : y + ink.shape[0], x : x + ink.shape[1], 3] = ink
    return np.ascontiguousarray(image[::-1])


class Labels(Artist):
    """Texts of one size, each at its own place.

    Parameters
    ----------
    transform : matplotlib.transforms.Transform
        From the coordinates of the places to pixels, such as `ax.transData`.
    size : float
        In points.
    weight, colour : str
    across : float, default 0.5
        Share of the text that lies to the left of its place.
    up : float, default 0.5
        Share of its first line that lies above its place; with 0 it hangs down from there.
    zorder : float, default 5
    place : pair of floats, default (0, 0)
        Where `say` writes.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(200, 100)
    >>> blank = picture.frame()
    >>> (words,) = picture.moving(Labels(picture.page, 9))
    >>> words.put([("here", (100, 50))])
    >>> picture.frame() == blank
    False
    """

    def __init__(self, transform, size, *, weight="normal", colour=INK, across=0.5, up=0.5, zorder=5, place=(0, 0)):
        super().__init__()
        self.set_transform(transform)
        self.zorder = zorder
        self.size, self.weight, self.colour, self.across, self.up = size, weight, colour, across, up
        self.items, self.place = [], place

    def say(self, text):
        """Show one text, at `place`."""
        self.put([(text, self.place)])

    def put(self, items):
        """Show these texts, each a pair of text and place (x, y); lines are separated by newlines."""
        self.items = [(text, place) for text, place in items if text]

    def get_text(self):
        """Return all that is written."""
        return "\n".join(text for text, _ in self.items)

    def draw(self, renderer):
        """Copy every text to its pixels."""
        if not self.items or not self.get_visible():
            return
        pixels = self.size * renderer.points_to_pixels(1.0)
        places = self.get_transform().transform([place for _, place in self.items])
        graphics = renderer.new_gc()
        for (text, _), (x, y) in zip(self.items, places, strict=True):
            for k, line in enumerate(text.split("\n")):
                image = stamp(line, whole(pixels), self.weight, self.colour)
                height, width, _ = image.shape
                left, bottom = x - self.across * width, y - (1 - self.up) * height - k * LINE * pixels
                renderer.draw_image(graphics, round(left), round(bottom), image)
        graphics.restore()
