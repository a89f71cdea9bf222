"""The tours of a notebook's explorers, recorded: pictures and sentences for pages that have no kernel."""

import ast
import base64
import re

import nnlearn.explorers
from nnlearn.image_html import image_html

RECORDED: dict = {}  # {call: its stops}, since several pages show the same
EXPLORER = re.compile(r"^(\w+Explorer|Playground)\(.*\)$", re.MULTILINE)


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
        explorer = made(call)
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
    explorer = made(call)
    try:
        return [stop.text(explorer.compute(stop.state(explorer))) for stop in explorer.tour]
    finally:
        explorer.close()


def made(call):
    """Return the explorer that a cell opens, with those of its settings that are written out there."""
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
