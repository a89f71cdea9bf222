"""The optimizer explorer: examples light up batch by batch while optimizers race down one noisy surface."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib import colormaps

from nnlearn.explorers.controls import ARROWS, pick, row, slide, switch
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.optimizers import race as runs
from nnlearn.lessons.optimizers import words
from nnlearn.lessons.optimizers.race import EXAMPLES, EXTENT, ITERATIONS, MOMENTA, RACERS, RATES, SURFACES
from nnlearn.plots.plane import grid
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, SKY, SMALL, VALUES, VERMILION

ACROSS = 30  # examples in a row of the strip
NEAR = 8  # pixels between the pointer and what it names
LOOKS = {  # colour, marker, kind of line, and the marker as a letter
    "sgd": (INK, "o", "-", "●"),
    "momentum": (BLUE, "s", "-", "■"),
    "nesterov": (SKY, "P", "--", "✚"),
    "adagrad": (GREEN, "^", "-", "▲"),
    "rmsprop": (ORANGE, "v", "-", "▼"),
    "adam": (VERMILION, "D", "-", "◆"),
    "adamw": (PURPLE, "X", "--", "✖"),
}
COUNTED = ("iteration: steps taken so far", "batch of this epoch", "epoch: pass over all sixty", "examples looked at")


@dataclass(frozen=True)
class State:
    """Settings of the optimizer explorer."""

    surface: str = pick("valley along an axis", SURFACES, "surface")
    size: int = slide(10, 1, EXAMPLES, 1, "batch size", "examples")
    lr: float = slide(0.1, 0.01, 1.0, 0.01, "learning rate")
    momentum: float = slide(0.9, 0.0, 0.99, 0.01, "momentum")
    shuffle: bool = switch(True, "shuffle the examples in each epoch")
    sgd: bool = switch(True, "SGD")
    with_momentum: bool = switch(True, "momentum")
    nesterov: bool = switch(False, "Nesterov")
    adagrad: bool = switch(True, "AdaGrad")
    rmsprop: bool = switch(False, "RMSprop")
    adam: bool = switch(True, "Adam")
    adamw: bool = switch(False, "AdamW")
    position: int = slide(0, 0, ITERATIONS, 1, "iteration")
    start: tuple = (-1.6, 0.8)

    @property
    def racers(self):
        """The optimizers that take part."""
        return [name for name in RACERS if getattr(self, _field(name))]


@dataclass(frozen=True)
class View:
    """The race, and the position in it that is shown."""

    state: State
    at: int
    epoch: int
    batch: int
    looked: int  # examples looked at since the start
    batches: object
    races: dict  # for each optimizer its path, (ITERATIONS + 1, 2), and the loss over all examples along it
    calm: np.ndarray  # SGD's path on all examples at once: the same walk without noise
    gained: np.ndarray  # the progress of momentum for each rate and momentum


class OptimizerExplorer(Recorded):
    """Watch batches, iterations and epochs being counted while optimizers race from one start.

    Above are sixty examples: each lights up while it is in the batch, and stays coloured until the epoch is over. On
    the left is the loss over all sixty as a landscape of the two weights, with the path of each optimizer; the dotted
    one is SGD on all examples at once, without noise. All walk with the same learning rate, so it is not a contest. On
    the right are the distance of each loss from the lowest, and a map of how much of it is left after 100 iterations of
    momentum without noise, for each learning rate and momentum.

    A click sets the start, or, in the map, learning rate and momentum. The arrow keys move the start.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = OptimizerExplorer(size=20)
    >>> explorer.go(4)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Iteration 4 of 240, batch 1 of 3 of epoch 2, 80 examples looked at. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 482)
    prints = ("plane", "map")
    cursors = {"plane": "pointer", "map": "pointer"}
    jump_label = "epoch"
    keys = tuple(ARROWS)
    help = "Click the landscape, or press arrow keys, to move the start. Click the map for learning rate and momentum."
    suggestion = "take batch size 60, then 1, and step: how many iterations make an epoch, and what does the path do?"
    placed_elsewhere: tuple = ("position", *(name if name != "momentum" else "with_momentum" for name in RACERS))

    # The picture.

    def build(self, picture):
        self.strip = picture.axes("strip", 8, 54, 624, 44)
        self.plane = picture.axes("plane", 46, 116, 304, 292)
        self.loss = picture.axes("loss", 410, 116, 212, 108)
        self.map = picture.axes("map", 410, 288, 212, 120)
        self._strip(picture)
        for ax, across, up in ((self.plane, -0.07, -0.065), (self.loss, -0.19, -0.17), (self.map, -0.19, -0.17)):
            ax.xaxis.set_label_coords(0.5, up)
            ax.yaxis.set_label_coords(across, 0.5)
        self.map.set(xlabel="learning rate", ylabel="momentum", xlim=(0, 1.01), ylim=(-0.01, 0.99))
        self.loss.set(xlim=(0, ITERATIONS), ylim=(1e-5, 30), xlabel="iteration", ylabel="loss above lowest")
        self.loss.set(yscale="log", xticks=(0, 80, 160, 240), yticks=(1e-4, 1e-2, 1))
        self.loss.minorticks_off()
        _note(picture, 362, 258, "loss left after 100 steps of momentum, no noise")
        _note(picture, 362, 272, "dark: nearly none, bright: most, grey: it grew")
        cmap = colormaps[VALUES].with_extremes(bad="#D0D0D0")
        places = (RATES[0] - 0.01, RATES[-1] + 0.01, MOMENTA[0] - 0.01, MOMENTA[-1] + 0.01)
        style = {"cmap": cmap, "vmin": -8, "vmax": 0, "origin": "lower", "aspect": "auto", "interpolation": "nearest"}
        blank = np.zeros((len(MOMENTA), len(RATES)))
        (self.image,) = picture.moving(self.map.imshow(blank, extent=places, zorder=0, **style))
        ring = {"linestyle": "", "marker": "o", "markerfacecolor": "none", "clip_on": False}
        self.chosen = picture.moving(
            self.map.plot([], [], ms=10, mew=3.5, mec=PAPER, zorder=3, **ring)[0],
            self.map.plot([], [], ms=10, mew=1.8, mec=VERMILION, zorder=3.1, **ring)[0],
        )
        (self.calm,) = picture.moving(self.plane.plot([], [], ":", color=INK, lw=1.6, zorder=3.5)[0])
        (self.origin,) = picture.moving(self.plane.plot([], [], "+", color=INK, ms=11, mew=2, zorder=5)[0])
        self.lines, self.heads, self.curves, self.results = {}, {}, {}, {}
        for k, (name, (colour, marker, kind, _)) in enumerate(LOOKS.items()):
            line = {"color": colour, "linestyle": kind, "lw": 1.6, "zorder": 4}
            (self.lines[name],) = picture.moving(self.plane.plot([], [], **line)[0])
            head = {"color": colour, "marker": marker, "ms": 8, "mec": PAPER, "mew": 0.8, "zorder": 6, "ls": ""}
            (self.heads[name],) = picture.moving(self.plane.plot([], [], **head)[0])
            (self.curves[name],) = picture.moving(self.loss.plot([], [], **{**line, "lw": 1.1})[0])
            place = (10 + 90 * k, 448)
            text = Labels(picture.page, SMALL, colour=colour, weight="bold", across=0, up=0, place=place)
            (self.results[name],) = picture.moving(text)
        self._surface = None

    def _strip(self, picture):
        self.strip.set(xlim=(-0.6, ACROSS - 0.4), ylim=(1.6, -0.6))
        self.strip.set_axis_off()
        square = {"linestyle": "", "marker": "s", "clip_on": False}
        self.strip.plot(*_places(range(EXAMPLES)), ms=11, mfc=PAPER, mec=FAINT, mew=0.8, **square)
        self.seen, self.lit = picture.moving(
            self.strip.plot([], [], ms=11, mfc="#9CC7E4", mec=BLUE, mew=0.8, zorder=3, **square)[0],
            self.strip.plot([], [], ms=13, mfc=VERMILION, mec=INK, mew=1.4, zorder=4, **square)[0],
        )
        self.counts = []
        for k, what in enumerate(COUNTED):
            _note(picture, (10, 200, 342, 512)[k], 34, what)
            self.counts.append(picture.words((10, 200, 342, 512)[k], 6, 15, "bold"))

    def compute(self, state):
        at = min(state.position, ITERATIONS)
        batches = runs.batches(state.size, state.shuffle)
        epoch, batch, done = batches.at(at)
        rest = (state.lr, state.momentum, state.size, state.shuffle, state.start)
        races = {name: runs.race(state.surface, name, *rest) for name in state.racers}
        whole = (state.lr, state.momentum, EXAMPLES, state.shuffle, state.start)
        calm = runs.race(state.surface, "sgd", *whole)[0] if state.sgd else np.zeros((0, 2))
        looked = max(epoch - 1, 0) * EXAMPLES + done
        gained = runs.momentum_map(state.surface, state.start)
        return View(state, at, epoch, batch, looked, batches, races, calm, gained)

    def draw(self, view):
        state, at = view.state, view.at
        if state.surface != self._surface:
            self._surface = state.surface
            self._contours(state.surface)
        lit, seen = view.batches.lit(at)
        self.lit.set_data(*_places(lit))
        self.seen.set_data(*_places(seen))
        numbers = (at, f"{view.batch} of {view.batches.per_epoch}", view.epoch, view.looked)
        for count, number in zip(self.counts, numbers, strict=True):
            count.say(str(number))
        nothing = np.zeros((0, 2)), np.zeros(0)
        for name, line in self.lines.items():
            path, loss = (part[: at + 1] for part in view.races.get(name, nothing))
            line.set_data(*path.T)
            self.heads[name].set_data(*path[-1:].T)
            self.curves[name].set_data(np.arange(len(loss)), np.maximum(loss - runs.lowest(state.surface), 1e-9))
            self.results[name].say(words.result(name, LOOKS[name][3], loss))
        self.calm.set_data(*view.calm[: at + 1].T)
        self.origin.set_data(*np.transpose([state.start]))
        self.image.set_data(view.gained)
        for ring in self.chosen:
            ring.set_data([state.lr], [state.momentum])

    def _contours(self, surface):
        """Draw the landscape, once per surface: the loss over all examples, bright where it is low."""
        for old in self.plane.collections[:]:
            old.remove()
        a, b = grid(EXTENT, 61).astype(float).T
        loss = SURFACES[surface].loss(runs.means(surface), a, b).reshape(61, 61)
        x, y = np.linspace(*EXTENT[:2], 61), np.linspace(*EXTENT[2:], 61)
        above = loss - runs.lowest(surface)
        levels = np.geomspace(0.01, max(above.max(), 1.0), 12)
        self.plane.contourf(x, y, above, [0, *levels], cmap="Greys", alpha=0.35, zorder=0)
        self.plane.contour(x, y, above, levels, colors=FAINT, linewidths=0.7, zorder=1)
        self.plane.set(xlim=EXTENT[:2], ylim=EXTENT[2:], xlabel="weight 1", ylabel="weight 2")
        self.plane.set(xticks=range(-2, 3), yticks=range(-2, 3))
        self.picture.redraw()

    def extras(self):
        """Return the buttons of the run, and the switches of the optimizers in one row."""
        return [*super().extras(), row(self.controls[_field(name)] for name in RACERS)]

    def length(self, view):
        return ITERATIONS

    def jump_positions(self, view):
        return list(range(view.batches.per_epoch, ITERATIONS + 1, view.batches.per_epoch))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(view)

    def numbers(self, view):
        return words.numbers(view)

    # Pointer and keys.

    def next_state(self, state, **changes):
        if changes.get("surface", state.surface) != state.surface:
            changes = {"start": SURFACES[changes["surface"]].start, "position": 0, **changes}
        if "start" in changes:
            x, y = np.clip(changes["start"], -1.95, 1.95)
            changes["start"] = (round(float(x), 3), round(float(y), 3))
        return replace(state, **changes)

    def on_pointer(self, event):
        if event["type"] == "up":
            return
        if event["axes"] == "plane":
            self.set(start=(event["x"], event["y"]))
        elif event["axes"] == "map":
            lr, momentum = _setting(event)
            self.set(lr=lr, momentum=momentum)

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "strip":
            row, column = round(y), round(x)
            return words.example(view, row * ACROSS + column) if row in (0, 1) and 0 <= column < ACROSS else ""
        if axes == "map":
            return words.setting(view, *_setting(event))
        name = self._under(event)
        if axes == "loss":
            return words.above(view, name, round(x)) if name else ""
        return words.racer(view, name) if name else words.place(view, x, y)

    def _under(self, event):
        """Return the optimizer whose head, or whose curve of the loss, is under the pointer; "" if none is."""
        view, at, (_, _, wide, high, x0, x1, y0, y1) = self.view, round(event["x"]), self.canvas.axes[event["axes"]]
        away = {}
        for name, (path, loss) in view.races.items():
            if event["axes"] == "plane":
                a, b = path[view.at]
                away[name] = np.hypot((a - event["x"]) * wide / (x1 - x0), (b - event["y"]) * high / (y1 - y0))
            elif at <= view.at:
                left = max(loss[at] - runs.lowest(view.state.surface), 1e-9)
                away[name] = abs(np.log(left / event["y"])) * high / np.log(y1 / y0)
        nearest = min(away, key=away.__getitem__, default="")
        return nearest if nearest and away[nearest] <= NEAR else ""

    def on_key(self, key):
        self.set(start=np.add(self.state.start, np.multiply(ARROWS[key], 0.05)))


def _field(name):
    """Return the field of `State` that switches an optimizer on; `momentum` itself is the number."""
    return "with_momentum" if name == "momentum" else name


def _setting(event):
    """Return learning rate and momentum at a place of the map."""
    lr, momentum = np.clip((event["x"], event["y"]), (0.01, 0.0), (1.0, 0.99))
    return round(float(lr), 2), round(float(momentum), 2)


def _places(examples):
    """Return the positions of examples in the strip."""
    row, column = np.divmod(np.asarray(examples, int), ACROSS)
    return column, row


def _note(picture, left, top, text):
    picture.fig.text(left / picture.width, 1 - top / picture.height, text, size=SMALL, color=INK, va="top")
