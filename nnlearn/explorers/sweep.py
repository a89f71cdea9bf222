"""An explorer with a Play button that moves one of its sliders from its low end to its high end."""

import asyncio

from nnlearn.explorers.controls import row
from nnlearn.explorers.playing import CALM_SECONDS, Playing
from nnlearn.explorers.throttle import running_loop


class Sweep(Playing):
    """An explorer whose most telling slider can be played: `sweeps` names its field.

    Play begins at the low end, or where Pause left it, and ends at the high end, or as `Playing` says.

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
    per_second = 10  # steps of the slider
    _paused_at = None  # the value at which Pause left it

    def extras(self):
        """Return the row with the Play button."""
        return [row([self.new_play_button()])]

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
        self._begin(loop)

    async def _play(self):
        me, slider = asyncio.current_task(), self.controls[self.sweeps]
        try:
            while slider.value < slider.max:
                await asyncio.sleep(CALM_SECONDS if self.canvas.calm else 1 / self.per_second)
                if self._player is not me:
                    break
                self.set(**{self.sweeps: min(round(slider.value + slider.step, 9), slider.max)})
        finally:
            self._over(me)

    def pause(self):
        """Stop playing; the slider stays where it is."""
        if self.playing:
            self._paused_at = self.controls[self.sweeps].value
        super().pause()
