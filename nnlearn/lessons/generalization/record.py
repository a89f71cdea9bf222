"""Train what the text of lesson 14 compares, and record it: remedies, wrong labels, depth, damage, features.

Run by hand, one part after the other, or all; together they take about twenty minutes on one core:

    python -m nnlearn.lessons.generalization.record remedies curves labels
    python -m nnlearn.lessons.generalization.record

Each part goes into `trainings.json` after every seed. Strengths and rates are chosen later, by what was read of
validation data; `tests/lessons/test_claims_generalization.py` trains in small and compares.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.callbacks import EarlyStopping
from nnlearn.lessons.generalization.comparisons import damage, deep, dense, descent, fit, loss_of, share
from nnlearn.lessons.generalization.signals import labelled, unseen
from nnlearn.metrics import accuracy

RECORD = Path(__file__).parent / "trainings.json"
SEEDS, MORE_SEEDS = range(5), {"damage": range(10)}  # small differences, compared seed by seed
SEEN, ASIDE = 400, 400  # signals to learn from, and to choose by
STEPS = 2600  # of 32 signals, for every remedy alike: 200 epochs of the 400

NOTHING: dict[str, Any] = {
    "width": 100,
    "decay": 0.0,
    "dropout": 0.0,
    "copies": 0,
    "shift": 0,
    "noise": 0.0,
    "n": SEEN,
    "times": 1,
}
REMEDIES: dict[str, list[dict[str, Any]]] = {  # what differs from NOTHING
    "nothing": [{}],
    "width": [{"width": width} for width in (20, 50, 300)],
    "L2": [{"decay": decay} for decay in (0.01, 0.1, 0.3, 1.0, 3.0, 10.0)],
    "dropout": [{"dropout": share} for share in (0.2, 0.5, 0.7)],
    "stop by loss": [{"stop": "validation"}],
    "stop by accuracy": [{"stop": "accuracy"}],
    "shifted copies": [{"copies": 9, "shift": shift} for shift in (1, 3, 10, 20)],
    "noisy copies": [{"copies": 9, "noise": noise} for noise in (0.1, 0.3, 1.0, 2.0)],
    "more data": [{"n": 4 * SEEN}],
    "together": [{"copies": 9, "shift": 10, "decay": decay, "dropout": 0.2} for decay in (0.03, 0.3, 3.0)],
    "nothing, longer": [{"times": 4}],
    "dropout, longer": [{"dropout": share, "times": 4} for share in (0.2, 0.5)],
    "shifted copies, longer": [{"copies": 9, "shift": 10, "times": 4}],
    "together, longer": [
        {"copies": 9, "shift": 10, "decay": decay, "dropout": 0.2, "times": 4} for decay in (0.03, 0.3, 3.0)
    ],
}
TOMORROW = {
    "as today": lambda x: x,
    "half as high": lambda x: x / 2,
    "on a slope": lambda x: x + np.linspace(-2, 2, x.shape[1], dtype=x.dtype),
    "from right to left": lambda x: np.ascontiguousarray(x[:, ::-1]),
}


def remedy(seed, stop=None, watch=None, **settings):
    """Train the network for 400 signals with one remedy, and return what it reads."""
    chosen = NOTHING | settings
    x, y = labelled(4000, seed)
    seen, aside = (x[: chosen["n"]], y[: chosen["n"]]), (x[-ASIDE:], y[-ASIDE:])
    copies = datasets.augment(*seen, chosen["copies"], shift=chosen["shift"], noise=chosen["noise"], seed=seed)
    nn.manual_seed(seed)
    model = dense([40, chosen["width"], chosen["width"], 10], chosen["dropout"])
    epochs = round(STEPS * chosen["times"] / -(-len(copies[0]) // 32))
    calls = [] if watch is None else [watch]
    if stop:
        calls.append(EarlyStopping(15, watch=stop, mode="min" if stop == "validation" else "max"))
    inputs, targets = copies
    history = fit(
        model, inputs, targets, epochs, decay=chosen["decay"], validation=aside, metrics=[accuracy], callbacks=calls
    )
    return {
        "training": share(model, *seen),
        "validation": share(model, *aside),
        "test": share(model, *unseen()),
        "test loss": loss_of(model, *unseen()),
        "epochs": len(history.loss),
    }


def remedies(seed):
    """One row for each strength of each remedy."""
    for name, grid in REMEDIES.items():
        for settings in grid:
            yield {"remedy": name, "settings": settings, "seed": seed} | remedy(seed, **settings)


def curves(seed):
    """Loss and accuracy on training data and unseen signals, after each of 200 epochs, without any remedy."""
    found: dict[str, list] = {"training loss": [], "loss": [], "accuracy": []}

    def watch(run):
        if run.end_of_epoch:
            found["training loss"].append(float(f"{run.history.loss[-1]:.3g}"))
            found["loss"].append(round(loss_of(run.model, *unseen()), 3))
            found["accuracy"].append(round(share(run.model, *unseen()), 3))

    remedy(seed, watch=watch)
    yield {"seed": seed} | found


def labels(seed):
    """Epochs until 500 signals are known by heart, with a share of their labels drawn at random."""
    x, y = labelled(500, seed)
    rng = np.random.default_rng(seed)
    for name, part in (("true", 0), ("20 % random", 0.2), ("50 % random", 0.5), ("random", 1), ("random inputs", 1)):
        inputs = rng.normal(size=x.shape).astype(np.float32) if name == "random inputs" else x
        drawn, _ = datasets.corrupt_labels(y, part, seed=seed)
        nn.manual_seed(seed)
        model = dense([40, 200, 200, 10])
        history = fit(model, inputs, drawn, 400, metrics=[accuracy], callbacks=[all_right])
        right = history.metrics["accuracy"][-1]
        yield {"labels": name, "seed": seed, "epochs": len(history.loss), "training": right,
               "test": share(model, *unseen())}  # fmt: skip


def all_right(run):
    """Stop once every training example is right."""
    return run.end_of_epoch and run.history.metrics["accuracy"][-1] == 1


def depth(seed):
    """Signals: 2,000 to learn from, 1,000 to choose the rate by; about 10,000 parameters."""
    x, y = labelled(3000, seed)
    data = (x[:2000], y[:2000]), (x[2000:], y[2000:]), unseen()
    return deep(data, 10_000, (25, 100), (1e-3, 3e-3, 1e-2, 3e-2), seed)


def spirals(seed):
    """Two spirals of 2.5 turns: 1,000 points to learn from, 500 to choose the rate by; about 2,000 parameters."""
    points = datasets.spirals(2500, turns=2.5, noise=0.01, seed=seed)
    order = np.random.default_rng(seed).permutation(2500)
    x, y = points.x[order], points.y[order]
    data = (x[:1000], y[:1000]), (x[1000:1500], y[1000:1500]), (x[1500:], y[1500:])
    return deep(data, 2000, (60, 300), (3e-3, 1e-2, 3e-2), seed)


def amount(seed):
    """Error on 2,000 signals after learning from 100 to 3,200, with dropout 0.3."""
    pool = datasets.mnist1d(10000, seed=3)
    order = np.random.default_rng(seed).permutation(8000)
    for n in (100, 200, 400, 800, 1600, 3200):
        nn.manual_seed(seed)
        model = dense([40, 100, 100, 10], 0.3)
        rows = order[:n]
        fit(model, pool.x[rows], pool.y[rows], max(20, 20_000 // n), 2e-3)
        yield {"n": n, "seed": seed, "error": round(1 - share(model, pool.x[8000:], pool.y[8000:]), 4)}


def widths(seed):
    """A trained hidden layer of 2 to 512 units, 300 examples, a fifth of the labels drawn at random."""
    x, y = labelled(300, seed)
    drawn, _ = datasets.corrupt_labels(y, 0.2, seed=seed)
    for width in (2, 4, 8, 16, 32, 64, 128, 256, 512):
        nn.manual_seed(seed)
        model = dense([40, width, 10])
        fit(model, x, drawn, 400, 3e-3, batch=50)
        yield {"width": width, "seed": seed, "training": round(1 - share(model, x, drawn), 4),
               "test": round(1 - share(model, *unseen()), 4)}  # fmt: skip


def tomorrow(seed):
    """What networks read that were trained without a remedy, and on shifted copies, of signals that have changed."""
    x, y = labelled(SEEN, seed)
    test, truth = unseen()
    for name, copies in (("nothing", 0), ("shifted copies", 9)):
        inputs, targets = datasets.augment(x, y, copies, shift=10, seed=seed)
        nn.manual_seed(seed)
        model = dense([40, 100, 100, 10])
        fit(model, inputs, targets, round(STEPS / -(-len(inputs) // 32)))
        for change, function in TOMORROW.items():
            yield {"remedy": name, "change": change, "seed": seed, "test": share(model, function(test), truth)}


def mirrored(seed):
    """One copy of each of the 400 signals with the old label: shifted, mirrored, or upside down."""
    x, y = labelled(SEEN, seed)
    shifted, _ = datasets.augment(x, y, 1, shift=10, seed=seed)
    changes = {"shifted": shifted, "mirrored": np.concatenate([x, x[:, ::-1]]), "upside down": np.concatenate([x, -x])}
    for name, copies in changes.items():
        nn.manual_seed(seed)
        model = dense([40, 100, 100, 10])
        fit(model, copies, np.tile(y, 2), STEPS // 25)
        yield {"copies": name, "seed": seed, "test": share(model, *unseen())}


FUNCTIONS = (remedies, curves, labels, depth, descent, damage, tomorrow, mirrored, spirals, amount, widths)
PARTS = {part.__name__: part for part in FUNCTIONS}


def write(part, rows):
    """Put a part of the record into the file, one row a line."""
    record = (json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}) | {part: rows}
    parts = (f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record)
    RECORD.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        rows: list[dict] = []
        for seed in MORE_SEEDS.get(name, SEEDS):
            rows += PARTS[name](seed)
            write(name, rows)
            sys.stderr.write(f"{name} {seed}\n")
