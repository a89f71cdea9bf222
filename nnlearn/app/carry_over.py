"""What a learner wrote, carried into a newer version of a notebook: cell by cell, and no text of theirs gets lost.

Three notebooks meet: the one handed out (of which `fingerprints.given` is kept), the learner's, and the newer one.
Where the course changed nothing, the learner's cell stays, with its outputs. Where both changed a cell, the newer one
stands and the learner's follows, below a line that says so. A cell that the learner added stays after the one it
followed.
"""

import itertools
import json

from nnlearn.app.fingerprints import cells_of, text

BOTH_CHANGED = (
    "*An update changed the cell above. What you had written there is below; "
    "it still counts if you leave it. Keep what you need, then delete this line.*"
)
AT_LEAST = 0.5  # of the cells handed out must still be there: otherwise another program gave the cells new names


def successors(old, new):
    """Return {name of a cell handed out: number of the newer cell that takes its place}.

    A newer cell takes the place of one with its name (`make build` names cells by what they say), or else with its
    text, or else of one of its kind between the same neighbours.
    """
    names = {cell["id"]: number for number, cell in enumerate(new)}
    found = {name: names[name] for name, _ in old if name in names}
    free = [number for number in range(len(new)) if number not in found.values()]
    for name, told in old:
        same = [number for number in free if text(new[number]) == told]
        if name not in found and same:
            found[name] = same[0]
            free.remove(same[0])
    last = -1
    for name, told in old:
        number = last + 1
        while name not in found and number in free:
            if told.startswith(f"{new[number]['cell_type']} "):
                found[name] = number
                free.remove(number)
            number += 1
        last = found.get(name, last)
    return found


def carried(mine, newer, old):
    """Return the newer notebook with the learner's cells in it.

    Parameters
    ----------
    mine, newer : bytes
        The learner's notebook, and the newer version of it.
    old : list of [str, str]
        What `given` said about the version that the learner began with.

    Returns
    -------
    bytes or None
        None if one of them is not a notebook with named cells, or the learner's no longer has those handed out.

    Examples
    --------
    >>> def notebook(**cells):
    ...     cells = [{"id": name, "cell_type": "code", "source": text} for name, text in cells.items()]
    ...     return json.dumps({"cells": cells}).encode()
    >>> from nnlearn.app.fingerprints import given
    >>> old = given(notebook(a="...", b="print(1)"))
    >>> found = carried(notebook(a="y = 2 * x", b="print(1)", own="y"), notebook(a="...", b="print(2)"), old)
    >>> [cell["source"] for cell in json.loads(found)["cells"]]
    ['y = 2 * x', 'print(2)', 'y']
    """
    own, new = cells_of(mine), cells_of(newer)
    if own is None or new is None or not old:
        return None
    was, place = {str(name): str(told) for name, told in old}, successors(old, new)
    before = {new[number]["id"]: name for name, number in place.items()}  # carried once already: the power was cut
    numbers = {cell["id"]: number for number, cell in enumerate(new)}
    own_names = [cell["id"] if cell["id"] in was else before.get(cell["id"], "") for cell in own]
    if len({*own_names} & {*was}) < AT_LEAST * len(was):
        return None
    cells = list(new)
    below: dict = {number: [] for number in range(-1, len(new))}  # what of the learner's follows a newer cell
    last, met = -1, set()
    for cell, name in zip(own, own_names, strict=True):
        number = None if name in met else place.get(name)
        met.add(name)
        if number is None:
            there = numbers.get(cell["id"])
            if there is not None and text(new[there]) == text(cell):
                last = there
            elif text(cell) != was.get(name):  # the learner added it, or changed what the course has dropped
                below[last].append(cell)
            continue
        last = number
        if text(new[number]) == was[name]:  # the course did not touch it: it is the learner's
            told = {**cell.get("metadata", {}), **new[number].get("metadata", {})}
            cells[number] = {**cell, "id": new[number]["id"], "metadata": told}
        elif text(cell) not in (was[name], text(new[number])):
            line = {"id": "both-changed", "cell_type": "markdown", "metadata": {}, "source": BOTH_CHANGED}
            below[number] += [line, cell]
    whole = below[-1] + [one for number, cell in enumerate(cells) for one in (cell, *below[number])]
    theirs = {id(cell) for cell in cells}
    taken = {*numbers}
    for number, cell in enumerate(whole):
        if id(cell) not in theirs:
            whole[number] = {**cell, "id": unused(cell["id"], taken)}
            taken.add(whole[number]["id"])
    return (json.dumps(json.loads(newer) | {"cells": whole}, indent=1) + "\n").encode()


def unused(name, taken):
    """Return a name for a cell that no other has: a, a-2, a-3 ...; at most 64 letters, as the format asks."""
    names = itertools.chain([name], (f"{name[:56]}-{count}" for count in itertools.count(2)))
    return next(one for one in names if one not in taken)
