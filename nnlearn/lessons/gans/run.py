"""One game of generator and discriminator: a snapshot of it at any half-step, and what it shares with another game."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers import snapshots
from nnlearn.lessons.gans.data import EDGE, coverage
from nnlearn.lessons.gans.game import Game, pull
from nnlearn.lessons.gans.state import State, rates_at, same_game
from nnlearn.plots.plane import grid

MAX_STEPS = 20_000  # of a game
STEPS_BETWEEN_MEMORIES = 20  # of about 30 kB each
STEPS_BETWEEN_COUNTS = 10  # of modes

NOISE = np.random.default_rng(26).standard_normal((800, 2)).astype(np.float32)  # of the points that are counted
JUDGED = 200  # points of the data whose mean probability is shown
PULLED = 160  # generated points that are drawn, with their arrows
CELLS = 40  # cells along each side of the discriminator's map
PLANE = grid((-EDGE, EDGE, -EDGE, EDGE), CELLS)
LEVELS = [NormalDist().inv_cdf(p) for p in np.linspace(0.03, 0.97, 13)]  # the same share of noise between two lines
ALONG = np.linspace(LEVELS[0], LEVELS[-1], 31)
MESH = np.array([[(a, t) for t in ALONG] for a in LEVELS] + [[(t, a) for t in ALONG] for a in LEVELS], np.float32)


@dataclass(frozen=True, eq=False)
class Snapshot(snapshots.Snapshot):
    """A game after `step` steps, or half a step later, in read-only arrays.

    Parameters
    ----------
    half : bool
        Whether the discriminator has taken its turns of the next step, and the generator has not.
    weights : tuple of two ndarrays
        All weights of the generator, and of the discriminator, float32.
    surface : ndarray of shape (CELLS, CELLS)
        The discriminator's score over the plane.
    scores : tuple of two ndarrays
        The discriminator's scores of 200 points of the data, and of `generated`.
    middle : float
        The score halfway between the means over the data and over the generated points.
    mesh : ndarray of shape (lines, points, 2)
        `MESH` as the generator warps it.
    generated : ndarray of shape (800, 2)
        What the generator makes of `NOISE`.
    pull : ndarray of shape (PULLED, 2)
        Minus the gradient of the generator's loss at each of the first points.
    losses : ndarray of shape (step, 2)
        Of discriminator and generator in each step.
    judged : float
        The discriminator's loss in the half step, otherwise NaN.
    counts : ndarray of shape (n, 2)
        Step and number of modes captured.
    """

    half: bool
    weights: tuple
    surface: np.ndarray
    scores: tuple
    middle: float
    mesh: np.ndarray
    generated: np.ndarray
    pull: np.ndarray
    losses: np.ndarray
    judged: float
    counts: np.ndarray


class Run(snapshots.Run):
    """A game, from its settings, that can be shown at any half-step.

    Parameters
    ----------
    state : State
        Its settings and rates; its position does not matter.
    """

    def __init__(self, state):
        super().__init__(Game(state), 2 * STEPS_BETWEEN_MEMORIES)

    def measure(self):
        """Return the loss of the player who moved last, and every few steps the number of modes captured."""
        return self.machine.loss, None if self.machine.position % (2 * STEPS_BETWEEN_COUNTS) else self.count()

    def count(self):
        """Return how many modes the generator captures now."""
        return coverage(nn.predict(self.machine.G, NOISE), self.machine.data).captured

    def play_to(self, step, half=False):
        """Play up to a step, or half a step further."""
        self.move_to(2 * min(step, MAX_STEPS) + half)
        return self

    def at(self, step, half=False):
        """Return the game after some steps, or half a step later.

        Parameters
        ----------
        step : int
        half : bool, default False

        Returns
        -------
        Snapshot
        """
        game, half_steps = self.play_to(step, half).machine, 2 * min(step, MAX_STEPS)
        generated = nn.predict(game.G, NOISE)
        losses = [loss for loss, _ in self.measurements[1 : half_steps + 2]]
        counts = [(k // 2, self.measurements[k][1]) for k in range(0, half_steps + 1, 2 * STEPS_BETWEEN_COUNTS)]
        scores = [nn.predict(game.D, x)[:, 0].astype(float) for x in (game.data.x[:JUDGED], generated)]
        return Snapshot(
            step=half_steps // 2,
            reached=self.reached // 2,
            half=half,
            weights=game.weights(),
            surface=nn.predict(game.D, PLANE).reshape(CELLS, CELLS).astype(float),
            scores=tuple(scores),
            middle=float(scores[0].mean() + scores[1].mean()) / 2,
            mesh=nn.predict(game.G, MESH.reshape(-1, 2)).reshape(MESH.shape).astype(float),
            generated=generated.astype(float),
            pull=pull(game.D, generated[:PULLED], game.state.loss),
            losses=np.array(losses[:half_steps], float).reshape(-1, 2),
            judged=float(losses[half_steps]) if half else np.nan,
            counts=np.array(counts, float),
        )


def shared_steps(one: State, other: State):
    """Return the half-steps that two states play alike, -1 if they start from other players or data.

    Examples
    --------
    >>> shared_steps(State(), State(k=2, past=((100, 0.006, 0.002, 1),))), shared_steps(State(), State(seed=1))
    (200, -1)
    """
    if not same_game(one, other):
        return -1
    changes = sorted({0, *(entry[0] for entry in (*one.past, *other.past))})
    return 2 * next((step for step in changes if rates_at(one, step) != rates_at(other, step)), MAX_STEPS)
