"""Train what the text of lesson 24 compares, five seeds each, and record it in trainings.json.

Run by hand, some parts or all; together they take about ten minutes on one core:

    python -m nnlearn.lessons.boltzmann_machines.record bars moments
    python -m nnlearn.lessons.boltzmann_machines.record

Each part goes into the file when it is done, with the processor time it took.
"""

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from nnlearn import boltzmann, datasets
from nnlearn.lessons.boltzmann_machines import digits, learning, rivals

RECORD = Path(__file__).with_name("trainings.json")
SEEDS = range(5)
STEPS, EVERY = 10_000, 200
# Who learns bars and stripes, how, and with which rates; the rate falls in the last two.
LEARNERS: tuple[tuple[str, str, dict[str, Any], tuple[float, ...]], ...] = (
    ("exact", "exact", {}, (0.2, 0.05)),
    ("CD-1", "CD", {"k": 1}, (0.2, 0.05)),
    ("CD-5", "CD", {"k": 5}, (0.2, 0.05)),
    ("PCD", "PCD", {"k": 1}, (0.2, 0.05)),
    ("CD-1, falling", "CD", {"k": 1, "fall": True}, (0.2,)),
    ("PCD, falling", "PCD", {"k": 1, "fall": True}, (0.2,)),
)
MOMENTS, KS = (0, 500, 2000, 6000), (1, 5, 25, 100)
MACHINES = ((64, 100, 0.05), (64, 200, 0.1), (128, 150, 0.05))  # hidden cells, epochs, rate
PARTS_OF_MIXTURE, STRENGTHS, NEIGHBOURS = (10, 20, 40, 80, 120), (0.03, 0.1, 0.3), (1, 5, 15, 30)


def bars():
    """The exact mean log p and the reconstruction error of 28 pictures while a machine learns them."""
    for name, how, settings, rates in LEARNERS:
        for rate in rates:
            for seed in SEEDS:
                began = time.process_time()
                rows = learning.history(how, rate, STEPS, EVERY, seed=seed, **settings)
                seconds = round(time.process_time() - began, 1)
                found = {"log p": rows[:, 0].round(3).tolist(), "error": rows[:, 1].round(3).tolist()}
                yield {"kind": name, "rate": rate, "seed": seed, "every": EVERY, "seconds": seconds} | found


def moments():
    """The expected CD-k update beside the exact gradient, four times while a machine learns by the exact one."""
    for seed in SEEDS:
        rbm, rng = learning.machine(seed), np.random.default_rng(seed)
        for step in learning.steps(rbm, "exact", 0.2, MOMENTS[-1]):
            if step in MOMENTS:
                yield {"seed": seed, "step": step} | moment(rbm, rng)


def moment(rbm, rng):
    """Return what is measured at one moment, by k; "noisy" is the mean cosine of 30 real draws of 28 chains."""
    pictures = learning.pictures()
    exact = boltzmann.gradient(rbm, pictures).vector()
    row: dict[str, Any] = {"log p": round(float(boltzmann.log_p(rbm, pictures).mean()), 3)}
    row["eigenvalue"] = round(learning.second_eigenvalue(rbm), 5)
    for k, found in learning.compare(rbm, KS).items():
        draws = [learning.likeness(learning.draw(rbm, k, rng), exact)["cosine"] for _ in range(30)]
        row[str(k)] = {name: round(value, 4) for name, value in found.items()} | {
            "noisy": round(float(np.mean(draws)), 3)
        }
    return row


def best(settings, score):
    """Return the setting with the highest score, the mean of two seeds."""
    return max(settings, key=lambda setting: np.mean([score(setting, seed) for seed in range(2)]))


def densities():
    """Mean log p of 449 held-out binary digits; settings are chosen on a fifth of the others."""
    x, held = digits.binary()
    part, choose = datasets.split(x, np.zeros(len(x), int), fraction=0.2, seed=1)
    part, choose = part[0], choose[0]

    def machine(setting, seed):
        return digits.estimated(digits.train(part, *setting, seed=seed), choose, part)

    setting = best(MACHINES, machine)
    for seed in SEEDS:
        rbm = digits.train(x, *setting, seed=seed)
        found = {"training": digits.estimated(rbm, x, x), "held out": digits.estimated(rbm, held, x)}
        found["from the other side"] = digits.estimated(rbm, held, x, backward=True)
        yield {"kind": "RBM", "setting": setting, "seed": seed} | rounded(found)
    parts = best(PARTS_OF_MIXTURE, lambda count, seed: rivals.mixture(part, choose, count, seed))
    for seed in SEEDS:
        found = {"held out": rivals.mixture(x, held, parts, seed)}
        yield {"kind": "mixture", "setting": parts, "seed": seed} | rounded(found)
    strength = max(STRENGTHS, key=lambda c: rivals.chain(part, choose, c))
    yield {"kind": "chain", "setting": strength} | rounded({"held out": rivals.chain(x, held, strength)})
    yield {"kind": "independent"} | rounded({"held out": rivals.independent(x, held)})


def lower():
    """The lower half of held-out digits from the upper one, five splits in halves; rivals chosen on a fifth."""
    for seed in SEEDS:
        x, held = digits.binary(seed, fraction=0.5)
        part, choose = datasets.split(x, np.zeros(len(x), int), fraction=0.2, seed=1)
        part, choose = part[0], choose[0]

        machine = partial(machine_guess, seed=seed)
        setting, strength, k = (
            min(settings, key=partial(nats, guess, part, choose))
            for guess, settings in ((machine, MACHINES), (rivals.logistic, STRENGTHS), (rivals.neighbours, NEIGHBOURS))
        )
        guesses = {
            "RBM": (setting, machine(x, held, setting)),
            "logistic": (strength, rivals.logistic(x, held, strength)),
            "neighbours": (k, rivals.neighbours(x, held, k)),
            "means": (None, np.tile(x[:, 32:].mean(axis=0), (len(held), 1))),
        }
        for kind, (chosen, guess) in guesses.items():
            yield {"kind": kind, "setting": chosen, "seed": seed} | rounded(digits.scores(guess, held))


def machine_guess(x, held, setting, seed):
    """Return the lower half as a machine trained on x expects it."""
    return digits.completed(digits.train(x, *setting, seed=seed), held)


def nats(guess, x, held, setting):
    """Return the nats per pixel of a guess that has learned from x."""
    return digits.scores(guess(x, held, setting), held)["nats"]


def rounded(row):
    """Return the numbers of a row with four digits after the point."""
    return {name: round(value, 4) for name, value in row.items()}


PARTS = {part.__name__: part for part in (bars, moments, densities, lower)}


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
