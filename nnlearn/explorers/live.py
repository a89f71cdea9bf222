"""A stream on the kernel's own event loop: compute a little, show it, sleep, so that sliders stay alive between."""

import asyncio
import time

FRAME = 1 / 32  # seconds from one frame to the next
BUDGET = 0.015  # seconds of computing in a frame, at most
REST = 0.003  # seconds that every frame leaves to other events, at the least


async def stream(act, frame=FRAME):
    """Call `act()` once a frame until it returns False; cancelling the task ends it.

    Parameters
    ----------
    act : callable
        Returns whether there is more. It must be done within about `BUDGET`, and draws what it made.
    frame : float, default 1/32
        Seconds from one call to the next; a call that took longer is followed by `REST`.

    Examples
    --------
    >>> left = [3]
    >>> def act():
    ...     left[0] -= 1
    ...     return left[0] > 0
    >>> asyncio.run(stream(act, 0.001))
    >>> left
    [0]
    """
    while True:
        began = time.perf_counter()
        if not act():
            return
        await asyncio.sleep(max(REST, frame - (time.perf_counter() - began)))


def spend(step, most, seconds=BUDGET):
    """Call `step()` up to `most` times, as long as the time lasts and it returns True; return how often it was.

    Examples
    --------
    >>> spend(lambda: True, most=4, seconds=10)
    4
    """
    began, done = time.perf_counter(), 0
    while done < most and step():
        done += 1
        if time.perf_counter() - began > seconds:
            break
    return done
