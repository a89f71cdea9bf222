"""Record what lesson 13 compares: the duel of eleven rivals, and its smaller experiments.

Run by hand, from the folder of this file. The duel appends to its file what is missing there, one seed after the
other; it takes about a quarter of an hour of one core, the experiments take three minutes:

    python -m nnlearn.lessons.ml_versus_dl.train duel_training.json 100 400 1600 4000
    python -m nnlearn.lessons.ml_versus_dl.train duel_training.json shuffled 100 400
    python -m nnlearn.lessons.ml_versus_dl.train experiments.json

Times are processor seconds of one core of a shared machine. `tests/lessons/test_claims_ml_versus_dl.py` fits some of
the rivals again and compares.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.ml_versus_dl import coefficients, directions, layers, margins, tables
from nnlearn.lessons.ml_versus_dl.rivals import NAMES, fit

SEEDS, FAR = range(5), 10  # choices of examples; places of the roll
TABLES = ("breast_cancer", "wine", "diabetes")


def signals(places="in order"):
    """Return MNIST-1D, x (5000, 40) and y (5000,), with its places in order or all of them in another order."""
    digits = datasets.mnist1d()
    order = np.random.default_rng(5).permutation(40) if places == "shuffled" else np.arange(40)
    return np.ascontiguousarray(digits.x[:, order]), digits.y


def examples(n, seed):
    """Return which n of the 4,000 signals a seed learns from, (n,); the other 1,000 are kept for the test.

    Examples
    --------
    >>> bool((examples(100, 3) == examples(400, 3)[:100]).all())
    True
    """
    return np.random.default_rng(seed).permutation(4000)[:n]


def run(rival, n, places, seed):
    """Return the record of one rival that learns from n examples."""
    x, y = signals(places)
    rows, (unseen, labels) = examples(n, seed), (x[4000:], y[4000:])
    start = time.process_time()
    fitted = fit(rival, x[rows], y[rows], seed)
    trained = time.process_time()
    answers = fitted.predict(unseen)
    answered = time.process_time()
    row = {"rival": rival, "n": n, "places": places, "seed": seed, "setting": fitted.setting}
    row |= {"right": _short((answers == labels).mean()), "train s": _short(trained - start)}
    row |= {"answers ms": _short(1000 * (answered - trained), 2), "kept": int(fitted.kept)}
    if hasattr(fitted.model, "n_support_"):
        row["vectors"] = int(fitted.model.n_support_.sum())
    moved = fitted.predict(np.roll(unseen, FAR, axis=1))
    row |= {"changed": _short((moved != answers).mean()), "rolled": _short((moved == labels).mean())}
    return row


def record(path, places, sizes):
    """Append the rows that the file lacks, one seed of all rivals after the other."""
    run("logistic", 100, places, 0)  # imports scikit-learn, so that no rival pays for it
    rows = json.loads(path.read_text(encoding="utf-8"))["runs"] if path.exists() else []
    have = {(row["rival"], row["n"], row["places"], row["seed"]) for row in rows}
    for n in sizes:
        for seed in SEEDS:
            for rival in NAMES:
                if (rival, n, places, seed) not in have:
                    rows.append(run(rival, n, places, seed))
                    print(rows[-1], flush=True)
            write(path, rows)


def write(path, rows):
    """Put the rows into the file, one a line."""
    path.write_text('{"runs": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]}\n", encoding="utf-8")


def _short(value, digits=3):
    return round(float(value), digits)


def experiments(path):
    """Write the record of the smaller experiments, each over five seeds."""
    parts = {
        "margins": [row for seed in SEEDS for row in margins.measured(seed)],
        "directions": [row for seed in SEEDS for row in directions.measured(seed)],
        "layers": [row for seed in SEEDS for row in layers.measured(seed)],
        "coefficients": [coefficients.measured(strength) for strength in (100.0, 1.0, 0.01)],
        "few": [row for seed in SEEDS for row in coefficients.few(seed)],
        "tables": [row for name in TABLES for seed in SEEDS for row in tables.measured(name, seed)],
    }
    text = (f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]" for name, rows in parts.items())
    path.write_text("{\n" + ",\n".join(text) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    target, *words = sys.argv[1:]
    if not words:
        experiments(Path(target))
        sys.exit()
    record(Path(target), "shuffled" if "shuffled" in words else "in order", [int(w) for w in words if w != "shuffled"])
