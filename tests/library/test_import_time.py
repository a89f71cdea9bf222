"""`import nnlearn.numpy` takes little longer than NumPy itself, and loads nothing that a first line does not need."""

import json
import subprocess
import sys

LIMIT = 0.25  # seconds of processor time beyond NumPy
SCRIPT = """
import json, sys, time
import {first}
before, start = set(sys.modules), time.process_time()
import {then}
print(json.dumps([time.process_time() - start, sorted(set(sys.modules) - before)]))
"""
LATER = ("tqdm", "asyncio", "torch", "matplotlib", "sklearn", "scipy", "IPython", "ipywidgets", "pandas")


def imported(first, then):
    """Return the processor time of an import after another, in a process of its own, and what it loaded."""
    run = [sys.executable, "-c", SCRIPT.format(first=first, then=then)]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


def test_importing_takes_little_beyond_numpy():
    """The fastest of five: what else runs on the machine can only slow it down."""
    assert min(imported("numpy", "nnlearn.numpy")[0] for _ in range(5)) < LIMIT


def test_importing_loads_no_library_that_is_needed_later_or_never():
    loaded = {name.partition(".")[0] for name in imported("numpy", "nnlearn.numpy")[1]}
    assert "nnlearn" in loaded
    assert not loaded & set(LATER)


def test_a_slow_import_is_seen():
    """`nnlearn.plots` loads matplotlib, which is what these tests would find."""
    assert "matplotlib" in imported("numpy", "nnlearn.plots")[1]
