"""The diffusion explorer's picture: points, arrows and density in the plane; shares, losses and counts beside it."""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.diffusion import words
from nnlearn.lessons.diffusion.mixtures import GUESSES, LAST, LEARNED, PARTS, examples, source_of
from nnlearn.lessons.diffusion.view import ARROWS_A_SIDE, EDGE, PLACES, loss
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 502
PLANE = (14, 58, 392, 392)  # left, top, width, height
BARS, LOSS = (464, 86, 162, 84), (464, 222, 162, 120)
COUNTS = 396  # top of the three counts
BAR = (106, 482, 90)  # left, top and width of the colour bar
GROUND = LinearSegmentedColormap.from_list("density", [PAPER, "#F1D9AC"])
COLOUR = dict(zip(GUESSES, (INK, GREEN, "#7B3FA0"), strict=True))
KIND = dict(zip(GUESSES, ("-", "--", ":"), strict=True))
DATA_DRAWN = 250
TRACED = 10  # points with a trail
REACH = 2 * EDGE / ARROWS_A_SIDE  # from an arrow to the next
LOWEST, HIGHEST = 1e-3, 1e2  # losses
FADE, YOUNG = 24, 0.75  # steps after which a trail has faded, and how strong it is at the point
OLD = 0.4  # how strong a trail without fresh noise stays
CURVES = "— network", "- - exact", "··· memory of 20"
DARK = "#A84800"  # the data's colour, as text


