"""The frame of every explorer: state -> compute -> draw, controls made from the state, and the newest state wins."""

import base64
import dataclasses
import html
import threading

import ipywidgets as widgets

from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.controls import advice, checked_control, declared, inside, toggle
from nnlearn.explorers.picture import Picture
from nnlearn.explorers.throttle import Throttle, running_loop


class Explorer:
    """An interactive picture: a cell's last line shows it, and where no kernel runs its picture and alt text stay.

    A subclass says what its state is and fills in five functions. Nothing else in it knows of events or threads.

    - `State`: a frozen dataclass; fields made with `slide`, `pick` and `switch` get a control.
    - `build(picture)`: make axes and artists, once.
    - `compute(state)`: pure; the arrays of the picture. Milliseconds.
    - `draw(view)`: move the artists to what `compute` gave.
    - `describe(view)`: the alt text, made from the data.
    - `code(view)`: ten lines that give what is on the screen.
    - `numbers(view)`: what of it the tests find again after these lines ran.

    And, where it has pointer, keys or fields that depend on each other: `next_state(state, **changes)` gives the new
    state, `on_pointer(event)` and `on_key(key)` call `set`.

    Events set the state and ask for a picture, which `Throttle` draws: soon, seldom, and always of the newest state. An
    exception in `compute` or `draw` becomes a sentence under the picture, and the next event works again.

    Parameters
    ----------
    **start
        Fields of the state that start elsewhere than at their default; "Reset" goes back to there. And
        `full_screen=True`: it fills the window as soon as it is shown, large enough for the last row of a room, until
        Escape. The button "Full screen" does it later, and takes the whole screen.

    Raises
    ------
    TypeError
        If the state has no such field; the message lists those it has.
    ValueError
        If a value is none that the field's control allows.

    Examples
    --------
    >>> from nnlearn.explorers import slide
    >>> class Halves(Explorer):
    ...     @dataclasses.dataclass(frozen=True)
    ...     class State:
    ...         n: int = slide(4, 0, 9, 1, "number")
    ...     def build(self, picture):
    ...         self.words = picture.words(10, 10, 9)
    ...     def compute(self, state):
    ...         return state.n / 2
    ...     def draw(self, view):
    ...         self.words.say(f"half of it is {view}")
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

    State: type
    size = (640, 400)
    suggestion = ""  # one line: what to try
    keys: tuple = ()  # keys that `on_key` wants
    help = ""  # what they do
    placed_elsewhere: tuple = ()  # fields whose controls `extras` places
    reader_names: dict = {}  # what `code` takes from the reader's own cells, by name

    def __init__(self, **start):
        full_screen = start.pop("full_screen", False)
        unknown = set(start) - {field.name for field in dataclasses.fields(self.State)}
        if unknown:
            known = ", ".join(declared(self.State))
            raise TypeError(f"{type(self).__name__} has no setting {', '.join(sorted(unknown))}: there are {known}")
        self.state = self.start = self.next_state(self.State(**start))
        self.lock = threading.RLock()
        self.closed = self._following = False
        self.throttle = Throttle(self.refresh)
        self.kernel_loop = running_loop()  # the cell's; events may come on the loop of another thread
        self.drawn = 0  # pictures so far
        self.pictured = None  # the state that the newest of them shows

        self.picture = Picture(*self.size)
        self.build(self.picture)
        width, height = self.size
        self.canvas = Canvas(width=width, height=height, hotkeys=list(self.keys), help=self.help, full=full_screen)
        self.canvas.on_event(self._event)
        self.canvas.observe(lambda change: self.request(), "ratio")
        self.box = self._box()
        self.refresh()

    # What a subclass fills in.

    def build(self, picture):
        """Make axes and artists."""
        raise NotImplementedError

    def compute(self, state):
        """Return the arrays of the picture."""
        raise NotImplementedError

    def draw(self, view):
        """Move the artists."""
        raise NotImplementedError

    def describe(self, view):
        """Return the alt text."""
        raise NotImplementedError

    def code(self, view):
        """Return Python that reproduces the picture's numbers."""
        raise NotImplementedError

    def numbers(self, view):
        """Return numbers of the picture, each under an expression of `code`'s names that must give it."""
        raise NotImplementedError

    @classmethod
    def variants(cls):
        """Return other ways to make one that the tests shall walk as well: {name: function without arguments}."""
        return {}

    def next_state(self, state, **changes):
        """Return the next state."""
        return dataclasses.replace(state, **changes)

    def on_pointer(self, event):
        """Answer "down", "move" and "up" in an axes."""

    def on_key(self, key):
        """Answer one of `keys`."""

    def after_draw(self, view):
        """Set widgets that follow from the picture; called after each."""

    def frame_key(self, state, view):
        """Return where in which run the picture stands, if it stands in one."""
        return []

    def extras(self):
        """Return widgets between the picture and the controls."""
        return []

    # State in, picture out.

    def set(self, **changes):
        """Change the state as the controls do, and ask for a picture of it.

        Parameters
        ----------
        **changes
            Fields of the state and their new values.
        """
        with self.lock:
            if self.closed:
                return
            try:
                self.state = self.next_state(self.state, **changes)
            except Exception as fault:
                self._report(fault)
                return
            self.follow()
        self.request()

    def follow(self):
        """Set every control to the state, without taking that for an event."""
        self._following = True
        try:
            for name, widget in self.controls.items():
                if widget.value != getattr(self.state, name):
                    widget.value = getattr(self.state, name)
        finally:
            self._following = False

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
                with self.canvas.hold_sync():  # one message
                    self.canvas.axes = self.picture.places()
                    self.canvas.alt = " ".join(self.describe(view).split())
                    self.canvas.frame_key = self.frame_key(state, view)
                    self.canvas.frame = frame
                self.drawn, self.pictured = self.drawn + 1, state
                self.after_draw(view)
                self._show_code()
                self.fault.value = ""
            except Exception as fault:
                self._report(fault)

    def _report(self, fault):
        sentence = f"This setting could not be drawn ({type(fault).__name__}: {fault}). Change it, and it goes on."
        self.fault.value = f'<p class="nnlearn-fault" role="alert">{html.escape(sentence)}</p>'

    # The widgets.

    def _box(self):
        self.controls = {
            name: checked_control(
                field, getattr(self.state, name), type(self).__name__, nearest=name in self.placed_elsewhere
            )
            for name, field in declared(self.state).items()
        }
        for name, widget in self.controls.items():
            widget.observe(lambda change, name=name: self._moved(name, change.new), "value")
        self.fault = widgets.HTML()
        self.listing = widgets.HTML()
        self.reset_button = widgets.Button(description="Reset", tooltip="Back to the start", layout={"width": "80px"})
        self.reset_button.on_click(lambda _: self.reset())
        self.code_button = toggle("As code", "The lines that give this picture")
        self.code_button.observe(lambda _: self._show_code(), "value")
        self.full_button = toggle("Full screen", "Fill the screen; Escape leaves")
        self.full_link = widgets.jslink((self.canvas, "full"), (self.full_button, "value"))
        rows = [
            self.canvas,
            *self.extras(),
            self._row(w for n, w in self.controls.items() if n not in self.placed_elsewhere),
        ]
        buttons = self._row([self.reset_button, self.code_button, self.full_button])
        rows += [buttons, widgets.HTML(advice(self.suggestion, self.reader_names)), self.fault, self.listing]
        box = widgets.VBox(rows)
        box.add_class("nnlearn-explorer")
        return box

    def _moved(self, name, value):
        """Answer a control. A page sends the place on a slider that is nearest to the value it was given: no event."""
        step = getattr(self.controls[name], "step", 0)
        if not self._following and not (step and abs(value - getattr(self.state, name)) <= step / 2):
            self.set(**{name: value})

    def _row(self, children):
        row = widgets.Box(list(children))
        row.add_class("nnlearn-row")
        return row

    def _show_code(self):
        shown = self.code_button.value and hasattr(self, "view")
        code = html.escape(self.code(self.view)) if shown else ""
        self.listing.value = code and f'<pre class="nnlearn-code" tabindex="0" aria-label="The code">{code}</pre>'

    def reset(self):
        """Go back to the start."""
        with self.lock:
            self.state = self.start
            self.follow()
        self.request()

    def _event(self, event):
        try:
            if event["type"] == "key":
                self.on_key(event["key"])
            elif event["type"] in ("down", "move", "up"):
                self.on_pointer(event)
            elif event["type"] == "link":
                self.on_link(event["state"])
            else:
                self.on_view(event["type"])
        except Exception as fault:
            self._report(fault)

    def on_view(self, kind):
        """Answer "seen", "gone" and "near": a view in a page was made or removed, or somebody came to it."""

    def on_link(self, state):
        """Answer a state in the page's address; only sent where the canvas has a `link_prefix`."""

    def close(self):
        """End it: no event is answered any more, and its widgets leave the page."""
        self.closed = True
        self.throttle.close()
        for widget in [self.full_link, *inside(self.box)]:
            widget.close()

    def __repr__(self):
        return self.canvas.alt

    def _repr_mimebundle_(self, **_):
        data = dict(self.box._repr_mimebundle_() or {})
        data["text/plain"] = self.canvas.alt
        data["image/png"] = base64.b64encode(self.picture.still()).decode()
        width, height = self.size
        return data, {"image/png": {"width": width, "height": height, "alt": self.canvas.alt}}
