"""Draw a recorded run ahead and send it once, so that the browser scrubs through it without asking the kernel."""

import asyncio
import time
from dataclasses import replace

import numpy as np

from nnlearn.explorers.live import BUDGET, REST
from nnlearn.explorers.pace import running_loop
from nnlearn.explorers.png import quick_png

SETTLE = 0.3  # seconds without another setting before drawing begins
MOST = 12_000_000  # bytes that are sent ahead for one setting; what is farther away is asked for as before


class Ahead:
    """Draws the places of a run, the nearest first, in at most half of the kernel's time, once somebody comes near.

    The browser gets one whole picture and for every other place the pixels that differ from it, the rest transparent.
    Each setting has a version; the browser forgets the pictures of the last one.

    Parameters
    ----------
    explorer : Recorded
        `compute` must be pure in the position.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.version, self.sent = 0, -1
        self.key: tuple = (None, None)  # settings and kind of screen of this version
        self.near, self.task = False, None

    def moment(self, state, position):
        """Return [version, position] of a picture: one version for all places of a run, on one kind of screen."""
        key = (replace(state, position=0), self.explorer.canvas.ratio)
        if key != self.key:
            self.key, self.version = key, self.version + 1
        return [self.version, position]

    def request(self):
        """Begin to draw, if somebody is near and there is something left to draw."""
        loop = running_loop()
        if self.near and self.task is None and self.sent != self.version and loop is not None:
            self.task = loop.create_task(self._serve())

    async def _serve(self):
        try:
            while self.sent != self.version and not self.explorer.closed:
                version = self.version
                await asyncio.sleep(SETTLE)
                if version == self.version and not self.explorer.playing:
                    await self._draw(version)
        finally:
            self.task = None

    async def _draw(self, version):
        """Draw and send piece by piece, until all is sent or the setting is another one."""
        explorer, first, sent = self.explorer, None, 0
        here = explorer.at
        places = sorted(range(explorer.length(explorer.view) + 1), key=lambda place: abs(place - here))
        while places and sent < MOST:
            began, frames = time.perf_counter(), dict[int, bytes]()
            with explorer.lock:
                if explorer.closed or version != self.version or replace(explorer.state, position=0) != self.key[0]:
                    return
                while places and (not frames or time.perf_counter() - began < BUDGET):
                    place = places.pop(0)
                    try:
                        pixels = self._pixels(place)
                    except Exception:  # who goes there will read why
                        continue
                    frames[place] = quick_png(pixels if first is None else over(first, pixels))
                    first = pixels if first is None else first
                explorer.draw(explorer.view)  # the artists go back to where they were
                message = {"type": "ahead", "version": version, "places": list(frames)}
                explorer.canvas.send(message, list(frames.values()))
            sent += sum(map(len, frames.values()))
            await asyncio.sleep(max(REST, time.perf_counter() - began))
        self.sent = version

    def _pixels(self, place):
        explorer = self.explorer
        with explorer.picture.lock:
            explorer.draw(explorer.compute(explorer.change(explorer.state, position=place)))
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
