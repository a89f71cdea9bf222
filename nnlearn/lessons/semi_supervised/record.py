"""Measure what the text of lesson 23 compares, and record it: which labels, pseudo-labels, other data, pretraining.

Run by hand, one part after the other, or all; together they take about twenty minutes of one core:

    python -m nnlearn.lessons.semi_supervised.record choosing pseudo
    python -m nnlearn.lessons.semi_supervised.record

The seed that matters is the draw of labels. Draws 0 to 9 are reported; settings were chosen on draws 100 to 107 (part
`tuning`), which are never reported. Each part goes into `trainings.json` with the seconds of processor time it took.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from nnlearn.cluster import kmeans, label_spreading
from nnlearn.datasets import draw_labels
from nnlearn.lessons.semi_supervised import planes
from nnlearn.lessons.semi_supervised.choosing import WAYS, choose, network, right, train
from nnlearn.lessons.semi_supervised.data import digits, hidden
from nnlearn.lessons.semi_supervised.pretraining import encoder, features, started_from
from nnlearn.lessons.semi_supervised.pseudo import self_train
from nnlearn.metrics import purity
from nnlearn.metrics.neighbours import nearest

RECORD = Path(__file__).with_name("trainings.json")
DRAWS, TUNING = range(10), range(100, 108)
BUDGETS, THRESHOLDS = (10, 20, 50, 100, 200), (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
SPREADING = [(k, alpha) for k in (3, 5, 7, 10) for alpha in (0.2, 0.5, 0.8, 0.95)]


def clusters():
    """k-means: the sum of squares, purity on both sides, and how many digits own a cluster."""
    x, y, x_test, y_test = digits()
    for k in (10, 20, 50):
        for start in ("random", "k-means++"):
            for seed in DRAWS:
                found = kmeans(x, k, start=start, seed=seed)
                owner = np.array([np.bincount(y[found.assignment == j], minlength=10).argmax() for j in range(k)])
                test = owner[nearest(x_test.astype(float), found.centres)[0]] == y_test
                yield {"k": k, "start": start, "draw": seed, "sum": round(found.sums[-1], 1),
                       "purity": round(purity(found.assignment, y), 4), "right": round(float(test.mean()), 4),
                       "owners": len(set(owner)), "rounds": len(found.sums) // 2}  # fmt: skip


def choosing():
    """Which labels: the same network on labels bought in four ways."""
    x, y, x_test, y_test = digits()
    for labels in BUDGETS:
        for way in WAYS:
            for draw in DRAWS:
                bought = choose(way, x, y, labels, draw)
                net = train(network(draw), *bought)
                yield {"labels": labels, "way": way, "draw": draw, "right": round(right(net, x_test, y_test), 4)}


def starts():
    """One draw of 50 random labels and ten starts of the network: what the network's seed alone does."""
    x, y, x_test, y_test = digits()
    bought = choose("random", x, y, 50, 0)
    for seed in DRAWS:
        yield {"draw": seed, "right": round(right(train(network(seed), *bought), x_test, y_test), 4)}


def pseudo():
    """Five rounds of pseudo-labels at six thresholds, beside the labels alone; balanced draws."""
    x, y, x_test, y_test = digits()
    for labels in BUDGETS:
        for draw in DRAWS:
            known = hidden(y, draw_labels(y, labels, balanced=True, seed=draw))
            for threshold in THRESHOLDS:
                nets, _ = self_train(x, known, threshold, seed=draw)
                yield {"labels": labels, "threshold": threshold, "draw": draw,
                       "alone": round(right(nets[0], x_test, y_test), 4),
                       "right": round(right(nets[-1], x_test, y_test), 4)}  # fmt: skip


def kept():
    """What each threshold keeps, in the first round and the last: how many, how many rightly, of which classes."""
    x, y, *_ = digits()
    for threshold in THRESHOLDS:
        for draw in DRAWS:
            _, log = self_train(x, hidden(y, draw_labels(y, 20, balanced=True, seed=draw)), threshold, seed=draw)
            row = {"threshold": threshold, "draw": draw}
            for name, one in (("first", log[0]), ("last", log[-1])):
                counts = np.sort(np.bincount(one.labels, minlength=10))
                rightly = (one.labels == y[one.kept]).mean() if len(one.kept) else 1.0
                row |= {f"{name} share": round(one.share, 3), f"{name} right": round(float(rightly), 3),
                        f"{name} three": round(float(counts[-3:].sum() / max(1, counts.sum())), 3)}  # fmt: skip
            yield row


def spreading():
    """Label spreading, from the same draws as `pseudo`, with the setting that `tuning` chose."""
    x, y, x_test, y_test = digits()
    k, alpha = tuned()
    for labels in BUDGETS:
        for draw in DRAWS:
            known = hidden(y, draw_labels(y, labels, balanced=True, seed=draw))
            found = planes.spread_to(x_test, x, known, k, alpha)
            yield {"labels": labels, "draw": draw, "neighbours": k, "alpha": alpha,
                   "right": round(float((found == y_test).mean()), 4)}  # fmt: skip


