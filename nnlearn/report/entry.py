"""Entry checks of the report: paths and texts."""

from pathlib import Path

from nnlearn.arguments import describe


def file_path(caller, path):
    """Return the absolute path of a file, in a folder that exists, or raise."""
    if not isinstance(path, str | Path) or not str(path).strip():
        raise TypeError(f"{caller} expected path to be a file name, got {describe(path)}")
    path = Path(path).expanduser().absolute()  # a later os.chdir does not move it
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{caller} expected path in a folder that exists, got {path}: make the folder first")
    return path


def text(caller, name, value):
    """Return a text with something in it, or raise."""
    if not isinstance(value, str):
        raise TypeError(f"{caller} expected {name} to be a text, got {describe(value)}")
    if not value.strip():
        raise ValueError(f"{caller} expected {name} to say something, got {value[:20]!r}")
    return value
