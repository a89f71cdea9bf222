"""Train what the text of lesson 31 compares, and record it in trainings.json.

Run by hand, some parts or all; together they take about three minutes on one core:

    python -m nnlearn.lessons.scaling_out.record batches
    python -m nnlearn.lessons.scaling_out.record

Each part goes into the file when it is done, with the processor time it took.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from nnlearn.files import write_atomically
from nnlearn.lessons.scaling_out.plans import steps_to_goal
from nnlearn.lessons.scaling_out.rounding import learned, lost

RECORD = Path(__file__).with_name("trainings.json")
SEEDS = range(5)
BATCHES, RATES = (4, 8, 16, 32, 64, 128, 256, 512), (0.2, 0.3, 0.5, 0.7, 1.0, 1.5)
KINDS = (("float32", True), ("float16", False), ("bfloat16", True), ("bfloat16", False))


def batches():
    """How many steps lead to a loss of 0.15 on unseen digits, for each batch size and rate."""
    for batch in BATCHES:
        for rate in RATES:
            for seed in SEEDS:
                yield {"batch": batch, "rate": rate, "seed": seed, "steps": steps_to_goal(batch, rate, seed)}


def floats():
    """Loss and accuracy after a training in fewer bits, with and without weights in float32."""
    for rate in (0.1, 0.01):
        for kind, master in KINDS:
            for seed in SEEDS:
                loss, accuracy = learned(kind, master=master, rate=rate, seed=seed)
                row = {"rate": rate, "kind": kind, "master": master, "seed": seed}
                yield row | {"loss": round(loss, 4), "accuracy": round(accuracy, 4)}


def slopes():
    """The share of slopes that become 0, at some epochs of a training."""
    for seed in SEEDS:
        for epoch, *found in lost(seed):
            shares = zip(("float16", "scaled", "bfloat16"), np.round(found, 5).tolist(), strict=True)
            yield {"seed": seed, "epoch": epoch} | dict(shares)


def written(record):
    """Return the record as text, a line for each training."""
    lines = [f' "seconds": {json.dumps(record["seconds"])}']
    for name, rows in record.items():
        if name != "seconds":
            lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(*parts):
    every = {one.__name__: one for one in (batches, floats, slopes)}
    for name in parts or every:
        old = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"seconds": {}}
        began = time.process_time()
        old[name] = list(every[name]())
        old["seconds"][name] = round(time.process_time() - began)
        write_atomically(RECORD, written(old))


if __name__ == "__main__":
    main(*sys.argv[1:])
