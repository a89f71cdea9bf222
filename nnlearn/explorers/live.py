"""A run that grows: what was not played yet is played when it is asked for, and it streams on until Pause."""

import asyncio

from nnlearn.explorers.recorded import Recorded
from nnlearn.explorers.stream import FRAME_SECONDS, stream


class Live(Recorded):
    """A `Recorded` run whose end is open: going to a later step plays up to there.

    Besides what `Recorded` wants, a subclass gives `advance()`, which plays for one frame, draws it and returns whether
    there is more to do; its views have `at` and `reached`, and its state has `half`.

    Attributes
    ----------
    max_steps, first_span : int
        The last step there can be, and the steps that the slider spans before more are played.
    prerender_reach : int
        How many steps are drawn ahead on either side of the one that is shown, as far as they were played.
    """

    max_steps, prerender_reach = 20_000, 20
    first_span = 100
    speeds = (("1 step a frame", 1.0), ("4 steps a frame", 4.0), ("as fast as it can", 1e6))

    def length(self, view):
        return max(view.reached, self.first_span)

    def drawable(self, view):
        return range(max(self.at - self.prerender_reach, 0), min(self.at + self.prerender_reach, view.reached) + 1)

    def frame_key(self, state, view):
        return [] if state.half else self._prerenderer.frame_key(state, view.at, view.reached)

    @property
    def at(self):
        return self.view.at if self.pictured is self.state else self.state.position

    def go(self, position):
        """Show the run after so many steps: what was not played yet is played now."""
        self.set(position=min(max(position, 0), self.max_steps), half=False)

    def advance(self):
        """Play for one frame, draw it, and return whether there is more to do."""
        raise NotImplementedError

    def extras(self):
        buttons, run = super().extras()
        self.speed.description, self.controls["position"].layout.width = "", "460px"
        return [buttons, run]

    async def _play(self):
        me = asyncio.current_task()
        try:
            await stream(lambda: self._player is me and self.advance(), 0.5 if self.canvas.calm else FRAME_SECONDS)
        finally:
            if self._player is me:
                self._player = None
            self._label()
