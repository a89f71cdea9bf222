"""Who sends what to whom, until every worker holds the sum of all gradients: around a ring, or in two simpler ways."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

RING, ONE, ALL = "ring", "all to one", "everyone to everyone"
WAYS = (RING, ONE, ALL)


class Message(NamedTuple):
    """A message from one worker to another: which pieces of the vector, and in which round."""

    sender: int
    receiver: int
    pieces: tuple
    round: int


def possible(workers, way, sent):
    """Return the messages that can be sent next, in the order in which the plan has them.

    A worker of the ring sends its messages one after another, each as soon as the piece has come from its left.

    Parameters
    ----------
    workers : int
    way : {"ring", "all to one", "everyone to everyone"}
    sent : sequence of Message

    Returns
    -------
    list of Message

    Examples
    --------
    >>> [message[:3] for message in possible(3, RING, ())]
    [(0, 1, (0,)), (1, 2, (1,)), (2, 0, (2,))]
    >>> [message[:2] for message in possible(3, ONE, ())]
    [(1, 0), (2, 0)]
    """
    if way == RING:
        counts = [0] * workers
        for message in sent:
            counts[message.sender] += 1
        found = [
            Message(r, (r + 1) % workers, ((r - t) % workers,), t)
            for r, t in enumerate(counts)
            if t < 2 * (workers - 1) and (t == 0 or counts[r - 1] >= t)
        ]
    else:
        done = {message[:2] for message in sent}
        others, whole = range(1, workers), tuple(range(workers))
        if way == ONE:
            steps = [(r, 0, r - 1) for r in others]
            if done.issuperset((r, 0) for r in others):
                steps += [(0, r, workers + r - 2) for r in others]
        else:
            steps = [(r, (r + t) % workers, t - 1) for t in others for r in range(workers)]
        found = [Message(r, to, whole, t) for r, to, t in steps if (r, to) not in done]
    return sorted(found, key=lambda message: (message.round, message.sender))


@lru_cache(maxsize=256)
def messages(workers, way=RING, first=()):
    """Return all messages in the order in which they are sent.

    Parameters
    ----------
    workers : int
    way : {"ring", "all to one", "everyone to everyone"}
    first : tuple of (int, int), default ()
        Senders and receivers of the messages that are sent first, out of the order of the plan.

    Returns
    -------
    tuple of Message

    Raises
    ------
    ValueError
        If one of the first messages cannot be sent yet.

    Examples
    --------
    >>> len(messages(4)), len(messages(4, "all to one")), len(messages(4, "everyone to everyone"))
    (24, 6, 12)
    >>> messages(3, first=((2, 0),))[0]
    Message(sender=2, receiver=0, pieces=(2,), round=0)
    """
    sent: list = []
    for pair in first:
        ready = [message for message in possible(workers, way, sent) if message[:2] == tuple(pair)]
        if not ready:
            raise ValueError(f"messages expected first messages that can be sent, got {tuple(pair)} too early")
        sent.append(ready[0])
    while ready := possible(workers, way, sent):
        sent.append(ready[0])
    return tuple(sent)


def gathered(workers, way, sent):
    """Return whose gradients each piece of each worker holds after these messages.

    Parameters
    ----------
    workers : int
    way : {"ring", "all to one", "everyone to everyone"}
    sent : sequence of Message

    Returns
    -------
    ndarray of shape (workers, workers, workers), bool
        Entry (r, j, i): whether piece j of worker r holds the gradient of worker i.

    Examples
    --------
    >>> plan = messages(4)
    >>> [gathered(4, RING, plan[:k]).all(axis=2).sum(axis=1).tolist() for k in (0, 12, 24)]  # finished pieces
    [[0, 0, 0, 0], [1, 1, 1, 1], [4, 4, 4, 4]]
    """
    held = np.repeat(np.eye(workers, dtype=bool)[:, None], workers, axis=1)
    for sender, receiver, pieces, _ in sent:
        if way == ALL:
            held[receiver, :, sender] = True
        else:
            held[receiver, list(pieces)] |= held[sender, list(pieces)]
    return held


def vectors_sent(workers, sent):
    """Return how much each worker has sent, and how much it has received, in vectors.

    Parameters
    ----------
    workers : int
    sent : sequence of Message

    Returns
    -------
    ndarray of shape (2, workers)

    Examples
    --------
    >>> vectors_sent(4, messages(4))[0].tolist(), vectors_sent(4, messages(4, "all to one"))[0].tolist()
    ([1.5, 1.5, 1.5, 1.5], [3.0, 1.0, 1.0, 1.0])
    """
    counts = np.zeros((2, workers), int)
    for sender, receiver, pieces, _ in sent:
        counts[0, sender] += len(pieces)
        counts[1, receiver] += len(pieces)
    return counts / workers


def rounds(plan):
    """Return after how many messages each round is over.

    Parameters
    ----------
    plan : sequence of Message

    Returns
    -------
    list of int
        In ascending order.

    Examples
    --------
    >>> rounds(messages(4)), rounds(messages(3, "all to one"))
    ([4, 8, 12, 16, 20, 24], [1, 2, 3, 4])
    """
    ends: dict = {}
    for k, message in enumerate(plan, 1):
        ends[message.round] = k
    return sorted(set(ends.values()))


def example(workers):
    """Return a gradient for each worker, cut into as many pieces as there are workers; each piece is one whole number.

    Parameters
    ----------
    workers : int

    Returns
    -------
    ndarray of shape (workers, workers), int
        Worker, piece.

    Examples
    --------
    >>> example(2).shape, int(abs(example(8)).max())
    ((2, 2), 9)
    """
    return np.random.default_rng(31).integers(-9, 10, (workers, workers))
