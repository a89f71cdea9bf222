"""Products timed on this machine, a little at a time, so that the page stays alive meanwhile."""

import os
import platform
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from nnlearn.lessons.pytorch.products import LOOP, NUMPY, TORCH, WIDTHS, Rates, multiplied, product

LEAST_CALLS, LEAST_SECONDS, ENOUGH_SECONDS = 7, 0.02, 0.15  # that a product is timed for
GROWTH = 4  # of the work from one width to the next


@dataclass
class Measured:
    """What was measured on one machine.

    Parameters
    ----------
    machine, date : str
    times : dict
        {batch: {way: {width: seconds}}}
    rates : dict of str to Rates
        For each way: seconds of the smallest product, most products per second, bytes per second of a copy.
    finished : set of int
        Batches that were measured to the end.
    """

    machine: str
    date: str
    times: dict = field(default_factory=dict)
    rates: dict = field(default_factory=dict)
    finished: set = field(default_factory=set)

    def curve(self, batch, way, widths=WIDTHS):
        """Return the seconds for all widths (11,), NaN where there is none."""
        found = self.times.get(batch, {}).get(way, {})
        return np.array([found.get(n, np.nan) for n in widths])

    def add(self, batch, way, n, seconds):
        """Take in one time."""
        self.times.setdefault(batch, {}).setdefault(way, {})[n] = seconds
        old = self.rates.get(way)
        if old is not None:
            speed = max(old.speed, float(multiplied(batch, n)) / seconds)
            self.rates[way] = Rates(old.call, speed, old.traffic)


class Timing:
    """One product that is being timed: the shortest of its calls counts, the one that was disturbed least."""

    def __init__(self, work, clock, longest):
        self.work, self.clock, self.longest = work, clock, longest
        self.calls, self.spent, self.shortest = 0, 0.0, np.inf

    def call(self):
        """Call it once; return whether it should be called again."""
        began = self.clock()
        self.work()
        taken = self.clock() - began
        self.calls += 1
        if self.calls == 1:  # slow for anything: it counts only if there is no time for another
            self.shortest = taken if taken > self.longest else np.inf
            return taken <= self.longest
        self.spent, self.shortest = self.spent + taken, min(self.shortest, taken)
        few = self.calls <= LEAST_CALLS and self.spent < ENOUGH_SECONDS
        return few or self.spent < LEAST_SECONDS


class Measurement:
    """All ways at one batch, one width after the other; `step` makes one call of a product.

    Parameters
    ----------
    into : Measured
        Gets each time as soon as there is one.
    batch : int
    ways : sequence of str
    widths : sequence of int, optional
    clock : function without arguments, default time.perf_counter
    make : callable(way, batch, n), default `product`
        Returns the function that is timed.
    longest : float, default 0.06
        Seconds of a call: a product that would take longer is left out, because the page would wait for it.

    Attributes
    ----------
    done, total : int
        Products timed or left out, and all of them.
    way, n : str and int
        What is being timed.

    Examples
    --------
    >>> measured = Measured("here", "today")
    >>> measurement = Measurement(measured, 2, ["NumPy"], widths=(4, 8))
    >>> while measurement.step():
    ...     pass
    >>> (measured.curve(2, "NumPy", (4, 8)) > 0).tolist()
    [True, True]
    """

    def __init__(self, into, batch, ways, widths=WIDTHS, clock=time.perf_counter, make=product, longest=0.06):
        self.into, self.batch, self.clock, self.make, self.longest = into, batch, clock, make, longest
        empty = [(way, 1, 1) for way in ways if way not in into.rates]  # what a call costs
        self.tasks = [*empty, *((way, batch, n) for n in widths for way in ways)]
        self.done, self.total = 0, len(self.tasks)
        self.timing, self.last, self.traffic = None, {}, 0.0

    @property
    def way(self):
        """The way that is being timed, "" at the end."""
        return self.tasks[self.done][0] if self.done < self.total else ""

    @property
    def n(self):
        """The width that is being timed, 0 at the end."""
        return self.tasks[self.done][2] if self.done < self.total else 0

    def step(self):
        """Make one call; return whether there is more to do."""
        if self.done >= self.total:
            return False
        way, batch, n = self.tasks[self.done]
        if self.timing is None:
            if GROWTH * self.last.get(way, 0.0) > self.longest:
                return self._next()
            self.timing = Timing(self.make(way, batch, n), self.clock, self.longest)
        if not self.timing.call():
            self._keep(way, batch, n, self.timing.shortest)
            return self._next()
        return True

    def _next(self):
        self.timing, self.done = None, self.done + 1
        if self.done == self.total:
            self.into.finished.add(self.batch)
        return self.done < self.total

    def _keep(self, way, batch, n, seconds):
        if (batch, n) == (1, 1) and way not in self.into.rates:
            self.traffic = self.traffic or copied(self.clock)
            self.into.rates[way] = Rates(seconds, 1 / seconds, self.traffic)
        else:
            self.last[way] = seconds
            self.into.add(batch, way, n, seconds)


def copied(clock=time.perf_counter, numbers=4_000_000):
    """Return how many bytes a second are read and written when a large array is copied.

    Examples
    --------
    >>> copied(numbers=1000) > 0
    True
    """
    source = np.ones(numbers, np.float32)
    target, taken = source.copy(), []
    for _ in range(3):
        began = clock()
        target[:] = source
        taken.append(clock() - began)
    return 2 * source.nbytes / max(min(taken), 1e-9)


def threads():
    """Return how many threads a product may use: what `make lab` asks for, or all processors.

    Examples
    --------
    >>> threads() >= 1
    True
    """
    asked = os.environ.get("OPENBLAS_NUM_THREADS") or os.environ.get("OMP_NUM_THREADS") or ""
    return int(asked) if asked.isdigit() and int(asked) else os.cpu_count() or 1


def machine():
    """Return the name of this machine's processor and the number of threads.

    Examples
    --------
    >>> "thread" in machine()
    True
    """
    names, file = [platform.processor() or platform.machine()], Path("/proc/cpuinfo")
    if file.exists():
        rows = (row.partition(":") for row in file.read_text(encoding="utf-8").splitlines())
        names = [value.strip() for name, _, value in rows if name.strip() == "model name"] or names
    count = threads()
    return f"{names[0]}, {count} thread{'s' * (count > 1)}"


def with_gpu():
    """Return whether PyTorch is loaded and finds a GPU."""
    return "torch" in sys.modules and sys.modules["torch"].cuda.is_available()


CPU_WAYS = (LOOP, NUMPY, TORCH)
