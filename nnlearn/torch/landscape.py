"""The loss as a landscape over a plane through the space of weights."""

import copy

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared import landscape as planes
from nnlearn.torch import stacked
from nnlearn.torch.backprop import check_loss, check_model, to_model

CACHE = 2 * 1024 * 1024  # bytes that one layer of all networks of a chunk may take: what a core keeps near
DEVICE = 32 * CACHE  # the same on a GPU


def landscape(
    model, criterion, x, y, *,
    directions="filter", through=None, path=None, dimensions=2, span=None, resolution=41, seed=0,
):  # fmt: skip
    """Measure the loss over a plane through the weights: L(a, b) = L(centre + a d_0 + b d_1), or along a line.

    See `nnlearn.numpy.landscape`: arrays go in and come out on both sides, and one seed draws one plane.

    Parameters
    ----------
    model : Module
    criterion : a loss of this side
    x, y : ndarray of shape (n, ...), finite
    directions : {"filter", "random"} or ndarray of shape (1 or 2, P)
    through : sequence of 2 or 3 weights (vectors or state dicts), or None
    path : sequence of weights, or None
    dimensions : {2, 1}
    span : float > 0, (low, high), or None
    resolution : int
    seed : int

    Returns
    -------
    Landscape

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, weights have not the model's shape, three checkpoints lie on one line or a path
        does not move; as in `backprop`.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> x = np.linspace(-1, 1, 5)[:, None]
    >>> valley = landscape(nn.Linear(1, 1), nn.MSELoss(), x, 2 * x, directions=[[1, 0]], resolution=3)
    >>> [axis.tolist() for axis in valley.axes], valley.losses.shape
    ([[-1.0, 0.0, 1.0]], (3,))
    """
    check_model("landscape", model)
    check_loss("landscape", model, criterion)
    x, y = to_model("landscape", "x", model, x), to_model("landscape", "y", model, y)
    named = dict(model.named_parameters())
    parameters = list(named.values())
    if not parameters:
        raise ValueError(f"landscape expected model to have parameters, got {arguments.name_of(model)}")
    weights = torch.nn.utils.parameters_to_vector(parameters).detach().cpu().double().numpy()
    shapes = [tuple(p.shape) for p in parameters]
    plane, centre, points = planes.plane(weights, shapes, list(named), directions, through, path, dimensions, seed)
    axes = planes.axes_of(span, resolution, points, len(plane))
    along, base, steps = (
        torch.from_numpy(values).to(parameters[0]) for values in (planes.settings(axes), centre, plane)
    )
    copied = copy.deepcopy(model).eval()
    belong_together(copied, criterion, x, y)
    measure = in_stacks if stacked.stackable(copied) else one_by_one
    with torch.no_grad():
        losses = measure(copied, criterion, x, y, lambda part: base + along[part] @ steps, len(along))
    losses = np.array(losses, dtype=float).reshape([len(axis) for axis in axes[::-1]])
    return planes.Landscape(losses, axes, plane, centre, points)


def belong_together(model, criterion, x, y):
    """Run the model once as it is: what does not fit together says so here."""
    with torch.no_grad():
        prediction = model(x)
        criterion(prediction if prediction.isfinite().all() else torch.zeros_like(prediction), y)


def one_by_one(model, criterion, x, y, thetas, count):
    """Write each set of weights into the model and run it: what a landscape is."""
    losses = []
    for i in range(count):
        torch.nn.utils.vector_to_parameters(thetas(slice(i, i + 1))[0], model.parameters())
        prediction = model(x)
        losses.append(criterion(prediction, y).item() if prediction.isfinite().all() else np.inf)
    return losses


def in_stacks(model, criterion, x, y, thetas, count):
    """Run the networks of a chunk of settings at once: the same numbers, many times faster."""
    each = copy.copy(criterion)
    each.reduction = "none"
    room = CACHE if x.device.type == "cpu" else DEVICE
    chunk = max(1, room // stacked.widest(model, x))
    losses = []
    for start in range(0, count, chunk):
        prediction = stacked.run(model, thetas(slice(start, start + chunk)), x)
        finite = prediction.isfinite().flatten(1).all(dim=1)
        rows = torch.where(finite.reshape(-1, *(1,) * (prediction.ndim - 1)), prediction, 0).flatten(0, 1)
        targets = y.expand(len(prediction), *y.shape).flatten(0, 1)
        elements = each(rows, targets).reshape(len(prediction), -1)
        totals = elements.mean(dim=1) if criterion.reduction == "mean" else elements.sum(dim=1)
        losses.append(torch.where(finite, totals, np.inf).cpu().numpy())
    return np.concatenate(losses)
