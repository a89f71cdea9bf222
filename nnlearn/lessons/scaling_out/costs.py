"""How long a step takes on several workers: what cannot be shared, what can, and the messages."""

import numpy as np

from nnlearn.lessons.scaling_out.rings import ONE, RING

LATENCY, PER_BYTE = 50e-6, 1e-9  # seconds for a message, and for each byte of it: round figures of a fast network
BYTES = 4  # of a number in float32


def seconds(workers, compute, numbers, *, serial=0.0, way=RING, latency=LATENCY, per_byte=PER_BYTE):
    """Return the seconds of a step by the cost model.

    A ring of w workers sends 2 (w - 1) messages of M / w numbers, one after another; all to one 2 (w - 1) messages of M
    numbers, all through the first worker; everyone to everyone w - 1 messages of M numbers.

    Parameters
    ----------
    workers : int or array_like of int
        At least 1.
    compute : float
        Seconds that one worker computes.
    numbers : int
        M, the length of the gradient in numbers of 4 bytes.
    serial : float, default 0.0
        Share of the computing that cannot be shared, 0 to 1.
    way : {"ring", "all to one", "everyone to everyone"}
    latency, per_byte : float
        Seconds of a message, and of each byte.

    Returns
    -------
    float or ndarray of the shape of `workers`

    References
    ----------
    P. Patarasuk and X. Yuan (2009), "Bandwidth optimal all-reduce algorithms for clusters of workstations".

    Examples
    --------
    >>> [round(1 / seconds(w, 1.0, 0, serial=0.05, latency=0), 1) for w in (8, 1000)]  # Amdahl's law
    [5.9, 19.6]
    """
    w = np.asarray(workers)
    shared = compute * (serial + (1 - serial) / w)
    if way == RING:
        sent = 2 * (w - 1) * latency + 2 * (w - 1) / w * BYTES * numbers * per_byte
    else:
        sent = (2 if way == ONE else 1) * (w - 1) * (latency + BYTES * numbers * per_byte)
    total = shared + sent
    return float(total) if total.ndim == 0 else total


def fewest_seconds(most, compute, numbers, **settings):
    """Return the number of workers, of 1 to `most`, with which a step is shortest.

    Parameters
    ----------
    most : int
    compute, numbers, **settings
        As for `seconds`.

    Returns
    -------
    int

    Examples
    --------
    >>> fewest_seconds(8, 1e-3, 10_000), fewest_seconds(8, 1e-3, 10_000, latency=1e-6)
    (3, 8)
    """
    return int(seconds(np.arange(1, most + 1), compute, numbers, **settings).argmin()) + 1
