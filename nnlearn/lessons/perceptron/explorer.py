"""The perceptron explorer: one mistake at a time, the weight vector and its line turn."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.patches import FancyArrowPatch, Polygon

from nnlearn.explorers.controls import ARROWS, pick, slide, switch
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.perceptron import words
from nnlearn.lessons.perceptron.run import SOURCES, VISITS, epochs, half_plane, listing, points, record
from nnlearn.lessons.perceptron.tour import TOUR
from nnlearn.plots.line import arrow_on_line, segment
from nnlearn.plots.plane import around
from nnlearn.plots.style import COLOURS, FAINT, GREEN, INK, MARKERS, PAPER, SMALL, TEXT, VERMILION

GRASP = 0.05  # a point is grabbed from this far away, as a fraction of the picture's width


@dataclass(frozen=True)
class State:
    """Settings of the perceptron explorer."""

    data: str = pick("iris: setosa, versicolor (petal)", SOURCES, "data")
    lr: float = slide(1.0, 0.1, 2.0, 0.1, "learning rate")
    shuffle: bool = switch(True, "visit in a new order each epoch")
    pocket: bool = switch(False, "pocket algorithm: keep the best line")
    centred: bool = switch(False, "centre the columns")
    position: int = slide(0, 0, 1, 1, "step")
    chosen: int = -1  # the point that the keys move
    moved: tuple = ()  # (index, x1, x2) of each point that was moved


@dataclass(frozen=True)
class View:
    """The run, and the position in it that is shown."""

    state: State
    run: object
    at: int
    extent: tuple


class PerceptronExplorer(Recorded):
    """Watch a perceptron learn, visit by visit, and move points until it cannot.

    On the left is the plane: the points, the line w.x + b = 0, and the weight vector, perpendicular to it. A ring marks
    the visited point; after a mistake the old line remains as dashes. On the right is the count of mistakes, with the
    bound of Novikoff's theorem, (R / gamma)^2, if a line separates the points.

    Drag a point with the pointer, or choose one with n and p and move it with the arrow keys.

    Parameters
    ----------
    **start
        Where the settings start: data, lr, shuffle, pocket, centred, position. See `Explorer`.

    Examples
    --------
    >>> explorer = PerceptronExplorer()
    >>> explorer.jump()
    >>> print(explorer)  # doctest: +ELLIPSIS
    Perceptron on iris: setosa, versicolor (petal), after step ...
    >>> explorer.close()
    """

    State = State
    size = (640, 420)
    jump_label = "mistake"
    keys = ("n", "p", *ARROWS)
    help = "Drag a point; or press n or p to choose one and the arrow keys to move it."
    suggestion = (
        "press Next mistake until the line stands still. Then drag one point deep into the other class: "
        "what happens to the bound?"
    )
    tour = TOUR
    cursors = {"plane": "grab"}

    # The picture.

    def build(self, picture):
        self.plane = picture.axes("plane", 52, 60, 350, 310)
        self.count = picture.axes("count", 472, 132, 152, 128)
        self.plane.yaxis.set_label_coords(-0.1, 0.5)
        self.count.yaxis.set_label_coords(-0.24, 0.5)
        moving = picture.moving
        self.sides = moving(
            *(self.plane.add_patch(Polygon(np.zeros((3, 2)), color=c, alpha=0.14, lw=0)) for c in COLOURS[:2])
        )
        style = {"linestyle": "", "markeredgecolor": PAPER, "markeredgewidth": 0.6, "zorder": 3}
        marks = [self.plane.plot([], [], MARKERS[k], color=COLOURS[k], ms=6, **style)[0] for k in (0, 1)]
        self.dots = moving(*marks)
        ring = {"linestyle": "", "markerfacecolor": "none", "markeredgecolor": INK, "zorder": 5}
        self.visited, self.grasped = moving(
            self.plane.plot([], [], "o", ms=13, mew=2.0, **ring)[0],
            self.plane.plot([], [], "s", ms=15, mew=1.2, **ring)[0],
        )
        self.old, self.kept, self.line = moving(
            self.plane.plot([], [], "--", color=FAINT, lw=1.6, zorder=3.5)[0],
            self.plane.plot([], [], "-.", color=GREEN, lw=2.4, zorder=3.6)[0],
            self.plane.plot([], [], color=INK, lw=2.0, zorder=4)[0],
        )
        arrow = FancyArrowPatch((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=14, color=INK, lw=2.0, zorder=4)
        (self.arrow,) = moving(self.plane.add_patch(arrow))
        (self.w,) = moving(Labels(self.plane.transData, TEXT, weight="bold", zorder=6))

        self.whole, self.done, self.bound = moving(
            self.count.plot([], [], color=FAINT, lw=1.0, drawstyle="steps-post")[0],
            self.count.plot([], [], color=VERMILION, lw=2.2, drawstyle="steps-post")[0],
            self.count.plot([], [], "--", color=INK, lw=1.4)[0],
        )
        self.count.set(xlabel="visits", ylabel="mistakes")
        self.count.set_yscale("symlog", linthresh=1, linscale=0.4)  # zero has its place, and so has the bound
        self.count.yaxis.set_major_formatter("{x:g}")
        self.title, self.result = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.law, self.facts = picture.words(420, 88, SMALL), picture.words(420, 316, SMALL)
        self._frame = None

    def compute(self, state):
        run = record(state.data, state.moved, state.lr, state.shuffle, state.centred)
        x, _ = points(state.data, state.centred)
        return View(state, run, min(state.position, len(run.steps)), _square(around(x, 0.08), 350 / 310))

    def draw(self, view):
        run, at, state = view.run, view.at, view.state
        self._still(view)
        w, b = run.weight[at], run.bias[at]
        for side, above in zip(self.sides, (False, True), strict=True):
            corners = half_plane(w, b, view.extent, above)
            side.set_visible(len(corners) > 2)
            side.set_xy(corners if len(corners) > 2 else np.zeros((3, 2)))
        for k, dots in enumerate(self.dots):
            dots.set_data(*run.x[run.y == k].T)
        step = run.steps[at - 1] if at else None
        _put(self.visited, None if step is None else run.x[[step.index]])
        self.visited.set_markeredgecolor(VERMILION if step is not None and step.mistake else INK)
        _put(self.grasped, run.x[[state.chosen]] if state.chosen >= 0 else None)
        before = at - 1 if step is not None and step.mistake else None
        _put(self.old, None if before is None else segment(run.weight[before], run.bias[before], view.extent))
        best = run.best[at]
        _put(self.kept, segment(run.weight[best], run.bias[best], view.extent) if state.pocket and at else None)
        ends = segment(w, b, view.extent)
        _put(self.line, ends)
        for artist in (self.arrow, self.w):
            artist.set_visible(ends is not None)
        if ends is not None:
            foot, head = arrow_on_line(w, ends, view.extent)
            self.arrow.set_positions(foot, head)
            self.w.put([("w", head + (head - foot) * 0.25)])
        self.whole.set_data(np.arange(len(run.mistakes)), run.mistakes)
        self.done.set_data(np.arange(at + 1), run.mistakes[: at + 1])
        _put(self.bound, np.array([[0, run.bound], [END, run.bound]]) if run.bound else None)
        self.title.say(words.title(view))
        self.law.say(words.law(run))
        self.result.say(words.result(view))
        self.facts.say(words.facts(view))

    def _still(self, view):
        """Redraw axis limits and labels only when they change: limits are rounded, so dragging rarely changes them."""
        run, source = view.run, SOURCES[view.state.data]
        visits = next(n for n in (20, 50, 100, 200, 500, END) if n >= len(run.steps) or n == END)
        highest = 10 ** np.ceil(np.log10(1.2 * max(run.bound or 0, run.mistakes[-1], 2)))
        if (view.extent, view.state.data, visits, highest) == self._frame:
            return
        self._frame = (view.extent, view.state.data, visits, highest)
        left, right, bottom, top = view.extent
        self.plane.set(xlim=(left, right), ylim=(bottom, top), xlabel=source.features[0], ylabel=source.features[1])
        self.count.set(xlim=(0, min(visits, VISITS)), ylim=(0, highest))
        for dots, name in zip(self.dots, source.classes, strict=True):
            dots.set_label(name)
        for legend in self.picture.fig.legends[:]:
            legend.remove()
        style = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "handletextpad": 0.0, "borderpad": 0}
        self.picture.fig.legend(
            handles=list(self.dots), loc="upper left", bbox_to_anchor=(0.63, 0.865), ncols=2, **style
        )
        self.picture.redraw()

    def length(self, view):
        return len(view.run.steps)

    def jump_positions(self, view):
        return [1 + k for k, step in enumerate(view.run.steps) if step.mistake]

    # Text and code.

    def describe(self, view):
        data = f"{view.state.data}{', centred' * view.state.centred}"
        return f"Perceptron on {data}, {words.title(view)}. {words.result(view)}. {words.law(view.run)}"

    def code(self, view):
        state = view.state
        lines = ["import nnlearn.numpy as nn", "from nnlearn import datasets", "", listing(state.data, state.centred)]
        lines += [f"x[{i}] = ({a:.4g}, {b:.4g})  # moved by hand" for i, a, b in state.moved]
        run = f"model.steps(x, y, epochs={epochs(len(view.run.x))}, shuffle={state.shuffle})"
        lines += [f"model, mistakes = nn.Perceptron(2, lr={state.lr:g}), 0"]
        if state.pocket:
            lines += ["best, fewest = model.state_dict(), (model.predict(x) != y).sum()"]
        lines += [f"for visit, step in zip(range({view.at}), {run}):", "    mistakes += step.mistake"]
        if state.pocket:
            lines += ["    wrong = (model.predict(x) != y).sum()", "    if wrong < fewest:"]
            lines += ["        best, fewest = model.state_dict(), wrong"]
        return "\n".join([*lines, "print(mistakes, model.weight.data, model.bias.data, (model.predict(x) != y).sum())"])

    def numbers(self, view):
        run, at = view.run, view.at
        found = {
            "mistakes": run.mistakes[at],
            "model.weight.data[0]": run.weight[at],
            "model.bias.data[0]": run.bias[at],
        }
        return found | ({"best['weight'][0]": run.weight[run.best[at]]} if view.state.pocket else {})

    # Pointer and keys.

    def next_state(self, state, **changes):
        if any(changes.get(name, getattr(state, name)) != getattr(state, name) for name in ("data", "centred")):
            changes = {"position": 0, "chosen": -1, "moved": (), **changes}
        return replace(state, **changes)

    def move(self, index, place):
        """Move a point, and record the run again. If the end of the run was shown, the new end is.

        Parameters
        ----------
        index : int
        place : array of two floats
            Kept inside the picture.
        """
        left, right, bottom, top = self.view.extent
        place = np.clip(place, (left, bottom), (right, top))
        others = tuple(entry for entry in self.state.moved if entry[0] != index)
        end = self.at == self.length(self.view) and self.at > 0
        moved = (*others, (index, float(f"{place[0]:.4g}"), float(f"{place[1]:.4g}")))
        self.set(moved=moved, chosen=index, position=END if end else self.at)

    def on_pointer(self, event):
        if event["axes"] != "plane":
            return
        if event["type"] == "down":
            self.set(chosen=self.under(event))
        elif event["type"] == "move" and self.state.chosen >= 0:
            self.move(self.state.chosen, (event["x"], event["y"]))

    def under(self, event):
        """Return the number of the point under the pointer, or -1."""
        away = np.hypot(*(self.view.run.x - (event["x"], event["y"])).T)
        left, right, *_ = self.view.extent
        return int(away.argmin()) if away.min() < GRASP * (right - left) else -1

    def on_hover(self, event):
        point = self.under(event) if event["axes"] == "plane" else -1
        return words.point(self.view, point) if point >= 0 else ""

    def on_key(self, key):
        n, chosen = len(self.view.run.x), self.state.chosen
        if key in ARROWS:
            left, right, *_ = self.view.extent
            chosen = max(chosen, 0)
            x = {i: place for i, *place in self.state.moved}.get(chosen, self.view.run.x[chosen])
            self.move(chosen, np.add(x, np.multiply(ARROWS[key], 0.01 * (right - left))))
        else:
            self.set(chosen=(chosen + 1) % n if key == "n" else (max(chosen, 0) - 1) % n)


def _put(line, ends):
    """Show a line or marker at these points, or hide it."""
    line.set_visible(ends is not None)
    if ends is not None:
        line.set_data(*np.transpose(ends))


def _square(extent, shape):
    """Widen a rectangle until both axes have the same scale at this width / height, so that angles are true."""
    left, right, bottom, top = extent
    across, up = max(right - left, shape * (top - bottom)), max(top - bottom, (right - left) / shape)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - across / 2, x + across / 2, y - up / 2, y + up / 2
