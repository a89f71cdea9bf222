"""Fit what the explorer of lesson 13 ships: the eleven rivals on 400 signals, and how often a roll changes an answer.

Run by hand, about five minutes on one quiet core:

    python -m nnlearn.lessons.ml_versus_dl.record_rivals

It writes `rivals_400.npz`, the rivals of seed 0, networks and the forest's thresholds in half precision, and
`rolls.json`: for five seeds and each of 40 rolls, how many of the 1,000 answers to unseen signals differ from those to
the same signals in place.
`tests/lessons/test_explorer_ml_versus_dl.py` fits some of them again and compares.
"""

import json

import numpy as np

from nnlearn.lessons.ml_versus_dl.live import ALIKE, ROLLS, STORED
from nnlearn.lessons.ml_versus_dl.rivals import NAMES, NETWORKS, RIVALS, fit
from nnlearn.lessons.ml_versus_dl.train import examples, signals

N, SEEDS, PLACES = 400, range(5), 40


def fitted(name, places, seed):
    """Return a rival fitted on 400 signals, with its places in order or shuffled."""
    x, y = signals(places)
    rows = examples(N, seed)
    return fit(name, x[rows], y[rows], seed)


def changed(rival, places):
    """Return for each roll how many answers to the 1,000 unseen signals differ from those without a roll, (40,)."""
    straight, wires = signals("in order")[0][4000:], np.arange(PLACES)
    if places == "shuffled":  # the strokes move along the line; the wires are crossed after it
        wires = np.random.default_rng(5).permutation(PLACES)
    answers = [rival.predict(np.ascontiguousarray(np.roll(straight, k, axis=1)[:, wires])) for k in range(PLACES)]
    return [int((one != answers[0]).sum()) for one in answers]


def packed(rival, places):
    """Return the arrays that a fitted rival needs in order to answer, small enough to ship.

    Parameters
    ----------
    rival : nnlearn.lessons.ml_versus_dl.rivals.Fitted
        Fitted on `examples(400, 0)`, which are not stored.
    places : {"in order", "shuffled"}

    Returns
    -------
    dict of ndarray
    """
    model, (mean, spread) = rival.model, rival.scale
    if rival.name == "rules":
        return {}
    if rival.name in NETWORKS:
        setting = {
            key: np.array(rival.setting.get(key, default)) for key, default in (("width", 100), ("dropout", 0.0))
        }
        return setting | {key: np.asarray(value, np.float16) for key, value in model.state_dict().items()}
    arrays = {"mean": np.asarray(mean, np.float32), "spread": np.asarray(spread, np.float32)}
    kind = RIVALS[rival.name][0]
    if kind == "logistic":
        return arrays | {"weight": model.coef_.astype(np.float32), "bias": model.intercept_.astype(np.float32)}
    if kind == "neighbours":
        return arrays | {"k": np.array(model.n_neighbors)}
    if kind == "forest":
        return arrays | _trees(model)
    bias, counts = model.intercept_.astype(np.float32), model.n_support_.astype(np.int16)
    support = {"support": model.support_.astype(np.int16), "counts": counts, "bias": bias}
    return arrays | support | {"dual": model.dual_coef_.astype(np.float32), "gamma": np.array(model.gamma)}


def _trees(forest):
    """Return all nodes of a forest, tree after tree, each node followed by its left branch.

    `place` is the feature asked about, or 40 + the digit of a leaf; `right` is how many nodes on the branch for "more"
    begins; `threshold` belongs to the questions only, in the order of the nodes.
    """
    place, right, threshold = [], [], []
    for tree in (one.tree_ for one in forest.estimators_):
        asks = tree.children_left >= 0
        digits = forest.classes_[tree.value[:, 0].argmax(axis=1)].astype(int)
        place.append(np.where(asks, tree.feature, 40 + digits))
        right.append((tree.children_right - np.arange(tree.node_count))[asks])
        threshold.append(tree.threshold[asks])
    arrays = {"place": np.concatenate(place).astype(np.uint8), "right": np.concatenate(right).astype(np.int16)}
    arrays["threshold"] = np.concatenate(threshold).astype(np.float16)
    return arrays | {"sizes": np.array([len(one) for one in place], np.int16)}


def record():
    """Return the arrays of the stored rivals, and the counts: {places: {rival: a list of 40 for each seed}}."""
    arrays: dict = {}
    counts: dict = {"in order": {}, "shuffled": {}}
    for places, name in [(places, name) for places in counts for name in NAMES]:
        if places == "shuffled" and name in ALIKE:
            continue
        found = []
        for seed in SEEDS:
            rival = fitted(name, places, seed)
            found.append(changed(rival, places))
            if seed == 0:
                arrays |= {f"{places}/{name}/{key}": value for key, value in packed(rival, places).items()}
        counts[places][name] = found
    return arrays, counts


if __name__ == "__main__":
    arrays, counts = record()
    np.savez_compressed(STORED, **arrays)
    ROLLS.write_text(json.dumps({"n": N, "seeds": len(SEEDS), "changed": counts}) + "\n", encoding="utf-8")
