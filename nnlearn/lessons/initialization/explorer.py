"""The initialisation explorer: one dial for the first weights, thirty layers, and what training makes of them."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.controls import pick, row, slide, switch
from nnlearn.explorers.live import Live
from nnlearn.lessons.initialization import words
from nnlearn.lessons.initialization.learning import STEPS, Trained, trainings
from nnlearn.lessons.initialization.outcomes import outcomes
from nnlearn.lessons.initialization.picture import HEIGHT, HIGH, LOW, WIDTH, Scene
from nnlearn.lessons.initialization.propagation import FUNCTIONS, SCALES
from nnlearn.lessons.initialization.tour import TOUR
from nnlearn.plots.style import TEXT

GAIN_STEPS = {"ArrowLeft": -0.05, "ArrowRight": 0.05, "ArrowDown": -0.25, "ArrowUp": 0.25}


@dataclass(frozen=True)
class State:
    """Settings of the initialisation explorer."""

    gain: float = slide(0.6, LOW, HIGH, 0.05, "gain")
    function: str = pick("tanh", FUNCTIONS, "activation")
    norm: bool = switch(False, "batch normalisation")
    equal: bool = switch(False, "all first weights equal")
    scale: str = pick("standardised", SCALES, "pixels")
    seed: int = slide(0, 0, 20, 1, "seed")
    position: int = slide(0, 0, STEPS, 1, "steps of training")


@dataclass(frozen=True)
class View:
    """The network after some steps, and what training made of each gain."""

    state: State
    run: Trained
    reached: int
    gains: np.ndarray
    losses: np.ndarray

    @property
    def at(self):
        """The step shown."""
        return self.run.step


class InitExplorer(Live):
    """Turn one dial, the size of the first weights, and see whether a network of thirty layers can learn.

    On the left, on a logarithmic scale, are the sizes of the signal after each layer (blue) and of a gradient on its
    way back (orange); level lines are the goal. Below is the dial. The curve over it is the loss after 200 steps of
    training, started from each gain; the green dot is the loss now. On the right are ten digits with the network's
    answers, and the loss of this training. At the bottom are the values in four layers as histograms.

    Drag the dial, or turn it with the arrow keys: left and right a little, up and down more.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = InitExplorer(gain=1.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    tanh, gain 1.00: signal and gradient keep their size (pixels standardised, seed 0). After 30 layers the...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    max_steps = first_span = STEPS
    first_speed = 1
    placed_elsewhere: tuple = ("position", "gain")
    cursors = {"gain": "grab"}
    keys = tuple(GAIN_STEPS)
    help = "Drag the dial; or press the left and right arrow keys to turn it a little, down and up to turn it more."
    suggestion = "turn the dial until both lines are level, then press Play."
    tour = TOUR

    # The picture.

    def setup(self):
        self.runs = trainings()

    def build(self, picture):
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, TEXT)
        self.scene = Scene(picture)

    def run(self, state):
        """Return the training of a state."""
        return self.runs.of((state.scale, state.function, state.gain, state.equal, state.norm, state.seed))

    def compute(self, state):
        run = self.run(state)
        found = run.at(min(state.position, STEPS))
        return View(state, found, run.reached, *outcomes(state.scale, state.function, state.equal, state.norm))

    def draw(self, view):
        self.scene.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.sentence(view))
        self.scene.head.say(words.reading(view))
        self.scene.dial_head.say(words.valley(view))
        self.scene.curve_head.say(words.progress(view))

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(replace(view.state, position=view.at))

    def numbers(self, view):
        return {f"run.{name}": getattr(view.run, name) for name in ("signals", "gradients", "loss", "read")}

    # Training.

    def extras(self):
        return [row([self.panel.placed("gain")]), *super().extras()]

    def go(self, position):
        self.set(position=min(max(position, 0), STEPS))

    def finished(self):
        return self.at >= STEPS

    def frame_key(self, state, view):
        return self._prerenderer.frame_key(state, view.at, view.reached)

    def advance(self):
        with self.lock:
            return self.advance_by(self.run(self.state).move_to, STEPS)

    # Settings, pointer and keys.

    def next_state(self, state, **changes):
        if any(changes.get(name, getattr(state, name)) != getattr(state, name) for name in STARTS):
            changes = {"position": 0, **changes}  # another start has not been trained
        return replace(state, **changes)

    def on_pointer(self, event):
        if event["axes"] == "gain" and event["type"] != "up":
            self._turn(event["x"])

    def on_hover(self, event):
        view, axes, x = self.view, event["axes"], event["x"]
        if axes == "digits":
            return words.at_digit(view, self.scene.chosen, x, event["y"])
        said = {"layers": words.at_layer, "gain": words.at_gain, "loss": words.at_step}.get(axes)
        return said(view, x) if said else words.at_bar(view, int(axes.split()[1]), x)

    def on_key(self, key):
        self._turn(self.state.gain + GAIN_STEPS[key])

    def _turn(self, gain):
        self.set(gain=nearest(gain))


STARTS = ("gain", "function", "norm", "equal", "scale", "seed")  # what a start consists of


def nearest(gain):
    """Return the place of the dial nearest to a gain.

    Examples
    --------
    >>> nearest(1.234), nearest(9)
    (1.25, 4.0)
    """
    return round(float(np.clip(round(gain / 0.05) * 0.05, LOW, HIGH)), 2)
