"""What the backpropagation explorer says in words, made from its view."""

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.backpropagation.layout import blocks
from nnlearn.lessons.backpropagation.network import BUGS, SIZES, data, judged, parameters
from nnlearn.lessons.backpropagation.steps import ARRIVALS, CHECKED, CLOSE, FORWARD_DONE, STEPS, agreeing
from nnlearn.lessons.backpropagation.sums import NAMES, chosen
from nnlearn.plots.numbers import fixed, significant

SPECIES = datasets.iris().classes


def title(view):
    """Return what this step does; after the check, its result."""
    if view.at == CHECKED:
        good, count = agreeing(view)
        return f"{good} of {count} gradients agree with central differences"
    if not view.at:
        return "Nothing is computed yet: there are 73 weights and biases, and twelve flowers"
    return f"Step {view.at} of {len(STEPS)}. {STEPS[view.at - 1][2]}"


def line(view):
    """Return what the network says of the flower; after the check, the pattern that the bug leaves."""
    if view.at == CHECKED and view.entry:
        return pattern(view)
    n, right = view.state.example, label(view)
    words = f"Flower {n}: {SPECIES[right]}, class {right}"
    if view.at < FORWARD_DONE:
        return words
    p = view.run.signals[-1][n, right]
    own = f"−log {fixed(p)} = {fixed(-np.log(p))}"
    return f"{words}, with p = {fixed(p)}. Its loss is {own}; mean of all twelve {fixed(view.run.loss)}"


def label(view):
    """Return the class of the flower."""
    return int(data()[1][view.state.example])


def pattern(view):
    """Return the pattern that the bug leaves."""
    words = BUGS[view.state.bug][1]
    return words[0].upper() + words[1:]


def where_it_enters(view):
    """Return the texts (words, place) that point to the first wrong number of a bug."""
    if not view.entry or view.at < view.entry:
        return []
    name = entry_block(view)
    left = blocks()["s3" if name[0] == "D" else name.replace("e", "s")].left
    code = BUGS[view.state.bug][0].replace(", ", ",\n")
    return [(f"{'←' if name[0] == 'D' else '↑'} bug enters:\n{code}\n× = wrong", (left, 212))]


def entry_block(view):
    """Return the block with the first wrong number."""
    return next(name for name, at in ARRIVALS.items() if at == view.entry and name != "y")


def verdicts(view):
    """Return the texts below the gradients after the check: how many agree, or the factor that all have."""
    if view.at < CHECKED:
        return []
    found = []
    for k, (ours, measured) in enumerate(zip(view.run.gradients, view.run.differences, strict=True)):
        off = np.concatenate([part.ravel() for part in view.off[k]])
        verdict = judged(*(np.concatenate([part.ravel() for part in pair]) for pair in (ours, measured)))
        words = f"{int((off <= CLOSE).sum())} of {off.size} agree"
        words = f"all {verdict.replace('x', '×').replace('-', '−')}" if verdict.startswith("x") else words
        left, _, width, _ = blocks()[f"D{k}"].frame()
        found.append((words, (left + width / 2, 290)))
    return found


KEY = (  # instead of a sum, before there is one
    "x, h1, h2: signals of one flower;  p: its probabilities;  y: 1 for the right class, 0 for others",
    "W, b: weights, a row for each unit, a column for each input, both counted from 0; last column: biases",
    "dL/dz: the error of each unit, that is how the loss changes with its sum z",
    "dW, db: the gradient, that is how the mean loss of all twelve flowers changes with each",
)

# The weight that is followed.


def names(view):
    """Return the names of the chosen weight, its input, its error, and its gradient.

    Examples
    --------
    >>> from nnlearn.explorers import BackpropExplorer
    >>> explorer = BackpropExplorer(layer=0, units=(3, 1, 0, 0))
    >>> names(explorer.view)
    ('W1[1, 3]', 'x[3]', 'dL/dz1[1]', 'dW1[1, 3]')
    >>> explorer.close()
    """
    k, unit, source = chosen(view.state)
    error = f"dL/dz{k + 1}[{unit}]"
    if source == SIZES[k]:
        return f"b{k + 1}[{unit}]", "always 1", error, f"db{k + 1}[{unit}]"
    return f"W{k + 1}[{unit}, {source}]", f"{NAMES[k]}[{source}]", error, f"dW{k + 1}[{unit}, {source}]"


def values(view):
    """Return the six numbers of the chosen weight: value, input, error, product, gradient, difference."""
    k, unit, source = chosen(view.state)
    n, bias = view.state.example, source == SIZES[k]
    weight = parameters(view.state.seed)[bias][k][unit if bias else (unit, source)]
    given = 1.0 if bias else view.run.signals[k][n, source]
    error = view.run.errors[k + 1][n, unit]
    both = [np.column_stack(part[k])[unit, source] for part in (view.run.gradients, view.run.differences)]
    return [float(value) for value in (weight, given, error, given * error, *both)]


