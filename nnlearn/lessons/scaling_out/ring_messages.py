"""Exercise 31.3: workers on a ring, in one process, whose messages are counted."""

from collections import deque

import numpy as np

__all__ = ["Ring", "round_the_ring"]


class Ring:
    """Workers 0 to w - 1 on a ring: each can send to the next one, and receive from the one before.

    Parameters
    ----------
    workers : int

    Attributes
    ----------
    messages : list of int
        How many messages each worker has sent.
    numbers : int
        How many numbers all of them together have sent.

    Examples
    --------
    >>> import numpy as np
    >>> ring = Ring(2)
    >>> ring.send(0, np.array([1.0, 2.0]))
    >>> ring.receive(1)
    array([1., 2.])
    >>> ring.messages, ring.numbers
    ([1, 0], 2)
    """

    def __init__(self, workers):
        self.messages, self.numbers = [0] * workers, 0
        self._under_way: list = [deque() for _ in range(workers)]  # what each worker can receive

    def send(self, rank, numbers):
        """Send a copy of an array from worker `rank` to the next worker."""
        numbers = np.array(numbers)
        if numbers.dtype.kind not in "iuf":
            numbers = numbers.astype(float)
        self._check(rank)
        if numbers.ndim != 1:
            raise ValueError(f"ring.send expected one piece of a vector, got an array of shape {numbers.shape}")
        self.messages[rank] += 1
        self.numbers += numbers.size
        self._under_way[(rank + 1) % len(self.messages)].append(numbers)

    def receive(self, rank):
        """Return the oldest array that is on its way to worker `rank`, from the worker before."""
        self._check(rank)
        if not self._under_way[rank]:
            raise ValueError(
                f"worker {rank} receives, and nothing is on its way to it. In each round first let every worker send, "
                "then let every worker receive once"
            )
        return self._under_way[rank].popleft()

    @property
    def left_over(self):
        """Return how many messages nobody has received."""
        return sum(map(len, self._under_way))

    def _check(self, rank):
        if isinstance(rank, bool | np.bool_) or not isinstance(rank, int | np.integer):
            raise TypeError(f"ring expected the number of a worker, got {rank!r}")
        if not 0 <= rank < len(self.messages):
            raise ValueError(f"ring has workers 0 to {len(self.messages) - 1}, got {rank}")


def round_the_ring(answer, vectors):
    """Return what the workers hold afterwards, how many messages each sent, and how many numbers all sent."""
    ring = Ring(len(vectors))
    found = answer([vector.copy() for vector in vectors], ring)
    if found is not None and ring.left_over:
        raise ValueError(
            f"{ring.left_over} messages were sent and never received: after each round of `ring.send`, call "
            "`ring.receive` once for every worker"
        )
    if isinstance(found, tuple | list):
        found = [np.asarray(one) for one in found]
    return found, ring.messages, ring.numbers
