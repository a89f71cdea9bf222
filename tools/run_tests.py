"""Run the tests and say at the end, in one table, what passed: `make test`, `make test PART=lessons`, `make test-all`.

All parts run, even after one has failed; the exit status is 1 if any did. The last line counts everything.
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
NO_BAR = {**ONE_THREAD, "TQDM_DISABLE": "1"}  # on a busy machine an example may take long enough to show its progress
WALKERS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/test_*.py"))
TESTS = {  # part: the folders and files of its tests; every test file belongs to one
    "library": ["tests/library"],
    "explorers": ["tests/explorers"],
    "lessons": ["tests/lessons", "tests/checks", "tests/grading"],
    "app": ["tests/app", "tests/tools", "tests/datasets", "tests/plots", *WALKERS],
    "browser": ["tests/browser"],
}


def on_two_workers(marked, *paths):
    """Return the command and the environment of tests on two workers with one thread each."""
    return [*PYTEST, "-n", "2", "-m", marked, *SLOWEST, *paths], ONE_THREAD


# part: {row of the table: (what Python is called with, what the environment adds)}
PARTS = {
    "lint": {
        "lint": (["-m", "ruff", "check", "--output-format=concise", "."], {}),
        "format": (["-m", "ruff", "format", "--check", "."], {}),
        "types": (["-m", "mypy"], {}),
    },
    **{part: {part: on_two_workers("not whole", *paths)} for part, paths in TESTS.items() if part != "browser"},
    "examples": {"examples": ([*PYTEST, "-n", "2", "--doctest-modules", "nnlearn"], NO_BAR)},
    "notebooks": {"notebooks": (["tools/nbval_runs.py"], {})},
    "browser": {"browser": on_two_workers("not whole", "-rs", "--dist=loadscope", *TESTS["browser"])},
}
EVERYTHING = {name: row for rows in PARTS.values() for name, row in rows.items()}
WHOLE = {"whole": on_two_workers("whole", "tests")}
TWO_THREADS = {"notebooks on two threads": (["tools/nbval_runs.py", "--threads=2"], {})}
NUMBERS = {  # what another processor could change
    **{name: row for name, row in EVERYTHING.items() if name not in PARTS["lint"] and name != "browser"},
    **TWO_THREADS,
}


def portable():
    """Return the rows whose numbers may depend on the processor, once per emulated older one, and with two threads."""
    rows = dict(TWO_THREADS)
    for name in processors.OLDER:
        if not processors.computes(name):
            print(f"left out: this processor does not know the instructions of {name}", flush=True)
            continue
        older = processors.variables(name)
        rows |= {f"{name}: {row}": (command, extra | older) for row, (command, extra) in NUMBERS.items()}
    return rows


def chosen(words):
    """Return the rows that the command line asks for by names of parts (none: every part), "portable" or "all"."""
    if words == ["portable"]:
        return portable()
    if words == ["all"]:
        return EVERYTHING | WHOLE | portable()
    if unknown := [word for word in words if word not in PARTS]:
        raise SystemExit(f"there is no part {unknown[0]}; the parts are {', '.join(PARTS)}")
    return {name: row for part in words or PARTS for name, row in PARTS[part].items()}


def run(command, extra):
    """Run one row with its output on the screen; return its exit status and all it printed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # tests call make, too
    environment = own | {"PYTHONUNBUFFERED": "1"} | extra
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    printed = []
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, **streams) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            printed.append(line)
    return process.returncode, "".join(printed)


def count(status, printed):
    """Add up pytest's closing lines, "3 failed, 97 passed in 4.2s"; any other program is one check."""
    numbers = dict.fromkeys(COUNTED, 0)
    closings = re.findall(r"^=*\s?(\d+ \w+(?:, \d+ \w+)*) in [\d.]+s", printed, re.MULTILINE)
    for number, word in re.findall(r"(\d+) (\w+)", " ".join(closings)):
        word = "failed" if word in ("error", "errors") else word
        if word in numbers:
            numbers[word] += int(number)
    if status and not numbers["failed"]:  # a linter's findings, or a pytest that broke before its summary
        numbers["failed"] = 1
    if not status and not closings:
        numbers["passed"] = 1
    return numbers


def processor_seconds():
    """Return the processor time of all processes that were started here and have ended; 0 on Windows."""
    times = os.times()
    return times.children_user + times.children_system


def main(rows):
    """Run the rows, print the table, and return the exit status."""
    done = []
    for name, (command, extra) in rows.items():
        print(f"\n== {name}", flush=True)
        start, spent = time.monotonic(), processor_seconds()
        numbers = count(*run(command, extra))
        done.append((name, numbers, time.monotonic() - start, processor_seconds() - spent))
    wide = max(map(len, rows)) + 2
    heads = (*COUNTED, "seconds", "processor")
    print(f"\n== summary\n{'part':<{wide}}" + "".join(f"{word:>11}" for word in heads))
    for name, numbers, *seconds in done:
        values = [*(numbers[word] for word in COUNTED), *map(round, seconds)]
        print(f"{name:<{wide}}" + "".join(f"{value:>11}" for value in values))
    total = {word: sum(numbers[word] for _, numbers, *_ in done) for word in COUNTED}
    print(", ".join(f"{total[word]} {word}" for word in COUNTED))
    return int(total["failed"] > 0)


if __name__ == "__main__":
    sys.exit(main(chosen(sys.argv[1:])))
