"""Train what the text of lesson 22 compares, and record it: linear, bent, denoising, alarms.

Run by hand, one part after the other, or all; together they take about eight minutes on one core:

    python -m nnlearn.lessons.autoencoders.record linear restoration
    python -m nnlearn.lessons.autoencoders.record

Each part goes into `trainings.json` after every seed, with the seconds of processor time of the slow rows. Settings are
chosen by the 270 digits aside, never by the test. `record_models.py` has the variational part.
"""

import json
import sys
import time
from functools import lru_cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.autoencoders import alarms, principal, restoration
from nnlearn.lessons.autoencoders.networks import autoencoder, error, linear_autoencoder, train
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.metrics import accuracy

RECORD = Path(__file__).parent / "trainings.json"
SEEDS = range(5)
BENT = [(width, bend, rate) for width in (64, 128) for bend in ("ReLU", "tanh") for rate in (0.003, 0.01)]
# Hidden widths, weight decay, epochs of a denoising autoencoder.
DENOISERS: tuple[tuple[tuple[int, ...], float, int], ...] = (
    ((128,), 0.01, 40),
    ((256,), 0.01, 40),
    ((256, 256), 0.01, 100),
    ((256, 256), 0.1, 300),
    ((512, 512), 0.1, 300),
)


def squared(a, b):
    """Return a mean squared error, rounded for the record."""
    return round(float(((np.asarray(a, float) - b) ** 2).mean()), 6)


def linear(seed):
    """Linear autoencoders on the centred digits: 4,000 full batches, and 120 epochs of batches of 64; k = 2 and 8."""
    x = digits().x.astype(float)
    x -= x.mean(axis=0)
    for code in (2, 8):
        axes = principal.principal_axes(x, code).axes
        for name, batch, epochs, lr in (("all", len(x), 4000, 0.01), ("64", 64, 120, 0.01)):
            began = time.process_time()
            net = train(linear_autoencoder(64, code, seed), x, epochs, lr=lr, batch=batch)
            found = principal.likeness(net[1].weight.data, error(net, x), x, axes)
            row = {key: float(f"{value:.3g}") for key, value in found._asdict().items()}
            seconds = round(time.process_time() - began, 1)
            label = f"{code} numbers, {name} pictures a step"
            yield {"name": label, "code": code, "batches": name, "seed": seed} | row | {"seconds": seconds}


def bent(seed, code, width, activation, rate):
    """Train one autoencoder, and return what of its error and its code is recorded."""
    data = digits()
    net = train(autoencoder(64, code, width, activation, seed), data.x, 110, lr=rate, decay=0.01)
    parts = {"training": data.x, "aside": data.x_aside, "test": data.x_test}
    return net, {name: round(error(net, x), 6) for name, x in parts.items()}


@lru_cache
def better_bend(code):
    """Return the width, activation and learning rate that the digits aside choose, of two starts each."""
    found = {setting: np.mean([bent(seed, code, *setting)[1]["aside"] for seed in (0, 1)]) for setting in BENT}
    return min(found, key=found.__getitem__)


def bottleneck(seed):
    """Error and 5-nearest-neighbours accuracy in the code, of autoencoders and of PCA, k = 2 and 8."""
    data = digits()
    for code in (2, 8):
        began = time.process_time()
        net, row = bent(seed, code, *better_bend(code))
        seconds = round(time.process_time() - began, 1)
        codes = nn.predict(net[:3], data.x), nn.predict(net[:3], data.x_test)
        read = accuracy(principal.nearest_labels(codes[0], data.y, codes[1]), data.y_test)
        yield {"name": f"autoencoder, {code} numbers", "code": code, "setting": better_bend(code),
               "seed": seed} | row | {"read": round(float(read), 4), "seconds": seconds}  # fmt: skip
        if seed == 0:
            axes = principal.principal_axes(data.x, code)
            parts = {"training": data.x, "aside": data.x_aside, "test": data.x_test}
            errors = {name: squared(principal.projected(x, axes), x) for name, x in parts.items()}
            seen, others = ((x - axes.mean) @ axes.axes.T for x in (data.x, data.x_test))
            read = accuracy(principal.nearest_labels(seen, data.y, others), data.y_test)
            yield (
                {"name": f"PCA, {code} numbers", "code": code, "seed": seed} | errors | {"read": round(float(read), 4)}
            )


def denoiser(kind, widths, decay, epochs, seed):
    """Train a network on freshly spoiled digits, and return it as a function."""
    nn.manual_seed(seed)
    net = nn.MLP([64, *widths, 64])
    train(net, digits().x, epochs, decay=decay, transform=lambda x, y, rng: (restoration.spoil(x, kind, rng), y))
    return lambda spoiled: nn.predict(net, spoiled)


@lru_cache
def better_denoiser(kind):
    """Return the settings that the digits aside choose, of one start each."""
    clean = digits().x_aside
    spoiled = restoration.spoil(clean, kind, np.random.default_rng(100))
    found = {}
    for widths, decay, epochs in DENOISERS:
        found[widths, decay, epochs] = squared(denoiser(kind, widths, decay, epochs, seed=0)(spoiled), clean)
    return min(found, key=found.__getitem__)


