"""Measure every explorer in a real JupyterLab in headless Chromium: `make bench-explorers`.

Each has a notebook and a kernel of its own. With `--write` the table goes to benchmarks/EXPLORERS.md. Measure on a
machine that does nothing else: all times are wall-clock times, and the load is recorded with them.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import numpy as np
from bench import machine
from explorers_page import HOOK, measure, notebook_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "browser"))
import jupyterlab_driver as lab  # noqa: E402

from nnlearn.app.lab import few_threads  # noqa: E402
from nnlearn.explorers.stream import FRAME_SECONDS  # noqa: E402

# column: (how it is computed from what was measured, its bar, whether more is better, its format)
COLUMNS = {
    "first picture, s": (lambda m: m["first"], 0.6, False, "{:.2f}"),
    "input to pixels p50, ms": (lambda m: quantile(m["input"], 50), 60, False, "{:.0f}"),
    "p95, ms": (lambda m: quantile(m["input"], 95), 100, False, "{:.0f}"),
    "scrub p50, ms": (lambda m: quantile(m.get("scrub", []), 50), 50, False, "{:.0f}"),
    "scrub p95, ms": (lambda m: quantile(m.get("scrub", []), 95), None, False, "{:.0f}"),
    "unanswered": (lambda m: sum(t is None for t in [*m["input"], *m.get("scrub", [])]), 0, False, "{:.0f}"),
    "hover p50, ms": (lambda m: quantile(m.get("hover", []), 50), 80, False, "{:.0f}"),
    "stream, frames/s": (lambda m: m["fps"], 30, True, "{:.0f}"),
    "lag p50, ms": (lambda m: quantile(m["lag"], 50), 100, False, "{:.0f}"),
    "kB a frame": (lambda m: m["kB"], None, False, "{:.0f}"),
    "kernel, MB": (lambda m: m["kernel MB"], 10, False, "{:+.1f}"),
    "browser, MB": (lambda m: m["browser MB"], 10, False, "{:+.1f}"),
}

RATE = round(1 / FRAME_SECONDS)
MEANING = f"""\
A key is pressed on a slider; the time ends at the screen refresh that shows other pixels. Scrub: the same on the
slider of a recorded run, a third into what was played, three seconds after it got the focus. Hover: from a pointer
that passes over one of many places to the words beside it, where there are some. Unanswered: keys after
which no pixel changed within 1.5 s; a place on a slider may look like its neighbour. Stream: the kernel sets {RATE}
states per second, as it does when something plays, and what trains while it plays is played; lag is from the frame in
the kernel to its pixels, empty if the browser had been sent the run ahead and waited for no frame. Memory: growth
over 100 pictures, after 30. A first picture is timed from running the cell, imports done; the import of scikit-learn,
which the first data set in a kernel needs, takes the time named above, and comes on top if nothing has needed it
before. Any other empty cell: this explorer has no such thing. Channel is the smallest explorer there can be, a slider
and one line of text, measured first and last: what it needs is JupyterLab's way from a key to the kernel and back to
the screen, on this machine at that time; what a row needs beyond that is the explorer's own."""


def quantile(times, percent):
    """Return a quantile of the times that are not None; NaN without any."""
    there = [t for t in times if t is not None]
    return float(np.percentile(there, percent)) if there else float("nan")


def names(only):
    """Return the explorers that the package exports, or those whose name contains `only`."""
    import nnlearn.explorers as package

    exported = {name: getattr(package, name) for name in package.__all__}
    found = [n for n, kind in exported.items() if isinstance(kind, type) and issubclass(kind, package.Explorer)]
    return [n for n in found if hasattr(exported[n], "State") and (only or "").lower() in n.lower()]


def cell(column, measured):
    """Return one entry of the table."""
    tell, bar, more, form = COLUMNS[column]
    found = tell(measured)
    if found != found:
        return ""
    over = bar is not None and (found < bar if more else found > bar)
    return form.format(found) + (" (misses)" if over else "")


def table(rows):
    """Return the rows as a markdown table, with the bars below the names."""
    bars = [("≥ " if more else "≤ ") + f"{bar:g}" if bar is not None else "" for _, bar, more, _ in COLUMNS.values()]
    lines = ["| explorer | " + " | ".join(COLUMNS) + " |", "|---" * (1 + len(COLUMNS)) + "|"]
    lines.append("| bar | " + " | ".join(bars) + " |")
    for name, measured in rows:
        lines.append(f"| {name} | " + " | ".join(cell(column, measured) for column in COLUMNS) + " |")
    return "\n".join(lines)


def visit(context, address, token, root, name, presses):
    """Open an explorer's notebook, measure, and shut its kernel down."""
    path = f"{name}.ipynb"
    nbformat.write(notebook_of(name), Path(root) / path)
    page = lab.Notebook(context, address, token, path)
    try:
        found = measure(page, presses)
        if page.errors:
            raise RuntimeError(f"the page threw {page.errors[0]}")
        return found
    finally:
        page.close()


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--only", help="explorers whose name contains this")
    ask.add_argument("--presses", type=int, default=40, help="keys pressed for input to pixels")
    ask.add_argument("--write", action="store_true", help="write benchmarks/EXPLORERS.md; it holds all explorers")
    wanted = ask.parse_args()
    if lacks := lab.missing():
        raise SystemExit(lacks)
    few_threads()  # as `make lab` does
    rows, failed, began = [], [], os.getloadavg()[0]
    with contextlib.ExitStack() as stack:
        root = stack.enter_context(tempfile.TemporaryDirectory())
        address, token = stack.enter_context(lab.server(root))
        context = stack.enter_context(lab.chromium())
        context.add_init_script(HOOK)
        for name in ["Channel", *names(wanted.only), "Channel"]:  # before and after: how the machine is
            try:
                rows.append((name, visit(context, address, token, root, name, wanted.presses)))
                print(name, *(f"{c}: {cell(c, rows[-1][1])};" for c in COLUMNS), flush=True)
            except Exception as fault:  # one that cannot be measured must not hide the others
                failed.append(f"{name} could not be measured: {type(fault).__name__}: {str(fault).splitlines()[0]}")
                print(failed[-1], flush=True)
    browser = subprocess.run([lab.CHROMIUM, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    imported = f"The import of scikit-learn took {quantile([m['imported'] for _, m in rows], 50):.2f} s."
    load = f"{browser}. Load average {began:.1f} before and {os.getloadavg()[0]:.1f} after. {imported}"
    print("\n" + table(rows) + f"\n\n{machine()} {load}")
    if wanted.write and not wanted.only:
        write(rows, failed, f"{machine()} {load}")
    return bool(failed)


def write(rows, failed, where):
    """Write the table and what it means."""
    said = "".join(f"\n{line}\n" for line in failed)
    text = f"# Explorers in a browser\n\nMade by `make bench-explorers`. {where}\n\n{table(rows)}\n\n{MEANING}\n{said}"
    (HERE / "EXPLORERS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
