"""MNIST and Fashion-MNIST, which do not ship with the course: fetched when you ask for them, checked on every load."""

import os
import sys
from pathlib import Path

import numpy as np

from nnlearn.arguments import choice, describe, integer, number
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.idx import parse, verified
from nnlearn.datasets.mirrors import SOURCES
from nnlearn.files import from_the_start

CLOTHES = ("T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")
INSTEAD = {"mnist": "digits()", "fashion_mnist": "digits() or mnist1d()"}  # what ships with the course

CARDS = {
    "mnist": """Handwritten digits of 28 x 28 pixels. Source: Y. LeCun, C. Cortes and C. J. C. Burges (1998), from
    scans of NIST; fetched from a public mirror and checked by its SHA-256. Licence: CC BY-SA 3.0, as mirrors of it
    state; its authors state none. Shapes: x ({n}, 1, 28, 28) float32, whole numbers 0 (paper) to 255 (ink), y ({n},)
    int64, about a tenth of each digit. Good for: comparing with what the literature reports: LeNet-5 left
    0.95 percent wrong (LeCun, Bottou, Bengio, Haffner 1998, section III).""",
    "fashion_mnist": """Pictures of clothes, 28 x 28 pixels in grey. Source: Zalando Research, H. Xiao, K. Rasul and R.
    Vollgraf (2017), arXiv:1708.07747; fetched from a public mirror and checked by its SHA-256. Licence: MIT. Shapes: x
    ({n}, 1, 28, 28) float32, whole numbers 0 (background) to 255, y ({n},) int64, a tenth of each kind. Good for: a
    harder test in the format of MNIST.""",
}


def fetch(name, *, part=None, folder=None, mirrors=None, patience=5.0, slowest=1000.0, progress=None):
    """Fetch an optional data set from the network, unless it is there already.

    Files on the disk are checked, too. A download that was interrupted resumes where it stopped, and no file gets its
    name before its SHA-256 is verified.

    Parameters
    ----------
    name : {"mnist", "fashion_mnist"}
        Which data set; 12 MB and 31 MB.
    part : {"train", "test", None}
        One part only, or both.
    folder : str or Path, optional
        Where to keep it, in a folder of its own. Default: the environment variable NNLEARN_DATA, or the system's cache
        folder.
    mirrors : list of str, optional
        Beginnings of addresses, tried in turn. Default: three public mirrors.
    patience : float, above 0, in seconds
        How long to wait for a mirror that sends nothing, or less than `slowest`, before trying the next one.
    slowest : float, 0 or more, in bytes per second
        The lowest speed that counts as an answer.
    progress : function, optional
        Called with (file name, bytes so far, total bytes) after each chunk.

    Returns
    -------
    Path
        The folder of the data set.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.
    OSError
        If no mirror delivers a file (ConnectionError) or it cannot be written; the message names each address, what is
        wrong with it, and what works without a network.

    Examples
    --------
    >>> fetch("emnist")
    Traceback (most recent call last):
        ...
    ValueError: fetch expected name to be one of 'mnist', 'fashion_mnist', got the string 'emnist'
    """
    from nnlearn.datasets.download import download  # Python's network modules take a tenth of a second to import

    source = SOURCES[choice("fetch", "name", name, SOURCES)]
    patience = number("fetch", "patience", patience, low=0, open_low=True)
    slowest = number("fetch", "slowest", slowest, low=0)
    mirrors = _mirrors(source.mirrors if mirrors is None else mirrors)
    parts = source.parts if part is None else (choice("fetch", "part", part, source.parts),)
    home = _home("fetch", folder) / name
    home.mkdir(parents=True, exist_ok=True)
    for file in (file for key in parts for file in source.parts[key]):
        target = home / file.name
        if _content(target, file) is None:
            try:
                download(file, mirrors, target, patience=patience, slowest=slowest, progress=progress)
            except ConnectionError as error:
                raise ConnectionError(
                    f"fetch could not get {name}: {error}. Run it again, put the file into {home} by hand, or use "
                    f"{INSTEAD[name]}, which ships with the course"
                ) from None
    return home


