"""The output of the playground's network: its points in the plane, and the losses below."""

import numpy as np

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.playground.data import REACH
from nnlearn.lessons.playground.state import regression
from nnlearn.plots.style import COLOURS, FAINT, GREEN, INK, MARKERS, ORANGE, PAPER, SMALL

PLANE = (444, 62, 184, 184)  # left, top, width, height in pixels of the page
LOSS = (476, 292, 140, 132)


class PlanePicture:
    """The plane with the points in it, and the loss curves below."""

    def __init__(self, picture):
        self.picture = picture
        self.plane, self.loss = picture.axes("plane", *PLANE), picture.axes("loss", *LOSS)
        self.plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-5, 0, 5], yticks=[-5, 0, 5])
        self.plane.patch.set_alpha(0)
        self.loss.set(xlabel="step")
        style = {"linestyle": "", "markeredgewidth": 0.5, "zorder": 3}
        self.dots = {
            (k, train): self.plane.plot(
                [], [], MARKERS[k], color=COLOURS[k], ms=4.6 if train else 3.4, mec=PAPER if train else INK, **style
            )[0]
            for train in (False, True)
            for k in (0, 1)
        }
        ring = {"linestyle": "", "markerfacecolor": "none", "markeredgecolor": INK, "zorder": 5}
        (self.batch,) = self.plane.plot([], [], "o", ms=8, mew=1.2, **ring)
        (self.grasped,) = self.plane.plot([], [], "s", ms=11, mew=1.8, **ring)
        self.curves = [
            self.loss.plot([], [], style, color=c, lw=w)[0]
            for style, c, w in (("-", INK, 1.8), ("--", ORANGE, 1.8), (":", GREEN, 1.6))
        ]
        (self.now,) = self.loss.plot([], [], color=FAINT, lw=1.0)
        picture.moving(*self.dots.values(), self.batch, self.grasped, self.now, *self.curves)
        self.legend = [
            picture.moving(Labels(picture.page, SMALL, colour=c, across=0, up=0, place=(x, 268)))[0]
            for c, x in ((INK, 440), ("#8A5F00", 505), ("#00704F", 558))
        ]
        self._limits = None

    def draw(self, view):
        """Move everything to a frame."""
        now, second, state = view.now, view.second, view.state
        p = now.points
        one = p.y > (0 if regression(state) else 0.5)
        for (k, train), dots in self.dots.items():
            keep = (one == bool(k)) & (p.train == train)
            dots.set_data(*p.x[keep].T)
            dots.set_visible(train or state.tests)
        rows = now.rows if state.half else []
        self.batch.set_data(*p.x[p.train][rows].T)
        self.grasped.set_data(*p.x[p.index == state.grasped].T)
        curve = now.curve
        for line, values in zip(self.curves, (curve[:, 1], curve[:, 2]), strict=False):
            line.set_data(curve[:, 0], values)
        other = second.curve if second else np.zeros((0, 3))
        self.curves[2].set_data(other[:, 0], other[:, 2])
        self.now.set_data([now.step, now.step], [0, 1e9])
        for words, text in zip(self.legend, ("— train", "-- test", "··· 2nd" if second else ""), strict=True):
            words.say(text)
        finite = np.concatenate([curve[:, 1:].ravel(), other[:, 1:].ravel(), [1e-3]])
        finite = finite[np.isfinite(finite)]
        top = next(t for t in (*(m * 10.0**e for e in range(-2, 12) for m in (1, 2, 5)), np.inf) if t >= finite.max())
        right = max(curve[-1, 0], now.reached)
        right = next(m * 10**e for e in range(2, 6) for m in (1, 2, 5) if m * 10**e >= right)
        if (top, right) != self._limits:
            self._limits = (top, right)
            top = min(top, 1e11)
            self.loss.set(xlim=(0, right), ylim=(0, top), xticks=[0, right // 2, right], yticks=[0, top / 2, top])
            self.loss.yaxis.set_major_formatter("{x:g}")
            self.picture.redraw()
