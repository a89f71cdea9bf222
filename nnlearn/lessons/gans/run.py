"""One game of generator and discriminator: a snapshot of it at any half-step, and what it shares with another game."""

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers import snapshots
from nnlearn.lessons.gans.data import EDGE, covered
from nnlearn.lessons.gans.game import Game, pull, rates
from nnlearn.plots.plane import grid

MAX_STEPS = 20_000  # of a game
STEPS_BETWEEN_MEMORIES = 20  # of about 30 kB each
STEPS_BETWEEN_COUNTS = 10  # of modes
SETTINGS = ("data", "drawn", "loss", "seed")  # another of these is another game

NOISE = np.random.default_rng(26).standard_normal((500, 2)).astype(np.float32)  # becomes the points that are counted
PULLED = 160  # generated points that are drawn, with their arrows
CELLS = 40  # cells along each side of the discriminator's map
LEVELS = [NormalDist().inv_cdf(p) for p in np.linspace(0.03, 0.97, 13)]  # equally much noise between two lines
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
        All weights of the generator and of the discriminator, float32.
    surface : ndarray of shape (CELLS, CELLS)
        The discriminator's score over the plane.
    middle : float
        The score halfway between the means over the data and over the generated points.
    mesh : ndarray of shape (lines, points, 2)
        `MESH` as the generator warps it.
    generated : ndarray of shape (500, 2)
        What the generator makes of `NOISE`.
    pull : ndarray of shape (PULLED, 2)
        Minus the gradient of the generator's loss of each of the first points.
    losses : ndarray of shape (step, 2)
        Of discriminator and generator in each step.
    judged : float
        The discriminator's loss in the half step, otherwise NaN.
    counts : ndarray of shape (n, 2)
        Step and number of modes covered.
    """

    half: bool
    weights: tuple
    surface: np.ndarray
    middle: float
    mesh: np.ndarray
    generated: np.ndarray
    pull: np.ndarray
    losses: np.ndarray
    judged: float
    counts: np.ndarray


class Run(snapshots.Run):
    """A game from its settings, which can be shown at every half-step.

    Parameters
    ----------
    state : State
        Its position, and whatever else only changes the picture, does not matter.
    """

    def __init__(self, state):
        super().__init__(Game(state), 2 * STEPS_BETWEEN_MEMORIES)

    def measure(self):
        """Return the loss of who moved last, and now and then the number of modes covered."""
        return self.machine.loss, None if self.machine.position % (2 * STEPS_BETWEEN_COUNTS) else self.count()

    def count(self):
        """Return how many modes the generator covers now."""
        return covered(nn.predict(self.machine.G, NOISE), *self.machine.data[1:])

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
        game, moves = self.play_to(step, half).machine, 2 * min(step, MAX_STEPS)
        generated = nn.predict(game.G, NOISE)
        losses = [loss for loss, _ in self.measurements[1 : moves + 2]]
        counts = [(k // 2, self.measurements[k][1]) for k in range(0, moves + 1, 2 * STEPS_BETWEEN_COUNTS)]
        score = nn.predict(game.D, game.data.x[:200]).mean() + nn.predict(game.D, generated).mean()
        return Snapshot(
            moves // 2,
            self.reached // 2,
            half,
            game.weights(),
            nn.predict(game.D, grid((-EDGE, EDGE, -EDGE, EDGE), CELLS)).reshape(CELLS, CELLS).astype(float),
            float(score) / 2,
            nn.predict(game.G, MESH.reshape(-1, 2)).reshape(MESH.shape).astype(float),
            generated.astype(float),
            pull(game.D, generated[:PULLED], game.state.loss),
            np.array(losses[:moves], float).reshape(-1, 2),
            float(losses[moves]) if half else np.nan,
            np.array(counts, float),
        )


def settings_of(state):
    """Return a state with the defaults for what only changes the picture: equal settings, equal games."""
    return replace(state, position=0, half=False, pen=())


def same_game(one, other):
    """Return whether two states play the same game, though perhaps at other rates."""
    return all(getattr(one, name) == getattr(other, name) for name in SETTINGS)


def shared_steps(one, other):
    """Return the half-steps that two states play alike, -1 if they start from other players or data.

    Examples
    --------
    >>> from nnlearn.lessons.gans.explorer import State
    >>> shared_steps(State(), State(k=2, past=((100, 0.006, 0.002, 1),))), shared_steps(State(), State(seed=1))
    (200, -1)
    """
    if not same_game(one, other):
        return -1
    changes = sorted({0, *(entry[0] for entry in (*one.past, *other.past))})
    return 2 * next((step for step in changes if rates(one, step) != rates(other, step)), MAX_STEPS)
