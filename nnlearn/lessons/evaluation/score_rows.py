"""The two rows of cases along their scores, and the threshold that parts them."""

from functools import lru_cache

import numpy as np
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.evaluation.held_out import SURE, sample
from nnlearn.lessons.evaluation.thresholds import EDGE, REACH, at, stretched, ticks, written
from nnlearn.plots.style import BLUE, INK, PAPER, SMALL, TEXT, VERMILION

LEFT, TOP, WIDTH, HEIGHT = 92, 48, 534, 128  # pixels
STEP, ROWS, FIRST = (8.4, 7.4), 8, 6  # pixels from mark to mark, rows of marks, and the first one's distance
PER_PIXEL = 2 * REACH / WIDTH
KINDS = {1: ("^", VERMILION, "malignant"), 0: ("o", BLUE, "benign")}
SOURCES = {
    "logistic": "one neuron trained on 427 other samples",
    "network": "a network trained too long on 427 other samples",
    "naive Bayes": "naive Bayes, fitted to 427 other samples",
}
HALF = 120  # pixels: half the width of the words above the threshold


class ScoreRows:
    """Malignant cases as triangles above the middle, benign ones as circles below; a mistake has a dark rim.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.ax = ax = picture.axes("scores", LEFT, TOP, WIDTH, HEIGHT)
        places, names = ticks()
        ax.set(xlim=(-REACH, REACH), ylim=(-HEIGHT / 2, HEIGHT / 2), xticks=places, yticks=[])
        ax.set_xticklabels(names)
        ax.spines["left"].set_visible(False)
        ax.axhline(0, color="#C8C8C8", lw=0.8, zorder=1)
        for edge in (-EDGE, EDGE):
            ax.axvline(edge, color="#C8C8C8", lw=0.8, zorder=1)
        self.side = ax.add_patch(Rectangle((0, -HEIGHT / 2), 1, HEIGHT, color="#FBEEE5", lw=0, zorder=0.5))
        self.line, self.marks, self.handle = Trails(ax, zorder=7), Marks(ax, zorder=6), Marks(ax, zorder=8, clip=False)
        self.sides = Labels(picture.page, SMALL, weight="bold", up=0)
        self.invitation = Labels(ax.transData, SMALL, weight="bold", across=0, zorder=9)
        picture.moving(self.side, self.line, self.marks, self.handle, self.sides, self.invitation)
        for kind, up in ((1, 0.28), (0, 0.72)):
            words = Labels(picture.page, TEXT, colour=KINDS[kind][1] if kind else "#005A8D", across=1)
            picture.moving(words)[0].put([(KINDS[kind][2], (LEFT - 8, TOP + up * HEIGHT))])
        self.caption = picture.words(LEFT - 78, TOP + HEIGHT + 22, SMALL)

    def draw(self, view):
        """Draw the cases of a view."""
        state, cases, times = view.state, view.sample, view.times
        places = placed(state.model, state.cases, state.moved)
        alarm = cases.p >= state.threshold
        items = []
        for kind, (shape, colour, _) in KINDS.items():
            for wrong in (False, True):
                chosen = (cases.y == kind) & ((alarm != cases.y) == wrong)
                for count in np.unique(times[chosen]):
                    points, size = places[chosen & (times == count)], 4.9 + 1.3 * min(max(count - 1, 0), 3)
                    edge, width, strength = (INK, 1.3, 1.0) if wrong else (PAPER, 0.5, 1.0)
                    face = colour if count else None
                    items.append(mark(points, shape, size, face, edge if count else colour, width, strength if count
                                      else 0.4))  # fmt: skip
        if 0 <= state.chosen < len(cases.y):
            items.append(mark(places[state.chosen], "o", 11, None, INK, 1.6))
        self.marks.items = items
        u = at(state.threshold)
        self.side.set(x=u, width=2 * REACH)
        self.line.lines = [(np.array([[u, -HEIGHT], [u, HEIGHT]]), INK, 1.8, 1.0, "-")]
        self.handle.items = [mark([[u, HEIGHT / 2]], "v", 8, INK)]
        middle = LEFT + np.clip((u + REACH) / PER_PIXEL, HALF - 40, WIDTH - HALF + 10)
        self.sides.across = 0.5
        self.sides.put([(f"← no alarm    t = {written(state.threshold)}    alarm →", (middle, TOP - 22))])
        self.caption.say(f"p of malignant, from {SOURCES[state.model]} (the axis is stretched)")
        untouched = state.chosen < 0 and state.threshold == 0.5
        self.invitation.put([("drag the line", (u + 0.12, HEIGHT / 2 - 8))] if untouched else [])


@lru_cache(maxsize=8)
def placed(model, cases, moved):
    """Return the layout of the cases of a state: it stays while the line is dragged.

    Examples
    --------
    >>> placed("logistic", 40, ()).shape
    (40, 2)
    """
    return layout(sample(model, cases, moved))


def layout(cases):
    """Return a place (n, 2) for each case: at its score, in the row nearest to the middle in which there is room.

    Parameters
    ----------
    cases : Sample

    Returns
    -------
    ndarray of shape (n, 2)
        On the stretched axis, and in pixels up from the middle.

    Examples
    --------
    >>> from nnlearn.lessons.evaluation.held_out import sample
    >>> places = layout(sample("logistic"))
    >>> places.shape, bool((places[:, 1] > 0).sum() == 53)
    ((142, 2), True)
    """
    across, up = stretched(cases.z), np.zeros(len(cases.z))
    for kind, sign in ((1, 1), (0, -1)):
        own = np.flatnonzero(cases.y == kind)
        last = np.full(ROWS, -np.inf)
        sure = {-1: 0, 1: 0}
        for case in own[np.argsort(cases.z[own], kind="stable")]:
            if abs(cases.z[case]) >= SURE:  # in columns from the edge outwards
                end = 1 if cases.z[case] > 0 else -1
                column, row = divmod(sure[end], ROWS)
                across[case] = end * (EDGE + (6 + min(column, 3) * STEP[0]) * PER_PIXEL)
                sure[end] += 1
            else:
                free = np.flatnonzero(across[case] - last >= STEP[0] * PER_PIXEL)
                row = int(free[0]) if len(free) else int(last.argmin())
                last[row] = across[case]
            up[case] = sign * (FIRST + row * STEP[1])
    return np.column_stack([across, up])
