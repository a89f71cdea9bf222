"""Sequences of unequal length in one batch: padded to one length, or packed without the padding."""

from typing import NamedTuple

import numpy as np


class PackedSequence(NamedTuple):
    data: np.ndarray
    batch_sizes: np.ndarray
    sorted_indices: np.ndarray | None = None
    unsorted_indices: np.ndarray | None = None
