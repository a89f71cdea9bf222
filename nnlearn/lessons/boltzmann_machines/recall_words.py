"""What the energy explorer says of a memory that settles."""

from nnlearn.lessons.boltzmann_machines.board import under_board
from nnlearn.lessons.boltzmann_machines.recall import NAMES
from nnlearn.lessons.boltzmann_machines.words import counted
from nnlearn.plots.numbers import fixed


def title(view):
    """Return the first line."""
    head = "At rest" if view.at == view.reached else f"After {counted(view.at, 'flip')}"
    return f"{head}: {verdict(view)}"


def line(view):
    """Return the second line."""
    left = view.reached - view.at
    rest = "no cell wants to flip" if not left else f"{counted(left, 'flip')} to go"
    return f"Given {given(view)}. Energy {fixed(view.energy)}, {rest}"


def given(view):
    """Return what the memory was given."""
    state = view.state
    if state.drawn >= 0:
        return "your drawing"
    return f"a {state.digit} with {counted(state.spoiled, 'wrong cell')}" if state.spoiled else f"a {state.digit}"


def verdict(view):
    """Return what the board is."""
    if view.overlap.max() == 1:
        return f"the stored {view.nearest}"
    if view.overlap.min() == -1:
        return f"the negative of the stored {int(view.overlap.argmin())}"
    return f"no stored digit; the nearest is the {view.nearest}, overlap {fixed(float(view.overlap.max()))}"


def describe(view):
    """Return the alt text."""
    state = view.state
    overlaps = ", ".join(f"{k}: {fixed(float(overlap))}" for k, overlap in enumerate(view.overlap))
    return (
        f"A memory of 64 cells, {counted(state.stored, 'digit')} stored by {NAMES[state.rule]}. {title(view)}. "
        f"{line(view)}. Overlaps {overlaps}. The pen is at row {state.pen // 8 + 1}, column {state.pen % 8 + 1}."
    )


def hover(view, x, y):
    """Return what is at a place of the picture, in at most four short lines, or ""."""
    found = under_board(view, x, y)
    if found is None:
        return ""
    kind, k = found
    if kind == "stored":
        return f"stored {k}, overlap {fixed(float(view.overlap[k]))}\nclick to spoil this one"
    if kind == "fall":
        return f"after {counted(k, 'flip')}: energy {fixed(float(view.settling.energies[k]))}\nclick to go there"
    cells = view.board if kind == "board" else view.cue
    ink = "ink, +" if cells[k] > 0 else "paper, −"
    return f"row {k // 8 + 1}, column {k % 8 + 1}: {ink}" + ("\ndrag to draw" if kind == "board" else "")
