"""Train what the text of lesson 19 compares, five seeds each, and record it in trainings.json.

Run by hand, some parts or all; together they take about ten minutes on one core:

    python -m nnlearn.lessons.lstm.record recall counter
    python -m nnlearn.lessons.lstm.record

Each part goes into the file when it is done, with the processor time it took. Every start is tried with every rate of
its part; `records.py` chooses afterwards, and `tests/lessons/test_claims_lstm.py` trains some again and compares.
"""

import json
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

from nnlearn.lessons.lstm import trainings
from nnlearn.lessons.lstm.starts import STARTS

RECORD = Path(__file__).parent / "trainings.json"
SEEDS = range(5)
RATES = (3e-3, 1e-2)
RECALL = {  # distance: (steps, starts)
    10: (500, ("RNN", "LSTM", "LSTM, f 1", "LSTM, f 3", "GRU")),
    20: (500, ("RNN", "LSTM", "LSTM, f 1", "LSTM, f 3", "GRU")),
    40: (500, ("RNN", "RNN, orthogonal", "LSTM", "LSTM, f 1", "LSTM, f 3", "LSTM, f 5", "GRU", "GRU, z 3")),
    80: (300, ("RNN, orthogonal", "LSTM, f 3", "LSTM, f 5", "LSTM, f 5, i -5", "GRU", "GRU, z 3", "GRU, z 5")),
}
SIZES = {"RNN": 64, "GRU": 36, "LSTM": 31}  # units: about as many weights
LONG = {"RNN": 100, "GRU": 62, "LSTM": 54}
THREE = ("RNN", "LSTM, f 1", "GRU")


def recall():
    """One of four symbols over a distance."""
    for distance, (steps, starts) in RECALL.items():
        for start, rate, seed in product(starts, RATES, SEEDS):
            row = {"distance": distance, "steps": steps, "start": start, "rate": rate, "seed": seed}
            yield row | trainings.task_run("recall", start, distance, steps, rate, seed)


def adding():
    """The sum of two marked numbers among 40."""
    starts = ("RNN", "RNN, orthogonal", "LSTM, f 1", "GRU, z 3")
    for start, rate, seed in product(starts, (5e-3, 1e-2), SEEDS):
        row = {"distance": 40, "steps": 800, "start": start, "rate": rate, "seed": seed}
        yield row | trainings.task_run("adding", start, 40, 800, rate, seed)


def counter():
    """The words a^n b^n, and the best counter among the cells."""
    for start, seed in product(THREE, SEEDS):
        yield {"start": start, "steps": 2000, "seed": seed} | trainings.counter(start, 2000, seed)[0]


def brackets():
    """The right kind of closing bracket in generated texts."""
    for start, rate, seed in product(THREE, RATES, SEEDS):
        units = SIZES[STARTS[start][0]]
        row = {"start": start, "units": units, "rate": rate, "seed": seed}
        yield row | trainings.bracket_run(start, units, rate, seed)


def finder():
    """The wrong bracket in statements of code."""
    for start, rate, seed in product(THREE, RATES, SEEDS):
        units = SIZES[STARTS[start][0]]
        row = {"start": start, "units": units, "rate": rate, "seed": seed}
        yield row | trainings.finder(start, units, rate, seed)[0]


def docs():
    """Perplexity on Python's documentation."""
    for start, rate, seed in product(THREE, RATES, SEEDS):
        units = LONG[STARTS[start][0]]
        row = {"start": start, "units": units, "rate": rate, "seed": seed}
        yield row | trainings.docs_run(start, units, rate, seed)


def tables():
    """Perplexity of tables of the last characters on the same text."""
    for order in range(5):
        yield {"characters": order, "perplexity": round(trainings.table_perplexity(order), 2)}


PARTS = {part.__name__: part for part in (recall, adding, counter, brackets, finder, tables, docs)}


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
            sys.stderr.write(f"{json.dumps({k: v for k, v in row.items() if k != 'values'})}\n")
        write(name, done, time.process_time() - begin)
