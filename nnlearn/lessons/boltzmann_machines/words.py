"""What the energy explorer says in words."""

from nnlearn.lessons.boltzmann_machines.board import under_board
from nnlearn.lessons.boltzmann_machines.columns import column_at, sweep_at
from nnlearn.lessons.boltzmann_machines.recall import NAMES
from nnlearn.lessons.boltzmann_machines.ring import under_ring
from nnlearn.lessons.boltzmann_machines.view import is_landscape
from nnlearn.plots.numbers import fixed, significant


def signs(code, cells):
    """Return a state as signs, the first cell first.

    Examples
    --------
    >>> signs(0b0101, 4)
    '+−+−'
    """
    return "".join("+" if code >> i & 1 else "−" for i in range(cells))


def counted(count, name):
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "sweep"), counted(1000, "sweep")
    ('1 sweep', '1,000 sweeps')
    """
    return f"{count:,} {name}{'' if count == 1 else 's'}"


# The two lines above the picture.


def title(view):
    """Return the first line."""
    if not is_landscape(view):
        return _recalled(view)
    if not view.at:
        who = "the walker is" if view.state.walkers == 1 else f"all {view.state.walkers} walkers are"
        return f"{len(view.p)} states, and {who} in one of them: {signs(view.code, view.state.cells)}"
    return (
        f"Total variation {fixed(view.gap, 3)} after {counted(view.at, 'sweep')}; "
        f"perfect draws would have {fixed(view.perfect, 3)}"
    )


def line(view):
    """Return the second line."""
    if not is_landscape(view):
        return _fall(view)
    if view.draws:
        return drawn(view)
    if not view.at:
        return "Press Play: the dots climb to the columns"
    return f"Mean energy of the visits {fixed(view.mean)}; exactly {fixed(view.exact_mean)}"


def drawn(view):
    """Return what the last cell felt, and what it became."""
    draw = view.draws[-1]
    up = bool(draw.after >> draw.cell & 1)
    sign = "+" if up else "−"
    if draw.after == draw.before:
        ends = f"stays {sign}"
    else:
        ends = f"{'falls' if (draw.field > 0) == up else 'jumps'} to {sign}"
    return f"Cell {draw.cell + 1} has the field {fixed(draw.field)}: + with probability {fixed(draw.chance)}. It {ends}"


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


def _recalled(view):
    head = "At rest" if view.at == view.reached else f"After {counted(view.at, 'flip')}"
    return f"{head}: {verdict(view)}"


def _fall(view):
    left = view.reached - view.at
    rest = "no cell wants to flip" if not left else f"{counted(left, 'flip')} to go"
    return f"Given {given(view)}. Energy {fixed(view.energy)}, {rest}"


def describe(view):
    """Return the alt text."""
    state = view.state
    if not is_landscape(view):
        names = ", ".join(f"{k}: {fixed(float(overlap))}" for k, overlap in enumerate(view.overlap))
        return (
            f"A memory of 64 cells, {counted(state.stored, 'digit')} stored by {NAMES[state.rule]}. {title(view)}. "
            f"{line(view)}. Overlaps {names}. The pen is at row {state.pen // 8 + 1}, column {state.pen % 8 + 1}."
        )
    best = int(view.p.argmax())
    held = "".join(f", cell {i + 1} held at {'+' if up else '−'}" for i, up in state.clamped)
    return (
        f"A machine of {state.cells} cells, {state.machine}, T = {significant(state.temperature)}{held}, "
        f"{counted(state.walkers, 'walker')}. {title(view)}. {line(view)}. Most probable: {signs(best, state.cells)} "
        f"with {fixed(float(view.p[best]))}. Chosen: {edge(view, state.chosen)}."
    )


# What lies under the pointer.


def edge(view, pair):
    """Return a weight or a bias."""
    i, j = pair
    if i == j:
        return f"bias of cell {i + 1}: {fixed(float(view.bias[i]))}"
    return f"weight between cells {i + 1} and {j + 1}: {fixed(float(view.weight[i, j]))}"


def hover(view, x, y):
    """Return what is at a place of the picture, in at most four short lines, or ""."""
    return (_in_landscape if is_landscape(view) else _in_memory)(view, x, y)


def _in_landscape(view, x, y):
    cells = view.state.cells
    found = under_ring(cells, x, y)
    if found and found[0] == "edge":
        return f"{edge(view, found[1])}\ndrag up or down to change it"
    if found:
        return _cell(view, found[1])
    code = column_at(view, x, y)
    if code is not None:
        seen = f"visits {int(view.counts[code]):,}, share {significant(float(view.share[code]), 2)}"
        return (
            f"state {signs(code, cells)}: energy {fixed(float(view.energy[code]))}\n"
            f"probability {significant(float(view.p[code]), 2)}\n{seen}\nclick to start there"
        )
    sweep = sweep_at(view, x, y)
    if sweep is None:
        return ""
    code = int(view.trace[sweep])
    return f"after {counted(sweep, 'sweep')}: {signs(code, cells)}\nenergy {fixed(float(view.energy[code]))}"


def _cell(view, i):
    s = [1 if view.code >> j & 1 else -1 for j in range(view.state.cells)]
    field = float(view.weight[i] @ s + view.bias[i])
    held = dict(view.state.clamped)
    name, sign = f"cell {i + 1}", "+" if s[i] > 0 else "−"
    if i in held:
        return f"{name}: held at {sign}\nclick to {'hold it at −' if held[i] else 'let it go'}"
    return f"{name}: {sign} now, field {fixed(field)}\nclick to hold it at +"


def _in_memory(view, x, y):
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
