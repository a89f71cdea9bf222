"""Play through the evening before and the morning of a class in a room, with the network cut in the morning.

python3 tools/rehearsal.py                              # everything, in a new folder: 10 to 20 minutes
python3 tools/rehearsal.py --folder DIR                 # in a folder of your choice, which stays
python3 tools/rehearsal.py --folder DIR --steps room    # some steps again, with what the others left there

Evening: a clone of this checkout is installed, looked over, and makes offline/, the handout and the slides. Morning:
the handout is unpacked as on a learner's machine, installed from offline/ and used. For the morning Linux's `unshare`
takes the network away, all but the loopback; elsewhere pip alone is kept from it, and the table says so. It needs git,
make and npm, and Chromium for the slides; it writes into its folder only.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import rehearsal_morning as morning

ROOT = Path(__file__).resolve().parents[1]
PASSED, FAILED, LEFT_OUT = "passed", "FAILED", "left out"


def clone(folder):
    """Clone this checkout, as it is committed."""
    there = folder / "instructor"
    shutil.rmtree(there, ignore_errors=True)
    morning.run(["git", "clone", "--quiet", "--no-local", "--depth=1", ROOT.as_uri(), str(there)], folder)
    return "what is not committed is left out"


def made(*words, says=r".*"):
    """Return a step that runs make in the instructor's clone, and returns what it says at last that fits a pattern."""

    def step(folder):
        found = re.findall(says, morning.run(["make", *words], folder / "instructor").strip())
        return next((one for one in reversed(found) if one), "")

    return step


EVENING = {  # step: (what it does, steps that it needs)
    "clone": (clone, ()),
    "install": (made("lab", "LAB_ARGS=--version"), ("clone",)),
    "doctor": (made("doctor"), ("install",)),
    "offline": (made("offline", says=r"\d+ packages, \d+ MB"), ("install",)),
    "handout": (made("handout", says=r"\d+ files, [\d.]+ MB"), ("install",)),
    "slides": (made("slides", says=r"\d+ decks?"), ("install",)),
    "browser": (morning.browser, ("install",)),
}
MORNING = {
    "cut": (morning.cut, ()),
    "unpack": (morning.unpack, ("handout", "offline")),
    "install again": (morning.install, ("unpack",)),
    "doctor again": (morning.doctor, ("install again",)),
    "lab": (morning.lab, ("install again",)),
    "check": (morning.check, ("install again",)),
    "room": (morning.room, ("install again",)),
    "class": (morning.class_of_forty, ("install again",)),
    "decks": (morning.decks, ("slides", "browser")),
}
STEPS = EVENING | MORNING


def play(folder, names, results):
    """Do steps in order; add (step, result, seconds, sentence) to the results, and print each."""
    for name in names:
        does, needs = STEPS[name]
        lacks = [one for one in needs if results.get(one, [PASSED])[0] != PASSED]
        start = time.monotonic()
        print(f"== {name}", flush=True)
        try:
            result = (LEFT_OUT, f"it needs {lacks[0]}") if lacks else (PASSED, does(folder) or "")
        except morning.Skip as why:
            result = LEFT_OUT, str(why)
        except Exception as error:  # each failure is a row of the table
            result = (
                FAILED,
                f"{type(error).__name__}: {error}" if not isinstance(error, morning.Failure) else str(error),
            )
        results[name] = [result[0], round(time.monotonic() - start, 1), result[1]]
        print(f"   {result[0]} after {results[name][1]} s. {result[1]}", flush=True)
        (folder / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")


def without_network(folder, names, results):
    """Do the steps of the morning in a namespace that has no network, where there can be one."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    around = ["unshare", "--net", *([] if root else ["--map-root-user"])]
    possible = shutil.which("unshare") and subprocess.run([*around, "true"], capture_output=True).returncode == 0
    if not possible:
        play(folder, names, results)
        return
    again = [sys.executable, str(Path(__file__).resolve()), "--folder", str(folder), "--inside", "--steps", *names]
    subprocess.run([*around, *again], check=False)
    results.update(json.loads((folder / "results.json").read_text(encoding="utf-8")))
    for name in names:
        results.setdefault(name, [FAILED, 0.0, "the rehearsal itself ended before it"])


def table(names, results):
    """Return the table of all steps."""
    rows = [(name, *results.get(name, [LEFT_OUT, 0.0, ""])) for name in names]
    wide = max(len(row[0]) for row in rows) + 2
    lines = [f"{name:<{wide}}{result:<10}{seconds:>7.1f} s  {sentence}" for name, result, seconds, sentence in rows]
    failed = [row[0] for row in rows if row[1] == FAILED]
    end = f"{len(failed)} failed: {', '.join(failed)}" if failed else "nothing failed"
    return "\n".join(["== rehearsal", *lines, f"{sum(row[2] for row in rows):.0f} s; {end}"])


def main(given=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where to play it; without it in a new one, which stays")
    parser.add_argument("--steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(given)
    if unknown := [name for name in asked.steps or () if name not in STEPS]:
        parser.error(f"there is no step {unknown[0]!r}; the steps are {', '.join(STEPS)}")
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="rehearsal-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    kept = folder / "results.json"
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    names = [name for name in STEPS if not asked.steps or name in asked.steps]
    for name in () if asked.inside else names:
        results.pop(name, None)
    if asked.inside:
        morning.loopback()
        play(folder, names, results)
        return 0
    print(f"The rehearsal is played in {folder}, which stays.", flush=True)
    play(folder, [name for name in names if name in EVENING], results)
    later = [name for name in names if name in MORNING]
    if later:
        kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
        without_network(folder, later, results)
    print(table(names, results))
    return int(any(results[name][0] == FAILED for name in names))


if __name__ == "__main__":
    sys.exit(main())
