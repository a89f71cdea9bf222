"""Watch a character model learn: its loss as a curve that grows, and what it says on the way."""

import base64
import time

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.picture import Picture
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import BLUE, FAINT, SMALL, TEXT

FRAME = 0.1  # seconds between two pictures at the least: a cell that trains has better things to do
ROWS, ROW = 5, 20  # samples that are shown, and the pixels of each
SMOOTH = 20  # steps over which the curve is a running mean


class TextWatch:
    """A callback for `nn.fit` and a picture in one: make it, show it as a cell's last line, then train with it.

    Parameters
    ----------
    model : CharRNN of either side
    start : str
        What each sample begins with.
    length : int
        Characters of a sample, >= 1; about 70 fit on a line.
    temperature : float
        Of the samples, > 0.
    every : int
        Steps between two samples, >= 1.

    Attributes
    ----------
    samples : list of (step, text)
        The first is that of the untrained model.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.CharRNN("ab", hidden_size=4, cell="RNN")
    >>> watch = TextWatch(model, "a", length=3)  # nn.fit(model, ..., callbacks=[watch])
    >>> len(watch.samples), len(watch.samples[0][1])
    (1, 4)
    """

    size = (640, 300)

    def __init__(self, model, start="The ", *, length=66, temperature=0.7, every=80):
        self.model, self.start, self.length, self.temperature, self.every = model, start, length, temperature, every
        self.losses, self.samples, self.drawn = [], [], 0.0
        picture = self.picture = Picture(*self.size)
        self.title = picture.words(14, 10, TEXT, "bold")
        self.ax = picture.axes("loss", 58, 38, 566, 114)
        self.ax.set(xlabel="step", ylabel="loss", ylim=(1.5, 5), xlim=(0, 100))
        self.ax.yaxis.set_label_coords(-0.06, 0.5)
        self.ax.axhline(np.log(len(model.characters)), color=FAINT, lw=0.8, ls=":")
        (self.curve,) = picture.moving(*self.ax.plot([], [], color=BLUE, lw=1.8))
        self.lines = [picture.words(14, self.size[1] - ROW * (ROWS - k), SMALL) for k in range(ROWS)]
        self.canvas = Canvas(width=self.size[0], height=self.size[1])
        self.canvas.observe(lambda change: self.draw(), "ratio")
        self.box = widgets.VBox([self.canvas])
        self.box.add_class("nnlearn-explorer")
        self.listen(0)
        self.draw()

    def __call__(self, run):
        """Look on after a step of `nn.fit`."""
        if run.step == 1:  # a cell run twice starts anew
            self.losses, self.samples = [], self.samples[:1]
            self.ax.set_xlim(0, max(run.epochs * run.steps_per_epoch, 2))
            self.picture.redraw()
        self.losses.append(run.loss)
        if run.step % self.every == 0:
            self.listen(run.step)
        if run.step == run.epochs * run.steps_per_epoch or time.monotonic() - self.drawn > FRAME:
            self.draw()

    def listen(self, step):
        """Let the model speak, every time with the same luck."""
        chance = np.random.default_rng(0)
        text = self.model.sample(self.start, self.length, temperature=self.temperature, generator=chance)
        self.samples.append((step, text))

    def draw(self):
        """Draw what there is and send it."""
        self.drawn = time.monotonic()
        steps = len(self.losses)
        if steps:
            sums = np.cumsum([0.0, *self.losses])
            low = np.maximum(np.arange(1, steps + 1) - SMOOTH, 0)
            self.curve.set_data(np.arange(1, steps + 1), (sums[1:] - sums[low]) / (np.arange(1, steps + 1) - low))
        self.title.say(self.words())
        shown = self.samples[:1] + self.samples[1:][-(ROWS - 1) :]
        for line, (step, text) in zip(self.lines, shown, strict=False):
            text = "".join(SEEN.get(c, c) if c != " " else c for c in text)
            line.say(f"step {step}: {text}")
        with self.canvas.hold_sync():
            self.canvas.alt = self.describe()
            self.canvas.axes = self.picture.places()
            self.canvas.frame = self.picture.frame(self.canvas.ratio)

    def words(self):
        """Return the title."""
        if not self.losses:
            return "not trained yet; dotted: the loss of pure guessing"
        return f"{len(self.losses)} steps, loss {np.mean(self.losses[-SMOOTH:]):.2f}; dotted: pure guessing"

    def describe(self):
        """Return the alt text."""
        step, text = self.samples[-1]
        return " ".join(f'A character model: {self.words()}. At step {step} it says: "{text}"'.split())

    def __repr__(self):
        return self.describe()

    def _repr_mimebundle_(self, **_):
        data = dict(self.box._repr_mimebundle_() or {})
        data["text/plain"] = self.describe()
        data["image/png"] = base64.b64encode(self.picture.still()).decode()
        width, height = self.size
        return data, {"image/png": {"width": width, "height": height, "alt": self.describe()}}
