"""Measure what the explorer ships: the times of all products on one machine, named with the date.

Run by hand; it takes a few minutes:

    python -m nnlearn.lessons.pytorch.measure

It writes `measured.json`. The clock is the thread's own processor time, so that other programs on a busy machine count
less; with one thread that is the time on a quiet one.
"""

import datetime
import json
import time
from dataclasses import astuple

from nnlearn.lessons.pytorch.measuring import CPU_WAYS, Measured, Measurement, machine, threads, with_gpu
from nnlearn.lessons.pytorch.products import BATCHES, GPU
from nnlearn.lessons.pytorch.record import RECORD


def measured(longest=0.4):
    """Return all times of this machine, of products that take up to so many seconds."""
    found = Measured(machine(), datetime.date.today().isoformat())
    for batch in BATCHES:
        ways = [*CPU_WAYS, GPU] if with_gpu() else CPU_WAYS
        measurement = Measurement(found, batch, ways, clock=time.thread_time, longest=longest)
        while measurement.step():
            pass
    return found


if __name__ == "__main__":
    import torch

    torch.set_num_threads(threads())
    found = measured()
    rates = {way: [float(f"{value:.3g}") for value in astuple(rate)] for way, rate in found.rates.items()}
    times = {
        batch: {way: {n: float(f"{seconds:.3g}") for n, seconds in curve.items()} for way, curve in ways.items()}
        for batch, ways in found.times.items()
    }
    record = {"machine": found.machine, "date": found.date, "clock": "processor time of one thread"}
    RECORD.write_text(json.dumps(record | {"rates": rates, "times": times}, indent=1) + "\n", encoding="utf-8")
