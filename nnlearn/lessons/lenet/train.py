"""Train what lesson 16 ships: the weights of the explorer, and the record of all its comparisons on MNIST digits.

Run by hand, one part after the other; each takes some minutes:

    python -m nnlearn.lessons.lenet.train choose     # batch size and rate of each network, on digits set aside
    python -m nnlearn.lessons.lenet.train runs       # five seeds of each network, and the explorer's weights
    python -m nnlearn.lessons.lenet.train more       # ten more seeds of the dense one, where its means are close
    python -m nnlearn.lessons.lenet.train sharing    # with shared weights and without

The parts go into `mnist_training.json`. `tests/lessons/test_claims_lenet.py` trains in small and compares.
"""

import json
import sys
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.lenet.answers import moved
from nnlearn.lessons.lenet.sharing import placed, twins
from nnlearn.metrics import accuracy

HOME = Path(__file__).parent
RECORD = HOME / "mnist_training.json"
EPOCHS, SEEDS, MORE_SEEDS = 10, range(5), range(5, 15)
BATCHES, RATES = (32, 64), (0.001, 0.002, 0.004, 0.008, 0.016)
ASIDE = 1000  # of the 5,000 training digits: batch size and rate are chosen on them
TASKS = {  # how far the digits of each epoch are moved at most, and whether their pixels are permuted
    "as they are": (0, False),
    "moved": (1, False),
    "permuted": (0, True),
}
NETWORKS = {"1998": ("as they are", "moved"), "today": tuple(TASKS), "dense": tuple(TASKS), "small": ("moved",)}
FAR = range(5)  # pixels to the right by which the unseen digits are moved

SHARE_DIGITS, SHARE_EPOCHS, SHARE_BATCH, SHARE_RATES = 1000, 20, 32, (0.004, 0.008, 0.016, 0.032)


