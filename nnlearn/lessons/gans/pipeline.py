"""The diagram of the game: noise -> generator -> points, and points of the data -> discriminator, with live numbers."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.gans.turn import LEARN_D, LEARN_G, MAKE, SAMPLE, SCORE, THROUGH
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, SMALL, TEXT

PLACE = (104, 66, 536, 116)  # left, top, width, height
FIRST, SECOND, BACK = 36, 78, 109  # heights of generated points, of data, and of the gradient on its way back
BOXES = {"G": (26, 8, 84, 58), "D": (252, 8, 100, 84)}
BAR, LONG = 384, 84  # left end of a bar, and its length for a probability of 1
LIT = "#FFE3A3"
DARK = "#A84A00"  # orange that is legible as text
WAYS = {
    "noise": [(0, FIRST), (24, FIRST)],
    "make": [(110, FIRST), (130, FIRST)],
    "made": [(222, FIRST), (250, FIRST)],
    "real": [(192, SECOND), (250, SECOND)],
    "score": [(352, FIRST), (378, FIRST)],
    "score real": [(352, SECOND), (378, SECOND)],
    "learn D": [(430, 86), (430, BACK), (302, BACK), (302, 95)],
    "learn G": [(430, 86), (430, BACK), (68, BACK), (68, 69)],
    "through": [(430, 86), (430, BACK), (207, BACK), (207, 50)],
}
GOES = {  # which ways and boxes are lit in which part of a step
    SAMPLE: {"noise", "real"},
    MAKE: {"noise", "G", "make"},
    SCORE: {"made", "real", "D", "score", "score real"},
    LEARN_D: {"D", "learn D"},
    THROUGH: {"made", "score", "through"},
    LEARN_G: {"G", "learn G"},
}
GRADIENTS = {"learn D", "learn G", "through"}
AREAS = {"G": (26, 8, 110, 66), "D": (252, 8, 352, 92), "generated": (130, 22, 222, 50), "data": (130, 66, 222, 90)}
AREAS |= {"p": (372, 8, 536, 92)}
LEADS = {"G": LEARN_G, "D": LEARN_D, "generated": MAKE, "data": SAMPLE, "p": SCORE}  # the part that a click shows


class Pipeline:
    """Artists of the diagram, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture):
        self.picture = picture
        _, _, width, height = PLACE
        ax = self.ax = picture.axes("pipeline", *PLACE)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        corners = [_corners(*box) for box in BOXES.values()]
        self.boxes = ax.add_collection(PolyCollection(corners, edgecolors=INK, linewidths=1.4), autolim=False)
        self.ways = ax.add_collection(LineCollection(list(WAYS.values())), autolim=False)
        self.heads = {}
        for mark, names in {">": set(WAYS) - GRADIENTS, "^": GRADIENTS}.items():
            (self.heads[mark],) = ax.plot([], [], mark, color=INK, ms=5.5)
            self.heads[mark].names = [name for name in WAYS if name in names]
        self.bars = ax.add_collection(LineCollection([], linewidths=10, capstyle="butt", colors=(BLUE, DARK)))
        ax.plot([BAR + LONG / 2] * 2, [FIRST - 12, SECOND + 12], ":", color=FAINT, lw=1.2)  # a half: cannot tell
        picture.moving(self.boxes, self.ways, *self.heads.values(), self.bars)
        self._label(TEXT, weight="bold").put([("G", (68, 20)), ("D", (302, 28))])
        self.players = self._label(SMALL)
        self._label(SMALL, across=0, colour=BLUE).put([("● generated", (132, FIRST))])
        self._label(SMALL, across=0, colour=DARK).put([("■ data", (136, SECOND))])
        self.head, self.numbers = self._label(SMALL, across=0), self._label(SMALL, across=0)
        self.losses, self.gradient = self._label(SMALL), self._label(SMALL)

    def _label(self, size, **style):
        return self.picture.moving(Labels(self.ax.transData, size, **style))[0]

    def draw(self, view):
        """Light the part that is at work, and write the numbers."""
        part = view.state.part
        lit = GOES.get(part, {"D", "learn D"} if view.now.half else set())
        self.boxes.set_facecolors([LIT if name in lit else PAPER for name in BOXES])
        shown = [name for name in WAYS if name not in GRADIENTS or name in lit]
        self.ways.set_segments([WAYS[name] for name in shown])
        dim = FAINT if lit else INK
        self.ways.set_color([INK if name in lit else dim for name in shown])
        self.ways.set_linewidths([2.4 if name in lit else 1.3 for name in shown])
        for heads in self.heads.values():
            ends = [WAYS[name][-1] for name in heads.names if name in shown]
            heads.set_data(*np.reshape(ends, (-1, 2)).T)
        judge = "critic" if view.state.loss == "wasserstein" else "discriminator"
        self.players.put([("generator", (68, 37)), (judge, (302, 46))])
        self._scores(view)
        self.losses.put([(text, place) for text, place in zip(losses(view), ((302, 68), (68, 54)), strict=True)])
        words = {LEARN_D: ("gradient", (366, 100)), LEARN_G: ("gradient, through D", (160, 100))}
        words[THROUGH] = ("gradient, through D", (280, 101))
        self.gradient.put([words[part]] if part in words else [])

    def _scores(self, view):
        values, texts, head = outputs(view)
        made, real = values
        self.bars.set_segments(
            [[(BAR, FIRST), (BAR + LONG * made, FIRST)], [(BAR, SECOND), (BAR + LONG * real, SECOND)]]
        )
        right = BAR + LONG + 6
        self.numbers.put([(texts[0], (right, FIRST)), (texts[1], (right, SECOND))])
        self.head.put([(head, (BAR, 10))])


