"""Draw a recorded run ahead and send it once, so that the browser scrubs through it without asking the kernel."""

import asyncio
from dataclasses import replace

import numpy as np

from nnlearn.explorers.png import quick_png
from nnlearn.explorers.stream import BUDGET_SECONDS, REST_SECONDS
from nnlearn.explorers.throttle import clock, running_loop

SETTLE_SECONDS = 0.3  # seconds without another setting before drawing begins
MAX_BYTES = 12_000_000  # bytes that are sent ahead for one setting; what is farther away is asked for as before


class Prerenderer:
    """Draws the places of a run, the nearest first, in at most half of the kernel's time, once somebody comes near.

    The browser gets one whole picture and for every other place the pixels that differ from it, the rest transparent.
    Each setting has a version; the browser forgets the pictures of the last one.

    Parameters
    ----------
    explorer : Recorded
        `compute` must be pure in the position, at the places that its `drawable(view)` names.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.key: tuple = ()  # settings and kind of screen of this version
        self.near, self.task = False, None
        self.version = 0
        self.forget()

    def forget(self):
        """Begin anew: another version, or a new view, which has no pictures yet."""
        self.done, self.first, self.sent_bytes = set[int](), None, 0  # places, pixels of the first of them, bytes

    def frame_key(self, state, position, *more):
        """Return [version, position] of a picture: one version for all places of a run, on one kind of screen."""
        key = (replace(state, position=0), self.explorer.canvas.ratio, *more)
        if key != self.key:
            self.key, self.version = key, self.version + 1
            self.forget()
        return [self.version, position]

    def next_place(self):
        """Return the place to draw next, the nearest to the one that is shown; None if there is nothing to draw."""
        explorer = self.explorer
        if explorer.closed or not explorer.canvas.frame_key or self.sent_bytes >= MAX_BYTES:
            return None
        places = (place for place in explorer.drawable(explorer.view) if place not in self.done)
        return min(places, key=lambda place: abs(place - explorer.at), default=None)

    def idle(self):
        """Return whether the picture shows the newest setting, and nothing plays."""
        return self.explorer.pictured is self.explorer.state and not self.explorer.playing

    def request(self):
        """Begin to draw, if somebody is near and there is something left to draw."""
        loop = running_loop()
        if self.near and self.task is None and loop is not None and self.next_place() is not None:
            self.task = loop.create_task(self._serve())

    async def _serve(self):
        explorer = self.explorer
        try:
            while self.next_place() is not None:
                drawn = explorer.drawn
                await asyncio.sleep(SETTLE_SECONDS)
                while self.next_place() is not None and self.idle() and drawn == explorer.drawn:
                    began = clock()
                    self._draw(began)
                    await asyncio.sleep(max(REST_SECONDS, clock() - began))
        finally:
            self.task = None

    def _draw(self, began):
        """Draw and send as many places as there is time for, and one at the least."""
        explorer, frames = self.explorer, dict[int, bytes]()
        with explorer.lock:
            if not self.idle():  # something came between
                return
            whole = self.first is None
            while (place := self.next_place()) is not None:
                self.done.add(place)
                try:
                    pixels = self._pixels(place)
                except Exception:  # who goes there will read why
                    continue
                frames[place] = quick_png(pixels if self.first is None else over(self.first, pixels))
                self.first = pixels if self.first is None else self.first
                if clock() - began > BUDGET_SECONDS:
                    break
            explorer.draw(explorer.view)  # the artists go back to where they were
            self.sent_bytes += sum(map(len, frames.values()))
            if frames:
                message = {"type": "prerendered", "version": self.version, "places": list(frames), "whole": whole}
                explorer.canvas.send(message, list(frames.values()))

    def _pixels(self, place):
        explorer = self.explorer
        with explorer.picture.lock:
            explorer.draw(explorer.compute(explorer.next_state(explorer.state, position=place)))
            return explorer.picture.pixels(explorer.canvas.ratio)[..., :3].copy()


def over(first, pixels):
    """Return what of `pixels` differs from the first picture, as RGBA; laid over it, it gives `pixels`.

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