def restore(seed):
    """Mean squared error on spoiled test digits: rivals as the digits aside tune them, a denoiser, clean training."""
    data = digits()
    clean = [train(autoencoder(64, 8, seed=seed), data.x, 110, lr=0.01, decay=0.01)]
    nn.manual_seed(seed)
    clean.append(train(nn.MLP([64, 256, 64]), data.x, 40))
    for kind in restoration.KINDS:
        aside = restoration.spoil(data.x_aside, kind, np.random.default_rng(100 + seed))
        spoiled = restoration.spoil(data.x_test, kind, np.random.default_rng(200 + seed))
        yield {"kind": kind, "name": "nothing", "seed": seed, "test": squared(spoiled, data.x_test)}
        for name, functions in restoration.rivals(data.x, kind, seed).items():
            setting, function = restoration.tuned(functions, aside, data.x_aside)
            yield {"kind": kind, "name": name, "setting": setting, "seed": seed,
                   "test": squared(function(spoiled), data.x_test)}  # fmt: skip
        for name, net in zip(("trained clean, code 8", "trained clean, 256 wide"), clean, strict=True):
            yield {"kind": kind, "name": name, "seed": seed, "test": squared(nn.predict(net, spoiled), data.x_test)}
        began = time.process_time()
        widths, decay, epochs = better_denoiser(kind)
        function = denoiser(kind, widths, decay, epochs, seed)
        yield {"kind": kind, "name": "denoising autoencoder", "setting": better_denoiser(kind), "seed": seed,
               "test": squared(function(spoiled), data.x_test),
               "seconds": round(time.process_time() - began, 1)}  # fmt: skip


def tumours(seed):
    """AUROC of alarms that know benign tumours alone, a split for each seed."""
    x, others, malignant = alarms.tumours(seed)
    scores = {
        "distance to the mean": alarms.from_the_mean(x, others),
        "isolation forest": alarms.forest(x, others, seed),
        "5 nearest": alarms.nearest(x, others),
        "Mahalanobis": alarms.mahalanobis(x, others),
    }
    for code in (2, 5, 10):
        scores[f"PCA, {code} numbers"] = alarms.plane_error(x, others, code)
        scores[f"autoencoder, {code} numbers"] = alarms.network_error(x, others, code, 32, 100, 0.01, seed)
    for name, found in scores.items():
        yield {"name": name, "seed": seed, "tumours": alarms.auroc(found, malignant)}


def strangers(seed):
    """AUROC of alarms that know nine kinds of digits, for the tenth; by digit, and the mean of all ten."""
    found: dict[str, list] = {}
    for digit in range(10):
        x, others, strange = alarms.strangers(digit, seed)
        scores = {"distance to the mean": alarms.from_the_mean(x, others), "5 nearest": alarms.nearest(x, others),
                  "isolation forest": alarms.forest(x, others, seed), "Mahalanobis": alarms.mahalanobis(x, others),
                  "PCA, 8 numbers": alarms.plane_error(x, others, 8),
                  "autoencoder, 8 numbers": alarms.network_error(x, others, 8, 64, 25, 0.0, seed)}  # fmt: skip
        for name, values in scores.items():
            found.setdefault(name, []).append(alarms.auroc(values, strange))
    for name, by_digit in found.items():
        yield {"name": name, "seed": seed, "by digit": by_digit, "digits": round(float(np.mean(by_digit)), 4)}


def pages(seed):
    """AUROC of alarms that know all digits, for pictures that are none."""
    data = digits()
    odd = alarms.odd_pictures(data.x_test[:300], seed)
    others = np.concatenate([data.x_test, *odd.values()])
    scores = {"autoencoder, 8 numbers": alarms.network_error(data.x, others, 8, 64, 25, 0.0, seed),
              "PCA, 8 numbers": alarms.plane_error(data.x, others, 8),
              "5 nearest": alarms.nearest(data.x, others)}  # fmt: skip
    ends = np.cumsum([len(data.x_test), *map(len, odd.values())])
    for name, values in scores.items():
        row = {}
        for kind, first, last in zip(odd, ends, ends[1:], strict=False):
            both = np.concatenate([values[: ends[0]], values[first:last]])
            row[kind] = alarms.auroc(both, np.repeat([0, 1], [ends[0], last - first]))
        yield {"name": name, "seed": seed} | row


PARTS = {part.__name__: part for part in (linear, bottleneck, restore, tumours, strangers, pages)}


def write(part, rows):
    """Put a part of the record into the file, one row a line."""
    record = (json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}) | {part: rows}
    lines = (f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record)
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def run(parts, seeds, names):
    """Record the parts of these names, all of them if there is none."""
    for name in names or parts:
        rows: list[dict] = []
        for seed in seeds:
            rows += parts[name](seed)
            write(name, rows)
            sys.stderr.write(f"{name} {seed}\n")


if __name__ == "__main__":
    run(PARTS, SEEDS, sys.argv[1:])
