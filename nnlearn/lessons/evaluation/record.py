"""What `train.py` recorded of the long experiments of lesson 12, read from the files that ship."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

HOME = Path(__file__).parent
RECORD = HOME / "measured.json"


@lru_cache(maxsize=1)
def measured():
    """Return what `train.py` recorded.

    Returns
    -------
    dict of lists of dict
        "calibration": five networks at two stages, without and with a temperature. "folds": hold-out and k-fold
        estimates of 400 data sets, and the truth. "scaling": the scale taken from the training samples and from all.
        "luck": what 15 networks that differ in their seed score on few and on many examples, for five data sets.

    Examples
    --------
    >>> sorted(measured())
    ['calibration', 'folds', 'luck', 'scaling']
    """
    return json.loads(RECORD.read_text(encoding="utf-8"))


def stored_logits():
    """Return the logits of one network that was trained for 100 epochs on 1,000 examples of MNIST-1D.

    Returns
    -------
    (z, labels), (unseen, unseen_labels) : ndarray of shape (500, 10) and (1000, 10), float64; ndarray, int64
        For examples to choose a temperature by, and for others.

    Examples
    --------
    >>> [z.shape for z, _ in stored_logits()]
    [(500, 10), (1000, 10)]
    """
    with np.load(HOME / "logits.npz") as stored:
        pairs = [(stored[name], stored[f"{name}_labels"]) for name in ("choose", "test")]
    return tuple((z.astype(np.float64), labels.astype(np.int64)) for z, labels in pairs)
