"""Train and judge what the text of lesson 27 compares, five seeds each, and record it in trainings.json.

Run by hand, some parts or all; together they take eleven minutes of one quiet core:

    python -m nnlearn.lessons.diffusion.record apart noise
    python -m nnlearn.lessons.diffusion.record

Each part goes into the file when it is done, with the processor time it took. "judged" writes the weights of its first
network into digits.npz as well.
"""

import json
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nnlearn.lessons.diffusion import digits, plane, rivals, shelf

RECORD = Path(__file__).with_name("trainings.json")
SEEDS = range(5)
MADE = 2000  # points made in the plane, and held out
STEPS, ETAS = (5, 10, 20, 100), {"DDPM": 1.0, "DDIM": 0.0}
MOMENTS = (1, 3, 11, 26, 51, 76, 96)  # steps at which the loss is measured
COUNTS = (20, 100, 300, 899)  # digits to learn from
KINDS = ("VAE (22)", "RBM (24)", "DBN (25)", "GAN (26)", "diffusion (27)", "3 Gaussians a class")
SHORT, LONG = 1000, 4000  # steps of the networks that learn from few
STRENGTHS = (0.0, 1.0, 2.0, 4.0)  # of guidance


def apart():
    """Points for the eight Gaussians: learned and exact arrows, both samplers, by the number of steps; and rivals."""
    for seed in SEEDS:
        x, held = (plane.points("eight Gaussians", MADE, seed + more) for more in (0, 900))
        began = time.process_time()
        guesses = {"learned": plane.network(x, seed), "exact": plane.exact}
        seconds = {"learned": round(time.process_time() - began, 1)}
        for arrows, guess in guesses.items():
            for sampler, eta in ETAS.items():
                for steps in STEPS:
                    made = plane.walked(guess, MADE, seed, steps=steps, eta=eta)
                    who = {"arrows": arrows, "sampler": sampler, "steps": steps}
                    yield {"kind": "diffusion"} | who | {"seed": seed} | rounded(plane.measures(made, held))
        began = time.process_time()
        forged = rivals.forger(x, seed)
        seconds["GAN"] = round(time.process_time() - began, 1)
        noise = np.random.default_rng(seed).normal(0, 0.03, x.shape)
        others = {"fresh data": plane.points("eight Gaussians", MADE, seed + 500), "GAN": forged, "copies": x + noise}
        for kind, made in others.items():
            yield {"kind": kind, "seed": seed} | rounded(plane.measures(made, held))
        yield {"kind": "processor seconds", "seed": seed} | seconds


def noise():
    """The mean squared error of learned and exact guesses, by step, on points that were held out."""
    for seed in SEEDS:
        x, held = (plane.points("eight Gaussians", count, seed + more) for count, more in ((MADE, 0), (10_000, 900)))
        guess = plane.network(x, seed)
        rng = np.random.default_rng(seed)
        for t in MOMENTS:
            eps = rng.standard_normal(held.shape)
            noised = plane.SCHEDULE.a[t] * held + plane.SCHEDULE.s[t] * eps
            found, best = guess(noised, t), plane.exact(noised, t)
            errors = {"learned": found - eps, "exact": best - eps, "apart": found - best}
            means = {name: float(np.square(error).mean()) for name, error in errors.items()}
            yield {"seed": seed, "step": t} | rounded(means)


@cache
def trained(seed):
    """Return a network for digits, and the processor seconds that its training took."""
    x, y, _, _ = digits.halves()
    began = time.process_time()
    return digits.network(x, y, seed), round(time.process_time() - began, 1)


def judged():
    """Digits of all generators, before the same judge: 898 made, 898 held out."""
    x, y, _, _ = digits.halves()
    labels = digits.asked()
    for seed in SEEDS:
        model, seconds = trained(seed)
        if seed == 0:
            shelf.store(model)
        for strength in STRENGTHS:
            made = digits.made(model.noise, labels, seed, guidance=strength)
            row = {"kind": "diffusion", "guidance": strength, "seed": seed, "seconds": seconds}
            yield row | digits.judged(made, labels)
        yield {"kind": "memory", "seed": seed} | digits.judged(digits.made(digits.memory(x), seed=seed))
        began = time.process_time()
        drawn = rivals.gaussians(x, y, labels, seed)
        seconds = round(time.process_time() - began, 1)
        yield {"kind": "3 Gaussians a class", "seed": seed, "seconds": seconds} | digits.judged(drawn, labels)
        yield {"kind": "real digits", "seed": seed} | real(seed)


def few():
    """Networks that have learned from few digits or many, for a short time: do they copy?"""
    yield from from_some(COUNTS, SHORT)


def longer():
    """The same for few digits, trained for as long as the network of the lesson."""
    yield from from_some(COUNTS[:3], LONG)


def from_some(counts, steps):
    """Networks that have learned from some digits, five splits, with what they make and their losses."""
    for seed in SEEDS:
        x, y, held, held_y = digits.halves(seed)
        order = np.random.default_rng(seed).permutation(len(x))
        for count in counts:
            seen = order[:count]
            model = digits.network(x[seen], y[seen], seed, steps=steps)
            made = digits.made(model.noise, y[seen][np.arange(450) % count], seed, count=450)
            row = {"count": count, "seed": seed} | digits.judged(made, train=x[seen], seed=seed)
            for name, some, classes in (("seen", x[seen], y[seen]), ("unseen", held, held_y)):
                row[name] = rounded(loss_by_step(model, some, classes, -(-900 // len(some))))
            yield row


def loss_by_step(model, x, y, rounds):
    """Return the mean squared error of a network's guesses, told the class, by step and over all steps."""
    by_step = {t: digits.losses(lambda z, t: model.noise(z, t, y), x, t, rounds=rounds) for t in range(1, 101, 5)}
    return {"all": float(np.mean(list(by_step.values())))} | {str(t): by_step[t] for t in (1, 11, 26, 51, 76, 96)}


def everyone():
    """Every generator of Part V, on the same 899 digits; what it makes is cut to black and white, and judged."""
    x, y, _, _ = digits.halves()
    labels = digits.asked()
    for seed in SEEDS:
        for kind in KINDS:
            began = time.process_time()
            if kind == "diffusion (27)":
                network, training = trained(seed)
                make = rivals.drawn_by(network)
            else:
                make = rivals.MAKERS[kind](x, y, seed)
                training = round(time.process_time() - began, 1)
            began = time.process_time()
            made = make(labels, seed)
            seconds = {"training": training, "making": round(time.process_time() - began, 2)}
            found = digits.judged(made, labels if kind in rivals.ASKED else None, ink=True)
            yield {"kind": kind, "seed": seed} | seconds | found
        yield {"kind": "real digits", "seed": seed} | real(seed, ink=True)


def real(seed, ink=False):
    """Judge one half of the digits held out against the other."""
    _, _, held, held_y = digits.halves()
    one, other = np.array_split(np.random.default_rng(seed).permutation(len(held)), 2)
    return digits.judged(held[one], held_y[one], held=held[other], ink=ink)


def rounded(row):
    """Return the numbers of a row with four digits after the point."""
    return {name: round(float(value), 4) for name, value in row.items()}


PARTS = {part.__name__: part for part in (apart, noise, judged, few, longer, everyone)}


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
