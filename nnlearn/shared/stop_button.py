"""The stop button, or Ctrl-C, ends a training after a whole step, so that history and weights are kept."""

import contextlib
import math
import signal
import threading
import time

TWICE = 2.0  # seconds within which a second press ends the cell


class StopButton:
    """A handler of interrupts that lets a training end in order.

    The first press sets `pressed`, and the loop ends after its present step. A second one raises KeyboardInterrupt,
    and so does one within two seconds of it in the next training: that ends a cell which trains one network after
    another. While the weights are being changed (`stepping`) even that waits, as `overdue`.
    """

    latest = -math.inf  # when any of them was pressed

    def __init__(self):
        self.pressed = self.stepping = self.overdue = False

    def __call__(self, number, frame):
        now = time.monotonic()
        again = self.pressed or now - StopButton.latest < TWICE
        self.pressed, StopButton.latest = True, now
        if again and not self.stepping:
            raise KeyboardInterrupt
        self.overdue = again


@contextlib.contextmanager
def stop_button():
    """Listen for the stop button in the block, and give the `StopButton`.

    It is pressed only where Python's own handler would raise KeyboardInterrupt: on the main thread, unless the program
    has a handler of its own, as a check of an exercise has. A training within a callback shares the button around it.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread():
        yield StopButton()
    elif isinstance(before, StopButton):
        yield before
    elif before is not signal.default_int_handler:
        yield StopButton()
    else:
        button = StopButton()
        signal.signal(signal.SIGINT, button)
        try:
            yield button
        finally:
            if signal.getsignal(signal.SIGINT) is button:
                signal.signal(signal.SIGINT, before)
