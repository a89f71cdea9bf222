"""The picture of the initialisation explorer: the signals of a start, the dial, and what training makes of it."""

import numpy as np

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, greys
from nnlearn.lessons.initialization.learning import BARS, GUESSING, SHOWN, STEPS, labels
from nnlearn.lessons.initialization.propagation import LAYERS, pixels
from nnlearn.plots.numbers import short
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 500
PLANE = (58, 60, 348, 160)  # left, top, width, height: sizes by layer
DIAL = (58, 280, 348, 96)  # the gain, and what it leads to
CURVE = (452, 280, 172, 96)  # the loss of this training
DIGITS = (430, 84, 195, 132)  # ten digits in two rows of five, each over its answer
IMAGE = 34  # pixels of a digit's width
FLOOR, CEILING = 1e-12, 1e12  # a line beyond them leaves the picture
NOTHING = 1e-300  # has a logarithm, unlike 0
BOTTOM, TOP = -1.0, 3.0  # of the loss; below 0 is room for the grip
GRIP = -0.52  # where the grip of the dial is, on the scale of the loss
LOW, HIGH = 0.1, 4.0  # of the gain


class Scene:
    """Axes and artists.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture = picture
        self._sizes(picture)
        self._answers(picture)
        self._dial(picture)
        self._curve(picture)
        self._values(picture)

    def _sizes(self, picture):
        ax = self.plane = picture.axes("layers", *PLANE)
        ax.set(yscale="log", xlim=(-0.3, LAYERS + 0.3), ylim=(FLOOR, CEILING), xlabel="layer", ylabel="size")
        ax.set(yticks=[1e-12, 1e-8, 1e-4, 1, 1e4, 1e8, 1e12])
        ax.minorticks_off()
        ax.yaxis.set_label_coords(-0.115, 0.5)
        ax.axhline(1, color=FAINT, lw=0.8, ls=":")
        style = {"lw": 2, "ms": 3.5}
        self.signal, self.gradient = picture.moving(
            ax.plot([], [], "o-", color=BLUE, **style)[0], ax.plot([], [], "s--", color=VERMILION, **style)[0]
        )
        self.signal_name, self.gradient_name = picture.moving(
            Labels(picture.page, SMALL, weight="bold", colour=BLUE, across=1),
            Labels(picture.page, SMALL, weight="bold", colour=VERMILION, across=0),
        )

    def _answers(self, picture):
        left, top, width, _ = DIGITS
        ax = picture.axes("digits", *DIGITS)
        ax.set(xlim=(0, 5), ylim=(2, 0))
        ax.set_axis_off()
        self.chosen = [int(np.flatnonzero(labels() == digit)[0]) for digit in range(10)]
        images = Images(picture.page)
        self.places = []
        for k, digit in enumerate(self.chosen):
            x, y = left + width / 5 * (k % 5 + 0.5), top + 68 * (k // 5)
            ink = 1 - pixels("0 to 1")[digit].reshape(8, 8)
            images.images.append((greys(ink), x - IMAGE / 2, y, IMAGE, IMAGE))
            self.places.append((x, y + IMAGE + 11))
        picture.fig.add_artist(images)
        self.answers = picture.moving(Labels(picture.page, SMALL))[0]
        self.head = picture.words(left - 4, 58, SMALL)

    def _dial(self, picture):
        left, top, _, _ = DIAL
        ax = self.dial = picture.axes("gain", *DIAL)
        ax.set(xlim=(0, HIGH + 0.1), ylim=(BOTTOM, TOP), yticks=(0, 1, 2, 3), ylabel="loss")
        ax.set(xlabel="gain of the first weights", xticks=(0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4))
        ax.yaxis.set_label_coords(-0.115, 0.5)
        ax.axhline(GUESSING, color=FAINT, lw=1, ls=":")
        self.valley, self.lost, self.line, self.now, self.grip = picture.moving(
            ax.plot([], [], "-", color=INK, lw=1.6, marker="o", ms=2.5)[0],
            ax.plot([], [], "x", color=INK, ms=5)[0],
            ax.plot([], [], color=INK, lw=1.2, zorder=3)[0],
            ax.plot([], [], "o", color=GREEN, ms=8, mec=PAPER, mew=1, zorder=4, clip_on=False)[0],
            ax.plot([], [], "o", color=PAPER, ms=15, mec=INK, mew=1.5, zorder=5, clip_on=False)[0],
        )
        (self.arrows,) = picture.moving(Labels(ax.transData, TEXT, weight="bold", zorder=6))
        self.dial_head = picture.words(left, top - 22, SMALL)

    def _curve(self, picture):
        left, top, _, _ = CURVE
        ax = self.curve = picture.axes("loss", *CURVE)
        ax.set(
            xlim=(0, STEPS), ylim=(BOTTOM, TOP), yticks=(0, 1, 2, 3), xticks=(0, 100, 200), xlabel="steps of training"
        )
        ax.axhline(GUESSING, color=FAINT, lw=1, ls=":")
        self.losses, self.last = picture.moving(
            ax.plot([], [], color=GREEN, lw=2.2)[0],
            ax.plot([], [], "o", color=GREEN, ms=8, mec=PAPER, mew=1, zorder=4, clip_on=False)[0],
        )
        self.curve_head = picture.words(left - 26, top - 22, SMALL)
        words = f"dotted: guessing, {GUESSING:.2f}"
        ax.text(STEPS, BOTTOM / 2, words, ha="right", va="center", size=SMALL, color=INK)

    def _values(self, picture):
        self.bars, self.heads = [], []
        words = "How the values of four layers are distributed before training, up to ± the largest:"
        picture.fig.text(58 / WIDTH, 1 - 424 / HEIGHT, words, size=SMALL, color=INK, va="top")
        for k, layer in enumerate(SHOWN):
            left = 58 + 146 * k
            ax = picture.axes(f"layer {layer}", left, 462, 128, 28)
            ax.set(yticks=[], ylim=(0, 1.05), xlim=(-1, 1), xticks=(-1, 0, 1), xticklabels=())
            ax.spines["left"].set_visible(False)
            self.bars += picture.moving(ax.plot([], [], color=BLUE, lw=1.6, drawstyle="steps-mid")[0])
            self.heads.append(picture.words(left, 442, SMALL))

    def draw(self, view):
        """Move everything to a view."""
        run = view.run
        layers = np.arange(LAYERS + 1)
        self.signal.set_data(layers, np.maximum(run.signals, NOTHING))
        self.gradient.set_data(layers, np.maximum(run.gradients, NOTHING))
        left, _, width, _ = PLANE
        self.signal_name.put([("signal, forward →", (left + width - 6, beside(run.signals[-1], run.signals[0])))])
        self.gradient_name.put([("← gradient, backward", (left + 10, beside(run.gradients[0], run.gradients[-1])))])
        self.answers.put(list(zip(map(answer, run.answers[self.chosen], range(10)), self.places, strict=True)))
        finite = np.isfinite(view.losses)
        self.valley.set_data(view.gains[finite], view.losses[finite])
        self.lost.set_data(view.gains[~finite], np.full((~finite).sum(), 2.75))
        gain, loss = view.state.gain, min(run.loss, TOP)
        self.line.set_data([gain, gain], [BOTTOM, TOP])
        self.now.set_data([gain], [loss])
        self.grip.set_data([gain], [GRIP])
        self.arrows.put([("↔", (gain, GRIP))])
        self.losses.set_data(run.losses[:, 0], np.minimum(run.losses[:, 1], 10 * TOP))
        self.last.set_data([run.step], [loss])
        ends = np.linspace(-1, 1, BARS + 1)
        for (counts, limit), bar, layer, head in zip(run.histograms, self.bars, SHOWN, self.heads, strict=True):
            bar.set_data((ends[1:] + ends[:-1]) / 2, counts / max(counts.max(), 1))
            head.say(f"layer {layer}: " + (f"±{short(limit)}" if np.isfinite(limit) else "overflow"))


def beside(value, other):
    """Return where the name of a line stands, in pixels from the top: beyond its end, which has this value."""
    _, top, _, height = PLANE
    decade = np.clip(np.log10(np.clip(value, FLOOR, CEILING)), -12, 12)
    y = top + height * (12 - decade) / 24
    return float(np.clip(y + (-13 if value >= other else 14), top + 8, top + height - 10))


def answer(given, right):
    """Return what is written under a digit.

    Examples
    --------
    >>> answer(3, 3), answer(8, 3), answer(-1, 3)
    ('3 ✓', '8 ✗', '–')
    """
    return f"{given} {'✓' if given == right else '✗'}" if given >= 0 else "–"
