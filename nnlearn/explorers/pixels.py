"""Images in a picture, copied to their pixels: `imshow` resamples for every frame, which takes ten times as long."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.image import AxesImage
from PIL import Image

from nnlearn.plots.style import DIVERGING


class Images(Artist):
    """RGBA images, each at its own place.

    Parameters
    ----------
    transform : matplotlib.transforms.Transform
        From the coordinates of the places, y downwards, to pixels: `picture.page`, for instance.
    smooth : bool, default False
        Blend neighbouring pixels (bilinear; such images are opaque) instead of repeating the nearest one.
    origin : {"upper", "lower"}, default "upper"
        Where the first row of an image goes, as for `imshow`.

    Attributes
    ----------
    images : list of (rgba, left, top, width, height)
        What is shown: `rgba` an ndarray of shape (rows, columns, 4), uint8, and its place.

    Examples
    --------
    >>> from nnlearn.explorers.picture import Picture
    >>> picture = Picture(40, 20)
    >>> (images,) = picture.moving(Images(picture.page))
    >>> images.images = [(colours(np.array([[-1.0, 1.0]])), 10, 5, 20, 10)]
    >>> blue, red = picture.pixels()[10, [12, 28], :3].tolist()
    >>> blue[2] > blue[0], red[0] > red[2]
    (True, True)
    """

    zorder = 2

    def __init__(self, transform, *, smooth=False, origin="upper"):
        super().__init__()
        self.set_transform(transform)
        self.smooth, self.origin = smooth, origin
        self.images: list = []

    def draw(self, renderer):
        """Copy every image to its pixels."""
        if not self.images:
            return
        corners = [
            corner
            for _, left, top, width, height in self.images
            for corner in ((left, top + height), (left + width, top))
        ]
        places = self.get_transform().transform(corners).round().astype(int).reshape(-1, 4).tolist()
        graphics, resize = renderer.new_gc(), _blended if self.smooth else _repeated
        # Agg begins with the last row, and asks for an array that it may write to
        for (rgba, *_), (x0, y0, x1, y1) in zip(self.images, places, strict=True):
            image = resize(rgba, y1 - y0, x1 - x0)
            renderer.draw_image(graphics, x0, y0, np.array(image if self.origin == "lower" else image[::-1]))
        graphics.restore()


class Cells(AxesImage):
    """Numbers as coloured cells that fill their axes: the pixels of `imshow(..., interpolation="nearest")`.

    Parameters
    ----------
    ax : Axes
        Gets the limits of `imshow`, the first row at the top.
    values : ndarray of shape (rows, columns)
        `set_data` changes them.
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
        rgba = self.to_rgba(np.asarray(self.get_array()), bytes=True)
        graphics = renderer.new_gc()
        renderer.draw_image(graphics, left, bottom, np.array(_repeated(rgba, top - bottom, right - left)[::-1]))
        graphics.restore()


def _repeated(rgba, height, width):
    """Return an image as height x width pixels, each a copy of the cell that it lies in.

    >>> _repeated(np.arange(8, dtype=np.uint8).reshape(2, 1, 4), 4, 1)[:, 0, 0].tolist()
    [0, 0, 4, 4]
    """
    rows, columns = rgba.shape[:2]
    if (rows, columns) == (height, width):
        return rgba
    pixels = np.ascontiguousarray(rgba).view(np.uint32)[..., 0]  # one number per pixel: a quarter of the copying
    wide = pixels.take(np.arange(width) * columns // width, axis=1)
    return wide.take(np.arange(height) * rows // height, axis=0).view(np.uint8).reshape(height, width, 4)


def _blended(rgba, height, width):
    """Return an image as height x width pixels, each between its neighbours."""
    small = Image.frombuffer("RGBX", rgba.shape[1::-1], np.ascontiguousarray(rgba), "raw", "RGBX", 0, 1)
    return np.asarray(small.resize((width, height), Image.Resampling.BILINEAR))  # X: opaque, so no alpha is weighed


def colours(values, limit=None, strength=1.0):
    """Return numbers as colours: vermilion above zero, blue below, white at zero.

    Parameters
    ----------
    values : ndarray of any shape
    limit : float, optional
        The size that gets the strongest colour, > 0; without it, that of the largest number.
    strength : float, default 1.0
        Share of the colour; the rest is white, 0 to 1.

    Returns
    -------
    ndarray of shape (..., 4), uint8
        RGBA, opaque.

    Examples
    --------
    >>> colours(np.array([0.0, 2.0])).tolist() == colours(np.array([0.0, 1.0])).tolist()
    True
    """
    limit = max(np.abs(values).max(), 1e-12) if limit is None else limit
    rgba = DIVERGING(0.5 + 0.5 * values / limit, bytes=True)
    return rgba if strength == 1 else np.uint8(255 - (255 - rgba.astype(float)) * strength)


def greys(values):
    """Return numbers as shades of grey: 0 and less black, 1 and more white.

    Parameters
    ----------
    values : ndarray of any shape

    Returns
    -------
    ndarray of shape (..., 4), uint8
        RGBA, opaque.

    Examples
    --------
    >>> greys(np.array([-1.0, 0.5])).tolist()
    [[0, 0, 0, 255], [127, 127, 127, 255]]
    """
    rgba = np.full((*values.shape, 4), 255, np.uint8)
    rgba[..., :3] = (255 * np.clip(values, 0, 1)).astype(np.uint8)[..., None]
    return rgba
