"""Train the networks that the explorer of lesson 19 looks into, and store their weights in gate_networks.npz.

Run by hand; it takes half a minute on one core:

    python -m nnlearn.lessons.lstm.train_gates
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lstm import trainings
from nnlearn.lessons.lstm.models import reader
from nnlearn.lessons.lstm.starts import made

STORED = Path(__file__).parent / "gate_networks.npz"
SEED, UNITS, COUNTERS, COUNTING_STEPS = 0, 32, 8, 2000
RECALL = {"RNN": (20, 1e-2), "LSTM, f 3": (20, 3e-3), "LSTM, f 5, i -5": (80, 1e-2), "GRU, z 3": (40, 1e-2)}


def remember(start, distance, rate, most=500):
    """Train on recall until 99.9 % of 1,000 unseen sequences are right; return the model, steps, and that share."""
    train = datasets.recall_task(64 * most, distance=distance, seed=1000 + SEED)
    unseen = datasets.recall_task(1000, distance=distance, seed=trainings.UNSEEN)
    model = reader(nn, made(start, 9, UNITS, SEED), 4)
    criterion, optimizer = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=rate)
    for k in range(most):
        rows = slice(64 * k, 64 * k + 64)
        trainings.step(model, criterion, optimizer, train.x[rows], train.y[rows])
        right = float((nn.predict(model, unseen.x).argmax(axis=1) == unseen.y).mean()) if k % 25 == 24 else 0.0
        if right >= 0.999 or k + 1 == most:
            return model, k + 1, right


def main():
    arrays: dict[str, Any] = {}
    notes: dict[str, dict | int] = {}
    begin = time.process_time()
    for start, (distance, rate) in RECALL.items():
        model, steps, right = remember(start, distance, rate)
        notes[start] = {"distance": distance, "rate": rate, "steps": steps, "right": right}
        arrays |= {f"{start}/{name}": value for name, value in model.state_dict().items()}
    for start in ("LSTM, f 1", "GRU"):
        row, model = trainings.counter(start, COUNTING_STEPS, SEED, units=COUNTERS)
        notes[f"{start}, counting"] = {"up to": row["up to"], "steps": COUNTING_STEPS}
        arrays |= {f"{start}, counting/{name}": value for name, value in model.state_dict().items()}
    notes["processor seconds"] = round(time.process_time() - begin)
    sys.stderr.write(json.dumps(notes, indent=1) + "\n")
    np.savez_compressed(STORED, notes=json.dumps(notes), **arrays)


if __name__ == "__main__":
    main()
