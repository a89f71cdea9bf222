"""Let memory that arrays give back stay with the process."""

import numpy as np

LARGEST = 31 * 2**20  # bytes; above 32 MiB the C library of Linux asks the system each time, whatever was freed before


def keep_freed_memory():
    """Free one large block, after which the C library of Linux keeps what smaller blocks give back.

    Until then it asks the system for every array above 128 KiB and returns it when the array dies, so that each
    temporary array begins with pages that the system must find and clear: a fifth of the time of a loss landscape.
    The block is never touched and takes no memory. Other C libraries do not care.

    References
    ----------
    mallopt(3), "M_MMAP_THRESHOLD": the threshold is adjusted when a block above it is freed.
    """
    np.empty(LARGEST, np.uint8)
