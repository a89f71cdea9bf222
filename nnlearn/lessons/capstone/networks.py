"""What `train.py` made: the five networks that are handed over, and every try that led to them."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.capstone.project import untrained

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def _states():
    with np.load(FOLDER / "networks.npz") as file:
        return {name: file[name] for name in file.files}


def trained(seed=0, side=nn):
    """Return the network of a start, trained with the chosen settings on all that is not sealed; in evaluation mode.

    Parameters
    ----------
    seed : int, 0 to 4
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> import numpy as np
    >>> trained()(np.zeros((1, 1, 16, 16), np.float32)).shape
    (1, 10)
    """
    net = untrained(seed, side)
    mine = {name: value for name, value in _states().items() if name.startswith(f"{seed}.")}
    net.load_state_dict({name.removeprefix(f"{seed}."): side.tensor(value) for name, value in mine.items()})
    return net.eval()


@lru_cache(maxsize=1)
def pairs():
    """Return what was measured of three pairs of sealed speakers, a list of dict.

    Returns
    -------
    list of dict
        Each with test and choose (names), tries (a list of what, setting, seed, value), networks (five shares) and
        "support vectors" (one share). The first pair is the lesson's.

    Examples
    --------
    >>> [" and ".join(row["test"]) for row in pairs()]
    ['theo and yweweler', 'george and jackson', 'lucas and nicolas']
    """
    return json.loads((FOLDER / "tries.json").read_text(encoding="utf-8"))["pairs"]


def tries():
    """Return every try of the lesson's project, in order.

    Examples
    --------
    >>> len(tries()), tries()[0]["what"]
    (16, 'support vectors')
    """
    return pairs()[0]["tries"]
