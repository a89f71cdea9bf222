"""The loss as a landscape over a plane through weight space."""

import copy

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared.landscape import Landscape, axes_of, choose_plane, grid_points
from nnlearn.shared.loss_means import parts_of_mean, reduce_rows, weighs_places
from nnlearn.shared.outputs import check_output
from nnlearn.torch import stacked
from nnlearn.torch.backprop import check_loss, check_model, to_model
from nnlearn.torch.tensors import to_numpy

CHUNK_BYTES = 2 * 1024 * 1024  # for one layer of all networks in a chunk: what fits into a core's cache
GPU_CHUNK_BYTES = 32 * CHUNK_BYTES


def landscape(
    model, criterion, x, y, *,
    directions="filter", through=None, path=None, dimensions=2, span=None, resolution=41, seed=0,
):  # fmt: skip
    """Measure the loss over a plane through the weights: L(a, b) = L(centre + a d_0 + b d_1), or along a line.

    See `nnlearn.numpy.landscape`: both sides take and return arrays, and the same seed gives the same plane.

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
        If an argument is out of range, weights do not have the model's shape, three checkpoints lie on one line or a
        path does not move; and as in `backprop`.

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
    plane, centre, points = choose_plane(weights, shapes, list(named), directions, through, path, dimensions, seed)
    axes = axes_of(span, resolution, points, len(plane))
    along, base, steps = (torch.from_numpy(values).to(parameters[0]) for values in (grid_points(axes), centre, plane))
    for values, cast in ((centre, base), (plane, steps)):
        arguments.fitting("landscape", "weights", values, cast)
    copied = copy.deepcopy(model).eval()
    try_once(copied, criterion, x, y)
    stackable = stacked.stackable(copied) and not weighs_places(criterion, y)
    measure = in_stacks if stackable else one_by_one
    with torch.no_grad():
        losses = measure(copied, criterion, x, y, lambda part: base + along[part] @ steps, len(along))
    losses = np.array(losses, dtype=float).reshape([len(axis) for axis in axes[::-1]])
    return Landscape(losses, axes, plane, centre, points)


def try_once(model, criterion, x, y):
    """Run the model once as it is, so that it raises here if model, data and criterion do not fit together."""
    with torch.no_grad():
        prediction = check_output("landscape", model(x), torch.Tensor)
        criterion(prediction if prediction.isfinite().all() else torch.zeros_like(prediction), y)


def one_by_one(model, criterion, x, y, thetas, count):
    """Write each set of weights into the model and run it: the definition of a landscape."""
    losses = []
    for i in range(count):
        torch.nn.utils.vector_to_parameters(thetas(slice(i, i + 1))[0], model.parameters())
        prediction = model(x)
        losses.append(criterion(prediction, y).item() if prediction.isfinite().all() else np.inf)
    return losses


def in_stacks(model, criterion, x, y, thetas, count):
    """Run the networks of a chunk at once: the same numbers, many times faster."""
    each = copy.copy(criterion)
    each.reduction, parts = "none", parts_of_mean(criterion, to_numpy(y), to_numpy)
    limit = CHUNK_BYTES if x.device.type == "cpu" else GPU_CHUNK_BYTES
    chunk = max(1, limit // stacked.largest_output(model, x))
    losses = []
    for start in range(0, count, chunk):
        prediction = stacked.run(model, thetas(slice(start, start + chunk)), x)
        finite = prediction.isfinite().flatten(1).all(dim=1)
        rows = torch.where(finite.reshape(-1, *(1,) * (prediction.ndim - 1)), prediction, 0).flatten(0, 1)
        targets = y.expand(len(prediction), *y.shape).flatten(0, 1)
        elements = each(rows, targets).reshape(len(prediction), -1)
        totals = reduce_rows(criterion, elements, parts, len(y))
        losses.append(torch.where(finite, totals, np.inf).cpu().numpy())
    return np.concatenate(losses)
