"""The GAN explorer's picture: surface, warped grid, points and arrows in the plane; diagram, bars and curves around."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import ListedColormap

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.gans.data import EDGE, MAX_MODES, OWN
from nnlearn.lessons.gans.pipeline import DARK, Pipeline
from nnlearn.lessons.gans.run import LEVELS, MESH, NOISE, PULLED
from nnlearn.lessons.gans.turn import LEARN_D, LEARN_G, MAKE, SAMPLE, SCORE, THROUGH
from nnlearn.plots.style import BLUE, GREEN, INK, ORANGE, PAPER, SMALL, VERMILION

WIDTH, HEIGHT = 640, 558
PLANE = (14, 186, 330, 330)  # left, top, width, height
NOISE_PLACE = (14, 82, 90, 90)
METER = (410, 206, 200, 70)
LOSS = (410, 324, 200, 70)
COUNT = (410, 440, 200, 66)
BAR = (148, 540, 90)  # left, top and width of the colour bar
STRENGTH = 0.6  # of the surface's colours
DATA_DRAWN = 250  # points of the data
ARROW_SCALE, MAX_ARROW = 0.2, 0.4  # length per gradient, and greatest length, in the plane's units
OCHRE = "#8A5F00"  # the generator's curve, as text
MOVES = 8  # an arrow is this many times as long as the move of a point in one step
NOISE_EDGE = LEVELS[-1] * 1.35  # the noise is drawn from -NOISE_EDGE to NOISE_EDGE


class Scene:
    """All artists of the picture."""

    def __init__(self, picture):
        self.picture, moving = picture, picture.moving
        self.plane, self.noise = picture.axes("plane", *PLANE), picture.axes("noise", *NOISE_PLACE)
        self.meter, self.loss = picture.axes("meter", *METER), picture.axes("loss", *LOSS)
        self.count = picture.axes("count", *COUNT)
        self.plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[])
        self.plane.patch.set_alpha(0)
        self.noise.set(xlim=(-NOISE_EDGE, NOISE_EDGE), ylim=(-NOISE_EDGE, NOISE_EDGE), xticks=[], yticks=[])
        self.maps = Images(picture.page, smooth=True, origin="lower")
        picture.fig.add_artist(self.maps)
        mesh: dict = {"colors": INK, "linewidths": 0.7, "alpha": 0.55, "zorder": 2.5}
        self.warp = self.plane.add_collection(LineCollection([], **mesh), autolim=False)
        self.noise.add_collection(LineCollection(list(MESH), **mesh), autolim=False)
        (self.drawn_noise,) = self.noise.plot([], [], "o", color=BLUE, mew=0)
        dots = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.4}
        (self.real,) = self.plane.plot([], [], "s", color=VERMILION, ms=3.4, zorder=3, **dots)
        (self.drawn,) = self.plane.plot([], [], "o", color=BLUE, ms=4.2, zorder=4, **dots)
        self.arrows = self.plane.add_collection(PolyCollection([], facecolors=INK, zorder=3.5, lw=0), autolim=False)
        pen = {"markeredgecolor": INK, "markeredgewidth": 2.0, "ms": 13, "zorder": 6}
        (self.pen,) = self.plane.plot([], [], "+", **pen)
        (self.rings,) = self.plane.plot([], [], "o", mfc="none", mec=INK, mew=1.2, ms=8.5, zorder=4.5)
        moving(self.maps, self.warp, self.real, self.drawn, self.arrows, self.pen, self.rings)
        moving(self.drawn_noise)
        self.bar = ColourBar(picture, *BAR, ListedColormap(colours(np.linspace(-1, 1, 256), 1.0, STRENGTH) / 255))
        self.pipeline = Pipeline(picture)
        self.names = moving(Labels(self.plane.transData, SMALL, weight="bold", zorder=5))[0]

        self.bars = self.meter.add_collection(PolyCollection([], facecolors=GREEN, lw=0), autolim=False)
        moving(self.bars)
        (self.fair,) = moving(*self.meter.plot([], [], "--", color=INK, lw=1.0))
        self.meter.set(xlim=(-0.6, MAX_MODES - 0.4), ylim=(0, 0.5), xticks=range(MAX_MODES), yticks=[0, 0.25, 0.5])
        self.meter.set_yticklabels(["0 %", "25 %", "50 %"])
        self.meter.set_xticklabels([str(k + 1) for k in range(MAX_MODES)])
        style = {"lw": 1.6}
        self.curves = moving(
            self.loss.plot([], [], "-", color=INK, **style)[0], self.loss.plot([], [], "--", color=ORANGE, **style)[0]
        )
        (self.found,) = moving(*self.count.plot([], [], color=GREEN, lw=2.0, drawstyle="steps-post"))
        self.count.set(xlabel="step", ylim=(0, MAX_MODES + 0.5), yticks=[0, 4, 8])
        self.legend(picture)
        self._limits = None

    def legend(self, picture):
        """Label the axes and the kinds of points and lines."""
        for (left, top, _, _), text in ((NOISE_PLACE, "noise u"), (LOSS, "losses")):
            picture.words(left, top - 20, SMALL, "bold").say(text)
        self.heads = [picture.words(left, top - 20, SMALL, "bold") for left, top, _, _ in (METER, COUNT)]
        for (left, top, _, _), away, colour, text in (
            (METER, 118, INK, "- - even share"),
            (LOSS, 62, INK, "— D"),
            (LOSS, 104, OCHRE, "- - G"),
        ):
            place = (left + away, top - 20)
            picture.moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=place))[0].say(text)
        for x, colour, text in ((14, DARK, "■ data"), (72, BLUE, "● generated")):
            words = Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(x, 519))
            picture.moving(words)[0].say(text)
        self.third = picture.words(166, 519, SMALL)

    def draw(self, view):
        """Move everything to a frame."""
        now, batch, part = view.now, view.batch, view.state.part
        real, drawn = (batch.real, batch.made) if batch else (view.data.x[:DATA_DRAWN], now.generated[:PULLED])
        strength = 0.25 if part in (SAMPLE, MAKE) else STRENGTH  # the discriminator has not been asked yet
        self.maps.images = [(colours(belief(view), 1.0, strength), *PLANE)]
        self.warp.set_segments([] if part == SAMPLE else now.mesh)
        self.real.set_data(*real.T)
        self.drawn.set_data(*([], []) if part == SAMPLE else drawn.T)
        self.drawn_noise.set_data(*(batch.u if batch else NOISE[:PULLED]).T)
        self.drawn_noise.set_markersize(3.4 if batch else 1.8)
        self.arrows.set_verts(self._arrows(view))
        self.rings.set_data(*misjudged(view).T)
        self.pen.set_data(*np.reshape(view.state.pen, (-1, 2)).T)
        many = len(view.shares)
        modes = view.data.modes + 0.12 if view.state.data == OWN else 1.24 * view.data.modes
        self.names.put([(str(k + 1), place) for k, place in enumerate(modes)])
        corners = np.array([(-0.35, 0), (-0.35, 1), (0.35, 1), (0.35, 0)])
        self.bars.set_verts([corners * (1, min(share, 0.5)) + (k, 0) for k, share in enumerate(view.shares)])
        self.fair.set_data([-0.6, many - 0.4], [1 / many, 1 / many])
        for line, values in zip(self.curves, thinned(now.losses), strict=True):
            line.set_data(*values)
        modes = ("points per mode", "modes captured"), ("points per place", "places reached")
        for head, text in zip(self.heads, modes[view.state.data != "eight Gaussians"], strict=True):
            head.say(text)
        self.third.say(third(view))
        self.bar.say(*ends(view))
        self.pipeline.draw(view)
        counts = np.concatenate([now.counts, [(now.step, view.captured)]])
        self.found.set_data(*counts.T)
        self._frame(view)

    def _arrows(self, view):
        if view.state.part == THROUGH:
            return arrows(view.batch.before, view.batch.pull * scale(view))
        if view.state.part == LEARN_G:
            return arrows(view.batch.made, MOVES * (view.batch.made - view.batch.before))
        return [] if view.state.part else arrows(view.now.generated[:PULLED:2], view.now.pull[::2] * scale(view))

    def _frame(self, view):
        right = next(m * 10**e for e in range(2, 6) for m in (1, 2, 5) if m * 10**e >= view.at)
        finite = np.concatenate([np.ravel([v[1] for v in thinned(view.now.losses)]), [0.0, 0.2]])
        high = next(m * 10.0**e for e in range(-1, 30) for m in (1, 2, 5) if m * 10.0**e >= finite.max())
        low = 0.0 if finite.min() >= 0 else -high
        while low > finite.min():
            low *= 2
        if (right, low, high) != self._limits:
            self._limits = (right, low, high)
            self.loss.set(
                xlim=(0, right), ylim=(low, high), xticks=[0, right // 2, right], yticks=sorted({low, 0, high})
            )
            self.loss.yaxis.set_major_formatter("{x:g}")
            self.count.set(xlim=(0, right), xticks=[0, right // 2, right])
            self.picture.redraw()


def misjudged(view):
    """Return the points (n, 2) of the batch that are taken for the other kind, in the parts that are about this."""
    if view.state.part not in (SCORE, LEARN_D):
        return np.zeros((0, 2))
    made, real = view.misjudged
    return np.concatenate([view.batch.made[made], view.batch.real[real]])


def third(view):
    """Return what the lines in the plane are."""
    if view.state.part == LEARN_G:
        return f"→ its move, {MOVES} × as long"
    if view.state.part in (SCORE, LEARN_D):
        return "○ judged wrongly"
    if view.state.part in (SAMPLE, MAKE):
        return ""
    return f"→ pull ({'relative length' if view.state.loss == 'wasserstein' else f'{ARROW_SCALE:g} × gradient'})"


def ends(view):
    """Return what the two ends of the colour bar mean."""
    return ("critic: generated", "real") if view.state.loss == "wasserstein" else ("D: surely generated", "surely real")


def belief(view):
    """Return what the colour of the surface says, from -1 (surely generated) to 1 (surely real).

    With the score z it is 2p - 1 = tanh(z / 2). A Wasserstein critic's score has no such scale: halfway between data
    and generated points counts as 0, and the largest distance from there as 1.
    """
    if view.state.loss != "wasserstein":
        return np.tanh(view.now.surface / 2)
    away = view.now.surface - view.now.middle
    return away / max(np.abs(away).max(), 1e-12)


def scale(view):
    """Return the length of an arrow per gradient: fixed, except for a critic, whose score has no scale."""
    if view.state.loss != "wasserstein":
        return ARROW_SCALE
    return 0.15 / max(np.median(np.linalg.norm(view.now.pull, axis=1)), 1e-12)


def arrows(places, ways):
    """Return a polygon (7, 2) for each arrow from a place along a way, at most `MAX_ARROW` long.

    Examples
    --------
    >>> arrows(np.zeros((1, 2)), np.array([[9.0, 0.0]]))[0, 3].tolist()
    [0.4, 0.0]
    """
    length = np.linalg.norm(ways, axis=1, keepdims=True)
    along = ways / np.maximum(length, 1e-12)
    length = np.minimum(length, MAX_ARROW)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1)
    head = np.minimum(0.07, length * 0.6)
    parts = ((0, 0.008), (1, 0.008), (1, 0.032), (2, 0), (1, -0.032), (1, -0.008), (0, -0.008))
    reach = (0 * length, length - head, length)
    width = np.minimum(1.0, length / 0.07)
    return np.stack([places + reach[k] * along + width * w * side for k, w in parts], axis=1)


def thinned(losses, max_points=120):
    """Return (steps, values) of both players' losses, averaged over steps so that at most `max_points` points remain.

    Examples
    --------
    >>> (steps, values), _ = thinned(np.array([[1.0, 0], [3.0, 0], [5.0, 0]]), max_points=2)
    >>> steps.tolist(), values.tolist()
    ([1.5, 3.0], [2.0, 5.0])
    """
    if len(losses) == 0:
        return [(np.zeros(0), np.zeros(0))] * 2
    size = -(-len(losses) // max_points)
    starts = np.arange(0, len(losses), size)
    lengths = np.minimum(starts + size, len(losses)) - starts
    means = np.add.reduceat(losses, starts, axis=0) / lengths[:, None]
    return [(starts + (lengths + 1) / 2, column) for column in means.T]
