"""What the energy explorer says of a machine that learns."""

from nnlearn.lessons.boltzmann_machines.phases import NAMES, under_phases
from nnlearn.lessons.boltzmann_machines.ring import under_ring
from nnlearn.lessons.boltzmann_machines.state import SLEEPS
from nnlearn.lessons.boltzmann_machines.wake_sleep import EXACT
from nnlearn.lessons.boltzmann_machines.words import counted, edge, signs
from nnlearn.plots.numbers import fixed, significant


def sleeps(view):
    """Return the name of the sleep phase."""
    return next(name for name, k in SLEEPS if k == view.state.sleep)


def title(view):
    """Return the first line."""
    return (
        f"{sleeps(view).capitalize() if view.state.sleep == EXACT else sleeps(view)}: mean log p "
        f"{fixed(view.curve[-1], 3)} after {counted(view.at, 'step')}; best possible {fixed(view.best, 3)}"
    )


def line(view):
    """Return the second line."""
    if view.state.sleep == EXACT:
        return "The sleep phase is exact: the change is the gradient of the mean log p"
    return f"Cosine between its change and the exact one: {fixed(view.cosine)}"


def describe(view):
    """Return the alt text."""
    states = ", ".join(
        f"{signs(int(code), view.cells)} {fixed(float(view.p[code]))} (data {fixed(float(view.data[code]))})"
        for code in view.shown[:4]
    )
    return f"A machine learns {view.state.data}. {title(view)}. {line(view)}. {states}. {edge(view, view.chosen)}."


def pair(view, i, j):
    """Return wake and sleep of a pair of cells."""
    wake, sleep, exact = (float(one[i, j]) for one in (view.wake, view.sleep, view.exact_sleep))
    return (
        f"wake {fixed(wake)} − sleep {fixed(sleep)} = {significant(wake - sleep, 2)}\n"
        f"exactly {fixed(wake)} − {fixed(exact)} = {significant(wake - exact, 2)}"
    )


def hover(view, x, y):
    """Return what is at a place of the picture, in at most four short lines, or ""."""
    found, place = under_ring(view.cells, x, y), under_phases(view, x, y)
    if found and found[0] == "edge":
        return f"{edge(view, found[1])}\n{pair(view, *found[1])}"
    if found:
        return f"cell {found[1] + 1}, visible\n{pair(view, found[1], found[1])}"
    if place is None:
        return ""
    kind, k = place
    if kind == "pair":
        which, i, j = k
        return f"{NAMES[which]}, {edge(view, (min(i, j), max(i, j)))}\n{pair(view, i, j)}"
    if kind == "step":
        return f"after {counted(k, 'step')}: {fixed(view.curve[k], 3)}\nexact gradient: {fixed(view.exact_curve[k], 3)}"
    if k == len(view.shown):
        return (
            f"all {len(view.p) - k} other states\nprobability {significant(float(view.heights[k]), 2)}, not in the data"
        )
    share = float(view.data[view.shown[k]])
    return (
        f"state {signs(int(view.shown[k]), view.cells)}\nprobability {significant(float(view.heights[k]), 2)}\n"
        f"share in the data {significant(share, 2)}"
    )
