"""A game of generator and discriminator in the plane, played half a step at a time."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.gans.data import COUNT, points
from nnlearn.lessons.gans.state import rates_at
from nnlearn.numpy import random

HIDDEN = [32, 32]  # units of the hidden layers of both players
BATCH = 64
BETAS = (0.5, 0.9)  # of Adam: less momentum than usual, because the other player moves the goal
CLIP = 0.1  # of a Wasserstein critic's weights


def players(seed):
    """Return generator and discriminator as `nn.manual_seed(seed)` would start them; the reader's stream stays."""
    with random.fork_rng():
        random.generator().bit_generator.state = np.random.default_rng(seed).bit_generator.state
        return nn.PointGenerator(2, 2, HIDDEN), nn.PointDiscriminator(2, HIDDEN)


def players_with(weights):
    """Return generator and discriminator with these weights, one vector each."""
    both = players(0)
    for player, theta in zip(both, weights, strict=True):
        nn.vector_to_parameters(theta, player.parameters())
    return both


def optimizer_of(player, loss):
    """Return Adam; for a Wasserstein game RMSprop, as its authors found (section 4)."""
    if loss == "wasserstein":
        return nn.RMSprop(player.parameters())
    return nn.Adam(player.parameters(), betas=BETAS)


class Game:
    """The two players and their turns. Every turn draws from a random stream of its own, so it can be played again.

    Parameters
    ----------
    state : State
        Its data, drawing, loss, seed and rates; its position does not matter.

    Attributes
    ----------
    position : int
        Half-steps played: after an odd number the discriminator has moved and the generator has not.
    loss : float
        Of the player who moved last, before its last turn; NaN at the start.
    """

    def __init__(self, state):
        self.state, self.data = state, points(state.data, state.drawn)
        self.G, self.D = players(state.seed)
        self.optimizers = [optimizer_of(player, state.loss) for player in (self.G, self.D)]
        self.position, self.loss = 0, np.nan

    def step(self):
        """Play half a step: the discriminator's k turns, or the generator's one."""
        step, second_half = divmod(self.position, 2)
        k = rates_at(self.state, step)[2]
        self.loss = [self.turn(step, number) for number in ([k] if second_half else range(k))][-1]
        self.position += 1

    def turn(self, step, number):
        """Play turn `number` of a step, of which number k is the generator's; return the loss of who played."""
        lr_d, lr_g, k = rates_at(self.state, step)
        for optimizer, rate in zip(self.optimizers, (lr_g, lr_d), strict=True):
            optimizer.param_groups[0]["lr"] = rate
        rng = np.random.default_rng([self.state.seed, step, number])
        real = self.data.x[rng.integers(COUNT, size=BATCH)]
        player = "generator" if number == k else "discriminator"
        losses = nn.gan_step(
            self.G, self.D, *self.optimizers, real, loss=self.state.loss, clip=CLIP, turns=player, rng=rng
        )
        return losses[number == k]

    def weights(self):
        """Return all weights of the generator and of the discriminator, as copies."""
        return [nn.parameters_to_vector(player.parameters()) for player in (self.G, self.D)]

    def memory(self):
        """Return (half-steps played, all that the next turn depends on), as copies."""
        return self.position, self.weights(), [optimizer.state_dict() for optimizer in self.optimizers]

    def restore(self, memory):
        """Go back to where a memory was taken."""
        self.position, weights, states = memory
        for player, theta in zip((self.G, self.D), weights, strict=True):
            nn.vector_to_parameters(theta, player.parameters())
        for optimizer, state in zip(self.optimizers, states, strict=True):
            optimizer.load_state_dict(state)


def pull(discriminator, x, loss):
    """Return -dL_G/dx of each generated point x (n, 2), L_G being the generator's loss of this point alone.

    With the score z and p = sigmoid(z): -log p falls along (1 - p) dz/dx, log(1 - p) along p dz/dx, -z along dz/dx.

    Examples
    --------
    >>> D = nn.Sequential(nn.Linear(2, 1))
    >>> D[0].weight.data, D[0].bias.data = np.array([[2.0, 0.0]], "f4"), np.array([0.0], "f4")
    >>> pull(D, np.zeros((1, 2), "f4"), "minimax").tolist(), pull(D, np.zeros((1, 2), "f4"), "wasserstein").tolist()
    ([[1.0, 0.0]], [[2.0, 0.0]])
    """
    score = discriminator(x)
    slope = discriminator.backward(np.ones_like(score))  # dz/dx; the next turn begins by clearing D's own gradients
    weight = {"non-saturating": nn.sigmoid(-score), "minimax": nn.sigmoid(score), "wasserstein": 1.0}[loss]
    return (weight * slope).astype(float)
