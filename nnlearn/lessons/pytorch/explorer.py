"""The crossover explorer: the time of a matrix product in a loop, in NumPy, in PyTorch and on a GPU, measured here."""

import time
from dataclasses import dataclass

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.controls import pick, row, slide, slide_over
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.pytorch import words
from nnlearn.lessons.pytorch.curves import batch_with_crossing, crossing, curves
from nnlearn.lessons.pytorch.measuring import Measured
from nnlearn.lessons.pytorch.picture import HEIGHT, PLANE, WIDTH, Scene
from nnlearn.lessons.pytorch.products import BATCHES, GPUS, WAYS, WIDTHS
from nnlearn.lessons.pytorch.record import stored
from nnlearn.lessons.pytorch.task import Task
from nnlearn.lessons.pytorch.tour import TOUR
from nnlearn.plots.style import TEXT

NEAR, GRASP = 8, 14  # pixels from a line, and from the diamond, at which the pointer is on it
STEPS = {"ArrowLeft": ("width", -1), "ArrowRight": ("width", 1), "ArrowDown": ("batch", -1), "ArrowUp": ("batch", 1)}


@dataclass(frozen=True)
class State:
    """Settings of the crossover explorer."""

    width: int = slide_over(256, WIDTHS, "width of the layer", "units")
    batch: int = slide_over(64, BATCHES, "batch", "rows")
    calls: int = slide(1, 1, 20, 1, "calls for each product")
    gpu: str = pick("laptop GPU", GPUS, "model of a GPU")


@dataclass(frozen=True)
class View:
    """The times, and whose they are."""

    state: State
    found: object  # the times that count: measured here, or stored
    beneath: object  # the stored ones
    stored: Measured
    here: Measured
    progress: str


class CrossoverExplorer(Explorer):
    """See from which size on a GPU pays off: the time of one product (batch, n) @ (n, n), computed in four ways.

    The lines are stored: processor time, on the machine that the picture names. "Measure here" times the same products
    on yours, within seconds, and marks each as it is measured. Without a GPU its line is a model with round numbers,
    dashed: a call has a fixed cost, and its work takes as long as computing or moving numbers, whichever is longer.
    The bars say what takes the time at the chosen width.

    Click in the picture to choose the width, or drag the diamond, the crossing: the batch follows. The left and right
    arrow keys choose the width, down and up the batch.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = CrossoverExplorer(width=4096)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Width 4,096, batch 64: the fastest is GPU (model)...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    keys = (*STEPS, "c")
    help = (
        "Click to choose the width, drag the diamond to move the crossing; or press left and right for the width, "
        "down and up for the batch, c for the width at the crossing."
    )
    cursors = {"times": "pointer"}
    suggestion = "press Measure here: does your machine cross where this one does?"
    tour = TOUR
    timer = staticmethod(time.perf_counter)  # seconds; tests have a clock of their own

    # The picture.

    def setup(self):
        self.stored, self.here = stored(), Measured("", "")
        self.task = Task(self)
        self._held = False  # whether the diamond is

    def build(self, picture):
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, TEXT)
        self.scene = Scene(picture)

    def compute(self, state):
        found = curves(self.stored, self.here, state.gpu, state.batch, state.calls)
        beneath = curves(self.stored, Measured("", ""), state.gpu, state.batch, state.calls)
        return View(state, found, beneath, self.stored, self.here, self.task.progress)

    def draw(self, view):
        self.scene.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.sentence(view))

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(view)

    def numbers(self, view):
        return {f"times[{way!r}]": times for way, times in view.beneath.times.items() if way in shown(view)}

    # Measuring.

    def extras(self):
        self.measure_button = widgets.Button(description="Measure here", icon="clock-o")
        self.measure_button.tooltip = "Time these products on this machine, within seconds"
        self.measure_button.on_click(lambda _: self.pause() if self.task.running else self.task.start())
        return [row([self.measure_button])]

    def after_draw(self, view):
        running = self.task.running
        self.measure_button.description, self.measure_button.icon = (
            ("Stop", "stop") if running else ("Measure here", "clock-o")
        )

    def pause(self):
        """Stop measuring; what was measured stays."""
        self.task.stop()

    def on_view(self, kind):
        self.task.on_view(kind)

    def show(self, state):
        self.pause()
        super().show(state)

    def close(self):
        self.pause()
        super().close()

    # Pointer and keys.

    def on_pointer(self, event):
        if event["axes"] != "times":
            return
        if event["type"] == "down":
            self._held = self.on_diamond(event)
        if event["type"] == "up":
            self._held = False
        elif self._held:
            state = self.state
            batch = batch_with_crossing(self.stored, self.here, state.gpu, state.calls, max(event["x"], 1e-9))
            self.set(batch=batch or state.batch)
        else:
            self.set(width=self.under(event))

    def under(self, event):
        """Return the width nearest to the pointer."""
        return min(WIDTHS, key=lambda n: abs(np.log(n / max(event["x"], 1e-9))))

    def pixels(self, x, y):
        """Return a width and a time as pixels from the corner of the picture's axes."""
        *_, left, right, low, high = self.canvas.axes["times"]
        across, up = np.log(np.maximum(x, 1e-9) / left) / np.log(right / left), np.log(y / low) / np.log(high / low)
        return np.array([PLANE[2] * across, PLANE[3] * up])

    def on_diamond(self, event):
        """Return whether the pointer is on the crossing."""
        place = crossing(self.view.found)
        return bool(place) and np.hypot(*(self.pixels(*place) - self.pixels(event["x"], event["y"]))) < GRASP

    def on_hover(self, event):
        if event["axes"] == "parts":
            return words.at_part(self.view, WAYS[int(np.clip(event["y"], 0, len(WAYS) - 1))], event["x"])
        if self.on_diamond(event):
            return words.at_crossing(self.view)
        here, near = self.pixels(event["x"], event["y"])[1], []
        for way, times in self.view.found.times.items():
            there = ~np.isnan(times)
            if there.any() and event["x"] <= np.array(WIDTHS)[there].max():
                at = np.interp(np.log(event["x"]), np.log(WIDTHS)[there], np.log(times[there]))
                near += [way] if abs(self.pixels(event["x"], np.exp(at))[1] - here) < NEAR else []
        return words.at_width(self.view, self.under(event), near)

    def on_key(self, key):
        if key == "c":
            place = crossing(self.view.found)
            self.set(width=self.under({"x": place[0]}) if place else self.state.width)
            return
        name, by = STEPS[key]
        values = WIDTHS if name == "width" else BATCHES
        self.set(**{name: values[int(np.clip(values.index(getattr(self.state, name)) + by, 0, len(values) - 1))]})


def shown(view):
    """Return the ways that have a line."""
    return [way for way, times in view.beneath.times.items() if not np.isnan(times).all()]
