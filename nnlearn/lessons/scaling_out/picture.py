"""The picture of the ring explorer: workers in a circle, what each has sent, and how much faster a step is."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.path import Path

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.scaling_out import words
from nnlearn.lessons.scaling_out.rings import RING
from nnlearn.lessons.scaling_out.state import MOST, holders
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import BLUE, COLOURS, FAINT, INK, PAPER, SMALL, TEXT, VERMILION

WIDTH, HEIGHT = 640, 452
RING_PLACE = (8, 68, 400, 330)  # left, top, width, height in pixels
SENT_PLACE = (484, 92, 108, 128)
SPEED_PLACE = (452, 286, 172, 110)
CENTRE, RADII = np.array([200.0, 172.0]), np.array([146.0, 124.0])
BOX = 96, 32  # pixels of a worker's vector, about
REACH = 52  # pixels from the middle of a worker's vector in which a piece may be dropped
NAMES = (*COLOURS, "#555555")  # of the colours of the workers
HUES = [(*(int(255 * one) for one in to_rgb(name)), 255) for name in NAMES]
EMPTY, WHITE = (238, 238, 238, 255), (255, 255, 255, 255)
CHECK = Path(np.array([(-0.45, 0.0), (-0.1, -0.38), (0.5, 0.42)]))
TOP = 8.4  # of the axis of speed-up


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._ends = picture, None
        self.title, self.line, self.second = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 47, SMALL),
        )  # fmt: skip
        refused = Labels(picture.page, SMALL, weight="bold", colour=VERMILION, across=0, up=0, place=(14, 47))
        self.refused = picture.moving(refused)[0]
        ax = self.ring = picture.axes("ring", *RING_PLACE)
        ax.set(xlim=(0, RING_PLACE[2]), ylim=(RING_PLACE[3], 0))
        ax.set_axis_off()
        self.links, self.heads = Trails(ax, zorder=1), Marks(ax, zorder=1.5)
        self.vectors, self.outlines, self.marks = Images(ax.transData), Trails(ax, zorder=3), Marks(ax)
        self.loose = Images(ax.transData)
        self.loose.zorder = 7
        self.names = Labels(ax.transData, SMALL)
        picture.moving(self.links, self.heads, self.vectors, self.outlines, self.marks, self.names, self.loose)
        self.pace, self.spent = picture.words(14, 406, SMALL), picture.words(14, 430, SMALL)
        self._bars(picture)
        self._curve(picture)

    def _bars(self, picture):
        left, top, _, _ = SENT_PLACE
        ax = self.bars = picture.axes("sent", *SENT_PLACE)
        ax.set(ylim=(1, 0))
        ax.set_axis_off()
        self.sent, self.limit = Images(ax.transData), Trails(ax, zorder=3)
        self.amounts = Labels(picture.page, SMALL, across=0)
        self.two = Labels(picture.page, SMALL)
        picture.moving(self.sent, self.limit, self.amounts, self.two)
        picture.words(left - 60, top - 24, SMALL, "bold").say("sent so far, in vectors")

    def _curve(self, picture):
        left, top, _, _ = SPEED_PLACE
        ax = self.speed = picture.axes("speed", *SPEED_PLACE)
        ax.set(xlim=(0.7, MOST + 0.3), ylim=(0, TOP), xlabel="workers")
        ax.set_xticks(range(1, MOST + 1))
        ax.set_yticks([0, 2, 4, 6, 8])
        ax.xaxis.labelpad = 1
        counts = np.arange(1, MOST + 1)
        self.ideal = np.column_stack([counts, counts]).astype(float)
        self.curves, self.points = Trails(ax), Marks(ax, clip=False)
        picture.moving(self.curves, self.points)
        picture.words(left - 28, top - 50, SMALL, "bold").say("times as fast as one worker")
        for text, colour, x in (("ideal", FAINT, 424), ("Amdahl", BLUE, 470), ("with messages", VERMILION, 530)):
            name = Labels(picture.page, SMALL, weight="bold", colour=colour, across=0, up=0, place=(x, top - 30))
            picture.moving(name)[0].say(text)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.first(view))
        self.second.say("" if view.state.refused else words.second(view))
        self.refused.say(words.second(view) if view.state.refused else "")
        self.pace.say(words.pace(view))
        self.spent.say(words.spent(view))
        self._draw_ring(view)
        self._draw_bars(view)
        self._draw_curve(view)

    def _draw_ring(self, view):
        workers, way = view.state.workers, view.state.way
        spots = middles(workers)
        width, high = size(workers)
        self.links.lines, self.heads.items = links(view, spots)
        blank = np.array([[WHITE]], np.uint8)
        self.vectors.images = [(blank, x - 42, y - high / 2 - 17, 84, 17) for x, y in spots]
        self.vectors.images += [
            (filled(view, r, range(workers)), x - width * workers / 2, y - high / 2, width * workers, high)
            for r, (x, y) in enumerate(spots)
        ]
        self.outlines.lines = [
            (corners(workers, r, piece if way == RING else None), INK, 1.7, 1.0, "-")
            for r, piece in {(one.sender, one.pieces[0]) for one in view.ready}
        ]
        r, piece = view.state.chosen
        chosen = corners(workers, r, piece)[:2].mean(axis=0) + np.array([0, high + 7])
        done = [corners(workers, *place)[:4].mean(axis=0) for place in np.argwhere(view.finished)]
        self.marks.items = [
            mark(done, "o", 7.5, PAPER, INK, 0.8),
            mark(done, CHECK, 5.5, None, INK, 1.3),
            mark([chosen], "^", 6, INK, PAPER, 0.5),
            *(mark([(x - 34, y - high / 2 - 9)], "s", 7, NAMES[i], PAPER, 0.5)
              for i, (x, y) in enumerate(spots)),
        ]  # fmt: skip
        self.names.put((f"worker {r + 1}", (x + 4, y - high / 2 - 9)) for r, (x, y) in enumerate(spots))
        self.loose.images = list(loose(view, spots))

    def _draw_bars(self, view):
        workers = view.state.workers
        most = max(workers - 1, 2)
        left, top, across, height = SENT_PLACE
        if self._ends != most:
            self._ends = most
            self.bars.set(xlim=(0, most))
            self.picture.redraw()
        high, amounts = 1 / MOST, []
        self.sent.images = []
        for r, amount in enumerate(view.moved[0]):
            self.sent.images += [(np.array([[HUES[r]]], np.uint8), 0, (r + 0.1) * high, max(amount, 0.001), 0.8 * high)]
            y = top + height * high * (r + 0.5)
            amounts += [(f"worker {r + 1}", (left - 60, y)), (significant(amount), (left + across + 8, y))]
        self.amounts.put(amounts)
        self.limit.lines = [(np.array([(2, 0), (2, workers * high)]), FAINT, 1.0, 1.0, "--")]
        self.two.put([("2", (left + across * 2 / most, top + height * workers * high + 8))])

    def _draw_curve(self, view):
        counts, here = self.ideal[:, 0], view.state.workers
        amdahl, real = (np.column_stack([counts, one]) for one in (view.amdahl, view.speed_up))
        self.curves.lines = [
            (self.ideal, FAINT, 1.4, 1.0, "--"), (amdahl, BLUE, 1.8, 1.0, "-"), (real, VERMILION, 2.2, 1.0, "-"),
        ]  # fmt: skip
        best = here == view.best
        self.points.items = [
            mark(real, "o", 4, VERMILION),
            mark(real[here - 1 : here], "*" if best else "D", 15 if best else 9, VERMILION, INK, 1.2),
        ]


@lru_cache(maxsize=8)
def middles(workers):
    """Return the middles of the workers' vectors, clockwise from the top; of two, left and right.

    Examples
    --------
    >>> middles(4).round().tolist()
    [[200.0, 48.0], [346.0, 172.0], [200.0, 296.0], [54.0, 172.0]]
    """
    turns = 2 * np.pi * (np.arange(workers) / workers - (0.5 if workers == 2 else 0.25))
    return CENTRE + RADII * np.column_stack([np.cos(turns), np.sin(turns)])


def size(workers):
    """Return the width of a piece and the height of a vector, in pixels.

    Examples
    --------
    >>> size(2), size(8)
    ((48, 32), (12, 32))
    """
    return BOX[0] // workers, workers * round(BOX[1] / workers)


def corners(workers, worker, piece=None):
    """Return the outline of a piece, or of the whole vector: its corners in order, the first again at the end."""
    width, high = size(workers)
    across = width * workers if piece is None else width
    left = middles(workers)[worker] - (width * workers / 2, high / 2) + (0 if piece is None else width * piece, 0)
    return left + np.array([(0, 0), (across, 0), (across, high), (0, high), (0, 0)])


def piece_at(workers, x, y):
    """Return the worker and the piece at a place, or None.

    Examples
    --------
    >>> piece_at(4, 200 - 40, 48), piece_at(4, 200, 172)
    ((0, 0), None)
    """
    width, high = size(workers)
    for r, (middle, level) in enumerate(middles(workers)):
        if abs(x - middle) < width * workers / 2 and abs(y - level) <= high / 2 + 4:
            return r, int((x - middle + width * workers / 2) // width)
    return None


def worker_at(workers, x, y):
    """Return the worker at whose vector something is dropped, or None.

    Examples
    --------
    >>> worker_at(4, 330, 190), worker_at(4, 200, 172)
    (1, None)
    """
    away = np.hypot(*(middles(workers) - (x, y)).T)
    return int(away.argmin()) if away.min() < REACH else None


def filled(view, worker, pieces):
    """Return the image of some pieces of a worker: a band in the colour of each worker whose gradient is in."""
    workers = view.state.workers
    width, high = size(workers)
    image = np.empty((workers, high // workers, len(pieces), width, 4), np.uint8)
    image[:] = EMPTY
    for place, piece in enumerate(pieces):
        for band, i in enumerate(holders(view, worker, piece)):
            image[workers - 1 - band, :, place] = HUES[i]
    image[:, 0], image[:, :, :, -1] = WHITE, WHITE
    return image.reshape(high, width * len(pieces), 4)


def loose(view, spots):
    """Yield the image of what the pointer holds, and of the message under way."""
    state = view.state
    carried = []
    if state.held:
        worker, piece, x, y = state.held
        carried.append((worker, range(state.workers) if state.way != RING else [piece], np.array([x, y])))
    if state.moving and view.at < len(view.plan):
        message = view.plan[view.at]
        start, end = spots[message.sender], spots[message.receiver]
        carried.append((message.sender, message.pieces, start + state.moving * (end - start)))
    width, high = size(state.workers)
    for worker, pieces, (x, y) in carried:
        across = width * len(pieces)
        yield filled(view, worker, pieces), x - across / 2, y - high / 2, across, high


def links(view, spots):
    """Return the lines between workers that send to each other, and the arrows on them; the newest message is dark."""
    workers, lines, heads = view.state.workers, [], []
    newest = view.sent[-1][:2] if view.at else None
    for one in sorted({one[:2] for one in view.plan}, key=lambda one: one == newest):
        start, end = spots[one[0]], spots[one[1]]
        aside = (end - start)[::-1] * (-0.05, 0.05) if view.state.way != RING or workers == 2 else 0
        start, end, new = start + aside, end + aside, one == newest
        lines.append((np.array([start, end]), INK if new else FAINT, 2.2 if new else 1.2, 1.0 if new else 0.6, "-"))
        if new or view.state.way == RING:
            shape = arrow(round(float(np.arctan2(*(end - start)[::-1])), 3))
            heads.append(mark([(start + end) / 2], shape, 9, INK if new else FAINT, PAPER, 0.4))
    return lines, heads


@lru_cache(maxsize=128)
def arrow(turn):
    """Return the head of an arrow; angles count clockwise, since y points down."""
    x, y = np.array([(1, 0), (-0.8, 0.8), (-0.8, -0.8), (1, 0)], float).T
    across, up = np.cos(turn), -np.sin(turn)
    return Path(np.column_stack([across * x - up * y, up * x + across * y]), closed=True)
