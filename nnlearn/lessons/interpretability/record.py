"""Measure what the text of lesson 30 reports of five networks, and record it in measured.json.

Run by hand, some parts or all; together they take about four minutes on one core:

    python -m nnlearn.lessons.interpretability.record units dreams
    python -m nnlearn.lessons.interpretability.record

Each part goes into the file when it is done, with the processor time it took; the five networks are trained first.
"""

import json
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np

import nnlearn.numpy as nn
from nnlearn.files import write_atomically
from nnlearn.lessons.interpretability import coefficients, dreams, maps, networks, refutations, units
from nnlearn.lessons.lenet import train as lenet
from nnlearn.metrics import accuracy, rank_correlation

RECORD = Path(__file__).with_name("measured.json")
SEEDS = range(5)
DIGITS, DELETED = 60, 100  # pictures on which maps are compared, and from which pixels are deleted
STRENGTHS = (100.0, 1.0, 0.01)
OTHER = 3  # added to the answer, modulo 10, it gives another class


@cache
def five():
    """Return the LeNet that lesson 16 ships, of seed 0, and four others trained as it was."""
    found = [networks.network("trained")]
    for seed in SEEDS[1:]:
        batch, rate = lenet.chosen(json.loads(lenet.RECORD.read_text(encoding="utf-8"))["choose"], "today", "moved")
        seen, unseen = lenet.digits("train"), lenet.digits("test")
        weights = lenet.train("today", "moved", batch, rate, seed, seen, unseen)[0].state_dict()
        model = nn.LeNet5(form="today")
        model.load_state_dict(weights)
        found.append(model.eval())
    return found


def ablation():
    """What it costs to take away one unit, in four layers, and whether selective units cost more."""
    (x, y), (u, v) = networks.digits()
    for seed, model in zip(SEEDS, five(), strict=True):
        for layer in units.CUTS:
            h, known = (units.activity(model, layer, images) for images in (u, x))
            zero = units.drops(model, layer, h, v)
            mean = units.drops(model, layer, h, v, known.mean(axis=0))
            chosen = units.selectivity(known, y)
            row = {"layer": layer, "seed": seed, "zero": zero.round(4).tolist(), "mean": mean.round(4).tolist()}
            row |= {"class": round(float(units.worst_class(model, layer, h, v).max()), 3)}
            live = known.reshape(*known.shape[:2], -1).max(axis=(0, 2)) > 0
            yield row | {"correlation": round(rank_correlation(chosen, zero), 3), "live": int(live.sum())}


def together():
    """What F6 still reads with a random share of its units away."""
    _, (u, v) = networks.digits()
    for seed, model in zip(SEEDS, five(), strict=True):
        h = units.activity(model, "F6", u)
        yield {"seed": seed, "right": [round(units.many_away(model, h, v, share, seed), 4) for share in units.AWAY]}


def dreaming():
    """What other networks take dreams for, how rough they are, and which training digit is nearest."""
    k = np.arange(10)
    for smooth in (False, True):
        for seed, model in zip(SEEDS, five(), strict=True):
            x = dreams.dream(model, k, smooth, seed=seed)
            others = [dreams.sureness(other, x, k)[1] for place, other in enumerate(five()) if place != seed]
            found = {"own": dreams.sureness(model, x, k)[0], "others": np.mean(others)}
            found |= {"rough": dreams.roughness(x), "nearest": (dreams.nearest_class(x) == k).mean()}
            yield {"smooth": smooth, "seed": seed} | {name: round(float(value), 4) for name, value in found.items()}


def deletion():
    """Which share of answers stay if the 51 pixels that a map ranks first are made black."""
    u = networks.digits()[1][0][:DELETED]
    for seed, model in zip(SEEDS, five(), strict=True):
        k, rng = nn.predict(model, u).argmax(axis=1), np.random.default_rng(seed)
        ranks = {"random ink": rng.random(u.shape) * (u > refutations.INK), "brightest": u}
        for name in maps.NAMES:
            ranks[name] = maps.map_of(name, model, u, k)
            ranks[name + ", absolute"] = abs(ranks[name])
        yield {"seed": seed} | {name: refutations.kept_answers(model, u, rank) for name, rank in ranks.items()}


