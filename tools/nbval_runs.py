"""Run the committed notebooks again and compare their outputs: a part of `make test` and `make test-portable`."""

import argparse
import subprocess
import sys
from pathlib import Path

from notebook_run import CELL_SECONDS, environment

ROOT = Path(__file__).resolve().parents[1]
RUNS = {  # nbval's option: its folders. A test makes sure that no committed notebook is left out.
    "--nbval": ("notebooks", "solutions"),
    "--nbval-lax": ("exercises",),
}
PYTEST = ["-m", "pytest", "--rootdir=.", "-p", "no:cacheprovider", "-p", "tools.nbval_verdicts"]
WORKERS = ["-n", "2", "--dist", "loadfile"]
NOTHING_COLLECTED = 5


def command(option, folders, threads=1):
    """Return the command of one run; OpenBLAS's threads wait busily, so with more of them there is one worker."""
    workers = WORKERS if threads == 1 else []
    return [sys.executable, *PYTEST, *workers, option, f"--nbval-cell-timeout={CELL_SECONDS}", *folders]


def run(root, threads=1):
    """Run all notebooks once; return True if every output is as stored."""
    fine = True
    for option, folders in RUNS.items():
        present = [folder for folder in folders if any((root / folder).glob("*.ipynb"))]
        if not present:
            continue
        with environment(threads) as variables:
            status = subprocess.run(command(option, present, threads), cwd=root, env=variables).returncode
        fine = fine and status in (0, NOTHING_COLLECTED)
    return fine


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(arguments)
    fine = run(options.root, options.threads)
    if not fine:
        print("If a new output is right (the library changed): python tools/notebooks.py NN --force", file=sys.stderr)
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
