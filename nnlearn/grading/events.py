"""What the worker reports to the process that started it, and what becomes of it."""

import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any

MAX_EVENT_BYTES = 10_000_000  # of one process; later events are dropped


@dataclass
class Ran:
    """The result of running one notebook.

    Attributes
    ----------
    results : list of dict
        One per check that ran, in order: id, status, passed, mistake, value, message.
    faults : list of (int, str)
        The cells that failed, with their errors.
    ended : str
        Why it did not run to the end, as a sentence; "" if it did.
    """

    results: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    ended: str = ""

    def stopped(self, seconds):
        """Return the numbers of the cells that were stopped at this limit."""
        return sorted({cell for cell, fault in self.faults if fault == too_long(seconds)})


def too_long(seconds):
    """Return the fault of a cell that was stopped."""
    return f"stopped after {seconds:g} seconds. Does one of its loops never end?"


class Events:
    """Reads the worker's lines into a Ran; knows which cell is running, and since when."""

    def __init__(self, ran, tell):
        self.ran, self.tell = ran, tell or (lambda cell, message: None)
        self.done, self.bytes, self.late = False, 0, None
        self.running: tuple = None, 0.0  # the cell, and since when

    @property
    def cell(self):
        return self.running[0]

    def read(self, lines):
        for line in lines:
            self.bytes += len(line)
            if self.bytes <= MAX_EVENT_BYTES:
                with contextlib.suppress(ValueError, KeyError, TypeError):  # a cell wrote into the pipe
                    self.take(json.loads(line))

    def take(self, event: dict[str, Any]):
        if "cell" in event:
            self.running = int(event["cell"]), time.monotonic()
        if "fault" in event:
            self._fault(self.cell, str(event["fault"]))
        if "result" in event:
            self.ran.results.append(event["result"])
            self.tell(None, event["result"]["message"])
        self.done = self.done or "done" in event

    def _fault(self, cell, sentence):
        self.ran.faults.append((cell, sentence))
        self.tell(cell, sentence)

    def cell_is_late(self, seconds):
        """Return whether a cell has been running for more than `seconds`; remember it."""
        cell, began = self.running
        late = cell is not None and time.monotonic() - began > seconds
        self.late = cell if late else None
        return late

    def stopped(self, sentence):
        """Note that the late cell was stopped, unless the worker has said so at the last moment."""
        if (self.late, sentence) not in self.ran.faults:
            self._fault(self.late, sentence)
