"""Images of few large cells, copied to their pixels: `imshow` would resample them for every frame."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.image import AxesImage
from PIL import Image

from nnlearn.plots.style import DIVERGING, DPI


def enlarged(image, height, width):
    """Return an image (rows, columns, 4), uint8, as so many pixels, each that of its cell, last row first for Agg.

    Examples
    --------
    >>> image = np.arange(8, dtype=np.uint8).reshape(2, 1, 4)
    >>> enlarged(image, 4, 1)[:, 0, 0].tolist()
    [4, 4, 0, 0]
    """
    rows, columns = image.shape[:2]
    pixels = np.ascontiguousarray(image).view(np.uint32)[..., 0]  # one number a pixel: a quarter of the copying
    down, across = np.arange(height)[::-1] * rows // height, np.arange(width) * columns // width
    return pixels[np.ix_(down, across)].view(np.uint8).reshape(height, width, 4)


class Cells(AxesImage):
    """Numbers as coloured cells that fill their axes: what `imshow` draws of the nearest, several times as fast.

    Parameters
    ----------
    ax : Axes
        It gets the limits of `imshow`, the first row at the top.
    values : ndarray of shape (rows, columns)
    **style
        Of `AxesImage`: cmap, norm.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(40, 40)
    >>> cells = Cells(picture.axes("cells", 0, 0, 40, 40), np.array([[0.0, 1.0]]), cmap="gray")
    >>> picture.pixels()[20, [5, 35], 0].tolist()
    [0, 255]
    """

    def __init__(self, ax, values, **style):
        super().__init__(ax, interpolation="nearest", **style)
        self.set_data(values)
        rows, columns = values.shape
        self.set_extent((-0.5, columns - 0.5, rows - 0.5, -0.5))
        ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), aspect="auto")
        ax.add_image(self)

    def draw(self, renderer):
        """Copy every cell to its pixels."""
        if not self.get_visible():
            return
        (left, bottom), (right, top) = self.axes.bbox.get_points().round().astype(int)
        colours = self.to_rgba(np.asarray(self.get_array()), bytes=True)
        graphics = renderer.new_gc()
        renderer.draw_image(graphics, left, bottom, enlarged(colours, top - bottom, right - left))
        graphics.restore()


class Tiles(Artist):
    """All small maps as one image that is copied to its pixels."""

    zorder = 2

    def __init__(self, transform):
        super().__init__()
        self.set_transform(transform)
        self.image = np.zeros((1, 1, 4), np.uint8)

    def draw(self, renderer):
        ratio = renderer.points_to_pixels(1.0) * 72 / DPI
        rows, columns = self.image.shape[:2]
        left, bottom = self.get_transform().transform((0, rows))
        upside = enlarged(self.image, round(rows * ratio), round(columns * ratio))
        graphics = renderer.new_gc()
        renderer.draw_image(graphics, round(left), round(bottom), upside)
        graphics.restore()


class Maps(Artist):
    """Images at places of the page, enlarged smoothly and copied to their pixels: `imshow` takes ten times as long."""

    zorder = 2

    def __init__(self, transform):
        super().__init__()
        self.set_transform(transform)
        self.images: list = []

    def draw(self, renderer):
        """Copy each image to its place."""
        graphics, change = renderer.new_gc(), self.get_transform()
        for rgba, left, top, width, height in self.images:
            (x0, y0), (x1, y1) = change.transform([(left, top + height), (left + width, top)]).round().astype(int)
            small = Image.frombuffer(
                "RGBX", rgba.shape[1::-1], rgba, "raw", "RGBX", 0, 1
            )  # all opaque: X is not weighed
            image = small.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR)
            renderer.draw_image(graphics, x0, y0, np.array(image))
        graphics.restore()


class Pixels(Artist):
    """An image (height, width, 4), uint8, that fills the page: drawn as it is, in a tenth of the time of `imshow`."""

    def __init__(self, transform):
        super().__init__()
        self.set_transform(transform)
        self.image = np.zeros((1, 1, 4), np.uint8)

    def draw(self, renderer):
        height, width, _ = self.image.shape
        (left, bottom), (right, top) = self.get_transform().transform([(0, height), (width, 0)])
        size = round(right - left), round(top - bottom)
        image = Image.fromarray(self.image).resize(size, Image.Resampling.NEAREST)
        renderer.draw_image(renderer.new_gc(), round(left), round(bottom), np.asarray(image)[::-1])


def colours(image, limit, strength=1.0):
    """Return a map as RGBA, uint8, mixed with white by 1 - strength."""
    rgba = DIVERGING(0.5 + 0.5 * np.clip(image / limit, -1, 1), bytes=True)
    return rgba if strength == 1 else np.uint8(255 - (255 - rgba.astype(float)) * strength)