def cards(view):
    """Return (role, name, number or None, whether it is wrong) of each quantity of the chosen weight."""
    k, unit, source = chosen(view.state)
    weight, given, error, _ = names(view)
    numbers = values(view)
    since = [0, ARRIVALS[f"s{k}"], ARRIVALS[f"e{k + 1}"], ARRIVALS[f"D{k}"], ARRIVALS[f"D{k}"], CHECKED]
    bad = bool(view.wrong(f"e{k + 1}")[unit, 0]), bool(view.wrong(f"D{k}")[unit, source])
    wrong = [False, False, bad[0], bad[0], bad[1], False]
    kinds = ("bias" if view.state.bias else "weight", "its input", "error", "product", "gradient", "measured")
    under = (weight, given, error, f"of flower {view.state.example}", "sum of 12", "difference")
    return [
        (kind, name, fixed(number, 2 if c < 2 else 3) if view.at >= at else None, flag and view.at >= at)
        for c, (kind, name, number, at, flag) in enumerate(zip(kinds, under, numbers, since, wrong, strict=True))
    ]


def followed(view):
    """Return the line above the cards."""
    k, unit, source = chosen(view.state)
    weight, given, _, _ = names(view)
    start = "a bias, whose input is always 1" if source == SIZES[k] else f"from {given} to z{k + 1}[{unit}]"
    return f"Green: the weight you follow, {weight}, {start}"


def marks_of(view):
    """Return the cells (block, row, column) of the weight that is followed: weight, input, error, gradient."""
    k, unit, source = chosen(view.state)
    given = [] if source == SIZES[k] else [(f"s{k}", source, 0)]
    return [(f"W{k}", unit, source), *given, (f"e{k + 1}", unit, 0), (f"D{k}", unit, source)]


def table_title(view):
    """Return the line above the table of the sum, the line below it, and the one below that."""
    one, n = view.sum, view.state.example
    if one is None:
        return "Every step forms sums of products: one of them will be written here", "", ""
    of = "one product for each flower" if one.over == "flower" else f"flower {n}"
    right = ""
    if abs(one.result - one.right) > CLOSE * max(abs(one.right), 1e-3):
        right = f"Without the bug it is {fixed(one.right, 3)}"
    if view.at == CHECKED:
        measured = values(view)[-1]
        right = f"Measured, by moving the weight a little up and down: {fixed(measured, 3)}"
    begins = "The green gradient again" if view.at == CHECKED else "Thin frames: the sum formed now"
    return f"{begins}, {one.name}, {of}", one.ending, right


# What lies under the pointer.


def cell(view, name, row, column):
    """Return the number in a cell of a block, and what it is."""
    k = int(name[-1]) if name != "y" else 3
    if name == "y":
        words = f"target y[{row}] = {int(row == label(view))}: {SPECIES[row]}"
        return words if view.arrived(name) else "the target y: needed when the way back begins"
    if name[0] in "WD":
        return weight_cell(view, name, k, row, column)
    what = NAMES[k] if name[0] == "s" else f"dL/dz{k}"
    if not view.arrived(name):
        return f"{what}: not computed yet"
    number = view.block(name)[row, 0]
    lines = [f"{what}[{row}] = {significant(number, 3)}"]
    if name[0] == "e" and view.wrong(name)[row, 0]:
        lines.append(f"wrong: without the bug {significant(view.block(name, view.right)[row, 0], 3)}")
    return "\n".join([*lines, "click for the sums of this unit"])


def weight_cell(view, name, k, row, column):
    """Return what a cell of W or dW holds."""
    bias = column == SIZES[k]
    place = f"{k + 1}[{row}]" if bias else f"{k + 1}[{row}, {column}]"
    if name[0] == "D":
        mine = f"d{'b' if bias else 'W'}{place}"
        if not view.arrived(name):
            return f"{mine}: not computed yet"
        lines = [f"{mine} = {significant(view.block(name)[row, column], 3)}"]
        if view.at == CHECKED:
            measured = np.column_stack(view.run.differences[k])[row, column]
            lines.append(f"measured {significant(measured, 3)}")
        elif view.wrong(name)[row, column]:
            lines.append("wrong")
        return "\n".join([*lines, "click to follow this weight"])
    W, b = (part[k] for part in parameters(view.state.seed))
    number, way = (b[row], "bias") if bias else (W[row, column], f"from {NAMES[k]}[{column}] to z{k + 1}[{row}]")
    return f"{'b' if bias else 'W'}{place} = {fixed(number)}: {way}\nclick to follow it"


ROLES = (
    "the weight itself:\nits own value is not in its gradient",
    "what the weight multiplies on the way forward",
    "how the loss changes with the sum z\nthat the weight flows into",
    "input times error: what this one flower\nsays about the weight",
    "the products of all twelve flowers, added up",
    "the weight moved a little up and down,\nand the loss computed twice",
)


def term(view, column):
    """Return the term of the sum in a column."""
    one = view.sum
    (first, _, a), (second, _, b), (third, _, c) = one.rows
    place = f"flower {column}" if one.over == "flower" else one.heads[column]
    last = "left out" if c[column] is None else significant(c[column], 3)
    words = f"{place}: {first} {significant(a[column], 3)}\n{second} {significant(b[column], 3)}\n{third} {last}"
    return f"{words}\nclick to show this flower" if one.over == "flower" else words
