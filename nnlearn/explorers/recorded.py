"""Play, pause, step, rewind and scrub through a run that has been recorded."""

import asyncio
import math
import signal
import threading
import weakref

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.prerender import Prerenderer
from nnlearn.explorers.throttle import running_loop

PLAYING: weakref.WeakSet = weakref.WeakSet()  # what an interrupt of the kernel stops
END = 10**9  # a position past the end of every run: the run is shown to its end
LONGEST = (math.inf, 10, 4)  # seconds that a whole run may take, at each speed: who presses Play waits for its end
FRAME = 1 / 30
CALM_SECONDS = 0.5  # at least this long per step for readers who ask for less motion


class Recorded(Explorer):
    """An explorer of a recorded run, whose state has `position`: the number of completed steps shown.

    Declare `position: int = slide(0, 0, 1, 1, "step")` in `State`. In addition to the methods of `Explorer`, a subclass
    defines `length(view)`, the number of steps in the run, and may define `jump_positions(view)`, where the button
    "Next ..." (`jump_label`) goes. A field `half` in `State` gets a button for half a step.

    Nothing plays by itself. Playing ends at the end of the run, with Pause, when the last view of it leaves the page
    (its cell was run again), when the kernel is interrupted, and with `close`.

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
        self._player = None  # the task that plays
        self._views = 0
        self._prerenderer = Prerenderer(self)
        super().__init__(**start)

    def length(self, view):
        """Return the number of steps in the run."""
        raise NotImplementedError

    def jump_positions(self, view):
        """Return the positions worth stopping at, in ascending order."""
        return []

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
        self.play_button = widgets.Button(description="Play", icon="play")
        self.play_button.on_click(lambda _: self.pause() if self.playing else self.play())
        buttons = [
            self.action_button("Rewind", "fast-backward", lambda: self.go(0)),
            self.action_button("Back", "step-backward", lambda: self.go(self.at - 1)),
            self.play_button,
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

    @property
    def playing(self):
        """Whether it plays."""
        return self._player is not None

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

    def _begin(self, loop):
        """Start the task that plays; an interrupt of the kernel ends it."""
        PLAYING.add(self)
        if self.kernel_loop is not None:
            self.kernel_loop.call_soon_threadsafe(stop_on_interrupt, self.kernel_loop)
        self._player = loop.create_task(self._play())
        self._label()

    async def _play(self):
        me = asyncio.current_task()
        try:
            while not self.finished():
                pause, steps = self.beat()
                await asyncio.sleep(max(pause, CALM_SECONDS) if self.canvas.calm else pause)
                if self._player is not me:
                    break
                self.go(self.at + steps)
        finally:
            if self._player is me:
                self._player = None
            self._label()

    def finished(self):
        """Return whether there is nothing left to play."""
        return self.at >= self.length(self.view)

    def beat(self):
        """Return the seconds until the next picture, and how many steps to advance; long runs go by in larger ones."""
        place = [steps for _, steps in self.speeds].index(self.speed.value)
        pace = max(self.speed.value, self.length(self.view) / LONGEST[place])
        pause = max(1 / pace, FRAME)
        return pause, max(round(pace * pause), 1)

    def pause(self):
        """Stop playing; the position stays."""
        player, self._player = self._player, None
        if player is not None:
            self._label()
            player.get_loop().call_soon_threadsafe(player.cancel)  # it may play on the loop of another thread

    def _label(self):
        if not self.closed:
            self.play_button.description, self.play_button.icon = (
                ("Pause", "pause") if self.playing else ("Play", "play")
            )

    def on_view(self, kind):
        """Count the views; pause when the last one is gone, and draw in advance when the reader approaches one."""
        self._views += {"seen": 1, "gone": -1}.get(kind, 0)
        if self._views <= 0:
            self.pause()
        if kind == "seen":
            with self.lock:
                self._prerenderer.forget()
        elif kind == "near":
            self._prerenderer.near = True
            self._prerenderer.request()

    def show(self, state):
        """Stop, and show a whole state."""
        self.pause()
        super().show(state)

    def close(self):
        """Stop, and close the explorer."""
        self.pause()
        super().close()


def stop_on_interrupt(loop):
    """Let an interrupt of the kernel stop what plays while no cell runs: a running cell gets the interrupt itself.

    Parameters
    ----------
    loop : asyncio loop of the main thread
        This function must run on it, because Python sets signal handlers only there.
    """
    before = signal.getsignal(signal.SIGINT)
    if getattr(before, "stops_explorers", False) or threading.current_thread() is not threading.main_thread():
        return
    if before is signal.default_int_handler:  # the kernel has set this for a cell, and will undo what is set now
        loop.call_later(0.2, stop_on_interrupt, loop)
        return

    def stop(number, frame):
        for explorer in list(PLAYING):
            explorer.pause()
        if callable(before):
            before(number, frame)

    stop.stops_explorers = True  # type: ignore[attr-defined]
    signal.signal(signal.SIGINT, stop)
