"""The tour of the LeNet explorer: what units see, what sharing saves, and what the network makes of drawings."""

import numpy as np

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.lenet.network import STAGES
from nnlearn.lessons.lenet.pad import drawn
from nnlearn.plots.numbers import fixed

THREE = {
    "digit": 32,
    "drawing": False,
    "shift": 0,
    "layer": 2,
    "sharing": True,
    "unit": (4, 3, 5),
    "sheet": b"",
    "pen": (14, 14),
    "down": False,
}


def _arc(row, column, down, across, begin, end):
    """Return points of an ellipse between two angles, in degrees from the right, counterclockwise."""
    angles = np.radians(np.linspace(begin, end, 14))
    return [(row - down * np.sin(a), column + across * np.cos(a)) for a in angles]


SMALL_THREE = drawn([*_arc(20, 21, 2.5, 2.5, 150, -90), *_arc(25, 21, 2.5, 3, 90, -150)])  # small, in a corner
LETTER = drawn([(24, 6), (4, 14), (24, 22)], [(16, 9), (16, 19)])  # an A


def _seen(view):
    (top, bottom), (left, right) = view.field
    return f"{bottom - top} × {right - left}"


def _first(view):
    return (
        f"The dark square is one number of C1. It sees {_seen(view)} pixels, the orange frame; "
        f"{STAGES[view.state.layer].inputs} products and a bias add up to {fixed(view.sum)}, and {view.activation} "
        "makes "
        f"{fixed(view.value)} of it."
    )


def _third(view):
    return (
        f"C3 looks at six maps at once, so this unit sums {STAGES[view.state.layer].inputs} products. Through S2 and "
        f"C1 it sees {_seen(view)} pixels."
    )


def _moved(view):
    best = int(view.shares.argmax())
    return (
        f"The digit has moved {view.state.shift} pixels, and the maps of C1 to S4 with it. From C5 on there are no "
        f"places left. It reads {best} ({100 * view.shares[best]:.0f} %)."
    )


def _own(view):
    own, shared = (sum(stage.parameters(sharing) for stage in STAGES) for sharing in (view.state.sharing, True))
    return (
        f"If every place of C1 and C3 had its own weights: {own:,} parameters instead of {shared:,}. The products, "
        f"{sum(stage.products for stage in STAGES):,}, stay."
    )


def _misread(view):
    order = np.argsort(-view.shares, kind="stable")
    return (
        f"An unseen {view.label}, read as {order[0]} ({100 * view.shares[order[0]]:.0f} %); its own bar has "
        f"{100 * view.shares[view.label]:.0f} %. Press + and - beside the digit for others."
    )


def _corner(view):
    best = int(view.shares.argmax())
    return (
        f"Drawn small, in a corner. It is scaled and centred, as MNIST's digits were, and read as {best} "
        f"({100 * view.shares[best]:.0f} %). Press Clear and draw your own."
    )


def _letter(view):
    best = int(view.shares.argmax())
    return (
        f"This is an A, and the network reads {best}, {100 * view.shares[best]:.0f} % sure. It has ten answers and has "
        "never been shown anything else."
    )


TOUR = (
    Stop({**THREE, "layer": 0, "unit": (1, 12, 14)}, _first, "What will a unit of C3 see?"),
    Stop(THREE, _third, "And one of C5?"),
    Stop({**THREE, "shift": 4}, _moved, "What if it moves to the left?"),
    Stop({**THREE, "layer": 0, "unit": (1, 12, 14), "sharing": False}, _own, "Why does C5 cost no more?"),
    Stop({**THREE, "digit": 641, "layer": 6, "unit": (8, 0, 0)}, _misread, "Would you have read it?"),
    Stop({**THREE, "drawing": True, "sheet": SMALL_THREE, "layer": 0, "unit": (1, 12, 14)}, _corner),
    Stop({**THREE, "drawing": True, "sheet": LETTER}, _letter, "What does it make of a face?"),
)
