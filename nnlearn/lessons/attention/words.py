"""What the attention explorer says: its title, the row, the cell, what lies under the pointer, and its alt text."""

import numpy as np

from nnlearn.lessons.attention.networks import scores_of
from nnlearn.lessons.attention.reading import entropy
from nnlearn.lessons.attention.state import kind
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.strips import SEEN


def seen(letter):
    """Return a letter as it is shown: a space, too.

    Examples
    --------
    >>> seen("a"), seen(" ")
    ('a', '␣')
    """
    return SEEN.get(letter, letter)


def title(view):
    """Return the network and how good it is, in one line."""
    name, steps = view.state.network, view.state.steps
    after = f"{steps:,} steps" if steps else "no step"
    scores = scores_of(name, steps)
    if view.dates:
        other = "another seed, " if name != "dates" else ""
        return f"Dates, {other}after {after}: {fixed(100 * scores[0], 1)} % of 400 unseen dates right"
    if kind(view.state) == "copy":
        return f"Copying, after {after}: {fixed(100 * scores[0], 1)} % of what can be known is right"
    mask = ", no mask" if name != "names" else ""
    as_trained, alone = (fixed(score, 3) for score in scores)
    return f"Names{mask}, after {after}: loss {as_trained} as trained, {alone} letter by letter"


def row(view):
    """Return what the row does, in one line."""
    number, place = f"Row {view.at + 1} of {len(view.reading.writes)}", view.brightest
    said = f"{number}, after “{seen(view.reading.asks[view.at])}”, writes “{seen(view.writes)}”"
    most = f"looks most at “{seen(view.reading.text[place])}”: weight {fixed(view.row[place])}"
    return f"{said}, p = {fixed(view.chance)}; {most}; entropy {fixed(entropy(view.row), 1)} bits."


def hiding(view):
    """Return what hidden places do, in one line."""
    places = [place for place in view.state.hidden if place < len(view.reading.text)]
    if places:
        before, now = view.plain.writes, view.reading.writes
        other = sum(one != new for one, new in zip(before, now, strict=True))
        listed = ", ".join(f"“{seen(view.reading.text[place])}”" for place in places)
        named = f"{len(places)} letters" if len(places) > 4 else listed
        do = "writes" if other == 1 else "write"
        return f"Hidden: {named}. Of {len(now)} rows, {other} {do} another letter. r: show all."
    ends = "   · begins and ends a name." if kind(view.state) == "names" else ""
    return f"▾ hide this letter, and the row writes another one.   Click a letter to hide it.{ends}"


def describe(view):
    """Return the alt text."""
    head = "" if view.dates else f" Layer {view.layer + 1}, head {view.head + 1}."
    heat = f" Temperature {significant(view.state.temperature)}." if view.state.temperature != 1 else ""
    shown = {"weights": "", "scores": " The map shows scores.", "moved": " The map shows a × |v|."}[view.state.show]
    text = f" Reads “{view.reading.text}” and writes “{view.reading.writes}”."
    hidden = f" {hiding(view)}" if view.state.hidden else ""
    needed = "".join(seen(view.reading.text[k]) for k in np.flatnonzero(view.changes))
    single = f" Hiding one letter changes it: {needed}." if needed else " Hiding any one letter does not change it."
    return f"{title(view)}.{text}{head}{heat}{shown} {row(view)}{single}{hidden} {cell(view)}"


def cell(view):
    """Return how the score of the opened cell comes about, in one line."""
    score, weight = view.scores[view.at, view.place], view.row[view.place]
    if not np.isfinite(score):
        return f"Row {view.at + 1} may not look at “{seen(view.reading.text[view.place])}”: score −∞, weight 0."
    heat = f" / {significant(view.state.temperature)}" if view.state.temperature != 1 else ""
    total = fixed(score * view.divisor * view.state.temperature, 1)
    return f"q·k = {total};  / √{len(view.query)}{heat} = {fixed(score)} = s;  a = {fixed(weight)}"


def opened(view):
    """Return which cell is opened."""
    return f"cell of row {view.at + 1} and “{seen(view.reading.text[view.place])}”, opened"


def likely(view, number=4):
    """Return the most probable letters of the row, one a line."""
    chances = view.reading.chances[view.at]
    best = np.argsort(-chances, kind="stable")[:number]
    return "\n".join(f"{seen(view.reading.characters[code])}   {fixed(chances[code])}" for code in best)


# Under the pointer.


def letter(view, place):
    """Return what is known of a place of the text."""
    written = ", written by the network" if place >= view.reading.typed else ""
    said = f"place {place + 1}, “{seen(view.reading.text[place])}”{written}"
    if place in view.state.hidden:
        return f"{said}: hidden from all rows\nclick to show it"
    if not view.may_look[place]:
        return f"{said}: row {view.at + 1} may not look at it"
    effect = "makes the row write another letter" if view.changes[place] else "does not change the row's letter"
    return f"{said}: weight {fixed(view.row[place])} in row {view.at + 1}\nhiding it {effect}\nclick to hide it"


def place_of_map(view, at, place):
    """Return what is known of a cell of the map."""
    reading, score = view.reading, view.scores[at, place]
    said = f"row {at + 1}, writes “{seen(reading.writes[at])}”, at “{seen(reading.text[place])}”"
    if not np.isfinite(score):
        return f"{said}\nit may not look there: weight 0"
    weight, moved = fixed(view.weights[at, place]), significant(view.moved[at, place])
    return f"{said}\nscore {fixed(score)}, weight {weight}\na × |v| {moved}"


def product(view, number):
    """Return one of the products of query and key."""
    q, k = view.query[number] * view.state.temperature, view.key[number]
    return f"number {number + 1} of {len(view.query)}\nq × k = {fixed(q)} × {fixed(k)} = {fixed(q * k)}"
