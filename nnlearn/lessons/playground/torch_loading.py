"""Import PyTorch beside the page: it takes seconds, in which the page would seem dead."""

import contextlib
import sys
import threading
from typing import Any

from nnlearn.explorers.throttle import running_loop
from nnlearn.lessons.playground.run import Run
from nnlearn.lessons.playground.state import State

SENTENCE = "loading PyTorch ..."


class TorchLoading:
    """Whether PyTorch is being imported, on a thread of its own.

    Parameters
    ----------
    done : callable without arguments
        Called on the event loop once it is there.

    Examples
    --------
    >>> TorchLoading(print).wanted(State())
    False
    """

    def __init__(self, done):
        self.done: Any = done
        self.thread: Any = None

    def wanted(self, state):
        """Return whether a state must wait for PyTorch; the first call begins to import it.

        Without an event loop nothing else could happen meanwhile, so nobody waits: who needs it imports it.
        """
        sides = {state.side, state.frozen.side if state.frozen else state.side}
        if "PyTorch" not in sides or (self.thread is None and "nnlearn.torch" in sys.modules):
            return False
        if self.thread is None:
            loop = running_loop()
            if loop is None:
                return False
            self.thread = threading.Thread(target=self._load, args=(loop,), daemon=True)
            self.thread.start()
        return self.thread.is_alive()

    def _load(self, loop):
        with contextlib.suppress(Exception):  # a fault shows itself where the state is computed
            Run(State(side="PyTorch", optimizer="Adam")).at(1)  # some of PyTorch is imported when it is first used
        loop.call_soon_threadsafe(self._loaded)

    def _loaded(self):
        self.thread.join()
        self.done()
