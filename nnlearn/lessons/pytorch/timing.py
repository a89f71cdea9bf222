"""How long a piece of work takes on this machine."""

import time


def seconds(work, least=0.03):
    """Return the shortest time of a call of `work`, from as many calls as fit into `least` seconds, seven at least.

    The first call is not counted: it is slow for anything. The shortest is the one that was disturbed least.

    Examples
    --------
    >>> 0 <= seconds(lambda: sum(range(1000))) < 1
    True
    """
    work()
    taken: list = []
    end = time.perf_counter() + least
    while len(taken) < 7 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
