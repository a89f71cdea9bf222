"""The GAN explorer's picture: surface, warped grid, points and arrows in the plane; noise, meter, curves beside it."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.lessons.gans.data import EDGE, MAX_MODES, OWN
from nnlearn.lessons.gans.run import LEVELS, MESH, NOISE, PULLED
from nnlearn.plots.style import BLUE, GREEN, INK, ORANGE, PAPER, SMALL, VERMILION

WIDTH, HEIGHT = 640, 472
PLANE = (36, 50, 374, 374)  # left, top, width, height
NOISE_PLACE = (444, 70, 84, 84)
METER = (552, 70, 80, 84)
LOSS = (470, 202, 150, 84)
COUNT = (470, 332, 150, 84)
DATA_DRAWN = 250  # points of the data
ARROW_SCALE, MAX_ARROW = 0.2, 0.4  # length per gradient, and greatest length, in the plane's units
NOISE_EDGE = LEVELS[-1] * 1.35  # the noise is drawn from -NOISE_EDGE to NOISE_EDGE


class Scene:
    """All artists of the picture."""

    def __init__(self, picture):
        self.picture, moving = picture, picture.moving
        self.plane, self.noise = picture.axes("plane", *PLANE), picture.axes("noise", *NOISE_PLACE)
        self.meter, self.loss = picture.axes("meter", *METER), picture.axes("loss", *LOSS)
        self.count = picture.axes("count", *COUNT)
        self.plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        self.plane.patch.set_alpha(0)
        self.noise.set(xlim=(-NOISE_EDGE, NOISE_EDGE), ylim=(-NOISE_EDGE, NOISE_EDGE), xticks=[], yticks=[])
        self.maps = Images(picture.page, smooth=True, origin="lower")
        picture.fig.add_artist(self.maps)
        mesh: dict = {"colors": INK, "linewidths": 0.7, "alpha": 0.55, "zorder": 2.5}
        self.warp = self.plane.add_collection(LineCollection([], **mesh), autolim=False)
        self.noise.add_collection(LineCollection(list(MESH), **mesh), autolim=False)
        self.noise.plot(*NOISE[:PULLED].T, "o", color=BLUE, ms=1.6, mew=0)
        dots = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.4}
        (self.real,) = self.plane.plot([], [], "s", color=VERMILION, ms=3.4, zorder=3, **dots)
        (self.drawn,) = self.plane.plot([], [], "o", color=BLUE, ms=4.2, zorder=4, **dots)
        self.arrows = self.plane.add_collection(PolyCollection([], facecolors=INK, zorder=3.5, lw=0), autolim=False)
        pen = {"markeredgecolor": INK, "markeredgewidth": 2.0, "ms": 13, "zorder": 6}
        (self.pen,) = self.plane.plot([], [], "+", **pen)
        moving(self.maps, self.warp, self.real, self.drawn, self.arrows, self.pen)
        self.names = moving(Labels(self.plane.transData, SMALL, weight="bold", zorder=5))[0]

        self.bars = self.meter.add_collection(PolyCollection([], facecolors=GREEN, lw=0), autolim=False)
        moving(self.bars)
        (self.fair,) = moving(*self.meter.plot([], [], "--", color=INK, lw=1.0))
        self.meter.set(xlim=(-0.6, MAX_MODES - 0.4), ylim=(0, 0.5), xticks=range(MAX_MODES), yticks=[])
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
        """Label the axes and the kinds of points."""
        heads = ((NOISE_PLACE, "noise u"), (METER, "mode shares"), (COUNT, "modes captured"))
        for (left, top, _, _), text in heads:
            picture.words(left, top - 17, SMALL, "bold").say(text)
        left, top = LOSS[0], LOSS[1] - 17
        picture.words(left - 22, top, SMALL, "bold").say("losses")
        for x, colour, text in ((left + 24, INK, "— discrim."), (left + 92, "#8A5F00", "-- generator")):
            picture.moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(x, top)))[0].say(text)
        marks = ((36, "#A84A00", "■ data"), (92, BLUE, "● generated"), (180, INK, "→ where a point is pulled"))
        for x, colour, text in marks:
            words = Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(x, 448))
            picture.moving(words)[0].say(text)

    def draw(self, view):
        """Move everything to a frame."""
        now = view.now
        drawn = now.generated[:PULLED]
        self.maps.images = [(colours(belief(view), 1.0, 0.6), *PLANE)]
        self.warp.set_segments(now.mesh)
        self.real.set_data(*view.data.x[:DATA_DRAWN].T)
        self.drawn.set_data(*drawn.T)
        self.arrows.set_verts(arrows(drawn[::2], now.pull[::2] * scale(view)))
        self.pen.set_data(*np.reshape(view.state.pen, (-1, 2)).T)
        many = len(view.shares)
        modes = view.data.modes + 0.12 if view.state.data == OWN else 1.24 * view.data.modes
        self.names.put([(str(k + 1), place) for k, place in enumerate(modes)])
        corners = np.array([(-0.35, 0), (-0.35, 1), (0.35, 1), (0.35, 0)])
        self.bars.set_verts([corners * (1, min(share, 0.5)) + (k, 0) for k, share in enumerate(view.shares)])
        self.fair.set_data([-0.6, many - 0.4], [1 / many, 1 / many])
        for line, values in zip(self.curves, thinned(now.losses), strict=True):
            line.set_data(*values)
        counts = np.concatenate([now.counts, [(now.step, view.captured)]])
        self.found.set_data(*counts.T)
        self._frame(view)

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
