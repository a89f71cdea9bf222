"""Train what the text of lesson 21 compares, five seeds each, and record it in trainings.json.

Run by hand, some parts or all; together they take about fifteen minutes on one core:

    python -m nnlearn.lessons.attention.record translation names
    python -m nnlearn.lessons.attention.record

Each part goes into the file when it is done, with the processor time it took. Trained models that the text, the
explorer and the exercises use are stored beside it (`shipped.py`).
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import nnlearn.numpy as nn
from nnlearn.lessons.attention import documentation, explanation, names, repeating, translation
from nnlearn.lessons.attention.shipped import store

RECORD = Path(__file__).parent / "trainings.json"
SEEDS = range(5)


def docs():
    """Perplexity on Python's documentation after 50 seconds of processor time."""
    for seed in SEEDS:
        for kind, rate, decay in (("GPT", 3e-3, 0.01), ("GRU", 4e-3, 0.0)):
            row, model = documentation.read(kind, seed, 50, rate, decay)
            if kind == "GPT" and seed == 0:
                store(model)
            yield {"kind": kind, "rate": rate, "seed": seed, "seconds": 50} | row


def earlier():
    """Perplexity on the same text of the networks of lessons 18 and 19, trained as there."""
    for cell, units, lesson in (("RNN", 100, 18), ("GRU", 62, 19)):
        for seed in SEEDS:
            row = documentation.read_as_before(cell, units, seed)
            yield {"kind": f"{cell}, lesson {lesson}", "units": units, "rate": 0.01, "seed": seed} | row


def dates():
    """Exact match on 400 unseen days after every 100 steps, and what the weights explain."""
    models = []
    for seed in SEEDS:
        matches, model = translation.curve_of(nn, seed, True, 400, 100)
        models.append(model)
        told = explanation.explained(nn, model)
        yield {"attention": True, "seed": seed, "steps": 400, "every": 100, "match": matches} | rounded(told)
    for seed in SEEDS:
        yield {"other": seed} | rounded(explanation.agreement(nn, models[seed], models[seed - 1]))
    for steps, every in ((400, 100), (2400, 400)):
        for seed in SEEDS:
            matches, _ = translation.curve_of(nn, seed, False, steps, every)
            yield {"attention": False, "seed": seed, "steps": steps, "every": every, "match": matches}


def colours():
    """Nats a letter of unseen names, and what is written, by five splits: with the mask, without, and after softmax."""
    for kind in ("right", "no mask", "mask after softmax"):
        for seed in SEEDS:
            model = names.name_writer(nn, seed, kind=kind)
            _, (x, y) = names.name_split(seed)
            old, new = names.new_share(names.written(model, 300))
            row = {"as trained": names.nats(nn, model, x, y), "alone": names.letter_by_letter(nn, model, x, y)}
            row |= {"leak": names.leak(nn, model, x), "pairs": names.pairs_nats(seed), "old": old, "new": new}
            yield {"kind": kind, "seed": seed, "steps": 600} | rounded(row)


def repeated():
    """Continuing a piece that repeats, by layers, positions and cell."""
    for kind in ("one layer", "two layers", "no positions", "GRU"):
        for seed in SEEDS:
            yield {"kind": kind, "seed": seed, "steps": 1000} | repeating.copier(kind, seed, 1000)


def rounded(row):
    """Return the numbers of a row with four digits after the point."""
    return {name: round(value, 4) for name, value in row.items()}


PARTS = {part.__name__: part for part in (dates, colours, repeated, docs, earlier)}


def write(part, rows, seconds):
    """Put a part of the record into the file, one row a line."""
    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    record = record | {part: rows}
    record["processor seconds"] = record.get("processor seconds", {}) | {part: round(seconds)}
    rows_of = {name: value for name, value in record.items() if name != "processor seconds"}
    texts = [f' "processor seconds": {json.dumps(record["processor seconds"])}']
    texts += [f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "\n ]" for name, rows in rows_of.items()]
    RECORD.write_text("{\n" + ",\n".join(texts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        begin = time.process_time()
        done = []
        for row in PARTS[name]():
            done.append(row)
            sys.stderr.write(f"{json.dumps(row)}\n")
        write(name, done, time.process_time() - begin)
