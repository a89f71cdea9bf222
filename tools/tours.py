"""The tours of a notebook's explorers, recorded: pictures and sentences for pages that have no kernel."""

import ast
import base64
import html
import re

import nnlearn.explorers
from nnlearn.image_html import image_html

RECORDED: dict = {}  # {call: its stops}, since several pages show the same
EXPLORER = re.compile(r"^(\w+Explorer|Playground)\(.*\)$", re.MULTILINE)
SITE = """\
.nnlearn-tour figure { display: none; margin: 0.5em 0; }
.nnlearn-tour figcaption { min-height: 4.5em; text-align: left; }
.nnlearn-tour fieldset { border: 0; padding: 0; margin: 0; }
.nnlearn-tour label { margin: 0 0.8em 0 0.2em; }
""" + "".join(
    f".nnlearn-tour:has(input:nth-of-type({k}):checked) figure:nth-of-type({k}) {{ display: block; }}\n"
    for k in range(1, 8)
)


def tours(notebook):
    """Return {number of the cell: recorded stops} for the first cell of each explorer that has a tour."""
    found = {number: recorded(call) for number, call in calls(notebook).items()}
    return {number: stops for number, stops in found.items() if stops}


def calls(notebook):
    """Return {number of the cell: the line that opens it} for the first cell of each explorer."""
    found, seen = {}, set()
    for number, cell in enumerate(notebook.cells):
        call = EXPLORER.search(cell.source) if cell.cell_type == "code" else None
        if call and call[1] not in seen:
            seen.add(call[1])
            found[number] = call[0]
    return found


def recorded(call):
    """Return the `RecordedStop`s of an explorer as a cell writes it; what the cell takes from others is left out.

    Examples
    --------
    >>> len(recorded("PerceptronExplorer(position=6)")) == len(nnlearn.explorers.PerceptronExplorer.tour)
    True
    """
    if call not in RECORDED:
        explorer = _made(call)
        try:
            RECORDED[call] = tuple(explorer.recorded_tour())
        finally:
            explorer.close()
    return RECORDED[call]


def sentences(call):
    """Return what the stops of an explorer say; nothing is drawn, so it takes a third of the time.

    Examples
    --------
    >>> len(sentences("PerceptronExplorer(position=6)")) == len(nnlearn.explorers.PerceptronExplorer.tour)
    True
    """
    if call in RECORDED:
        return [stop.sentence for stop in RECORDED[call]]
    explorer = _made(call)
    try:
        return [stop.text(explorer.compute(stop.state(explorer))) for stop in explorer.tour]
    finally:
        explorer.close()


def _made(call):
    written = ast.parse(call, mode="eval").body
    settings = {}
    for keyword in written.keywords:
        try:
            settings[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            continue
    return getattr(nnlearn.explorers, written.func.id)(**({} if written.args else settings))


def image(stop):
    """Return a stop's picture as HTML."""
    return image_html(base64.b64encode(stop.png).decode(), stop.alt)


def for_the_site(stops, name):
    """Return a tour that can be stepped through without JavaScript, as one line of HTML; its style is `SITE`.

    Examples
    --------
    >>> from nnlearn.explorers.tour import RecordedStop
    >>> for_the_site([RecordedStop(b"", "a line", "It turns.")], "perceptron").count("radio")
    1
    """
    choices = "".join(
        f'<input type="radio" name="{name}" id="{name}-{k}"{" checked" * (k == 1)}>'
        f'<label for="{name}-{k}">stop {k}</label>'
        for k in range(1, len(stops) + 1)
    )
    figures = "".join(
        f"<figure>{image(stop)}<figcaption>{html.escape(stop.sentence)}</figcaption></figure>" for stop in stops
    )
    return (
        f'<form class="nnlearn-tour"><fieldset><legend>A tour of {len(stops)} stops</legend>{choices}</fieldset>'
        f"{figures}</form>"
    )
