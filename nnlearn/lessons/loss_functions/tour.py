"""The tour of the loss explorer: one wrong target under three losses, two minima, and a pull that has a limit."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.loss_functions import words
from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, MAE, MSE, fit
from nnlearn.plots.numbers import fixed

CLEAN, WRONG, GROUPS = "24 patients", "24 patients, one typing error", "two kinds of points (generated)"
START = {"data": WRONG, "loss": MSE, "unit": 1.0, "chosen": 4, "moved": ()}


def _shares(view):
    k = view.state.chosen
    return (f"{words.share(values, k):.0f} %" for values in (view.losses, view.slopes))


def _slopes(loss):
    """Return the slope of the best line with the right target, and with the wrong one."""
    return (fixed(fit(source, (), 1.0).lines[loss].weight) for source in (CLEAN, WRONG))


def _wrong(view):
    loss, _ = _shares(view)
    return (
        f"The ringed target is a typing error. Under MSE this one of {len(view.fits.x)} points has {loss} of the loss, "
        "and the blue line leans towards it."
    )


def _right(view):
    right, wrong = _slopes(MSE)
    return f"The target as it was meant: MSE's line has the slope {right}. The typing error had brought it to {wrong}."


def _even(view):
    _, pull = _shares(view)
    right, wrong = _slopes(MAE)
    return (
        f"Under MAE all sticks are equally wide: the typing error has {pull} of the pull, like every other point that "
        f"is off the line. The slope is {wrong}; without the error {right}."
    )


def _flat(view):
    loss, pull = _shares(view)
    return (
        f"Under arctan it has {loss} of the loss and {pull} of the pull: so far out the loss is flat, as the curve on "
        "the right shows."
    )


def _hardest(view):
    k = view.state.chosen
    return (
        f"At an error of {fixed(view.places[k])} its gradient is {fixed(view.slopes[k])}: arctan pulls no harder than "
        "that, and less both nearer and farther."
    )


def _two(view):
    first, other = view.fits.minima[:2]
    return (
        "Two kinds of points. MSE's line runs between them; on the right it is near none. Arctan's line keeps to "
        "one kind (loss "
        f"{fixed(first.loss)}); the dotted one, to the other ({fixed(other.loss)})."
    )


def _limit(view):
    k = view.state.chosen
    return (
        f"Cross-entropy sees labels only. This label 1 got a probability of {fixed(1 + view.slopes[k])}, so its "
        f"gradient is p − 1 = {fixed(view.slopes[k])}. Drag it to the left edge of the lower panel: the curve gives "
        "way."
    )


TOUR = (
    Stop(START, _wrong, "Drag it down: which lines follow?"),
    Stop({**START, "data": CLEAN}, _right, "Which loss was disturbed least?"),
    Stop({**START, "loss": MAE}, _even, "Does it matter how far up it is?"),
    Stop({**START, "loss": ARCTAN}, _flat, "Drag it down slowly: where is its stick widest?"),
    Stop(
        {**START, "loss": ARCTAN, "moved": ((4, -1.58, 0.2),)}, _hardest, "Drag it up again: where does arctan let go?"
    ),
    Stop({**START, "data": GROUPS, "loss": ARCTAN}, _two, "Which would you choose?"),
    Stop({**START, "loss": BCE}, _limit, "Why can its gradient never go beyond −1?"),
)
