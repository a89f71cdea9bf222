"""A folder for a capstone: the empty template, or the finished example. `nnlearn report FOLDER --start`."""

import os
import shutil
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "lessons" / "capstone"
KINDS = ("template", "example")


def begin(folder, kind):
    """Write the template or the example into a new folder; return a sentence that says what to do next.

    Parameters
    ----------
    folder : str or Path
        It is made; an empty one may be there already. Nothing is overwritten.
    kind : {"template", "example"}

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is something of this name, or the folder around it is missing.
    OSError
        If it cannot be written.
    """
    folder = Path(folder).expanduser()
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise ValueError(f"report expected {folder} to be new, got one with something in it: nothing is overwritten")
    if not folder.parent.is_dir():
        raise ValueError(f"report expected {folder} in a folder that exists, got none: make {folder.parent} first")
    folder.mkdir(exist_ok=True)
    for path in sorted((SOURCE / kind).iterdir()):
        with path.open("rb") as source, (folder / path.name).open("xb") as place:  # "x" refuses a name that is taken
            shutil.copyfileobj(source, place)
    if kind == "example":
        return f"The finished example is in {folder}: `nnlearn report {folder}` runs it and counts its points"
    return f"{folder / 'report.ipynb'} is yours: it says what comes when; `nnlearn report {folder}` counts the points"
