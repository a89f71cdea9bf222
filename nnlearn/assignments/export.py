"""Write the assignments of some lessons into a folder: `nnlearn export nbgrader FOLDER`, or `otter`."""

import json
from pathlib import Path

from nnlearn.assignments import nbgrader, otter
from nnlearn.checks import registry
from nnlearn.files import write_new
from nnlearn.originals import ROOT
from nnlearn.syllabus import lesson

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
NEXT = {
    "nbgrader": "Next, in {folder}: nbgrader generate_assignment {stem}",
    "otter": "Next, in {folder}: otter assign {path} dist/{stem}",
}


def export(tool, folder, numbers=(), root=ROOT):
    """Write the assignments, and say what comes next.

    Parameters
    ----------
    tool : {"nbgrader", "otter"}
    folder : str or Path
        Made if it is not there. An existing file with another content is never overwritten.
    numbers : iterable of str, optional
        Lessons, "02"; by default all that have exercises.
    root : Path
        The folder of exercises/ and solutions/.

    Returns
    -------
    list of str
        Sentences: what was written, and the next command.

    Raises
    ------
    ValueError
        If a lesson or its notebooks are not there, or a file is in the way: then nothing is written.
    """
    folder, wanted = Path(folder).expanduser(), [lesson(number) for number in numbers or registry.lessons()]
    contents = {}
    for one in dict.fromkeys(wanted):
        module = {"nbgrader": nbgrader, "otter": otter}[tool]
        contents[module.paths(one)] = as_text(module.notebook(one, root=root))
        if tool == "otter":
            contents[f"{one.stem}/requirements.txt"] = otter.REQUIREMENTS
    if tool == "nbgrader":
        contents["nbgrader_config.py"] = nbgrader.CONFIG
    here = {name for name in contents if (folder / name).exists()}
    other = sorted(name for name in here if (folder / name).read_text(encoding="utf-8") != contents[name])
    if other:
        raise ValueError(
            f"export will not overwrite {folder / other[0]}{f' and {len(other) - 1} more' if other[1:] else ''}, "
            "which is not what it would write: name an empty folder, or move it away"
        )
    for name in contents.keys() - here:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_new(folder / name, contents[name])
    first = wanted[0]
    module = {"nbgrader": nbgrader, "otter": otter}[tool]
    count = len(dict.fromkeys(wanted))
    return [
        f"{count} assignment{'s' * (count != 1)} for {tool} in {folder}, each exercise worth {nbgrader.POINTS} point.",
        NEXT[tool].format(folder=folder, stem=first.stem, path=module.paths(first)),
    ]


def as_text(cells):
    """Return cells as the text of a notebook."""
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
