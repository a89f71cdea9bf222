"""Train what the text of lesson 29 compares, and record it in trainings.json.

Run by hand, some parts or all; together they take about a minute on one core:

    python -m nnlearn.lessons.adversarial_robustness.record pixels defences
    python -m nnlearn.lessons.adversarial_robustness.record

Each part goes into the file when it is done, with the processor time it took. Split, start, order and tosses all change
with the seed.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.attacks import fgsm, pgd, tossed
from nnlearn.files import write_atomically
from nnlearn.lessons.adversarial_robustness.novelty import KINDS, SCORES, score, strangers, told_apart
from nnlearn.lessons.adversarial_robustness.readers import digits, network
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy, louder, margin, read
from nnlearn.lessons.adversarial_robustness.training import BUDGET, DEFENCES, trained

RECORD = Path(__file__).with_name("trainings.json")
SEEDS = range(5)
SIDES = (8, 16, 32)
FACTORS = (1, 10, 100)
LEVELS = (0, 2, 8)  # of 255, for photographs


def fresh(name, seed):
    """Return a new network whose first weights come from the seed."""
    nn.manual_seed(seed)
    return network(name)


def worst(net, x, y, budget, seed, steps=50):
    """Return the share that is read rightly under the stronger of two attacks on each picture, and under each."""
    right = {}
    for name, slope in (("cross-entropy", cross_entropy(net)), ("margin", margin(net))):
        there = pgd(slope, x, y, budget, steps=steps, rng=np.random.default_rng(seed))
        right[name] = nn.predict(net, there).argmax(axis=1) == y
    return {name: one.mean() for name, one in right.items()} | {"both": np.logical_and(*right.values()).mean()}


def pixels():
    """The same digits, drawn larger: a network with one hidden layer under chosen and tossed signs of 0.1."""
    for side in SIDES:
        for seed in SEEDS:
            (x, y), (u, v) = digits(seed)
            x, u = (one if side == 8 else datasets.enlarge(one, side) for one in (x, u))
            nn.manual_seed(seed)
            net = trained(nn.Sequential(nn.Flatten(), nn.MLP([side**2, 128, 10])), x, y, seed)
            g = cross_entropy(net.double())(u, v).reshape(len(u), -1)
            g = g[abs(g).sum(axis=1) > 0]
            row = {"side": side, "seed": seed, "unchanged": read(net, u, v)}
            row |= {"chosen": read(net, fgsm(cross_entropy(net), u, v, 0.1), v)}
            row |= {"tossed": read(net, tossed(u, 0.1, rng=np.random.default_rng(seed)), v)}
            yield row | {"ratio": (abs(g).sum(axis=1) / np.sqrt((g**2).sum(axis=1))).mean()}


def travel():
    """What an attack made on one network does to readers that it has never seen, beside tossed signs, at 0.2."""
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.svm import SVC

    for seed in SEEDS:
        (x, y), (u, v) = digits(seed)
        here = trained(fresh("MLP", seed), x, y, seed)
        there = fgsm(cross_entropy(here), u, v, 0.2)
        coin = tossed(u, 0.2, rng=np.random.default_rng(seed))
        other, maps = (
            trained(fresh("MLP", seed + 100), x, y, seed + 100),
            trained(fresh("CNN", seed), x, y, seed, epochs=12),
        )
        flat = [part.reshape(len(part), -1) for part in (x, there, coin)]
        right = {name: [read(net, part, v) for part in (there, coin)] for name, net in
                 (("itself", here), ("another start", other), ("CNN", maps))}  # fmt: skip
        for name, model in (("support vectors", SVC(C=10)), ("3 nearest neighbours", KNeighborsClassifier(3))):
            model.fit(flat[0], y)
            right[name] = [float((model.predict(part) == v).mean()) for part in flat[1:]]
        for name, (chosen, toss) in right.items():
            yield {"reader": name, "seed": seed, "chosen": chosen, "tossed": toss}


def masks():
    """A network whose scores are multiplied by a factor, attacked by the cross-entropy and by the margin, at 0.15."""
    for seed in SEEDS:
        (x, y), (u, v) = digits(seed)
        plain = trained(fresh("MLP", seed), x, y, seed)
        for factor in FACTORS:
            net = louder(plain, factor)
            row = {"factor": factor, "seed": seed, "unchanged": read(net, u, v)}
            row["flat"] = (abs(cross_entropy(net)(u, v)).reshape(len(u), -1).max(axis=1) == 0).mean()
            for name, slope in (("cross-entropy", cross_entropy(net)), ("margin", margin(net))):
                row[f"one step, {name}"] = read(net, fgsm(slope, u, v, BUDGET), v)
                many = pgd(slope, u, v, BUDGET, rng=np.random.default_rng(seed))
                row[f"many steps, {name}"] = read(net, many, v)
            yield row


def defences():
    """Training on attacked digits, and on digits with tossed signs, as the stronger of two attacks finds it."""
    for defence in DEFENCES:
        for seed in SEEDS:
            (x, y), (u, v) = digits(seed)
            net, began = fresh("MLP", seed), time.process_time()
            trained(net, x, y, seed, epochs=40, defence=defence)
            row = {"defence": defence, "seed": seed, "seconds": time.process_time() - began}
            row |= {"unchanged": read(net, u, v), "seen": worst(net, x, y, BUDGET, seed, steps=20)["both"]}
            row |= {"tossed": read(net, tossed(u, BUDGET, rng=np.random.default_rng(seed)), v)}
            yield row | worst(net, u, v, BUDGET, seed) | {"twice": worst(net, u, v, 2 * BUDGET, seed)["both"]}


def photographs():
    """Patches of two photographs, told apart by a small convolutional network, under small changes."""
    for seed in SEEDS:
        data = datasets.patches(1600, size=16, seed=seed)
        (x, y), (u, v) = datasets.split((data.x / 255).astype(np.float32), data.y, seed=seed)
        nn.manual_seed(seed)
        net = nn.Sequential(
            *(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 2)),
        )
        trained(net, x, y, seed, epochs=12)
        for level in LEVELS:
            row = {"level": level, "seed": seed, "chosen": worst(net, u, v, level / 255, seed, steps=20)["both"]}
            yield row | {"tossed": read(net, tossed(u, level / 255, rng=np.random.default_rng(seed)), v)}


def unknown():
    """How often a known digit has a larger score than a stranger, and how many strangers are answered surely."""
    for name, epochs in (("MLP", 30), ("CNN", 12)):
        for seed in SEEDS:
            (x, y), (u, v) = digits(seed)
            net = trained(fresh(name, seed), x, y, seed, epochs=epochs)
            rng = np.random.default_rng(seed)
            pictures = {kind: strangers(kind, u, rng) for kind in KINDS}
            yield from compared(name, seed, net, u, pictures, x)
            few = trained(fresh(name, seed), x[y < 8], y[y < 8], seed, epochs=epochs)
            yield from compared(name, seed, few, u[v < 8], {"eights and nines": u[v > 7]}, x[y < 8])


def compared(name, seed, net, u, pictures, known):
    """Give a row for each kind of stranger."""
    inside = {kind: score(kind, nn.predict(net, u), u, known) for kind in SCORES}
    sure = (inside["probability"] > 0.9).mean()
    for kind, strange in pictures.items():
        row = {"reader": name, "strangers": kind, "seed": seed, "sure of known": sure}
        outside = {one: score(one, nn.predict(net, strange), strange, known) for one in SCORES}
        row |= {one: told_apart(inside[one], outside[one]) for one in SCORES}
        yield row | {"sure": (outside["probability"] > 0.9).mean()}


def rounded(value):
    """Return a row with four decimals."""
    return {key: round(float(one), 4) if isinstance(one, float | np.floating) else one for key, one in value.items()}


def written(record):
    """Return the record as JSON, a row a line."""
    lines = [f' "seconds": {json.dumps(record["seconds"])}']
    for name, rows in record.items():
        if name != "seconds":
            lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(*parts):
    every = {one.__name__: one for one in (pixels, travel, masks, defences, photographs, unknown)}
    for name in parts or every:
        old = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"seconds": {}}
        began = time.process_time()
        old[name] = [rounded(row) for row in every[name]()]
        old["seconds"][name] = round(time.process_time() - began)
        write_atomically(RECORD, written(old))


if __name__ == "__main__":
    main(*sys.argv[1:])