def mnist(part="train", *, n=None, folder=None):
    """Return MNIST, 70,000 handwritten digits of 28 x 28 pixels, if it has been fetched.

    Parameters
    ----------
    part : {"train", "test"}
        60,000 or 10,000 digits.
    n : int, 1 or more, optional
        How many of them, from the beginning. Default: all; the training part takes 188 MB.
    folder : str or Path, optional
        Where it was fetched to; see `fetch`.

    Returns
    -------
    Dataset
        x (n, 1, 28, 28) float32, whole numbers from 0 (paper) to 255 (ink); y (n,) int64, 0..9.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.
    OSError
        If it is not on this machine (FileNotFoundError) or damaged; the message says what ships with the course.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to document recognition", section III.

    Examples
    --------
    >>> mnist(folder="nowhere")
    Traceback (most recent call last):
        ...
    FileNotFoundError: mnist is not here: `nnlearn data fetch mnist` gets it; digits() ships with the course
    """
    return _load("mnist", part, n, folder, tuple("0123456789"))


def fashion_mnist(part="train", *, n=None, folder=None):
    """Return Fashion-MNIST, 70,000 pictures of clothes of 28 x 28 pixels, if it has been fetched.

    Parameters
    ----------
    part : {"train", "test"}
    n : int, 1 or more, optional
    folder : str or Path, optional
        As in `mnist`.

    Returns
    -------
    Dataset
        x (n, 1, 28, 28) float32, whole numbers from 0 (background) to 255; y (n,) int64, 0..9.

    Raises
    ------
    TypeError, ValueError, OSError
        As in `mnist`.

    References
    ----------
    Xiao, Rasul and Vollgraf (2017), "Fashion-MNIST: a novel image dataset for benchmarking machine learning
    algorithms", arXiv:1708.07747.

    Examples
    --------
    >>> fashion_mnist(part="all")
    Traceback (most recent call last):
        ...
    ValueError: fashion_mnist expected part to be one of 'train', 'test', got the string 'all'
    """
    return _load("fashion_mnist", part, n, folder, CLOTHES)


def _load(name, part, n, folder, classes):
    images, labels = SOURCES[name].parts[choice(name, "part", part, SOURCES[name].parts)]
    home = _home(name, folder) / name
    arrays = []
    for file, axes in ((images, 3), (labels, 1)):
        content = _content(home / file.name, file)
        if content is None:
            advice = f"`nnlearn data fetch {name}` gets it; {INSTEAD[name]} ships with the course"
            if (home / file.name).exists():
                raise OSError(f"{name} is damaged, {home / file.name} is not what it should be: {advice}")
            raise FileNotFoundError(f"{name} is not here: {advice}")
        arrays.append(parse(content, axes))
    n = len(arrays[0]) if n is None else integer(name, "n", n, low=1, high=len(arrays[0]))
    x, y = arrays[0][:n, None].astype(np.float32), arrays[1][:n].astype(np.int64)
    return Dataset(name, x, y, (), classes, paragraph(CARDS[name].format(n=n)))


def _content(path, file):
    """Return the content of a file on the disk, or None if it is missing or not the right one."""
    if not path.is_file():  # reading a pipe would wait for ever
        return None
    try:
        return verified(path.read_bytes(), file) if path.stat().st_size <= 2 * file.size + 65536 else None
    except (FileNotFoundError, ValueError):
        return None


def _mirrors(mirrors):
    if not isinstance(mirrors, list | tuple) or not mirrors:
        raise TypeError(f"fetch expected mirrors to be a list of addresses, got {describe(mirrors)}")
    for mirror in mirrors:
        if not isinstance(mirror, str) or not mirror.startswith(("http://", "https://")):
            raise ValueError(f"fetch expected mirrors to begin with http:// or https://, got {describe(mirror)}")
    return list(mirrors)


def _home(caller, folder):
    """Return the folder of all optional data sets."""
    if folder is not None:
        if not isinstance(folder, str | os.PathLike):
            raise TypeError(f"{caller} expected folder to be a path, got {describe(folder)}")
        return Path(folder)
    if chosen := os.environ.get("NNLEARN_DATA"):
        return from_the_start(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "nnlearn" / "data"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "nnlearn" / "data"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nnlearn" / "data"
