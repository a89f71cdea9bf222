"""An event loop with a fake clock: a sleep costs no real time, and every reading of the clock takes a millisecond."""

import asyncio

TICK_SECONDS = 0.001


class Loop(asyncio.SelectorEventLoop):
    """A loop that moves its clock to the next event instead of waiting for it.

    What runs on it reads the time by `loop.time()`, so a budget of 15 ms is spent after fifteen readings, on a fast
    machine and on a busy one alike.
    """

    def __init__(self, tick=TICK_SECONDS):
        super().__init__()
        self.now, self.tick = 0.0, tick
        self.poll = self._selector.select
        self._selector.select = self.skip

    def time(self):
        self.now += self.tick
        return self.now

    def skip(self, timeout=None):
        """Return the events that have arrived; if none have, move the clock to the next one that is due."""
        if timeout is None:  # nothing is due: only another thread can wake this loop
            return self.poll(None)
        self.now += max(timeout, 0)
        return self.poll(0)


def run(coroutine, tick=TICK_SECONDS):
    """Run a coroutine on such a loop, as `asyncio.run` does on a real one."""
    with asyncio.Runner(loop_factory=lambda: Loop(tick)) as runner:
        return runner.run(coroutine)
