"""The loss as a landscape over a plane through weight space."""

import copy

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import stacked
from nnlearn.numpy.backprop import check_loss, check_model, to_model
from nnlearn.numpy.convert_parameters import parameters_to_vector, vector_to_parameters
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.no_grad import no_grad
from nnlearn.shared.landscape import Landscape, axes_of, choose_plane, grid_points
from nnlearn.shared.loss_means import parts_of_mean, reduce_rows, weighs_places
from nnlearn.shared.outputs import check_output

CHUNK_BYTES = 2 * 1024 * 1024  # for one layer of all networks in a chunk: what fits into a core's cache


@ignore_overflow
def landscape(
    model, criterion, x, y, *,
    directions="filter", through=None, path=None, dimensions=2, span=None, resolution=41, seed=0,
):  # fmt: skip
    """Measure the loss over a plane through the weights: L(a, b) = L(centre + a d_0 + b d_1), or along a line.

    The model is run in evaluation mode on all of (x, y); its weights stay as they are.

    Parameters
    ----------
    model : Module
    criterion : Loss
    x, y : ndarray of shape (n, ...), finite
        Inputs, and targets as the criterion takes them.
    directions : {"filter", "random"} or ndarray of shape (1 or 2, P)
        "random" samples each number of a direction from the standard normal distribution; "filter" then scales each
        filter to the length of the model's own, so that the landscapes of different models can be compared. An array
        is taken as it is. Without `through` and `path` the centre is the model itself.
    through : sequence of 2 or 3 weights, or None
        Use the line or plane through these checkpoints instead: vectors (P,), or state dicts. The first is the centre,
        the second lies at (1, 0).
    path : sequence of weights, or None
        Use the plane in which this training path moves most instead (its principal components); its last point is the
        centre.
    dimensions : {2, 1}
        A plane or a line.
    span : float > 0, (low, high), or None
        The coordinates run from -span to span, or from low to high. None takes 1, or what the checkpoints need.
    resolution : int
        Number of points along each axis, >= 2; an odd number includes the centre itself.
    seed : int
        Seed of the random directions, >= 0.

    Returns
    -------
    Landscape
        losses, axes, directions, centre, path. A loss is infinite where a prediction overflows.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, weights do not have the model's shape, three checkpoints lie on one line or a
        path does not move; and as in `backprop`.

    Notes
    -----
    Gradient: none. All networks in a chunk run as stacked matrix products (`stacked.py`); a model with a part that
    is unknown there is run once for each point.

    References
    ----------
    Li, Xu, Taylor, Studer, Goldstein (2018), "Visualizing the loss landscape of neural nets".

    Examples
    --------
    >>> import nnlearn.numpy as nn
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
    weights = parameters_to_vector(parameters).astype(float)
    shapes = [p.shape for p in parameters]
    plane, centre, points = choose_plane(weights, shapes, list(named), directions, through, path, dimensions, seed)
    axes = axes_of(span, resolution, points, len(plane))
    copied = copy.deepcopy(model).eval()
    try_once(copied, criterion, x, y)
    dtype = parameters[0].dtype
    along = grid_points(axes).astype(dtype)
    base, steps = (arguments.cast("landscape", "weights", values, dtype) for values in (centre, plane))
    stackable = stacked.layers_of(copied) and not weighs_places(criterion, y)
    measure = in_stacks if stackable else one_by_one
    with no_grad():
        losses = measure(copied, criterion, x, y, lambda part: base + along[part] @ steps, len(along))
    losses = np.array(losses, dtype=float).reshape([len(axis) for axis in axes[::-1]])
    return Landscape(losses, axes, plane, centre, points)


def try_once(model, criterion, x, y):
    """Run the model once as it is, so that it raises here if model, data and criterion do not fit together."""
    with no_grad():
        prediction = check_output("landscape", model(x))
        criterion(prediction if np.isfinite(prediction).all() else np.zeros_like(prediction), y)


def one_by_one(model, criterion, x, y, thetas, count):
    """Write each set of weights into the model and run it: the definition of a landscape."""
    losses = []
    for i in range(count):
        vector_to_parameters(thetas(slice(i, i + 1))[0], model.parameters())
        prediction = model(x)
        losses.append(criterion(prediction, y) if np.isfinite(prediction).all() else np.inf)
    return losses


def in_stacks(model, criterion, x, y, thetas, count):
    """Run the networks of a chunk at once: the same numbers, many times faster."""
    networks, each = stacked.Stack(stacked.layers_of(model), x), copy.copy(criterion)
    each.reduction, parts = "none", parts_of_mean(criterion, y)
    chunk = max(1, CHUNK_BYTES // networks.largest_output(thetas(slice(0, 1))))
    targets = np.broadcast_to(y, (min(chunk, count), *y.shape)).reshape(-1, *y.shape[1:])
    losses = []
    for start in range(0, count, chunk):
        prediction = networks.run(thetas(slice(start, start + chunk)))
        finite = np.isfinite(prediction).all(axis=tuple(range(1, prediction.ndim)))
        if not finite.all():
            prediction = np.where(finite.reshape(-1, *(1,) * (prediction.ndim - 1)), prediction, 0)
        rows = stacked.as_one_batch(prediction)
        elements = each(rows, targets[: len(rows)]).reshape(len(prediction), -1)
        totals = reduce_rows(criterion, elements, parts, len(y))
        losses.append(np.where(finite, totals, np.inf))
    return np.concatenate(losses)
