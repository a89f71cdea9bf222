"""What the worker reports to the process that started it, and what becomes of it."""

import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any

from nnlearn.grading.results import plain, result_of

MAX_EVENT_BYTES = 10_000_000  # of one process; of later events only short ones are read
SHORT = 500
MAX_RESULTS = 1000  # of one notebook
MAX_LINE_BYTES = 100_000  # a longer line cannot be an event
MAX_FAULTS = 200  # of one notebook


@dataclass
class Ran:
    """The result of running one notebook.

    Attributes
    ----------
    results : list of dict
        One per check that ran, in order: id, status, passed, mistake, caused_by, value, message.
    faults : list of (int, str)
        The cells that failed, with their errors.
    ended : str
        Why it did not run to the end, as a sentence; "" if it did.
    signs : list of str
        What no honest notebook does: names that were replaced, results that no check has sent.
    """

    results: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    ended: str = ""
    signs: list = field(default_factory=list)

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

    def read(self, stream):
        """Read events until the stream ends; a line without an end does not fill the memory."""
        for line in iter(lambda: stream.readline(MAX_LINE_BYTES), b""):
            self.bytes += len(line)
            if self.bytes <= MAX_EVENT_BYTES or len(line) < SHORT:
                with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):  # a cell wrote into the pipe
                    self.take(json.loads(line))

    def take(self, event: dict[str, Any]):
        if "cell" in event:
            self.running = int(event["cell"]), time.monotonic()
        if "fault" in event and len(self.ran.faults) < MAX_FAULTS:
            self._fault(self.cell, plain(event["fault"]))
        if "result" in event:
            self._result(event["result"])
        if "sign" in event:
            self._sign(plain(event["sign"]))
        self.done = self.done or "done" in event

    def _result(self, said):
        try:
            result = result_of(said)
        except ValueError:
            self._sign("a result came that no check has sent")
            return
        if len(self.ran.results) == MAX_RESULTS:
            del self.ran.results[0]
        self.ran.results.append(result)
        self.tell(None, result["message"])

    def _sign(self, sentence):
        if sentence not in self.ran.signs and len(self.ran.signs) < MAX_FAULTS:
            self.ran.signs.append(sentence)

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
