"""Run every test and say at the end, in one table, what passed: `make test`, `make lint`, `make test-portable`.

All parts run, also after one has failed; the exit status is 1 if any did. The last line counts everything.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = ["-m", "pytest", "-p", "no:cacheprovider"]
NBVAL = [*PYTEST, "--nbval-cell-timeout=120", "--dist", "loadfile", "-n", "2"]
STRICT = [*NBVAL, "--nbval", "notebooks", "solutions"]
LAX = [*NBVAL, "--nbval-lax", "exercises"]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

# name: (what Python is called with, what the environment adds)
LINT = {
    "lint": (["-m", "ruff", "check", "--output-format=concise", "."], {}),
    "format": (["-m", "ruff", "format", "--check", "."], {}),
    "types": (["-m", "mypy"], {}),
}
EVERYTHING = {
    **LINT,
    "unit, parity, architecture, lessons": ([*PYTEST, "-n", "2", "-m", "not browser", "tests"], ONE_THREAD),
    "docstring examples": ([*PYTEST, "--doctest-modules", "nnlearn"], ONE_THREAD),
    "notebooks and solutions": (STRICT, ONE_THREAD),
    "exercises": (LAX, ONE_THREAD),
    "browser": ([*PYTEST, "-m", "browser", "-rs", "tests"], {}),
}
PORTABLE = {
    f"{core}, {threads} thread": (STRICT, {name: threads for name in ONE_THREAD} | {"OPENBLAS_CORETYPE": core})
    for core in ("Haswell", "SkylakeX", "Nehalem")
    for threads in ("1", "2")
}


def run(command, extra):
    """Run one part with its output on the screen; return its exit status and all it printed."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"} | extra
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = []
    for line in process.stdout:
        print(line, end="", flush=True)
        said.append(line)
    return process.wait(), "".join(said)


def count(status, said):
    """Count passed, failed and skipped from pytest's closing line; any other program is one check."""
    closing = re.findall(r"^=*\s?((?:\d+ \w+,? ?)+) in [\d.]+s", said, re.MULTILINE)
    if not closing:  # ruff, mypy, or a pytest that ended before its summary
        return {"passed": int(status == 0), "failed": int(status != 0), "skipped": 0}
    found = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", closing[-1])}
    failed = found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)
    if status and not failed:  # pytest 5 "no tests ran", 3 "internal error"
        failed = 1
    return {"passed": found.get("passed", 0), "failed": failed, "skipped": found.get("skipped", 0)}


def main(parts):
    rows, total = [], {"passed": 0, "failed": 0, "skipped": 0}
    for name, (command, extra) in parts.items():
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        numbers = count(*run(command, extra))
        rows.append((name, numbers, time.monotonic() - start))
        total = {word: total[word] + numbers[word] for word in total}
    print(f"\n== summary\n{'part':<38}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for name, numbers, seconds in rows:
        print(f"{name:<38}{numbers['passed']:>8}{numbers['failed']:>8}{numbers['skipped']:>9}{seconds:>9.0f}")
    print(
        f"{total['passed']} passed, {total['failed']} failed" + f", {total['skipped']} skipped" * bool(total["skipped"])
    )
    return int(total["failed"] > 0)


if __name__ == "__main__":
    sys.exit(main({"lint": LINT, "portable": PORTABLE}.get("".join(sys.argv[1:]), EVERYTHING)))
