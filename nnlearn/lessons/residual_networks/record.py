"""Train what the text of lesson 17 compares, and record it: starts, patience, insertion, lesions, slices, digits.

Run by hand, one part after the other, or all; together they take about half an hour of one core:

    python -m nnlearn.lessons.residual_networks.record starts digits
    python -m nnlearn.lessons.residual_networks.record

Each part goes into `trainings.json` after every seed, with the seconds of processor time each row took. The five kinds
that the explorer shows are in `networks.npz`, which `record_networks.py` makes; run that first.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.residual_networks import depth as deep
from nnlearn.lessons.residual_networks import digits as images
from nnlearn.lessons.residual_networks.inside import deepened, parts, swapped, without
from nnlearn.lessons.residual_networks.replays import recorded_runs
from nnlearn.metrics import accuracy

RECORD = Path(__file__).with_name("trainings.json")
SEEDS, RATES = range(5), (1e-3, 3e-3)
STARTS = {
    "plain, default start": (2, 10, 20, 40),
    "plain, orthogonal": (2, 10, 40),
    "plain, identity": (2, 10, 40),
    "x + F, scaled": (2, 10, 40),
}
TAKEN_APART, CUT = ("plain", "x + F, zero", "x + F + BN"), ("plain", "plain + BN", "x + F, zero", "x + F + BN")


def share(net, x, y):
    """Return the share of right answers."""
    return round(accuracy(nn.predict(net, x), y), 4)


def trained(kind, depth, rate, seed, epochs=15):
    """Return a trained network of the signals, and its row."""
    x, y, x_test, y_test = deep.signals()
    net = deep.build(kind, depth, seed)
    began = time.process_time()
    deep.train(net, rate, epochs)
    seconds = round(time.process_time() - began, 1)
    row = {"kind": kind, "depth": depth, "rate": rate, "seed": seed, "training": share(net, x, y)}
    return net, row | {"test": share(net, x_test, y_test), "seconds": seconds}


def better_rate(kind, depth):
    """Return the learning rate that `record_networks.py` found to be the better one."""
    return round(recorded_runs(kind, depth).rate, 6)


def starts(seed):
    """Rivals of the five kinds that the explorer shows: other starts, and a scaled branch."""
    for kind, depths in STARTS.items():
        for depth in depths:
            for rate in RATES:
                yield trained(kind, depth, rate, seed)[1]


def longer(seed):
    """Four times the epochs."""
    for kind in ("plain", "x + F, zero"):
        for rate in RATES:
            yield trained(kind, 40, rate, seed, epochs=60)[1] | {"epochs": 60}


def insertion(seed):
    """A trained network of 2 layers, 38 more that pass on what they get, and five more epochs."""
    x, y, *_ = deep.signals()
    two, row = trained("plain", 2, 3e-3, seed)
    forty = deepened(two, 38)
    gap = float(np.abs(nn.predict(forty, x) - nn.predict(two, x)).max())
    before = share(forty, x, y)
    deep.train(forty, 3e-4, epochs=5)
    yield {"seed": seed, "2 layers": row["training"], "40 layers": before, "gap": gap, "trained on": share(forty, x, y)}


def lesions(seed):
    """Training accuracy lost without each part, and with each two neighbours swapped."""
    x, y, *_ = deep.signals()
    for kind in TAKEN_APART:
        for depth in (10, 20):
            net, row = trained(kind, depth, better_rate(kind, depth), seed)
            count = len(parts(net))
            lost, moved = (
                [round(row["training"] - share(change(net, k), x, y), 4) for k in range(ends)]
                for change, ends in ((without, count), (swapped, count - 1))
            )
            yield {"kind": kind, "depth": depth, "seed": seed, "whole": row["training"], "lost": lost, "swapped": moved}


def valleys(seed):
    """How far the weights can move along random lines, filter by filter, before the loss is up by 1; 20 layers."""
    x, y, *_ = deep.signals()
    for kind in CUT:
        net, row = trained(kind, 20, better_rate(kind, 20), seed)
        distances = []
        for line in range(3):
            cut = nn.landscape(
                net, nn.CrossEntropyLoss(), x[:500], y[:500], dimensions=1, resolution=41, seed=3 * seed + line
            )
            higher = np.abs(cut.axes[0][cut.losses > cut.losses[20] + 1])
            distances.append(round(float(higher.min(initial=1)), 3))
        yield {"kind": kind, "seed": seed, "training": row["training"], "distance": round(float(np.mean(distances)), 3)}


def digits(seed):
    """Convolutional networks, 15 epochs on 1,348 digits."""
    x, y, x_test, y_test = images.digits()
    for kind, depth in (*((kind, 20) for kind in images.KINDS), ("plain + BN", 4)):
        for rate in RATES:
            net = images.build(kind, depth, seed)
            began = time.process_time()
            images.train(net, rate)
            seconds = round(time.process_time() - began, 1)
            found = {"training": share(net, x, y), "test": share(net, x_test, y_test), "seconds": seconds}
            yield {"kind": kind, "depth": depth, "rate": rate, "seed": seed} | found


PARTS = {part.__name__: part for part in (insertion, lesions, valleys, starts, digits, longer)}


def write(part, rows):
    """Put a part of the record into the file, one row a line."""
    record = (json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}) | {part: rows}
    lines = (f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record)
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        rows: list[dict] = []
        for seed in SEEDS:
            rows += PARTS[name](seed)
            write(name, rows)
            sys.stderr.write(f"{name} {seed}\n")