def sanity():
    """How each map correlates with that of an untrained network, of another trained one, and of another class."""
    u = networks.digits()[1][0][:DIGITS]
    for seed, model in zip(SEEDS, five(), strict=True):
        k = nn.predict(model, u).argmax(axis=1)
        for name in maps.NAMES:
            own = maps.map_of(name, model, u, k)
            rivals = {
                "untrained": maps.map_of(name, networks.untrained(networks.UNTRAINED + seed), u, k),
                "another": maps.map_of(name, five()[(seed + 1) % 5], u, k),
                "class": maps.map_of(name, model, u, (k + OTHER) % 10),
            }
            row = {"map": name, "seed": seed}
            for rival, values in rivals.items():
                row[rival] = round(refutations.agreement(own, values, u), 4)
                row[rival + ", whole"] = round(refutations.agreement(own, values, u, ink=False, signed=False), 4)
            yield row


def completeness():
    """The gap between the sum of the shares and the difference of the scores, relative, the median of 100 digits."""
    u = networks.digits()[1][0][:DELETED]
    for seed, model in zip(SEEDS, five(), strict=True):
        k = nn.predict(model, u).argmax(axis=1)
        score = maps.score(model, k)
        difference = score(u) - score(u * 0)
        for points in (1, 4, 8, 16, 32):
            total = maps.integrated(model, u, k, points).sum(axis=(1, 2, 3))
            gap = float(np.median(abs(total - difference) / abs(difference)))
            yield {"seed": seed, "points": points, "gap": float(f"{gap:.3g}")}


def stamps():
    """What networks that learned from stamped sevens read, and which maps find the stamp; also in five that did not."""
    _, (u, v) = networks.digits()
    k, inside = networks.STAMPED, networks.stamped(np.zeros((32, 32))) > 0
    sevens, others = u[v == k], u[v != k]
    for ink in (1.0, networks.FAINT):
        marked = networks.stamped(sevens, ink)
        chance = inside.sum() / (marked > refutations.INK).sum(axis=(1, 2, 3))
        for seed, innocent in zip(SEEDS, five(), strict=True):
            model = networks.trained_on_stamps(seed, ink)
            row = {
                "scanner": accuracy(nn.predict(model, networks.scanned(u, v, seed, ink)), v),
                "chance": chance.mean(),
            }
            for name, x in (("with", marked), ("without", sevens), ("others", networks.stamped(others, ink))):
                row[name] = (nn.predict(model, x).argmax(axis=1) == k).mean()
            for name in maps.NAMES:
                row[name] = refutations.found_in(maps.map_of(name, model, marked, k), inside)
                row[name + ", innocent"] = refutations.found_in(maps.map_of(name, innocent, marked, k), inside)
            yield {"ink": ink, "seed": seed} | {name: round(float(value), 4) for name, value in row.items()}


def linear():
    """How steady the coefficients of logistic regression are over 30 refits, by the strength of the penalty."""
    x, y, names = coefficients.tumours()
    alone = np.sign([np.corrcoef(column, y)[0, 1] for column in x.T])
    for C in STRENGTHS:
        found, right = coefficients.refitted(C)
        share = np.maximum((found > 0).mean(axis=0), (found < 0).mean(axis=0))
        first = [names[k] for k in abs(found).argmax(axis=1)]
        row = {"C": C, "right": round(float(right.mean()), 4), "unsteady": int((share < 0.9).sum())}
        row |= {"first": len(set(first)), "against": int((np.sign(found.mean(axis=0)) != alone).sum())}
        yield row | {"signs": [round(float(one), 3) for one in share]}


PARTS = ablation, together, dreaming, deletion, sanity, completeness, stamps, linear


def main(*parts):
    every = {one.__name__: one for one in PARTS}
    for name in parts or every:
        old = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"seconds": {}}
        began = time.process_time()
        old[name] = list(every[name]())
        old["seconds"][name] = round(time.process_time() - began)
        write_atomically(RECORD, written(old))


def written(record):
    """Return the record as text, a line for each row."""
    lines = [f' "seconds": {json.dumps(record["seconds"])}']
    for name, rows in record.items():
        if name != "seconds":
            lines.append(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
