"""The tour of the energy explorer: columns, one cell, a walk, a walk that lies, recall, and pictures nobody stored."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.boltzmann_machines.state import LANDSCAPE, MEMORY
from nnlearn.lessons.boltzmann_machines.view import CELLS, memory_of
from nnlearn.lessons.boltzmann_machines.words import counted, drawn, signs, verdict
from nnlearn.plots.numbers import fixed, significant

SMALL = {
    **{"view": LANDSCAPE, "machine": "random weights", "weights": (), "cells": 6, "temperature": 1.0, "walkers": 1},
    **{"clamped": (), "start": 21, "chosen": (0, 1), "cell": 0, "position": 0},
}
DIGITS = {"view": MEMORY, "stored": 2, "digit": 1, "spoiled": 8, "rule": "Hebb", "drawn": -1, "position": 0, "pen": 27}


def _columns(view):
    here, best = view.code, int(view.order[0])
    return (
        f"Each column is one of the {len(view.p)} states of these 6 cells. Low energy, high column: the first state, "
        f"{signs(best, 6)}, has energy {fixed(view.energy[best])} and probability {fixed(view.p[best])}. The walker "
        f"(orange) starts at energy {fixed(view.energy[here])}, in a state of probability "
        f"{significant(view.p[here], 2)}."
    )


def _one_cell(view):
    draw = view.draws[-1]
    change = view.energy[draw.after] - view.energy[draw.before]
    way = "up" if change > 0 else "down"
    return (
        f"One cell at a time looks at its neighbours and is drawn again. {drawn(view)}, and the energy goes {way} by "
        f"{fixed(abs(change))}."
    )


def _walk(view):
    return (
        f"After {counted(view.at, 'sweep')} the dots, the shares of visits, have climbed to the columns. The gap "
        f"between the two, the total variation, is {fixed(view.gap, 3)}. It never reaches 0: as many perfect draws "
        f"would have {fixed(view.perfect, 3)}."
    )


def _cold(view):
    lows = [code for code in view.order if view.p[code] > 0.1]
    seen = sum(view.counts[code] > 0 for code in lows)
    return (
        f"Two valleys, T = {significant(view.state.temperature)}. The walker is calm, and its mean energy, "
        f"{fixed(view.mean)}, is almost the exact {fixed(view.exact_mean)}. But it has seen {seen} of the {len(lows)} "
        f"valleys: the total variation is {fixed(view.gap)}."
    )


def _clamped(view):
    held = " and ".join(f"cell {i + 1} at {'+' if up else '−'}" for i, up in view.state.clamped)
    best = int(view.p.argmax())
    return (
        f"The squares hold {held}. {int((view.p > 0).sum())} states remain, and the walker fills in the rest: "
        f"{signs(best, 6)} has probability {fixed(view.p[best])} and {fixed(100 * view.share[best], 0)} % of the "
        "visits. That is recall: from a part to the whole."
    )


def _recall(view):
    energies = view.settling.energies
    return (
        f"Now a memory of {CELLS} cells that stores a 0 and a 1. A 1 with {counted(view.state.spoiled, 'wrong cell')} "
        f"falls from energy {fixed(energies[0], 1)} to {fixed(energies[-1], 1)}. Each of the {view.reached} flips "
        f"lowers it, and the board ends as {verdict(view)}."
    )


def _nobody(view):
    patterns = view.patterns
    alike = (patterns @ patterns.T / CELLS)[np.triu_indices(len(patterns), 1)].mean()
    cure = memory_of(type(view.state)(**{**vars(view.state), "rule": "pseudo-inverse"}))
    return (
        f"Now five digits are stored, and the same 1 ends in a picture that belongs to nobody: the nearest, the "
        f"{view.nearest}, has overlap {fixed(view.overlap.max())}. Digits are alike, with a mean overlap of "
        f"{fixed(alike)}. The pseudo-inverse would give back {verdict(cure)}."
    )


TOUR = (
    Stop(SMALL, _columns, "Press Play: which columns will it visit?"),
    Stop({**SMALL, "position": 3, "cell": 2}, _one_cell, "Press One cell: does it ever go up?"),
    Stop({**SMALL, "position": 1000}, _walk, "What do 100 walkers reach?"),
    Stop(
        {**SMALL, "machine": "two valleys", "start": 0, "temperature": 0.5, "position": 1000},
        _cold,
        "Raise T until it crosses.",
    ),
    Stop({**SMALL, "clamped": ((0, True), (3, False)), "position": 1000}, _clamped, "Click a cell to let it go."),
    Stop({**DIGITS, "position": 64}, _recall, "Rewind and press Play. How much can you spoil?"),
    Stop({**DIGITS, "stored": 5, "position": 64}, _nobody, "Which digits can be stored together?"),
)
