"""What `train.py` recorded of the comparisons of lesson 16, read from the file that ships."""

import json
from functools import lru_cache

from nnlearn.lessons.lenet.network import HERE, held_out


@lru_cache(maxsize=1)
def mnist_record():
    """Return what `train.py` recorded of all comparisons of the lesson.

    Returns
    -------
    dict of lists of dict
        "choose": what each batch size and rate reads of digits set aside. "runs": five seeds of each network and task,
        with the share read after each epoch. "more": ten more seeds of the dense network. "sharing": five seeds with
        shared weights and with weights of their own.

    Examples
    --------
    >>> sorted(mnist_record())
    ['choose', 'more', 'runs', 'sharing']
    """
    return json.loads((HERE / "mnist_training.json").read_text(encoding="utf-8"))


def recorded(network, task="as they are"):
    """Return the recorded runs of a network, one for each seed.

    Parameters
    ----------
    network : {"1998", "today", "dense"}
    task : {"as they are", "moved", "permuted"}
        Which digits it was trained on: as they are, moved by other steps in each epoch, or with their pixels permuted.

    Returns
    -------
    list of dict
        network, task, batch, rate, seed and right, the share of unseen digits that is read after each epoch. Of those
        on digits that are not permuted also wrong, pairs of an unseen digit's place and the answer, and moved right,
        the share that is read if the unseen digits are moved by 0, 1, ... pixels.

    Examples
    --------
    >>> [run["seed"] for run in recorded("today")]
    [0, 1, 2, 3, 4]
    """
    return [run for run in mnist_record()["runs"] if (run["network"], run["task"]) == (network, task)]


def answers_of(run):
    """Return what a recorded run answered for each of the unseen digits: 1,000 whole numbers.

    Examples
    --------
    >>> run, labels = recorded("today")[0], held_out()[1]
    >>> int((answers_of(run) == labels).sum()) == round(1000 * run["right"][-1])
    True
    """
    guesses = held_out()[1].copy()
    for place, guess in run["wrong"]:
        guesses[place] = guess
    return guesses
