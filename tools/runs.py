"""The recorded run of an explorer in pictures, for pages that have no kernel."""

import io
from typing import NamedTuple

import tours
from PIL import Image

from nnlearn.explorers.recorded import Recorded
from nnlearn.plots.figure import SHARP

MOST = 24  # pictures of a run, its first and its last among them
MADE: dict = {}  # {call: its run}, since several pages may show the same


class Frame(NamedTuple):
    """One picture of a run: where in the run it is, the picture as WebP, and its words."""

    position: int
    webp: bytes
    alt: str


class Run(NamedTuple):
    """Pictures of a run of `length` steps at even distances; `label` names its slider, the cell opens at `start`."""

    label: str
    length: int
    start: int
    frames: tuple


def positions(length, most=MOST):
    """Return at most so many positions from 0 to the end, at even distances.

    Examples
    --------
    >>> positions(3), positions(100, 5)
    ([0, 1, 2, 3], [0, 25, 50, 75, 100])
    """
    count = min(length, most - 1)
    return [round(length * k / count) for k in range(count + 1)] if count else [0]


def run(call):
    """Return the run of an explorer as a cell writes it; None if it records none."""
    if call not in MADE:
        explorer = tours.made(call)
        try:
            MADE[call] = recorded(explorer) if isinstance(explorer, Recorded) else None
        finally:
            explorer.close()
    return MADE[call]


def recorded(explorer):
    """Return the `Run` of an explorer from where it starts."""
    length = explorer.length(explorer.view)
    if length < 1:
        return None
    frames = []
    for position in positions(length):
        view = explorer.compute(explorer.next_state(explorer.start, position=position))
        with explorer.picture.lock:
            explorer.draw(view)
            alt = " ".join(explorer.describe(view).split())  # some descriptions read what has just been drawn
            pixels = explorer.picture.pixels(SHARP)[..., :3]
        frames.append(Frame(position, webp(Image.fromarray(pixels)), alt))
    return Run(explorer.controls["position"].description, length, explorer.at, tuple(frames))


def webp(image):
    """Return a picture as lossless WebP of 256 colours, which a plot does not have."""
    few = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.convert("RGB").save(file, "webp", lossless=True, quality=80, method=4)
    return file.getvalue()
