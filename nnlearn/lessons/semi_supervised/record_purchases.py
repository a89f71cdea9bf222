"""Record what the explorer of lesson 23 replays: a map of the digits, purchases by k-means, and learning curves.

Run by hand, some minutes of one core:

    python -m nnlearn.lessons.semi_supervised.record_purchases

It writes `purchases.npz`. The map is t-SNE's, made from the pixels alone; no label is used before the curves.

References
----------
L. van der Maaten, G. Hinton (2008), "Visualizing data using t-SNE", Journal of Machine Learning Research 9.
"""

import sys
import time

import numpy as np
from sklearn.manifold import TSNE

from nnlearn.cluster import kmeans
from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.purchases import BUDGETS, DRAWS, FINENESS, MOST, RECORD
from nnlearn.lessons.semi_supervised.self_training import LEARNERS, accuracy_of


def mapped(x):
    """Return the map: whole numbers from 0 to `FINENESS`.

    Each direction is drawn half by its value and half by its rank, which fills the plane: t-SNE keeps who is whose
    neighbour, and the width of the gaps between its islands means little.
    """
    places = TSNE(2, perplexity=30, init="pca", random_state=0).fit_transform(x).astype(float)
    places = (places - places.min(axis=0)) / (places.max(axis=0) - places.min(axis=0))
    ranks = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(x) - 1)
    return np.round((places + ranks) / 2 * FINENESS).astype(np.uint16)


def nearest_to(x, centres):
    """Return the digit nearest to each centre, each used once."""
    squares = ((x[:, None] - centres[None]) ** 2).sum(axis=2)
    found: list[int] = []
    for k in range(len(centres)):
        squares[found, k] = np.inf
        found.append(int(squares[:, k].argmin()))
    return found


def record():
    """Compute everything and return the arrays of the record, by name."""
    x, centres = digits().x.astype(float), []  # float64: another rounding gives another map
    counts = np.zeros((len(LEARNERS), 2, len(DRAWS), MOST), np.uint16)
    for draw in DRAWS:
        began = time.process_time()
        random = np.random.default_rng(draw).permutation(len(x))[:MOST].tolist()
        picks = {k: nearest_to(x, kmeans(x, k, seed=draw).centres) for k in range(1, MOST + 1)}
        centres.append([place for k in BUDGETS for place in picks[k]])
        for learner, found in zip(LEARNERS, counts, strict=True):
            for k in range(1, MOST + 1):
                for way, bought in enumerate((random[:k], picks[k])):
                    found[way, draw, k - 1] = round(accuracy_of(learner, tuple(bought)) * len(digits().y_test))
        say(draw, round(time.process_time() - began, 1), "s", *counts[:, :, draw, (9, 19, 49)].ravel().tolist())
    return {"map": mapped(x), "centres": np.array(centres, np.uint16), "counts": counts}


def say(*what):
    """Print how far it has come."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    np.savez_compressed(RECORD, **record())
    say(RECORD.stat().st_size, "bytes")
