"""The card explorer's state: how much is tried and tested, which line stands on which cell, which card is shown."""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide, slide_over, switch
from nnlearn.lessons.capstone.starts import STARTS

SIZES = (50, 100, 150, 200, 300, 400, 500, 700, 1000, 1400, 2000)  # of the test set
SEEDS = 20
NONE = "none"
CELLS = (NONE, "2 question", "4 seal", "9 ledger", "11 rival", "14 test", "15 starts", "16 pairs", "17 digits",
         "20 attack", "23 map")  # fmt: skip
CLAIMS = ("question", "data", "ledger", "accuracy", "spread", "rival", "difference", "worst digit", "attack", "map")
SHOWN = (1, 2, 3, 5, 6, 4, 7, 8, 9, 10)  # the cell that shows each claim
BEGUN = (1, 2, 3, 5, 6, 4, 7, 0, 0, 10)  # what the card says at first
WEIGHED = ("accuracy", "spread", "difference", "worst digit", "attack", "map")  # claims about these weights
HONEST = "honest"
CARDS = (HONEST, "A", "B", "C", "D", "E", "F")
EVERY = (1 << len(CLAIMS)) - 1


@dataclass(frozen=True)
class State:
    """Settings of the card explorer."""

    tries: int = slide(20, 1, STARTS, 1, "tries", buttons="step")
    test_size: int = slide_over(300, SIZES, "test set", "examples")
    seeds: int = slide(5, 1, SEEDS, 1, "starts in the mean", buttons="step")
    paired: bool = switch(False, "paired")
    retrained: bool = switch(False, "trained again")
    claim: str = pick("accuracy", CLAIMS, "line")
    evidence: str = pick(CELLS[5], CELLS, "its cell")
    card: str = pick(HONEST, CARDS, "card")
    reveal: bool = switch(False, "reveal")
    cells: tuple = ()  # the number of each claim's cell; 0 is none
    done: int = EVERY  # claims computed for the weights of today: bit k stands for claim k
    pulled: tuple = ()  # where the pointer drags a claim, in pixels


def next_state(state, **changes):
    """Return the state after changes: a line that is put on a cell is computed, and its cell stays with it.

    Examples
    --------
    >>> state = next_state(State(), claim="worst digit")
    >>> state.evidence, next_state(state, evidence="17 digits").cells[7]
    ('none', 8)
    >>> next_state(State(), retrained=True).done
    0
    """
    new = replace(state, **changes)
    if new.claim not in CLAIMS or new.evidence not in CELLS:
        return new  # its control says which there are
    cells, put = list(new.cells or BEGUN), "evidence" in changes
    if not state.cells and new.evidence != State.evidence:
        put = True  # a start that somebody chose
    if new.retrained != state.retrained and "done" not in changes:
        new = replace(new, done=0 if new.retrained else EVERY)
    if new.card not in (HONEST, state.card) and "cells" not in changes:
        cells = list(SHOWN)
    number = CLAIMS.index(new.claim)
    if put:
        cells[number] = CELLS.index(new.evidence)
        new = replace(new, done=new.done | 1 << number)
    return replace(new, cells=tuple(cells), evidence=CELLS[cells[number]])


def next_of(options, value):
    """Return what comes after a value, the first after the last.

    Examples
    --------
    >>> next_of("abc", "a"), next_of("abc", "c")
    ('b', 'a')
    """
    return options[(options.index(value) + 1) % len(options)]