def outputs(view):
    """Return the lengths of the two bars, 0 to 1, what is written there, and above them: generated points, then data.

    Examples
    --------
    >>> from nnlearn.lessons.gans.run import Run
    >>> from nnlearn.lessons.gans.state import State
    >>> from nnlearn.lessons.gans.view import view_of
    >>> lengths, texts, head = outputs(view_of(State(), Run(State()).at(0)))
    >>> [f"{length:.2f}" for length in lengths] == list(texts), head
    (True, 'mean p(real)')
    """
    real, made = view.scores
    if view.state.loss != "wasserstein":
        shares = tuple(float(((1 + np.tanh(z / 2)) / 2).mean()) for z in (made, real))
        return shares, tuple(fixed(share) for share in shares), "mean p(real)"
    most = max(abs(view.now.surface - view.now.middle).max(), 1e-12)
    shares = tuple(float(np.clip(0.5 + (z.mean() - view.now.middle) / most / 2, 0, 1)) for z in (made, real))
    return shares, tuple(significant(z.mean()) for z in (made, real)), "critic's mean score"


def losses(view):
    """Return what the boxes say of the losses of discriminator and generator."""
    values = list(view.losses)
    if view.state.part in (LEARN_D, LEARN_G):  # it has moved
        values[view.state.part == LEARN_G] = view.batch.loss
    return [f"loss {amount(loss)}" if np.isfinite(loss) else "" for loss in values]


def amount(loss):
    """Return a loss as text, in few characters.

    Examples
    --------
    >>> amount(1.199), amount(-0.00123)
    ('1.20', '−0.0012')
    """
    return fixed(loss) if abs(loss) >= 0.1 else significant(loss, 2)


def area_at(x, y):
    """Return the name of what lies at a place of the diagram, "" beside all.

    Examples
    --------
    >>> area_at(60, 30), area_at(300, 50), area_at(236, 100)
    ('G', 'D', '')
    """
    return next((name for name, (a, b, c, d) in AREAS.items() if a <= x <= c and b <= y <= d), "")


def _corners(left, top, width, height):
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
