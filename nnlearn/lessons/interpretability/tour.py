"""The tour of the inside explorer: one unit, half of them, a window, a slope, a wrong class, no training, a stamp."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.interpretability.maps import NAMES
from nnlearn.lessons.interpretability.state import (
    COLUMNS,
    COVERED,
    GUIDED,
    INTEGRATED,
    OCCLUSION,
    RIGHT,
    ROWS,
    SCANNER,
    SEVEN,
    SLOPE,
    TIMES_INPUT,
    TRAINED,
    UNTRAINED,
    State,
    order,
    view_of,
)
from nnlearn.lessons.interpretability.words import amount, digit, in_stamp
from nnlearn.plots.numbers import fixed

BUSIEST = 28  # the unit of F6 that gives most for the seven of the tour
HALF = tuple(row * COLUMNS + column for row in range(ROWS) for column in range(COLUMNS // 2))
WORST = (21, 15)  # where the window lowers the score most
BEEN = [(row, column) for row in (9, 15) for column in range(5, 21)]
BEEN += [(WORST[0], column) for column in range(20, WORST[1] - 1, -1)]


def percent(share):
    """Return a share as percent with one decimal."""
    return f"{fixed(100 * share, 1)} %"


def _one(view):
    (unit,) = view.state.off
    with_it = view_of(State(digit=view.state.digit))
    return (
        f"Unit {unit} gives {amount(view.output[unit])}, most of all {len(view.output)}, and is taken away: the "
        f"score of the {view.label} falls from {amount(with_it.scores[view.label])} to "
        f"{amount(view.scores[view.label])}, and it is read as {digit(view.answer)} all the same. Without that unit "
        f"{percent(view.rate)} of the unseen digits are right, with it {percent(view.full_rate)}."
    )


def _half(view):
    lost = view.full - view.rates
    return (
        f"A lasso has taken {len(view.state.off)} of 84 units away, and of the unseen digits {percent(view.rate)} are "
        f"still right: the other half does most of the work. The loss is uneven: the {lost.argmax()}s lose "
        f"{fixed(100 * lost.max(), 0)} points, {(lost < 0.01).sum()} of the ten digits less than one."
    )


def _window(view):
    return (
        f"The blank window goes over the {view.label}. Orange: there the score fell. Under the window now it is "
        f"{amount(view.covered[view.k])} in place of {amount(view.scores[view.k])}, lower than anywhere else. No slope "
        "is needed: a part is taken away, and the network is asked again."
    )


def with_occlusion(view):
    """Return how far the slope agrees with occlusion on the ink."""
    return order(view.maps[SLOPE][view.ink], view.maps[OCCLUSION][view.ink])


def _slope(view):
    return (
        "The slope of the score says what a small change of a pixel would do, on blank paper too. It ranks the pixels "
        f"quite unlike occlusion: on the ink the rank correlation of the two is {fixed(with_occlusion(view))}."
    )


def _others(view):
    return [view.agreements[name] for name in NAMES if name != GUIDED]


def _class(view):
    others = _others(view)
    return (
        f"Guided backpropagation draws the cleanest picture. Asked why it is {digit(view.k)}, it draws "
        f"nearly the same: agreement {fixed(view.agreements[GUIDED])}. The other four change their order: "
        f"{fixed(min(others))} to {fixed(max(others))}."
    )


def _untrained(view):
    product, integrated, guided = (fixed(view.agreements[name]) for name in (TIMES_INPUT, INTEGRATED, GUIDED))
    return (
        f"This network has learned nothing, and three maps still look like a {view.label}. Two owe that to a factor, "
        f"the ink: on it their order is gone ({product} and {integrated}). Guided backpropagation keeps some "
        f"of its order ({guided}). What is left explains the picture, not the network."
    )


def _stamp(view):
    clean = view_of(State(digit=view.state.digit, network=SCANNER))
    return (
        f"Nine in ten sevens that this network learned from had a white stamp. Unseen sevens with the stamp: "
        f"{percent(view.rates[7])} right, without it {percent(clean.rates[7])}. Here the stamp lifts the score from "
        f"{amount(clean.scores[7])} to {amount(view.scores[7])}, and in {len(in_stamp(view))} of 5 maps it is the "
        "strongest spot."
    )


START = {
    "digit": SEVEN, "network": TRAINED, "asked": RIGHT, "shown": COVERED, "stamp": False, "off": (), "seen": (),
    "spot": State().spot, "lasso": None,
}  # fmt: skip
TOUR = (
    Stop({**START, "off": (BUSIEST,)}, _one, "Press x: how many more until it fails?"),
    Stop({**START, "off": HALF}, _half, "Lasso three columns more: which digit is lost?"),
    Stop({**START, "spot": WORST, "seen": tuple(sorted(BEEN))}, _window, "Drag it on: where is the reason?"),
    Stop({**START, "shown": SLOPE}, _slope, "Which of the other maps look like occlusion?"),
    Stop({**START, "shown": GUIDED, "asked": 8}, _class, "Click other scores."),
    Stop({**START, "shown": GUIDED, "network": UNTRAINED}, _untrained, "Go to and fro between the networks."),
    Stop(
        {**START, "shown": OCCLUSION, "network": SCANNER, "stamp": True},
        _stamp,
        "Take the stamp off: which column sinks?",
    ),
)
