"""The perceptron explorer: one mistake at a time, the weight vector and its line turn."""

import asyncio
from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.controls import ARROWS, pick, slide, switch
from nnlearn.explorers.recorded import END, FRAME, Recorded
from nnlearn.lessons.perceptron import words
from nnlearn.lessons.perceptron.run import SOURCES, epochs, listing, points, record
from nnlearn.lessons.perceptron.scene import PLANE, Scene, View
from nnlearn.lessons.perceptron.tour import TOUR
from nnlearn.plots.plane import around

GRASP = 0.05  # a point is grabbed from this far away, as a fraction of the picture's width
TURNS = (0.2, 0.4, 0.6, 0.8)  # of the way from one line to the next, shown on Play


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
    turn: float = 0.0  # share of the way to the line after the next step, while it turns


class PerceptronExplorer(Recorded):
    """Watch a perceptron learn, visit by visit, and move points until it cannot.

    On the left is the plane: the points, the line w.x + b = 0, and the weight vector, perpendicular to it. Where points
    lie on each other they are darker. A ring marks the visited point; after a mistake the old line remains as dashes,
    and on Play it turns to the new one. On the right is the count of mistakes, with the bound of Novikoff's theorem,
    (R / gamma)^2, if a line separates the points.

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
    size = (640, 490)
    jump_label = "mistake"
    keys = ("n", "p", *ARROWS)
    help = "Drag a point; or press n or p to choose one and the arrow keys to move it."
    suggestion = "press Next mistake until the line stands still."
    tour = TOUR
    cursors = {"plane": "grab"}

    # The picture.

    def build(self, picture):
        self.scene = Scene(picture)
        self.plane = self.scene.plane

    def compute(self, state):
        run = record(state.data, state.moved, state.lr, state.shuffle, state.centred)
        x, _ = points(state.data, state.centred)
        at = min(state.position + (state.turn > 0), len(run.steps))
        return View(state, run, at, _square(around(x, 0.08), PLANE[2] / PLANE[3]), state.turn or 1.0)

    def draw(self, view):
        self.scene.show(view)

    def length(self, view):
        return len(view.run.steps)

    async def on_the_way(self):
        """Turn the line from where it is to where the next mistake puts it, in a few pictures."""
        run, at = self.view.run, self.at
        if not run.steps[at].mistake or not run.weight[at].any():
            return
        try:
            for turn in TURNS:
                self.set(turn=turn)
                await asyncio.sleep(FRAME)
        except asyncio.CancelledError:
            self.set(turn=0.0)
            raise

    def frame_key(self, state, view):
        return [] if state.turn else super().frame_key(state, view)  # a line that turns is nowhere on the slider

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
        changes = {"turn": 0.0, **changes}
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


def _square(extent, shape):
    """Widen a rectangle until both axes have the same scale at this width / height, so that angles are true."""
    left, right, bottom, top = extent
    across, up = max(right - left, shape * (top - bottom)), max(top - bottom, (right - left) / shape)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - across / 2, x + across / 2, y - up / 2, y + up / 2
