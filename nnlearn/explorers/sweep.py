"""An explorer with a Play button that moves one of its sliders from its low end to its high end."""

import asyncio

import ipywidgets as widgets

from nnlearn.explorers.controls import row
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.recorded import CALM_SECONDS, PLAYING, stop_on_interrupt
from nnlearn.explorers.throttle import running_loop


class Sweep(Explorer):
    """An explorer whose most telling slider can be played: `sweeps` names its field.

    Play begins at the low end, or where Pause left it. Nothing plays by itself. Playing ends at the high end, with
    Pause, when the last view leaves the page, when the kernel is interrupted, and with `close`.

    Parameters
    ----------
    **start
        Where the settings start, see `Explorer`.

    Examples
    --------
    >>> from nnlearn.explorers import NeuronExplorer
    >>> explorer = NeuronExplorer(current=1.0)
    >>> explorer.play()  # without an event loop it jumps to the end
    >>> explorer.state.current
    4.0
    >>> explorer.close()
    """

    sweeps = ""  # the field
    play_label = "Play"
    per_second = 10  # steps of the slider
    _player = None  # the task that plays
    _paused_at = None  # the value at which Pause left it
    _views = 0

    def extras(self):
        """Return the row with the Play button."""
        self.play_button = widgets.Button(description=self.play_label, icon="play")
        self.play_button.on_click(lambda _: self.pause() if self.playing else self.play())
        return [row([self.play_button])]

    @property
    def playing(self):
        """Whether it plays."""
        return self._player is not None

    def play(self):
        """Move the slider to its high end, step by step. Without an event loop, jump there."""
        slider, loop = self.controls[self.sweeps], running_loop()
        if self.playing or self.closed:
            return
        if loop is None:
            self.set(**{self.sweeps: slider.max})
            return
        if self._paused_at != slider.value or slider.value >= slider.max:
            self.set(**{self.sweeps: slider.min})
        PLAYING.add(self)
        if self.kernel_loop is not None:
            self.kernel_loop.call_soon_threadsafe(stop_on_interrupt, self.kernel_loop)
        self._player = loop.create_task(self._play())
        self._label()

    async def _play(self):
        me, slider = asyncio.current_task(), self.controls[self.sweeps]
        try:
            while slider.value < slider.max:
                await asyncio.sleep(CALM_SECONDS if self.canvas.calm else 1 / self.per_second)
                if self._player is not me:
                    break
                self.set(**{self.sweeps: min(round(slider.value + slider.step, 9), slider.max)})
        finally:
            if self._player is me:
                self._player = None
            self._label()

    def pause(self):
        """Stop playing; the slider stays where it is."""
        player, self._player = self._player, None
        if player is not None:
            self._paused_at = self.controls[self.sweeps].value
            self._label()
            player.get_loop().call_soon_threadsafe(player.cancel)  # it may play on the loop of another thread

    def _label(self):
        if not self.closed:
            self.play_button.description, self.play_button.icon = (
                ("Pause", "pause") if self.playing else (self.play_label, "play")
            )

    def on_view(self, kind):
        """Count the views, and pause when the last one is gone."""
        self._views += {"seen": 1, "gone": -1}.get(kind, 0)
        if self._views <= 0:
            self.pause()

    def show(self, state):
        """Stop, and show a whole state."""
        self.pause()
        super().show(state)

    def close(self):
        """Stop, and close the explorer."""
        self.pause()
        super().close()
