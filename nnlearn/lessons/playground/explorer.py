"""The playground: a network that learns before your eyes, and anything about it can be changed while it does."""

import time
from dataclasses import replace

import numpy as np

from nnlearn.explorers.controls import declared
from nnlearn.explorers.live import Live
from nnlearn.explorers.snapshots import RunCache
from nnlearn.explorers.stream import spend
from nnlearn.explorers.throttle import running_loop
from nnlearn.lessons.playground import captions, layout, torch_loading, words
from nnlearn.lessons.playground.code import to_code
from nnlearn.lessons.playground.events import next_state
from nnlearn.lessons.playground.keys import Keys
from nnlearn.lessons.playground.link import LINK_PREFIXES, from_text, to_text
from nnlearn.lessons.playground.panel import Groups
from nnlearn.lessons.playground.picture import BAR, Scene
from nnlearn.lessons.playground.run import MAX_STEPS, Run, shared_steps
from nnlearn.lessons.playground.state import State, settings_of, sizes
from nnlearn.lessons.playground.tour import TOUR
from nnlearn.lessons.playground.view import shown_lines, view_of


class Playground(Keys, Live):
    """Train a small network in the plane, and change anything while it learns.

    The inputs are on the left: click one to use it or to leave it out; the buttons above the network add and remove
    layers and units. Every unit shows its output over the plane (orange above 0, blue below), every line a weight by
    its width and colour. On the right are the network's output with the points, or a unit, the loss landscape or a
    second run, and the losses. A yellow frame marks a unit that is dead or saturated.

    Play trains live. Every step is recorded, so Back, Rewind and the slider revisit it. Rates changed, weights set and
    points drawn during training are part of the run.

    Parameters
    ----------
    text : str, optional
        A state, as the field `state` shows it; it begins with "nn2.".
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

    State = State
    size = (layout.WIDTH, layout.HEIGHT)
    max_steps, first_span = MAX_STEPS, 30
    placed_elsewhere = tuple(declared(State))  # all of them, in `extras`
    suggestion = "press Play, then click another data set."
    tour = TOUR
    cursors = {"network": "pointer", "plane": "crosshair", "tabs": "pointer"}

    def __init__(self, text=None, **start):
        if text is not None:
            saved = from_text(text)
            start = {name: getattr(saved, name) for name in saved.__dataclass_fields__} | start
        super().__init__(**start)
        self.canvas.link_prefix = "nn"

    def setup(self):
        self.runs, self.torch = RunCache(Run, shared_steps), torch_loading.TorchLoading(self.request)

    # State, picture, words.

    def next_state(self, state, **changes):
        if changes.get("panel") == "landscape" and state.survey < 0:
            changes = {"survey": state.position, **changes}
        return next_state(state, **changes)

    def run(self, state):
        """Return the run of a state."""
        return self.runs.of(settings_of(state))

    def build(self, picture):
        self.scene = Scene(picture)

    def compute(self, state):
        survey = max(state.survey, 0) if state.panel == "landscape" else None
        now = self.run(state).at(state.position, updates=shown_lines(state) == "updates", survey=survey)
        second = self.run(state.frozen).at(state.position) if state.frozen is not None else None
        layer, unit = self.peek or (0, 0)
        size = sizes(state)[1:]
        peek = self.peek if layer < len(size) and unit < size[layer] else None
        return view_of(state, now, second, peek=peek, fine=not self.playing)

    def draw(self, view):
        self.scene.draw(view)
        # in the landscape, light and dark are a scale
        self.canvas.prints = ["landscape", list(BAR)] if view.mountain else []

    def describe(self, view):
        return words.describe(view, captions.facts(view).replace("\n", ", "))

    def code(self, view):
        return to_code(view.state, view.at)

    def numbers(self, view):
        return {"theta": np.concatenate([part.ravel() for layer in view.now.layers for part in layer[:2]])}

    # Widgets and what they do.

    def extras(self):
        buttons, run = super().extras()
        self.groups = Groups(self)
        others = [one for one in buttons.children if one is not self.play_button]
        buttons.children = [self.play_button, *others, self.groups.rate]  # Play first
        self.play_button.button_style = "primary"
        return [buttons, run, *self.groups.rows()]

    def frame_key(self, state, view):
        return [] if view.peek else super().frame_key(state, view)

    def refresh(self):
        """Compute and draw the newest state, or say that it waits for PyTorch."""
        if self.drawn and self.torch.wanted(self.state):
            self.groups.say(torch_loading.SENTENCE)
            with self.lock, self.picture.lock:
                self.scene.settings.say(torch_loading.SENTENCE)
                self.canvas.frame_key, self.canvas.frame = [], self.picture.frame(self.canvas.ratio)
            return
        if self.drawn and torch_loading.SENTENCE in self.groups.rate.value:
            self.groups.say("")
        super().refresh()

    def after_draw(self, view):
        super().after_draw(view)
        self.groups.thumbnails.follow(view.state.data)
        if not self.playing:
            self.groups.follow(view, to_text(view.state))

    def keep(self):
        """Keep this run as the second one: it is shown next to whatever becomes of this one."""
        self.set(frozen=replace(self.state, frozen=None), panel="two runs")

    def measure(self):
        """Measure the loss around the weights at the step shown."""
        self.set(panel="landscape", survey=self.at)

    def show(self, state):
        super().show(state)
        self.groups.say("")

    def load(self, text):
        """Show the state that a text stands for."""
        try:
            state = from_text(text)
        except ValueError as fault:
            self._report(fault)
            return
        self.show(state)

    def on_link(self, state):
        if state.startswith(LINK_PREFIXES):
            self.load(state)

    # Live training.

    def play(self):
        """Train frame by frame until Pause. Without an event loop, train for a hundred steps at once."""
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
            if not self.closed and not self.playing:
                self.request()  # at rest there is time for fine cells

    def advance(self):
        """Train for one frame and draw it; return whether there is more to do."""
        if self.torch.wanted(self.state):
            return True
        with self.lock:
            run = self.run(self.state)
            at, stopped = run.train_to(self.state.position)

            def step():
                nonlocal at, stopped
                at, stopped = run.train_to(at + 1)
                return not stopped and at < MAX_STEPS

            spend(step, int(self.speed.value))
            # Where training stops, the step after it is asked for: its snapshot says why.
            self.state = replace(self.state, position=at + bool(stopped), half=False)
            self.refresh()
        now, (began, first) = time.perf_counter(), self._rate
        if now - began > 1:
            self.groups.say(f"{(at - first) / (now - began):,.0f} steps/s")
            self._rate = (now, at)
        return not stopped and at < MAX_STEPS
