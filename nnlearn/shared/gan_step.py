"""The entry checks of `gan_step`: the settings of the game, its players, and their scores."""

from nnlearn import arguments

LOSSES = ("non-saturating", "minimax", "wasserstein")
TURNS = ("both", "discriminator", "generator")


def check_game(loss, turns, clip):
    """Raise unless these are settings of the game."""
    arguments.choice("gan_step", "loss", loss, LOSSES)
    arguments.choice("gan_step", "turns", turns, TURNS)
    arguments.number("gan_step", "clip", clip, low=0, open_low=True)


def check_optimizer(player, optimizer, kind, first_parameter):
    """Raise unless this is an optimizer over the parameters of this player ("generator" or "discriminator")."""
    if not isinstance(optimizer, kind):
        raise TypeError(
            f"gan_step expected {player}_optimizer to be an optimizer such as nn.Adam, "
            f"got {arguments.describe(optimizer)}"
        )
    if optimizer.param_groups[0]["params"][0] is not first_parameter:
        raise ValueError(f"gan_step expected {player}_optimizer to hold the {player}'s parameters, got one over others")


def latent_size(weight):
    """Return how many random numbers the generator takes, given its first weight, or raise."""
    if weight.ndim != 2:
        raise ValueError(
            f"gan_step expected generator to begin with a Linear, got a first weight {tuple(weight.shape)}"
        )
    return weight.shape[1]


def check_score(score):
    """Raise unless the discriminator gave one score per example."""
    if score.ndim != 2 or score.shape[1] != 1:
        raise ValueError(
            f"gan_step expected discriminator to give scores of shape (batch, 1), got {tuple(score.shape)}"
        )
