"""Train what the explorer of lesson 20 replays: three sizes, the root told or every node, letters or pictures.

Run by hand, about a minute of one core:

    python -m nnlearn.lessons.recursive_networks.record_replays

It writes `replays.npz`: the weights at `MOMENTS` of one start each (seed 0), with pictures the vectors of the 40 stored
ones in place of the eye's weights; and two logistic regressions, on the counts of tokens and of neighbours.
"""

import sys
import time

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets, trees
from nnlearn.lessons.recursive_networks import arithmetic, pictures, rivals
from nnlearn.lessons.recursive_networks.record import Eye
from nnlearn.lessons.recursive_networks.replays import (
    LEAVES,
    MOMENTS,
    RECORD,
    SIZES,
    TOLD,
    Weights,
    pack,
    stored_pictures,
)

SEED = 0


class Looks:
    """A callback that keeps the weights at `MOMENTS`.

    Parameters
    ----------
    tree : nn.TreeRNN
    head : nn.Linear
    kinds : ndarray of whole numbers
        The leaves whose vectors are kept.
    """

    def __init__(self, tree, head, kinds):
        self.tree, self.head, self.kinds, self.seen = tree, head, kinds, []
        self.look()

    def __call__(self, run):
        if run.step in MOMENTS:
            self.look()

    def look(self):
        tree, head = self.tree, self.head
        parts = (tree.weight_left, tree.weight_right, tree.bias, head.weight, head.bias)
        self.seen.append(Weights(tree.leaf(self.kinds).copy(), *(part.data.copy() for part in parts)))


def trained(size, told, leaves, seed=SEED):
    """Train as `record.py` does, 3,200 trees and 10 epochs, and return the weights at all moments."""
    if leaves == "pictures":
        shown, digit = pictures.digits()
        found, x, y = pictures.picture_expressions(3200, (1, 3), seed=seed)
        odd, kinds, lr = digit % 2 == 1, stored_pictures(), 0.005
    else:
        data = datasets.expressions(seed=seed)
        found, x, y, odd, kinds, lr = data.trees, data.x, data.y, (), np.arange(2), 0.01
    nn.manual_seed(seed)
    tree = nn.TreeRNN(3, size, Eye(shown, size) if leaves == "pictures" else 2, every_node=told == "every node")
    head, last = nn.Linear(size, 2), []
    if told == "every node":
        y = trees.truths(found, nodes=x.shape[1], evaluate=lambda part: trees.value(part, odd))
        last = [arithmetic.ClassesSecond()]
    looks = Looks(tree, head, kinds)
    model = nn.Sequential(tree, head, *last)
    adam = nn.Adam(model.parameters(), lr=lr)
    nn.fit(model, nn.CrossEntropyLoss(), adam, x, y, epochs=10, batch_size=64, callbacks=[looks])
    return looks.seen


def counted(features, seed=SEED):
    """Return the weights of a logistic regression on counts, with its intercept last."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    data = datasets.expressions(seed=seed)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(features(data.trees), data.y)
    scaler, regression = model[0], model[1]
    w = regression.coef_[0] / scaler.scale_
    return np.append(w, regression.intercept_[0] - w @ scaler.mean_).astype(np.float32)


def record():
    """Train everything and return the arrays of the record, by name."""
    found = {"bag": counted(rivals.bag), "pairs": counted(rivals.pairs)}
    for size in SIZES:
        for told in TOLD:
            for leaves in LEAVES:
                began, name = time.process_time(), f"{size} {told} {leaves}"
                seen = trained(size, told, leaves)
                for part, values in zip(Weights._fields, zip(*seen, strict=True), strict=True):
                    found |= pack(f"{name} {part}", np.array(values))
                found[f"{name} seconds"] = np.array(time.process_time() - began)
                sys.stdout.write(f"{name}: {len(seen)} moments, {found[f'{name} seconds']:.1f} s\n")
                sys.stdout.flush()
    return found


if __name__ == "__main__":
    np.savez_compressed(RECORD, **record())
    sys.stdout.write(f"{RECORD.stat().st_size} bytes\n")
