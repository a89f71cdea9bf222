"""A run without a fixed end: a step is computed when it is first asked for, and Play streams on until Pause."""

import asyncio
from dataclasses import replace

from nnlearn.explorers.recorded import Recorded
from nnlearn.explorers.stream import FRAME_SECONDS, spend, stream


class Live(Recorded):
    """A `Recorded` run without a fixed end: moving to a step that has not been computed computes it.

    In addition to the methods of `Recorded`, a subclass defines `advance()`. Its views have `at`, the step shown, and
    `reached`, the last step computed; its state has `half`.

    Attributes
    ----------
    max_steps, first_span : int
        The largest step allowed; the slider's initial range.
    prerender_reach : int
        How many steps are drawn in advance on either side of the one shown, if they have been computed.
    """

    max_steps, prerender_reach = 20_000, 20
    first_span = 100
    speeds = (("1 step a frame", 1.0), ("4 steps a frame", 4.0), ("as fast as it can", 1e6))
    first_speed = 2  # who presses Play for the first time sees a result within seconds

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
        """Show the run after `position` steps; those that have not been computed are computed now."""
        self.set(position=min(max(position, 0), self.max_steps), half=False)

    def advance(self):
        """Compute for one frame, draw it, and return whether there is more to do."""
        raise NotImplementedError

    def advance_by(self, move, last, **changes):
        """Compute for one frame by `move(step)`, at most up to the last step: the body of `advance`.

        Parameters
        ----------
        move : callable
            Gets the number of the step to compute.
        last : int
        **changes
            Fields of the state besides its position.

        Returns
        -------
        bool
            Whether there is more to do.
        """
        with self.lock:
            at = self.state.position

            def step():
                nonlocal at
                at += 1
                move(at)
                return at < last

            if at < last:
                spend(step, int(self.speed.value))
            self.state = replace(self.state, position=at, **changes)
            self.refresh()
        return not self.finished()

    def extras(self):
        buttons, run = super().extras()
        self.speed.add_class("nnlearn-unlabelled")  # its options say what it is; a screen reader hears the label
        return [buttons, run]

    async def _play(self):
        me = asyncio.current_task()
        try:
            await stream(lambda: self._player is me and self.advance(), 0.5 if self.canvas.calm else FRAME_SECONDS)
        finally:
            self._over(me)
