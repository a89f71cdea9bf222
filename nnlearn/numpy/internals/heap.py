"""Keep the memory of freed arrays in the process."""

import numpy as np

BLOCK_BYTES = 31 * 2**20  # above 32 MiB the C library of Linux asks the system each time, whatever was freed before


def keep_freed_memory():
    """Free one large block, after which the C library of Linux keeps the memory of smaller blocks that are freed.

    Until then it asks the system for every array above 128 KiB and returns it when the array is freed, so that the
    system must find and clear pages for each temporary array: a fifth of the time of a loss landscape. The block is
    never touched and takes no memory. Other C libraries are not affected.

    References
    ----------
    mallopt(3), "M_MMAP_THRESHOLD": the threshold is adjusted when a block above it is freed.
    """
    np.empty(BLOCK_BYTES, np.uint8)
