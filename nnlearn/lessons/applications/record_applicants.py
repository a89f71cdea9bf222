"""Let the models of lab A learn, and record what risk they see in 300 applicants, five times, in applicants.json.

Run by hand; it takes about a minute on one core:

    python -m nnlearn.lessons.applications.record_applicants

A draw leaves out 90 bad and 210 good loans. Of the other 700, 200 are the validation data, on which each model chooses
among the settings of lab A; then it learns from all 700.
"""

import json
import time

import numpy as np

from nnlearn.files import write_atomically
from nnlearn.lessons.applications import loans
from nnlearn.lessons.applications.contest import chosen, parted
from nnlearn.lessons.applications.risks import APPLICANTS, DRAWS, MODELS, RECORD, UNIT, VALIDATION


def split(draw):
    """Return the rows of a draw, with the same share of bad loans in each part.

    Examples
    --------
    >>> [len(part) for part in split(0)]
    [500, 200, 700, 300]
    """
    y, rng = loans.data()[1], np.random.default_rng(draw)
    parts: list[list] = [[], [], []]
    for label in (0, 1):
        which = rng.permutation(np.flatnonzero(y == label))
        share = len(which) / len(y)
        ends = [round(share * APPLICANTS), round(share * (APPLICANTS + VALIDATION))]
        for part, found in zip(parts, np.split(which, ends), strict=True):
            part.append(found)
    test, validation, train = (np.sort(np.concatenate(part)) for part in parts)
    return parted(train, validation, test)


def main():
    """Record all draws."""
    began, draws = time.process_time(), []
    for draw in range(DRAWS):
        parts = split(draw)
        found = {"rows": parts.test.tolist(), "settings": {}, "risks": {}}
        for model in MODELS:
            found["settings"][model], _ = chosen(loans, model, parts, seeds=(draw,))
            said = loans.predicted(model, found["settings"][model], parts.final, parts.test, draw)
            found["risks"][model] = np.round(np.clip(said, 1 / UNIT, 1 - 1 / UNIT) * UNIT).astype(int).tolist()
        draws.append(found)
    record = {"seconds": round(time.process_time() - began, 1), "draws": draws}
    write_atomically(RECORD, json.dumps(record, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
