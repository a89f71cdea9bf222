"""The widgets of an explorer: its canvas, controls, buttons, a tour, what to try, faults, and the code."""

import contextlib
import html

import ipywidgets as widgets

from nnlearn.explorers.canvas import Canvas
from nnlearn.explorers.controls import checked_control, declared, inside, row
from nnlearn.explorers.held_back import HeldBack
from nnlearn.explorers.stepper import stepper
from nnlearn.explorers.tour import Tour


class Panel:
    """What the page shows of an explorer and what it answers.

    Beside the picture where there is room, below it elsewhere: the explorer's `extras`, its controls, "Reset", "As
    code" and "Full screen", the tour, what to try, the last fault. Below both: the code.

    Parameters
    ----------
    explorer : Explorer
        With its state and picture made.
    full_screen : bool
        Whether it fills the window as soon as it is shown.

    Attributes
    ----------
    canvas : Canvas
    controls : dict
        The widget of each field that declares one.
    tour : Tour or None
        None if the explorer has no stops.
    """

    def __init__(self, explorer, full_screen):
        self.explorer = explorer
        self._following, self.held_back = False, HeldBack()
        width, height = explorer.size
        keys = list(explorer.keys)
        self.canvas = Canvas(width=width, height=height, hotkeys=keys, help=explorer.help, full=full_screen)
        self.canvas.cursors, self.canvas.prints = explorer.cursors, list(explorer.prints)
        self.canvas.hovers = explorer.hovers()
        self.canvas.on_event(self.answer)
        self.canvas.observe(lambda change: explorer.request(), "ratio")
        self.controls = {
            # only a run's position may start off its slider: the run will set the slider's range
            name: checked_control(field, getattr(explorer.state, name), type(explorer).__name__, name == "position")
            for name, field in declared(explorer.state).items()
        }
        for name, widget in self.controls.items():
            widget.observe(lambda change, name=name: self._moved(name, change.new), "value")
        self.fault, self.listing = widgets.HTML(), widgets.HTML()
        self.reset_button = widgets.Button(description="Reset", tooltip="Back to the start")
        self.reset_button.on_click(lambda _: explorer.reset())
        self.code_button = toggle("As code", "The lines that give this picture")
        self.code_button.observe(lambda _: self._show_code(), "value")
        self.full_button = toggle("Full screen", "Fill the screen; Escape leaves")
        self.full_link = widgets.jslink((self.canvas, "full"), (self.full_button, "value"))
        self.tour = Tour(explorer) if explorer.tour else None

    def box(self):
        """Return all of it in one box; the explorer's `extras` may place what was made before."""
        explorer = self.explorer
        placed = row(self.placed(name) for name in self.controls if name not in explorer.placed_elsewhere)
        buttons = row([self.reset_button, self.code_button, self.full_button])
        tour = [self.tour.row] if self.tour else []
        advice = widgets.HTML(advice_text("" if self.tour else explorer.suggestion, explorer.reader_names))
        side = widgets.VBox([*explorer.extras(), placed, buttons, *tour, advice, self.fault])
        side.add_class("nnlearn-side")
        frame = widgets.Box([self.canvas, side])
        frame.add_class("nnlearn-frame")
        self._box = widgets.VBox([frame, self.listing])
        self._box.add_class("nnlearn-explorer")
        return self._box

    def placed(self, name):
        """Return the widget of a field as it stands in the page: with its buttons, if it declares some."""
        buttons = declared(self.explorer.state)[name].metadata["buttons"]
        return stepper(self.controls[name], buttons == "any") if buttons else self.controls[name]

    # From the page.

    def answer(self, event):
        """Answer an event of the canvas."""
        explorer = self.explorer
        try:
            if event["type"] == "key":
                explorer.on_key(event["key"])
            elif event["type"] in ("down", "move", "up"):
                explorer.on_pointer(explorer.picture.located(event))
            elif event["type"] == "hover":
                there = explorer.picture.located(event) if event["axes"] else None
                self.canvas.say(*((explorer.on_hover(there), explorer.lit(there)) if there else ("",)))
                if not there:
                    explorer.on_leave()
            elif event["type"] == "link":
                explorer.on_link(event["state"])
            else:
                explorer.on_view(event["type"])
        except Exception as fault:
            explorer._report(fault)

    def _moved(self, name, value):
        """Answer a control. A page may send the slider position nearest to the value it was given: not an event."""
        state, step = self.explorer.state, getattr(self.controls[name], "step", 0)
        if not self._following and not (step and abs(value - getattr(state, name)) <= step / 2):
            self.explorer.set(**{name: value})

    # To the page.

    @contextlib.contextmanager
    def following(self):
        """Within this block, what happens to a control is not an event."""
        self._following = True
        try:
            yield
        finally:
            self._following = False

    def follow(self, state):
        """Set every control to a state."""
        with self.following():
            for name, widget in self.controls.items():
                if widget.value != getattr(state, name):
                    widget.value = getattr(state, name)
        # the page scrubs by the position of a run, which may rest only while the kernel says what is shown
        scrubbed = () if self.canvas.plays else ("position",)
        self.held_back.rest([widget for name, widget in self.controls.items() if name not in scrubbed])

    def show(self, frame, axes, alt, frame_key):
        """Send a picture and what belongs to it, in one message."""
        with self.canvas.hold_sync():
            self.canvas.axes = axes
            self.canvas.alt = " ".join(alt.split())
            self.canvas.frame_key = frame_key
            self.canvas.frame = frame

    def after_draw(self):
        """Show the code and the sentence of the tour for the newest picture, and forget the last fault."""
        self._show_code()
        if self.tour:
            self.tour.follow()
        self.fault.value = ""

    def report(self, fault):
        """Show an exception as a sentence."""
        name = "" if isinstance(fault, ValueError) else f"{type(fault).__name__}: "  # a ValueError is a full sentence
        sentence = f"This setting could not be drawn ({name}{fault}). Change it to continue."
        self.fault.value = f'<p class="nnlearn-fault" role="alert">{html.escape(sentence)}</p>'

    def _show_code(self):
        explorer = self.explorer
        code = html.escape(explorer.code(explorer.view)) if self.code_button.value and explorer.drawn else ""
        self.listing.value = code and f'<pre class="nnlearn-code" tabindex="0" aria-label="The code">{code}</pre>'

    def close(self):
        """Close every widget."""
        self.held_back.release()
        for widget in [self.full_link, *inside(self._box)]:
            widget.close()


def toggle(label, tooltip):
    """Return a button that stays down.

    Examples
    --------
    >>> toggle("As code", "The lines that give this picture").value
    False
    """
    return widgets.ToggleButton(description=label, tooltip=tooltip)


def advice_text(suggestion, reader_names):
    """Return the line below the controls: what to try, and that the explorer works on a copy of the reader's model.

    Examples
    --------
    >>> advice_text("press Step", {})
    '<p class="nnlearn-try"><b>Try this:</b> press Step</p>'
    """
    copy = " It works on a copy of your model: what you change here does not change yours." if reader_names else ""
    text = (f"<b>Try this:</b> {suggestion}" if suggestion else "") + copy
    return text and f'<p class="nnlearn-try">{text}</p>'
