"""What the loss explorer says in words, made from its fits."""

import numpy as np

from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, MAE, MSE, criterion
from nnlearn.numpy import sigmoid
from nnlearn.plots.numbers import fixed, significant

CLOSE = 1.25  # a second minimum is drawn if its loss is at most this multiple of the lowest
MEANS = {
    MSE: "the mean of the squared errors",
    MAE: "the mean of the errors' sizes",
    ARCTAN: "the mean of arctan(error²)",
    BCE: "the mean of −log of the probability given to the label",
}
SHORT = {BCE: "cross-entropy"}  # where a line is short


def second(fits):
    """Return whether the arctan error has another minimum that is nearly as low."""
    return len(fits.minima) > 1 and fits.minima[1].loss <= CLOSE * fits.minima[0].loss


def title(view):
    """Return the chosen point's share of the loss and of its gradient."""
    state, k = view.state, view.state.chosen
    if k < 0:
        return f"Loss {state.loss}: choose a point"
    loss, pull = share(view.losses, k), share(view.slopes, k)
    name = SHORT.get(state.loss, state.loss)
    return f"The ringed point under {name}: {loss:.0f} % of the loss, {pull:.0f} % of the pull"


def share(values, k):
    """Return the share of one of the values in the sum of their sizes, in per cent."""
    return 100 * abs(values[k]) / max(np.abs(values).sum(), 1e-12)


def heads(loss):
    """Return the headings of the panel of losses and of the panel of slopes."""
    if loss == BCE:
        return "loss of each point;\ndashed: label 0, solid: 1", "gradient dℓ/dz of each;\nit pulls the other way"
    return "loss of each point", "gradient dℓ/dp of each;\nit pulls the other way"


def facts(view):
    """Return the numbers of the chosen point, and what is peculiar to this fit."""
    state, fits, k = view.state, view.fits, view.state.chosen
    lines = [] if k < 0 else [f"ringed: {_place(state.loss, short=True)} = {fixed(view.places[k])}",
                              f"loss {fixed(view.losses[k])}, gradient {fixed(view.slopes[k])}"]  # fmt: skip
    lines.append(f"mean loss of all {len(fits.x)}: {fixed(view.losses.mean())}")
    if state.loss == BCE and fits.split:
        lines.append("one place splits 0 and 1:\nno minimum")
    elif state.loss == ARCTAN and len(fits.minima) > 1:
        lines.append(f"at its other minimum: {fixed(fits.minima[1].loss)}")
    return "\n".join(lines)


def lines(view):
    """Return the slopes of the lines, as a sentence."""
    fits = view.fits
    slopes = ", ".join(f"{name} {fixed(fits.lines[name].weight)}" for name in (MSE, MAE, ARCTAN, BCE))
    return f"{view.state.data}, and the best lines: {slopes}."


# What lies under the pointer.


def point(view, k, panel):
    """Return what a point is, where it lies, and what the chosen loss says of it."""
    state, fits = view.state, view.fits
    act = {"plane": ": drag me", "strip": ": drag me left or right"}.get(panel, ": click to ring it")
    lines = [f"point {k + 1}, label {fits.t[k]:.0f}{act}"]
    if panel == "strip":
        z = fits.lines[BCE](fits.x[k])
        return f"{lines[0]}\nx = {fixed(fits.x[k])}, p = σ({fixed(z)}) = {fixed(sigmoid(z))}"
    lines.append(f"x = {fixed(fits.x[k])}, y = {fixed(fits.y[k])}")
    lines.append(f"{_place(state.loss)} = {fixed(view.places[k])}")
    lines.append(f"{state.loss}: loss {significant(view.losses[k])}, gradient {significant(view.slopes[k])}")
    return "\n".join(lines)


def curve(view, panel, x):
    """Return the value of the curve in a panel: the sigmoid, the loss or its slope."""
    loss, name = view.state.loss, {"loss": "loss", "slope": "gradient"}.get(panel)
    if name is None:
        return f"sigmoid at x = {fixed(x)}: p = {fixed(sigmoid(view.fits.lines[BCE](x)))}"
    kinds = {" if y = 1": 1.0, " if y = 0": 0.0} if loss == BCE else {"": 0.0}
    both = [criterion(loss, np.array([x]), np.array([target]), view.state.unit) for target in kinds.values()]
    values = [f"{name} {significant(one[panel == 'slope'][0])}{kind}" for kind, one in zip(kinds, both, strict=True)]
    return "\n".join([f"{loss} at {_place(loss)} = {fixed(x)}:", *values])


def named(view, loss):
    """Return which loss a name in the margin stands for, and what its line is."""
    line = view.fits.lines[loss]
    what = f"z = {fixed(line.weight)} x {_signed(line.bias)}, p = σ(z)" if loss == BCE else _equation(line)
    return f"{loss}: {MEANS[loss]}\nbest line: {what}\n{'chosen' if loss == view.state.loss else 'click to choose it'}"


def _equation(line):
    return f"p = {fixed(line.weight)} x {_signed(line.bias)}"


def lines_at(near, x):
    """Return what each of the lines {name: line} gives at a place."""
    near = {"another minimum of arctan" if name == "second" else name: line for name, line in near.items()}
    return "\n".join(f"{name}: p = {fixed(line.weight)} x {_signed(line.bias)}, here {fixed(line(x))}"
                     for name, line in near.items())  # fmt: skip


def _place(loss, short=False):
    return "logit z" if loss == BCE else "error e" if short else "error p − y"


def _signed(value):
    return f"{'−' if fixed(value).startswith('−') else '+'} {fixed(value).removeprefix('−')}"
