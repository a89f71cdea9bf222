"""One step of the game that the two players of a GAN play."""

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared import fit as training
from nnlearn.torch.backprop import check_model, to_model

LOSSES = ("non-saturating", "minimax", "wasserstein")


def gan_step(
    generator, discriminator, generator_optimizer, discriminator_optimizer, real, *,
    loss="non-saturating", clip=0.01, turns="both", rng=None,
):  # fmt: skip
    """Play one step: the discriminator learns to tell real from generated, then the generator to pass for real.

    See `nnlearn.numpy.gan_step`. With s = D(x) the score of what is real, t = D(G(z)) of what is generated, and
    p = sigmoid:

    - both: L_D = -mean log p(s) - mean log(1 - p(t))
    - "non-saturating": L_G = -mean log p(t)
    - "minimax": L_G = mean log(1 - p(t)), the game as it was first written; flat where the discriminator is sure
    - "wasserstein": L_D = mean t - mean s, L_G = -mean t; then each weight of D is clipped to [-clip, clip]

    Parameters
    ----------
    generator : Module
        Noise (batch, latent) in; latent is its attribute `in_features`, or that of its first layer.
    discriminator : Module
        Scores (batch, 1) out, with no sigmoid behind them.
    generator_optimizer, discriminator_optimizer : Optimizer
        Over the parameters of the one and of the other.
    real : ndarray of shape (batch, ...), finite
        Examples; as many are generated.
    loss : {"non-saturating", "minimax", "wasserstein"}
    clip : float
        > 0, for "wasserstein" alone.
    turns : {"both", "discriminator", "generator"}
        Who plays. A Wasserstein critic takes several turns for one of the generator's.
    rng : numpy.random.Generator or None
        Draws the noise, from the standard normal distribution, anew for each turn; it draws the same on both sides.
        None takes the one that `manual_seed` sets.

    Returns
    -------
    (float or None, float or None)
        L_D and L_G before the steps; None for a player that did not play.

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these, an optimizer holds the other player's parameters, or a score is not finite.

    Examples
    --------
    >>> import nnlearn.torch as nn
    >>> G, D = nn.PointGenerator(), nn.PointDiscriminator()
    >>> adam_G, adam_D = nn.Adam(G.parameters()), nn.Adam(D.parameters())
    >>> loss_D, loss_G = gan_step(G, D, adam_G, adam_D, np.ones((8, 2), np.float32))
    >>> loss_D > 0, loss_G > 0
    (True, True)
    """
    check("generator", generator, generator_optimizer)
    check("discriminator", discriminator, discriminator_optimizer)
    arguments.choice("gan_step", "loss", loss, LOSSES)
    arguments.choice("gan_step", "turns", turns, ("both", "discriminator", "generator"))
    arguments.number("gan_step", "clip", clip, low=0, open_low=True)
    real, rng = to_model("gan_step", "real", discriminator, real), generator_of(rng)
    judged, drawn = None, None
    if turns != "generator":
        discriminator_optimizer.zero_grad()
        fake = generator(noise(generator, len(real), rng)).detach()  # its gradient is no business of the discriminator
        judged = judge(discriminator(real), 1, loss) + judge(discriminator(fake), 0, loss)
        judged.backward()
        discriminator_optimizer.step()
        if loss == "wasserstein":
            with torch.no_grad():
                for p in discriminator.parameters():
                    p.clamp_(-clip, clip)
    if turns != "discriminator":
        generator_optimizer.zero_grad()
        score = discriminator(generator(noise(generator, len(real), rng)))
        drawn = -judge(score, 0, loss) if loss == "minimax" else judge(score, 1, loss)
        drawn.backward()  # through the discriminator into the generator
        generator_optimizer.step()
    return tuple(None if value is None else value.item() for value in (judged, drawn))


def judge(score, real, loss):
    """Return the loss of scores that should be those of real examples (1) or generated ones (0)."""
    if score.ndim != 2 or score.shape[1] != 1:
        raise ValueError(
            f"gan_step expected discriminator to give scores of shape (batch, 1), got {tuple(score.shape)}"
        )
    z = -score if real else score
    value = z.mean() if loss == "wasserstein" else -torch.nn.functional.logsigmoid(-z).mean()  # -mean log p(-z)
    if not value.isfinite():
        arguments.finite("gan_step", "the discriminator's scores", score, torch.Tensor)
    return value


def noise(generator, count, rng):
    """Draw the generator's input, as wide as its first weight, in its dtype and on its device."""
    weight = next(generator.parameters())
    if weight.ndim != 2:
        raise ValueError(
            f"gan_step expected generator to begin with a Linear, got a first weight {tuple(weight.shape)}"
        )
    return torch.from_numpy(rng.standard_normal((count, weight.shape[1]))).to(weight)


def generator_of(rng):
    """Return the generator of random numbers that was given, or the one that both sides share."""
    if rng is None:
        return training.alike()
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"gan_step expected rng to be a numpy.random.Generator, got {arguments.describe(rng)}")
    return rng


def check(name, model, optimizer):
    """Raise unless this is a player with its own optimizer."""
    check_model("gan_step", model)
    if not isinstance(optimizer, torch.optim.Optimizer):
        raise TypeError(
            f"gan_step expected {name}_optimizer to be an optimizer such as nn.Adam, "
            f"got {arguments.describe(optimizer)}"
        )
    if optimizer.param_groups[0]["params"][0] is not next(model.parameters(), None):
        raise ValueError(f"gan_step expected {name}_optimizer to hold the {name}'s parameters, got one over others")
