"""Train what the text of lesson 25 compares and record it in trainings.json.

Run by hand, some parts or all; together they take about ten minutes on one core:

    python -m nnlearn.lessons.deep_belief_networks.record bound
    python -m nnlearn.lessons.deep_belief_networks.record

Each part goes into the file when it is done, with the processor time it took.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.deep_belief_networks import bounds, rivals, starts
from nnlearn.lessons.deep_belief_networks.parts import grey
from nnlearn.lessons.deep_belief_networks.stacks import stack
from nnlearn.lessons.semi_supervised.data import Digits

RECORD = Path(__file__).with_name("trainings.json")
SEEDS, DRAWS, OTHERS = range(5), range(10), (100, 101)  # settings are chosen on the other draws
LABELS, DEPTHS = (20, 100, 1348), (2, 4)
STEPS = {20: 200, 100: 200, 1348: 440}
RATES = {"SGD": (0.03, 0.1, 0.3), "AdamW": (0.003, 0.01, 0.03)}
DECAYS = {"SGD": (0.0, 0.003), "AdamW": (0.01, 1.0)}  # of random starts; the stack's second choice is its momentum
MOMENTA = (0.5, 0.9)
BOUND_RATES = (0.05, 0.1, 0.2, 0.4)


def drawn(y, labels, draw):
    """Return the indices of the pictures whose labels are known, equally many of each digit unless all are."""
    return datasets.draw_labels(y, labels, balanced=True, seed=draw) if labels < len(y) else np.arange(len(y))


def seeds(labels):
    """Return the reported draws of labels; where all have one, there is nothing to draw, and there are five seeds."""
    return DRAWS if labels < LABELS[-1] else SEEDS


def settings(name):
    """Return the twelve settings that a start may choose from: optimizer, rate, weight decay, momentum of the stack."""
    stacked = name == "stack"
    return [
        (optimizer, rate, decay, momentum)
        for optimizer, rates in RATES.items()
        for rate in rates
        for decay in DECAYS[optimizer][: 1 if stacked else 2]
        for momentum in (MOMENTA if stacked else (None,))
    ]


def parts():
    """Return 1,078 pictures with labels to choose settings with, and 270 to judge the choice by."""
    data = grey()
    (x, y), (x_aside, y_aside) = datasets.split(data.x, data.y, fraction=0.2, seed=1)
    return Digits(x, y, x_aside, y_aside)


def duel(numbers=LABELS):
    """The share of 449 digits that a network reads right, by labels, depth and start; ten draws, five stacks."""
    data, choose = grey(), parts()
    for labels in numbers:
        for depth in DEPTHS:
            for name in starts.STARTS:
                begun = partial(score, name, depth, labels)
                tried = {s: np.mean([begun(choose, s, seed) for seed in OTHERS]) for s in settings(name)}
                setting = max(tried, key=lambda one: tried[one])
                for seed in seeds(labels):
                    share = begun(data, setting, seed)
                    yield {"labels": labels, "depth": depth, "start": name, "seed": seed, "setting": setting,
                           "right": round(share, 4)}  # fmt: skip


def score(name, depth, labels, data, setting, seed):
    """Return the share read right by a network that has learned from a draw of labels."""
    optimizer, rate, decay, momentum = setting
    dbn = stack(4, seed if seed in OTHERS else seed % 5, momentum) if name == "stack" else None
    net = starts.start(name, depth, seed, dbn)
    known = drawn(data.y, min(labels, len(data.y)), seed)
    starts.fine_tune(net, data.x[known], data.y[known], optimizer, rate, decay, STEPS[labels])
    return starts.right(net, data.x_test, data.y_test)


def features():
    """The same without a network on top: logistic regression on frozen layers and on pixels, and label spreading."""
    data, choose = grey(), parts()
    for labels in LABELS:
        for name in rivals.RIVALS:
            tried = {}
            for setting in rivals.RIVALS[name]:
                found = [
                    rivals.right(name, setting, choose, drawn(choose.y, min(labels, len(choose.y)), seed), seed)
                    for seed in OTHERS
                ]
                tried[setting] = np.mean(found)
            setting = max(tried, key=lambda one: tried[one])
            for seed in seeds(labels):
                share = rivals.right(name, setting, data, drawn(data.y, labels, seed), seed % 5)
                yield {"labels": labels, "name": name, "setting": setting, "seed": seed, "right": round(share, 4)}


def tried(kind, rate):
    """Return the log p of the 270 digits aside, for a seed that is not reported."""
    return bounds.measured(kind, OTHERS[0], rate, held="x_aside")["after"]


def bound():
    """The exact mean log p of 449 held-out digits: one machine, two, and rivals with as much training or more cells."""
    for kind in bounds.KINDS:
        rate = max(BOUND_RATES, key=partial(tried, kind))
        for seed in SEEDS:
            yield {"kind": kind, "seed": seed, "rate": rate} | bounds.measured(kind, seed, rate)


PARTS = {part.__name__: part for part in (duel, features, bound)}


def write(part, rows, seconds):
    """Put a part of the record into the file, one row a line."""
    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    times = record.pop("processor seconds", {}) | {part: round(seconds)}
    record[part] = rows
    texts = [f' "processor seconds": {json.dumps(times)}']
    texts += [f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]" for name, rows in record.items()]
    RECORD.write_text("{\n" + ",\n".join(texts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        begin, done = time.process_time(), []
        for row in PARTS[name]():
            done.append(row)
            sys.stderr.write(f"{name}: {str(row)[:200]}\n")
        write(name, done, time.process_time() - begin)
