"""A figure whose still parts are drawn once and whose moving parts are drawn for every frame."""

import base64
import io
import threading

import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.png import quick_png
from nnlearn.plots.canvas import Canvas
from nnlearn.plots.figure import SHARP, in_jupyterlab
from nnlearn.plots.style import DPI, PAPER, clean

SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])  # the corners of a cell of size 1


class Picture:
    """A figure that makes frames quickly: the still parts are kept as pixels, the moving artists drawn on top of them.

    A lock guards the figure, because widget callbacks may run on another thread than the cell.

    Parameters
    ----------
    width, height : int
        Size in pixels of the page, at least 1.

    Attributes
    ----------
    fig : matplotlib.figure.Figure
        Add axes with `axes`; hand the artists that change to `moving`.

    Raises
    ------
    ValueError
        If a size is not positive.

    Examples
    --------
    >>> picture = Picture(200, 100)
    >>> ax = picture.axes("plane", 20, 10, 170, 70)
    >>> (curve,) = picture.moving(*ax.plot([0, 1], [0, 1]))
    >>> first = picture.frame()
    >>> curve.set_data([0, 1], [1, 0])
    >>> first == picture.frame()
    False
    """

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.fig = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        self.canvas = Canvas(self.fig)
        self.lock = threading.RLock()
        self._moving, self._still = [], None

    def axes(self, name, left, top, width, height):
        """Add axes at a place in pixels from the upper left corner. Events of the pointer carry their name."""
        w, h = self.width, self.height
        return clean(self.fig.add_axes((left / w, 1 - (top + height) / h, width / w, height / h), label=name))

    @property
    def page(self):
        """The transform from pixels of the page, counted from the upper left corner, to pixels of the frame."""
        return Affine2D().scale(1 / DPI, -1 / DPI).translate(0, self.height / DPI) + self.fig.dpi_scale_trans

    def words(self, left, top, size, weight="normal"):
        """Add a text that changes with the frame, hanging down from a place in pixels from the upper left corner."""
        return self.moving(Labels(self.page, size, weight=weight, across=0, up=0, place=(left, top)))[0]

    def moving(self, *artists):
        """Draw these artists for every frame, in the order of their zorder; return them."""
        for artist in artists:
            artist.set_animated(True)
        self._moving = sorted([*self._moving, *artists], key=lambda artist: artist.zorder)
        return artists

    def forget(self, artists):
        """Remove moving artists from the figure."""
        gone = set(artists)
        for artist in gone:
            artist.remove()
        self._moving = [artist for artist in self._moving if artist not in gone]

    def redraw(self):
        """Have the next frame draw the still parts again, because one has changed: limits, ticks, titles."""
        self._still = None

    def pixels(self, ratio=1.0):
        """Return the picture as an array (height, width, 4), uint8, with `ratio` pixels for each one of the page."""
        with self.lock:
            if self.fig.dpi != DPI * ratio:
                self.fig.dpi = DPI * ratio
                self._still = None
            if self._still is None:
                self.canvas.draw()
                self._still = self.canvas.copy_from_bbox(self.fig.bbox)
            self.canvas.restore_region(self._still)
            renderer = self.canvas.get_renderer()
            for artist in self._moving:
                artist.draw(renderer)
            return np.array(self.canvas.buffer_rgba())

    def frame(self, ratio=1.0):
        """Return the picture as PNG, packed quickly: for the screen."""
        return quick_png(self.pixels(ratio)[..., :3])

    def still(self):
        """Return the picture as PNG, sharp and packed well: for what a notebook stores."""
        with self.lock:
            image = Image.fromarray(self.pixels(SHARP)[..., :3]).quantize(256, dither=Image.Dither.NONE)
        file = io.BytesIO()
        image.save(file, "png", optimize=True)
        return file.getvalue()

    def stored_output(self, box, alt, frame, wakes="move it"):
        """Return what a notebook stores: the widget, and for a page without a kernel the picture and its alt text.

        Parameters
        ----------
        box : ipywidgets.Widget
        alt : str
        frame : bytes
            The newest: stored in JupyterLab, where the reader waits for the first picture and a sharp one takes longer.
        wakes : str, default "move it"
            What running the cell lets the reader do, for the line below a stored picture.

        Returns
        -------
        data, metadata : dict
            What `_repr_mimebundle_` returns.
        """
        data = dict(box._repr_mimebundle_() or {})
        png = frame if in_jupyterlab() else self.still()
        data["text/plain"], data["image/png"] = alt, base64.b64encode(png).decode()
        size = {"width": self.width, "height": self.height, "alt": alt}
        return data, {"image/png": size, "nnlearn-wakes": wakes}

    def places(self):
        """Return the place in pixels and the limits of each visible axes with a name, as `Canvas.axes` wants them."""
        with self.lock:
            named = [ax for ax in self.fig.axes if ax.get_label() and ax.get_visible()]
            return {ax.get_label(): self._place(ax) for ax in named}

    def located(self, event):
        """Return an event in the coordinates of its axes: the page counts evenly, and a scale may be logarithmic."""
        ax = next((ax for ax in self.fig.axes if ax.get_label() == event.get("axes")), None)
        if ax is None:
            return event
        x = _on_scale(event["x"], ax.get_xlim(), ax.get_xscale(), ax.xaxis.get_transform())
        y = _on_scale(event["y"], ax.get_ylim(), ax.get_yscale(), ax.yaxis.get_transform())
        return {**event, "x": x, "y": y}

    def _place(self, ax):
        box = ax.get_position()
        left, top = box.x0 * self.width, (1 - box.y1) * self.height
        place = (left, top, box.width * self.width, box.height * self.height, *ax.get_xlim(), *ax.get_ylim())
        return [float(f"{value:.9g}") for value in place]  # digits, not decimals: a limit may be 1e-7


def _on_scale(value, limits, name, scale):
    """Return the number that stands where `value` would stand between the limits of an even scale."""
    if name == "linear":
        return value
    (first, last), (low, high) = limits, scale.transform(np.array(limits))
    return float(scale.inverted().transform(np.array([low + (value - first) / (last - first) * (high - low)]))[0])
