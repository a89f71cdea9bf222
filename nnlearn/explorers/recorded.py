"""Play, pause, step, rewind and scrub through a run that has been recorded."""

import asyncio
import math

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.explorers.playing import CALM_SECONDS, Playing
from nnlearn.explorers.prerender import Prerenderer
from nnlearn.explorers.throttle import running_loop

END = 10**9  # a position past the end of every run: the run is shown to its end
LONGEST = (math.inf, 10, 4)  # seconds that a whole run may take, at each speed: who presses Play waits for its end
FRAME = 1 / 30


class Recorded(Playing):
    """An explorer of a recorded run, whose state has `position`: the number of completed steps shown.

    Declare `position: int = slide(0, 0, 1, 1, "step")` in `State`. In addition to the methods of `Explorer`, a subclass
    defines `length(view)`, the number of steps in the run, and may define `jump_positions(view)`, where the button
    "Next ..." (`jump_label`) goes. A field `half` in `State` gets a button for half a step.

    Playing ends at the end of the run, and as `Playing` says.

    Once the reader approaches, the run is drawn in advance (`Prerenderer`), and its slider then answers in the browser.

    Parameters
    ----------
    **start
        Where the settings start, see `Explorer`.

    Examples
    --------
    >>> from nnlearn.explorers import PerceptronExplorer
    >>> explorer = PerceptronExplorer(data="OR")
    >>> explorer.go(3)
    >>> explorer.go(explorer.at + 1)
    >>> explorer.at
    4
    >>> explorer.close()
    """

    placed_elsewhere: tuple = ("position",)
    jump_label = ""  # what is at one of `jump_positions`; no button without it
    speeds = (("slow", 1.0), ("normal", 4.0), ("fast", 20.0))  # steps per second, at least
    first_speed = 1  # of them

    def __init__(self, **start):
        self._prerenderer = Prerenderer(self)
        super().__init__(**start)

    def length(self, view):
        """Return the number of steps in the run."""
        raise NotImplementedError

    def jump_positions(self, view):
        """Return the positions worth stopping at, in ascending order."""
        return []

    async def on_the_way(self):
        """Show what lies between two pictures, where Play makes single steps and the reader does not ask for calm."""

    def drawable(self, view):
        """Return the positions that may be drawn in advance."""
        return range(self.length(view) + 1)

    @property
    def at(self):
        """The position shown: the state's, or the end if the run has become shorter."""
        return min(self.state.position, self.length(self.view))

    def extras(self):
        """Return the row of buttons, with the speed, and the slider below it."""
        self.canvas.follows = self.controls["position"].model_id
        buttons = [
            self.action_button("Rewind", "fast-backward", lambda: self.go(0)),
            self.action_button("Back", "step-backward", lambda: self.go(self.at - 1)),
            self.new_play_button(),
            self.action_button("Step", "step-forward", lambda: self.go(self.at + 1)),
        ]
        if hasattr(self.state, "half"):
            buttons.append(self.action_button("Half step", "adjust", lambda: self.set(half=not self.state.half)))
        if self.jump_label:
            buttons.append(self.action_button(f"Next {self.jump_label}", "forward", self.jump))
        _, begin = self.speeds[self.first_speed]
        self.speed = widgets.Dropdown(options=self.speeds, value=begin, description="speed")
        self.speed.style.description_width = "initial"
        slider = self.controls["position"]
        return [row([*buttons, self.speed]), row([slider])]

    def action_button(self, label, icon, act):
        """Return a button that stops what plays and calls `act()`."""
        button = widgets.Button(description=label, icon=icon)
        button.on_click(lambda _: (self.pause(), act()))
        return button

    def after_draw(self, view):
        """Fit the slider to the run."""
        slider = self.controls["position"]
        with self.panel.following():
            slider.max = max(self.length(view), 1)
            slider.value = self.at
        self._prerenderer.request()

    def frame_key(self, state, view):
        """Return [version of the settings, position] of a picture."""
        return self._prerenderer.frame_key(state, min(state.position, self.length(view)))

    def go(self, position):
        """Show the run after `position` steps (or its end, if it is shorter)."""
        self.set(position=min(max(position, 0), self.length(self.view)))

    def jump(self):
        """Go to the next position of `jump_positions`, or to the end."""
        self.go(next((place for place in self.jump_positions(self.view) if place > self.at), self.length(self.view)))

    def play(self):
        """Step to the end, one step after another; at the end, start over. Without an event loop, jump to the end."""
        if self.playing or self.closed:
            return
        loop = running_loop()
        if loop is None:
            self.go(self.length(self.view))
            return
        if self.finished():
            self.go(0)
        self._begin(loop)

    async def _play(self):
        me = asyncio.current_task()
        try:
            while not self.finished():
                pause, steps = self.beat()
                await asyncio.sleep(max(pause, CALM_SECONDS) if self.canvas.calm else pause)
                if self._player is me and steps == 1 and pause > FRAME and not self.canvas.calm:
                    await self.on_the_way()
                if self._player is not me:
                    break
                self.go(self.at + steps)
        finally:
            self._over(me)

    def finished(self):
        """Return whether there is nothing left to play."""
        return self.at >= self.length(self.view)

    def beat(self):
        """Return the seconds until the next picture, and how many steps to advance; long runs go by in larger ones."""
        place = [steps for _, steps in self.speeds].index(self.speed.value)
        pace = max(self.speed.value, self.length(self.view) / LONGEST[place])
        pause = max(1 / pace, FRAME)
        return pause, max(round(pace * pause), 1)

    def on_view(self, kind):
        """Draw in advance when the reader approaches a view; pause when the last one is gone."""
        super().on_view(kind)
        if kind == "seen":
            with self.lock:
                self._prerenderer.forget()
        elif kind == "near":
            self._prerenderer.near = True
            self._prerenderer.request()
