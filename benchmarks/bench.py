"""Measure NumPy against PyTorch eager: `make bench`, with `--device cuda` the GPU against the CPU.

Rounds of ours and theirs alternate in one process, so that a busy machine slows both; what counts is the median of the
ratios of the rounds. Before any time counts, the first three results of both must agree. With `--write` the table and a
plot go to benchmarks/RESULTS.md.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS, SECONDS = 15, 0.15  # rounds of each workload, and how long one side of a round runs


def ratios(ours, theirs, rounds):
    """Return the ratios of the times of one step, ours / theirs, one per round, in ascending order."""
    counts = []
    for step in (ours, theirs):
        start, n = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            step()
            n += 1
        counts.append(n)
    found = []
    for _ in range(rounds):
        times = []
        for step, count in zip((ours, theirs), counts, strict=True):
            start = time.perf_counter()
            for _ in range(count):
                step()
            times.append((time.perf_counter() - start) / count)
        found.append(times[0] / times[1])
    return sorted(found)


def agree(name, ours, theirs):
    """Raise unless the first three results agree."""
    pairs = [(ours(), theirs()) for _ in range(3)]
    if any(abs(a - b) > 1e-3 * max(abs(b), 1e-2) for a, b in pairs):
        raise SystemExit(f"{name}: results differ, so times mean nothing: {pairs}")


def measure(workloads, device, rounds):
    """Return rows of (name, median, best, bar, reached)."""
    from tqdm import tqdm

    rows = []
    for workload in tqdm(workloads, unit="workload"):
        ours, theirs = workload.steps(device)
        agree(workload.name, ours, theirs)
        found = ratios(ours, theirs, 3 if getattr(workload, "slow", False) else rounds)
        rows.append((workload.name, found[len(found) // 2], found[0], workload.bar, workload.reached))
    return rows


def machine():
    """Return a sentence on the machine and the versions that ran."""
    import numpy as np
    import torch

    gpu = f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""
    return (
        f"Measured on {platform.system()} {platform.machine()} with {os.cpu_count()} processors{gpu}, Python "
        f"{platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}."
    )


def table(rows):
    """Return the rows as a markdown table."""
    lines = ["| workload | median | best | bar | prototype |", "|---|---|---|---|---|"]
    for name, median, best, bar, reached in rows:
        mark = "" if median <= bar else " (over the bar)"
        prototype = "" if reached != reached else f"{reached:.2f}"  # nan: there was none
        lines.append(f"| {name} | {median:.2f}{mark} | {best:.2f} | {bar:.2f} | {prototype} |")
    return "\n".join(lines)


def plot(rows):
    """Write results.png: a bar for each workload, and its mark."""
    from nnlearn.plots import COLOURS, figure, png

    fig, ax = figure(width=6.4, height=0.4 * len(rows) + 1)
    names = [row[0] for row in rows]
    ax.barh(names, [row[1] for row in rows], color=COLOURS[0], label="median")
    ax.plot([row[3] for row in rows], names, "|", color=COLOURS[1], markersize=14, label="bar")
    ax.axvline(1, color="#888888", linewidth=1)
    ax.invert_yaxis()
    ax.set(xlabel="time of ours / time of PyTorch eager")
    ax.legend()
    (HERE / "results.png").write_bytes(png(fig))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="part of a workload's name")
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md and its plot")
    options = parser.parse_args()
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(max(options.threads))  # before NumPy is imported
    import torch
    from game import GAMES
    from pictures import PICTURES
    from sklearn_rows import SCIKIT_LEARN
    from threadpoolctl import threadpool_limits
    from workloads import TRAININGS

    everything = (*TRAININGS, *GAMES, *PICTURES, *SCIKIT_LEARN)
    chosen = [one for one in everything if options.only.lower() in one.name.lower()]
    words = "Time of one step, ours divided by theirs; below 1 ours is faster."
    parts = [f"# NumPy against PyTorch eager\n\n{words} {machine()}"]
    over = False
    for threads in options.threads:
        torch.set_num_threads(threads)
        with threadpool_limits(threads):
            rows = measure(chosen, options.device, options.rounds)
        if threads == options.threads[0]:
            first, over = rows, any(median > bar for _, median, _, bar, _ in rows)
        parts.append(f"## {threads} thread{'s' * (threads > 1)}\n\n{table(rows)}")
    print("\n\n".join(parts))
    if options.write:
        plot(first)
        parts.append("![a bar for each workload: the medians of the first table](results.png)")
        (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
