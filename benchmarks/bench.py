"""Measure NumPy against PyTorch eager, the floor and peers: `make bench`; `--device cuda` measures a GPU.

In each round all of them run in turn, in one process, so that a busy machine slows all; what counts is the median of
the ratios of the rounds, by processor time and by the clock. Before any time counts, the first three results of all
must agree. With `--write` the tables and a plot go to benchmarks/RESULTS.md.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS, SECONDS = 15, 0.1  # rounds of each workload, and how long one side of a round runs
NEAR = 1.15  # ours / floor that is good enough
COLUMNS = {  # heading: (whose time, divided by whose)
    "ours / PyTorch": ("ours", "PyTorch"),
    "floor / PyTorch": ("floor", "PyTorch"),
    "ours / floor": ("ours", "floor"),
    "scikit-learn / ours": ("scikit-learn", "ours"),
    "tinynn / ours": ("tinynn", "ours"),
}
WORDS = """\
Time of one step of one, divided by that of another; below 1 the first is faster. The floor (`benchmarks/floor.py`) is
the same networks in NumPy without checks, modes or other dtypes: what it takes is what NumPy takes on this machine, in
the same rounds. A figure is marked where ours is over its bar (the floor not being over it too), or over {near} of the
floor. A peer without a figure does not have that workload{absent}."""


def times(step, count):
    """Return the seconds of one step, by processor time and by the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    for _ in range(count):
        step()
    return (time.process_time() - cpu) / count, (time.perf_counter() - clock) / count


def ratios(steps, rounds, pause):
    """Return {heading: (median, median)}: the ratios by processor time and by the clock.

    Parameters
    ----------
    steps : dict of who to step
    pause : float
        Seconds before each turn: after a product, threads wait for the next one at full speed, on the clock of others.
    """
    import numpy as np

    counts = {who: max(1, round(SECONDS / max(times(step, 3)[1], 1e-6))) for who, step in steps.items()}
    found = {who: [] for who in steps}
    for turn in range(rounds):
        order = list(steps)[:: 1 if turn % 2 else -1]
        for who in order:
            time.sleep(pause)
            found[who].append(times(steps[who], counts[who]))
    found = {who: np.array(pairs) for who, pairs in found.items()}
    return {
        heading: np.median(found[one] / found[other], axis=0)
        for heading, (one, other) in COLUMNS.items()
        if one in found and other in found
    }


def agree(name, steps):
    """Raise unless the first three results of all agree with PyTorch's."""
    results = {who: [step() for _ in range(3)] for who, step in steps.items()}
    for who, own in results.items():
        pairs = list(zip(own, results["PyTorch"], strict=True))
        if any(not abs(a - b) <= 1e-3 * max(abs(b), 1e-2) for a, b in pairs):
            raise SystemExit(f"{name}: {who} and PyTorch differ, so times mean nothing: {pairs}")


def measure(workloads, device, rounds, pause):
    """Return rows of (name, bar, ratios)."""
    from tqdm import tqdm

    rows = []
    for workload in tqdm(workloads, unit="workload"):
        steps = workload.steps(device)
        agree(workload.name, steps)
        few = 5 if getattr(workload, "slow", False) else rounds
        rows.append((workload.name, workload.bar, ratios(steps, few, pause)))
    return rows


def over(heading, found, bar, by):
    """Return whether a ratio is higher than it should be; `by` is 0 for processor time, 1 for the clock."""
    ours, floor = (found.get(f"{who} / PyTorch", (0, 0))[by] for who in ("ours", "floor"))
    if heading == "ours / PyTorch":
        return ours > bar and not floor > bar
    return heading == "ours / floor" and found[heading][by] > NEAR


def machine():
    """Return a sentence on the machine and the versions that ran."""
    import numpy as np
    import torch

    gpu = f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""
    return (
        f"Measured on {platform.system()} {platform.machine()} with {os.cpu_count()} processors{gpu}, Python "
        f"{platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}."
    )


def table(rows, by):
    """Return the rows as a markdown table, by processor time (0) or by the clock (1)."""
    headings = [heading for heading in COLUMNS if any(heading in found for *_, found in rows)]
    lines = [f"| workload | bar | {' | '.join(headings)} |", "|---" * (len(headings) + 2) + "|"]
    for name, bar, found in rows:
        cells = [
            f"{found[heading][by]:.2f}{' (over)' if over(heading, found, bar, by) else ''}" if heading in found else ""
            for heading in headings
        ]
        lines.append(f"| {name} | {bar:.2f} | {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(rows):
    """Write results.png: ours, the floor and the bar of each workload, by processor time."""
    from nnlearn.plots import COLOURS, figure, png

    fig, ax = figure(width=6.4, height=0.4 * len(rows) + 1)
    names = [name for name, *_ in rows]
    ours, floor = (
        [found.get(f"{who} / PyTorch", [float("nan")])[0] for *_, found in rows] for who in ("ours", "floor")
    )
    ax.barh(names, ours, color=COLOURS[0], label="ours")
    ax.plot(floor, names, "o", color=COLOURS[2], markersize=5, label="floor")
    ax.plot([bar for _, bar, _ in rows], names, "|", color=COLOURS[1], markersize=14, label="bar")
    ax.axvline(1, color="#888888", linewidth=1)
    ax.invert_yaxis()
    ax.set(xlabel="processor time / processor time of PyTorch eager")
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
    import peers
    import torch
    from attention import ATTENTION
    from game import GAMES
    from pictures import PICTURES
    from threadpoolctl import threadpool_limits
    from workloads import TRAININGS

    chosen = [one for one in (*TRAININGS, *ATTENTION, *GAMES, *PICTURES) if options.only.lower() in one.name.lower()]
    absent = "" if peers.HAS_TINYNN else "; tinynn was not installed (benchmarks/peers.py says how)"
    parts = [f"# NumPy against PyTorch eager\n\n{WORDS.format(near=NEAR, absent=absent)}\n\n{machine()}"]
    for threads in options.threads:
        torch.set_num_threads(threads)
        with threadpool_limits(threads):
            rows = measure(chosen, options.device, options.rounds, 0.01 if threads > 1 else 0)
        if threads == options.threads[0]:
            first = rows
        for by, clock in enumerate(("processor time", "the clock")):
            parts.append(f"## {threads} thread{'s' * (threads > 1)}, by {clock}\n\n{table(rows, by)}")
    print("\n\n".join(parts))
    if options.write:
        plot(first)
        parts.append("![ours, the floor and the bar of each workload: the first table](results.png)")
        (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n")
    return int(any(over(heading, found, bar, 0) for _, bar, found in first for heading in found))


if __name__ == "__main__":
    sys.exit(main())
