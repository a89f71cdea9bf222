"""One training step of the game in slow motion: six parts, and the 64 points that each of them is about."""

from dataclasses import dataclass

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import COUNT
from nnlearn.lessons.gans.game import BATCH, players_with, pull
from nnlearn.lessons.gans.state import rates_at

SAMPLE, MAKE, SCORE, LEARN_D, THROUGH, LEARN_G = range(1, 7)  # the parts of a step
PARTS = ("sample", "G makes points", "D scores both", "D learns", "the gradient goes through D", "G learns")


@dataclass(frozen=True, eq=False)
class Batch:
    """The points of the turn that a part of a step belongs to: the discriminator's first one, or the generator's.

    Parameters
    ----------
    u, real : ndarray of shape (64, 2)
        The noise and the data that are drawn.
    made, before : ndarray of shape (64, 2)
        What the generator makes of the noise, now and before its move.
    real_scores, made_scores : ndarray of shape (64,)
        What the discriminator says of them now.
    loss, loss_before : float
        Of the player whose turn it is, on these points, now and before its move.
    pull : ndarray of shape (64, 2)
        Minus the gradient of the generator's loss at each of `before`.
    """

    u: np.ndarray
    real: np.ndarray
    made: np.ndarray
    before: np.ndarray
    real_scores: np.ndarray
    made_scores: np.ndarray
    loss: float
    loss_before: float
    pull: np.ndarray


def batch_of(state, run):
    """Return the batch of a part of a step.

    Parameters
    ----------
    state : State
        Its `part` is not 0.
    run : Run
        The game.

    Returns
    -------
    Batch
    """
    first_half = state.part <= LEARN_D
    step = state.position - (state.part == LEARN_G)
    number = 0 if first_half else rates_at(state, step)[2]
    rng = np.random.default_rng([state.seed, step, number])
    real = run.machine.data.x[rng.integers(COUNT, size=BATCH)]
    u = rng.standard_normal((BATCH, 2)).astype(np.float32)
    G, D = players_with(run.play_to(step, half=not first_half).machine.weights())
    before = nn.predict(G, u)
    losses = [_loss(state.loss, D, real, before, first_half)]
    ways = pull(D, before, state.loss)
    G, D = players_with(run.play_to(state.position, state.half).machine.weights())
    made = nn.predict(G, u)
    losses.append(_loss(state.loss, D, real, made, first_half))
    real_scores, made_scores = (nn.predict(D, x)[:, 0].astype(float) for x in (real, made))
    return Batch(u, real, made, before, real_scores, made_scores, losses[1], losses[0], ways)


def _loss(loss, D, real, made, first_half):
    """Return the discriminator's loss of scores, or the generator's: the formulas of `nn.gan_step`."""
    z_real, z_made = (nn.predict(D, x).astype(float) for x in (real, made))
    if loss == "wasserstein":
        return float(z_made.mean() - z_real.mean() if first_half else -z_made.mean())
    if first_half:
        return float(np.logaddexp(0, -z_real).mean() + np.logaddexp(0, z_made).mean())
    return float(np.logaddexp(0, -z_made).mean() if loss == "non-saturating" else -np.logaddexp(0, z_made).mean())
