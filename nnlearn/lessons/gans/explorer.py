"""The GAN explorer: generator and discriminator play in the plane, turn by turn, on points of the learner's choice."""

import asyncio

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.live import Live
from nnlearn.explorers.snapshots import RunCache
from nnlearn.explorers.throttle import running_loop
from nnlearn.lessons.gans import listing, words
from nnlearn.lessons.gans.data import EDGE, OWN
from nnlearn.lessons.gans.picture import HEIGHT, PLANE, WIDTH, Scene
from nnlearn.lessons.gans.pipeline import LEADS, area_at
from nnlearn.lessons.gans.run import MAX_STEPS, Run, shared_steps
from nnlearn.lessons.gans.state import State, next_part, next_state, part_of_step, settings_of
from nnlearn.lessons.gans.tour import TOUR
from nnlearn.lessons.gans.turn import LEARN_G, batch_of
from nnlearn.lessons.gans.view import view_of
from nnlearn.plots.style import SMALL, TEXT

PART_SECONDS = 2.5  # that each part of a slow step is shown
HIT_PIXELS = 5  # a point this near to the pointer is named
PEN_SPACING = 0.08  # of the points that a stroke of the pen adds
MAX_POINTS = 200  # drawn with the pen


class GanExplorer(Live):
    """Watch two networks play: one makes points out of noise, the other tells them from the data.

    The colour is the discriminator's judgement of each place, orange for real, blue for generated. The grid is the
    generator: an even grid over the noise, warped. Each generated point has an arrow along which its own generator loss
    falls. Above is the diagram of the game with its live numbers: noise, generator, points, discriminator, p(real). On
    the right are the share of points on each mode, the losses and the number of modes captured.

    Play streams. Every step is recorded, so Back, Rewind and the slider revisit it. Slow step takes one training step
    in six parts, each with a sentence, and lights the part of the diagram that is at work; half a step lets the
    discriminator move, and then the generator. Rates and turns may be changed during the game; another loss, seed or
    drawing starts a new one. With the pen you draw data of your own.

    Parameters
    ----------
    **start
        Where the settings start: data, loss, lr_d, lr_g, k, seed, position, half, drawn. See `Explorer`.

    Examples
    --------
    >>> explorer = GanExplorer(data="ring")
    >>> explorer.go(2)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Two players in the plane, step 2: ...
    >>> explorer.close()
    """

    State = State
    size = (WIDTH, HEIGHT)
    max_steps, first_span = MAX_STEPS, 100
    keys = ("n", "h", "s", "a", "Delete", "c", *ARROWS)
    help = (
        "Draw data of your own in the plane; click the diagram for a part of a step. Keys: n next part, h half a step, "
        "s a step; arrows move a pen, a adds a point, Delete removes it, c clears."
    )
    suggestion = "press Play."
    tour = TOUR
    cursors: dict = {"plane": "crosshair", "pipeline": "pointer"}

    # The picture.

    def setup(self):
        self.runs = RunCache(Run, shared_steps)
        self._slow = False  # whether what plays is one step in slow motion

    def build(self, picture):
        self.scene = Scene(picture)
        self.title, self.line = picture.words(14, 6, TEXT, "bold"), picture.words(14, 26, SMALL)

    def compute(self, state):
        run = self.run(state)
        batch = batch_of(state, run) if state.part else None
        return view_of(state, run.at(state.position, state.half), batch)

    def run(self, state):
        """Return the game of a state."""
        return self.runs.of(settings_of(state))

    def draw(self, view):
        self.scene.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.line(view))

    # Words and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return listing.code(view)

    def numbers(self, view):
        found = {"made": view.batch.made if view.batch else view.now.generated}
        return found | {"scores[0]": view.scores[0], "scores[1]": view.scores[1]}

    # Live play.

    def extras(self):
        buttons, run = super().extras()
        slow = widgets.Button(description="Slow step", icon="hourglass-half")
        slow.tooltip = "One training step in six parts; pressed again, on to the next part"
        slow.on_click(lambda _: self.slow_step())
        half = next(k for k, button in enumerate(buttons.children) if button.description == "Half step")
        buttons.children = (*buttons.children[: half + 1], slow, *buttons.children[half + 1 :])
        return [buttons, run]

    def slow_step(self):
        """Show the parts of a step one after another, a while each; without an event loop, the next one."""
        self.pause()
        self.set(**next_part(self.state))
        loop = running_loop()
        if loop is not None:
            self._slow = True
            self._begin(loop)

    def play(self):
        self._slow = False
        super().play()

    async def _play(self):
        if not self._slow:
            await super()._play()
            return
        me = asyncio.current_task()
        try:
            while self._player is me and self.state.part != LEARN_G:
                await asyncio.sleep(PART_SECONDS)
                if self._player is me:
                    self.set(**next_part(self.state))
        finally:
            self._over(me)

    def frame_key(self, state, view):
        return [] if state.part else super().frame_key(state, view)

    def finished(self):
        return self.at >= MAX_STEPS

    def advance(self):
        with self.lock:
            return self.advance_by(self.run(self.state).play_to, MAX_STEPS, half=False, part=0)

    # Settings, pointer and keys.

    def next_state(self, state, **changes):
        return next_state(state, **changes)

    def put(self, place):
        """Add a point to the reader's own data."""
        a, b = (float(f"{v:.3g}") for v in np.clip(place, -EDGE, EDGE))
        drawn = self.state.drawn if self.state.data == OWN else ()
        self.set(data=OWN, drawn=(*drawn, (a, b))[-MAX_POINTS:], pen=(a, b))

    def on_pointer(self, event):
        place, drawn = (event["x"], event["y"]), self.state.drawn
        if event["axes"] == "pipeline" and event["type"] == "down":
            area = area_at(*place)
            if area:
                self.pause()
                self.set(**part_of_step(self.state, LEADS[area]))
        if event["axes"] != "plane" or event["type"] == "up":
            return
        self.pause()
        if event["type"] == "down" or not drawn or np.hypot(*np.subtract(place, drawn[-1])) > PEN_SPACING:
            self.put(place)

    def on_hover(self, event):
        place, view = np.array([event["x"], event["y"]]), self.view
        if event["axes"] == "plane":
            return words.plane(view, place, HIT_PIXELS * 2 * EDGE / PLANE[2])
        if event["axes"] == "pipeline":
            area = area_at(*place)
            return words.part_of(view, area) if area else ""
        if event["axes"] == "noise":
            return words.noise(view, place)
        return {"meter": words.bar, "loss": words.losses, "count": words.count}[event["axes"]](view, place[0])

    def on_key(self, key):
        state = self.state
        if key == "n":
            self.set(**next_part(state))
        elif key == "h":
            self.set(half=not state.half)
        elif key == "s":
            self.go(self.at + 1)
        elif key in ARROWS:
            pen = np.clip(np.add(state.pen or (0.0, 0.0), np.multiply(ARROWS[key], PEN_SPACING)), -EDGE, EDGE)
            self.set(pen=tuple(float(f"{v:.3g}") for v in pen))
        elif key == "a":
            self.put(state.pen or (0.0, 0.0))
        elif state.data == OWN:
            self.set(drawn=state.drawn[:-1] if key == "Delete" else ())
