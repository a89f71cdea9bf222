"""Hold back what controls say to the page while they change at every frame: a slider that moves costs a part of it."""

import contextlib

from nnlearn.explorers.throttle import running_loop

SECONDS = 0.12  # from one message of the controls to the next: eight times a second looks like moving along


class HeldBack:
    """Send the values of widgets at once, and then at most once in `SECONDS`, the newest last.

    Only messages wait. In the kernel a widget has its value as soon as it is set, and what the reader does to it is
    answered as ever. Without an event loop nothing is held back.

    Examples
    --------
    >>> import ipywidgets
    >>> slider, held_back = ipywidgets.IntSlider(), HeldBack()
    >>> slider.value = 3
    >>> held_back.rest([slider])  # for a while, where a loop runs
    >>> held_back.release()
    """

    def __init__(self):
        self._held = self._timer = None
        self._again = False

    def rest(self, widgets):
        """Let what these widgets have sent stand for a while; what is set meanwhile is sent at its end."""
        loop = running_loop()
        self._again = self._held is not None
        if loop is None or self._held:
            return
        self._held = contextlib.ExitStack()
        for widget in widgets:
            self._held.enter_context(widget.hold_sync())
        self._timer = loop.call_later(SECONDS, self._send, widgets)

    def _send(self, widgets):
        self.release()
        if self._again:
            self.rest(widgets)

    def release(self):
        """Send what waits, now."""
        held, self._held = self._held, None
        if held and self._timer:
            self._timer.cancel()
            held.close()
