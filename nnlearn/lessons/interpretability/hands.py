"""What a reader's hand does in the inside explorer: it moves the window, and takes units away."""

import numpy as np

from nnlearn.lessons.interpretability.state import COLUMNS, PLACES, ROWS


def moved(state, spot, jump=False):
    """Return the changes that put the window to a place; unless it jumps, it has been on the way there too.

    Examples
    --------
    >>> from nnlearn.lessons.interpretability.state import State
    >>> moved(State(spot=(5, 5)), (5, 8))
    {'spot': (5, 8), 'seen': ((5, 5), (5, 6), (5, 7), (5, 8))}
    """
    spot = tuple(int(np.clip(round(place), 0, PLACES - 1)) for place in spot)
    start = spot if jump else state.spot
    steps = max(abs(a - b) for a, b in zip(spot, start, strict=True))
    way = np.linspace(start, spot, steps + 1).round().astype(int).tolist()
    return {"spot": spot, "seen": tuple(sorted({*state.seen, *map(tuple, way)}))}


def turned(off, units):
    """Return the units that are away after these were clicked: all go if one of them is there, else all come back.

    Examples
    --------
    >>> turned((3,), [3, 4]), turned((3, 4), [3])
    ((3, 4), (4,))
    """
    units = {int(unit) for unit in units}
    return tuple(sorted(set(off) | units if units - set(off) else set(off) - units))


def inside(lasso):
    """Return the units in a lasso: all tiles that it touches.

    Examples
    --------
    >>> inside((0.5, 0.5, 1.5, 1.9))
    [0, 1, 12, 13]
    """
    x0, y0, x1, y1 = lasso
    columns, rows = (
        range(int(np.clip(min(a, b), 0, most - 1)), int(np.clip(max(a, b), 0, most - 1)) + 1)
        for a, b, most in ((x0, x1, COLUMNS), (y0, y1, ROWS))
    )
    return [row * COLUMNS + column for row in rows for column in columns]
