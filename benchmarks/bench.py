"""Measure NumPy against PyTorch eager: `make bench`, with `--device cuda` the GPU against the CPU.

Rounds of ours and theirs alternate in one process, so that a busy machine slows both; what counts is the median of the
ratios of the rounds. Before any time counts, the first three losses of both must agree.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS, SECONDS = 15, 0.15  # rounds of each workload, and how long one side of a round runs


def ratios(ours, theirs, rounds=ROUNDS):
    """Return the ratio of the times of one step, ours / theirs, of each round."""
    count = {}
    for step in (ours, theirs):
        start, n = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            step()
            n += 1
        count[step] = max(n, 1)
    found = []
    for _ in range(rounds):
        times = []
        for step in (ours, theirs):
            start = time.perf_counter()
            for _ in range(count[step]):
                step()
            times.append((time.perf_counter() - start) / count[step])
        found.append(times[0] / times[1])
    return sorted(found)


def agree(ours, theirs):
    """Raise unless the first three losses agree."""
    pairs = [(ours(), theirs()) for _ in range(3)]
    if any(abs(a - b) > 1e-4 * max(abs(b), 1e-3) for a, b in pairs):
        raise SystemExit(f"losses differ, so times mean nothing: {pairs}")


def measure(workloads, device, rounds):
    """Yield (name, median, best, bar, reached) of each workload."""
    from tqdm import tqdm

    for workload in tqdm(workloads, unit="workload"):
        ours, theirs = workload.steps(device)
        agree(ours, theirs)
        found = ratios(ours, theirs, rounds)
        yield workload.name, found[len(found) // 2], found[0], workload.bar, workload.reached


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="part of a workload's name")
    options = parser.parse_args()
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(options.threads)  # before NumPy is imported
    import numpy as np
    import torch

    torch.set_num_threads(options.threads)
    from workloads import TRAININGS

    chosen = [one for one in TRAININGS if options.only.lower() in one.name.lower()]
    print(f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}, torch {torch.__version__}")
    rows = list(measure(chosen, options.device, options.rounds))
    print(f"{'workload':34}{'median':>8}{'best':>8}{'bar':>8}{'reached':>9}")
    for name, median, best, bar, reached in rows:
        print(f"{name:34}{median:8.2f}{best:8.2f}{bar:8.2f}{reached:9.2f}{'' if median <= bar else '   over the bar'}")
    return int(any(median > bar for _, median, _, bar, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
