"""Run the committed notebooks again and compare their outputs: a part of `make test`, and `make test-portable`."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from notebook_run import CELL_SECONDS, environment

ROOT = Path(__file__).resolve().parents[1]
RUNS = {  # nbval's option: the folders it runs over. A test sees to it that no committed notebook is left out.
    "--nbval": ("notebooks", "solutions"),
    "--nbval-lax": ("exercises",),
}
PYTEST = ["-m", "pytest", "--rootdir=.", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]
NOTHING_COLLECTED = 5
PORTABLE = [  # (OPENBLAS_CORETYPE, threads); the processor's own kernels with one thread are what `make test` runs
    ("Haswell", 1),
    ("SkylakeX", 1),
    ("Nehalem", 1),
    (None, 2),
    ("Haswell", 2),
]


def command(option, folders):
    """The command line of one run."""
    return [sys.executable, *PYTEST, option, f"--nbval-cell-timeout={CELL_SECONDS}", *folders]


def run(root, coretype=None, threads=1):
    """Run all notebooks once; return True if every output is as stored."""
    fine = True
    for option, folders in RUNS.items():
        present = [folder for folder in folders if any((root / folder).glob("*.ipynb"))]
        if not present:
            continue
        with environment(threads) as variables:
            if coretype:
                variables["OPENBLAS_CORETYPE"] = coretype
            status = subprocess.run(command(option, present), cwd=root, env=variables).returncode
        fine = fine and status in (0, NOTHING_COLLECTED)
    return fine


def computes(coretype):
    """Tell whether this processor knows the instructions of a kind: Python dies where it does not."""
    product = "import numpy as np; a = np.ones((64, 64), np.float32); a @ a"
    variables = {**os.environ, "OPENBLAS_CORETYPE": coretype}
    return subprocess.run([sys.executable, "-c", product], env=variables, capture_output=True).returncode == 0


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--portable", action="store_true", help="as three processors and with two threads")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(arguments)
    fine = True
    for coretype, threads in PORTABLE if options.portable else [(None, 1)]:
        print(f"notebooks as {coretype or 'this processor'}, {threads} thread{'s' * (threads > 1)}", flush=True)
        if coretype and not computes(coretype):
            print(f"left out: this processor does not know the instructions of {coretype}", flush=True)
            continue
        fine = run(options.root, coretype, threads) and fine
    if not fine:
        print("If a new output is right (the library changed): python tools/notebooks.py NN --force", file=sys.stderr)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