def network(name):
    """Return a new network for images (n, 1, 28, 28).

    LeNet-5 in one of its forms, the dense one of lesson 09, or "small", the solution of exercise 16.5.
    """
    if name == "dense":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 77), nn.Tanh(), nn.Linear(77, 10))
    if name == "small":
        return nn.Sequential(
            *(nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(8, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(256, 10)),
        )
    return nn.LeNet5(form=name, size=28)


def permuted(images, seed=0):
    """Return images with their pixels in another order, the same for all of them."""
    order = np.random.default_rng(seed).permutation(784)
    return images.reshape(len(images), 784)[:, order].reshape(images.shape)


def digits(part):
    """Return the images (n, 1, 28, 28), 0 to 1, and the labels of a part of the MNIST sample."""
    found = datasets.mnist_sample(part)
    return found.x / 255, found.y


def train(name, task, batch, rate, seed, seen, unseen, epochs=EPOCHS):
    """Return the trained network, and the share of the unseen digits that it reads after each epoch."""
    far, mix = TASKS[task]
    rng, right = np.random.default_rng(seed), []
    nn.manual_seed(seed)
    model = network(name)
    optimizer = nn.Adam(model.parameters(), lr=rate)
    x, new = (permuted(images) if mix else images for images in (seen[0], unseen[0]))
    for _ in range(epochs):
        images = moved(x, rng.integers(-far, far + 1, size=(len(x), 2))) if far else x
        nn.fit(model, nn.CrossEntropyLoss(), optimizer, images, seen[1], epochs=1, batch_size=batch)
        right.append(round(float(accuracy(nn.predict(model, new), unseen[1])), 4))
    return model, right


def choose():
    """Return for each network and task what each batch size and rate reads of 1,000 training digits set aside."""
    x, y = digits("train")
    seen, aside = (x[:-ASIDE], y[:-ASIDE]), (x[-ASIDE:], y[-ASIDE:])
    found = []
    for name in ("1998", "today", "dense"):
        for task in (task for task in NETWORKS[name] if task != "moved"):  # with what was chosen as they are
            for batch in BATCHES:
                for rate in RATES:
                    right = [train(name, task, batch, rate, seed, seen, aside)[1][-1] for seed in range(2)]
                    found.append({"network": name, "task": task, "batch": batch, "rate": rate, "right": right})
                    print(found[-1], flush=True)
    return found


def chosen(grid, name, task):
    """Return the batch size and rate with the largest mean; the small network takes those of today's LeNet-5."""
    name = "today" if name == "small" else name
    task = "permuted" if task == "permuted" else "as they are"
    rows = [row for row in grid if (row["network"], row["task"]) == (name, task)]
    best = max(rows, key=lambda row: np.mean(row["right"]))
    return best["batch"], best["rate"]


def runs(grid):
    """Return the record of five seeds of each network and task; write the weights of the explorer."""
    seen, unseen = digits("train"), digits("test")
    found = []
    for name, tasks in NETWORKS.items():
        for task in tasks:
            batch, rate = chosen(grid, name, task)
            for seed in SEEDS:
                model, right = train(name, task, batch, rate, seed, seen, unseen)
                run = {"network": name, "task": task, "batch": batch, "rate": rate, "seed": seed, "right": right}
                if task != "permuted":
                    run |= mistakes(model, *unseen)
                found.append(run)
                print(name, task, seed, right[-1], flush=True)
                if (task, seed) == ("moved", 0) and name in ("1998", "today"):
                    small = {key: values.astype(np.float16) for key, values in model.state_dict().items()}
                    nn.save(small, HOME / f"weights_{name}.safetensors")
    return found


def more(grid):
    """Return what the dense network reads from ten more starts, of digits as they are and permuted."""
    seen, unseen, found = digits("train"), digits("test"), []
    for task in ("as they are", "permuted"):
        batch, rate = chosen(grid, "dense", task)
        for seed in MORE_SEEDS:
            _, right = train("dense", task, batch, rate, seed, seen, unseen)
            found.append({"task": task, "seed": seed, "right": right[-1]})
            print(found[-1], flush=True)
    return found


def mistakes(model, images, labels):
    """Return which digits a network misreads, and as what, and the share it reads of digits moved to the right."""
    guesses = nn.predict(model, images).argmax(axis=1)
    wrong = [[int(k), int(guesses[k])] for k in np.flatnonzero(guesses != labels)]
    shares = []
    for far in FAR:
        away = moved(images, np.tile([0, far], (len(images), 1)))
        shares.append(round(float(accuracy(nn.predict(model, away), labels)), 4))
    return {"wrong": wrong, "moved right": shares}


def share(kind, where, rate, seed, seen, unseen, epochs=SHARE_EPOCHS):
    """Return what a network with shared weights or with its own reads of the seen and of the unseen digits."""
    shared, own, mask = twins(nn, seed)
    model = shared if kind == "shared" else own

    def cut(run):  # after each step: what a window does not see stays zero
        own[1].weight.data *= mask

    nn.manual_seed(seed)
    rng = np.random.default_rng(seed) if where == "scattered" else None
    x, new = placed(seen[0] * 255, rng), placed(unseen[0] * 255, rng)
    optimizer = nn.Adam(model.parameters(), lr=rate)
    callbacks = [] if kind == "shared" else [cut]
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, seen[1],
           epochs=epochs, batch_size=SHARE_BATCH, callbacks=callbacks)  # fmt: skip
    parts = ((x, seen[1]), (new, unseen[1]))
    return [round(float(accuracy(nn.predict(model, images), labels)), 4) for images, labels in parts]


def sharing():
    """Return the record of both kinds of weights, on digits in the middle and scattered, each at its best rate."""
    x, y = digits("train")
    seen, aside = (x[:SHARE_DIGITS], y[:SHARE_DIGITS]), (x[-ASIDE:], y[-ASIDE:])
    found = []
    for where in ("in the middle", "scattered"):
        for kind in ("shared", "own"):
            means = [
                np.mean([share(kind, where, rate, seed, seen, aside)[1] for seed in range(2)]) for rate in SHARE_RATES
            ]
            rate = SHARE_RATES[int(np.argmax(means))]
            print(where, kind, np.round(means, 3), rate, flush=True)
            for seed in SEEDS:
                known, new = share(kind, where, rate, seed, seen, digits("test"))
                found.append({"where": where, "weights": kind, "rate": rate, "seed": seed})
                found[-1] |= {"seen": known, "unseen": new}
                print(found[-1], flush=True)
    return found


def write(part, rows):
    """Put a part of the record into the file, one row a line."""
    record = (json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}) | {part: rows}
    parts = (f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record)
    RECORD.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    (part,) = sys.argv[1:]
    if part in ("runs", "more"):
        grid = json.loads(RECORD.read_text(encoding="utf-8"))["choose"]
        write(part, {"runs": runs, "more": more}[part](grid))
    else:
        write(part, {"choose": choose, "sharing": sharing}[part]())
