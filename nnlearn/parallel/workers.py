"""A handful of processes that are started once and do one job after the other, together."""

import linecache
import pickle
import queue
import time
import weakref

from nnlearn.arguments import integer, number
from nnlearn.parallel.process import Process
from nnlearn.parallel.sending import pack

START = 300  # seconds until PyTorch is loaded; a busy machine takes long


class Workers:
    """Processes that are started once and run functions together, as the ranks of `torch.distributed`.

    Parameters
    ----------
    count : int, 1..64
        How many processes.
    timeout : float, > 0, default 60
        Seconds that a job may take, and that a collective waits for the other ranks.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or a function cannot be sent.
    ModuleNotFoundError
        If PyTorch is not installed.
    RuntimeError
        If no process can be started here, or a rank fails: it says which one, at which line, and why.
    TimeoutError
        If a job takes too long.

    Notes
    -----
    `run(function, *arguments)` calls function(rank, *arguments) in each process and returns the results, rank 0 first.
    There `torch.distributed` is ready, with gloo. A function of the notebook is sent as its code, with the global
    names it uses: none of them may be large. `printed` is what each rank printed in the last job. `close()` ends the
    processes, and so do the end of the `with` block, an error, the stop button and the end of the kernel. After an
    error they are started again when they are needed.

    Each process has one thread, so that several do not fight for the same cores. The ports are free ones.

    Examples
    --------
    >>> def total(rank, start):
    ...     import torch
    ...     mine = torch.tensor([start + rank])
    ...     torch.distributed.all_reduce(mine)
    ...     return mine.item()
    >>> with Workers(2) as workers:
    ...     workers.run(total, 10)
    [21, 21]
    """

    def __init__(self, count, *, timeout=60):
        self.count = integer("Workers", "count", count, low=1, high=64)
        self.timeout = number("Workers", "timeout", timeout, low=0, open_low=True)
        self.printed = [""] * self.count
        self._jobs = 0
        self._processes: list[Process] = []
        self._inbox: queue.SimpleQueue = queue.SimpleQueue()
        weakref.finalize(self, end, self._processes)
        self._start()

    def run(self, function, *arguments):
        """Call function(rank, *arguments) in every process; return the results in a list, rank 0 first."""
        if not callable(function):
            raise TypeError(f"Workers.run expected a function, got {type(function).__name__}")
        try:
            packed = pickle.dumps(arguments)
        except Exception as error:
            raise TypeError(f"Workers.run expected arguments that can be pickled: {error}") from error
        found = self._do({"function": pack(function), "arguments": packed, "script": None})
        failed = next((each for each in found if each[1] == "error"), None)
        if failed:
            raise RuntimeError(f"Workers.run: {said(failed)}")
        return [result for _, _, result, _ in sorted(found, key=by_rank)]

    def close(self):
        """End the processes."""
        end(self._processes)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __repr__(self):
        return f"Workers({self.count}), {'running' if self._processes else 'not running'}"

    def _start(self):
        self._inbox = queue.SimpleQueue()
        try:
            for rank in range(self.count):
                self._processes.append(Process(rank, self.count, self._inbox))
            self._collect(time.monotonic() + START, START)
        except BaseException:
            self.close()
            raise

    def _do(self, job):
        """Send a job to all; return (rank, "done" or "error", ...) of each in the order in which they finished."""
        if not self._processes:
            self._start()
        self._jobs += 1
        job = {**job, "timeout": self.timeout, "seed": 1000 * self._jobs}
        until = time.monotonic() + self.timeout
        try:
            for process in self._processes:
                process.send(job)
            ((_, _, port),) = self._collect(until, self.timeout, ranks=[0])
            for process in self._processes[1:]:
                process.send(port)
            found = self._collect(until, self.timeout)
        except BaseException:
            self.close()
            raise
        self.printed = [each[-1] for each in sorted(found, key=by_rank)]
        return found

    def _collect(self, until, timeout, ranks=None):
        """Return (rank, *message) of each rank, in the order in which they come."""
        waiting, found = set(range(self.count) if ranks is None else ranks), []
        while waiting:
            try:
                rank, message = self._inbox.get(timeout=max(until - time.monotonic(), 1e-3))
            except queue.Empty:
                late = ", ".join(str(rank) for rank in sorted(waiting))
                raise TimeoutError(
                    f"Workers: rank {late} did not finish within {timeout:g} seconds. Do all ranks call the same "
                    "collectives in the same order? The processes were ended"
                ) from None
            if message is None:
                raise RuntimeError(f"Workers: the process of rank {rank} ended. {self._processes[rank].last_words()}")
            waiting.discard(rank)
            found.append((rank, *message))
        return found


def by_rank(found):
    return found[0]


def said(failed):
    """Return what a rank that failed says, with its line where it is known."""
    rank, _, kind, words, (file, line, text), _ = failed
    text = text or linecache.getline(file, line).strip()
    return f"rank {rank} raised {kind}: {words}" + (f"\n  in line {line}: {text}" if text else "")


def end(processes):
    """End processes and forget them."""
    while processes:
        processes.pop().end()
