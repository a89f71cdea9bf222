"""Memory does not creep: a step that has been taken many times leaves the process as large as it was."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 2e6  # bytes
SCRIPT = """
import json, sys
import psutil
sys.path.insert(0, {benchmarks!r})
from game import GAMES
from pictures import PICTURES
from workloads import TRAININGS

def size():
    return psutil.Process().memory_full_info().uss

def growth(workload, steps, leak):
    step, kept = workload.steps()["ours"], []
    for taken in range(steps + steps // 10 + 2):  # the first ones make what is kept for good
        if taken == steps // 10 + 2:
            before = size()
        kept.append(bytearray(leak if step() else 0) if leak else None)
    return size() - before

everything, found = (*TRAININGS, *GAMES, *PICTURES), []
for part, steps, leak in json.loads(sys.argv[1]):
    (workload,) = [one for one in everything if part in one.name]
    found.append(growth(workload, steps, leak))
print(json.dumps(found))
"""
STEPS = {  # steps in CI; the whole takes 10,000, or 100 of what is a map of 1,681 losses
    "MLP 2-16-16-1, 200": 2000,
    "digits MLP": 2000,
    "MLP 784": 60,
    "LeNet": 30,
    "CNN 8x8": 200,
    "RNN": 200,
    "LSTM": 60,
    "GAN": 500,
    "surface": 60,
    "landscape 41x41, MLP": 10,
    "landscape 41x41, CNN": 2,
}
# In one process, as importing takes longer than the steps. The first one leaks; those that free much memory, in which
# a leak could hide, are the last.
RUNS = (("digits MLP", 2000, 1500), *((part, steps, 0) for part, steps in STEPS.items()))


@functools.cache
def growths(*runs):
    """Return by how many bytes a process grows over many steps of each of the workloads."""
    program = SCRIPT.format(benchmarks=str(ROOT / "benchmarks"))
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = [sys.executable, "-c", program, json.dumps(runs)]
    found = subprocess.run(run, env={**os.environ, **single}, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.mark.parametrize("part", STEPS)
def test_many_steps_leave_the_process_as_large_as_it_was(part):
    assert growths(*RUNS)[1 + list(STEPS).index(part)] < LIMIT


@pytest.mark.whole("test_many_steps_leave_the_process_as_large_as_it_was")
@pytest.mark.parametrize("part", STEPS)
def test_ten_thousand_steps_leave_the_process_as_large_as_it_was(part):
    assert growths((part, 100 if "landscape" in part else 10_000, 0))[0] < LIMIT


def test_a_step_that_keeps_something_is_seen():
    assert growths(*RUNS)[0] > LIMIT
