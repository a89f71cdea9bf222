"""The panel on the right: the ROC curve, precision against recall, what mistakes cost, or whether p is honest."""

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.evaluation import words
from nnlearn.lessons.evaluation.rates import best_threshold, bins, boxes_at, cheapest, costs, path, precision_of
from nnlearn.lessons.evaluation.state import COST, PR, RELIABILITY, ROC
from nnlearn.lessons.evaluation.thresholds import REACH, at, ticks
from nnlearn.metrics import wilson
from nnlearn.plots.style import FAINT, GREEN, INK, PAPER, PURPLE, SMALL, TEXT

LEFT, TOP, WIDTH, HEIGHT = 352, 256, 274, 134  # pixels
NAMES = {
    ROC: ("1 − specificity: share of the healthy", "recall"),
    PR: ("recall: share of the ill", "precision"),
    COST: ("threshold t", "cost, log"),
    RELIABILITY: ("p, as the model says", "malignant"),
}
FLAT = np.array([[0.0, 0.0], [1.0, 1.0]])


class Panel:
    """One of the four curves, with the point of the threshold.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture = picture
        self.ax = ax = picture.axes("curve", LEFT, TOP, WIDTH, HEIGHT)
        ax.xaxis.set_label_coords(0.5, -0.18)
        self.lines, self.marks = Trails(ax), Marks(ax, clip=False)
        self.head, self.fact = (
            picture.words(LEFT - 36, TOP - 40, TEXT, "bold"),
            picture.words(LEFT - 36, TOP - 23, SMALL),
        )
        self.names = Labels(ax.transData, SMALL, across=1)
        picture.moving(self.lines, self.marks, self.names)
        self._axes: tuple = ()

    def draw(self, view):
        """Draw the curve of a view."""
        state = view.state
        self._limits(state)
        self.head.say(words.head(view))
        self.fact.say(words.fact(view))
        plain = path(view.sample, np.ones(len(view.times))) if state.redraw else None
        {ROC: self._roc, PR: self._pr, COST: self._cost, RELIABILITY: self._reliability}[state.shown](view, plain)

    def _roc(self, view, plain):
        self._curve(view, plain, lambda recall, alarms: (alarms, recall))
        self.lines.lines.append((FLAT, FAINT, 1.2, 1.0, "--"))
        self.names.put([("dashed: guessing", (0.97, 0.36))])

    def _pr(self, view, plain):
        prevalence = view.state.prevalence
        self._curve(view, plain, lambda recall, alarms: (recall, precision_of(boxes_at(recall, alarms, prevalence))))
        self.lines.lines.append((FLAT * (1, 0) + (0, prevalence), FAINT, 1.2, 1.0, "--"))
        self.names.put([("dashed: alarm for everybody", (0.66, prevalence + (0.08 if prevalence < 0.4 else -0.09)))])

    def _cost(self, view, plain):
        state, sample = view.state, view.sample
        across = cost_places(sample)

        def steps(recall, alarms):
            heights = logged(costs(recall, alarms, state.prevalence, state.cost), self._axes[1])
            return np.repeat(across, 2)[1:-1], np.repeat(heights, 2)

        self._curve(view, plain, steps, u=at(state.threshold))
        formula, lowest = (
            best_threshold(state.cost, state.prevalence),
            cheapest(view.path, state.prevalence, state.cost),
        )
        low, high = self._axes[1:]
        self.lines.lines.append((np.array([[at(formula), low], [at(formula), high]]), PURPLE, 1.6, 1.0, "--"))
        recall, alarms = (rate[lowest] for rate in view.path)
        height = logged(costs(recall, alarms, state.prevalence, state.cost), low)
        bottom = np.array([[(across[lowest] + across[lowest + 1]) / 2, height]])
        self.marks.items[:0] = [mark([[at(formula), high]], "v", 9, PURPLE), mark(bottom, "D", 7, GREEN)]
        self.names.put([])

    def _curve(self, view, plain, place, u=None):
        """Draw the path of a view, faintly that of the cases as they are, and the point of the threshold."""
        points = np.column_stack(place(*view.path))
        self.lines.lines = [(points[np.isfinite(points).all(axis=1)], INK, 1.8, 1.0, "-")]
        if plain is not None:
            faint = np.column_stack(place(*plain))
            self.lines.lines.insert(0, (faint[np.isfinite(faint).all(axis=1)], FAINT, 1.2, 0.7, "-"))
        here = points[view.place] if u is None else (u, points[2 * view.place][1])
        self.marks.items = [mark([here], "o", 9, INK, PAPER, 1.2)]

    def _reliability(self, view, plain):
        lines, marks = [(FLAT, FAINT, 1.2, 1.0, "--")], []
        for p, share, count in bins(view.sample, view.times):
            low, high = wilson(round(share * count), round(count))
            lines.append((np.array([[p, low], [p, high]]), FAINT, 1.4, 1.0, "-"))
            marks.append(mark([[p, share]], "o", 3.5 + 1.1 * np.sqrt(count), GREEN, INK, 0.8))
        t = view.state.threshold
        lines.append((np.array([[t, 0], [t, 1]]), INK, 1.6, 1.0, "-"))
        self.lines.lines, self.marks.items = lines, [*marks, mark([[t, 1.0]], "v", 8, INK)]
        self.names.put([("dashed: honest", (0.97, 0.1))])

    def _limits(self, state):
        """Set the limits and names of the axes: they depend on the kind of curve, and those of the cost on its ends."""
        if state.shown == COST:
            ends = 1000 * (1 - state.prevalence), 1000 * state.prevalence * state.cost
            axes = COST, float(np.log10(min(ends)) - 1.7), float(np.log10(max(ends)) + 0.15)
        else:
            axes = state.shown, 0.0, 1.0
        if axes == self._axes:
            return
        self._axes, ax = axes, self.ax
        if state.shown == COST:
            places, names = ticks()
            keep = [k for k, name in enumerate(names) if name in ("0", "1e−6", "0.02", "0.5", "0.98", "1")]
            powers = np.arange(np.ceil(axes[1]), np.floor(axes[2]) + 1)
            ax.set(xlim=(-REACH, REACH), xticks=[places[k] for k in keep], ylim=axes[1:], yticks=powers)
            ax.set_xticklabels([names[k] for k in keep])
            ax.set_yticklabels([f"{10.0**power:,.0f}" if power >= 0 else f"{10.0**power:g}" for power in powers])
        else:
            fifths = [0, 0.2, 0.4, 0.6, 0.8, 1]
            ax.set(xlim=(-0.015, 1.015), ylim=(-0.02, 1.03), xticks=fifths, yticks=[0, 0.5, 1])
            ax.set_xticklabels([f"{share:g}" for share in fifths])
            ax.set_yticklabels(["0", "0.5", "1"])
        ax.set_xlabel(NAMES[state.shown][0])
        ax.set_ylabel(NAMES[state.shown][1])
        ax.yaxis.set_label_coords(-0.2 if state.shown == COST else -0.135, 0.5)
        self.picture.redraw()


def cost_places(sample):
    """Return where on the axis of the thresholds each number of alarms begins and ends, (k + 2,), falling.

    Examples
    --------
    >>> from nnlearn.lessons.evaluation.held_out import sample
    >>> places = cost_places(sample("logistic"))
    >>> len(places), float(places[0]), float(places[-1])
    (143, 4.26, -4.26)
    """
    inner = [at(level) for level in sample.levels]
    return np.array([REACH, *inner, -REACH])


def logged(values, low):
    """Return base-10 logarithms, at least `low`."""
    return np.maximum(np.log10(np.maximum(values, 1e-12)), low)
