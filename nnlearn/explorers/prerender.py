"""Draw a recorded run in advance and send it once, so that the browser scrubs through it without asking the kernel."""

import asyncio
from dataclasses import replace

import numpy as np

from nnlearn.explorers.png import quick_png
from nnlearn.explorers.stream import BUDGET_SECONDS, REST_SECONDS
from nnlearn.explorers.throttle import clock, running_loop

SETTLE_SECONDS = 0.3  # without a new picture before drawing begins
MAX_BYTES = 12_000_000  # sent in advance per setting; the kernel draws positions farther away when asked


class Prerenderer:
    """Draws the positions of a run once the reader approaches, nearest first, in at most half of the kernel's time.

    The browser gets one whole picture, and for every other position the pixels that differ from it on a transparent
    ground. Each setting has a version; the browser forgets the pictures of the previous one.

    Parameters
    ----------
    explorer : Recorded
        Its `compute` must depend on nothing but the state, at the positions that `drawable(view)` returns.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.key: tuple = ()  # settings and screen resolution of this version
        self.near, self.task = False, None
        self.version = 0
        self.forget()

    def forget(self):
        """Start from scratch, for another version or for a new view, which has no pictures yet."""
        self.done, self.first, self.sent_bytes = set[int](), None, 0  # positions, pixels of the first of them, bytes

    def frame_key(self, state, position, *more):
        """Return [version, position] of a picture: one version for all positions of a run at one resolution."""
        key = (replace(state, position=0), self.explorer.canvas.ratio, *more)
        if key != self.key:
            self.key, self.version = key, self.version + 1
            self.forget()
        return [self.version, position]

    def next_position(self):
        """Return the position to draw next, the nearest to the one shown; None if there is nothing to draw."""
        explorer = self.explorer
        if explorer.closed or not explorer.canvas.frame_key or self.sent_bytes >= MAX_BYTES:
            return None
        left = (position for position in explorer.drawable(explorer.view) if position not in self.done)
        return min(left, key=lambda position: abs(position - explorer.at), default=None)

    def idle(self):
        """Return whether the picture shows the newest setting, and nothing plays."""
        return self.explorer.pictured is self.explorer.state and not self.explorer.playing

    def request(self):
        """Begin to draw if the reader is near and there is something left to draw."""
        loop = running_loop()
        if self.near and self.task is None and loop is not None and self.next_position() is not None:
            self.task = loop.create_task(self._serve())

    async def _serve(self):
        explorer = self.explorer
        try:
            while self.next_position() is not None:
                drawn = explorer.drawn
                await asyncio.sleep(SETTLE_SECONDS)
                while self.next_position() is not None and self.idle() and drawn == explorer.drawn:
                    began = clock()
                    self._draw(began)
                    await asyncio.sleep(max(REST_SECONDS, clock() - began))
        finally:
            self.task = None

    def _draw(self, began):
        """Draw and send as many positions as there is time for, at least one."""
        explorer, frames = self.explorer, dict[int, bytes]()
        with explorer.lock:
            if not self.idle():  # an event came in between
                return
            whole = self.first is None
            while (position := self.next_position()) is not None:
                self.done.add(position)
                try:
                    pixels = self._pixels(position)
                except Exception:  # a reader who goes there will see the reason
                    continue
                frames[position] = quick_png(pixels if self.first is None else over(self.first, pixels))
                self.first = pixels if self.first is None else self.first
                if clock() - began > BUDGET_SECONDS:
                    break
            explorer.draw(explorer.view)  # the artists return to where they were
            self.sent_bytes += sum(map(len, frames.values()))
            if frames:
                message = {"type": "prerendered", "version": self.version, "places": list(frames), "whole": whole}
                explorer.canvas.send(message, list(frames.values()))

    def _pixels(self, position):
        explorer = self.explorer
        with explorer.picture.lock:
            explorer.draw(explorer.compute(explorer.next_state(explorer.state, position=position)))
            return explorer.picture.pixels(explorer.canvas.ratio)[..., :3].copy()


def over(first, pixels):
    """Return the pixels that differ from the first picture, as RGBA; laid over it, they give `pixels`.

    Examples
    --------
    >>> first, pixels = np.zeros((2, 2, 2, 3), np.uint8)
    >>> pixels[0, 1] = 9
    >>> over(first, pixels)[0].tolist()
    [[0, 0, 0, 0], [9, 9, 9, 255]]
    """
    differ = (first != pixels).any(axis=2)
    found = np.zeros((*differ.shape, 4), np.uint8)
    found[differ, :3], found[differ, 3] = pixels[differ], 255
    return found
