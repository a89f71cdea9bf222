"""Curves and maps of a training while it runs."""

import numpy as np

from nnlearn.explorers.watch import Watch
from nnlearn.metrics import accuracy
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, DIVERGING, FAINT, INK, SMALL, TEXT, VERMILION

MAX_MAPS = 6
SMOOTH = 20  # steps over which the curve is a running mean


class TrainingWatch(Watch):
    """Watch a convolutional network learn: its loss, the share of unseen images that it reads, its first maps.

    The cell that makes it shows it, and it follows every training that it is a callback of:
    `nn.fit(..., callbacks=[watch])`. It draws at most ten times a second.

    Parameters
    ----------
    predict : function
        `nn.predict` of the side that trains.
    images : ndarray of shape (n, 1, height, width), float32
        Images that the training does not see; the first one is shown with its maps.
    labels : ndarray of shape (n,), int64
    layers : int, default 2
        Number of modules of the network that make the maps.
    **clock
        Of `Watch`.

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

    def __init__(self, predict, images, labels, layers=2, **clock):
        self.predict, self.images, self.labels, self.layers = predict, images, labels, layers
        self.model, self.right, self.epochs = None, [], 0
        super().__init__(**clock)

    def build(self, picture):
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
        image.imshow(self.images[0, 0], cmap="gray_r")
        self.maps = [picture.axes(f"map {k}", 430 + 68 * (k % 3), 60 + 72 * (k // 3), 62, 62) for k in range(MAX_MAPS)]
        for ax in (image, *self.maps):
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, color=INK, linewidth=0.6)
        self.shown = []

    def begin(self, run):
        self.right = []

    def record(self, run):
        self.model, self.epochs = run.model, run.epochs
        if run.end_of_epoch:
            self.right.append((run.step, accuracy(self.predict(run.model, self.images), self.labels)))

    def cannot_wait(self, run):
        return run.end_of_epoch

    def draw(self):
        self.title.say(self.describe())
        if self.model is None:
            return
        for artist in self.shown:
            artist.remove()
        maps = self.predict(self.model[: self.layers], self.images[:1])[0, :MAX_MAPS]
        limit = max(np.abs(maps).max(), 1e-12)
        style = {"cmap": DIVERGING, "vmin": -limit, "vmax": limit}
        self.shown = [ax.imshow(image, **style) for ax, image in zip(self.maps, maps, strict=False)]
        count = np.arange(1, len(self.losses) + 1)
        self.steps.set_data(count, self.losses)
        window = min(SMOOTH, len(self.losses))
        self.smooth.set_data(count[window - 1 :], np.convolve(self.losses, np.ones(window) / window, "valid"))
        self.points.set_data(*np.transpose(self.right) if self.right else ([], []))
        for ax in (self.loss, self.share):
            ax.set_xlim(0, max(len(self.losses), 10))
        self.picture.redraw()

    def describe(self):
        if not self.losses:
            return "nothing trained yet"
        text = f"step {len(self.losses)}, loss {fixed(np.mean(self.losses[-SMOOTH:]))}"
        if not self.right:
            return text
        return f"{text}; after epoch {len(self.right)} of {self.epochs} {self.right[-1][1]:.0%} of the unseen are right"
