"""What a picture of a running training is: `nn.fit` calls it after every step, and it draws now and then."""

import math
import time

import ipywidgets as widgets

from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.picture import Picture

INTERVAL = 0.1  # seconds from one picture to the next, at least: ten a second
REST = 8  # and at least this many times as long as the last picture took: the cell is there to train


class Watch:
    """A callback for `nn.fit` and a picture in one: the cell that makes it shows it, then train with it.

    A subclass fills in the first page. It sets what these methods need before it calls `super().__init__`.

    Parameters
    ----------
    clock : function without arguments, default time.monotonic
        Returns seconds; tests give a clock of their own.

    Attributes
    ----------
    losses : list of float
        The loss of each step of the present training; a new training begins a new list.

    Examples
    --------
    >>> class LastLoss(Watch):
    ...     size = (200, 40)
    ...     def build(self, picture):
    ...         self.words = picture.words(10, 10, 9)
    ...     def draw(self):
    ...         self.words.say(self.describe())
    ...     def describe(self):
    ...         return f"loss {self.losses[-1]:.1f}" if self.losses else "nothing trained yet"
    >>> import types
    >>> watch = LastLoss()  # nn.fit(model, ..., callbacks=[watch])
    >>> watch
    nothing trained yet
    >>> watch(types.SimpleNamespace(step=1, epochs=1, steps_per_epoch=1, loss=0.25))
    >>> watch
    loss 0.2
    """

    size = (640, 300)

    # What a subclass fills in.

    def build(self, picture):
        """Make axes and artists, once."""
        raise NotImplementedError

    def begin(self, run):
        """Prepare for a training that starts with this step, which may be another run of the same cell."""

    def record(self, run):
        """Keep what a step gave, besides its loss."""

    def draw(self):
        """Move the artists to what was recorded."""
        raise NotImplementedError

    def describe(self):
        """Return the alt text."""
        raise NotImplementedError

    def cannot_wait(self, run):
        """Return whether this step must be drawn, however little time has passed; the last one must."""
        return run.step == run.epochs * run.steps_per_epoch

    # The frame.

    def __init__(self, *, clock=time.monotonic):
        self.clock, self.due, self.losses = clock, -math.inf, []
        self.picture = Picture(*self.size)
        self.build(self.picture)
        width, height = self.size
        self.canvas = Canvas(width=width, height=height)
        self.canvas.observe(lambda change: self._send(), "ratio")
        self.box = widgets.VBox([self.canvas])
        self.box.add_class("nnlearn-explorer")
        self.refresh()

    def __call__(self, run):
        """Record a step of `nn.fit`, and draw it if it is time."""
        if run.step == 1:
            self.losses, self.drawn = [], 0
            self.begin(run)
        self.losses.append(float(run.loss))
        self.record(run)
        began = self.clock()
        if began >= self.due or self.cannot_wait(run):
            self.refresh()
            ended = self.clock()
            self.due = ended + max(INTERVAL, REST * (ended - began))

    def refresh(self):
        """Draw what was recorded so far."""
        with self.picture.lock:
            self.draw()
        self.drawn = len(self.losses)
        self._send()

    def close(self):
        """Draw the last step of a training that was stopped on the way; `nn.fit` calls it."""
        if self.drawn < len(self.losses):
            self.refresh()

    def _send(self):
        with self.canvas.hold_sync():  # one message
            self.canvas.alt = " ".join(self.describe().split())
            self.canvas.frame = self.picture.frame(self.canvas.ratio)

    def __repr__(self):
        return self.canvas.alt

    def _repr_mimebundle_(self, **_):
        return self.picture.stored_output(self.box, self.canvas.alt, self.canvas.frame, "train")
