"""Draw soon, not too often, and only the newest state: the throttle between a storm of events and a picture."""

import asyncio
import threading
import time

INTERVAL_SECONDS = 0.025  # from one frame to the next: 40 per second
PAUSE_SECONDS = 0.01  # that every frame leaves the kernel free for events, at least


def running_loop():
    """Return the event loop of this thread, or None where none runs (plain Python, a test)."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def clock():
    """Return the time of the running loop's clock, in seconds; without a loop, of Python's."""
    loop = running_loop()
    return time.perf_counter() if loop is None else loop.time()


class Throttle:
    """Call a function soon after it was requested, however often that was, and at most once per interval.

    A task calls it on the event loop in which the first event arrived, so that events that come meanwhile only set the
    state that it will find. Without a loop it is called at once. It must not raise.

    Parameters
    ----------
    act : callable without arguments

    Examples
    --------
    >>> seen = []
    >>> async def storm():
    ...     throttle = Throttle(lambda: seen.append(n))
    ...     for n in range(1000):
    ...         throttle.request()
    ...     await asyncio.sleep(3 * INTERVAL_SECONDS)
    >>> n = 999
    >>> asyncio.run(storm())
    >>> seen
    [999]
    """

    def __init__(self, act):
        self.act, self.lock = act, threading.RLock()
        self.wanted = self.closed = False
        self.task = None

    def request(self):
        """Ask for a call: more requests until then are the same one."""
        with self.lock:
            self.wanted = True
            if self.closed or self.task is not None:
                return
            loop = running_loop()
            if loop is not None:
                self.task = loop.create_task(self._serve())
                return
        self._call()

    def _call(self):
        self.wanted = False
        self.act()

    async def _serve(self):
        try:
            while self.wanted and not self.closed:
                began = clock()
                self._call()
                await asyncio.sleep(max(PAUSE_SECONDS, INTERVAL_SECONDS - (clock() - began)))
        finally:
            with self.lock:
                self.task = None
        if self.wanted:  # requested between the last check and the end of this task
            self.request()

    def close(self):
        """End it: the function is not called again."""
        with self.lock:
            self.closed = True
            if self.task is not None:
                self.task.get_loop().call_soon_threadsafe(self.task.cancel)
