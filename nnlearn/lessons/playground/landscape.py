"""The loss around a training, over the plane in which its weights moved most."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from nnlearn.lessons.playground.events import points_at
from nnlearn.lessons.playground.measure import loss
from nnlearn.lessons.playground.network import initial_network, library

SIDE = 25  # grid points along each side


class Plane(NamedTuple):
    """A plane through the weights: its centre (n,), two orthonormal axes (2, n), and its reach along each of them."""

    centre: np.ndarray
    axes: np.ndarray
    reach: float


class Landscape(NamedTuple):
    """The training loss over a plane (SIDE, SIDE), the reach of the plane, and the training's path in it (m, 2)."""

    losses: np.ndarray
    reach: float
    path: np.ndarray


def plane_of(centre, path, seed):
    """Return the plane through a place (n,) in which a path (m, n) to it runs.

    Its axes are the path's first two principal components; a path of fewer than three places gets random ones.
    """
    axes = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(centre), 2)))[0].T
    if len(path) > 2:
        axes = np.linalg.svd(path - centre, full_matrices=False)[2][:2]
    return Plane(centre, axes, max(1.2 * np.abs((path - centre) @ axes.T).max(initial=0.0), 1.0))


def losses_over(plane, state, step):
    """Return the training loss of a state's network after `step` steps, its weights moved over a plane (SIDE, SIDE)."""
    state = replace(state, side="NumPy")  # where a call costs least; the losses are the same but for rounding
    nn, model, points = library(state.side), initial_network(state), points_at(state, step)
    x, y, parameters = points.x[points.train], points.y[points.train], list(model.parameters())
    places, losses = np.linspace(-plane.reach, plane.reach, SIDE), np.full((SIDE, SIDE), np.nan)
    for i, j in np.ndindex(SIDE, SIDE):
        theta = plane.centre + places[j] * plane.axes[0] + places[i] * plane.axes[1]
        nn.vector_to_parameters(nn.tensor(theta.astype("f4"), dtype="float32"), parameters)
        losses[i, j] = loss(nn, model, state, x, y)
    return losses


def project(path, plane):
    """Return a path (m, n) in the coordinates of a plane, (m, 2); away from the plane, the losses are others."""
    return (path - plane.centre) @ plane.axes.T
