"""The playground: a network that learns before your eyes, and everything about it can be changed on the way."""

import time
from dataclasses import replace

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.controls import ARROWS, declared
from nnlearn.explorers.live import Live
from nnlearn.explorers.pixels import Images
from nnlearn.explorers.snapshots import RunCache
from nnlearn.explorers.stream import spend
from nnlearn.explorers.throttle import running_loop
from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.code import to_code
from nnlearn.lessons.playground.link import MARK, from_text, to_text
from nnlearn.lessons.playground.panel import Groups
from nnlearn.lessons.playground.picture import HEIGHT, WIDTH, NetworkPicture, PlanePicture, number, paint, paint_panel
from nnlearn.lessons.playground.pointer import Hands
from nnlearn.lessons.playground.run import MAX_STEPS, Run, settings_of, shared_steps
from nnlearn.lessons.playground.view import shown_lines, view_of
from nnlearn.plots.style import INK, SMALL, TEXT

PANEL = (318, 384, 84, 84)  # left, top, width, height of the panel's small map


class Playground(Hands, Live):
    """Train a small network in the plane, and change anything while it learns.

    The inputs stand left: click one to use it or not. Every unit shows what it gives over the plane (vermilion above
    0, blue below), every line a weight by its width and colour. Right the output with the points, and the losses.
    An orange frame flags a unit that is dead or saturated.

    Play trains live; every step is recorded, so Back, Rewind and the slider go through it again. Rates changed,
    weights set and points drawn on the way are part of the run.

    Parameters
    ----------
    text : str, optional
        A state that the field `state` has given; it begins with "nn1.".
    **start
        Where the settings start: data, noise, features, layers, activation, lr, ... of `State`. See `Explorer`.

    Raises
    ------
    TypeError, ValueError
        If the text is not that of a state.

    Examples
    --------
    >>> playground = Playground(data="Gaussians", layers=(3,))
    >>> playground.go(20)
    >>> print(playground)  # doctest: +ELLIPSIS
    Network with 2, 3, 1 units on Gaussians, step 20: training loss ...
    >>> playground.close()
    """

    State = states.State
    size = (WIDTH, HEIGHT)
    max_steps, first_span = MAX_STEPS, 30
    placed_elsewhere = tuple(declared(states.State))  # all of them, in `extras`
    keys = ("n", "p", "+", "-", "g", "a", "Delete", "h", "u", *ARROWS, *"1234567")
    help = (
        "Click the plane to draw a point, drag one to move it; click a line and drag up or down to set a weight; click "
        "an input to use it. Keys: 1-7 inputs; n, p weight, + - set it; g point, arrows move, Delete; a draw; u unit; "
        "h half-step."
    )
    suggestion = (
        "take the spiral with two layers of 8 units and Adam (under Training), press Play, and watch the arms form."
    )

    def __init__(self, text=None, **start):
        if text is not None:
            saved = from_text(text)
            start = {name: getattr(saved, name) for name in saved.__dataclass_fields__} | start
        super().__init__(**start)
        self.canvas.link_prefix = MARK

    def setup(self):
        self.runs, self._net = RunCache(Run, shared_steps), None

    # The picture.

    def build(self, picture):
        self.net, self.side = NetworkPicture(picture), PlanePicture(picture)
        self.tiles = Images(picture.page, smooth=True, origin="lower")
        self.path = LineCollection([], colors=INK, linewidths=1.4, zorder=6)
        self.path.set_transform(picture.page)
        picture.fig.add_artist(self.path)
        picture.fig.add_artist(self.tiles)
        picture.moving(self.tiles, self.path)
        self.title, self.why = picture.words(10, 8, TEXT, "bold"), picture.words(10, 26, SMALL)
        self.output, self.foot = picture.words(444, 44, SMALL), picture.words(10, 400, SMALL)

    def compute(self, state):
        survey = max(state.survey, 0) if state.panel == "landscape" else None
        now = self.run(state).at(state.position, updates=shown_lines(state) == "updates", survey=survey)
        second = self.run(state.frozen).at(state.position) if state.frozen is not None else None
        return view_of(state, now, second)

    def run(self, state):
        """Return the run of a state."""
        return self.runs.of(settings_of(state))

    def draw(self, view):
        self.net.draw(view)
        self.side.draw(view)
        self.tiles.images = paint(view, self.net) + paint_panel(view, PANEL)
        self.path.set_segments(self._path(view))
        state = view.state
        train, test = view.now.losses
        half = f"half of step {view.at + 1}: its batch and gradient" if state.half else f"step {view.at}"
        self.title.say(f"{half}: training loss {train:.4f}, test loss {test:.4f}")
        optimizer = f"{state.optimizer}, learning rate {state.lr:g}, batch {state.batch or 'all'}"
        penalties = "".join(f", {n} {v:g}" for n, v in (("L1", state.l1), ("L2", state.l2)) if v)
        line = f"{state.activation}, {state.loss}; {optimizer}{penalties}; {state.side}"
        self.why.say(f"Stopped: {view.now.stopped}" if view.now.stopped else line)
        self.output.say(f"output; the pen draws: {state.pen}")
        self.foot.say(self._foot(view))

    def _path(self, view):
        if view.now.landscape is None:
            return []
        _, reach, path = view.now.landscape
        left, top, width, height = PANEL
        spot = np.clip(0.5 + path / (2 * reach), 0, 1) * (1, -1) + (0, 1)
        spots = spot * (width, height) + (left, top)
        cross = (
            [spots[-1] + np.array(d) for d in ((-3, -3), (3, 3))],
            [spots[-1] + np.array(d) for d in ((-3, 3), (3, -3))],
        )
        return [spots, *cross] if len(spots) > 1 else list(cross)

    def _foot(self, view):
        state, (layer, unit, source) = view.state, view.state.chosen
        w = view.now.layers[layer]
        value = w.weight[unit, source] if source >= 0 else w.bias[unit]
        name = "bias" if source < 0 else f"weight from {source + 1}"
        panel = {
            "chosen unit": f"right: unit {state.unit[1] + 1} of layer {state.unit[0] + 1}",
            "landscape": f"right: loss near step {max(state.survey, 0)}, x: here",
            "second run": "right: output of the second run" if view.second else "no second run is kept (View)",
        }[state.panel]
        return f"lines: {shown_lines(state)}\nlayer {layer + 1}, unit {unit + 1}, {name}: {number(value)}\n{panel}"

    def keep(self):
        """Keep this run as the second one, which goes on beside whatever becomes of this."""
        self.set(frozen=replace(self.state, frozen=None), panel="second run")

    def measure(self):
        """Measure the loss around where the run is now."""
        self.set(panel="landscape", survey=self.at)

    def load(self, text):
        """Show the state that a text stands for."""
        with self.lock:
            try:
                self.state = from_text(text)
            except ValueError as fault:
                self._report(fault)
                return
            self.panel.follow(self.state)
        self.request()

    def on_link(self, state):
        self.load(state)

    # Words, code, widgets.

    def describe(self, view):
        state, units = view.state, ", ".join(map(str, states.sizes(view.state)))
        flags = sum(bool(flag) for _, _, flags in view.stats for flag in flags)
        return (
            f"Network with {units} units on {state.data}, {self.title.get_text()}. Inputs {', '.join(state.features)}. "
            f"{self.why.get_text()}. {flags} units flagged. {self.foot.get_text()}."
        )

    def code(self, view):
        return to_code(view.state, view.at)

    def numbers(self, view):
        theta = np.concatenate([part.ravel() for layer in view.now.layers for part in (layer.weight, layer.bias)])
        return {"theta": theta}

    def extras(self):
        buttons, run = super().extras()
        self.speed.layout.width, self.groups = "130px", Groups(self)
        buttons.children = [*buttons.children, self.groups.rate]
        return [buttons, run, *self.groups.rows()]

    def after_draw(self, view):
        super().after_draw(view)
        if not self.playing:
            self.groups.follow(view, to_text(view.state))

    # Live training.

    def play(self):
        """Train on, frame by frame, until Pause. Without an event loop, a hundred steps at once."""
        if self.playing or self.closed:
            return
        loop = running_loop()
        if loop is None:
            self.go(self.at + 100)
            return
        self._begin(loop)

    async def _play(self):
        self._rate = (time.perf_counter(), self.at)
        try:
            await super()._play()
        finally:
            if not self.closed:
                self.groups.follow(self.view, to_text(self.view.state))

    def advance(self):
        """Train for one frame and draw it; return whether there is more to do."""
        with self.lock:
            run = self.run(self.state)
            at, stopped = run.train_to(self.state.position)

            def step():
                nonlocal at, stopped
                at, stopped = run.train_to(at + 1)
                return not stopped and at < MAX_STEPS

            spend(step, int(self.speed.value))
            self.state = replace(self.state, position=at, half=False)
            self.refresh()
        now, (began, first) = time.perf_counter(), self._rate
        if now - began > 1:
            self.groups.rate.value = f"{(at - first) / (now - began):.0f} steps/s"
            self._rate = (now, at)
        return not stopped and at < MAX_STEPS

    def next_state(self, state, **changes):
        if "panel" in changes and changes["panel"] == "landscape" and state.survey < 0:
            changes = {"survey": state.position, **changes}
        return states.next_state(state, **changes)
