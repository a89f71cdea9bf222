"""The tour of the energy explorer: columns, a cell, a walk, a walk that lies, recall, pictures of nobody, learning."""

from dataclasses import replace

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.boltzmann_machines.recall_words import verdict
from nnlearn.lessons.boltzmann_machines.spins import boltzmann, energies, states
from nnlearn.lessons.boltzmann_machines.state import LANDSCAPE, LEARNING, MEMORY
from nnlearn.lessons.boltzmann_machines.view import CELLS, memory_of
from nnlearn.lessons.boltzmann_machines.wake_sleep import DATA, EXACT, Learner, split
from nnlearn.lessons.boltzmann_machines.walk_words import drawn
from nnlearn.lessons.boltzmann_machines.words import counted, signs
from nnlearn.plots.numbers import fixed, significant

SMALL = {
    **{"view": LANDSCAPE, "machine": "random weights", "weights": (), "cells": 6, "temperature": 1.0, "walkers": 1},
    **{"clamped": (), "start": 21, "chosen": (0, 1), "cell": 0, "position": 0},
}
LEARN = {"view": LEARNING, "sleep": 1, "data": next(iter(DATA)), "chosen": (0, 1), "position": 400}
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


def _nobody(view):
    patterns = view.patterns
    alike = (patterns @ patterns.T / CELLS)[np.triu_indices(len(patterns), 1)].mean()
    two, cure = (memory_of(replace(view.state, **change)) for change in ({"stored": 2}, {"rule": "pseudo-inverse"}))
    return (
        f"A memory of {CELLS} cells: each flip lowers the energy until the board is at rest. With 2 digits stored, "
        f"this spoiled 1 ended as {verdict(two)}. With {view.state.stored} it ends in a picture that belongs to "
        f"nobody: digits are alike, with a mean overlap of {fixed(alike)}. The pseudo-inverse finds {verdict(cure)}."
    )


def _learning(view):
    one = DATA[view.state.data] > 0
    exact = Learner(DATA[view.state.data], EXACT).to(view.at)
    weight, bias = split(exact.weights[view.at])
    p = boltzmann(energies(weight, bias, states(view.cells)))
    mine, right = (", ".join(fixed(share[code]) for code in view.order[: one.sum()]) for share in (view.p, p))
    return (
        f"A machine learns two pictures by wake minus sleep. With CD-1 sleep starts at the data, and soon it no longer "
        f"gets to the other valley: after {counted(view.at, 'step')} the columns are {mine}, with the exact gradient "
        f"{right}. The cosine of CD-1's change with the exact one was 1 at the start and is {fixed(view.cosine)} now."
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
    Stop({**DIGITS, "stored": 5, "position": 64}, _nobody, "Set 2 digits, Rewind and Play: how much can you spoil?"),
    Stop(LEARN, _learning, "Which k is enough?"),
)
