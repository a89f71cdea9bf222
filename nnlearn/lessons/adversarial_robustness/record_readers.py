"""Train the readers that the explorer of lesson 29 attacks, store their weights, and measure five of each.

Run by hand, about half a minute of one core:

    python -m nnlearn.lessons.adversarial_robustness.record_readers

It writes `readers.npz`, the weights of the first seed rounded to float16, and `readers.json`: of each reader that is
shown the share of 449 unseen digits it reads, for each size of the change, and of five seeds what the tour compares.
Split, start, order and tosses all change with the seed.
"""

import json
import time
from typing import Any

import numpy as np

import nnlearn.numpy as nn
from nnlearn.attacks import fgsm, pgd, tossed
from nnlearn.files import write_atomically
from nnlearn.lessons.adversarial_robustness.readers import (
    HELD,
    MEASURED,
    READERS,
    RECORD,
    SIZES,
    TRAINED,
    digits,
    free_pixels,
    held_out,
    network,
)
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy, read

SEEDS = range(5)
BATCH = 32
EPOCHS, RATE = {"linear": 60, "MLP": 30, "CNN": 12, TRAINED: 40}, 0.003  # of Adam
BUDGET = 0.15  # of the attacks in training
FAR, FINE = 1.0, 0.01  # how far a border is looked for along a line, and in which steps


def trained(name, seed):
    """Return a reader after training, in float32."""
    (x, y), _ = digits(seed)
    nn.manual_seed(seed)
    model, criterion, rng = network(name), nn.CrossEntropyLoss(), np.random.default_rng(seed)
    optimizer, slope = nn.Adam(model.parameters(), lr=RATE), cross_entropy(model)
    for _ in range(EPOCHS[name]):
        for rows in np.array_split(rng.permutation(len(x)), len(x) // BATCH):
            batch = fgsm(slope, x[rows], y[rows], BUDGET) if name == TRAINED else x[rows]
            optimizer.zero_grad()
            nn.backprop(model, criterion, batch, y[rows])
            optimizer.step()
    return model


def share(model, x, y):
    """Return the share of the digits that are read rightly, rounded."""
    return round(read(model, x, y), 4)


def curve(model, x, y, seed):
    """Return the shares that are read rightly after chosen and after tossed signs, for each size of the change."""
    tosses = [np.random.default_rng(seed) for _ in SIZES]  # the same signs for each size
    return {
        "chosen": [share(model, fgsm(cross_entropy(model), x, y, size), y) for size in SIZES],
        "tossed": [share(model, tossed(x, size, rng=rng), y) for size, rng in zip(SIZES, tosses, strict=True)],
    }


def borders(model, x, y, seed):
    """Return how far the border is from digits that are read rightly: the median, and the share with none within 1.

    Along chosen and along tossed signs; and "straight", where ink may be less than none or more than all.
    """
    x, y = (part[nn.predict(model, x).argmax(axis=1) == y] for part in (x, y))
    chosen, rng = np.sign(cross_entropy(model)(x, y)), np.random.default_rng(seed)
    found = {}
    for kind, signs in (("chosen", chosen), ("tossed", 2.0 * rng.integers(2, size=x.shape) - 1)):
        for name, limits in (("", (0, 1)), ("straight ", (-np.inf, np.inf))):
            first = np.full(len(x), np.inf)
            for size in np.arange(FINE, FAR + FINE / 2, FINE):
                there = np.clip(x + size * signs, *limits).astype(x.dtype)
                wrong = nn.predict(model, there).argmax(axis=1) != y
                first = np.where(wrong & np.isinf(first), size, first)
            found[f"{name}{kind} border"] = round(float(np.median(first)), 3)
            found[f"no {name}{kind} border"] = round(float(np.isinf(first).mean()), 4)
    return found


def measures(name, model, seed):
    """Return what is measured of a reader, by name: the shares read rightly, and where its borders are."""
    _, (x, y) = digits(seed)
    found: dict[str, Any] = {"reader": name, "seed": seed, "unchanged": share(model, x, y)}
    slope, rng = cross_entropy(model), np.random.default_rng(seed)
    for size in (0.1, 0.15, 0.2, 0.3):
        found[f"tossed {size}"] = share(model, tossed(x, size, rng=rng), y)
        found[f"chosen {size}"] = share(model, fgsm(slope, x, y, size), y)
        found[f"many steps {size}"] = share(model, pgd(slope, x, y, size, steps=20, rng=rng), y)
    for held in HELD[1:]:
        for size in (0.2, 0.4):
            found[f"chosen {size}, {held}"] = share(model, fgsm(slope, x, y, size * free_pixels(held, x)), y)
    return found | borders(model, x, y, seed)


def main():
    """Train, measure, and write both files."""
    began, rows, curves = time.process_time(), [], {}
    arrays: dict[str, Any] = {}
    for name in READERS:
        for seed in SEEDS:
            model = trained(name, seed)
            rows.append(measures(name, model, seed))
            if seed == 0:
                stored = {part: np.asarray(values, np.float16) for part, values in model.state_dict().items()}
                arrays |= {f"{name}: {part}": values for part, values in stored.items()}
                model.load_state_dict({part: values.astype(np.float32) for part, values in stored.items()})
                x, y = held_out()
                curves[name] = curve(model.double(), x.astype(float), y, seed)
    np.savez_compressed(RECORD, **arrays)
    drawn = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(shares)}" for name, shares in curves.items())
    lines = [f' "processor seconds": {time.process_time() - began:.0f}', f' "curves": {{\n  {drawn}\n }}']
    lines += [' "readers": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]"]
    write_atomically(MEASURED, "{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
