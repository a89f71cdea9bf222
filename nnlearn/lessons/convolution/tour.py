"""The tour of the convolution explorer: one sum, a window that slides, other weights, a shift, a drawing."""

from itertools import pairwise

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.convolution.ink import LIGHT, stroke
from nnlearn.lessons.convolution.kernels import BY_HAND, HEIGHT, REACH, SHEET, WIDTH
from nnlearn.plots.numbers import fixed

ROOF = {
    "kernel": "edges, left to right",
    "picture": "roof",
    "tool": "window",
    "shift": 0,
    "stride": 1,
    "padding": 0,
    "position": END,
    "chosen": 0,
    "pixel": (17, 29),
    "ink": b"",
}
HOUSE = ((45, 24), (45, 56), (24, 56), (8, 40), (24, 24), (45, 24), (24, 56), (24, 24), (45, 56))


def _house():
    """Return the sheet with a house on it, drawn without lifting the pen."""
    ink, shape = b"", (HEIGHT, WIDTH + REACH)
    for start, end in pairwise(HOUSE):
        ink = stroke(ink, shape, start, end, LIGHT)
    return ink


def _sum(view):
    window = view.window
    turn = "brighter" if window[:, 2].sum() > window[:, 0].sum() else "darker"
    return (
        f"Nine pixels times nine weights: the products add up to {fixed(view.value)}, one number of the map. Here the "
        f"picture gets {turn} from left to right."
    )


def _slide(view):
    rows, columns = view.grid
    return (
        f"Press Play: the window slides over the picture. {view.done:,} of {rows * columns:,} numbers are computed, "
        "all with the same nine weights."
    )


def _level(view):
    return (
        "Other weights: now rows are compared, not columns. Level edges stand out, such as the eaves: "
        f"{fixed(view.value)} here."
    )


def _blur(view):
    return (
        f"Weights of 1/9 add up to {fixed(view.kernel.sum(), 0)}: each number is the mean of nine pixels, "
        f"{fixed(view.value)} here, and the map is a blurred picture."
    )


def _two(view):
    return (
        "Two weights: each pixel minus its right neighbour. The numbers lie between "
        f"{fixed(view.y.min())} and {fixed(view.y.max())}, and the upright edges are there again."
    )


def _shifted(view):
    state, equal = view.state, view.equal
    moved = (
        "the map is not the old one, moved"
        if equal.places < 0
        else f"the map is the old one, moved, at {equal.same:,} of {equal.of:,} places"
    )
    return f"The picture was shifted by {state.shift} pixels, and the window goes {state.stride} at a time: {moved}."


def _draw(view):
    rows, columns = view.grid
    return (
        f"Your turn: draw, and all {rows * columns:,} numbers follow the pen. Upright and slanting strokes are seen "
        "twice: orange where light begins, blue where it ends. Which strokes are not seen?"
    )


TOUR = (
    Stop(ROOF, _sum, "What will the sum be in the sky?"),
    Stop({**ROOF, "position": 1740}, _slide, "Why is nothing found in the sky?"),
    Stop({**ROOF, "kernel": "edges, top to bottom", "pixel": (14, 11)}, _level, "What will the trees give?"),
    Stop({**ROOF, "kernel": "blur"}, _blur, "What if the weights added up to 2?"),
    Stop(
        {**ROOF, "kernel": BY_HAND, "weights": (0.0, 0.0, 0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0), "chosen": 5},
        _two,
        "Which two find level ones?",
    ),
    Stop({**ROOF, "shift": 3, "stride": 2}, _shifted, "What if it shifts by 4?"),
    Stop({**ROOF, "picture": SHEET, "tool": "light pen", "ink": _house(), "pixel": (35, 14)}, _draw),
)
