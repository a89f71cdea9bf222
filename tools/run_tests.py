"""Run every test and say at the end, in one table, what passed: `make test`, `make lint`, `make test-portable`.

All parts run, also after one has failed; the exit status is 1 if any did. The last line counts everything.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import processors

ROOT = Path(__file__).resolve().parents[1]
PYTEST = ["-m", "pytest", "-p", "no:cacheprovider"]
SLOWEST = ["--durations=8", "--durations-min=5"]
COUNTED = ("passed", "failed", "skipped")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

# name: (what Python is called with, what the environment adds)
LINT = {
    "lint": (["-m", "ruff", "check", "--output-format=concise", "."], {}),
    "format": (["-m", "ruff", "format", "--check", "."], {}),
    "types": (["-m", "mypy"], {}),
}
EVERYTHING = {
    **LINT,
    "unit, parity, architecture, lessons": ([*PYTEST, "-n", "2", "-m", "not browser", *SLOWEST, "tests"], ONE_THREAD),
    "docstring examples": ([*PYTEST, "--doctest-modules", "nnlearn"], ONE_THREAD),
    "notebooks, solutions, exercises": (["tools/nbval_runs.py"], {}),
    "browser": ([*PYTEST, "-m", "browser", "-rs", *SLOWEST, "tests"], {}),
}
TWO_THREADS = {"notebooks on two threads": (["tools/nbval_runs.py", "--threads=2"], {})}
NUMBERS = {  # the parts that another processor could change
    **{name: part for name, part in EVERYTHING.items() if name not in LINT and name != "browser"},
    **TWO_THREADS,
}


def portable():
    """What a processor could change, as each older processor, and what `make test` does not run: two threads here."""
    parts = dict(TWO_THREADS)
    for name in processors.OLDER:
        if not processors.computes(name):
            print(f"left out: this processor does not know the instructions of {name}", flush=True)
            continue
        older = processors.variables(name)
        parts |= {f"{name}: {part}": (command, extra | older) for part, (command, extra) in NUMBERS.items()}
    return parts


def run(command, extra):
    """Run one part with its output on the screen; return its exit status and all it printed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # tests call make, too
    environment = own | {"PYTHONUNBUFFERED": "1"} | extra
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    said = []
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, **streams) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            said.append(line)
    return process.returncode, "".join(said)


def count(status, said):
    """Add up pytest's closing lines, "3 failed, 97 passed in 4.2s"; any other program is one check."""
    numbers = dict.fromkeys(COUNTED, 0)
    closings = re.findall(r"^=*\s?(\d+ \w+(?:, \d+ \w+)*) in [\d.]+s", said, re.MULTILINE)
    for number, word in re.findall(r"(\d+) (\w+)", " ".join(closings)):
        word = "failed" if word in ("error", "errors") else word
        if word in numbers:
            numbers[word] += int(number)
    if status and not numbers["failed"]:  # a linter's findings, or a pytest that broke before its summary
        numbers["failed"] = 1
    if not status and not closings:
        numbers["passed"] = 1
    return numbers


def main(parts):
    rows = []
    for name, (command, extra) in parts.items():
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        numbers = count(*run(command, extra))
        rows.append((name, numbers, time.monotonic() - start))
    wide = max(map(len, parts)) + 2
    print(f"\n== summary\n{'part':<{wide}}" + "".join(f"{word:>9}" for word in (*COUNTED, "seconds")))
    for name, numbers, seconds in rows:
        print(f"{name:<{wide}}" + "".join(f"{numbers[word]:>9}" for word in COUNTED) + f"{seconds:>9.0f}")
    total = {word: sum(numbers[word] for _, numbers, _ in rows) for word in COUNTED}
    print(", ".join(f"{total[word]} {word}" for word in COUNTED))
    return int(total["failed"] > 0)


if __name__ == "__main__":
    asked = "".join(sys.argv[1:])
    sys.exit(main(portable() if asked == "portable" else LINT if asked == "lint" else EVERYTHING))
