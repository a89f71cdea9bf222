"""What the dream explorer says: its title, its boards and arrows, the ten dreams, what lies under the pointer."""

from nnlearn.lessons.deep_belief_networks.dreamers import LABELS
from nnlearn.lessons.deep_belief_networks.state import DIGIT, DRAWS, EACH, NOISE, SIDE
from nnlearn.plots.numbers import fixed


def counted(count, name):
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "sweep"), counted(30, "sweep")
    ('1 sweep', '30 sweeps')
    """
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def article(digit):
    """Return a digit with its article.

    Examples
    --------
    >>> article(8), article(1)
    ('an 8', 'a 1')
    """
    return f"an {digit}" if digit == 8 else f"a {digit}"


def began(view):
    """Return what it starts from, in a few words."""
    state = view.state
    if state.start == NOISE:
        return "noise"
    return f"an unseen {view.label}" if state.start == DIGIT else "your drawing"


def title(view):
    """Return what is shown, in one line."""
    seen = read_as(view, view.dream)
    if view.goes_up:
        thing = "Your drawing" if view.state.start != DIGIT else f"An unseen {view.label}"
        say = "are held at" if view.asked else "say"
        return f"{thing} goes up, layer by layer; the label cells {say} {int(view.label_p.argmax())}"
    if view.at == 0:
        return f"Dream {view.dream + 1} begins as noise at the top, and the picture is noise too"
    return f"Dream {view.dream + 1} after {counted(view.at, 'sweep')} from {began(view)}: read as {seen}"


def read_as(view, k):
    """Return what the reader reads in a dream, and how sure it is."""
    return f"{article(view.reads[k])} ({fixed(view.reading[k].max())})"


def line(view):
    """Return what else there is to see, in one line."""
    state = view.state
    if view.flipped:
        cells = " and ".join(str(cell + 1) for cell in view.flipped[:3])
        more = " and others" if len(view.flipped) > 3 else ""
        name = "cell" if len(view.flipped) == 1 else "cells"
        now, then = (article(one.reads[view.dream]) for one in (view, view.before))
        return f"Top {name} {cells}{more} turned over: read as {now}, before as {then}."
    if view.goes_up:
        guess = "One machine: no guess on the way up." if state.depth == 1 else "Below the top, the way up is a guess."
        return f"{guess} Press Play: the top begins to dream."
    if view.asked:
        what = "one of each digit" if state.asked == EACH else article(state.asked)
        return f"Asked for {what}: {view.right} of the 10 dreams are read as asked."
    if view.at == 0:
        return "Nothing is asked for. Press Play: the top two boards argue, and each picture comes down once."
    found = sorted(set(view.reads.tolist()))
    return f"Nothing is asked for. {counted(len(found), 'digit')} in 10 dreams: {', '.join(map(str, found))}."


def board(view, layer):
    """Return the name of a layer of hidden cells and how many are on."""
    cells, _ = view.layers[layer]
    return f"layer {layer}: {int(cells[view.dream].sum())} on"


def arrow(view, layer):
    """Return what stands beside the arrow below a layer."""
    top = layer == view.state.depth
    if view.goes_up:
        return "up, into the top machine" if top else "up: a guess"
    if top:
        return "both ways, sweep after sweep"
    return "down, once for a picture"


def slot(layer):
    """Return what stands where a layer is missing."""
    return f"no layer {layer} (click to add)"


def labels(view):
    """Return what stands above the label cells."""
    return f"label cells: {view.asked[view.dream]} is held" if view.asked else "label cells"


def below(view, k):
    """Return what stands below a dream."""
    digit = int(view.reads[k])
    if view.goes_up:
        return ""
    if not view.asked:
        return f"reads {digit}"
    return f"{'✓' if digit == view.asked[k] else '✗'} reads {digit}"


def before(view):
    """Return what stands above the picture as it was before a cell was turned over."""
    return f"before: reads {view.before.reads[view.dream]}"


def chosen(view):
    """Return what stands above the map of a cell."""
    layer, cell = view.state.chosen
    if not layer:
        return f"pixel {cell + 1} chosen"
    return f"cell {cell + 1} {'roughly ' if layer > 1 else ''}adds"


def describe(view):
    """Return the alt text."""
    state, (layer, cell) = view.state, view.state.chosen
    layers = "; ".join(board(view, one) for one in range(state.depth, 0, -1))
    says = ", ".join(str(k) for k in range(LABELS) if view.label_cells[k]) or "none"
    ten = "".join(map(str, view.reads))
    pixels = "draws" if state.shown == DRAWS else "probabilities"
    on = "on" if view.layers[layer][0][view.dream, cell] else "off"
    where = f"cell {cell + 1} of layer {layer}" if layer else f"pixel {cell + 1}"
    return (
        f"{title(view)}. {line(view)} Boards of {counted(state.depth, 'hidden layer')}, {layers}; label cells on: "
        f"{says}. Pixels are shown as {pixels}; the ten dreams are read as {ten}. Chosen: {where}, which is {on}."
    )


# What lies under the pointer.


def cell_told(view, layer, cell):
    """Return what a cell of a board says."""
    cells, p = view.layers[layer]
    on, chance = ("on" if cells[view.dream, cell] else "off"), fixed(float(p[view.dream, cell]))
    does = "click: turn it over" if layer == view.state.depth else "click: see what it adds to the picture"
    return f"cell {cell + 1} of layer {layer}: {on}\ndrawn with probability {chance}\n{does}"


def pixel_told(view, pixel):
    """Return what a pixel of the picture says."""
    cells, p = view.layers[0]
    row, column = divmod(pixel, SIDE)
    drawn = "ink" if cells[view.dream, pixel] else "paper"
    chance = fixed(float(p[view.dream, pixel]))
    return f"row {row + 1}, column {column + 1}: {drawn}\ndrawn with p = {chance}\nclick: draw"


def label_told(view, k):
    """Return what a label cell says."""
    on, p = ("on" if view.label_cells[k] else "off"), fixed(float(view.label_p[k]))
    held = bool(view.asked) and view.asked[view.dream] == k
    does = "click: let it go" if held else f"click: ask for {article(k)}"
    return f"label cell {k}: {'held on' if held else on}\nprobability {p}\n{does}"


def dream_told(view, k):
    """Return what one of the ten dreams says."""
    wish = f", asked for {article(view.asked[k])}" if view.asked else ""
    return f"dream {k + 1}{wish}\nread as {read_as(view, k)}\nclick: put it into the stack"


def field_told(view, pixel):
    """Return what the chosen cell adds to a pixel."""
    layer, cell = view.state.chosen
    if not layer:
        return ""
    row, column = divmod(pixel, SIDE)
    size = fixed(float(view.field[pixel]))
    return f"cell {cell + 1} of layer {layer}, on, adds {size}\nto the score of row {row + 1}, column {column + 1}"
