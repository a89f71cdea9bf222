"""Pass every bad value to every argument of everything public, and print what came of it.

    python tools/fuzz.py --side numpy --only Linear

Prints the counts by outcome and each fault: a value that was taken and gives garbage, an exception of another kind, or
a message that does not say who, expected and got. The test takes a sample (tests/library/test_fuzz_kinds.py).
"""

import argparse
import collections
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "library"))

from fuzzing.judge import Outcome
from fuzzing.right import RIGHT, right
from fuzzing.trials import SIDES, somewhere, trials


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", choices=SIDES, action="append", help="numpy or torch; both if left out")
    parser.add_argument("--only", default="", help="names that contain this word")
    parser.add_argument("--show", default="FAULT", help="print the trials whose outcome begins with this word")
    given = parser.parse_args()
    counts, reasons = collections.Counter(), collections.Counter()
    with somewhere():
        for trial in trials(given.side or tuple(SIDES), given.only):
            outcome, said = trial.outcome()
            counts[trial.side, outcome] += 1
            reasons[right(trial, outcome) if outcome is Outcome.RIGHT else None] += 1
            if outcome.value.startswith(given.show):
                print(f"{outcome.name:8} {trial}: {' '.join(said.split())[:200]}", flush=True)
    print(f"\n{sum(counts.values())} trials")
    for outcome in Outcome:
        found = [counts[side, outcome] for side in SIDES]
        print(
            f"{sum(found):6}  {outcome.value}  ({', '.join(map(' '.join, zip(SIDES, map(str, found), strict=True)))})"
        )
    if not given.side and not given.only:
        print(*(f"no longer needed in right.py: {reason}" for _, reason in RIGHT if reason not in reasons), sep="\n")
    return any(outcome.fault for _, outcome in counts)


if __name__ == "__main__":
    sys.exit(main())
