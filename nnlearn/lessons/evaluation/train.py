"""Make the record of those experiments of lesson 12 that take too long for its page.

Run by hand, one part after the other; each takes a minute or less:

    python -m nnlearn.lessons.evaluation.train calibration    # five networks trained too long, their temperature
    python -m nnlearn.lessons.evaluation.train folds          # how far estimates are from a truth that is known
    python -m nnlearn.lessons.evaluation.train scaling        # the scale taken from all data
    python -m nnlearn.lessons.evaluation.train luck           # networks that differ in their seed only

The logits of one network go into `logits.npz`, all else into `measured.json`.
`tests/lessons/test_claims_evaluation.py` runs each part in small and compares.
"""

import json
import sys

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.evaluation import models
from nnlearn.lessons.evaluation.record import HOME, RECORD
from nnlearn.lessons.evaluation.temperature import best_temperature, softmax
from nnlearn.metrics import accuracy, expected_calibration_error, log_loss

LEARN, CHOOSE, TEST = slice(0, 1000), slice(1000, 1500), slice(1500, 2500)  # of the shuffled MNIST-1D
STAGES = {"10 epochs": 10, "100 epochs": 100}
KNOWN, OWN, SETS = 4000, 300, 400  # examples that tell the truth, that one data set has, and how many sets
LUCK, LUCKY_CASES = 15, 142  # as many as the tissue samples of a test


def wavy(seed):
    """Return MNIST-1D in a random order: (x, y) of 1,000 to learn from, 500 to choose by, 1,000 to test."""
    data = datasets.mnist1d()
    order = np.random.default_rng(seed).permutation(len(data.x))
    return [(data.x[order[part]], data.y[order[part]]) for part in (LEARN, CHOOSE, TEST)]


def overtrained(seed, stages=STAGES):
    """Train a network on 1,000 examples; return, for each stage, its logits for the 500 and for the 1,000 others."""
    (x, y), (chosen_by, _), (unseen, _) = wavy(seed)
    nn.manual_seed(seed)
    model, done, found = nn.MLP([40, 100, 100, 10]), 0, {}
    optimizer = nn.Adam(model.parameters(), lr=0.001)
    for stage, epochs in stages.items():
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=epochs - done, batch_size=32)
        done, found[stage] = epochs, (nn.predict(model, chosen_by), nn.predict(model, unseen))
    return found


def judged(logits, labels, temperature=1.0):
    """Return confidence, accuracy, calibration error and log loss of logits (n, classes)."""
    p = softmax(logits, temperature)
    right = (p.argmax(axis=1) == labels).astype(int)
    found = p.max(axis=1).mean(), right.mean(), expected_calibration_error(p.max(axis=1), right), log_loss(p, labels)
    return dict(zip(("confidence", "accuracy", "ece", "log loss"), (round(float(v), 4) for v in found), strict=True))


def calibration(seeds=range(5)):
    """Return the record of five networks, at both stages, before and after their temperature; store one's logits."""
    rows = []
    for seed in seeds:
        _, (_, chosen_labels), (_, labels) = wavy(seed)
        for stage, (chosen_by, logits) in overtrained(seed).items():
            found = best_temperature(chosen_by, chosen_labels)
            rows += [
                {"seed": seed, "stage": stage, "temperature": 1.0} | judged(logits, labels),
                {"seed": seed, "stage": stage, "temperature": round(found, 3)} | judged(logits, labels, found),
            ]
        if seed == 0:
            parts = {"choose": chosen_by, "choose_labels": chosen_labels, "test": logits, "test_labels": labels}
            small = {name: v.astype(np.float16 if v.dtype.kind == "f" else np.uint8) for name, v in parts.items()}
            np.savez_compressed(HOME / "logits.npz", **small)
    return rows


def folds(sets=SETS):
    """Return how far hold-out and k-fold estimates are from the truth, for nearest neighbour on 300 examples.

    The truth is the accuracy on 4,000 others, of the model that learned from all 300. One row for each data set.
    """
    big = datasets.mnist1d(20000, seed=7)
    x, y, known = big.x[:10000], big.y[:10000], (big.x[10000 : 10000 + KNOWN], big.y[10000 : 10000 + KNOWN])
    rows = []
    for seed in range(sets):
        rng = np.random.default_rng(seed)
        own = rng.choice(len(x), OWN, replace=False)
        a, b = x[own], y[own]
        truth = (models.nearest(a, b, known[0]) == known[1]).mean()
        row = {"truth": truth, "hold-out": _right(a, b, *_held_out(rng))}
        for name, k in (("3 folds", 3), ("5 folds", 5), ("10 folds", 10)):
            row[name] = _over_folds(a, b, k, rng)
        row["5 folds, 4 times"] = np.mean([_over_folds(a, b, 5, rng) for _ in range(4)])
        rows.append({name: round(float(value), 4) for name, value in row.items()})
    return rows


def _held_out(rng):
    order = rng.permutation(OWN)
    return order[OWN // 4 :], order[: OWN // 4]


def _right(x, y, train, test):
    return (models.nearest(x[train], y[train], x[test]) == y[test]).mean()


def _over_folds(x, y, k, rng):
    return np.mean([_right(x, y, *pair) for pair in datasets.folds(len(x), k, seed=rng)])


def scaling(seeds=range(20)):
    """Return the accuracy on unseen tissue, with the scale taken from the training samples and from all of them."""
    tissue, rows = datasets.breast_cancer(), []
    for seed in seeds:
        (x, y), (unseen, truth) = datasets.split(tissue.x, 1 - tissue.y, seed=seed)
        for scale, source in (("training samples", x), ("all samples", tissue.x)):
            mean, std = datasets.mean_and_std(source)
            a, b = (x - mean) / std, (unseen - mean) / std
            found = {
                "logistic": ((models.logistic(a, y, seed)(b) > 0) == truth).mean(),
                "nearest neighbour": (models.nearest(a, y, b) == truth).mean(),
            }
            rows.append({"seed": seed, "scale": scale} | {name: round(float(v), 4) for name, v in found.items()})
    return rows


def luck(sets=range(5), seeds=range(LUCK)):
    """Return what networks that differ in their seed only score on 142 examples, and on 4,000 others.

    One row for each data set of 500 to learn from, with a list over the seeds.
    """
    rows = []
    for data in sets:
        big = datasets.mnist1d(6000, seed=11)
        order = np.random.default_rng(data).permutation(6000)
        few, many = order[500 : 500 + LUCKY_CASES], order[500 + LUCKY_CASES : 500 + LUCKY_CASES + KNOWN]
        row: dict[str, list[float]] = {"few": [], "many": []}
        for seed in seeds:
            nn.manual_seed(seed)
            model = nn.MLP([40, 50, 10])
            optimizer = nn.Adam(model.parameters(), lr=0.003)
            x, y = big.x[order[:500]], big.y[order[:500]]
            nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=30, batch_size=50)
            for name, part in (("few", few), ("many", many)):
                row[name].append(round(accuracy(nn.predict(model, big.x[part]), big.y[part]), 4))
        rows.append(row)
    return rows


PARTS = {"calibration": calibration, "folds": folds, "scaling": scaling, "luck": luck}


def main(part):
    """Run one part and store what it found."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    record[part] = PARTS[part]()
    lines = [json.dumps(name) + ": [\n" + ",\n".join(map(json.dumps, rows)) + "]" for name, rows in record.items()]
    RECORD.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
