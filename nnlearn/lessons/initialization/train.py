"""Train what the explorer ships: the loss after 200 steps from each gain, for every setting, with seed 0.

Run by hand, about four minutes on one quiet core:

    python -m nnlearn.lessons.initialization.train

It writes `outcomes.json`: for each setting the gains and the losses, null where numbers overflowed on the way.
`tests/lessons/test_explorer_initialization.py` trains a few of them again and compares.
"""

import itertools
import json

from nnlearn.lessons.initialization.learning import BATCH, RATE, STEPS, trained
from nnlearn.lessons.initialization.outcomes import RECORD, key
from nnlearn.lessons.initialization.propagation import FUNCTIONS, SCALES

GAINS = [0.1, 0.3, 0.5, 0.7, *(k / 20 for k in range(16, 41)), *(k / 10 for k in range(22, 41, 2))]
COARSE = [0.1, 0.5, 0.8, 1.0, 1.2, 1.4, 1.5, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0]  # for pixels that are not standardised
FEW = [0.1, 1.0, 2.0, 3.0, 4.0]  # for equal weights, where the gain matters little


def outcomes():
    """Return the losses of all settings."""
    found = {}
    for equal, scale, function, norm in itertools.product((False, True), SCALES, FUNCTIONS, (False, True)):
        gains = FEW if equal else GAINS if scale == "standardised" else COARSE
        runs = [trained(scale, function, gain, equal, norm, 0) for gain in gains]
        losses = [None if run.overflow else float(f"{run.loss:.4g}") for run in runs]
        found[key(scale, function, equal, norm)] = {"gains": gains, "losses": losses}
        print(key(scale, function, equal, norm), losses, flush=True)
    return found


if __name__ == "__main__":
    record = {"seed": 0, "rate": RATE, "batch": BATCH, "steps": STEPS, "outcomes": outcomes()}
    text = json.dumps(record, separators=(",", ":")).replace('},"', '},\n"')  # a line for each setting
    RECORD.write_text(text + "\n", encoding="utf-8")
