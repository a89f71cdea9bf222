"""What the loss explorer says in words, made from its fits."""

import numpy as np

from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, MAE, MSE
from nnlearn.plots.numbers import fixed


def second(fits, close):
    """Return whether the arctan error has another minimum, of at most `close` times the lowest loss."""
    return len(fits.minima) > 1 and fits.minima[1].loss <= close * fits.minima[0].loss


def title(view):
    """Return the chosen point's share of the loss and of its gradient."""
    state, k = view.state, view.state.chosen
    if k < 0:
        return f"{state.loss}: choose a point"
    loss, pull = _share(view.losses, k), _share(view.slopes, k)
    return f"{state.loss}: the ringed point has {loss:.0f} % of the loss and {pull:.0f} % of the pull"


def _share(values, k):
    return 100 * abs(values[k]) / max(np.abs(values).sum(), 1e-12)


def heads(loss):
    """Return the headings of the panel of losses and of the panel of slopes."""
    if loss == BCE:
        return "loss of a point (solid: y = 1)", "gradient dl/dz (pull: against it)"
    return "loss of a point", "gradient dl/dp (pull: against it)"


def facts(view):
    """Return the numbers of the chosen point, and what is peculiar to this fit."""
    state, fits, k = view.state, view.fits, view.state.chosen
    name = "logit z" if state.loss == BCE else "error p − y"
    lines = [] if k < 0 else [f"ringed: {name} = {fixed(view.places[k])}",
                              f"loss {fixed(view.losses[k])}, gradient {fixed(view.slopes[k])}"]  # fmt: skip
    lines.append(f"mean loss of all {len(fits.x)}: {fixed(view.losses.mean())}")
    if state.loss == BCE and fits.split:
        lines.append("one place splits 0 and 1: no minimum")
    elif state.loss == ARCTAN and len(fits.minima) > 1:
        lines.append(f"next minimum: {fixed(fits.minima[1].loss)}")
    return "\n".join(lines)


def lines(view):
    """Return the slopes of the lines, as a sentence."""
    fits = view.fits
    slopes = ", ".join(f"{name} {fixed(fits.lines[name].weight)}" for name in (MSE, MAE, ARCTAN, BCE))
    return f"{view.state.data}, and the best lines: {slopes}."
