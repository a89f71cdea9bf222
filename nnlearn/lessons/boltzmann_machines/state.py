"""The energy explorer's state: a small machine and its walkers, or a memory of digits; and what a change brings."""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.lessons.boltzmann_machines.recall import RULES
from nnlearn.lessons.boltzmann_machines.wake_sleep import DATA, EXACT
from nnlearn.lessons.boltzmann_machines.walker import MACHINES, MOST, place_of

LANDSCAPE, MEMORY, LEARNING = VIEWS = "landscape", "memory", "learning"
OWN = "my own"
STRONGEST = 2.0  # weight or bias
TICK = 0.1
SLEEPS = (("CD-1", 1), ("CD-2", 2), ("CD-5", 5), ("CD-25", 25), ("exact", EXACT))


@dataclass(frozen=True)
class State:
    """What the controls, the pointer and the keys of the energy explorer set."""

    view: str = pick(LANDSCAPE, VIEWS, "show")
    temperature: float = slide(1.0, 0.2, 3.0, 0.1, "temperature T", buttons="step")
    machine: str = pick("random weights", (*MACHINES, OWN), "machine")
    cells: int = slide(6, 4, MOST, 1, "cells", buttons="step")
    walkers: int = slide_over(1, (1, 10, 100), "walkers")
    stored: int = slide(2, 1, 10, 1, "digits stored", buttons="step")
    digit: int = slide(1, 0, 9, 1, "digit shown", buttons="step")
    spoiled: int = slide(8, 0, 32, 1, "cells spoiled", buttons="step")
    rule: str = pick("Hebb", RULES, "rule")
    data: str = pick(next(iter(DATA)), DATA, "data")
    sleep: int = pick(1, SLEEPS, "sleep phase")
    position: int = slide(0, 0, 1, 1, "step")  # sweeps, flips of the memory, or steps of learning
    cell: int = 0  # cells drawn of the next sweep
    weights: tuple = ()  # a packed machine, see `walker`; at first that of the name
    chosen: tuple = (0, 1)  # two cells whose weight the keys change; twice the same: its bias
    clamped: tuple = ()  # (cell, whether it is held at +1), in ascending order
    start: int = 0  # code of the state in which the walkers start
    drawn: int = -1  # a board of the reader's own as a number, bit by bit, or -1
    pen: int = 27  # the cell of the board that the keys are at


def next_state(state, **changes):
    """Return the state after changes, with what follows from them.

    Examples
    --------
    >>> own = next_state(State(), machine="two valleys", clamped=((0, True), (5, False)), start=32)
    >>> own.weights[:3], own.start
    ((0.0, 0.4, 0.4), 1)
    >>> next_state(own, cells=4).clamped
    ((0, True),)
    """
    new = replace(state, **{"cell": 0, **changes})
    if changes.get("weights"):
        named = next((name for name, known in MACHINES.items() if known == new.weights), OWN)
        new = replace(new, machine=changes.get("machine", named))
    elif new.machine != state.machine or not new.weights:
        known = state.weights or MACHINES["random weights"]
        new = replace(new, weights=MACHINES.get(new.machine, known))
    if {"digit", "spoiled"} & {name for name in changes if changes[name] != getattr(state, name)}:
        new = replace(new, drawn=changes.get("drawn", -1))
    if new.view != state.view:
        new = replace(new, position=changes.get("position", 0))
    return _within(new)


def _within(state):
    """Return the state without what belongs to cells that are gone."""
    clamped = tuple((i, up) for i, up in state.clamped if i < state.cells)
    start = state.start % 2**state.cells
    for i, up in clamped:
        start = start | 1 << i if up else start & ~(1 << i)
    last, (i, j) = state.cells - 1, state.chosen
    chosen = state.chosen if max(i, j) <= last else (min(i, last - 1), last)
    position, cell = state.position, state.cell
    if cell and cell >= state.cells - len(clamped):
        position, cell = position + 1, 0
    return replace(state, clamped=clamped, start=start, chosen=chosen, position=position, cell=cell)


def with_weight(state, i, j, value):
    """Return the changes that set the weight between two cells, or with i = j a bias, within its range.

    Examples
    --------
    >>> state = next_state(State())
    >>> changes = with_weight(state, 1, 0, 5.0)
    >>> changes["weights"][1], changes["chosen"]
    (2.0, (0, 1))
    """
    value = round(min(max(value, -STRONGEST), STRONGEST), 2)
    place = place_of(i, j)
    weights = (*state.weights[:place], value, *state.weights[place + 1 :])
    return {"weights": weights, "chosen": (min(i, j), max(i, j))}


def edges(cells):
    """Return all pairs of cells, and each cell with itself for its bias.

    Examples
    --------
    >>> edges(2)
    [(0, 1), (0, 0), (1, 1)]
    """
    return [(i, j) for i in range(cells) for j in range(i + 1, cells)] + [(i, i) for i in range(cells)]


def next_hold(state, cell):
    """Return `clamped` after a click on a cell: held at +1, then at -1, then free again.

    Examples
    --------
    >>> state = State()
    >>> for _ in range(3):
    ...     state = next_state(state, clamped=next_hold(state, 2))
    ...     print(state.clamped)
    ((2, True),)
    ((2, False),)
    ()
    """
    held = dict(state.clamped)
    if cell not in held:
        held[cell] = True
    elif held[cell]:
        held[cell] = False
    else:
        del held[cell]
    return tuple(sorted(held.items()))
