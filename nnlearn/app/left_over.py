"""What an earlier handout left in the folder of the course when a newer one was unpacked over it.

A handout lists its files in `handout_files.txt`. Notebooks that are there and not in the list are not handed out again;
nothing is deleted, since a list cannot tell whose a file is.
"""

from pathlib import Path

LIST = "handout_files.txt"
FOLDERS = ("notebooks", "exercises")  # solutions come later, one by one


def left_over(root):
    """Return the notebooks that the newest handout no longer has; the empty set where no handout was unpacked.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> root = pathlib.Path(tempfile.mkdtemp())
    >>> (root / "notebooks").mkdir()
    >>> for name in ("a", "b"):
    ...     _ = (root / "notebooks" / f"{name}.ipynb").write_text("")
    >>> left_over(root)
    set()
    >>> _ = (root / LIST).write_text("notebooks/b.ipynb")
    >>> left_over(root)
    {'notebooks/a.ipynb'}
    """
    root = Path(root)
    try:
        listed = set((root / LIST).read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return set()
    there = (path for folder in FOLDERS for path in (root / folder).glob("*.ipynb"))
    return {path.relative_to(root).as_posix() for path in there} - listed
