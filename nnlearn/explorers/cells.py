"""Images of few large cells, copied to their pixels: `imshow` would resample them for every frame."""

import numpy as np
from matplotlib.image import AxesImage


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