class Scene:
    """All artists of the picture.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._data, moving = picture, None, picture.moving
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 30, SMALL)
        self.plane = picture.axes("plane", *PLANE)
        self.plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[])
        self.plane.patch.set_alpha(0)
        self.plane.spines[:].set_visible(False)
        left, top, width, height = PLANE
        frame = Rectangle((left, top), width, height, transform=picture.page, fc="none", ec=FAINT, lw=0.8, zorder=5)
        picture.fig.add_artist(frame)
        self.ground = Images(picture.page, smooth=True, origin="lower")
        picture.fig.add_artist(self.ground)
        self.best, self.arrows = (
            self.plane.add_collection(PolyCollection([], lw=0, zorder=zorder), autolim=False) for zorder in (3, 3.2)
        )
        self.best.set_facecolor(GREEN)
        self.dots, self.trails, self.by_hand = Marks(self.plane, 4), Trails(self.plane, 4.5), Marks(self.plane, 6)
        moving(frame, self.ground, self.best, self.arrows, self.dots, self.trails, self.by_hand)

        self.bars = picture.axes("bars", *BARS)
        self.bars.set(xlim=(-0.6, PARTS - 0.4), ylim=(0, 0.3), xticks=range(PARTS), yticks=[0, 0.125, 0.25])
        self.bars.set_yticklabels(["0", "1/8", "1/4"])
        self.bars.set_xticklabels([str(k + 1) for k in range(PARTS)])
        self.columns = self.bars.add_collection(PolyCollection([], facecolors=BLUE, lw=0), autolim=False)
        self.bars.axhline(1 / PARTS, color=INK, lw=1, ls="--", zorder=3)
        self.loss = picture.axes("loss", *LOSS)
        self.loss.set(xlim=(0, LAST), yscale="log", ylim=(LOWEST, HIGHEST), xlabel="step t", xticks=[0, 50, 100])
        self.loss.set_yticks([1e-3, 1, 1e2], ["0.001", "1", "100"])
        self.loss.minorticks_off()
        self.curves = [self.loss.plot([], [], KIND[kind], color=COLOUR[kind], lw=1.5, zorder=3)[0] for kind in GUESSES]
        self.now = Marks(self.loss, 5)
        (self.level,) = self.loss.plot([], [], color=VERMILION, lw=1.2)
        moving(self.columns, self.level, self.now)

        self.heads = [picture.words(416, top, SMALL, "bold") for top in (62, 198)]
        self.counts = [picture.words(416, COUNTS + 20 * k, SMALL) for k in range(3)]
        self.names = moving(Labels(self.plane.transData, SMALL, weight="bold", zorder=5))[0]
        for colour, x, y, text in (
            (DARK, 14, 458, "■ data"),
            (BLUE, 74, 458, "● points on the way"),
            *((COLOUR[kind], 474, 284 + 17 * k, CURVES[k]) for k, kind in enumerate(GUESSES)),
        ):
            moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(x, y)))[0].say(text)
        self.arrow_names = {
            kind: moving(Labels(picture.page, SMALL, colour=colour, across=0, up=0, place=(218, 458)))[0]
            for kind, colour in COLOUR.items()
        }
        self.second = moving(Labels(picture.page, SMALL, colour=GREEN, across=0, up=0, place=(340, 458)))[0]
        self.bar = ColourBar(picture, *BAR, GROUND, "density p: 0", "highest")

    def draw(self, view):
        """Move everything to a frame."""
        state = view.state
        if state.data != self._data:
            self._new_source(state.data)
        rgba = GROUND(view.density, bytes=True)
        self.ground.images = [(rgba, *PLANE)]
        held = [mark(examples(state.data), "s", 6, VERMILION, PAPER, 0.4)] if view.memory else []
        self.dots.items = [
            mark(source_of(state.data).x[:DATA_DRAWN], "s", 2.6, VERMILION, PAPER, 0.4, 0.3 if held else 0.75),
            *held,
            mark(view.x, "o", 3.6, BLUE, PAPER, 0.3),
        ]
        self.trails.lines = trails(view)
        self._hand(view)
        self.arrows.set_facecolor(COLOUR[state.arrows])
        self.arrows.set_verts(arrows(PLACES[: len(view.arrows)], view.arrows))
        other = state.arrows == LEARNED
        self.best.set_verts(arrows(PLACES[: len(view.exact)], view.exact) if other else [])
        corners = np.array([(-0.35, 0), (-0.35, 1), (0.35, 1), (0.35, 0)])
        self.columns.set_verts([corners * (1, min(share, 0.3)) + (k, 0) for k, share in enumerate(view.shares)])
        step = max(view.t, 1)
        at = np.clip(loss(state.data, state.arrows)[step - 1], LOWEST, HIGHEST)
        self.level.set_data([step, step], [at, HIGHEST])
        self.now.items = [mark([(step, at)], "o", 6, VERMILION)]
        for kind, label in self.arrow_names.items():
            label.say(f"→ {words.NAMES[kind]} arrows" if kind == state.arrows and view.t else "")
        self.second.say("→ exact" if other and view.t else "")
        self.title.say(words.title(view))
        self.line.say(words.line(view))
        for label, text in zip([*self.heads, *self.counts], [*words.heads(view), *words.counts(view)], strict=True):
            label.say(text)

    def _new_source(self, source):
        """Draw what stays as long as the source does."""
        self._data = source
        for curve, kind in zip(self.curves, GUESSES, strict=True):
            curve.set_data(np.arange(1, LAST + 1), np.clip(loss(source, kind), LOWEST, HIGHEST))
        self.names.put(names(source))
        self.picture.redraw()

    def _hand(self, view):
        """Draw the ways of the particle that was set down by hand."""
        self.by_hand.items = []
        if view.fan is None:
            return
        self.trails.lines += [(way, VERMILION, 1.4, 0.9, "-") for way in np.swapaxes(view.fan, 0, 1)]
        self.by_hand.items = [
            mark(view.fan[-1], "D", 6, VERMILION, PAPER, 0.8),
            mark([view.state.particle], "+", 15, None, INK, 2.2),
        ]


def trails(view):
    """Return the paths of some points up to now: with fresh noise the newest steps only, or they would tangle."""
    if not view.returning:
        return []
    ways = np.swapaxes(view.past[:, :TRACED], 0, 1)
    age = np.arange(ways.shape[1] - 1)[::-1]
    strength = np.maximum(YOUNG * (1 - age / FADE), 0.0 if view.state.fresh else OLD)
    return [(way, BLUE, 1.1, strength, "-") for way in ways]


def names(source):
    """Return the number of each part and its place: outside of its middle."""
    found = source_of(source)
    middles = np.stack([np.median(found.centres[found.parts == k], axis=0) for k in range(PARTS)])
    away = np.linalg.norm(middles, axis=1, keepdims=True)
    beyond = 0.38 if len(middles) == len(found.centres) else 0.27
    return [(str(k + 1), place) for k, place in enumerate(middles * (1 + beyond / away))]


def arrows(places, ways):
    """Return a polygon (7, 2) for each arrow: its length grows with the guess, up to the distance of two arrows.

    Examples
    --------
    >>> arrows(np.zeros((1, 2)), np.array([[99.0, 0.0]]))[0, 3].round(2).tolist()
    [0.36, 0.0]
    """
    if not len(places):
        return []
    size = np.linalg.norm(ways, axis=1, keepdims=True)
    along = ways / np.maximum(size, 1e-12)
    length = 0.95 * REACH * np.tanh(size / 1.5)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1)
    head = np.minimum(0.09, length * 0.6)
    reach = (0 * length, length - head, length)
    width = np.minimum(1.0, length / 0.09)
    parts = ((0, 0.010), (1, 0.010), (1, 0.038), (2, 0), (1, -0.038), (1, -0.010), (0, -0.010))
    return np.stack([places + reach[k] * along + width * w * side for k, w in parts], axis=1)
