"""What an explorer is: state -> compute -> draw -> describe, code and numbers; a subclass fills in the first page."""

import dataclasses
import threading

from nnlearn.explorers.controls import started
from nnlearn.explorers.panel import Panel
from nnlearn.explorers.picture import Picture
from nnlearn.explorers.throttle import Throttle, running_loop
from nnlearn.explorers.tour import record_tour


class Explorer:
    """An interactive picture: the last line of a cell shows it, and without a kernel its picture and alt text remain.

    A subclass fills in the attributes and the methods from `setup` to `numbers`, and what it needs of those below. None
    of them has to know about events or threads: events set the state and ask for a picture, and a `Throttle` has it
    drawn soon, not too often, and always from the newest state. An exception in `compute` or `draw` becomes a sentence
    under the picture, and the next event works again.

    Parameters
    ----------
    **start
        Fields of the state that do not start at their default; "Reset" returns to this start. With `full_screen=True`
        the explorer fills the window as soon as it is shown, until Escape; the button "Full screen" does so later.

    Raises
    ------
    TypeError, ValueError
        If the setting does not exist or its value is out of range.

    Examples
    --------
    >>> from nnlearn.explorers import slide
    >>> class Halves(Explorer):
    ...     @dataclasses.dataclass(frozen=True)
    ...     class State:
    ...         n: int = slide(4, 0, 9, 1, "number")
    ...     def build(self, picture):
    ...         self.sentence = picture.words(10, 10, 9)
    ...     def compute(self, state):
    ...         return state.n / 2
    ...     def draw(self, view):
    ...         self.sentence.say(self.describe(view))
    ...     def describe(self, view):
    ...         return f"half of it is {view}"
    ...     def code(self, view):
    ...         return f"half = {2 * view:g} / 2"
    ...     def numbers(self, view):
    ...         return {"half": view}
    >>> explorer = Halves()
    >>> explorer.set(n=7)
    >>> explorer
    half of it is 3.5
    >>> explorer.close()
    """

    State: type  # a frozen dataclass; fields made with `slide`, `pick` and `switch` get a control
    size = (640, 400)  # pixels of the page
    keys: tuple = ()  # the keys that `on_key` answers
    help = ""  # what they and the pointer do
    suggestion = ""  # one line: what to try
    tour: tuple = ()  # `Stop`s, for readers who want to be led
    cursors: dict = {}  # by axes, where `on_hover` says something: "pointer" clicks, "grab" drags, "crosshair" draws
    prints: tuple = ()  # axes, or places in pixels, in which light and dark mean something: so a dark theme leaves them
    placed_elsewhere: tuple = ()  # fields whose controls `extras` places
    reader_names: dict = {}  # what `code` takes from the reader's own cells, by name

    def setup(self):
        """Make what the explorer keeps (runs, caches, counters). Called first, before there is a state or a picture."""

    def build(self, picture):
        """Make axes and artists, once."""
        raise NotImplementedError

    def compute(self, state):
        """Return the view: the arrays of the picture. Pure; takes milliseconds."""
        raise NotImplementedError

    def draw(self, view):
        """Move the artists to what `compute` returned."""
        raise NotImplementedError

    def describe(self, view):
        """Return the alt text, made from the data."""
        raise NotImplementedError

    def code(self, view):
        """Return about ten lines of Python that reproduce what is on the screen."""
        raise NotImplementedError

    def numbers(self, view):
        """Return {expression: value}: numbers in the picture that the expressions must give once `code` has run."""
        raise NotImplementedError

    # What a subclass fills in if it needs it.

    def next_state(self, state, **changes):
        """Return the state after changes; the place for settings that depend on each other."""
        return dataclasses.replace(state, **changes)

    def on_pointer(self, event):
        """Answer "down", "move" and "up" in one of the axes, by calling `set`."""

    def on_hover(self, event):
        """Return what is under the pointer, in a few words, or "". Focus and keys must show the same."""
        return ""

    def lit(self, event):
        """Return the places, [left, top, width, height] in pixels, that show the same as what is under the pointer."""
        return []

    def on_leave(self):
        """Answer a pointer that has left all axes."""

    def on_key(self, key):
        """Answer one of `keys`, by calling `set`."""

    def on_link(self, state):
        """Answer a state in the page's address; sent only if the canvas has a `link_prefix`."""

    def on_view(self, kind):
        """Answer "seen", "gone" and "near": a view was created or removed, or pointer or focus came to it."""

    def extras(self):
        """Return widgets to stand between the picture and the controls."""
        return []

    def after_draw(self, view):
        """Set widgets that follow from the picture; called after each."""

    def frame_key(self, state, view):
        """Return [version of the settings, position in their run] for a picture of a run; [] for any other."""
        return []

    def state_type(self):
        """Return the class of the state, where its fields depend on what the explorer was given."""
        return self.State

    @classmethod
    def hovers(cls):
        """Return whether it answers a pointer that passes over."""
        return cls.on_hover is not Explorer.on_hover

    @classmethod
    def variants(cls):
        """Return other ways to make one that the tests should walk as well: {name: function without arguments}."""
        return {}

    # The frame: state in, picture out.

    def __init__(self, **start):
        full_screen = start.pop("full_screen", False)
        self.setup()
        self.state = self.start = self.next_state(started(self.state_type(), start, type(self).__name__))
        self.lock = threading.RLock()
        self.closed = False
        self.throttle = Throttle(self.refresh)
        self.kernel_loop = running_loop()  # the cell's; events may come on the loop of another thread
        self.drawn = 0  # number of pictures so far
        self.pictured = None  # the state that the newest of them shows

        self.picture = Picture(*self.size)
        self.build(self.picture)
        self.panel = Panel(self, full_screen)
        self.canvas, self.controls = self.panel.canvas, self.panel.controls
        self.box = self.panel.box()
        self.refresh()

    def set(self, **changes):
        """Change these fields of the state, as the controls do, and ask for a picture of it."""
        with self.lock:
            if self.closed:
                return
            try:
                self.state = self.next_state(self.state, **changes)
            except Exception as fault:
                self._report(fault)
                return
            self.panel.follow(self.state)
        self.request()

    def show(self, state):
        """Take over a whole state, and ask for a picture of it."""
        with self.lock:
            self.state = state
            self.panel.follow(state)
        self.request()

    def reset(self):
        """Return to the start."""
        if self.panel.tour:
            self.panel.tour.end()
        self.show(self.start)

    def request(self):
        """Ask for a picture of the newest state, soon: more requests until then are the same one."""
        self.throttle.request()

    def refresh(self):
        """Compute and draw the newest state now."""
        with self.lock:
            state = self.state
            try:
                view = self.compute(state)
                with self.picture.lock:
                    self.draw(view)
                    frame = self.picture.frame(self.canvas.ratio)
                self.view = view
                self.panel.show(frame, self.picture.places(), self.describe(view), self.frame_key(state, view))
                self.drawn, self.pictured = self.drawn + 1, state
                self.after_draw(view)
                self.panel.after_draw()
            except Exception as fault:
                self._report(fault)

    def recorded_tour(self):
        """Return (PNG, alt text, sentence) for each stop of the tour: what a page without a kernel shows of it."""
        return record_tour(self)

    def _report(self, fault):
        self.panel.report(fault)

    def close(self):
        """End it: events are no longer answered, and the widgets leave the page."""
        self.closed = True
        self.throttle.close()
        self.panel.close()

    def __repr__(self):
        return self.canvas.alt

    def _repr_mimebundle_(self, **_):
        return self.picture.stored_output(self.box, self.canvas.alt, self.canvas.frame)
