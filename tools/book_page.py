"""A notebook as the site shows it, before Sphinx reads it."""

import base64
import re

import book_player
import book_quiz
import nbformat
import runs
import tours

STORED = "*This picture moves along its recordings. In the course all of it moves: `make lab`, then run this cell.*"
STILL = "*This is the stored picture. In the course it moves: `make lab`, then run this cell.*"


def page(notebook, keep):
    """Return a notebook with links in the site's form, quizzes that answer and explorers that move.

    Parameters
    ----------
    notebook : NotebookNode
        Is changed.
    keep : function
        `keep(bytes) -> address` stores a picture for the page.
    """
    cells, recorded = [], tours.tours(notebook)
    for number, cell in enumerate(notebook.cells):
        cells.append(cell)
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(\]\([^)#]*\.ipynb#)([^)]*)\)", lambda m: f"{m[1]}{slug(m[2])})", cell.source)
            continue
        for output in cell.outputs:
            _for_the_site(cell, output)
        call = tours.EXPLORER.search(cell.source)
        if call and number in recorded:
            moving = book_player.for_the_site(call[1], _taken(cell), recorded[number], runs.run(call[0]), keep)
            cells += [nbformat.v4.new_markdown_cell(moving), nbformat.v4.new_markdown_cell(STORED)]
        elif call:
            cells.append(nbformat.v4.new_markdown_cell(STILL))
    notebook.cells = cells
    return notebook


def _for_the_site(cell, output):
    data = output.get("data", {})
    if "text/html" in data:  # links between notebooks, in the map of the course
        text = "".join(data["text/html"])
        links = re.sub(r'(href="[^":]*)\.ipynb"', r'\1.html"', text)
        data["text/html"] = book_quiz.for_the_site(cell.source) or links
    if "image/png" in data:
        alt = "".join(data["text/plain"])
        cell.metadata["mystnb"] = {"image": {"alt": " ".join(alt.split())}}


def _taken(cell):
    """Take the stored picture out of a cell, since the explorer that moves begins with it; return it with its words."""
    found = next(output for output in cell.outputs if "image/png" in output.get("data", {}))
    cell.outputs.remove(found)
    return base64.b64decode(found["data"]["image/png"]), " ".join("".join(found["data"]["text/plain"]).split())


def slug(fragment):
    """Return a heading's anchor in the site from the one in JupyterLab.

    Examples
    --------
    >>> slug("11.4-Without-a-loop")
    '114-without-a-loop'
    """
    return re.sub(r"[^\w-]", "", fragment.lower())
