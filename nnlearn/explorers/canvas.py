"""Our one component in the browser: a picture that is painted from frames and reports pointer and keys."""

from pathlib import Path

import anywidget
import traitlets

WEB = Path(__file__).parent / "web"


class Canvas(anywidget.AnyWidget):
    """A picture in the page: Python sets `frame`, and the browser paints the newest, never a queue of old ones.

    Frames are a trait, not messages: a view created later (a second one, or the first view of a notebook that was run
    without a browser) still receives the latest frame. Events come back through `on_event` as dictionaries:

    - `{"type": "down", "axes": name, "x": ..., "y": ...}`, then "move" and "up", in the data coordinates of the axes in
      which the pointer went down;
    - `{"type": "hover", "axes": name, "x": ..., "y": ...}` for a pointer that passes over, if `hovers`; `"axes": ""`
      when it has left them;
    - `{"type": "key", "key": "ArrowLeft", "shift": False}` for the keys named in `hotkeys`;
    - `{"type": "seen"}` and `{"type": "gone"}` for each view that is created or removed;
    - `{"type": "near"}` when pointer or focus reach the explorer around it;
    - `{"type": "link", "state": "nn2...."}` if the page's address ends in "#" and a text that begins with
      `link_prefix`.

    Parameters
    ----------
    width, height : int
        Size in pixels of the page; fixed, so that nothing jumps. A narrower page shrinks the picture.
    alt : str
        What the picture shows: its accessible name.

    Attributes
    ----------
    frame : bytes
        The newest picture, PNG or WebP.
    axes : dict of str to list
        For each named axes: left, top, width, height in pixels and the data at its left, right, bottom and top.
    hotkeys : list of str
        Keys to report; all others are left to the browser, and Tab always leaves the picture.
    help : str
        What the keys do, shown under the picture.
    frame_key : list
        Empty, or the version of the settings that the frame shows and its position in their run. Pictures of other
        positions that were sent in advance (`nnlearn.explorers.prerender`) are painted as soon as the slider is there.
    follows : str
        The model id of that slider.
    plays : bool
        Whether something plays: then the slider is told only now and then, and the newest frame is what is shown.
    cursors : dict of str to str
        For named axes, the shape of the pointer: "pointer" where a click does something, "grab", "crosshair". If
        `hovers`, only where the answer says something.
    hovers : bool
        Whether a pointer that passes over is told; `say` answers.
    prints : list of str, or of [left, top, width, height]
        Axes, or places in pixels, in which light and dark mean something: they keep their colours under a dark theme.
    link_prefix : str
        How a state in the page's address begins; empty if there are no such states.
    full : bool
        Whether the explorer around it fills the screen; Escape sets it to False.
    ratio : float
        Set by the browser: screen pixels per pixel of the page, 1 to 2.
    calm : bool
        Set by the browser: the reader prefers less motion.

    Examples
    --------
    >>> canvas = Canvas(width=640, height=320, alt="two classes and a line")
    >>> canvas.on_event(lambda event: None)
    >>> canvas.close()
    """

    # text: anywidget would watch a path and keep its widgets; one module, because a page cannot reach the files
    _esm = "\n".join((WEB / f"{part}.js").read_text(encoding="utf-8") for part in ("full_screen", "pointer", "canvas"))
    _css = (WEB / "canvas.css").read_text(encoding="utf-8")

    frame = traitlets.Bytes().tag(sync=True)
    width = traitlets.Int(640).tag(sync=True)
    height = traitlets.Int(320).tag(sync=True)
    axes = traitlets.Dict().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    hotkeys = traitlets.List(traitlets.Unicode()).tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    frame_key: traitlets.List = traitlets.List().tag(sync=True)
    follows = traitlets.Unicode().tag(sync=True)
    plays = traitlets.Bool(False).tag(sync=True)
    cursors: traitlets.Dict = traitlets.Dict().tag(sync=True)
    hovers = traitlets.Bool(False).tag(sync=True)
    prints: traitlets.List = traitlets.List().tag(sync=True)
    link_prefix = traitlets.Unicode().tag(sync=True)
    full = traitlets.Bool(False).tag(sync=True)
    ratio = traitlets.Float(1.0).tag(sync=True)
    calm = traitlets.Bool(False).tag(sync=True)

    def on_event(self, act):
        """Call `act(event)` for every event of the pointer, the keys and the views."""
        self.on_msg(lambda _, event, buffers: act(event) if isinstance(event, dict) and "type" in event else None)

    def say(self, text, lit=()):
        """Show a note beside the pointer, or none if it is empty, and frames around [left, top, width, height]."""
        self.send({"type": "note", "text": text, "lit": [[float(side) for side in place] for place in lit]})
