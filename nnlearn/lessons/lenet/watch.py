"""Curves and maps of a training while it runs: a picture that `nn.fit` brings up to date from inside a cell."""

import base64
import time

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.picture import Picture
from nnlearn.metrics import accuracy
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, SMALL, TEXT, VERMILION

SPACING = 0.1  # seconds between two pictures at the least
SHARE = 8  # times what a picture took until the next one: the cell is there to train
MOST = 6  # maps shown


class TrainingWatch:
    """Watch a convolutional network learn: its loss, the share of unseen images that it reads, its first maps.

    The object is shown by the cell that makes it, and follows every training that it is a callback of:
    `nn.fit(..., callbacks=[watch])`. It draws at most ten times a second.

    Parameters
    ----------
    predict : function
        `nn.predict` of the side that trains.
    images : ndarray of shape (n, 1, height, width), float32
        Images that the training does not see; the first one is shown with its maps.
    labels : ndarray of shape (n,), int64
    layers : int, default 2
        How many of the network's modules make the maps.

    Attributes
    ----------
    losses, right : list
        Loss of each step, and (step, share right) after each epoch, of the training that runs.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> watch = TrainingWatch(nn.predict, np.zeros((5, 1, 32, 32), np.float32), np.arange(5))
    >>> watch
    nothing trained yet
    """

    size = (640, 300)

    def __init__(self, predict, images, labels, layers=2):
        self.predict, self.images, self.labels, self.layers = predict, images, labels, layers
        self.losses, self.right, self.due = [], [], float("-inf")
        self.picture = picture = Picture(*self.size)
        self.title = picture.words(14, 8, TEXT, "bold")
        self.loss = picture.axes("loss", 52, 40, 240, 90)
        self.share = picture.axes("share", 52, 172, 240, 90)
        self.loss.set(ylabel="loss", ylim=(0, 2.5))
        self.share.set(ylabel="unseen right", ylim=(0, 1), xlabel="step", yticks=[0, 0.5, 1])
        for ax in (self.loss, self.share):
            ax.yaxis.set_label_coords(-0.13, 0.5)
        (self.steps,) = self.loss.plot([], [], color=FAINT, lw=0.8)
        (self.smooth,) = self.loss.plot([], [], color=BLUE, lw=2)
        (self.points,) = self.share.plot([], [], "s-", color=VERMILION, lw=2, ms=5)
        picture.words(316, 40, SMALL).say("an unseen image")
        picture.words(430, 40, SMALL).say("what the first layer makes of it")
        image = picture.axes("image", 316, 60, 96, 96)
        image.imshow(images[0, 0], cmap="gray_r")
        self.maps = [picture.axes(f"map {k}", 430 + 68 * (k % 3), 60 + 72 * (k // 3), 62, 62) for k in range(MOST)]
        for ax in (image, *self.maps):
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, color=INK, linewidth=0.6)
        self.shown = []
        self.canvas = Canvas(width=self.size[0], height=self.size[1])
        self.canvas.observe(lambda change: self._draw(), "ratio")
        self.box = widgets.VBox([self.canvas])
        self.epochs = 0
        self._draw()

    def __call__(self, run):
        if run.step == 1:
            self.losses, self.right = [], []
        self.losses.append(float(run.loss))
        if run.end_of_epoch:
            share = accuracy(self.predict(run.model, self.images), self.labels)
            self.right.append((run.step, share))
            self.epochs = run.epochs
        now = time.monotonic()
        if run.end_of_epoch or now >= self.due:
            self.look(run.model)
            ended = time.monotonic()
            self.due = ended + max(SPACING, SHARE * (ended - now))

    def look(self, model):
        """Draw what there is, with the maps of a model as it is now."""
        maps = self.predict(model[: self.layers], self.images[:1])[0, :MOST]
        with self.picture.lock:
            for artist in self.shown:
                artist.remove()
            limit = max(np.abs(maps).max(), 1e-12)
            style = {"cmap": DIVERGING, "vmin": -limit, "vmax": limit}
            self.shown = [ax.imshow(image, **style) for ax, image in zip(self.maps, maps, strict=False)]
            count = np.arange(1, len(self.losses) + 1)
            self.steps.set_data(count, self.losses)
            window = min(20, len(self.losses))
            mean = np.convolve(self.losses, np.ones(window) / window, "valid")
            self.smooth.set_data(count[window - 1 :], mean)
            self.points.set_data(*np.transpose(self.right) if self.right else ([], []))
            for ax in (self.loss, self.share):
                ax.set_xlim(0, max(len(self.losses), 10))
            self.picture.redraw()
        self._draw()

    def _draw(self):
        self.title.say(repr(self))
        self.canvas.frame = self.picture.frame(self.canvas.ratio)
        self.canvas.alt = repr(self)

    def __repr__(self):
        if not self.losses:
            return "nothing trained yet"
        text = f"step {len(self.losses)}, loss {np.mean(self.losses[-20:]):.2f}"
        if not self.right:
            return text
        return f"{text}; after epoch {len(self.right)} of {self.epochs} {self.right[-1][1]:.0%} of the unseen are right"

    def _repr_mimebundle_(self, **_):
        data = dict(self.box._repr_mimebundle_() or {})
        width, height = self.size
        data["text/plain"] = repr(self)
        data["image/png"] = base64.b64encode(self.picture.still()).decode()
        return data, {"image/png": {"width": width, "height": height, "alt": repr(self)}}
