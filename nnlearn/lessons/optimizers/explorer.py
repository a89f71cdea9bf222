"""The optimizer explorer: examples light up batch by batch while optimizers race down one noisy surface."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.relief import TURNS, around, bounded
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import HEIGHT
from nnlearn.explorers.controls import ARROWS, pick, slide, switch
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.optimizers import landscape, stability, strip, words
from nnlearn.lessons.optimizers import race as runs
from nnlearn.lessons.optimizers.landscape import LOOKS, Landscape
from nnlearn.lessons.optimizers.race import EXAMPLES, ITERATIONS, RACERS, SURFACES
from nnlearn.lessons.optimizers.stability import StabilityMap, setting
from nnlearn.lessons.optimizers.strip import Strip
from nnlearn.lessons.optimizers.tour import TOUR
from nnlearn.plots.style import FAINT, INK, SMALL

NEAR = 8  # pixels between the pointer and what it names
NAMES = (4, 484, 632, 40)  # left, top, width, height of the row of optimizers
ENTRY = NAMES[2] / len(RACERS)
RIVALS = {
    "nobody": (),
    "SGD": ("sgd",),
    "four of them": ("sgd", "momentum", "adagrad", "adam"),
    "all seven": tuple(RACERS),
}
FOCUS = [(RACERS[name].name, name) for name in RACERS] + [("all alike", "")]


@dataclass(frozen=True)
class State:
    """Settings of the optimizer explorer."""

    lr: float = slide(0.1, 0.01, 1.0, 0.01, "learning rate")
    momentum: float = slide(0.9, 0.0, 0.99, 0.01, "momentum")
    size: int = slide(10, 1, EXAMPLES, 1, "batch size", "examples")
    focus: str = pick("momentum", FOCUS, "look at")
    rivals: str = pick("four of them", RIVALS, "also racing")
    surface: str = pick("valley along an axis", SURFACES, "surface")
    solid: bool = switch(False, "3-D")
    shuffle: bool = switch(True, "shuffle in each epoch")
    position: int = slide(0, 0, ITERATIONS, 1, "iteration")
    start: tuple = (-1.6, 0.8)
    turn: float = -60.0  # degrees: from where the landscape in 3-D is seen
    tilt: float = 40.0

    @property
    def racers(self):
        """The optimizers that take part: the rivals, and the one that is looked at."""
        return [name for name in RACERS if name == self.focus or name in RIVALS[self.rivals]]


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
    calm: np.ndarray  # of the optimizer that is looked at, on all examples at once: the same walk without noise
    gained: np.ndarray  # the progress of momentum for each rate and momentum


class OptimizerExplorer(Recorded):
    """Watch batches, iterations and epochs being counted while optimizers race from one start.

    Above are sixty examples: each lights up while it is in the batch, and stays coloured until the epoch is over. On
    the left is the loss over all sixty as a landscape of the two weights, as a map or as a model in 3-D, with the paths
    of the optimizers, older steps fainter. One of them is looked at: the dotted path is the same optimizer on all
    examples at once, without noise. All walk with the same learning rate, so it is not a contest. On the right are the
    distance of each loss from the lowest, and a map of how much of it is left after 100 iterations of momentum without
    noise, for each learning rate and momentum.

    A click sets the start, or, in the map, learning rate and momentum; a click on an optimizer, or a digit, looks at
    it. The arrow keys move the start. A drag turns the model.

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
    size = (640, 528)
    prints = (
        list(landscape.PLACE),
        "map",
        [*landscape.BAR, HEIGHT],
        [*stability.BAR, HEIGHT],
        [*stability.GREW, HEIGHT, HEIGHT],
    )
    cursors = {"plane": "pointer", "map": "pointer", "names": "pointer"}
    jump_label = "epoch"
    keys = (*ARROWS, *TURNS, *(str(k) for k in range(len(RACERS) + 1)))
    help = (
        "Click the landscape, or press arrow keys, to move the start; click the map for learning rate and momentum. "
        "Click an optimizer to look at it, or press 1 to 7, 0 for all. In 3-D: drag, or j, l, i and k, to turn."
    )
    suggestion = "press Play, then drag learning rate and momentum."
    tour = TOUR
    # The picture.

    def build(self, picture):
        self.strip = Strip(picture)
        self.land = Landscape(picture)
        self.loss = picture.axes("loss", 412, 128, 214, 96)
        self.map = StabilityMap(picture)
        self.names = picture.axes("names", *NAMES)
        self.names.set(xlim=(0, len(RACERS)), ylim=(0, 1))
        self.names.set_axis_off()
        self.loss.set(xlim=(0, ITERATIONS), ylim=(1e-5, 30))
        self.loss.set(yscale="log", xticks=(0, 80, 160, 240), yticks=(1e-4, 1e-2, 1))
        self.loss.minorticks_off()
        where = {"transform": picture.page, "size": SMALL, "color": INK, "va": "top"}
        picture.fig.text(372, 106, "loss above the lowest, by iteration", **where)
        (self.curves,) = picture.moving(Trails(self.loss))
        self.results = {}
        for k, name in enumerate(LOOKS):
            place = (NAMES[0] + 5 + ENTRY * k, NAMES[1] + 3)
            text = Labels(picture.page, SMALL, colour=LOOKS[name][0], across=0, up=0, place=place)
            (self.results[name],) = picture.moving(text)
        (self.idle,) = picture.moving(Labels(picture.page, SMALL, colour=FAINT, across=0, up=0))
        frame = Rectangle((0, 0), 1.03, 1, fill=False, edgecolor=INK, linewidth=1.2, clip_on=False)
        (self.frame,) = picture.moving(self.names.add_patch(frame))
        self.dotted = picture.words(46, 106, SMALL)

    def compute(self, state):
        at = min(state.position, ITERATIONS)
        batches = runs.batches(state.size, state.shuffle)
        epoch, batch, done = batches.at(at)
        rest = (state.lr, state.momentum, state.size, state.shuffle, state.start)
        races = {name: runs.race(state.surface, name, *rest) for name in state.racers}
        whole = (state.lr, state.momentum, EXAMPLES, state.shuffle, state.start)
        steady = words.steady(state)
        calm = runs.race(state.surface, steady, *whole)[0] if steady else np.zeros((0, 2))
        looked = max(epoch - 1, 0) * EXAMPLES + done
        gained = runs.momentum_map(state.surface, state.start)
        return View(state, at, epoch, batch, looked, batches, races, calm, gained)

    def draw(self, view):
        state, at = view.state, view.at
        self.strip.show(view)
        self.land.show(state.surface, state.solid, state.turn, state.tilt)
        self.land.put({name: path for name, (path, _) in view.races.items()}, view.calm, state.focus, at)
        self.dotted.say(words.dotted(view))
        lowest, steps, self.curves.lines = runs.lowest(state.surface), np.arange(at + 1), []
        for name, text in self.results.items():
            loss = view.races[name][1][: at + 1] if name in view.races else np.zeros(0)
            text.say(words.result(name, LOOKS[name][3], loss))
            if len(loss):
                curve = np.column_stack([steps, np.maximum(loss - lowest, 1e-9)])
                strong = name == state.focus or not state.focus
                self.curves.lines.append((curve, LOOKS[name][0], 1.8 if strong else 1.0, 1.0 if strong else 0.4, "-"))
        idle = [name for name in self.results if name not in view.races]
        self.idle.put([(words.idle(name, LOOKS[name][3]), self.results[name].place) for name in idle])
        self.curves.lines.sort(key=lambda line: line[2])
        self.frame.set_visible(bool(state.focus))
        if state.focus:
            self.frame.set_x(list(LOOKS).index(state.focus))
        self.map.show(view.gained, state.lr, state.momentum)

    def after_draw(self, view):
        super().after_draw(view)
        land = {"model": "grab"} if view.state.solid else {"plane": "pointer"}
        if self.canvas.cursors != (cursors := {"map": "pointer", "names": "pointer", **land}):
            self.canvas.cursors = cursors

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
        new = replace(state, **changes)
        return replace(new, turn=around(new.turn), tilt=bounded(new.tilt))

    def on_pointer(self, event):
        axes, kind, spot = event["axes"], event["type"], (event["x"], event["y"])
        if axes == "model":
            self._turn(kind, spot)
        elif kind == "up":
            return
        elif axes == "plane":
            name = self._under(event) if kind == "down" else ""
            self.set(**({"focus": name} if name else {"start": spot}))
        elif axes == "map":
            lr, momentum = setting(event)
            self.set(lr=lr, momentum=momentum)
        elif axes == "names" and kind == "down":
            name = _named(event)
            self.set(focus="" if name == self.state.focus else name)

    def _turn(self, kind, spot):
        """Turn the model with a drag; a click on it sets the start."""
        relief = self.land.relief
        if kind == "down":
            self._held = spot, (self.state.turn, self.state.tilt)
        elif kind == "move":
            turn, tilt = relief.dragged(*self._held, spot)
            self.set(turn=turn, tilt=tilt)
        elif self._held[1] == (self.state.turn, self.state.tilt) and (place := relief.under(*spot)) is not None:
            self.set(start=place)

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "strip":
            which = strip.under(x, y)
            return "" if which is None else words.example(view, which)
        if axes == "map":
            return words.setting(view, *setting(event))
        if axes == "names":
            return words.about(view, _named(event))
        if axes == "model":
            place = self.land.relief.under(x, y)
            act = "drag to turn the landscape"
            return act if place is None else f"{words.place(view, *place)}\n{act}"
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
        if key in TURNS:
            turn, tilt = TURNS[key]
            self.set(solid=True, turn=self.state.turn + turn, tilt=self.state.tilt + tilt)
        elif key.isdigit():
            self.set(focus=["", *RACERS][int(key)])
        else:
            self.set(start=np.add(self.state.start, np.multiply(ARROWS[key], 0.05)))


def _named(event):
    """Return the optimizer at a place in the row of names."""
    return list(RACERS)[int(np.clip(event["x"], 0, len(RACERS) - 1))]
