"""Check that every link between the notebooks leads somewhere: to a notebook, since `course/` has nothing else."""

import posixpath
import re

from notebook_source import origin

LINK = re.compile(r"\]\((?P<file>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+?)\s*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z]+:")  # https:, mailto:


def prose(notebook):
    """Return the Markdown of a notebook as one text."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def broken_links(planned):
    """Return a sentence for every link whose notebook or heading does not exist; `planned` is {name: notebook}."""
    anchors = {name: {h.replace(" ", "-") for h in HEADING.findall(prose(nb))} for name, nb in planned.items()}
    faults = []
    for name, notebook in planned.items():
        for link in LINK.finditer(prose(notebook)):
            if ELSEWHERE.match(link["file"]):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link["file"])) if link["file"] else name
            if target not in planned:
                faults.append(f"{origin(name)} links to {link['file']}, which is not a notebook of the course")
            elif link["anchor"] and link["anchor"] not in anchors[target]:
                faults.append(f"{origin(name)} links to #{link['anchor']}, which is not a heading in {target}")
    return faults
