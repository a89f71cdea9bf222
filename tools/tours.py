"""The tours of a notebook's explorers, recorded: pictures and sentences for pages that have no kernel."""

import ast
import base64
import html
import re
from functools import lru_cache

import nnlearn.explorers
from nnlearn.image_html import image_html

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
    found, seen = {}, set()
    for number, cell in enumerate(notebook.cells):
        call = EXPLORER.search(cell.source) if cell.cell_type == "code" else None
        if call and call[1] not in seen:
            seen.add(call[1])
            found[number] = recorded(call[0])
    return {number: stops for number, stops in found.items() if stops}


@lru_cache
def recorded(call):
    """Return the `RecordedStop`s of an explorer as a cell writes it; what the cell takes from others is left out.

    Examples
    --------
    >>> len(recorded("PerceptronExplorer(position=6)")) == len(nnlearn.explorers.PerceptronExplorer.tour)
    True
    """
    written = ast.parse(call, mode="eval").body
    settings = {}
    for keyword in written.keywords:
        try:
            settings[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            continue
    explorer = getattr(nnlearn.explorers, written.func.id)(**({} if written.args else settings))
    try:
        return tuple(explorer.recorded_tour())
    finally:
        explorer.close()


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


def for_slides(stops, heading):
    """Return a slide for each stop."""
    return [
        f"<h3>{html.escape(heading)}: stop {k} of {len(stops)}</h3>\n{image(stop)}\n"
        f'<p class="stop">{html.escape(stop.sentence)}</p>'
        for k, stop in enumerate(stops, 1)
    ]
