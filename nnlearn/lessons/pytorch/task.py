"""A measurement on the kernel's event loop: a little at a time, so that sliders and Stop answer meanwhile."""

import asyncio
import datetime
import importlib
import sys

from nnlearn.explorers.playing import PLAYING, stop_on_interrupt
from nnlearn.explorers.stream import spend, stream
from nnlearn.explorers.throttle import running_loop
from nnlearn.lessons.pytorch import words
from nnlearn.lessons.pytorch.measuring import CPU_WAYS, Measurement, machine, threads, with_gpu
from nnlearn.lessons.pytorch.products import GPU

MANY = 10**6  # calls: the time ends a chunk, not their number


class Task:
    """Measures the batch of an explorer, and has each new time drawn. An interrupt of the kernel stops it.

    Parameters
    ----------
    explorer : CrossoverExplorer
        Its `here` gets the times.

    Attributes
    ----------
    running : bool
    progress : str
        How far it has come, or why it could not go on; empty otherwise.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self._task, self._views = None, 0
        self.running, self.progress = False, ""

    def start(self):
        """Begin; without an event loop, measure to the end."""
        explorer, loop = self.explorer, running_loop()
        if self.running or explorer.closed:
            return
        self.running, self.progress = True, ""
        if loop is None:
            self._at_once()
            return
        PLAYING.add(explorer)
        if explorer.kernel_loop is not None:
            explorer.kernel_loop.call_soon_threadsafe(stop_on_interrupt, explorer.kernel_loop)
        self._task = loop.create_task(self._run())

    def _at_once(self):
        problem = ""
        try:
            importlib.import_module("torch")
            measurement = self._begin()
            while self._chunk(measurement):
                pass
        except Exception as fault:
            problem = words.problem(fault)
        self._end(problem)

    async def _run(self):
        me, problem = asyncio.current_task(), ""
        try:
            if "torch" not in sys.modules:
                self.progress = "Loading PyTorch, which takes a few seconds ..."
                self.explorer.refresh()
                await asyncio.to_thread(importlib.import_module, "torch")
            measurement = self._begin()
            await stream(lambda: self._task is me and self._chunk(measurement))
        except Exception as fault:  # no PyTorch, a GPU without memory
            problem = words.problem(fault)
        finally:
            if self._task is me:
                self._task = None
                self._end(problem)

    def _begin(self):
        explorer = self.explorer
        explorer.here.machine, explorer.here.date = machine(), datetime.date.today().isoformat()
        ways = [*CPU_WAYS, GPU] if with_gpu() else CPU_WAYS
        return Measurement(explorer.here, explorer.state.batch, ways, clock=explorer.timer)

    def _chunk(self, measurement):
        """Time products for one frame, and draw what was found; return whether there is more to do."""
        torch = sys.modules["torch"]
        with self.explorer.lock:
            before = torch.get_num_threads()
            torch.set_num_threads(threads())  # as NumPy has them
            try:
                spend(measurement.step, MANY)
            finally:
                torch.set_num_threads(before)
            self.progress = words.progress(measurement)
            self.explorer.refresh()
        return measurement.done < measurement.total

    def _end(self, problem=""):
        self.running, self.progress = False, problem
        if not self.explorer.closed:
            self.explorer.refresh()

    def stop(self):
        """Stop; what was measured stays."""
        task, self._task = self._task, None
        if task is None:
            self.progress = ""  # it may say why nothing could be measured
        else:
            task.get_loop().call_soon_threadsafe(task.cancel)  # it may run on the loop of another thread
            self._end()

    def on_view(self, kind):
        """Count the views of the explorer; stop when the last one is gone: its cell was run again."""
        self._views += {"seen": 1, "gone": -1}.get(kind, 0)
        if self._views <= 0:
            self.stop()
