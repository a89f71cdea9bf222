"""What plays: a task in the kernel's loop, its button, and everything that ends it."""

import signal
import threading
import weakref

import ipywidgets as widgets

from nnlearn.explorers.explorer import Explorer

PLAYING: weakref.WeakSet = weakref.WeakSet()  # what an interrupt of the kernel stops
CALM_SECONDS = 0.5  # at least this long per step for readers who ask for less motion


class Playing(Explorer):
    """An explorer with a Play button.

    Nothing plays by itself. Playing ends with Pause, when the last view of it leaves the page (its cell was run again),
    when the kernel is interrupted, and with `close`. A subclass defines `play`, which calls `_begin`, and `_play`, the
    task, which calls `_over` at its end.

    Parameters
    ----------
    **start
        Where the settings start, see `Explorer`.

    Examples
    --------
    >>> from nnlearn.explorers import NeuronExplorer
    >>> explorer = NeuronExplorer()
    >>> explorer.playing, explorer.play_button.description
    (False, 'Raise the current')
    >>> explorer.close()
    """

    play_label = "Play"
    _player = None  # the task that plays
    _views = 0

    def play(self):
        """Begin to play."""
        raise NotImplementedError

    async def _play(self):
        raise NotImplementedError

    def new_play_button(self):
        """Make the button, and return it."""
        self.play_button = widgets.Button(description=self.play_label, icon="play")
        self.play_button.on_click(lambda _: self.pause() if self.playing else self.play())
        return self.play_button

    @property
    def playing(self):
        """Whether it plays."""
        return self._player is not None

    def _begin(self, loop):
        """Start the task that plays; an interrupt of the kernel ends it."""
        PLAYING.add(self)
        if self.kernel_loop is not None:
            self.kernel_loop.call_soon_threadsafe(stop_on_interrupt, self.kernel_loop)
        self._player = loop.create_task(self._play())
        self._label()

    def _over(self, task):
        """Note that a task has ended, unless another one plays by now."""
        if self._player is task:
            self._player = None
        self._label()

    def pause(self):
        """Stop playing; what is shown stays."""
        player, self._player = self._player, None
        if player is not None:
            self._label()
            player.get_loop().call_soon_threadsafe(player.cancel)  # it may play on the loop of another thread

    def _label(self):
        if not self.closed:
            self.panel.held_back.release()
            self.canvas.plays = self.playing
            self.play_button.description, self.play_button.icon = (
                ("Pause", "pause") if self.playing else (self.play_label, "play")
            )

    def on_view(self, kind):
        """Count the views, and pause when the last one is gone."""
        self._views += {"seen": 1, "gone": -1}.get(kind, 0)
        if self._views <= 0:
            self.pause()

    def show(self, state):
        """Stop, and show a whole state."""
        self.pause()
        super().show(state)

    def close(self):
        """Stop, and close the explorer."""
        self.pause()
        super().close()


def stop_on_interrupt(loop):
    """Let an interrupt of the kernel stop what plays while no cell runs: a running cell gets the interrupt itself.

    Parameters
    ----------
    loop : asyncio loop of the main thread
        This function must run on it, because Python sets signal handlers only there.
    """
    before = signal.getsignal(signal.SIGINT)
    if getattr(before, "stops_explorers", False) or threading.current_thread() is not threading.main_thread():
        return
    if before is signal.default_int_handler:  # the kernel has set this for a cell, and will undo what is set now
        loop.call_later(0.2, stop_on_interrupt, loop)
        return

    def stop(number, frame):
        for explorer in list(PLAYING):
            explorer.pause()
        if callable(before):
            before(number, frame)

    stop.stops_explorers = True  # type: ignore[attr-defined]
    signal.signal(signal.SIGINT, stop)
