"""Measure what one learner needs of a machine, and write the tables of TEACHING.md.

    .venv/bin/python benchmarks/memory.py          # print them
    .venv/bin/python benchmarks/memory.py --write  # and put them into TEACHING.md

Each row runs a notebook from its first cell to its last in a kernel of its own. Memory is what the process has for
itself (USS); the pages of libraries that many kernels on one machine share are part of what is kept free for the
system. The server of a hub is that of one learner on a trial hub, which needs JupyterHub and its proxy
(`hub/jupyterhub_config.py` has the commands).
"""

import argparse
import importlib.util
import math
import os
import re
import shutil
import sys
import tempfile
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import psutil
from bench import machine
from jupyter_client.manager import start_new_kernel
from tqdm import tqdm

from nnlearn.files import write_atomically

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "TEACHING.md"
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "app")]
import hub_driver as hub  # noqa: E402
import jupyterlab_driver as lab  # noqa: E402

ROWS = {  # label of the row: the cells that run
    "a kernel that has done nothing": ["pass"],
    "NumPy side with plots and explorers": ["import nnlearn.numpy, nnlearn.plots, nnlearn.explorers, nnlearn.checks"],
    "PyTorch side with plots and explorers": ["import nnlearn.torch, nnlearn.plots, nnlearn.explorers, nnlearn.checks"],
    "lesson 02, every cell": "02_perceptron",
    "lesson 06, every cell": "06_gradient_descent",
    "lesson 11, every cell": "11_pytorch",
    "lesson 16, every cell": "16_lenet",
    "lesson 18, every cell": "18_recurrent_networks",
    "the playground, every cell": "playground",
}
SERVERS = "JupyterLab's server", "a learner's server on a hub"
CLASSES = 10, 40, 200  # learners
LARGE, SMALL = "lesson 16, every cell", "lesson 02, every cell"  # what a learner has open: a lesson and its exercises
SPARE = 4  # GB for the system, the hub and what the kernels share


def cells_of(source):
    """Return the code cells of a notebook, or the cells given."""
    if not isinstance(source, str):
        return source
    notebook = nbformat.read(ROOT / "notebooks" / f"{source}.ipynb", 4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def kernel(cells):
    """Return (USS at the end, largest USS, processor seconds) of a kernel that runs these cells."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT / "notebooks"))
    process, largest = psutil.Process(manager.provisioner.pid), 0
    before = sum(process.cpu_times()[:2])
    try:
        for source in cells:
            client.execute_interactive(source, timeout=300, output_hook=lambda message: None)
            largest = max(largest, process.memory_full_info().uss)
        end = process.memory_full_info().uss
        return end, largest, sum(process.cpu_times()[:2]) - before
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def server():
    """Return the USS of a JupyterLab that has been asked for its page."""
    with tempfile.TemporaryDirectory() as root, lab.server(root) as (address, token):
        with urllib.request.urlopen(f"{address}/lab?token={token}") as answer:
            answer.read()
        (process,) = psutil.Process().children()
        return process.memory_full_info().uss


def hub_server():
    """Return the USS of a learner's server on a trial hub that has been asked for its page."""
    with tempfile.TemporaryDirectory() as root:
        own = {"NNLEARN_HUB": "trial", "NNLEARN_HUB_PASSWORD": "only for this", "NNLEARN_HUB_HOMES": f"{root}/homes"}
        with hub.running(Path(root), **own) as address:
            hub.Visitor(address, "ada", "only for this").log_in()
            there = psutil.Process().children(recursive=True)
            (process,) = (one for one in there if "jupyterhub.singleuser" in one.cmdline())
            return process.memory_full_info().uss


def memory(measured):
    """Return the table of what was measured, {what: (end, largest, seconds)}."""
    rows = [
        f"| {what} | {end / 1e6:.0f} | {largest / 1e6:.0f} | {'' if seconds is None else f'{seconds:.0f}'} |"
        for what, (end, largest, seconds) in measured.items()
    ]
    head = "| Process | MB at the end | largest | processor seconds |\n|---|---|---|---|"
    return "\n".join([head, *rows])


def machines(measured):
    """Return the table of machines: memory for all at once, processors so that "Run All" together takes a minute."""
    each = (
        max(measured[what][1] for what in SERVERS if what in measured) + measured[LARGE][1] + measured[SMALL][1]
    ) / 1e9
    work = np.median([seconds for what, (_, _, seconds) in measured.items() if what.endswith("every cell")])
    rows = [f"| {n} | {n * each + SPARE:.0f} | {math.ceil(n * work / 60)} |" for n in CLASSES]
    head = "| Learners on one machine | GB | processors |\n|---|---|---|"
    words = f"""\
A learner has a server and two kernels, for instance lesson 16 and the exercises of 02: {each:.1f} GB. {SPARE} GB are
for the system. All cells of a lesson take {work:.0f} processor seconds (the median of the rows above); with as many
processors as in the last column everybody can press *Run All* in the same minute, and with half as many the room waits
for two. An explorer that plays needs a processor too, for as long as it plays. One thread per kernel: more only get in
each other's way. Counted is what a process has for itself (USS); what processes share, such as libraries
read from disk, the system keeps once, though `top` shows it for each."""
    return "\n".join([head, *rows]) + f"\n\n{words}"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into TEACHING.md")
    asked = parser.parse_args(arguments)
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as in the hub's example
    has_hub = importlib.util.find_spec("jupyterhub") and shutil.which("configurable-http-proxy")
    if asked.write and not has_hub:
        parser.error(
            "--write expected JupyterHub and its proxy, found none: hub/jupyterhub_config.py says how to get them"
        )
    counts = {SERVERS[0]: server, **({SERVERS[1]: hub_server} if has_hub else {})}
    measured = {what: (count(),) * 2 + (None,) for what, count in counts.items()}
    for what, source in tqdm(ROWS.items(), unit="kernel"):
        measured[what] = kernel(cells_of(source))
    text = f"{machine()}\n\n{memory(measured)}\n\n{machines(measured)}"
    print(text)
    if asked.write:
        page = FILE.read_text(encoding="utf-8")
        page = re.sub(
            r"(<!-- machines -->\n).*(<!-- /machines -->)", lambda m: f"{m[1]}{text}\n{m[2]}", page, flags=re.S
        )
        write_atomically(FILE, page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
