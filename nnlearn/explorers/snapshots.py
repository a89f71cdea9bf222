"""Runs that can be revisited: checkpoints to go back to, frozen snapshots to draw, and a cache of the latest runs."""

from collections import OrderedDict
from dataclasses import dataclass, fields
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run shows after some of its steps: a subclass adds fields, and its arrays become read-only.

    Parameters
    ----------
    step : int
        Steps taken.
    reached : int
        The last step that the run has been played to so far.
    """

    step: int
    reached: int

    def __post_init__(self):
        for field in fields(self):
            object.__setattr__(self, field.name, read_only(getattr(self, field.name)))


def read_only(value):
    """Return a read-only view of an array, or a tuple of them for a sequence; anything else is returned as it is.

    A view copies nothing, so hand in arrays that nobody else writes to.

    Examples
    --------
    >>> ones, name = read_only([np.ones(2), "ones"])
    >>> ones.flags.writeable, name
    (False, 'ones')
    """
    if isinstance(value, np.ndarray):
        value = value.view()
        value.flags.writeable = False
    elif isinstance(value, list | tuple):
        value = getattr(type(value), "_make", tuple)(map(read_only, value))  # a named tuple stays one
    return value


class Run:
    """A machine that can go back: every few steps its memory is kept, and earlier steps are played again from there.

    A subclass adds `at(step)`, which returns a `Snapshot`, and may override `measure()`.

    Parameters
    ----------
    machine : object
        What is played. Its `position` is the number of steps taken, `step()` takes one, `memory()` returns a copy of
        everything that the next steps depend on, the position included, and `restore(memory)` goes back to it.
    spacing : int
        Steps between two memories: going back plays fewer than this again.
    measure_every : int, default 1
        Steps between two measurements, which are made once, when a step is first reached.

    Attributes
    ----------
    memories, measurements : list
        Those of the steps 0, `spacing`, 2 `spacing`, ... and 0, `measure_every`, 2 `measure_every`, ...
    reached : int
        The last step played so far.

    Examples
    --------
    >>> class Doubling:
    ...     position, value = 0, 1
    ...     def step(self):
    ...         self.position, self.value = self.position + 1, 2 * self.value
    ...     def memory(self):
    ...         return self.position, self.value
    ...     def restore(self, memory):
    ...         self.position, self.value = memory
    >>> run = Run(Doubling(), spacing=4)
    >>> run.move_to(10)
    >>> run.move_to(5)
    >>> run.machine.value, run.reached, run.memories
    (32, 10, [(0, 1), (4, 16), (8, 256)])
    """

    def __init__(self, machine, spacing, measure_every=1):
        self.machine, self.spacing, self.measure_every = machine, spacing, measure_every
        self.memories, self.measurements, self.reached = [machine.memory()], [self.measure()], 0

    def measure(self) -> Any:
        """Return what is to be remembered of the step just taken, a loss for example."""

    def take_over(self, other, last):
        """Take over the steps 0 to `last` from another run, which has played them and plays them the same way."""
        self.memories = other.memories[: last // self.spacing + 1]
        self.measurements = other.measurements[: last // self.measure_every + 1]
        self.machine.restore(self.memories[-1])
        self.reached = last

    def move_to(self, step):
        """Play up to a step, from here or from the latest memory at or before it, whichever is nearer.

        An exception in the machine's `step` ends it there; the steps before it stay played.
        """
        machine, latest = self.machine, min(step, self.reached) // self.spacing
        if not latest * self.spacing <= machine.position <= step:
            machine.restore(self.memories[latest])
        while machine.position < step:
            machine.step()
            self.reached = max(self.reached, machine.position)
            if machine.position == self.spacing * len(self.memories):
                self.memories.append(machine.memory())
            if machine.position == self.measure_every * len(self.measurements):
                self.measurements.append(self.measure())


class RunCache:
    """The latest few runs, each under its settings; a new run takes over the steps that it shares with one of them.

    Parameters
    ----------
    make : callable(settings) -> Run
    shared_steps : callable(settings, other_settings) -> int
        The last step up to which two runs are the same, -1 if they differ from the start.
    max_runs : int, default 4

    Examples
    --------
    A run here counts up from a number; two that begin at the same number share all their steps.

    >>> class Counter:
    ...     def __init__(self, start):
    ...         self.position, self.value = 0, start
    ...     def step(self):
    ...         self.position, self.value = self.position + 1, self.value + 1
    ...     def memory(self):
    ...         return self.position, self.value
    ...     def restore(self, memory):
    ...         self.position, self.value = memory
    >>> runs = RunCache(
    ...     lambda name: Run(Counter(len(name)), spacing=1),
    ...     lambda one, other: 10**9 if len(one) == len(other) else -1,
    ... )
    >>> runs.of("one").move_to(3)
    >>> runs.of("two").reached, runs.of("three").reached
    (3, 0)
    """

    def __init__(self, make, shared_steps, max_runs=4):
        self.make, self.shared_steps, self.max_runs = make, shared_steps, max_runs
        self.runs: OrderedDict = OrderedDict()  # the one used last is at the end

    def of(self, settings):
        """Return the run with these settings."""
        if settings not in self.runs:
            run = self.make(settings)
            shared = {one: min(self.shared_steps(settings, one), self.runs[one].reached) for one in self.runs}
            best = max(shared, key=shared.__getitem__, default=None)
            if best is not None and shared[best] >= 0:
                run.take_over(self.runs[best], shared[best])
            self.runs[settings] = run
            if len(self.runs) > self.max_runs:
                self.runs.popitem(last=False)
        self.runs.move_to_end(settings)
        return self.runs[settings]
