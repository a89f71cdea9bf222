"""A stream on the kernel's own event loop: compute a little, show it, sleep, so that sliders stay alive between."""

import asyncio

from nnlearn.explorers.throttle import clock

FRAME_SECONDS = 1 / 36  # seconds from one frame to the next; a screen that is busy skips one now and then, and shows 30
BUDGET_SECONDS = 0.015  # seconds of computing in a frame, at most
REST_SECONDS = 0.003  # seconds that every frame leaves to other events, at the least


async def stream(act, frame=FRAME_SECONDS):
    """Call `act()` once a frame until it returns False; cancelling the task ends it.

    Parameters
    ----------
    act : callable
        Returns whether there is more. It must be done within about `BUDGET_SECONDS`, and draws what it made.
    frame : float, default 1/36
        Seconds from one call to the next. A call that took longer is followed by `REST_SECONDS`; one that came late, as
        timers do, is followed by a shorter sleep, so that there are as many a second as were asked for.

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
    due = clock()
    while act():
        now = clock()
        due = max(due + frame, now + REST_SECONDS)
        await asyncio.sleep(due - now)


def spend(step, max_calls, seconds=BUDGET_SECONDS):
    """Call `step()` up to `max_calls` times, as long as the time lasts and it returns True; return how often it was.

    Examples
    --------
    >>> spend(lambda: True, max_calls=4, seconds=10)
    4
    """
    began, done = clock(), 0
    while done < max_calls and step():
        done += 1
        if clock() - began > seconds:
            break
    return done
