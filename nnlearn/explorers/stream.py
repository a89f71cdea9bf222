"""A stream on the kernel's own event loop: compute a little, show it, sleep, so that sliders stay alive in between."""

import asyncio

from nnlearn.explorers.throttle import clock

FRAME_SECONDS = 1 / 36  # from one frame to the next; a busy screen skips one now and then, and shows 30 per second
BUDGET_SECONDS = 0.015  # of computing per frame, at most
REST_SECONDS = 0.003  # that every frame leaves for other events, at least


async def stream(act, frame=FRAME_SECONDS):
    """Call `act()` once per frame until it returns False; cancelling the task ends it.

    Parameters
    ----------
    act : callable
        Returns whether there is more to do. It should return within about `BUDGET_SECONDS`, and draws what it made.
    frame : float, default 1/36
        Seconds from one call to the next. A call that takes longer is followed by a sleep of `REST_SECONDS`; one that
        comes late, as timers do, by a shorter sleep, so that the rate is the one asked for.

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
    """Call `step()` up to `max_calls` times, while there is time and it returns True; return the number of calls.

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
