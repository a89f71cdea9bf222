"""What the GAN explorer shows of a game at a step, as arrays: surface, warped grid, points, arrows, counts."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import EDGE, shares
from nnlearn.lessons.gans.run import NOISE
from nnlearn.plots.plane import grid

FINE = 40  # places along each side of the plane at which the discriminator is asked
SHOWN = 160  # generated points that are drawn

LEVELS = [NormalDist().inv_cdf(p) for p in np.linspace(0.03, 0.97, 13)]  # equally much noise between two lines
ALONG = np.linspace(LEVELS[0], LEVELS[-1], 31)
MESH = np.array([[(a, t) for t in ALONG] for a in LEVELS] + [[(t, a) for t in ALONG] for a in LEVELS], np.float32)


@dataclass(frozen=True)
class View:
    """One frame of the explorer, as arrays."""

    state: object
    data: object  # Points
    at: int
    half: bool
    reached: int
    surface: np.ndarray  # (FINE, FINE) the discriminator's score over the plane
    mesh: np.ndarray  # (lines, points, 2) the warped grid
    drawn: np.ndarray  # (SHOWN, 2) generated points
    pull: np.ndarray  # (SHOWN, 2) minus the gradient of the generator's loss of each
    shares: np.ndarray  # (modes,) of the generated points
    covered: int
    losses: np.ndarray  # (at, 2)
    counts: np.ndarray  # (n, 2): step, modes covered
    judged: float  # the discriminator's loss in the half step
    middle: float  # the score between the means of data and generated points


def view_of(run, state):
    """Return what is to be seen at a state's position."""
    run.to(state.position, state.half)
    game, data, at = run.game, run.game.data, run.at
    found, loss = nn.predict(game.G, NOISE), state.loss
    parts = shares(found, data.modes, data.reach)
    counts = [(step, count) for step, count in sorted(run.modes.items()) if step <= at]
    return View(
        state, data, at, run.half, run.reached,
        nn.predict(game.D, grid((-EDGE, EDGE, -EDGE, EDGE), FINE)).reshape(FINE, FINE).astype(float),
        nn.predict(game.G, MESH.reshape(-1, 2)).reshape(MESH.shape).astype(float),
        found[:SHOWN].astype(float),
        pull(game.D, found[:SHOWN], loss),
        parts, int((parts >= 0.25 / len(parts)).sum()),
        np.array(run.losses[:at], float).reshape(-1, 2), np.array(counts, float),
        float(run.judged) if run.half else np.nan,
        float(nn.predict(game.D, data.x[:200]).mean() + nn.predict(game.D, found).mean()) / 2,
    )  # fmt: skip


def pull(discriminator, x, loss):
    """Return -dL_G/dx of each generated point x (n, 2), L_G being the generator's loss of this point alone.

    With the score t and p = sigmoid(t): -log p falls along (1 - p) dt/dx, log(1 - p) along p dt/dx, -t along dt/dx.

    Examples
    --------
    >>> D = nn.Sequential(nn.Linear(2, 1))
    >>> D[0].weight.data, D[0].bias.data = np.array([[2.0, 0.0]], "f4"), np.array([0.0], "f4")
    >>> pull(D, np.zeros((1, 2), "f4"), "minimax").tolist(), pull(D, np.zeros((1, 2), "f4"), "wasserstein").tolist()
    ([[1.0, 0.0]], [[2.0, 0.0]])
    """
    score = discriminator(x)
    slope = discriminator.backward(np.ones_like(score))  # dt/dx; the next turn begins by clearing D's own gradients
    weight = {"non-saturating": nn.sigmoid(-score), "minimax": nn.sigmoid(score), "wasserstein": 1.0}[loss]
    return (weight * slope).astype(float)
