"""Watch a character model learn: its loss as a curve that grows, and what it writes on the way."""

import numpy as np

from nnlearn.explorers.watch import Watch
from nnlearn.plots.numbers import fixed
from nnlearn.plots.strips import SEEN
from nnlearn.plots.style import BLUE, FAINT, SMALL, TEXT

MAX_SAMPLES, ROW = 5, 20  # samples that are shown, and the pixels of each
SMOOTH = 20  # steps over which the curve is a running mean


class TextWatch(Watch):
    """Watch a character model learn to write: make it in the last line of a cell, then train with it as a callback.

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
        Steps from one sample to the next, >= 1.
    **clock
        Of `Watch`.

    Attributes
    ----------
    losses : list of float
        Loss of each step of the training that runs.
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

    def __init__(self, model, start="The ", *, length=66, temperature=0.7, every=80, **clock):
        self.model, self.start, self.length, self.temperature, self.every = model, start, length, temperature, every
        self.samples = []
        self.sample(0)
        super().__init__(**clock)

    def build(self, picture):
        self.title = picture.words(14, 10, TEXT, "bold")
        self.ax = picture.axes("loss", 58, 38, 566, 114)
        self.ax.set(xlabel="step", ylabel="loss", ylim=(1.5, 5), xlim=(0, 100))
        self.ax.yaxis.set_label_coords(-0.06, 0.5)
        self.ax.axhline(np.log(len(self.model.characters)), color=FAINT, lw=0.8, ls=":")
        (self.curve,) = picture.moving(*self.ax.plot([], [], color=BLUE, lw=1.8))
        tops = [self.size[1] - ROW * (MAX_SAMPLES - k) for k in range(MAX_SAMPLES)]
        self.lines = [picture.words(14, top, SMALL) for top in tops]

    def begin(self, run):
        self.samples = self.samples[:1]
        self.ax.set_xlim(0, max(run.epochs * run.steps_per_epoch, 2))
        self.picture.redraw()

    def record(self, run):
        if run.step % self.every == 0:
            self.sample(run.step)

    def sample(self, step):
        """Let the model write, with the same random numbers every time."""
        rng = np.random.default_rng(0)
        text = self.model.sample(self.start, self.length, temperature=self.temperature, generator=rng)
        self.samples.append((step, text))

    def draw(self):
        steps = np.arange(1, len(self.losses) + 1)
        sums = np.cumsum([0.0, *self.losses])
        first = np.maximum(steps - SMOOTH, 0)
        self.curve.set_data(steps, (sums[1:] - sums[first]) / (steps - first))
        self.title.say(self.words())
        shown = self.samples[:1] + self.samples[1:][-(MAX_SAMPLES - 1) :]
        texts = [f"step {step}: " + "".join(c if c == " " else SEEN.get(c, c) for c in text) for step, text in shown]
        for line, text in zip(self.lines, texts + [""] * MAX_SAMPLES, strict=False):
            line.say(text)

    def words(self):
        """Return the title."""
        if not self.losses:
            return "not trained yet; dotted: the loss of pure guessing"
        return f"{len(self.losses)} steps, loss {fixed(np.mean(self.losses[-SMOOTH:]))}; dotted: pure guessing"

    def describe(self):
        step, text = self.samples[-1]
        return f'A character model: {self.words()}. At step {step} it writes: "{text}"'