def tuning():
    """On other draws, scored on the digits without a label and not on those held out: the settings of all methods."""
    x, y, *_ = digits()
    for labels in (20, 50):
        for draw in TUNING:
            drawn = draw_labels(y, labels, balanced=True, seed=draw)
            known, others = hidden(y, drawn), np.setdiff1d(np.arange(len(y)), drawn)
            found: dict[tuple, float] = {}
            for k, alpha in SPREADING:
                spread = label_spreading(x, known, neighbours=k, alpha=alpha).argmax(axis=1)
                found["spreading", k, alpha] = float((spread == y)[others].mean())
            for steps in (150, 300, 1500):
                for decay in (0.01, 0.3):
                    net = train(network(draw), x[drawn], y[drawn], steps, decay=decay)
                    found["alone", steps, decay] = right(net, x[others], y[others])
            for threshold in THRESHOLDS:
                nets, _ = self_train(x, known, threshold, seed=draw)
                found["pseudo", threshold] = right(nets[-1], x[others], y[others])
            for (what, *setting), value in found.items():
                yield {"what": what, "labels": labels, "draw": draw, "setting": setting, "right": round(value, 4)}


def tuned(part="tuning", what="spreading"):
    """Return the setting with the highest mean over the tuning draws."""
    rows = [row for row in json.loads(RECORD.read_text(encoding="utf-8"))[part] if row["what"] == what]
    settings = sorted({tuple(row["setting"]) for row in rows})
    return max(settings, key=lambda one: np.mean([row["right"] for row in rows if tuple(row["setting"]) == one]))


def mismatch():
    """Tell 0 to 4 apart with 15 labels; the unlabelled pictures are of 0 to 4, of 5 to 9, or of all."""
    x, y, x_test, y_test = digits()
    test = y_test < 5
    low, high = y < 5, y >= 5
    for draw in DRAWS:
        drawn = np.flatnonzero(low)[draw_labels(y[low], 15, balanced=True, seed=draw)]
        known = hidden(y, drawn)
        for name, pool in (("0-4", low), ("5-9", high), ("all", low | high)):
            rows = np.union1d(np.flatnonzero(pool), drawn)
            for threshold in (0.8, 0.95):
                nets, log = self_train(x[rows], known[rows], threshold, seed=draw, sizes=(64, 128, 5))
                yield {"pool": name, "threshold": threshold, "draw": draw,
                       "alone": round(right(nets[0], x_test[test], y_test[test]), 4),
                       "right": round(right(nets[-1], x_test[test], y_test[test]), 4),
                       "kept": round(log[-1].share, 3)}  # fmt: skip


def plane_tuning():
    """Label spreading in the plane, on other draws."""
    for kind in planes.KINDS:
        for draw in TUNING:
            x, labels, x_test, y_test = planes.draw(kind, 8, draw)
            for k, alpha in planes.GRID:
                found = planes.spread_to(x_test, x, labels, k, alpha)
                yield {"what": kind, "draw": draw, "setting": [k, alpha],
                       "right": round(float((found == y_test).mean()), 4)}  # fmt: skip


def plane():
    """Two moons and a cloud with 8 labels: the network alone, with pseudo-labels, and label spreading at its best."""
    for kind in planes.KINDS:
        k, alpha = tuned("plane_tuning", kind)
        for draw in DRAWS:
            x, labels, x_test, y_test = planes.draw(kind, 8, draw)
            found = planes.spread_to(x_test, x, labels, k, alpha)
            nets, _ = self_train(x, labels, 0.8, seed=draw, sizes=planes.SIZES)
            yield {"kind": kind, "draw": draw, "neighbours": k, "alpha": alpha,
                   "alone": round(right(nets[0], x_test, y_test), 4),
                   "pseudo": round(right(nets[-1], x_test, y_test), 4),
                   "spreading": round(float((found == y_test).mean()), 4)}  # fmt: skip


def pretrained():
    """The network from a random start, and from the first layer of an autoencoder, frozen and fine-tuned."""
    x, y, x_test, y_test = digits()
    for labels in (10, 20, 50, 100, 200, len(x)):
        steps = 300 if labels < len(x) else 1200
        for draw in DRAWS:
            drawn = draw_labels(y, labels, balanced=labels < len(x), seed=draw)
            found = {"random start": right(train(network(draw), x[drawn], y[drawn], steps), x_test, y_test)}
            found["linear on pixels"] = right(
                train(network(draw, (64, 10)), x[drawn], y[drawn], steps, rate=0.03), x_test, y_test
            )
            for name, noise in (("plain", 0.0), ("denoising", 0.3)):
                layer = encoder(noise, draw % 5)
                net = train(started_from(layer, draw), x[drawn], y[drawn], steps)
                found[f"{name}, fine-tuned"] = right(net, x_test, y_test)
                net = train(network(draw, (128, 10)), features(layer, x[drawn]), y[drawn], steps, rate=0.03)
                found[f"{name}, frozen"] = right(net, features(layer, x_test), y_test)
            for name, value in found.items():
                yield {"labels": labels, "start": name, "draw": draw, "right": round(value, 4)}


PARTS = {part.__name__: part for part in (
    clusters, choosing, starts, tuning, pseudo, kept, spreading, mismatch, plane_tuning, plane, pretrained
)}  # fmt: skip


def write(part, rows, seconds):
    """Put a part of the record into the file, one row a line."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    times = record.pop("seconds", {}) | {part: round(seconds, 1)}
    record[part] = rows
    lines = [f' "{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in record[name]) + "\n ]" for name in record]
    lines.append(f' "seconds": {json.dumps(times)}')
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        began = time.process_time()
        write(name, list(PARTS[name]()), time.process_time() - began)
        sys.stderr.write(f"{name} {time.process_time() - began:.0f} s\n")
