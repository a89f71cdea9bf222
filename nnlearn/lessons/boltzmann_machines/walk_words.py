"""What the energy explorer says of walkers in a small machine."""

from nnlearn.lessons.boltzmann_machines.columns import column_at, sweep_at
from nnlearn.lessons.boltzmann_machines.ring import under_ring
from nnlearn.lessons.boltzmann_machines.words import counted, edge, signs
from nnlearn.plots.numbers import fixed, significant


def title(view):
    """Return the first line."""
    if not view.at:
        who = "the walker is" if view.state.walkers == 1 else f"all {view.state.walkers} walkers are"
        return f"{len(view.p)} states, and {who} in one of them: {signs(view.code, view.cells)}"
    return (
        f"Total variation {fixed(view.gap, 3)} after {counted(view.at, 'sweep')}; "
        f"perfect draws would have {fixed(view.perfect, 3)}"
    )


def line(view):
    """Return the second line."""
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


def describe(view):
    """Return the alt text."""
    state, best = view.state, int(view.p.argmax())
    held = "".join(f", cell {i + 1} held at {'+' if up else '−'}" for i, up in view.held)
    return (
        f"A machine of {view.cells} cells, {state.machine}, T = {significant(state.temperature)}{held}, "
        f"{counted(state.walkers, 'walker')}. {title(view)}. {line(view)}. Most probable: {signs(best, view.cells)} "
        f"with {fixed(float(view.p[best]))}. Chosen: {edge(view, view.chosen)}."
    )


def hover(view, x, y):
    """Return what is at a place of the picture, in at most four short lines, or ""."""
    cells = view.cells
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
    s = [1 if view.code >> j & 1 else -1 for j in range(view.cells)]
    field = float(view.weight[i] @ s + view.bias[i])
    held = dict(view.held)
    name, sign = f"cell {i + 1}", "+" if s[i] > 0 else "−"
    if i in held:
        return f"{name}: held at {sign}\nclick to {'hold it at −' if held[i] else 'let it go'}"
    return f"{name}: {sign} now, field {fixed(field)}\nclick to hold it at +"
