"""A fair contest: all rivals of a lab choose their settings on the same validation data, and meet the test once.

A lab is a module with these names:

SETTINGS    {rival: list of settings}, each a dict; the silly baselines have one, which is empty
RANDOM      the rivals that depend on a seed
CHOICE      min or max, and the measure by which a setting is chosen
predicted   (rival, setting, learn, ask, seed) -> what it says about the examples `ask`, having learned from `learn`
measures    (said, ask) -> {measure: value}
"""

import time
from typing import NamedTuple

import numpy as np


class Split(NamedTuple):
    """Which examples are for what, as indices."""

    train: np.ndarray  # to learn from while a setting is chosen
    validation: np.ndarray  # to choose by
    final: np.ndarray  # to learn from with the setting that was chosen: as a rule, both of them
    test: np.ndarray  # looked at once


def parted(train, validation, test):
    """Return a split in which the last model learns from training and validation data alike.

    Examples
    --------
    >>> parted(np.arange(3), np.arange(3, 5), np.arange(5, 7)).final
    array([0, 1, 2, 3, 4])
    """
    return Split(train, validation, np.concatenate([train, validation]), test)


def chosen(lab, rival, split, seeds=(0,), **how):
    """Return the setting that does best on the validation data, averaged over seeds, and what each came to.

    A rival with one setting has nothing to choose. `how` goes to the lab's `predicted`: nn, a side.
    """
    settings = lab.SETTINGS[rival]
    if len(settings) == 1:
        return settings[0], []
    better, measure = lab.CHOICE
    tried = []
    for setting in settings:
        found = [
            lab.measures(lab.predicted(rival, setting, split.train, split.validation, seed, **how), split.validation)
            for seed in (seeds if rival in lab.RANDOM else seeds[:1])
        ]
        tried.append(float(np.mean([one[measure] for one in found])))
    return settings[tried.index(better(tried))], tried


def contest(lab, split, seeds=(0,), choose=(0,), rivals=None, **how):
    """Yield a row for each rival and seed: the setting chosen, the processor seconds of the last model, its measures.

    Parameters
    ----------
    lab : module
    split : Split
    seeds : sequence of int
        Starts of the last model; rivals that do not depend on them run once.
    choose : sequence of int
        Starts that the choice of a setting is averaged over.
    rivals : sequence of str or None
        Some of the lab's rivals, or all.
    **how
        What the lab's `predicted` takes beyond that: nn, the side that trains the networks.
    """
    for rival in rivals or lab.SETTINGS:
        setting, tried = chosen(lab, rival, split, choose, **how)
        for seed in seeds if rival in lab.RANDOM else seeds[:1]:
            began = time.process_time()
            said = lab.predicted(rival, setting, split.final, split.test, seed, **how)
            row = {
                "rival": rival,
                "seed": seed,
                "setting": setting,
                "tried": [float(f"{one:.3g}") for one in tried if seed == seeds[0]],
            }
            yield row | {"seconds": round(time.process_time() - began, 2)} | lab.measures(said, split.test)
